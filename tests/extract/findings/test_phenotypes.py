"""Phenotypic features of a report."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.invented import context
from extract.told import facts_of
from seriatim.extract._context import UNDECIDED
from seriatim.extract.findings.phenotypes import find_phenotype_facts
from seriatim.extract.status.assertion import assert_facts


def test_a_finding_is_a_fact_whose_status_is_decided_later() -> None:
    (fact,) = find_phenotype_facts(context("The woman had a malar rash."))
    assert (fact.kind, fact.code, fact.label) == ("phenotype", "HP:0025300", "Malar rash")
    assert (fact.status, fact.subject, fact.rule) == (UNDECIDED, UNDECIDED, None)
    assert [s.text for s in fact.spans] == ["malar rash"]


def test_a_shared_head_gives_a_fact_of_two_spans() -> None:
    facts = find_phenotype_facts(context("He had palmar and plantar pits."))
    assert [[s.text for s in f.spans] for f in facts] == [["palmar", "pits"], ["plantar pits"]]


def test_what_is_normal_is_absent_with_its_cue_and_rule() -> None:
    (fact,) = find_phenotype_facts(context("Hearing was normal."))
    assert (fact.code, fact.status, fact.cue, fact.rule) == ("HP:0000365", "absent", "normal", "normal")


def test_a_finding_without_a_term_has_no_code() -> None:
    (fact,) = find_phenotype_facts(context("The collagen bundles were thickened."))
    assert (fact.code, fact.label) == (None, "Thickened dermal collagen")


def test_short_forms_that_the_report_defines_are_used() -> None:
    facts = find_phenotype_facts(context("She had ankle swelling (AS) at birth. Later the AS went away."))
    assert [s.text for f in facts for s in f.spans] == ["ankle swelling", "AS", "AS"]
    assert len({f.code for f in facts}) == 1


def test_the_reference_list_holds_no_findings() -> None:
    text = "She had a malar rash.\n\nReferences\n1. Doe J. Seizures in childhood."
    facts = find_phenotype_facts(context(text, ("case", "She had"), ("references", "References")))
    assert [f.label for f in facts] == ["Malar rash"]


def test_an_inability_is_present_although_it_says_not() -> None:
    here = context("The girl could not walk.")
    (fact,) = assert_facts(here, find_phenotype_facts(here))
    assert (fact.code, fact.status) == ("HP:0002540", "present")


@settings(max_examples=40)
@given(
    st.lists(
        st.sampled_from(
            ["malar rash", "and", "no", "small", "hands", "fever.", "\n\n", "(AS)", "normal vision"]
        )
    )
)
def test_a_span_always_slices_to_its_text(words: list[str]) -> None:
    here = context(" ".join(words))
    for fact in find_phenotype_facts(here):
        for span in fact.spans:
            assert here.prose.text[span.start : span.end] == span.text


def test_a_name_with_non_is_read_without_the_word_it_denies() -> None:
    found = {f.spans[0].text: f for f in facts_of("She had non-scarring alopecia and a non-itchy rash.")}
    assert found["alopecia"].code == "HP:0001596"
    assert found["alopecia"].modifiers == {"morphology": ("non-scarring",)}
    assert "HP:0000989" not in {f.code for f in found.values()}


def test_what_only_looks_like_a_finding_is_not_one() -> None:
    found = {f.label for f in facts_of("She had a lupus-like rash and milia-like papules.")}
    assert found == {"Skin rash", "Papule"}


@pytest.mark.parametrize(
    "text",
    [
        "Fat around the sweat glands and blood vessels was decreased.",
        "A low power view was taken.",
        "Aggressive treatment was planned.",
        "She received consolidation therapy.",
        "Increased dermal melanophages were noted.",
    ],
)
def test_words_that_only_sound_like_a_finding_are_none(text: str) -> None:
    sounds = {"Hyperhidrosis", "Pancytopenia", "Muscle weakness", "Aggressive behavior", "Redundant skin"}
    assert not (sounds | {"Parenchymal consolidation"}) & {f.label for f in facts_of(text)}


def test_a_finding_does_not_run_from_one_line_of_a_list_into_the_next() -> None:
    text = "Tests were done.\n\nL.E. cell was positive\n\nAnti nuclear antibodies (ANA) negative\n"
    found = [f for f in facts_of(text) if f.code == "HP:0003493"]
    assert {f.status for f in found} <= {"absent"}


def test_a_name_with_a_short_form_of_the_report_s_own_is_read_as_the_report_means_it() -> None:
    text = "Dermatomyositis (DM) is rare. She had juvenile DM with calcinosis."
    assert "HP:0100651" not in {f.code for f in facts_of(text)}
