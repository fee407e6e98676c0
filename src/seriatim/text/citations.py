"""Citation marks in the running text."""

from __future__ import annotations

import re

from seriatim.model import Report
from seriatim.text.prose import Citation

_MARK = re.compile(
    r"[(\[](\d{1,3}(?:\s?[\u2013\u2014-]\s?\d{1,3})?(?:\s?[,;]\s?\d{1,3}(?:\s?[\u2013\u2014-]\s?\d{1,3})?){0,40})[)\]]"
)
_PART = re.compile(r"(\d{1,3})(?:\s?[\u2013\u2014-]\s?(\d{1,3}))?")


def find_citations(report: Report) -> tuple[Citation, ...]:
    """Find the marks that point at the reference list, with ranges expanded.

    A number in brackets counts only where the list has that number.
    """
    known = {r.number for r in report.references}
    found: dict[int, Citation] = {m.start: Citation(m.start, m.end, m.numbers) for m in report.citation_marks}
    for m in _MARK.finditer(report.text):
        section = report.section_at(m.start())
        if section and section.name == "references":
            continue
        numbers, inside = _expand(m[1])
        if numbers and all(n in known for n in numbers) and m.start() not in found:
            found[m.start()] = Citation(m.start(), m.end(), numbers, inside)
    return tuple(found[k] for k in sorted(found))


def _expand(inner: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    numbers: list[int] = []
    inside: list[int] = []
    for part in _PART.finditer(inner):
        low, high = int(part[1]), int(part[2] or part[1])
        if high < low or high - low > 200:
            return (), ()
        numbers += range(low, high + 1)
        inside += range(low + 1, high)
    return tuple(map(str, dict.fromkeys(numbers))), tuple(map(str, inside))
