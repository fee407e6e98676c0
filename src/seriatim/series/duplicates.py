"""The same patient in two reports: candidates, scored, with reasons for and against. Never merged."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import combinations

from seriatim.model import Case, DuplicateCandidate, Patient
from seriatim.series.durations import in_years
from seriatim.text.keys import title_key

# Weights are log2 odds, chosen so that age, sex and a disease alone never reach the threshold: three women of
# one age with one disease are three patients until centre, authors or a rare combination say otherwise.
_SAME_AUTHOR = 2.5
_MOST_FOR_AUTHORS = 4.0  # a group publishes many patients: authors and sex alone stay below the threshold
_SAME_SEX = 0.5
_SAME_AGE = 1.0
_AGE_FITS_YEARS = 1.0
_OTHER_AGE = -6.0
_OTHER_SEX = -10.0
_CITES_THE_OTHER = -1.0
_SAME_TITLE_WORDS = 2.0
_PRESENT_AND_ABSENT = -1.0
_MOST_FOR_FINDINGS = 6.0
_THRESHOLD = 5.0
_AGE_TOLERANCE = 1.0
_FEWEST_SHARED = 3


@dataclass(frozen=True)
class _Person:
    report: str
    patient: Patient
    year: int | None
    title: frozenset[str]
    authors: frozenset[str]
    present: frozenset[str]
    absent: frozenset[str]
    cites: frozenset[str]
    own_title: str


class DuplicateFinder:
    """Collects the people of a series, case by case, and finds pairs that may be the same person.

    Only pairs that share an author, or at least three rare findings, are compared, so that thousands of cases
    stay feasible.
    """

    def __init__(self) -> None:
        self._people: list[_Person] = []

    def add(self, case: Case) -> None:
        """Take in the patients of a case."""
        self._people += _people(case)

    def find(self, *, threshold: float = _THRESHOLD) -> tuple[DuplicateCandidate, ...]:
        """Find the candidates, most likely first.

        Args:
            threshold: score in bits from which a pair is named.
        """
        people = self._people
        frequency = _frequencies(people)
        pairs = (_compare(people[i], people[j], frequency, len(people)) for i, j in _pairs(people, frequency))
        found = [pair for pair in pairs if pair.score >= threshold]
        return tuple(sorted(found, key=lambda c: (-c.score, c.a, c.b)))


def _people(case: Case) -> list[_Person]:
    report = case.report
    people = []
    for patient in case.patients:
        facts = [f for f in case.facts_of(patient.id) if f.kind in ("phenotype", "disease") and f.code]
        present = frozenset(f.code for f in facts if f.status == "present" and f.code)
        absent = frozenset(f.code for f in facts if f.status == "absent" and f.code) - present
        people.append(
            _Person(
                report.id, patient, report.year, _words(report.title),
                frozenset(f"{a.family} {a.given[:1]}".strip().lower() for a in report.authors),
                present, absent, frozenset(title_key(r.title) for r in report.references if r.title), title_key(report.title),
            )
        )  # fmt: skip
    return people


def _words(title: str) -> frozenset[str]:
    return frozenset(w for w in title.lower().split() if len(w) > 4)


def _frequencies(people: list[_Person]) -> Mapping[str, int]:
    counts: dict[str, int] = defaultdict(int)
    for person in people:
        for code in person.present:
            counts[code] += 1
    return counts


def _pairs(people: list[_Person], frequency: Mapping[str, int]) -> list[tuple[int, int]]:
    by_author: dict[str, list[int]] = defaultdict(list)
    by_finding: dict[str, list[int]] = defaultdict(list)
    rare = max(5, len(people) // 20)
    for i, person in enumerate(people):
        for author in person.authors:
            by_author[author].append(i)
        for code in person.present:
            if frequency[code] <= rare:
                by_finding[code].append(i)
    shared: dict[tuple[int, int], int] = defaultdict(int)
    for holders in by_finding.values():
        for pair in combinations(holders, 2):
            shared[pair] += 1
    wanted = {pair for pair, n in shared.items() if n >= _FEWEST_SHARED}
    wanted |= {pair for holders in by_author.values() for pair in combinations(holders, 2)}
    return sorted((i, j) for i, j in wanted if people[i].report != people[j].report)


def _compare(a: _Person, b: _Person, frequency: Mapping[str, int], total: int) -> DuplicateCandidate:
    reasons = [r for r in (
        _authors(a, b), _sex(a, b), _age(a, b), _titles(a, b), _cites(a, b), _findings(a, b, frequency, total),
        _contradictions(a, b),
    ) if r]  # fmt: skip
    score = round(sum(weight for _, weight in reasons), 2)
    return DuplicateCandidate(
        (a.report, a.patient.id), (b.report, b.patient.id), score,
        tuple(r for r in reasons if r[1] > 0), tuple(r for r in reasons if r[1] < 0),
    )  # fmt: skip


def _authors(a: _Person, b: _Person) -> tuple[str, float] | None:
    same = sorted(a.authors & b.authors)
    if not same:
        return None
    return f"authors in common: {', '.join(n.title() for n in same)}", min(
        _MOST_FOR_AUTHORS, _SAME_AUTHOR * len(same)
    )


def _sex(a: _Person, b: _Person) -> tuple[str, float] | None:
    if not a.patient.sex or not b.patient.sex:
        return None
    if a.patient.sex == b.patient.sex:
        return f"both {a.patient.sex}", _SAME_SEX
    return f"{a.patient.sex} and {b.patient.sex}", _OTHER_SEX


def _age(a: _Person, b: _Person) -> tuple[str, float] | None:
    one, other = in_years(a.patient.age), in_years(b.patient.age)
    if a.patient.age_range or b.patient.age_range:
        return None  # a span of ages fits too many to speak for or against
    if one is None or other is None:
        return None
    if abs(one - other) < _AGE_TOLERANCE:
        return f"both {one:g} years old", _SAME_AGE
    if a.year and b.year and abs((one - other) - (a.year - b.year)) <= _AGE_TOLERANCE:
        return f"{one:g} and {other:g} years old, as the years of publication would have it", _AGE_FITS_YEARS
    return f"{one:g} and {other:g} years old", _OTHER_AGE


def _titles(a: _Person, b: _Person) -> tuple[str, float] | None:
    if not a.title or not b.title:
        return None
    alike = len(a.title & b.title) / len(a.title | b.title)
    return (
        (f"titles share {alike:.0%} of their words", round(_SAME_TITLE_WORDS * alike, 2))
        if alike > 0.5
        else None
    )


def _cites(a: _Person, b: _Person) -> tuple[str, float] | None:
    if (b.own_title and b.own_title in a.cites) or (a.own_title and a.own_title in b.cites):
        return "one report cites the other", _CITES_THE_OTHER
    return None


def _findings(a: _Person, b: _Person, frequency: Mapping[str, int], total: int) -> tuple[str, float] | None:
    shared = sorted(a.present & b.present, key=lambda c: (frequency[c], c))
    if len(shared) < _FEWEST_SHARED:
        return None
    bits = sum(math.log2(total / frequency[c]) for c in shared) if total else 0.0
    expected = max(1.0, min(len(a.present), len(b.present)))
    weight = round(min(_MOST_FOR_FINDINGS, bits * len(shared) / expected / 4), 2)
    return f"{len(shared)} findings in common, the rarest {shared[0]}", weight


def _contradictions(a: _Person, b: _Person) -> tuple[str, float] | None:
    against = sorted((a.present & b.absent) | (b.present & a.absent))
    return (
        (f"present in one, absent in the other: {', '.join(against)}", _PRESENT_AND_ABSENT * len(against))
        if against
        else None
    )
