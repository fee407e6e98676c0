"""Numbers of published cases, patients and reports."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from seriatim.literature._clauses import Clause
from seriatim.text.group_counts import find_bracketed_counts, find_group_counts
from seriatim.text.numbers import NUMBER_WORDS
from seriatim.text.wording import fill_classes, load_classes, pattern_of

_WORDS = NUMBER_WORDS | {"single": 1}
_UNITS = {"patients": "counted_patients", "reports": "counted_reports", "lesions": "counted_lesions"}
_NUMBER = r"\d{1,3}(?:,\d{3})+|\d{1,5}|{number}"
_GAP = r"(?:\s+(?!{ends_population}\b)[A-Za-z][\w'’-]*){0,4}?"


@cache
def _units() -> dict[str, str]:
    """The words for what is counted, with what they count."""
    return {word: unit for unit, name in _UNITS.items() for word in load_classes()[name]}


@cache
def _count() -> re.Pattern[str]:
    written = rf"(?<![\w.,%-])(?P<number>{_NUMBER})(?P<gap>{_GAP})\s+(?P<unit>{{unit}})\b"
    return re.compile(fill_classes(written, number=_WORDS, unit=_units()), re.I)


@cache
def _part() -> re.Pattern[str]:
    """Some of those counted: "three of the 16 cases"."""
    written = (
        rf"(?<![\w.,%-])(?P<number>{_NUMBER})\s+(?:out\s+)?of\s+(?:(?:the|these|those|all)\s+(?:(?:{_NUMBER})\s+)?|(?:{_NUMBER})\s+)"
        r"(?P<unit>cases|patients|reports|children)\b"
    )
    return re.compile(fill_classes(written, number=_WORDS), re.I)


_CASE_OF = re.compile(r"\breported (?:a|another|the) (?P<unit>case|patient) (?:of|with)\b", re.I)
_YEAR = re.compile(r"(?:\b(?:in|since|from|until|to|of)\s|-)$", re.I)
_population = pattern_of(
    r"\s+(?P<of>(?:of|with)\s[^.;,()\[\]]{3,120}?)"
    r"(?=\s+(?:{is}|{has}|that|which|who|described|reported|in the (?:world|english|medical)?\s?literature)\b|[.;,()\[\]]|$)"
)


@dataclass(frozen=True, slots=True)
class Count:
    """How many of what.

    Attributes:
        number: as written, in digits or in words.
        unit: patients | reports | lesions.
        population: "of calcinosis in lupus", as written, or None.
        start: offset of the number; `end` is after the unit.
    """

    number: int
    unit: str
    start: int
    end: int
    population: str | None = None


def find_counts(text: str, start: int, end: int) -> list[Count]:
    """Find counts of cases, patients, reports and lesions in `text[start:end]`.

    Example:
        >>> [(c.number, c.unit) for c in find_counts("ten reports of 16 such cases", 0, 28)]
        [(10, 'reports'), (16, 'patients')]
        >>> [(c.number, c.unit) for c in find_counts("helped two of three patients", 0, 28)]
        [(2, 'patients')]
    """
    found: list[Count] = []
    parts = list(_part().finditer(text, start, end))
    wholes = [
        m
        for m in _count().finditer(text, start, end)
        if not any(p.start() < m.start() < p.end() for p in parts)
    ]
    for m in sorted((*parts, *wholes), key=lambda m: m.start()):
        number = _read(m["number"])
        if number is None or (
            1800 <= number <= 2100 and _YEAR.search(text[max(start, m.start() - 6) : m.start()])
        ):
            continue
        of = _population().match(text, m.end(), end)
        population = " ".join(of["of"].split()) if of else None
        found.append(Count(number, _units()[m["unit"].lower()], m.start(), m.end(), population))
    if not found and (m2 := _CASE_OF.search(text, start, end)):
        of = _population().match(text, m2.end("unit"), end)
        found.append(
            Count(1, "patients", m2.start("unit"), m2.end("unit"), " ".join(of["of"].split()) if of else None)
        )
    return found


def find_parts(folded: str, clause: Clause, groups: frozenset[int]) -> list[Count]:
    """Find the part of a group of published patients that a clause counts ("six of the nine were women").

    A part in brackets counts where its whole is such a group ("women predominate (14 of 19)").

    Args:
        folded: the folded text.
        clause: part of a sentence.
        groups: the sizes of the groups told before; a part of another group is none of published patients.
    """
    place = (clause.sentence.start, clause.sentence.end)
    found = list(find_group_counts(folded, *place))
    if not any(count.total in groups for count in found):
        found = []
    found += (count for count in find_bracketed_counts(folded, *place) if count.total in groups)
    return [
        Count(c.number, "patients", c.start, c.end)
        for c in sorted(found, key=lambda c: c.start)
        if clause.start <= c.start < clause.end
    ]


def _read(number: str) -> int | None:
    plain = number.replace(",", "").lower()
    return int(plain) if plain.isdigit() else _WORDS.get(plain)


def combine_counts(counts: list[Count]) -> tuple[int | None, int | None, str | None, str | None]:
    """Put the counts of one clause together: number, number of reports beside it, unit, population.

    Example:
        >>> combine_counts([Count(10, "reports", 0, 10), Count(16, "patients", 14, 22, "of rash")])
        (16, 10, 'patients', 'of rash')
    """
    reports = next((c for c in counts if c.unit == "reports"), None)
    others = [c for c in counts if c.unit != "reports"]
    if others:
        first = others[0]
        return first.number, reports.number if reports else None, first.unit, first.population
    if reports:
        return reports.number, reports.number, "reports", reports.population
    return None, None, None, None
