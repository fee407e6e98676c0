"""Questions about the report itself: what it contains, and what only a reviewer can answer."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import islice

from seriatim.criteria.evidence import Evidence, Reported
from seriatim.criteria.finding import Finding, quote
from seriatim.criteria.kleene import MET, NOT_MET, UNKNOWN
from seriatim.criteria.qualifiers import says
from seriatim.criteria.times import find_ages
from seriatim.model import Fact, Patient

_HELD: dict[str, Callable[[Fact], bool]] = {
    "value": lambda f: f.value is not None or f.interpretation is not None,
    "time": lambda f: f.time is not None or f.onset is not None,
    "dose": lambda f: any((f.dose, f.frequency, f.duration, f.route)),
    "response": lambda f: f.response is not None,
    "adverse": lambda f: bool(f.adverse),
    "sites": lambda f: bool(f.sites),
    "absent": lambda f: f.status == "absent",
    "present": lambda f: f.status == "present",
}
FACT_FIELDS = tuple(_HELD)


@dataclass(frozen=True, slots=True, eq=False)
class Recorded:
    """Whether the report gives facts of some kind about its patients.

    Attributes:
        kinds, methods, words: what such a fact is, any of each; empty ones are not asked.
        having: what it must carry, of `FACT_FIELDS`.
        at_least: how many.
        silence: the status where there are none, not_met or unknown.
    """

    label: str
    kinds: tuple[str, ...] = ()
    methods: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    having: tuple[str, ...] = ()
    at_least: int = 1
    silence: str = NOT_MET
    parts: tuple[()] = ()

    def judge(self, evidence: Evidence) -> Finding:
        """Look through the facts said of any patient."""
        candidates = evidence.reported.of_kinds(self.kinds)
        shown = tuple(islice(filter(self._fits, candidates), max(3, self.at_least)))
        if len(shown) < self.at_least:
            return Finding(self.silence, self.label, shown, f"{self.label}: not found")
        return Finding(MET, self.label, shown, f"{self.label}: {quote(shown)}")

    def _fits(self, fact: Fact) -> bool:
        return (
            (not self.methods or fact.method in self.methods)
            and (not self.words or says(fact, self.words))
            and all(_HELD[name](fact) for name in self.having)
        )


@dataclass(frozen=True, slots=True, eq=False)
class Printed:
    """Whether the report has a part, or says certain words.

    Attributes:
        sections: roles of sections of which one must exist.
        headings: words of which one must stand in a section's heading.
        words: words of which one must stand in the text outside the reference list.
        title: words of which one must stand in the title.
        keywords: the least and the greatest number of key words.
        references: how many entries the reference list has at least.
    """

    label: str
    sections: tuple[str, ...] = ()
    headings: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    title: tuple[str, ...] = ()
    keywords: tuple[int, int] | None = None
    references: int = 0
    silence: str = NOT_MET
    parts: tuple[()] = ()

    def judge(self, evidence: Evidence) -> Finding:
        """Look for any of what is asked."""
        if evidence.reported.report is None:
            return Finding(UNKNOWN, self.label, why=f"{self.label}: no report to look in")
        found = self._found(evidence.reported)
        if found:
            return Finding(MET, self.label, why=f"{self.label}: {found}")
        if self.words and not evidence.reported.words:
            return Finding(UNKNOWN, self.label, why=f"{self.label}: the text is not at hand")
        return Finding(self.silence, self.label, why=f"{self.label}: not found")

    def _found(self, reported: Reported) -> str:
        report = reported.report
        if report is None:
            return ""
        section = next((s for s in report.sections if self._names(s.name, s.title)), None)
        if section:
            return f"section '{section.title or section.name}'"
        said = next((w for w in self.words if w in reported.words), None)
        if said:
            return f'"{said}"'
        title = report.title.lower()
        said = next((w for w in self.title if w in title), None)
        if said:
            return f'"{said}" in the title'
        if self.keywords and self.keywords[0] <= len(report.keywords) <= self.keywords[1]:
            return f"{len(report.keywords)} key words"
        if self.references and len(report.references) >= self.references:
            return f"{len(report.references)} references"
        return ""

    def _names(self, name: str, heading: str) -> bool:
        return name in self.sections or any(word in heading.lower() for word in self.headings)


@dataclass(frozen=True, slots=True, eq=False)
class Described:
    """Whether every patient of the report has an age, a sex; whether there are enough patients.

    Attributes:
        having: of "age", "sex".
        at_least: how many patients the report must describe.
    """

    label: str
    having: tuple[str, ...] = ()
    at_least: int = 1
    parts: tuple[()] = ()

    def judge(self, evidence: Evidence) -> Finding:
        """Look at the patients."""
        patients = evidence.reported.patients
        if len(patients) < self.at_least:
            return Finding(NOT_MET, self.label, why=f"{self.label}: {len(patients)} described")
        lacking = [f"{p.id} has no {name}" for p in patients for name in self.having if not _has(p, name)]
        if lacking:
            return Finding(NOT_MET, self.label, why=f"{self.label}: {', '.join(lacking)}")
        return Finding(MET, self.label, why=f"{self.label}: {quote_patients(evidence.reported)}")


def _has(patient: Patient, name: str) -> bool:
    """Whether an age or sex is told; an age also by the span it lies in ("in her sixties")."""
    return bool(getattr(patient, name) or (name == "age" and patient.age_range))


def quote_patients(reported: Reported) -> str:
    """Quote how the report names its patients."""
    return ", ".join(f'"{p.label or p.id}"' for p in reported.patients)


@dataclass(frozen=True, slots=True, eq=False)
class Asked:
    """A question only a reviewer can answer."""

    label: str
    parts: tuple[()] = ()

    def judge(self, evidence: Evidence) -> Finding:
        """Leave it unanswered."""
        return Finding(UNKNOWN, self.label, why=f"asked of the reviewer: {self.label}")


@dataclass(frozen=True, slots=True, eq=False)
class AgeAtOnset:
    """The age at which the first of certain findings began, in years; `at_least` <= age < `below`."""

    label: str
    codes: tuple[str, ...]
    at_least: float = 0.0
    below: float = float("inf")
    parts: tuple[()] = ()

    def judge(self, evidence: Evidence) -> Finding:
        """Take the earliest age given with any of the findings; a span of ages decides where all of it does."""
        facts = [f for f in evidence.below(self.codes) if f.status == "present"]
        ages = [(*held, f) for f in facts if (held := find_ages(f)) is not None]
        if not ages:
            return Finding(UNKNOWN, self.label)
        youngest, _, fact = min(ages, key=lambda a: (a[0], a[2].start, a[2].id))
        oldest = min(high for _, high, _ in ages)
        status = UNKNOWN
        if self.at_least <= youngest and oldest < self.below:
            status = MET
        elif oldest < self.at_least or youngest >= self.below:
            status = NOT_MET
        told = f"{youngest:.0f}" if youngest == oldest else f"{youngest:.0f} to {oldest:.0f}"
        return Finding(status, self.label, (fact,), f"{self.label}: {quote([fact])} at {told} years")
