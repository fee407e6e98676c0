"""Whom "the man", "the son", "both" and "he" mean in a report of several people."""

from __future__ import annotations

import pytest

from extract.told import facts_of
from seriatim.extract._context import Context, begin_fact
from seriatim.extract.people.patients import assign_patients, find_patients, patients_at
from seriatim.extract.pipeline import run_steps
from seriatim.extract.steps import default_steps
from seriatim.model import Report, Section
from seriatim.text import read_prose

PAIR = "We report a 31-year-old woman and a 64-year-old man with gout. "
NUMBERED = (
    "Patient 1 was a 21-year-old man with fever. Patient 2 was a 27-year-old woman with cough. "
    "Patient 3 was a 45-year-old woman with tremor. "
)


def whom(text: str, word: str) -> str:
    """The patients at the last place of a word."""
    people = find_patients(read_prose(Report(id="r", text=text)))
    return " ".join(patients_at(people.patients, text.rindex(word)))


def test_two_people_of_one_phrase_keep_their_own_age_and_share_what_follows() -> None:
    people = find_patients(read_prose(Report(id="r", text=PAIR)))
    assert [(p.sex, p.age) for p in people.patients] == [("female", "P31Y"), ("male", "P64Y")]
    assert whom(PAIR, "31-year") == "P1"
    assert whom(PAIR, "64-year") == "P2"
    assert whom(PAIR, "gout") == "P1 P2"


def test_twins_without_a_possessor_are_the_two_patients() -> None:
    text = "We describe identical twin brothers with gout. Twin A had fever. Twin B, a boy, had a rash."
    assert whom(text, "gout") == "P1 P2"
    facts = facts_of("Twin A, a boy, had fever. Twin B had a rash. Her twin brothers had gout.")
    assert [f.patient for f in facts if f.spans[0].text == "gout"] == [None]


@pytest.mark.parametrize(
    ("sentence", "names"),
    [
        ("The woman had uveitis.", "P1"),
        ("The man had uveitis.", "P2"),
        ("The woman had fever, and the man had uveitis.", "P2"),
        ("In the man, laboratory tests showed uveitis.", "P2"),
        ("He had fever. She had uveitis.", "P1"),
        ("Both had uveitis.", "P1 P2"),
        ("Neither had uveitis.", "P1 P2"),
        ("The woman had fever. None of the patients had uveitis.", "P1 P2"),
        ("The woman had fever, while both patients had uveitis.", "P1 P2"),
        ("One of the patients had uveitis.", ""),
        ("Fever in two patients preceded uveitis.", "P1 P2"),
    ],
)
def test_a_person_is_taken_up_by_sex_or_as_one_of_all(sentence: str, names: str) -> None:
    assert whom(PAIR + sentence, "uveitis") == names


@pytest.mark.parametrize(
    ("sentence", "names"),
    [
        ("He had uveitis.", "P1"),
        ("The man died.\n\nHe had uveitis.", "P1"),
        ("She had uveitis.", "P3"),
        ("The woman had uveitis.", "P3"),
        ("Rash in two of the patients preceded uveitis.", ""),
        ("The patients, two of whom had uveitis, were seen.", ""),
    ],
)
def test_he_and_she_mean_whoever_of_that_sex_was_spoken_of_last(sentence: str, names: str) -> None:
    assert whom(NUMBERED + sentence, "uveitis") == names


@pytest.mark.parametrize(
    ("sentence", "names"),
    [
        ("The son had uveitis.", "P1"),
        ("The mother had uveitis.", "P2"),
        ("His mother had uveitis.", "P2"),
        ("The sister had uveitis.", ""),
    ],
)
def test_kin_are_taken_up_by_how_they_were_introduced(sentence: str, names: str) -> None:
    text = "We describe a 23-year-old man and his 47-year-old mother with gout. "
    assert whom(text + sentence, "uveitis").replace("P1 P2", "") == names


def test_the_older_sibling_is_the_one_of_greater_age() -> None:
    text = "An 8-year-old girl and her sister, an 11-year-old girl, presented with fever. "
    assert whom(text, "fever") == "P1 P2"
    assert whom(text + "The older sister had uveitis.", "uveitis") == "P2"
    assert whom(text + "The younger sister had uveitis.", "uveitis") == "P1"


