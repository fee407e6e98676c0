"""The times of facts."""

from __future__ import annotations

import pytest

from extract.told import facts_of
from seriatim.extract._context import Context, begin_fact
from seriatim.extract.people.patients import assign_patients, find_patients
from seriatim.extract.time.timing import attach_times, find_time_facts
from seriatim.model import Fact, Report, Time
from seriatim.text import read_prose


def timed(text: str, *findings: str, kind: str = "phenotype") -> list[Fact]:
    """Attach times to the findings (by their words) of a text."""
    prose = read_prose(Report(id="r", text=text))
    context = Context(prose, find_patients(prose))
    facts = []
    for words in findings:
        at = text.index(words)
        facts.append(
            begin_fact(prose, kind, words, (at, at + len(words)), status="present", subject="patient")
        )
    return attach_times(context, assign_patients(context, facts))


@pytest.mark.parametrize(("age", "years", "then"), [(49, 17, 32), (61, 3, 58), (25, 20, 5)])
def test_a_first_presentation_years_ago_dates_every_finding_of_its_statement(
    age: int, years: int, then: int
) -> None:
    text = (
        f"A {age}-year-old man first came {years} years ago with fever, mouth ulcers and hair loss. "
        "He was later found to have nephritis."
    )
    *early, late = timed(text, "fever", "mouth ulcers", "hair loss", "nephritis")
    for fact in early:
        assert fact.time == Time(
            f"{years} years ago", f"P{years}Y", "before", "presentation", f"P{then}Y", derived=True
        )
    assert late.time is None or late.time.offset is None


def test_an_earlier_sentence_does_not_date_the_next() -> None:
    text = "A 30-year-old woman had had a rash 4 years ago. Her joints were swollen."
    rash, joints = timed(text, "rash", "swollen")
    assert rash.time is not None
    assert rash.time.offset == "P4Y"
    assert joints.time is None


def test_the_current_presentation_is_at_presentation() -> None:
    (fact,) = timed("A 30-year-old man had asthma. On current presentation, he had plaques.", "plaques")
    assert fact.time is not None
    assert (fact.time.relation, fact.time.anchor, fact.time.offset) == ("at", "presentation", None)


def test_a_change_against_an_earlier_state_names_both() -> None:
    text = "A 30-year-old man was seen. Compared with films of three years earlier, there was increased swelling."
    (fact,) = timed(text, "swelling")
    assert fact.time is not None
    assert (fact.time.offset, fact.time.relation) == ("P3Y", "before")
    assert "progression" in fact.modifiers["course"]


def test_each_duration_belongs_to_the_complaint_before_it() -> None:
    text = "A 32-year-old woman presented with cough for 2 years and weight loss for 6 months."
    cough, loss = timed(text, "cough", "weight loss")
    assert cough.time is not None
    assert (cough.time.offset, cough.onset) == ("P2Y", "P30Y")
    assert loss.time is not None
    assert loss.time.offset == "P6M"


def test_onset_is_an_age_or_a_label_where_the_text_ties_it() -> None:
    text = "A 30-year-old man had had eczema since childhood. He developed fits at the age of 12. His skin was dry at age 20."
    eczema, fits, dry = timed(text, "eczema", "fits", "dry")
    assert eczema.onset == "Childhood onset"
    assert fits.onset == "P12Y"
    assert dry.onset is None
    assert dry.time is not None
    assert (dry.time.age, dry.time.offset, dry.time.derived) == (
        "P20Y",
        "P10Y",
        True,
    )


def test_a_vague_time_has_no_length() -> None:
    (fact,) = timed("A 30-year-old man noticed a lump several months ago.", "lump")
    assert fact.time is not None
    assert (fact.time.offset, fact.time.relation) == (None, "before")


def test_a_date_stays_a_date() -> None:
    (fact,) = timed("In March 2009, a 30-year-old man developed jaundice.", "jaundice")
    assert fact.time is not None
    assert (fact.time.date, fact.time.offset) == ("2009-03", None)


def test_a_dose_frequency_times_nothing() -> None:
    (fact,) = timed("A 30-year-old man with gout took a tablet twice daily.", "gout")
    assert fact.time is None


