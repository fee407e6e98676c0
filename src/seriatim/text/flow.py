"""Printed text as it is read: words that a line end cut in two made whole, blanks made single, with the way back.

A report's text is never edited. Where lines end in a hyphen, in two signs, or words stand two blanks apart, the
report is read in a flowed copy, and everything found there is carried back to the offsets of the text itself.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass, replace
from functools import cache
from itertools import accumulate
from typing import Any

from seriatim.model import Case, Fact, Report, Span
from seriatim.text.tables import read_table

Turn = Callable[[int, int], tuple[int, int]]

_CUT = re.compile(
    r"(?P<hyphen>(?<=[^\W_])[-\u2010\u00ad])(?P<end>[ \t]{0,4}\r?\n[ \t]{0,12})(?=[^\W_])"  # "calcifi- | cation"
    r"|(?P<blank>(?:(?<=[\w)\]%'\u2019\u2013-])[ \u00a0]{1,3}(?=[ \u00a0][a-z0-9(\[])"  # "soft  tissue"
    r"|(?<=[,;])[ \u00a0]{1,3}(?=[ \u00a0]\w)))"
    r"|(?P<sign>\r)(?=\n)"
)
_BEFORE = re.compile(r"[^\W_]+\Z")
_WORD = re.compile(r"[^\W_]+")
_COMPOUND = re.compile(r"[^\W_]+(?:-[^\W_]+){0,8}")
_SAID = ("value", "dose", "route", "frequency", "duration")
_LONGEST_WORD = 40


@dataclass(frozen=True, slots=True)
class Way:
    """The way between a text and its flowed copy.

    Attributes:
        text: the report's own text.
        starts: where characters were left out, as offsets into `text`; `stops` are after them.
        places: the same places in the flowed text.
        gone: how many characters had been left out behind each place.
    """

    text: str
    starts: list[int]
    stops: list[int]
    places: list[int]
    gone: list[int]

    def forward(self, offset: int) -> int:
        """Turn an offset into the text into one into its flowed copy."""
        at = bisect_right(self.starts, offset) - 1
        if at < 0:
            return offset
        return offset - self.gone[at] if offset >= self.stops[at] else self.places[at]

    def back(self, offset: int) -> int:
        """Turn the offset of a flowed character into that of the same character of the text."""
        at = bisect_right(self.places, offset) - 1
        return offset + (self.gone[at] if at >= 0 else 0)

    def back_span(self, start: int, end: int) -> tuple[int, int]:
        """Turn half-open offsets back; an end follows the last character before it."""
        first = self.back(start)
        return first, self.back(end - 1) + 1 if end > start else first


def flow_report(report: Report) -> tuple[Report, Way | None]:
    r"""Flow a report's text.

    Returns:
        The report with its flowed text and all its offsets into that, and the way back; the report itself and None
        where nothing needs it.

    Example:
        >>> report, way = flow_report(Report("r", "Calcifi-\ncation of soft  tissue."))
        >>> report.text
        'Calcification of soft tissue.'
        >>> way.back_span(0, 13)
        (0, 15)
    """
    cuts = list(_find_cuts(report)) if report.source.format == "text" else []
    if not cuts:
        return report, None
    flowed, way = _leave_out(report.text, cuts)
    moved = {
        f.name: _move(getattr(report, f.name), flowed, lambda a, b: (way.forward(a), way.forward(b)))
        for f in fields(report)
        if f.init and f.name != "text"
    }
    return replace(report, text=flowed, **moved), way


def _leave_out(text: str, cuts: Sequence[tuple[int, int]]) -> tuple[str, Way]:
    kept, at = [], 0
    for start, stop in cuts:
        kept.append(text[at:start])
        at = stop
    gone = list(accumulate(stop - start for start, stop in cuts))
    places = [start - before for (start, _), before in zip(cuts, [0, *gone], strict=False)]
    way = Way(text, [a for a, _ in cuts], [b for _, b in cuts], places, gone)
    return "".join((*kept, text[at:])), way


def unflow_case(case: Case, report: Report, way: Way) -> Case:
    """Carry everything found in a flowed report back to the report itself.

    Args:
        case: what was found in the flowed report.
        report: the report as it was read.
        way: the way back.
    """
    patients, claims, notes = (
        _move(part, way.text, way.back_span) for part in (case.patients, case.claims, case.notes)
    )
    facts = tuple(_restate(_move(fact, way.text, way.back_span), way.text) for fact in case.facts)
    return replace(case, report=report, patients=patients, facts=facts, claims=claims, notes=notes)


def _restate(fact: Fact, text: str) -> Fact:
    """Write values and doses as the text has them."""
    spans = {name: getattr(fact, f"{name}_span") for name in _SAID}
    return fact.changed(**{name: text[slice(*span)] for name, span in spans.items() if span})


def _move(value: Any, text: str, turn: Turn) -> Any:
    """Turn every pair of offsets inside a value: spans, `start` and `end`, and fields that hold pairs."""
    if isinstance(value, Span):
        return Span.of(text, *turn(value.start, value.end))
    if isinstance(value, tuple):
        return tuple(_move(part, text, turn) for part in value)
    if not is_dataclass(value) or isinstance(value, type):
        return value
    return _move_fields(value, text, turn)


def _move_fields(value: Any, text: str, turn: Turn) -> Any:
    changed: dict[str, Any] = {}
    for name in (f.name for f in fields(value) if f.init):
        held = getattr(value, name)
        if name == "start" and isinstance(held, int):
            changed["start"], changed["end"] = turn(held, value.end)
        elif name.endswith("_span") and held and not isinstance(held, int):
            changed[name] = turn(*held)
        elif name == "regions":
            changed[name] = tuple(turn(*pair) for pair in held)
        elif name == "fields" and isinstance(held, Mapping):
            changed[name] = {key: turn(*pair) for key, pair in held.items()}
        elif isinstance(held, Span | tuple) or is_dataclass(held):
            changed[name] = _move(held, text, turn)
    return replace(value, **changed) if changed else value


def _find_cuts(report: Report) -> Iterator[tuple[int, int]]:
    """Find what the flowed text leaves out, in order; tables and the reference list stay as they are."""
    text = report.text
    apart = [(s.start, s.end) for s in report.sections if s.name == "references"]
    apart = sorted((*apart, *((t.start, t.end) for t in report.tables)))
    starts = [start for start, _ in apart]
    known: frozenset[str] = frozenset()
    for m in _CUT.finditer(text):
        at = bisect_right(starts, m.start()) - 1
        if at >= 0 and m.start() < apart[at][1]:
            continue
        if m["hyphen"]:
            known = known or frozenset(_COMPOUND.findall(text))
            yield (m.start("end") if _keeps_hyphen(text, m, known) else m.start()), m.end()
        else:
            yield m.span()


def _keeps_hyphen(text: str, m: re.Match[str], known: frozenset[str]) -> bool:
    """Tell whether a hyphen at a line's end belongs to the word ("anti- | nuclear").

    Args:
        text: the report's text.
        m: the place.
        known: the words of the text, hyphenated ones whole.
    """
    if m["hyphen"] == "\u00ad":
        return False
    before = _BEFORE.search(text, max(0, m.start() - _LONGEST_WORD), m.start())
    behind = _WORD.match(text, m.end(), m.end() + _LONGEST_WORD)
    if before is None or behind is None or before[0][-1].isdigit() or not behind[0].islower():
        return True
    first, second = before[0], behind[0]
    return (
        text[before.start() - 1 : before.start()] == "-"
        or {first.lower(), f"-{second}"} & _joints() != set()
        or f"{first}-{second}" in known
    ) and f"{first}{second}" not in known


@cache
def _joints() -> frozenset[str]:
    """Prefixes, and endings behind a hyphen, that are set off by one."""
    return frozenset(row["part"] for row in read_table("hyphen_parts.tsv"))