def test_the_elder_of_two_needs_no_noun() -> None:
    text = "An 8-year-old boy and his brother, an 11-year-old boy, presented with fever. "
    assert whom(text + "The elder had uveitis; the younger never had gout.", "uveitis") == "P2"
    assert whom(text + "The elder had uveitis; the younger never had gout.", "gout") == "P1"
    assert whom(text + "The elder brother had uveitis.", "uveitis") == "P2"


def test_triplets_are_people_with_numbers() -> None:
    assert whom("Triplet 1 had fever. Triplet 2 had gout. Triplet 3 had rash.", "gout") == "P2"


@pytest.mark.parametrize(
    "text",
    [
        "Right-handed 52-year-old woman with tremor.",
        "Previously healthy 52-year-old woman, three weeks of cough.",
    ],
)
def test_a_person_without_an_article_is_a_patient(text: str) -> None:
    people = find_patients(read_prose(Report(id="r", text=text)))
    assert [(p.sex, p.age) for p in people.patients] == [("female", "P52Y")]


@pytest.mark.parametrize(
    ("text", "sex"),
    [
        ("A 34-year-old patient presented with headache. MR angiography was normal.", None),
        ("A 34-year-old patient presented with headache. MS was suspected.", None),
        ("A 34-year-old patient presented with headache. Mr Holt had no fever.", "male"),
    ],
)
def test_a_title_stands_before_a_name(text: str, sex: str | None) -> None:
    assert find_patients(read_prose(Report(id="r", text=text))).patients[0].sex == sex


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("He is alive and well. He later died of pneumonia.", ["DECEASED"]),
        ("He survived. No patient died.", ["ALIVE"]),
    ],
)
def test_a_patient_has_one_vital_status(text: str, status: list[str]) -> None:
    facts = facts_of("A 40-year-old man presented with fever. " + text)
    assert [f.vital_status for f in facts if f.label == "vital status"] == status


@pytest.mark.parametrize(
    "words",
    ["no personal or family history of gout", "no family or past medical history of gout"],
)
def test_a_personal_or_family_history_is_of_both(words: str) -> None:
    facts = facts_of(f"A 40-year-old man presented with fever. There was {words}.")
    told = [(f.subject, f.patient, f.status) for f in facts if f.spans[0].text == "gout"]
    assert sorted(told, key=str) == [("family", None, "absent"), ("patient", "P1", "absent")]


def test_relative_before_a_finding_is_no_relative() -> None:
    facts = facts_of("A 40-year-old man was seen. He had a relative scotoma. A relative had gout.")
    assert {f.spans[-1].text: f.subject for f in facts if f.kind == "disease"} == {
        "relative scotoma": "patient",
        "gout": "family",
    }


def test_she_after_the_mother_of_a_boy_is_the_mother() -> None:
    facts = facts_of("A newborn boy presented with goiter. His mother had gout. She had psoriasis.")
    assert [f.subject for f in facts if f.spans[0].text == "psoriasis"] == ["family"]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("A woman presented with cough. She cared for her 1-year-old grandson's toys.", ("female", None)),
        ("A woman presented with cough. She got it from her 1-year-old grandson.", ("female", None)),
        ("A newborn was delivered by a 26-year-old mother. The infant had a rash.", (None, None)),
    ],
)
def test_a_relatives_age_and_sex_are_not_the_patients(text: str, told: tuple[str | None, str | None]) -> None:
    people = find_patients(read_prose(Report(id="r", text=text)))
    assert [(p.sex, p.age) for p in people.patients] == [told]


def test_a_cell_of_a_patient_tells_of_that_patient_alone() -> None:
    rows = ["Feature\tPatient 1\tPatient 2\tPatient 3", "Sex\tM\tF\tM", "Age at death\t41\t28\tAlive at 25"]
    facts = facts_of("The siblings were seen.\n\n" + "\n".join([*rows, "Ataxia\t+\t-\t+"]) + "\n")
    vital = [(f.patient, f.vital_status) for f in facts if f.label == "vital status"]
    assert vital == [("P1", "DECEASED"), ("P2", "DECEASED"), ("P3", "ALIVE")]
    assert not [f for f in facts if f.label == "death"]