def test_dates_and_durations_are_facts_on_their_own_words() -> None:
    prose = read_prose(Report(id="r", text="A 30-year-old man was treated for 3 weeks in 2011."))
    facts = find_time_facts(Context(prose, find_patients(prose)))
    assert [(f.label, f.spans[0].text) for f in facts] == [("duration", "3 weeks"), ("date", "2011")]
    assert all(f.kind == "time" for f in facts)


def offsets(text: str, *findings: str) -> list[str | None]:
    return [f.time.offset if f.time else None for f in timed(text, *findings)]


def test_a_length_is_not_lent_to_what_has_its_own() -> None:
    said = "A woman aged 30 years presented. She had slept badly over the past 4 months and had hives for one week."
    assert offsets(said, "hives") == [None]
    assert offsets("She had had hives over the past 4 months and nausea for a week.", "hives", "nausea") == [
        "P4M",
        None,
    ]


def test_the_second_age_of_a_sentence_needs_no_word_for_age() -> None:
    text = "A 30-year-old man was seen. At the age of 4 years he had measles, and at 9 years mumps."
    assert [f.time.age for f in timed(text, "measles", "mumps") if f.time] == ["P4Y", "P9Y"]


def test_until_times_what_came_then() -> None:
    text = "He was in good health until 5 months ago, when he developed gout."
    assert offsets(text, "good health", "gout") == [None, "P5M"]


def test_what_a_time_is_measured_from_the_onset_of_is_not_timed_by_it() -> None:
    hives, gout = timed("Six weeks after the onset of the hives, gout appeared.", "hives", "gout")
    assert hives.time is None
    assert gout.time is not None
    assert (gout.time.offset, gout.time.anchor) == ("P6W", hives.id)


def test_what_was_so_at_birth_or_on_admission_is_no_time_of_its_own() -> None:
    text = "The boy was pale at birth. On admission he was thin. After surgery he gained weight."
    prose = read_prose(Report(id="r", text=text))
    facts = find_time_facts(Context(prose, find_patients(prose)))
    assert [f.spans[0].text for f in facts] == ["After surgery"]


def test_three_years_later_is_counted_from_what_was_told_just_before() -> None:
    text = "A 40-year-old woman developed asthma at the age of 14. Three years later she developed gout. Her skin was dry."
    asthma, gout, dry = timed(text, "asthma", "gout", "dry")
    assert gout.time is not None
    assert (gout.time.anchor, gout.time.offset, gout.time.age, gout.time.derived) == (
        asthma.id,
        "P3Y",
        "P17Y",
        True,
    )
    assert gout.onset == "P17Y"
    assert dry.time is None


def test_a_time_measured_from_another_finding_names_it() -> None:
    text = "A 40-year-old woman was seen. Her fits had begun 5 years prior to the stroke."
    fits, stroke = timed(text, "fits", "stroke")
    assert fits.time is not None
    assert (fits.time.anchor, fits.time.offset, fits.time.relation) == (stroke.id, "P5Y", "before")
    assert stroke.time is None


def test_previously_before_an_adjective_dates_nothing() -> None:
    (fact,) = timed("A previously healthy 40-year-old woman presented with gout.", "gout")
    assert fact.time is None


def test_an_adjective_of_time_dates_the_finding_it_stands_before_and_no_other() -> None:
    text = "A 4-year-old girl had bilateral congenital cataract, loose joints and low weight."
    cataract, joints, weight = timed(text, "bilateral congenital cataract", "loose joints", "low weight")
    assert cataract.onset == "Congenital onset"
    assert joints.time is None
    assert weight.time is None


def test_an_adjective_of_time_dates_what_its_examination_showed() -> None:
    (effusion,) = timed("A 60-year-old man was seen. Postoperative films showed an effusion.", "effusion")
    assert effusion.time is not None
    assert (effusion.time.relation, effusion.time.anchor) == ("after", "surgery")


def test_what_a_child_did_at_fifteen_months_it_did_at_that_age_and_an_adult_did_not() -> None:
    (child,) = timed("A 6-year-old girl was seen. Ptosis appeared at 15 months.", "Ptosis")
    assert child.time is not None
    assert (child.time.age, child.onset) == ("P15M", "P15M")
    (adult,) = timed("A 60-year-old woman was seen. Ptosis appeared at 15 months.", "Ptosis")
    assert adult.time is None


