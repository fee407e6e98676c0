"""Later doses of a drug: each is a fact of its own, with its length and its time."""

from __future__ import annotations

import pytest

from extract.told import facts_of
from seriatim.model import Fact

A_MAN = "A 47-year-old man had sarcoidosis. "


def doses(text: str) -> list[Fact]:
    return [f for f in facts_of(A_MAN + text) if f.kind == "medication"]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Prednisolone 50 mg daily was given, tapered to 7.5 mg over 8 months.",
         [("50 mg", "daily", None), ("7.5 mg", None, "8 months")]),
        ("Pregabalin 75 mg was started and increased to 150 mg twice daily.",
         [("75 mg", None, None), ("150 mg", "twice daily", None)]),
        ("He took lamotrigine 25 mg daily for two weeks, then 50 mg daily for two weeks, then 100 mg twice daily.",
         [("25 mg", "daily", "two weeks"), ("50 mg", "daily", "two weeks"), ("100 mg", "twice daily", None)]),
        ("Bosentan was begun at 62.5 mg. The dose was raised to 125 mg.",
         [("62.5 mg", None, None), ("125 mg", None, None)]),
    ],
)  # fmt: skip
def test_a_dose_that_followed_another_is_a_fact_with_what_is_told_behind_it(
    text: str, told: list[tuple[str | None, str | None, str | None]]
) -> None:
    assert [(f.dose, f.frequency, f.duration) for f in doses(text)] == told


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Ciclosporin 5 mg/kg was given and reduced by 1 mg/kg every month.", 1),
        ("He took warfarin 5 mg on even days and 2.5 mg on odd days.", 1),
        ("Prednisone was tapered from 40 mg to 10 mg.", 1),
        ("Methylprednisolone 1 g/day followed by prednisolone 60 mg/day was given.", 2),
        ("Aspirin 100 mg and clopidogrel 75 mg were given.", 2),
    ],
)
def test_a_step_a_range_and_the_dose_of_the_next_drug_are_no_later_dose(text: str, count: int) -> None:
    found = doses(text)
    assert len(found) == count
    assert all(f.rule is None for f in found)


def test_which_way_a_dose_went_is_told_by_words_or_by_numbers() -> None:
    raised = doses("Allopurinol 100 mg was raised to 300 mg.")
    followed = doses("He took prednisone 1 mg/kg/day for a month, then 0.5 mg/kg/day.")
    assert [f.modifiers.get("course") for f in raised] == [("increase",), ("increase",)]
    assert [f.modifiers.get("course") for f in followed] == [None, ("decrease",)]
    often = doses("He took ganciclovir 5 mg/kg every 12 hours for a week, then 6 mg/kg daily.")
    assert [f.modifiers.get("course") for f in often] == [None, None]


def test_the_time_of_a_later_dose_is_counted_from_the_drug_and_is_not_the_drugs() -> None:
    first, later = doses("Prednisone 30 mg was lowered to 5 mg after 3 months.")
    assert first.time is None
    assert later.time is not None
    assert (later.time.offset, later.time.relation, later.time.anchor) == ("P3M", "after", first.id)


def test_what_came_of_a_drug_is_told_once_whatever_its_doses() -> None:
    found = doses("Prednisone 30 mg daily, raised to 60 mg, was given, and the sarcoidosis remitted.")
    assert [f.response for f in found] == ["complete", None]
    assert len({f.group for f in found}) == 1
