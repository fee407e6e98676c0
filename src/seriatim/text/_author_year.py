"""Citations by author and year, resolved to the entries of the reference list."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from functools import cache

from seriatim.model import Reference, Report
from seriatim.text.prose import Citation

_YEARS = r"(?:1[89]|20)\d\d[a-z]?(?:\s?(?:,|and|&)\s?(?:(?:1[89]|20)\d\d[a-z]?|[a-z](?![a-z])))*"


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    upper = "".join(c for c in map(chr, range(0x41, 0x250)) if c.isupper())
    name = rf"(?:(?:van|von|de|der|den|di|da|del|la|le|el|al|ten|du|dos)[\s-]){{0,3}}[{upper}][\w'’-]+"
    names = rf"(?P<first>{name})(?:\s(?:et\s?al\.?|and (?:colleagues|co-?workers|others))|(?:,\s{name})*,?\s(?:and|&)\s(?P<second>{name}))?"
    inside = re.compile(rf"{names},?\s\(?(?P<years>{_YEARS})")
    outside = re.compile(rf"{names}(?:'s|’s)?,?\s[(\[](?P<years>{_YEARS})(?=[)\];,:])")
    bracket = re.compile(r"[(\[][^()\[\]]{0,600}?(?:1[89]|20)\d\d[^()\[\]]{0,600}?[)\]]")
    return inside, outside, bracket


def find_author_years(report: Report) -> tuple[Citation, ...]:
    """Find "(Rossi et al., 2001; Lee and Kim 1999)" and "Rossi et al. (2001)" where the list has them."""
    index = _index(report.references)
    inside, outside, bracket = _patterns()
    found: dict[int, Citation] = {}
    for m in outside.finditer(report.text):
        if _in_prose(report, m.start()) and (numbers := tuple(_resolve(index, m))):
            found[m.start()] = Citation(m.start(), m.end() + 1, numbers)
    for group in bracket.finditer(report.text):
        if not _in_prose(report, group.start()):
            continue
        for m in inside.finditer(report.text, group.start(), group.end()):
            if m.start() not in found and (numbers := tuple(_resolve(index, m))):
                found[m.start()] = Citation(m.start(), m.end(), numbers)
    return tuple(found[k] for k in sorted(found))


def _in_prose(report: Report, at: int) -> bool:
    section = report.section_at(at)
    return section is None or section.name != "references"


def _index(references: tuple[Reference, ...]) -> dict[tuple[str, int], list[Reference]]:
    index: dict[tuple[str, int], list[Reference]] = defaultdict(list)
    for reference in references:
        if reference.authors and reference.year:
            index[_key(reference.authors[0].family), reference.year].append(reference)
    return index


def _resolve(index: dict[tuple[str, int], list[Reference]], m: re.Match[str]) -> Iterator[str]:
    """Yield the numbers a mark stands for; where several fit, the second author and the letter decide."""
    year = 0
    for part in re.finditer(r"(?P<year>\d{4})?(?P<letter>[a-z](?![a-z]))?", m["years"]):
        if not (part["year"] or part["letter"]):
            continue
        year = int(part["year"]) if part["year"] else year
        fitting = index.get((_key(m["first"]), year)) or index.get((_key(m["first"].split()[-1]), year)) or []
        if len(fitting) > 1 and m["second"]:
            fitting = [
                r for r in fitting if len(r.authors) > 1 and _key(r.authors[1].family) == _key(m["second"])
            ] or fitting
        if len(fitting) > 1 and part["letter"]:
            at = ord(part["letter"]) - ord("a")
            fitting = fitting[at : at + 1] or fitting
        yield from (r.number for r in fitting)


def _key(family: str) -> str:
    plain = unicodedata.normalize("NFKD", family)
    return "".join(c for c in plain if c.isalpha()).casefold()