@pytest.mark.parametrize(
    "words", ["is alive at 3 years", "was seizure-free at 3 years", "had no recurrence at 3 years"]
)
def test_someone_alive_or_free_of_disease_at_three_years_is_so_three_years_later(words: str) -> None:
    for age in (14, 54):
        (cough,) = timed(f"A {age}-year-old girl had gout. She {words} without cough.", "cough")
        assert cough.time is not None
        assert (cough.time.offset, cough.time.relation, cough.time.age) == ("P3Y", "after", None)


def test_a_stage_of_life_before_a_noun_times_that_finding_and_no_other() -> None:
    text = "This patient, with a history of childhood eczema and asthma, underwent surgery for breast cancer."
    eczema, asthma, cancer = timed(text, "eczema", "asthma", "cancer", kind="disease")
    assert (eczema.onset, asthma.onset) == ("Childhood onset", "Childhood onset")
    assert (cancer.onset, cancer.time) == (None, None)
    (gout,) = timed("In early childhood she had gout.", "gout")
    assert gout.time is not None
    assert gout.time.text == "early childhood"


def test_when_something_was_mended_is_not_when_it_began() -> None:
    text = "A 23-year-old woman came with a cleft lip, surgically repaired when she was 4 years old."
    prose = read_prose(Report(id="r", text=text))
    context = Context(prose, find_patients(prose))
    facts = []
    for words, kind in (("cleft lip", "phenotype"), ("surgically repaired", "intervention")):
        at = text.index(words)
        facts.append(
            begin_fact(prose, kind, words, (at, at + len(words)), status="present", subject="patient")
        )
    lip, repair = attach_times(context, assign_patients(context, facts))
    assert lip.time is None
    assert repair.time is not None
    assert repair.time.age == "P4Y"


def test_the_length_of_a_course_of_treatment_tells_no_history() -> None:
    (drug,) = timed("A 40-year-old man had a 7-day course of meropenem.", "meropenem", kind="medication")
    assert drug.time is None
    (fever,) = timed("A 40-year-old man had a 7-day course of fever.", "fever")
    assert fever.time is not None
    assert fever.time.relation == "before"


def test_of_values_in_a_row_a_time_behind_them_is_the_last_ones() -> None:
    facts = facts_of("A 4-year-old boy had gout. Platelets were 84 × 10⁹/L, rising to 210 × 10⁹/L by week 8.")
    told = {f.value: f.time and f.time.text for f in facts if f.kind == "measurement"}
    assert told == {"84 × 10⁹/L": None, "210 × 10⁹/L": "week 8"}
    assert [f.time for f in facts if f.label == "Thrombocytopenia"] == [None]


@pytest.mark.parametrize(
    ("text", "length"),
    [
        (
            "She was seen in March 2016 with lumps on both arms that had been growing for eighteen months.",
            "P18M",
        ),
        ("He was admitted in May 2010 with a cough that had persisted for three weeks.", "P3W"),
        ("He presented in 2012 with headache, which had begun two months earlier.", "P2M"),
        ("In June 2014 she developed a rash that lasted for two weeks.", None),
    ],
)
def test_how_long_a_complaint_had_been_there_outweighs_the_day_someone_came(
    text: str, length: str | None
) -> None:
    (found,) = (f for f in facts_of(text) if f.kind == "phenotype")
    assert found.time is not None
    assert found.time.offset == length


@pytest.mark.parametrize(
    "text",
    [
        "He had been painting for 6 days before he developed hives and gout.",
        "He was hospitalized for 10 days because of hives and gout.",
        "He was admitted to our ward for three weeks owing to hives and gout.",
    ],
)
def test_how_long_something_else_lasted_times_no_finding_behind_it(text: str) -> None:
    assert offsets(text, "hives", "gout") == [None, None]


@pytest.mark.parametrize(
    "text",
    [
        "A 40-year-old man was seen. He had been complaining of hives for two weeks.",
        "A 40-year-old man had hives for two weeks before he was admitted.",
        "A 40-year-old man was admitted with hives for two weeks.",
    ],
)
def test_how_long_a_complaint_lasted_until_someone_was_seen_is_when_it_began(text: str) -> None:
    assert offsets(text, "hives") == ["P2W"]


def test_how_long_a_complaint_had_lasted_later_in_the_story_is_not_told_from_presentation() -> None:
    text = "A 40-year-old man was seen. He left. Years went by. He came back. He had been having hives for a week."
    assert offsets(text, "hives") == [None]


