"""Invented reports for the tests of the review, their facts tied to the words."""

from __future__ import annotations

from seriatim.model import Case, Fact, Patient, Report, Source, Span
from seriatim.series import Decision, Store, decide, open_store

TEXT = "A 40-year-old woman had a malar rash and fever. Ulcers were absent. Her brother had a rash as well."


def fact(text: str, words: str, number: int, **known: object) -> Fact:
    """Make a fact whose words stand in the text."""
    start = text.index(words)
    known.setdefault("patient", "P1")
    kind = str(known.pop("kind", "phenotype"))
    label = str(known.pop("label", words.capitalize()))
    return Fact(f"F{number}", kind, label, (Span.of(text, start, start + len(words)),), **known)  # type: ignore[arg-type]


def read(text: str = TEXT, **changed: object) -> Case:
    """Read the report as a machine would; `changed` are fields of the malar rash."""
    rash = fact(text, "malar rash", 3, code="HP:0025300", label="Malar rash", group="G1")
    facts = (
        fact(text, "40-year-old", 1, kind="demographic", label="age", age_iso8601="P40Y"),
        fact(text, "woman", 2, kind="demographic", label="sex", sex="female"),
        rash.changed(**changed),
        fact(text, "fever", 4, code="HP:0001945", label="Fever"),
        fact(text, "Ulcers", 5, code="HP:0000155", label="Oral ulcer", status="absent", cue="absent"),
    )
    report = Report(id="r", text=text, title="A rash", source=Source("r.txt", "text", "1"))
    return Case(report, (Patient("P1", "female", "P40Y", "A woman"),), facts, releases={"seriatim": "test"})


def rash_of(case: Case) -> Fact:
    """Return the malar rash of a report."""
    return next(f for f in case.facts if "malar" in f.spans[0].text)


def judge(
    case: Case, about: Fact, action: str, reviewer: str = "Ada", at: int = 0, **known: object
) -> Decision:
    """Decide about a fact at a minute of an hour."""
    return decide(case, about, action, reviewer=reviewer, decided_at=f"2026-01-05T09:{at:02}:00Z", **known)  # type: ignore[arg-type]


def store_with(path: object, *cases: Case) -> Store:
    """Make a series of some reports, each a file of its own."""
    store = open_store(path)  # type: ignore[arg-type]
    for case in cases:
        add_reading(store, case, case.report.source.sha256)
    return store


def add_reading(store: Store, case: Case, sha256: str) -> None:
    """Read a file of a series again."""
    build = store.open_build()
    store.add_cases(case.report.source.path, sha256, (case,), build)
    store.close_build(build)
