from __future__ import annotations

import pytest

from seriatim.errors import UsageError
from seriatim.extract import Step, check_order, extract_facts
from seriatim.extract.pipeline import number_facts
from seriatim.extract.steps import default_steps
from seriatim.model import Fact, Report, Section, Span, Time
from seriatim.text import read_prose

_REPORTS = (
    "A 4-year-old girl had seizures and ataxia but no hepatomegaly. Her brother had deafness. Possible scoliosis was noted.",
    "Patient 1, a 30-year-old man, had short stature. Patient 2, a 28-year-old woman, had cataract and no ptosis.",
    "DISCUSSION Most patients with this disorder have hypotonia. Our patient had microcephaly; she denied fever.",
)


def test_a_step_before_what_it_needs_fails_before_anything_runs() -> None:
    with pytest.raises(UsageError, match="'times' needs patient"):
        check_order([Step("times", lambda context, facts: facts, frozenset({"patient"}))])


def test_the_steps_of_every_report_stand_in_order() -> None:
    names = [step.name for step in default_steps()]
    assert names.index("settle_overlaps") < names.index("assert_facts") < names.index("assign_patients")
    assert names[-1] == "group_facts"


def test_numbering_follows_the_text_and_keeps_references_between_facts() -> None:
    rash = Fact("late", "phenotype", "rash", (Span(9, 13, "rash"),), time=Time("then", anchor="early"))
    drug = Fact("early", "medication", "drug", (Span(0, 4, "drug"),), target="late")
    first, second = number_facts([rash, drug])
    assert (first.id, first.target, second.id) == ("F1", "F2", "F2")
    assert second.time is not None
    assert second.time.anchor == "F1"


@pytest.mark.parametrize("text", _REPORTS)
def test_phenotypes_alone_are_judged_as_among_all_kinds_of_fact(text: str) -> None:
    sections = (Section("discussion", "DISCUSSION", 0, len(text)),) if text.startswith("DISC") else ()
    prose = read_prose(Report(id="r", text=text, sections=sections))

    def judged(facts: tuple[Fact, ...]) -> list[tuple[object, ...]]:
        found = (
            f for f in facts if f.kind in ("phenotype", "disease")
        )  # what is also a disease is one there
        return [(f.spans, f.status, f.cue, f.subject, f.patient, f.section) for f in found]

    alone = extract_facts(prose, kinds=("phenotype",))
    whole = extract_facts(prose)
    assert judged(alone.facts) == judged(whole.facts)
    assert alone.patients == whole.patients
    assert {f.kind for f in alone.facts} == {"phenotype"}


def test_only_the_steps_that_some_kinds_take_are_run() -> None:
    names = [step.name for step in default_steps(kinds=("phenotype", "disease"))]
    assert names == [
        "find_phenotype_facts",
        "find_diseases",
        "settle_overlaps",
        "assert_facts",
        "assign_patients",
        "keep_kinds",
    ]


def test_a_kind_of_fact_that_there_is_not_is_named() -> None:
    with pytest.raises(UsageError, match="no kind of fact is called rash"):
        default_steps(kinds=("rash",))
