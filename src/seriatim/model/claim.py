"""What a report says about the literature, about cause, or about what should be done."""

from __future__ import annotations

from dataclasses import dataclass

from seriatim.model.span import Spans

CLAIM_KINDS = (
    "count",
    "treatment",
    "mechanism",
    "definition",
    "comparison",
    "priority",
    "recommendation",
    "prognosis",
    "classification",
)
STANCES = ("asserted", "reported", "hypothesised", "doubted")
EFFECTS = ("beneficial", "none", "harmful", "mixed")


@dataclass(frozen=True, slots=True)
class Claim:
    """A statement a reader could check against its sources.

    Attributes:
        id: unique inside the report ("C1").
        kind: one of `CLAIM_KINDS`.
        text: the sentence, or the part of it, that makes the claim.
        citations: reference numbers, ranges expanded.
        stance: asserted | reported | hypothesised | doubted.
        endorsed: True where the authors apply it to their own patient.
        n: number of patients, reports or lesions (`unit`); n_reports: number of reports beside it.
        population: whom a count is about. agent, code, condition, effect: of a treatment.
    """

    id: str
    kind: str
    text: str
    spans: Spans
    citations: tuple[str, ...] = ()
    stance: str = "asserted"
    endorsed: bool = False
    cue: str | None = None
    section: str | None = None
    n: int | None = None
    n_reports: int | None = None
    unit: str | None = None
    population: str | None = None
    agent: str | None = None
    code: str | None = None
    condition: str | None = None
    effect: str | None = None
