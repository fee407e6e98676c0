"""Ages, sexes, background and vital status."""

from __future__ import annotations

from seriatim.extract._context import Context
from seriatim.extract.people.demographics import find_demographics
from seriatim.extract.people.patients import assign_patients, find_patients
from seriatim.model import Fact, Report
from seriatim.text import read_prose


def facts_of(text: str) -> list[Fact]:
    prose = read_prose(Report(id="r", text=text))
    context = Context(prose, find_patients(prose))
    return assign_patients(context, find_demographics(context))


def words(facts: list[Fact], field: str) -> list[str]:
    return [f.spans[0].text for f in facts if getattr(f, field)]


def test_age_and_sex_cover_their_own_words() -> None:
    facts = facts_of("A 57-year-old retired woman presented with ulcers.")
    assert words(facts, "age_iso8601") == ["57-year-old"]
    assert words(facts, "sex") == ["woman"]
    assert {f.patient for f in facts} == {"P1"}


def test_the_sex_is_read_from_a_pronoun_where_no_noun_tells_it() -> None:
    facts = facts_of("A 57-year-old patient presented with ulcers. She had no fever.")
    assert words(facts, "sex") == ["She"]


def test_an_age_told_as_a_span_is_a_fact_on_its_words() -> None:
    (age,) = [f for f in facts_of("A man in his late fifties presented with ulcers.") if f.label == "age"]
    assert (age.spans[0].text, age.age_iso8601, age.age_range) == ("late fifties", None, ("P55Y", "P59Y"))


def test_an_age_without_agreed_bounds_is_its_words_alone() -> None:
    (age,) = [f for f in facts_of("An elderly woman presented with ulcers.") if f.label == "age"]
    assert (age.spans[0].text, age.age_iso8601, age.age_range) == ("elderly", None, None)


def test_a_span_of_ages_at_another_time_is_not_that_of_now() -> None:
    facts = facts_of("A woman in her seventies presented with gout. In her thirties she had had a stroke.")
    ages = [(f.label, f.spans[0].text) for f in facts if f.label.startswith("age")]
    assert ages == [("age", "seventies"), ("age at that time", "thirties")]


def test_an_age_at_another_time_carries_its_time() -> None:
    facts = facts_of("A 40-year-old woman presented with pain. At the age of 12 she had had a stroke.")
    then = next(f for f in facts if f.time)
    assert (then.time and then.time.age, then.time and then.time.relation, then.age_iso8601) == (
        "P12Y",
        "at",
        None,
    )


def test_background_is_a_label_alone() -> None:
    labels = [f.label for f in facts_of("A 45-year-old Japanese farmer presented with itch.")]
    assert "ethnicity: japanese" in labels
    assert "occupation: farmer" in labels


def test_a_death_is_recorded_and_a_relatives_death_is_not() -> None:
    died = facts_of("A 70-year-old man presented with sepsis. He died on day 3.")
    assert [(f.vital_status, f.spans[0].text) for f in died if f.vital_status] == [("DECEASED", "died")]
    spared = facts_of("A 70-year-old man presented with sepsis. His father died of stroke.")
    assert not [f for f in spared if f.vital_status]


def test_an_age_of_a_relative_is_not_the_patients() -> None:
    facts = facts_of("A 4-year-old boy presented with fits. His 30-year-old mother was well.")
    assert words(facts, "age_iso8601") == ["4-year-old"]


def test_a_text_without_a_patient_has_no_demographic_facts() -> None:
    assert (
        facts_of("Calcinosis is common in patients with scleroderma. Many patients need no treatment.") == []
    )


def test_a_deceased_donor_is_not_the_patient() -> None:
    found = facts_of("A 40-year-old woman received a kidney from a deceased donor.")
    assert [f for f in found if f.vital_status] == []


def test_of_a_boy_and_a_girl_seen_together_each_has_the_own_sex_alone() -> None:
    facts = facts_of(
        "Case 1. A 3-year-old boy had gout. Case 2. A 5-year-old girl had gout. "
        "A 3-year-old male and a 5-year-old female presented with gout, and both were well."
    )
    assert {(f.patient, f.sex) for f in facts if f.sex} == {("P1", "male"), ("P2", "female")}
