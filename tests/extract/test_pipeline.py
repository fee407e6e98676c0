from __future__ import annotations

import pytest

from seriatim.errors import UsageError
from seriatim.extract import Step, check_order
from seriatim.extract.pipeline import number_facts
from seriatim.extract.steps import default_steps
from seriatim.model import Fact, Span, Time


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
