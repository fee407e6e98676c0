"""Therapeutic acts other than drugs."""

from __future__ import annotations

import pytest

from extract.told import context_of, facts_of
from seriatim.extract.actions.interventions import find_interventions


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
        ("We removed the cyst.", "removal of cyst"),
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


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("The loose screw was carefully removed.", "removal of screw"),
        ("The cavity was opened and irrigated.", "irrigation of cavity"),
        ("Repair of the torn tendon followed.", "repair of the torn tendon"),
        ("She underwent pelvic exploration.", "pelvic exploration"),
        ("A Holloway procedure was offered first, then a Brandt procedure.", "brandt procedure"),
    ],
)
def test_an_act_is_found_in_the_words_that_say_what_was_done_to_what(text: str, label: str) -> None:
    assert label in [f.label for f in find_interventions(context_of(text))]


def test_a_device_put_in_is_one_act_on_two_places() -> None:
    (fact,) = find_interventions(context_of("A pigtail cannula was inserted on Tuesday."))
    assert [s.text for s in fact.spans] == ["cannula", "inserted"]


@pytest.mark.parametrize(
    "text",
    [
        "Dilatation of the ventricle was seen.",
        "The resected lobe weighed little.",
        "The bile ducts were dilated.",
        "Pain was removed from the list of complaints.",
        "Spontaneous closure of the defect was noted.",
        "Chronic graft-versus-host disease was ruled out.",
    ],
)
def test_what_was_only_seen_is_no_act(text: str) -> None:
    assert find_interventions(context_of(text)) == []


def test_a_general_word_for_an_operation_told_of_already_is_no_second_act() -> None:
    facts = find_interventions(context_of("He underwent splenectomy. After the operation he walked home."))
    assert [f.label for f in facts] == ["splenectomy"]


def test_a_short_form_of_the_report_has_its_own_meaning() -> None:
    text = "Sudden recurrent syncope (SRS) was noted. Mitral valve repair (MVR) helped, and MVR lasted."
    facts = find_interventions(context_of(text))
    assert [f.spans[0].text for f in facts] == ["Mitral valve repair", "MVR"]


def test_plurals_and_british_spellings_of_an_act_are_known() -> None:
    facts = find_interventions(context_of("Haemofiltration and two tracheal resections were done."))
    assert [f.label for f in facts] == ["hemofiltration", "tracheal resection"]


def test_an_act_in_the_name_of_a_finding_is_none_but_the_need_of_one_is() -> None:
    facts = facts_of(
        "A 9-year-old boy had post-transplant lymphoproliferative disorder. He required prolonged mechanical ventilation."
    )
    assert [f.label for f in facts if f.kind == "intervention"] == ["mechanical ventilation"]


def test_a_short_form_in_the_bracket_behind_its_act_is_no_second_act() -> None:
    text = "Total body irradiation (TBI) was given before TBI was repeated."
    assert len(find_interventions(context_of(text))) == 2


@pytest.mark.parametrize("text", ["The muscle insertion was congested.", "A gene insertion was found."])
def test_an_insertion_by_nature_is_no_act(text: str) -> None:
    assert not find_interventions(context_of(text))


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Lamellar keratoplasty is planned.", "uncertain"),
        ("Surgery is planned for next year.", "uncertain"),
        ("He was scheduled for surgery.", "uncertain"),
        ("The hernia was repaired.", "present"),
    ],
)
def test_what_is_only_planned_is_not_done(text: str, status: str) -> None:
    assert [f.status for f in facts_of(text) if f.kind == "intervention"] == [status]


def test_a_participle_behind_what_was_operated_on_tells_an_act_with_its_own_time() -> None:
    found = facts_of("She had an atrioventricular septal defect, repaired at 5 months of age.")
    assert [(f.label, f.time and f.time.age) for f in found if f.kind == "intervention"] == [
        ("repair of defect", "P5M")
    ]
    assert [f.time for f in found if f.kind == "disease"] == [None]


@pytest.mark.parametrize(
    "text",
    [
        "The disease can be divided into two types.",
        "She was in an immobilized condition.",
        "Antibodies were sought by an assay with immobilization of platelet antigens.",
    ],
)
def test_what_is_divided_into_types_or_a_state_is_no_act(text: str) -> None:
    kinds = {f.kind for f in facts_of("A 40-year-old woman was seen. " + text)}
    assert kinds.isdisjoint({"intervention", "medication"})