def test_the_noun_beside_a_label_tells_the_sex() -> None:
    text = "The index boy (P1) had gout. His younger sister (P2) had fever. P1 was treated. P2 was well."
    people = find_patients(read_prose(Report(id="r", text=text)))
    assert [p.sex for p in people.patients] == ["male", "female"]


THREE = "Patient 1 was a 5-year-old girl. Patient 2 was a 7-year-old boy. Patient 3 was a 9-year-old girl. "


@pytest.mark.parametrize(
    ("sentence", "names"),
    [
        ("Rash was seen in two of the three patients (P1 and P2) and uveitis in two (P2 and P3).", "P2 P3"),
        ("A uveitis was seen in two of the three patients (P1 and P2) and rash in two (P2 and P3).", "P1 P2"),
        ("The records of many years showed uveitis (P1, P3) and rash (P2).", "P1 P3"),
        ("A long-standing and painful uveitis was seen in patient 3.", "P3"),
        ("Two patients (P1 and P3) had uveitis.", "P1 P3"),
        ("In patient 1 the first sign was a rash, and in patient 2 uveitis was noted.", "P2"),
        ("Patient 1 had a rash, whereas a severe bilateral uveitis was present in patient 2.", "P2"),
        (
            "Patient 1 had a rash, whereas a severe bilateral fever was present in patient 2. She had uveitis.",
            "P1",
        ),
        ("The disease course included uveitis (P1-3).", "P1 P2 P3"),
        ("Both girls had uveitis.", "P1 P3"),
        ("None of the female patients had uveitis.", "P1 P3"),
        ("The two girls had rashes, and the boy had uveitis.", "P2"),
        ("All three had uveitis.", "P1 P2 P3"),
        ("Each of the affected children had uveitis.", "P1 P2 P3"),
    ],
)
def test_what_is_said_before_a_label_may_be_of_that_patient(sentence: str, names: str) -> None:
    assert whom(THREE + sentence, "uveitis") == names


@pytest.mark.parametrize(
    ("sentence", "have", "lack"),
    [
        ("Fever, then uveitis, was seen in all children except P2.", ["P1", "P3"], ["P2"]),
        ("All patients apart from patient 1 and patient 3 had uveitis.", ["P2"], ["P1", "P3"]),
        ("A uveitis was seen in all FMF children, except P1 and P3.", ["P2"], ["P1", "P3"]),
        ("All three patients had uveitis.", ["P1", "P2", "P3"], []),
    ],
)
def test_the_one_excepted_lacks_what_all_the_others_have(
    sentence: str, have: list[str], lack: list[str]
) -> None:
    prose = read_prose(Report(id="r", text=THREE + sentence))
    at = prose.text.index("uveitis")
    fact = begin_fact(prose, "phenotype", "uveitis", (at, at + 7), status="present", subject="patient")
    found = assign_patients(Context(prose, find_patients(prose)), [fact])
    assert [f.patient for f in found if f.status == "present"] == have
    assert [f.patient for f in found if f.status == "absent"] == lack


def test_the_age_at_which_a_disease_begins_in_others_is_not_the_patients() -> None:
    text = (
        "Introduction\n\nGout may begin in childhood, usually at 3 years of age.\n\nCase report\n\n"
        "A 40-year-old woman had gout. She had had a stroke at 12 years of age."
    )
    sections = (
        Section("introduction", "Introduction", 0, text.index("Case report")),
        Section("case", "Case report", text.index("Case report"), len(text)),
    )
    prose = read_prose(Report(id="r", text=text, sections=sections))
    facts = run_steps(prose, find_patients(prose), default_steps()).facts
    ages = {f.spans[0].text: f.subject for f in facts if f.kind == "demographic" and f.time}
    assert ages.get("12 years of age") == "patient"
    assert ages.get("3 years of age") in (None, "literature")


def test_a_relative_behind_a_label_is_the_patient_of_that_label() -> None:
    text = NUMBERED + "Patient 2 (V:7), a cousin of patient 1, had gout. Her cousin had uveitis."
    assert {(f.patient, f.subject) for f in facts_of(text) if f.spans[0].text == "gout"} == {
        ("P2", "patient")
    }
