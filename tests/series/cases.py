"""Invented cases for the tests of the series."""

from __future__ import annotations

from seriatim.model import Author, Case, Claim, Fact, Patient, Reference, Report, Site, Source, Span, Time


def fact(
    number: int, kind: str, label: str, code: str | None = None, status: str = "present", **known: object
) -> Fact:
    """Make a fact of patient P1 whose words are its label."""
    spans = (Span(number, number + len(label), label),)
    known.setdefault("patient", "P1")
    return Fact(f"F{number}", kind, label, spans, code=code, status=status, **known)  # type: ignore[arg-type]


def case(
    name: str, *facts: Fact, sex: str | None = "female", age: str | None = "P40Y", **report: object
) -> Case:
    """Make a case of one patient."""
    report.setdefault("source", Source(f"{name}.txt", "text", name))
    text = f"{name}: " + " ".join(f.label for f in facts)
    return Case(
        Report(id=name, text=text, **report),  # type: ignore[arg-type]
        (Patient("P1", sex, age, f"patient of {name}"),),
        facts,
        releases={"seriatim": "test"},
    )


RASH = fact(1, "phenotype", "Malar rash", "HP:0025300")
NO_RASH = fact(1, "phenotype", "Malar rash", "HP:0025300", "absent")
CALCINOSIS = fact(
    2, "phenotype", "Calcinosis cutis", "HP:0025520", sites=(Site("thigh", "UBERON:0000376", "left"),)
)
DILTIAZEM = fact(
    3,
    "medication",
    "diltiazem",
    "ATC:C08DB01",
    response="partial",
    time=Time("after 6 months", "P6M", "after", "treatment"),
)
DILTIAZEM_FAILED = fact(
    3,
    "medication",
    "diltiazem",
    "ATC:C08DB01",
    response="none",
    time=Time("after a year", "P1Y", "after", "treatment"),
)
__all__ = [
    "CALCINOSIS",
    "DILTIAZEM",
    "DILTIAZEM_FAILED",
    "NO_RASH",
    "RASH",
    "Author",
    "Claim",
    "Reference",
    "case",
    "fact",
]
