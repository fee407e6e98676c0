"""The time of a treatment is its own, not that of the visit; findings are counted from it."""

from __future__ import annotations

import pytest

from extract.told import facts_of
from seriatim.model import Fact, Time


def told(text: str, label: str) -> tuple[Fact, list[Fact]]:
    """Return the first fact of a label and all facts of a text."""
    facts = facts_of(text)
    return next(f for f in facts if f.label == label), facts


def when(fact: Fact) -> tuple[str | None, str | None, str | None]:
    time = fact.time or Time("")
    return time.offset, time.relation, time.anchor


@pytest.mark.parametrize(
    "text",
    [
        "A 61-year-old man attended in March 2019 with a rash nine days after starting allopurinol.",
        "A 61-year-old man was admitted with a rash 9 days after the initiation of allopurinol.",
        "A 61-year-old man presented. Nine days after starting allopurinol, he was admitted with a rash.",
    ],
)
def test_a_drug_begun_so_long_before_someone_came_began_then(text: str) -> None:
    drug, facts = told(text, "allopurinol")
    rash = next(f for f in facts if f.label == "Skin rash")
    assert when(drug) == ("P9D", "before", "presentation")
    assert when(rash) == ("P9D", "after", drug.id)


@pytest.mark.parametrize(
    ("text", "drug", "finding", "offset"),
    [
        ("Six weeks after initiation of clozapine she had fever.", "clozapine", "Fever", "P6W"),
        ("Five days after the first dose of ceftriaxone she had fever.", "ceftriaxone", "Fever", "P5D"),
        ("After 6 weeks of isoniazid therapy she had fever.", "isoniazid", "Fever", "P6W"),
        ("Within two days of receiving infliximab she had fever.", "infliximab", "Fever", "P2D"),
        ("Since starting lisinopril she has had a dry cough.", "lisinopril", "Nonproductive cough", None),
        ("On stopping prednisolone she had fever.", "prednisolone", "Fever", None),
    ],
)
def test_a_finding_after_a_treatment_is_counted_from_it_and_does_not_date_it(
    text: str, drug: str, finding: str, offset: str | None
) -> None:
    given, facts = told(f"A 30-year-old woman had gout. {text}", drug)
    found = next(f for f in facts if f.label == finding)
    assert when(found) == (offset, "after", given.id)
    assert given.time is None


def test_what_a_drug_was_given_for_is_not_timed_by_it() -> None:
    epilepsy, _ = told(
        "She was 30 years old. After starting carbamazepine for epilepsy she had fever.", "epilepsy"
    )
    assert epilepsy.time is None


def test_what_follows_the_start_of_something_else_has_no_time() -> None:
    fever, _ = told("A 30-year-old woman had gout. Since starting school she had had fever.", "Fever")
    assert fever.time is None


def test_a_day_outweighs_the_bare_start_of_a_drug() -> None:
    text = "A 30-year-old woman was seen. On day 3 of admission, after starting aspirin, the fever resolved."
    fever, _ = told(text, "Fever")
    assert when(fever) == ("P3D", "after", "presentation")


@pytest.mark.parametrize(
    ("text", "time"),
    [
        ("A 70-year-old man, who had been taking aspirin for 5 years, presented with fever.", ("P5Y", "before", "presentation")),
        ("A 70-year-old man was admitted. He had been on aspirin for 5 years.", ("P5Y", "before", "presentation")),
        ("A 70-year-old man was admitted. He was treated with aspirin for 5 days.", (None, None, None)),
        ("A 70-year-old man had gout. Aspirin had been started two weeks before admission.", ("P2W", "before", "presentation")),
    ],
)  # fmt: skip
def test_a_drug_someone_had_been_on_began_so_long_before_they_came(
    text: str, time: tuple[str | None, str | None, str | None]
) -> None:
    assert when(told(text, "aspirin")[0]) == time


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("In May 2011, a 52-year-old woman with gout was admitted with fever.", None),
        ("In May 2011, gout developed and she was admitted with fever.", "2011-05"),
    ],
)
def test_what_someone_comes_with_is_older_than_the_day_they_came(text: str, date: str | None) -> None:
    gout, facts = told(text, "gout")
    fever = next(f for f in facts if f.label == "Fever")
    assert (gout.time.date if gout.time else None) == date
    assert fever.time is not None
    assert fever.time.date == "2011-05"


def test_an_outcome_takes_the_time_just_behind_it() -> None:
    text = "A 52-year-old woman had gout. She was discharged home on day 9 with colchicine."
    discharged, _ = told(text, "discharged")
    assert when(discharged) == ("P9D", "after", "presentation")


def test_an_illness_keeps_its_own_length_in_the_words_that_bring_someone() -> None:
    gout, _ = told("A 52-year-old woman with a 4-year history of gout was admitted with fever.", "gout")
    assert when(gout) == ("P4Y", "before", "presentation")


def test_follow_up_is_counted_from_the_last_treatment_and_dates_none() -> None:
    facts = facts_of(
        "A 40-year-old man presented with a rash. He was given dapsone (3 years of follow-up). "
        "The rash had resolved at 24 months of follow-up."
    )
    drug = next(f for f in facts if f.kind == "medication")
    outcome = next(f for f in facts if f.kind == "outcome")
    assert drug.time is None
    assert outcome.time is not None
    assert (outcome.time.offset, outcome.time.anchor) == ("P24M", drug.id)


def test_follow_up_without_a_treatment_is_counted_from_presentation() -> None:
    facts = facts_of(
        "A 40-year-old man presented with a rash. The rash had resolved at 24 months of follow-up."
    )
    outcome = next(f for f in facts if f.kind == "outcome")
    assert outcome.time is not None
    assert outcome.time.anchor == "presentation"


def test_the_age_of_a_first_operation_is_not_that_of_later_ones() -> None:
    facts = facts_of(
        "A 16-year-old girl was seen. She underwent a first operation at the age of nine on the right knee, "
        "and further surgeries were performed for stiffness."
    )
    first, later = (f for f in facts if f.kind == "intervention")
    assert first.time is not None
    assert (first.time.age, later.time) == ("P9Y", None)
