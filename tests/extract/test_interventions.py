"""Therapeutic acts other than drugs."""

from __future__ import annotations

import pytest

from extract.actions import context_of
from seriatim.extract.interventions import find_interventions


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("He underwent hemodialysis three times a week.", "dialysis"),
        ("The nodules were excised.", "excision"),
        ("Plasmapheresis was begun.", "plasma exchange"),
        ("CO2 laser was tried on two lesions.", "laser therapy"),
        ("A sigmoidectomy was done.", "sigmoidectomy"),
        ("She was intubated.", "intubation"),
    ],
)
def test_an_intervention_is_found_by_name_or_by_ending(text: str, label: str) -> None:
    (fact,) = find_interventions(context_of(text))
    assert (fact.kind, fact.label, fact.code) == ("intervention", label, None)


def test_the_longer_of_two_names_is_kept() -> None:
    facts = find_interventions(context_of("After kidney transplantation he did well."))
    assert [f.spans[0].text for f in facts] == ["kidney transplantation"]


def test_the_end_of_another_word_is_no_act() -> None:
    facts = find_interventions(
        context_of("He had non-dialysis-dependent renal failure and in-stent restenosis.")
    )
    assert not [f for f in facts if f.kind == "intervention"]


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("We removed the cyst.", "surgical removal"),
        ("An edge-to-edge repair held well.", "surgical repair"),
        ("He was kept fasting.", "nil by mouth"),
        ("The limb was immobilised.", "immobilization"),
        ("A purse-string suture was tied.", "suture"),
        ("Intravenous fluids were started.", "fluid resuscitation"),
    ],
)
def test_plain_words_for_an_act_are_found(text: str, label: str) -> None:
    assert label in [f.label for f in find_interventions(context_of(text))]


def test_the_time_after_an_act_is_no_act() -> None:
    assert find_interventions(context_of("Postlobectomy pain was mild.")) == []
