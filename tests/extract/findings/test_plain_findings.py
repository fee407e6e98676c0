"""Findings in plain words, for which there is no term."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.told import facts_of
from seriatim.extract._context import Context
from seriatim.extract.findings.plain_findings import add_plain_findings
from seriatim.extract.people.patients import find_patients
from seriatim.model import Report
from seriatim.text import read_prose
from seriatim.text.tables import read_table

PATIENT = "A 61-year-old farmer came to our clinic. "


def plain(text: str) -> list[tuple[str, str]]:
    labels = {row["label"] for row in read_table("plain_findings.tsv")}
    return [
        (f.label, f.status)
        for f in facts_of(PATIENT + text)
        if f.kind == "phenotype" and f.code is None and f.label in labels
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Sonography of his neck showed a round mass.", [("mass", "present")]),
        ("There was no invasion of the capsule.", [("invasion", "absent")]),
        ("He recovered without complications.", [("complication", "absent")]),
        ("On arrival he was afebrile.", [("afebrile", "present")]),
        ("There were grey patches on the palate; patch tests were done.", [("patch", "present")]),
        (
            "His CT showed fat stranding without septations.",
            [("fat stranding", "present"), ("septation", "absent")],
        ),
    ],
)
def test_a_finding_without_a_term_is_found_and_left_without_a_code(text, expected):
    assert plain(text) == expected


def test_adjectives_are_findings_only_where_a_verb_says_them():
    assert plain("He was alert and fully oriented.") == [("alert", "present"), ("oriented", "present")]
    assert plain("He took a well known alert bracelet.") == []


def test_a_general_noun_is_no_finding_where_the_finding_is_named_behind_it():
    assert plain("He had symptoms of heartburn.") == []
    assert plain("His symptoms abated.") == [("symptom", "absent")]


def test_phrases_that_only_hold_such_a_word_are_no_finding():
    assert plain("His body mass index was 31 kg/m2 and his muscle mass was kept.") == []


def test_words_that_another_fact_has_are_left_to_it():
    facts = facts_of(PATIENT + "He had an abdominal mass.")
    assert [(f.label, f.code) for f in facts if f.kind == "phenotype"] == [("Abdominal mass", "HP:0031500")]


def test_a_sentence_about_nobody_gives_nothing():
    prose = read_prose(Report("invented", "A mass in the neck can be a lymphoma."))
    assert add_plain_findings(Context(prose), []) == []


@given(st.text(alphabet="mas lesion,.wAlert\u00e9-", max_size=80))
def test_a_span_slices_to_its_text(tail):
    prose = read_prose(Report("invented", PATIENT + "He had a mass and was alert " + tail))
    for fact in add_plain_findings(Context(prose, find_patients(prose)), []):
        assert all(prose.text[s.start : s.end] == s.text for s in fact.spans)


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("The cornea ruptured.", "rupture"),
        ("The wound dehisced on day 3.", "dehiscence"),
        ("Later the aneurysm bled again.", "bleeding"),
        ("The ulcer was perforated.", "perforation"),
        ("The graft had thrombosed.", "thrombosis"),
    ],
)
def test_a_verb_that_tells_what_befell_a_part_is_a_finding(text: str, label: str) -> None:
    assert (label, "present") in plain(text)


@pytest.mark.parametrize(
    "text",
    [
        "A perforated drape was used.",
        "The surgeon detached the muscle.",
        "There was a burst of laughter.",
        "The mass spectra were recorded.",
        "The bled rabbits were discarded.",
    ],
)
def test_a_participle_before_a_noun_or_with_an_object_is_none(text: str) -> None:
    assert plain(text) == []
