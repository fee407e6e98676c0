"""Everything read from one report."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from seriatim.model.claim import Claim
from seriatim.model.fact import Fact, Patient
from seriatim.model.note import Note
from seriatim.model.report import Report
from seriatim.model.verdict import Verdict

CASE_SCHEMA = "seriatim.case/1"


@dataclass(frozen=True)
class Case:
    """A report with the patients, facts, claims, verdicts and notes drawn from it.

    Attributes:
        releases: what made it: `{"seriatim": "0.1.0", "hpo": "2025-01-16", ...}`.
    """

    report: Report
    patients: tuple[Patient, ...] = ()
    facts: tuple[Fact, ...] = ()
    claims: tuple[Claim, ...] = ()
    verdicts: tuple[Verdict, ...] = ()
    notes: tuple[Note, ...] = ()
    releases: Mapping[str, str] = field(default_factory=dict)

    def facts_of(self, patient: str | None) -> tuple[Fact, ...]:
        """Return the facts said of one patient ("P1"), in text order."""
        return tuple(f for f in self.facts if f.patient == patient and f.subject == "patient")
