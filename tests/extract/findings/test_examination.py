"""What an examination found as it should be."""

from __future__ import annotations

import pytest

from extract.told import facts_of
from seriatim.extract._context import Context
from seriatim.extract.findings.examination import add_examined
from seriatim.model import Report
from seriatim.text import read_prose

PATIENT = "A 33-year-old woman came to the ward. "


def examined(text: str) -> list[tuple[str, str | None]]:
    return [(f.label, f.value) for f in facts_of(PATIENT + text) if f.kind == "measurement"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Her abdomen was soft and flat.", [("abdomen", "soft"), ("abdomen", "flat")]),
        ("Both lungs were clear to auscultation.", [("lungs", "clear to auscultation")]),
        ("She had regular rate and rhythm.", [("rate and rhythm", "regular")]),
        (
            "Her pupils were equal, round and reactive.",
            [("pupils", v) for v in ("equal", "round", "reactive")],
        ),
    ],
)
def test_each_word_for_a_part_as_it_should_be_is_a_value_of_its_own(text, expected):
    assert examined(text) == expected


def test_an_examined_part_is_normal_and_was_looked_at():
    (fact,) = [f for f in facts_of(PATIENT + "Her abdomen was soft.") if f.kind == "measurement"]
    assert (fact.status, fact.interpretation, fact.method, fact.code) == (
        "present", "normal", "examination", None,
    )  # fmt: skip


def test_what_is_abnormal_is_left_to_the_findings():
    assert examined("Her abdomen was swollen.") == []


def test_a_sentence_about_nobody_gives_nothing():
    prose = read_prose(Report("invented", "The liver is soft in most species."))
    assert add_examined(Context(prose), []) == []
