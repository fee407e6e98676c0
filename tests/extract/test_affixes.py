"""Words around a name that make another thing of it."""

from __future__ import annotations

import pytest

from extract.told import facts_of
from seriatim.text.tables import read_table

PATIENT = "A 61-year-old farmer came to our clinic. "


def told(text: str) -> list[tuple[str, str]]:
    return [(f.label, f.status) for f in facts_of(PATIENT + text) if f.kind in ("phenotype", "disease")]


@pytest.mark.parametrize(
    "text",
    [
        "He was referred to the lung cancer clinic.",
        "Heparin was given as DVT prophylaxis.",
        "He was moved to the stroke unit.",
        "Vasculitic markers were requested.",
    ],
)
def test_a_name_that_says_what_something_is_for_tells_no_finding(text: str) -> None:
    assert told(text) == []


def test_a_test_that_was_negative_denies_what_it_looks_for() -> None:
    assert told("A vasculitis screen was negative.") == [("Vasculitis", "absent")]


def test_dullness_on_percussion_is_no_state_of_mind() -> None:
    assert ("Lethargy", "present") not in told("There was dullness on percussion of the right chest.")


def test_every_row_of_the_table_is_sorted_and_stands_once() -> None:
    words = [(row["word"], row["role"]) for row in read_table("attributed_nouns.tsv")]
    assert words == sorted(set(words))
