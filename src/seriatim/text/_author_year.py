"""Citations by author and year, resolved to the entries of the reference list."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from seriatim.model import Reference, Report
from seriatim.text.keys import family_key
from seriatim.text.prose import Citation
from seriatim.text.wording import fill_classes

_YEARS = r"(?:1[89]|20)\d\d[a-z]?(?:\s?(?:,|and|&)\s?(?:(?:1[89]|20)\d\d[a-z]?|[a-z](?![a-z])))*"


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    upper = "".join(c for c in map(chr, range(0x41, 0x250)) if c.isupper())
    particles = fill_classes(r"(?:{name_particle}[\s-]){0,3}")
    name = rf"{particles}[{upper}][\w'’-]{{1,40}}(?![\w'’-])"
    names = rf"(?<!\w)(?P<first>{name})(?:\s(?:et\s?al\.?|and (?:colleagues|co-?workers|others))|(?:,\s{name}){{0,8}},?\s(?:and|&)\s(?P<second>{name}))?"
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


@dataclass(frozen=True)
class _List:
    """The reference list by first author and year, and what else may identify an entry that is cited with a slip."""

    by_first: dict[tuple[str, int], list[Reference]]
    by_any: dict[tuple[str, int], list[Reference]]
    by_name: dict[str, list[Reference]]

    def find(self, names: tuple[str, ...], year: int) -> list[Reference]:
        """Exact first author and year; else any author and year, or the name's only entry; None is guessed at."""
        for name in names:
            if exact := self.by_first.get((name, year)):
                return exact
        for name in names:
            for held in (self.by_any.get((name, year), []), self.by_name.get(name, [])):
                if len(held) == 1:
                    return held
        return []


def _index(references: tuple[Reference, ...]) -> _List:
    found = _List(defaultdict(list), defaultdict(list), defaultdict(list))
    for reference in references:
        for position, author in enumerate(reference.authors):
            key = family_key(author.family)
            if reference.year and position == 0:
                found.by_first[key, reference.year].append(reference)
            if reference.year:
                found.by_any[key, reference.year].append(reference)
            if position == 0:
                found.by_name[key].append(reference)
    return found


def _resolve(index: _List, m: re.Match[str]) -> Iterator[str]:
    """Yield the numbers a mark stands for; where several fit, the second author and the letter decide."""
    year = 0
    for part in re.finditer(r"(?P<year>\d{4})?(?P<letter>[a-z](?![a-z]))?", m["years"]):
        if not (part["year"] or part["letter"]):
            continue
        year = int(part["year"]) if part["year"] else year
        fitting = index.find((family_key(m["first"]), family_key(m["first"].split()[-1])), year)
        if len(fitting) > 1 and m["second"]:
            fitting = [
                r
                for r in fitting
                if len(r.authors) > 1 and family_key(r.authors[1].family) == family_key(m["second"])
            ] or fitting
        if len(fitting) > 1 and part["letter"]:
            at = ord(part["letter"]) - ord("a")
            fitting = fitting[at : at + 1] or fitting
        yield from (r.number for r in fitting)