def test_the_day_of_discharge_is_not_that_of_the_diagnosis_someone_was_discharged_with() -> None:
    text = "A 40-year-old man was seen. He was discharged on day 8 with a diagnosis of gout."
    assert offsets(text, "gout") == [None]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Her platelet count was 20,000/µL on admission and 150,000/µL after 6 weeks.",
            ["on admission", "6 weeks"],
        ),
        ("Creatinine rose from 1.0 mg/dL on day 1 to 3.0 mg/dL on day 5.", ["day 1", "day 5"]),
        ("On admission creatinine was 1.0 mg/dL; on day 5 it was 3.0 mg/dL.", ["On admission", "day 5"]),
        (
            "Haemoglobin was 6.2 g/dL on day 1, 7.5 g/dL on day 4 and 10 g/dL on day 9.",
            ["day 1", "day 4", "day 9"],
        ),
        (
            "Three weeks later the ferritin fell from 900 µg/L to 120 µg/L.",
            ["Three weeks later", "Three weeks later"],
        ),
    ],
)
def test_each_of_several_values_has_its_own_time(text: str, expected: list[str]) -> None:
    values = [
        f for f in facts_of("A 40-year-old woman was seen. " + text) if f.kind == "measurement" and f.number
    ]
    assert [f.time.text if f.time else None for f in values] == expected


def test_a_bare_age_is_one_behind_birth_or_childhood() -> None:
    text = "A 40-year-old woman was seen. From birth she had hypotonia; seizures began at 4 months."
    [seizure] = [f for f in facts_of(text) if f.label == "Seizure"]
    assert seizure.onset == "P4M"


@pytest.mark.parametrize(
    ("text", "label", "age"),
    [
        ("She lost independent ambulation at 14 years.", "Loss of ambulation", "P14Y"),
        ("At follow-up aged 12 she had arthralgia.", "Arthralgia", "P12Y"),
    ],
)
def test_a_child_is_told_of_at_a_later_age(text: str, label: str, age: str) -> None:
    [fact] = [f for f in facts_of("A 9-year-old girl was seen. " + text) if f.label == label]
    assert fact.time is not None
    assert fact.time.age == age


def test_a_time_behind_a_comma_is_not_that_of_what_someone_came_with() -> None:
    facts = facts_of(
        "A 9-year-old girl was seen. In a 60-year-old man with gout, blisters appeared 3 months after."
    )
    assert [f.time for f in facts if f.label == "gout"] == [None]


def test_what_someone_came_with_is_older_than_what_they_noticed() -> None:
    facts = facts_of("A 41-year-old man with gout noticed whitish lumps on the fingers 3 years ago.")
    assert [f.time for f in facts if f.label == "gout"] == [None]


@pytest.mark.parametrize(
    ("text", "anchor"),
    [
        ("A 31-year-old primigravida came with gout. At 33 weeks she had a fever.", "conception"),
        ("A 31-year-old woman, gravida 2, had a fever at 20 weeks.", "conception"),
        ("A 31-year-old woman came with gout. At 33 weeks she had a fever.", None),
        ("A pregnant woman was delivered of a boy. At 33 weeks she had a fever.", None),
        ("A 31-year-old primigravida came with gout. At 6 weeks she had a fever.", None),
    ],
)
def test_bare_weeks_are_those_of_a_pregnancy_that_goes_on(text: str, anchor: str | None) -> None:
    [fever] = timed(text, "fever")
    assert (fever.time.anchor if fever.time else None) == anchor


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("A 52-year-old man with gout for 4 years was seen with fever.", 4),
        ("A 52-year-old man, known to have gout for 4 years, was seen with fever.", 4),
        ("A 52-year-old woman, diabetic for 9 years and hypertensive, was seen with fever.", 9),
    ],
)
def test_what_someone_is_brought_in_with_began_so_long_before(text: str, years: int) -> None:
    words = "gout" if "gout" in text else "diabetic"
    [fact] = timed(text, words)
    assert fact.time is not None
    assert (fact.time.offset, fact.time.relation, fact.onset) == (f"P{years}Y", "before", f"P{52 - years}Y")


def test_minutes_are_no_age() -> None:
    facts = facts_of("A 3-year-old boy was seen. Clotting was slow at 14 min.")
    assert all(f.time is None or f.time.age != "PT14M" for f in facts)
