"""Who the patients are where labels, introductions and captions tell it apart from each other."""

from __future__ import annotations

import re

import pytest

from extract.told import facts_of, prose_of
from seriatim.extract._context import Context, begin_fact
from seriatim.extract.people._labels import find_labels
from seriatim.extract.people.demographics import find_demographics
from seriatim.extract.people.patients import assign_patients, find_patients, is_about
from seriatim.model import Report
from seriatim.text import Prose, read_prose


def told(prose: Prose | str) -> list[tuple[str | None, str | None]]:
    held = read_prose(Report(id="r", text=prose)) if isinstance(prose, str) else prose
    return [(p.sex, p.age) for p in find_patients(held).patients]


@pytest.mark.parametrize(
    "introduced",
    [
        "A 57-year-old woman and a 63-year-old man presented with an itchy rash.",
        "Two patients, a 57-year-old woman and a 63-year-old man, were seen with a rash.",
    ],
)
def test_labels_without_ages_stand_for_those_introduced_together_in_that_order(introduced: str) -> None:
    text = f"{introduced} Patient 1 was given insulin. Patient 2 was given doxycycline."
    assert told(text) == [("female", "P57Y"), ("male", "P63Y")]


@pytest.mark.parametrize(
    "introduced",
    [
        "Patients 1 and 2 are brothers aged 4 and 7 years.",
        "Patient 1 and patient 2, ages 4 and 7 years, were seen.",
    ],
)
def test_ages_listed_behind_labels_are_of_each_in_that_order(introduced: str) -> None:
    text = f"{introduced} Patient 1 had fits. Patient 2 had ptosis."
    prose = read_prose(Report(id="r", text=text))
    people = find_patients(prose)
    assert [p.age for p in people.patients] == ["P4Y", "P7Y"]
    found = assign_patients(Context(prose, people), find_demographics(Context(prose, people)))
    assert [(f.patient, f.age_iso8601) for f in found if f.age_iso8601] == [("P1", "P4Y"), ("P2", "P7Y")]


def test_the_second_of_two_is_a_patient_though_no_noun_says_so() -> None:
    text = (
        "Two girls, 3 and 5 years old, were seen. The first patient had ptosis and the second had deafness."
    )
    prose = read_prose(Report(id="r", text=text))
    held = find_patients(prose).patients
    assert [p.id for p in held if is_about(p, text.index("deafness"))] == ["P2"]


def test_a_sibling_with_an_age_is_a_patient_where_siblings_are_announced() -> None:
    text = "{} A 9-year-old girl presented with ataxia. Her younger brother, aged 6 years, had cataract. {}"
    announced = text.format("We report two siblings.", "He had ptosis.")
    assert told(announced) == [("female", "P9Y"), ("male", "P6Y")]
    assert told(text.format("We report a girl.", "")) == [("female", "P9Y")]
    facts = {f.label: f.patient for f in facts_of(announced) if f.kind in ("phenotype", "disease")}
    assert facts == {"Ataxia": "P1", "cataract": "P2", "Ptosis": "P2"}


def test_what_is_found_in_some_of_several_is_nobodys_in_particular() -> None:
    text = "P1 was a 5-year-old girl. P2 was a 7-year-old boy. P3 was a 3-year-old boy. In two of the three patients, cataract was found."
    assert [(f.patient, f.subject) for f in facts_of(text) if f.label == "cataract"] == [(None, "other")]


@pytest.mark.parametrize(
    ("text", "whose"),
    [
        ("A 28-year-old woman delivered a boy. The infant had a rash. The mother had anemia.", "P1"),
        ("A 28-year-old woman delivered a boy. The infant had a rash. Her mother had anemia.", None),
        ("A 28-year-old woman presented with fever. The mother had anemia.", None),
        ("A 3-year-old girl presented with fever. The infant had a rash. The mother had anemia.", None),
    ],
)
def test_the_mother_is_the_patient_where_the_report_tells_of_her_child(text: str, whose: str | None) -> None:
    assert [f.patient for f in facts_of(text) if f.label.lower() == "anemia"] == [whose]


def test_a_relative_with_a_pedigree_label_and_findings_is_a_patient() -> None:
    text = "The proband (III-2) is a 40-year-old man with ptosis. His sister (III-4), aged 35 years, {}."
    assert told(text.format("had dysphagia")) == [("male", "P40Y"), ("female", "P35Y")]
    assert told(text.format("had no symptoms")) == [("male", "P40Y")]
    assert told(text.format("was healthy")) == [("male", "P40Y")]


def test_those_introduced_together_are_nobody_in_particular_where_their_number_is_another() -> None:
    text = (
        "A 57-year-old woman and a 63-year-old man were seen. Patient 1 bled. Patient 2 bled. Patient 3 bled."
    )
    assert [age for _, age in told(text)] == [None, None, None]


def test_as_many_male_patients_as_the_report_has_are_all_male() -> None:
    text = "{} male patients were treated and called Pt1, Pt2 and Pt3. Pt1 had eczema. Pt2 bled. Pt3 bled."
    assert [sex for sex, _ in told(text.format("Three unrelated"))] == ["male"] * 3
    assert [sex for sex, _ in told(text.format("Two"))] == [None] * 3


