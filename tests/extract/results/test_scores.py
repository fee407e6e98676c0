"""What a score shows beside the words."""

from __future__ import annotations

import pytest

from extract.told import facts_of


def shown(text: str) -> list[str]:
    return [f.label for f in facts_of(text) if f.kind == "phenotype" and "ntellectual" in f.label]


def test_an_iq_alone_shows_the_disability_of_its_band() -> None:
    assert shown("A 12-year-old boy was seen. His IQ was 52.") == ["Intellectual disability, mild"]


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("A boy had moderate intellectual disability (IQ 52).", "Intellectual disability, moderate"),
        ("A boy was intellectually disabled. His IQ was 52.", "Intellectual disability"),
    ],
)
def test_the_words_win_over_the_band_of_a_score(text: str, label: str) -> None:
    assert shown(text) == [label]
