"""Milestones, births before term, weight and palpable organs told in numbers."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.told import facts_of
from seriatim.extract._context import Context
from seriatim.extract.findings.functional import add_functional_findings
from seriatim.model import Report
from seriatim.terms.hpo import load_hpo
from seriatim.text import read_prose
from seriatim.text.tables import read_table

PATIENT = "A 4-year-old girl was seen in our clinic. "


def shown(text: str) -> list[str]:
    return [f.label for f in facts_of(PATIENT + text) if f.kind == "phenotype" and f.status == "present"]


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        ("She sat at 8 months and walked at 26 months.", ["Delayed ability to walk"]),
        ("She took her first steps at the age of 2.5 years.", ["Delayed ability to walk"]),
        ("She was unable to sit at 12 months.", ["Delayed ability to sit"]),
        ("She did not walk until 3 years.", ["Delayed ability to walk"]),
        ("She began to speak at age 4.", ["Delayed speech and language development"]),
        ("She was born by caesarean section at 28+3 weeks of gestation.", ["Very preterm birth"]),
        ("She was born at 34 weeks' gestation.", ["Moderate to late preterm birth"]),
        ("She had lost 6 kg in three months.", ["Weight loss"]),
        ("The liver was palpable 4 cm below the right costal margin.", ["Hepatomegaly"]),
        ("The spleen was felt 6 cm below the left costal margin.", ["Splenomegaly"]),
    ],
)
def test_words_and_a_number_make_a_finding(text: str, labels: list[str]) -> None:
    assert shown(text) == labels


@pytest.mark.parametrize(
    "text",
    [
        "She walked at 13 months.",
        "She walked until the age of 3.",
        "She walked independently at 24 months after surgery.",
        "She spoke her first words at 12 months.",
        "She was born at 39 weeks.",
        "She lost 300 mL of blood.",
        "She gained 2 kg.",
        "The liver measured 12 cm.",
    ],
)
def test_what_is_usual_or_of_another_time_makes_none(text: str) -> None:
    assert shown(text) == []


def test_milestones_only_tell_how_late_a_development_was_that_is_called_delayed() -> None:
    assert shown("Her development was delayed. She walked at 26 months.") == ["Global developmental delay"]


def test_every_code_is_the_ontology_s_with_its_label() -> None:
    hpo = load_hpo()
    for row in read_table("functional_findings.tsv"):
        assert row["source"]
        assert not row["code"] or hpo.names[row["code"]] == row["label"], row


@given(st.text(alphabet="abkorntweled 0123456789.+ ", max_size=80))
def test_a_finding_lies_where_its_words_stand(text: str) -> None:
    prose = read_prose(Report(id="r", text="She walked " + text + " born at 30 weeks, lost 5 kg"))
    for fact in add_functional_findings(Context(prose), []):
        for span in fact.spans:
            assert prose.text[span.start : span.end] == span.text