def test_a_patient_numbered_on_from_the_headed_ones_is_a_patient() -> None:
    prose = prose_of(
        ("case", "Patient 1", "A 9-year-old girl presented with jaundice."),
        ("case", "Patient 2", "A 7-year-old boy presented with jaundice."),
        ("case", "Treatment of the new patient 3", "Patient 3, a 2-year-old boy, presented with jaundice."),
    )
    assert told(prose) == [("female", "P9Y"), ("male", "P7Y"), ("male", "P2Y")]


def test_a_case_beside_a_series_that_only_captions_number_is_a_patient_too() -> None:
    prose = prose_of(
        ("case", "Case report", "An 81-year-old woman came with fever. She died."),
        ("caption", "", "Fig. 1. (A) Patient 1: cysts. (B) Patient 2: nodules. (C) Patient 3: scars."),
    )
    assert told(prose) == [("female", "P81Y"), (None, None), (None, None), (None, None)]


@pytest.mark.parametrize("words", ["patient\t1", "members I-2, I-3", "I\t-\t1"])
def test_cells_and_pedigree_labels_are_no_numbers_of_patients(words: str) -> None:
    prose = read_prose(Report(id="r", text=f"The {words} had fever."))
    assert [label.key for label in find_labels(prose, prose.folded) if label.key[0] == "number"] == []
    assert [label.key[1] for label in find_labels(prose, prose.folded)] == (
        ["I-2", "I-3"] if "I-2" in words else []
    )


def test_a_median_age_is_no_patients() -> None:
    text = "Pt1 and Pt2 were treated at a {} age of 2.75 years. Pt1 bled. Pt2 bled. Pt1 and Pt2 were seen."
    assert [age for _, age in told(text.format("median"))] == [None, None]


def test_somebody_the_patient_is_set_beside_is_not_the_patient() -> None:
    text = (
        "The patient was a tall man with scoliosis. Tissue was taken from the patient and from an aneurysm in "
        "a 70-year-old woman. At the age of 27 years, he was referred. At the age of 31 years he was operated on."
    )
    prose = read_prose(Report(id="r", text=text))
    people = find_patients(prose)
    assert [(p.sex, p.age) for p in people.patients] == [("male", "P27Y")]
    ages = [f.age_iso8601 for f in find_demographics(Context(prose, people)) if f.age_iso8601]
    assert ages == ["P27Y", "P31Y"]


def test_what_is_found_on_a_patients_sample_is_that_patients() -> None:
    text = "P1 was a 5-year-old girl. P2 was a 7-year-old boy. Breakage studies on P1 were negative."
    prose = read_prose(Report(id="r", text=text))
    held = find_patients(prose).patients
    assert [p.id for p in held if is_about(p, text.index("Breakage"))] == ["P1"]


def test_a_finding_announced_of_all_is_not_one_of_whom_it_is_denied() -> None:
    prose = prose_of(
        ("title", "", "Stroke in two siblings"),
        ("case", "Patient 1", "A 9-year-old girl presented with stroke."),
        ("case", "Patient 2", "A 7-year-old boy presented with glaucoma. He had no stroke."),
    )
    context = Context(prose, find_patients(prose))
    at = [m.start() for m in re.finditer("[Ss]troke", prose.text)]
    found = assign_patients(
        context,
        [
            begin_fact(
                prose,
                "phenotype",
                "stroke",
                (start, start + 6),
                code="HP:0001297",
                status="absent" if start == at[-1] else "present",
                subject="patient",
                section="title" if start == at[0] else "case",
            )
            for start in at
        ],
    )
    assert [(f.patient, f.status, f.section) for f in found] == [
        ("P1", "present", "title"),
        ("P1", "present", "case"),
        ("P2", "absent", "case"),
    ]


def test_people_numbered_in_words_are_told_apart_anywhere_in_a_sentence() -> None:
    text = "In patient one, a woman, fever was seen. In patient two, a man, cough was seen."
    assert told(text) == [("female", None), ("male", None)]
    assert {(f.patient, f.label) for f in facts_of(text) if f.kind == "phenotype"} == {
        ("P1", "Fever"),
        ("P2", "Cough"),
    }


def test_a_number_of_something_else_behind_the_patient_numbers_nobody() -> None:
    text = "A 40-year-old woman had gout. We saw the patient one week later. The patient two months ago had fever."
    assert told(text) == [("female", "P40Y")]


def test_the_other_patient_is_the_second_of_two() -> None:
    text = "We report two women. The first patient had gout. The other patient had fever."
    assert told(text) == [("female", None), ("female", None)]
    assert {(f.patient, f.label) for f in facts_of(text) if f.kind in ("phenotype", "disease")} == {
        ("P1", "gout"),
        ("P2", "Fever"),
    }


def test_another_patient_beside_a_second_one_is_nobody_new() -> None:
    text = "The first patient had gout. The second patient had fever. The other patient died."
    assert len(told(text)) == 2


def test_a_child_seen_first_in_the_report_of_a_family_is_its_patient() -> None:
    text = "The daughter was referred at the age of 11 years with fits. She had a rash. Her brother had gout."
    assert told(text) == [("female", "P11Y")]
    facts = {(f.subject, f.label) for f in facts_of(text) if f.kind in ("phenotype", "disease")}
    assert {("patient", "Skin rash"), ("family", "gout")} <= facts


def test_a_child_seen_after_the_patient_is_no_patient() -> None:
    text = "The patient, a teacher, had fever. The daughter was admitted with fever at the age of 3 years."
    assert "P3Y" not in [age for _, age in told(text)]
