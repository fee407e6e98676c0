"""Cases like this one, by what their phenotypes share, weighed by information content."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol as Interface

from seriatim.model import Case, Likeness


class InformedHierarchy(Interface):
    """What similarity asks of an ontology."""

    def ancestors(self, code: str) -> frozenset[str]:
        """Return the code and everything above it."""
        ...

    def descendants(self, code: str) -> frozenset[str]:
        """Return the code and everything below it."""
        ...


@dataclass(frozen=True)
class Profile:
    """The present and absent HPO codes of one patient."""

    report: str
    patient: str
    label: str
    present: tuple[str, ...]
    absent: tuple[str, ...]


def make_profiles(case: Case) -> list[Profile]:
    """Draw a profile of each patient of a case."""
    profiles = []
    for patient in case.patients:
        codes: dict[str, dict[str, None]] = {"present": {}, "absent": {}, "uncertain": {}}
        for fact in case.facts_of(patient.id):
            codes[fact.status].update(dict.fromkeys(c for c in fact.all_codes if c.startswith("HP:")))
        absent = tuple(c for c in codes["absent"] if c not in codes["present"])
        label = patient.label or patient.id
        profiles.append(Profile(case.report.id, patient.id, label, tuple(codes["present"]), absent))
    return profiles


class Similarity:
    """Compares profiles over one ontology.

    The information content of a term comes from the ontology's own structure, so that it is the same for
    every series. Source: Seco N, Veale T, Hayes J. ECAI 2004:1089-90; Lin D. ICML 1998:296-304.

    Args:
        hierarchy: the ontology.
        root: the term under which all compared terms lie.
    """

    def __init__(self, hierarchy: InformedHierarchy, root: str = "HP:0000118") -> None:
        self._hierarchy = hierarchy
        self._total = max(2, len(hierarchy.descendants(root)))
        self._content: dict[str, float] = {}
        self._lin: dict[tuple[str, str], tuple[float, str]] = {}

    def content(self, code: str) -> float:
        """Return the information content of a term: 0 for the root, 1 for a leaf."""
        if code not in self._content:
            below = len(self._hierarchy.descendants(code))
            self._content[code] = max(0.0, 1 - math.log(max(1, below)) / math.log(self._total))
        return self._content[code]

    def compare(self, here: Profile, there: Profile) -> Likeness:
        """Compare two patients."""
        matches = [(a, *self._best(a, there.present)) for a in here.present]
        back = [(b, *self._best(b, here.present)) for b in there.present]
        weights = [self.content(code) for code, *_ in matches + back]
        total = sum(weights)
        alike = sum(w * m[2] for w, m in zip(weights, matches + back, strict=True)) / total if total else 0.0
        conflicts = self._conflicts(here, there) + self._conflicts(there, here)
        penalty = (
            sum(map(self.content, conflicts)) / (total + sum(map(self.content, conflicts)))
            if conflicts
            else 0.0
        )
        shared = sorted(
            (
                (a, b, common, round(self.content(common), 3))
                for a, b, score, common in matches
                if score > _ALIKE
            ),
            key=lambda m: (-m[3], m[0]),
        )
        return Likeness(
            there.report, there.patient, there.label, round(alike * (1 - penalty), 4), tuple(shared),
            tuple(a for a, _, score, _ in matches if score <= _ALIKE),
            tuple(b for b, _, score, _ in back if score <= _ALIKE),
            tuple(dict.fromkeys(conflicts)),
            tuple(sorted(set(here.absent) & set(there.absent))),
        )  # fmt: skip

    def rank(self, here: Profile, others: Iterable[Profile], *, limit: int = 10) -> list[Likeness]:
        """Return the most similar patients, best first; the patient is not compared with itself."""
        found = [
            self.compare(here, o) for o in others if (o.report, o.patient) != (here.report, here.patient)
        ]
        return sorted(found, key=lambda m: (-m.score, m.report, m.patient))[:limit]

    def _best(self, code: str, others: Sequence[str]) -> tuple[str, float, str]:
        best = ("", 0.0, "")
        for other in others:
            score, common = self._measure(code, other)
            if score > best[1]:
                best = (other, score, common)
        return best

    def _measure(self, a: str, b: str) -> tuple[float, str]:
        key = (a, b) if a <= b else (b, a)
        if key not in self._lin:
            common = self._hierarchy.ancestors(a) & self._hierarchy.ancestors(b)
            nearest = max(sorted(common), key=self.content, default="")
            both = self.content(a) + self.content(b)
            self._lin[key] = (2 * self.content(nearest) / both if nearest and both else 0.0, nearest)
        return self._lin[key]

    def _conflicts(self, here: Profile, there: Profile) -> list[str]:
        """Findings present here that an absence there (of the term or of one above it) denies."""
        denied = set(there.absent)
        return [code for code in here.present if self._hierarchy.ancestors(code) & denied]


_ALIKE = 0.5  # below this Lin's measure two findings do not count as shared
