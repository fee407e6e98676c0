"""Who a report describes, and whom each fact is about."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

import pytest

from extract.invented import tabled
from extract.told import facts_of, prose_of
from seriatim.extract import run_steps
from seriatim.extract._context import Context, People, begin_fact
from seriatim.extract.people.patients import assign_patients, find_patients, is_about
from seriatim.extract.steps import default_steps
from seriatim.model import Fact, Report, Section
from seriatim.text import Prose, read_prose


def people(text: str) -> People:
    return find_patients(read_prose(Report(id="r", text=text)))


def told(text: str) -> list[tuple[str | None, str | None]]:
    return [(p.sex, p.age) for p in people(text).patients]


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("A woman in her late sixties presented with nodules.", ("P65Y", "P69Y")),
        ("She was in her forties when she was referred. The patient had ulcers.", ("P40Y", "P49Y")),
        ("An octogenarian was admitted with a fracture.", ("P80Y", "P89Y")),
        ("A teenage girl presented with a rash.", ("P13Y", "P19Y")),
        ("A 50 to 55-year-old man presented with gout.", ("P50Y", "P55Y")),
    ],
)
def test_a_patient_of_no_exact_age_has_the_span_it_lies_in(text: str, span: tuple[str, str]) -> None:
    (patient,) = people(text).patients
    assert (patient.age, patient.age_range) == (None, span)


def test_an_exact_age_within_the_span_of_the_abstract_is_the_same_person() -> None:
    text = "A woman in her sixties had gout. A 64-year-old woman presented with pain in the left foot."
    (patient,) = people(text).patients
    assert (patient.age, patient.age_range) == ("P64Y", None)


def test_spans_of_ages_that_do_not_meet_are_two_people() -> None:
    found = people("A man in his twenties presented with gout. A man in his eighties presented with ulcers.")
    assert [p.age_range for p in found.patients] == [("P20Y", "P29Y"), ("P80Y", "P89Y")]


@pytest.mark.parametrize(
    ("text", "sex", "age"),
    [
        ("A 57-year-old right-handed woman presented with nodules.", "female", "P57Y"),
        ("This 62 yo male was admitted with pain.", "male", "P62Y"),
        ("A man aged 44 presented with cough.", "male", "P44Y"),
        ("Mrs K, 71, was referred with ulcers. Her hands were stiff.", "female", "P71Y"),
        ("A 3-month-old boy was brought with a rash.", "male", "P3M"),
        ("The patient was a 28-year-old Norwegian fisherman.", "male", "P28Y"),
        ("A 26-year-old primigravida presented with oedema.", "female", "P26Y"),
        ("A 30-year-old patient presented with fever. She had no rash.", "female", "P30Y"),
        ("A 35-year-old patient presented with amenorrhea.", "female", "P35Y"),
    ],
)
def test_one_patient_is_found_with_age_and_sex(text: str, sex: str, age: str | None) -> None:
    found = told(text)
    assert len(found) == 1
    assert found[0][0] == sex
    assert age is None or found[0][1] == age


def test_an_age_at_an_earlier_time_is_not_the_age_at_presentation() -> None:
    text = "A 40-year-old woman presented with pain. She was diagnosed with asthma at age 12."
    assert told(text) == [("female", "P40Y")]


def test_the_age_at_presentation_is_taken_from_an_earlier_time_where_nothing_else_is_told() -> None:
    text = "The patient was well at the age of 3 months. At the age of 14 years she presented with pain. The patient had a rash."
    assert told(text) == [("female", "P14Y")]


def test_headed_cases_are_separate_patients_with_the_text_below_their_heading() -> None:
    prose = prose_of(
        ("introduction", "Introduction", "We report two cases of a rare rash."),
        ("case", "Case 1", "A 20-year-old man presented with papules. He had pain."),
        ("case", "Case 2", "A 33-year-old woman presented with plaques. Her nails were normal."),
    )
    found = find_patients(prose)
    assert [(p.id, p.sex, p.age, p.label) for p in found.patients] == [
        ("P1", "male", "P20Y", "Case 1"),
        ("P2", "female", "P33Y", "Case 2"),
    ]
    nails = next(s for s in prose.sentences if "nails" in prose.text[s.start : s.end])
    assert found.by_sentence[nails.index] == ("P2",)


def test_numbered_labels_and_pedigree_labels_are_patients() -> None:
    numbered = "Patient 1 was a 5-year-old girl with fits. Patient 2 was a 7-year-old boy with ataxia."
    assert told(numbered) == [("female", "P5Y"), ("male", "P7Y")]
    pedigree = (
        "The proband (III-2), a 30-year-old woman, had tremor. "
        "Her brother (III-4), a 26-year-old man, presented with gait ataxia. Their father (II-1) was unaffected."
    )
    assert told(pedigree) == [("female", "P30Y"), ("male", "P26Y")]


def test_people_of_different_sex_or_age_in_one_case_section_are_separate() -> None:
    prose = prose_of(
        (
            "case",
            "Case reports",
            "A 64-year-old man presented with stones. A 29-year-old woman presented with gout.",
        )
    )
    assert [p.age for p in find_patients(prose).patients] == ["P64Y", "P29Y"]


@pytest.mark.parametrize("text", ["45F presented with rash.", "45 y/o F with rash was admitted."])
def test_the_short_form_of_notes_is_read(text: str) -> None:
    assert told(text) == [("female", "P45Y")]


def test_a_donor_is_no_patient() -> None:
    text = "A 40-year-old man presented with uraemia. He underwent transplantation from a 60-year-old male donor."
    assert told(text) == [("male", "P40Y")]


def test_a_relative_who_presents_beside_the_patient_is_one() -> None:
    text = "A 5-year-old girl and her 7-year-old brother were admitted with fever."
    assert told(text) == [("female", "P5Y"), ("male", "P7Y")]


def test_a_newborn_without_an_age_is_not_taken_for_its_mother() -> None:
    text = "A male infant, born at 28 weeks of gestation to a 30-year-old mother, presented with apnoea."
    assert told(text) == [("male", None)]


def test_the_sex_of_siblings_is_read_from_the_word_for_them() -> None:
    text = "Twin boys presented with rash. Twin A had fever. Twin B had cough."
    assert told(text) == [("male", None), ("male", None)]


def test_a_relative_told_in_passing_is_no_patient() -> None:
    text = "A 4-year-old boy presented with fits. He was born to a 31-year-old mother. Her 2-year-old daughter was well."
    assert told(text) == [("male", "P4Y")]


def test_people_of_other_papers_are_no_patients() -> None:
    prose = prose_of(
        ("case", "Case report", "A 50-year-old man presented with cysts."),
        ("discussion", "Discussion", "Holm et al described a 12-year-old girl with cysts."),
    )
    assert [p.age for p in find_patients(prose).patients] == ["P50Y"]


def test_an_animal_is_left_out_with_a_note() -> None:
    found = people("A 6-year-old Labrador was presented with a mass.")
    assert not found.patients
    assert {n.code for n in found.notes} == {"animal-excluded", "no-case"}


def test_a_text_without_a_case_has_no_patient_and_says_so() -> None:
    found = people("Calcinosis is common in patients with scleroderma. Many patients need no treatment.")
    assert not found.patients
    assert [n.code for n in found.notes] == ["no-case"]


def test_a_case_without_age_and_sex_is_still_one_patient() -> None:
    prose = prose_of(("case", "Case report", "The patient presented with swelling. The patient recovered."))
    assert told(prose.text) == [(None, None)]


OWN_TABLE = [("Patient", "Age (years)", "Sex", "Ataxia"), ("1", "12", "M", "+"), ("2", "9", "F", "-")]


def test_a_case_in_another_language_is_one_patient() -> None:
    text = "Observation\n\nIl avait mal depuis longtemps."
    report = Report(
        id="r", text=text, language="fr", sections=(Section("case", "Observation", 0, len(text)),)
    )
    assert [p.label for p in find_patients(read_prose(report)).patients] == ["Observation"]


def table_prose(rows: Sequence[tuple[str, ...]]) -> Prose:
    return read_prose(tabled(rows, sections=("table",)))


def test_a_table_with_a_row_a_patient_gives_patients_and_marks() -> None:
    prose = table_prose(OWN_TABLE)
    found = find_patients(prose)
    assert [(p.sex, p.age) for p in found.patients] == [("male", "P12Y"), ("female", "P9Y")]
    at = prose.text.index("Ataxia")
    ataxia = begin_fact(prose, "phenotype", "Ataxia", (at, at + 6), status="present", subject="patient")
    facts = assign_patients(Context(prose, found), [ataxia])
    assert [(f.patient, f.status) for f in facts] == [("P1", "present"), ("P2", "absent")]


def test_a_table_of_other_papers_gives_no_patients_and_its_findings_are_literature() -> None:
    rows = [("Author", "Age", "Finding"), ("Holm et al", "31", "gout"), ("Present case", "52", "rash")]
    prose = table_prose(rows)
    text = prose.text
    facts = [
        begin_fact(
            prose, "phenotype", w, (text.index(w), text.index(w) + 4), status="present", subject="patient"
        )
        for w in ("gout", "rash")
    ]
    found = assign_patients(Context(prose, find_patients(prose)), facts)
    assert [f.subject for f in found] == ["literature", "patient"]


def test_a_column_of_reference_values_makes_no_table_of_other_papers() -> None:
    prose = table_prose(
        [("Test", "Value", "Reference"), ("Calcium", "2.9", "2.1-2.6"), ("Albumin", "40", "35-50")]
    )
    fact = begin_fact(prose, "measurement", "Calcium", (27, 34), status="present", subject="patient")
    assert assign_patients(Context(prose, find_patients(prose)), [fact])[0].subject == "patient"


def assigned(text: str, word: str) -> list[Fact]:
    prose = read_prose(Report(id="r", text=text))
    at = prose.text.index(word)
    fact = begin_fact(prose, "phenotype", word, (at, at + len(word)), status="present", subject="patient")
    return assign_patients(Context(prose, find_patients(prose)), [fact])


TWO = "Patient 1 was a 5-year-old girl. Patient 2 was a 7-year-old boy. "


def test_a_fact_lies_on_the_patient_named_nearest_before_it() -> None:
    assert [f.patient for f in assigned(TWO + "He had ataxia.", "ataxia")] == ["P2"]
    assert [f.patient for f in assigned(TWO + "Patient 1 had ataxia, patient 2 had fits.", "fits")] == ["P2"]
    same = TWO + "His scan was identical to that of patient 1. He had ataxia."
    assert [f.patient for f in assigned(same, "ataxia")] == ["P2"]


def test_a_fact_about_both_patients_is_one_fact_for_each() -> None:
    facts = assigned(TWO + "Both patients had ataxia.", "ataxia")
    assert [f.patient for f in facts] == ["P1", "P2"]
    assert len({f.id for f in facts}) == 2


def test_a_fact_about_the_literature_has_no_patient() -> None:
    prose = read_prose(Report(id="r", text="A 5-year-old girl had fits. Ataxia is rare."))
    fact = begin_fact(prose, "phenotype", "Ataxia", (28, 34), status="present", subject="literature")
    assert assign_patients(Context(prose, find_patients(prose)), [fact])[0].patient is None


def test_a_sentence_that_begins_with_a_relative_is_about_the_family() -> None:
    found = people("A 5-year-old girl had fits. Her older sister had ataxia.")
    assert found.family == {1: "Her older sister"}


def test_a_relative_who_is_a_patient_is_not_family() -> None:
    text = (
        "The proband (III-2), a 30-year-old woman, had tremor. "
        "Her brother (III-4), a 26-year-old man, presented with gait ataxia. Her parents were well."
    )
    assert people(text).family == {2: "Her parents"}


def test_what_parents_report_is_not_about_the_parents() -> None:
    assert people("A 5-year-old girl had fits. The parents reported a fall.").family == {}


@pytest.mark.shared
def test_the_spans_of_patients_slice_to_their_text_on_real_articles() -> None:
    shared = Path(os.environ.get("SERIATIM_SHARED", Path(__file__).parents[3] / "shared"))
    if not shared.is_dir():
        pytest.skip("the evaluation corpora are not here; set SERIATIM_SHARED")
    from seriatim.reading import read_report

    for path in sorted((shared / "corpora" / "calcinosis" / "docs").iterdir()):
        report = read_report(path)
        for patient in find_patients(read_prose(report)).patients:
            assert all(report.text[s.start : s.end] == s.text for s in patient.spans)
            assert list(patient.regions) == sorted(patient.regions)


def test_what_is_counted_over_patients_lies_on_none_of_them() -> None:
    text = (
        "We report two patients with morphea, who had scars. Steroids cleared ulcers in 2 of the 12 cases (17%). "
        "Case 1 A 30-year-old woman had a rash. Case 2 A 40-year-old man had gout."
    )
    found = [(f.spans[0].text, f.patient) for f in facts_of(text) if f.kind == "phenotype"]
    assert [who for words, who in found if words == "ulcers"] == [None]


def test_an_event_told_in_a_patient_s_cell_is_of_that_patient() -> None:
    rows = [["", "Patient 1", "Patient 2"], ["Rash", "+", "-"], ["Death", "died of sepsis", "alive"]]
    prose = read_prose(tabled(rows))
    facts = run_steps(prose, find_patients(prose), default_steps()).facts
    told = {(f.spans[0].text, f.patient) for f in facts if f.kind in ("outcome", "disease")}
    assert ("died", "P1") in told
    assert ("died", "P2") not in told
    assert ("Death", "P2") not in told


@pytest.mark.parametrize(
    ("text", "sex", "age"),
    [
        ("A 33-year-old zookeeper who had fever was admitted. She was pale.", "female", "P33Y"),
        ("A 33-year-old was admitted with fever. He had a rash.", "male", "P33Y"),
        ("A 61-year-old (F) presented with fever.", "female", "P61Y"),
        ("We describe a retired tram conductor aged 70 who presented with fever.", None, "P70Y"),
        ("A 6-month-old tumor presented with an ulcer in a 40-year-old woman.", "female", "P40Y"),
    ],
)
def test_someone_called_by_no_known_word_is_a_person_where_only_a_person_fits(
    text: str, sex: str | None, age: str
) -> None:
    assert told(text) == [(sex, age)]


def test_people_who_come_without_an_age_are_told_apart_by_sex_or_as_another() -> None:
    assert told("A woman presented with fever. A man came to the clinic with ataxia.") == [
        ("female", None),
        ("male", None),
    ]
    assert len(told("A girl presented with fever. Another girl was admitted with ataxia.")) == 2
    assert len(told("A girl presented with fever. The girl was admitted with ataxia.")) == 1


def test_an_animal_without_an_age_is_no_patient() -> None:
    assert told("A female Labrador retriever was referred with lameness. The patient had fever.") == []


def test_an_age_or_a_sex_in_brackets_behind_a_label_is_of_that_patient() -> None:
    assert told("Patient 1 (M, 12 years) had fits. Patient 2 (female, 9 months) had a rash.") == [
        ("male", "P12Y"),
        ("female", "P9M"),
    ]
    assert told("P1 (5 years old, boy) had fits. P2 (12 y) and P1 had a rash. P2 died.") == [
        ("male", "P5Y"),
        (None, "P12Y"),
    ]


def test_brothers_and_sisters_named_by_label_have_their_sex() -> None:
    text = "Three siblings had fits. The sisters (P1 and P2) had fits early. The male proband (P3) had fits late. P1 died."
    assert [p.sex for p in people(text).patients] == ["female", "female", "male"]
    text = "Patient 1 had fits. Patient 2 had gout. Patient 3 died. Patients 1 and 3 are brothers."
    assert [p.sex for p in people(text).patients] == ["male", None, "male"]


def test_the_father_of_a_patient_does_not_tell_the_patients_sex() -> None:
    text = "Patient 1 was a boy. He had fits. The father of patient 2 was well. Patient 2 had a rash."
    assert [p.sex for p in people(text).patients] == ["male", None]


def test_someone_of_a_caption_or_a_comparison_is_not_the_patient() -> None:
    prose = prose_of(
        (
            "case",
            "Case report",
            "The patient presented with chest pain at the age of 31. He had a bifid uvula.",
        ),
        ("caption", "", "Fig. 1. Aorta of the proband and of a control sample from a 70-year-old patient."),
    )
    assert [(p.sex, p.age) for p in find_patients(prose).patients] == [("male", "P31Y")]


def test_an_age_told_of_several_is_of_each_only_where_they_presented_then() -> None:
    both = "Patient 1 had fits. Patient 2 had a rash. "
    seen = people(both + "Both patients presented at the age of 3 years.").patients
    other = people(both + "Both patients carried a variant reported at the age of 3 years.").patients
    assert [p.age for p in seen] == ["P3Y", "P3Y"]
    assert [p.age for p in other] == [None, None]


def test_the_patient_named_as_a_son_is_no_relative() -> None:
    facts = facts_of("A 5-year-old boy presented with fever. The patient (son) had gout.")
    assert {f.subject for f in facts if f.kind in ("phenotype", "disease")} == {"patient"}


def test_what_both_patients_have_is_of_both_in_the_section_of_one() -> None:
    prose = prose_of(
        ("case", "Case 1", "A 30-year-old woman had a rash."),
        ("case", "Case 2", "A 40-year-old man had cough. The biopsies of both patients showed gout."),
    )
    at = prose.text.index("gout")
    fact = begin_fact(prose, "disease", "gout", (at, at + 4), status="present", subject="patient")
    assert [f.patient for f in assign_patients(Context(prose, find_patients(prose)), [fact])] == ["P1", "P2"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Two brothers aged 5 and 7 years presented with fits.", [("male", "P5Y"), ("male", "P7Y")]),
        ("Two sisters, 21 and 24 years old, had deafness.", [("female", "P21Y"), ("female", "P24Y")]),
        (
            "Three boys (3, 5 and 7 months old) presented with fits.",
            [("male", "P3M"), ("male", "P5M"), ("male", "P7M")],
        ),
        (
            "A 9-year-old girl presented with fits. She had two brothers aged 5, 7 and 8 years.",
            [("female", "P9Y")],
        ),
        (
            "The first patient, a 40-year-old man, had fits. The second was a 35-year-old woman with a rash.",
            [("male", "P40Y"), ("female", "P35Y")],
        ),
        (
            "A 6-year-old girl presented with fits. The older brother, aged 9 years, was referred with fits.",
            [("female", "P6Y"), ("male", "P9Y")],
        ),
        (
            "A 6-year-old girl presented with fits. Her father, aged 39 years, was seen in our clinic.",
            [("female", "P6Y")],
        ),
    ],
)
def test_people_introduced_together_or_one_after_another_are_each_a_patient(
    text: str, expected: list[tuple[str, str]]
) -> None:
    assert told(text) == expected


def test_the_older_of_two_introduced_together_is_told_from_the_younger() -> None:
    text = "Two brothers aged 5 and 7 years presented with fits. The older brother had uveitis."
    prose = read_prose(Report(id="r", text=text))
    found = find_patients(prose).patients
    assert [p.id for p in found if is_about(p, text.index("uveitis"))] == ["P2"]


def test_what_the_newborn_has_is_not_the_mothers() -> None:
    text = "A 34-year-old woman delivered a boy. The newborn had a rash. She had fever. The infant was well."
    assert people(text).family == {0: "a boy", 1: "The newborn", 3: "The infant"}
    assert people("A 2-month-old boy presented with fits. The infant had a rash.").family == {}
    assert people("A 15-year-old girl presented with fits. The girl had a rash.").family == {}


def test_what_the_parent_has_to_whom_a_patient_was_born_is_of_the_family() -> None:
    facts = facts_of("A 3-week-old boy was born to a 30-year-old woman with lupus. He had gout.")
    told = {f.spans[0].text: f.subject for f in facts if f.kind == "disease"}
    assert told == {"lupus": "family", "gout": "patient"}


def test_a_relative_behind_a_heading_that_is_a_label_is_that_patient() -> None:
    text = (
        "Case reports\n\nPatient 1\nA girl aged 9 years had ptosis.\n\nPatient 2\nHer younger brother, aged 4 years, "
        "had ptosis too. Both parents had no weakness. An uncle had died of a stroke at the age of 50.\n"
    )
    people = find_patients(read_prose(Report(id="r", text=text)))
    assert [(p.sex, p.age) for p in people.patients] == [("female", "P9Y"), ("male", "P4Y")]


def test_a_relative_behind_a_label_at_the_head_of_a_paragraph_is_that_patient() -> None:
    text = "Case 1. A 14-year-old girl was admitted with gout.\n\nCase 2. Her 11-year-old brother was asymptomatic."
    people = find_patients(read_prose(Report(id="r", text=text)))
    assert [(p.sex, p.age) for p in people.patients] == [("female", "P14Y"), ("male", "P11Y")]


def test_what_a_relative_has_who_is_a_patient_by_the_heading_is_that_patients() -> None:
    facts = facts_of(
        "Case 1\nA 12-year-old girl had gout.\n\nCase 2\nHer 8-year-old sister had ptosis but no rash. Her father had "
        "psoriasis.\n"
    )
    told = {f.spans[0].text: (f.patient, f.subject) for f in facts if f.kind in ("disease", "phenotype")}
    assert told == {
        "gout": ("P1", "patient"),
        "ptosis": ("P2", "patient"),
        "rash": ("P2", "patient"),
        "psoriasis": (None, "family"),
    }


def test_a_parent_described_by_age_is_no_patient_beside_an_infant_without_one() -> None:
    text = (
        "A male infant was delivered at 35 weeks because of bradycardia. His mother, a 31-year-old nurse, was well; she "
        "was found to have gout. A rash appeared on day 3. The father was a 40-year-old man with psoriasis."
    )
    assert [(p.sex, p.age) for p in people(text).patients] == [("male", None)]
    told = {f.spans[0].text: f.subject for f in facts_of(text) if f.kind in ("disease", "phenotype")}
    assert (told["gout"], told["psoriasis"], told["rash"]) == ("family", "family", "patient")


def test_the_mother_is_the_patient_told_of_where_all_patients_are_grown_women() -> None:
    text = (
        "Case 1\nA 30-year-old primigravida came with fever. A boy was delivered. The mother had gout.\n\n"
        "Case 2\nA 26-year-old woman came with psoriasis."
    )
    told = {f.spans[0].text: f.patient for f in facts_of(text) if f.kind == "disease"}
    assert told == {"gout": "P1", "psoriasis": "P2"}


def test_a_newborn_who_has_something_is_a_patient() -> None:
    assert [p.sex for p in people("A newborn girl had a rash. Her father had gout.").patients] == ["female"]


def test_a_young_woman_called_the_girl_is_the_patient_herself() -> None:
    assert people("A 20-year-old woman had fever. The girl had had gout.").family == {}
    assert people("A 20-year-old woman delivered twins. The boy had a rash.").family == {1: "The boy"}
    assert people("A 34-year-old woman was seen. The girl had a rash.").family == {1: "The girl"}


def test_the_mother_a_patient_was_born_to_does_not_lend_her_age_behind_a_heading() -> None:
    text = (
        "Case reports\n\nCase 1\nA 6-month-old boy had a rash.\n\nCase 2\nA term female was born to a 29-year-old "
        "woman with lupus. At the age of 7 months she had a rash.\n"
    )
    people = find_patients(read_prose(Report(id="r", text=text)))
    assert [p.age for p in people.patients] == ["P6M", "P7M"]


THREE = "Patient 1, a girl, had gout. Patient 2, a girl, had fever. Patient 3, a girl, had cough. "


@pytest.mark.parametrize(
    ("text", "died"),
    [
        ("The first two affected cousins died, and treatment of patient 3 went well.", {"P1", "P2"}),
        ("The last two patients died.", {"P2", "P3"}),
        ("The three farmers died.", {"P1", "P2", "P3"}),
    ],
)
def test_a_number_of_the_patients_is_those_it_counts(text: str, died: set[str | None]) -> None:
    facts = facts_of(THREE + text)
    assert {f.patient for f in facts if f.kind == "outcome" and f.label == "death"} == died


def test_a_sibling_with_a_label_is_not_the_patient_whose_sibling_it_is() -> None:
    facts = facts_of(THREE + "A female sibling (patient 3) of patient 2 was seen. She had ascites.")
    assert {f.patient for f in facts if f.label == "Ascites"} == {"P3"}


def test_what_is_told_of_an_animal_alone_is_nobodys_of_the_report() -> None:
    facts = facts_of(
        "An 8-year-old male dog presented with weight loss. The owner reported cough. CT showed cysts."
    )
    assert {f.subject for f in facts if f.kind == "phenotype"} == {"other"}


@pytest.mark.parametrize(
    ("text", "whose"),
    [
        ("Two patients had ptosis.", {None}),
        ("Ptosis was seen in two patients.", {None}),
        ("Ptosis was seen in two patients (patients 1 and 3).", {"P1", "P3"}),
        ("The first two patients had ptosis.", {"P1", "P2"}),
        ("All three patients had ptosis.", {"P1", "P2", "P3"}),
        ("In our patients, patient 2 had ptosis.", {"P2"}),
    ],
)
def test_what_some_of_the_patients_had_is_of_those_who_are_told(text: str, whose: set[str | None]) -> None:
    facts = [f for f in facts_of(THREE + text) if f.label == "Ptosis"]
    assert {f.patient for f in facts} == whose
    assert {f.subject for f in facts} == ({"other"} if whose == {None} else {"patient"})


def test_people_introduced_one_by_one_share_what_is_said_of_them_together() -> None:
    text = "Patient II-3, a 33-year-old man, and patient II-4, a 30-year-old woman, had ptosis."
    assert {f.patient for f in facts_of(text) if f.label == "Ptosis"} == {"P1", "P2"}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("A 22-year-old woman was seen. She gave birth to a girl who had gout.", "gout"),
        ("A 22-year-old woman was seen. A live male infant was delivered at 38 weeks; he had gout.", "gout"),
        ("A 22-year-old woman was seen. She had delivered a stillborn fetus with gout.", "gout"),
        ("A 22-year-old woman was seen. A girl weighing 2,130 g was born and had gout.", "gout"),
        ("A 65-year-old man received a kidney from his wife, who had gout.", "gout"),
    ],
)
def test_what_a_clause_tells_of_a_relative_is_not_the_patients(text: str, words: str) -> None:
    [fact] = [f for f in facts_of(text) if f.spans[0].text == words]
    assert (fact.subject, fact.patient) == ("family", None)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("A 3-day-old boy was seen. A male infant was delivered at 38 weeks and had gout.", "gout"),
        ("A 60-year-old woman was seen with her husband, who had noticed confusion.", "confusion"),
        ("A 22-year-old woman delivered a boy, but she had gout.", "gout"),
    ],
)
def test_what_is_the_patients_own_stays_so_beside_a_relative(text: str, words: str) -> None:
    [fact] = [f for f in facts_of(text) if f.spans[0].text == words]
    assert (fact.subject, fact.patient) == ("patient", "P1")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Two brothers are described. The elder brother, aged 12, had gout. The younger, aged 9, had fits.",
            [("male", "P12Y"), ("male", "P9Y")],
        ),
        (
            "Two sisters were seen. The first sister was 20 years old and had gout. "
            "The second sister was 25 years old and had fits.",
            [("female", "P20Y"), ("female", "P25Y")],
        ),
        (
            "We describe a 45-year-old mother and her 15-year-old son with ptosis. The son had gout.",
            [("female", "P45Y"), ("male", "P15Y")],
        ),
        (
            "A 30-year-old man and his 28-year-old wife had gout.",
            [("male", "P30Y"), ("female", "P28Y")],
        ),
        ("A 30-year-old man and his 28-year-old wife had two children.", [("male", "P30Y")]),
        ("We report a boy born to a 30-year-old mother with lupus. He had fits.", [("male", None)]),
        ("A 60-year-old woman was seen. Her daughter, 32, also had gout.", [("female", "P60Y")]),
        (
            "Patient 1 (34F) had uveitis. Patient 2, M/41, had scleritis.",
            [("female", "P34Y"), ("male", "P41Y")],
        ),
    ],
)
def test_people_are_told_apart_by_rank_kinship_or_the_letter_of_their_sex(
    text: str, expected: list[tuple[str, str | None]]
) -> None:
    assert told(text) == expected


def test_what_neither_the_patient_nor_a_relative_has_is_absent_in_both() -> None:
    facts = facts_of("A 9-year-old girl was seen. Neither she nor her sister has gout.")
    assert sorted((f.subject, f.status) for f in facts if f.label == "gout") == [
        ("family", "absent"),
        ("patient", "absent"),
    ]


def test_two_daughters_of_different_ages_are_two_patients() -> None:
    text = (
        "CASE REPORT. The mother, aged 48 years, noticed a mass. Her elder daughter, aged 24, had masses. "
        "The younger daughter (19 years) was well."
    )
    assert told(text) == [("female", "P48Y"), ("female", "P24Y"), ("female", "P19Y")]


def test_what_none_of_several_had_is_absent_in_all() -> None:
    text = "Patient 1 was a 71-year-old man. Patient 2 was a 64-year-old woman. None had gout."
    found = [(f.patient, f.status) for f in facts_of(text) if f.label == "gout"]
    assert found == [("P1", "absent"), ("P2", "absent")]


def test_what_some_of_all_had_is_nobodys_in_particular() -> None:
    text = (
        "Patient 1 was a 71-year-old man. Patient 2 was a 64-year-old woman. Patient 3 was a 50-year-old man. "
        "Two of the three had gout."
    )
    assert [f.patient for f in facts_of(text) if f.label == "gout"] == [None]


def test_all_that_a_labelled_family_history_lists_is_the_familys() -> None:
    facts = facts_of("A 9-year-old girl was seen. Family history: mother, gout; no psoriasis. She had acne.")
    told = {f.spans[0].text: (f.subject, f.status) for f in facts if f.kind in ("disease", "phenotype")}
    assert told["gout"] == ("family", "present")
    assert told["psoriasis"] == ("family", "absent")


@pytest.mark.parametrize(
    ("text", "age"),
    [
        ("The proband is a 2-year-10-month-old girl.", "P2Y10M"),
        ("A 1-year-and-3-month-old girl was admitted.", "P1Y3M"),
    ],
)
def test_hyphened_years_and_months_are_one_age(text: str, age: str) -> None:
    assert told(text) == [("female", age)]


def test_a_sibling_who_is_not_affected_is_no_patient() -> None:
    text = "She had had fits since she was three. Her younger brother, now 8 months old, is not affected."
    assert told(text) == []


def test_a_label_of_a_pedigree_in_brackets_is_another_name_of_the_person() -> None:
    text = (
        "Sibling 1 (III-2) is a 9-year-old girl with gout. Sibling 2 (III-4) is a 6-year-old boy with fever.\n\n"
        "A biopsy of III-4 showed psoriasis."
    )
    assert {f.patient for f in facts_of(text) if f.label == "psoriasis"} == {"P2"}


def test_who_was_well_but_had_a_test_is_the_relative_still() -> None:
    text = "A 44-year-old woman had fever. Her husband was well but seropositive and was given doxycycline."
    assert [f.subject for f in facts_of(text) if f.kind == "medication"] == ["family"]
