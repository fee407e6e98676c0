"""Findings said of somebody by an adjective."""

from __future__ import annotations

import pytest

from extract.told import facts_of
from seriatim.terms.hpo import load_hpo
from seriatim.text.tables import read_table

PATIENT = "A 61-year-old farmer came to our clinic. "


def said(text: str) -> list[tuple[str, str]]:
    names = {row["label"] for row in read_table("said_of_people.tsv") if row["code"]}
    return [
        (f.label, f.status) for f in facts_of(PATIENT + text) if f.kind == "phenotype" and f.label in names
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He became withdrawn.", [("Reduced social responsiveness", "present")]),
        ("He was alert but very aggressive.", [("Aggressive behavior", "present")]),
        ("He was neither depressed nor anxious.", [("Depression", "absent"), ("Anxiety", "absent")]),
        ("He had been forgetful for years.", [("Memory impairment", "present")]),
        ("On arrival the patient was found unresponsive.", [("Reduced consciousness", "present")]),
    ],
)
def test_an_adjective_said_of_somebody_by_a_verb_is_a_finding(text, expected):
    assert said(text) == expected


def test_an_adjective_before_the_person_is_a_finding():
    assert said("This deaf 61-year-old man lived alone.") == [("Hearing impairment", "present")]


@pytest.mark.parametrize(
    "text",
    [
        "The centre of the lesion was depressed.",
        "Azathioprine was withdrawn.",
        "The tumour was aggressive.",
        "He was unresponsive to steroids.",
        "The graft was blue.",
    ],
)
def test_the_same_adjective_said_of_a_thing_or_a_treatment_is_none(text):
    assert said(text) == []


def test_every_code_is_a_phenotype_of_the_release_with_its_label():
    hpo = load_hpo()
    phenotypes = hpo.descendants("HP:0000118")
    for row in read_table("said_of_people.tsv"):
        if row["role"] == "adjective":
            assert row["code"] in phenotypes, row
            assert hpo.names[row["code"]] == row["label"], row
