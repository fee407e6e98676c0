"""Short forms that a report defines for itself."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seriatim.model import Report
from seriatim.text import read_prose


def define(text: str) -> dict[str, str]:
    return {a.short: a.long for a in read_prose(Report(id="r", text=text)).abbreviations}


def test_a_short_form_behind_its_long_form_is_a_definition() -> None:
    assert define("He had systemic sclerosis (SSc) and interstitial lung disease [ILD].") == {
        "SSc": "systemic sclerosis",
        "ILD": "interstitial lung disease",
    }


def test_a_long_form_behind_its_short_form_is_a_definition() -> None:
    assert define("CK (creatine kinase) was raised.") == {"CK": "creatine kinase"}


def test_a_plural_is_defined_with_its_s() -> None:
    assert define("Nonsteroidal anti-inflammatory drugs (NSAIDs) were stopped.")["NSAIDs"].startswith(
        "Nonsteroidal"
    )


def test_a_bracket_may_hold_more_than_the_short_form() -> None:
    assert define("Antinuclear antibodies (ANA; 1:640) were found.") == {"ANA": "Antinuclear antibodies"}


def test_what_is_no_short_form_defines_nothing() -> None:
    assert define("The lesion (left) was small (Fig. 2) in women (12).") == {}


def test_a_definition_does_not_reach_over_the_end_of_a_sentence() -> None:
    assert define("There was some lung disease. It (SLD) was mild.") == {}


@given(st.text(alphabet="ABab ().,", max_size=80))
def test_both_forms_slice_to_their_words(text: str) -> None:
    for a in read_prose(Report(id="r", text=text)).abbreviations:
        assert text[a.start : a.end] == a.short
        assert text[a.long_start : a.long_end] == a.long


@pytest.mark.parametrize(
    ("text", "long"),
    [
        ("We saw aplastic anemia (AA) in it.", "aplastic anemia"),
        ("of the right upper quadrant (RUQ) pain", "right upper quadrant"),
        ("an antinuclear antibody (ANA) test", "antinuclear antibody"),
    ],
)
def test_initials_of_the_words_before_the_bracket_come_first(text: str, long: str) -> None:
    assert [a.long for a in read_prose(Report(id="r", text=text)).abbreviations] == [long]
