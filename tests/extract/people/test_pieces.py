"""Which words of a sentence that names several patients are about which of them."""

from __future__ import annotations

import pytest

from extract.told import prose_of
from seriatim.extract import run_steps
from seriatim.extract.people.patients import find_patients
from seriatim.extract.steps import default_steps
from seriatim.model import Report, Section
from seriatim.text import read_prose

CASES = (
    ("case", "Patient 1", "A 40-year-old man had a rash."),
    ("case", "Patient 2", "A 50-year-old woman had a fever."),
    ("case", "Patient 3", "A 60-year-old woman had a cough."),
)


def told(words: str, section: str = "discussion", heading: str = "DISCUSSION") -> dict[str, set[str | None]]:
    """Label of a finding or a drug -> the patients it is about, None for nobody of the report."""
    prose = prose_of(*CASES, (section, heading, words))
    begin = prose.text.index(words)
    found: dict[str, set[str | None]] = {}
    for fact in run_steps(prose, find_patients(prose), default_steps()).facts:
        if fact.start >= begin and fact.kind in ("disease", "phenotype", "medication"):
            found.setdefault(fact.spans[0].text.lower(), set()).add(fact.patient)
    return found


@pytest.mark.parametrize(
    ("words", "whose"),
    [
        (
            "Two patients had sarcoidosis, and 2 others (patient 3 and someone reported previously) had gout.",
            {"sarcoidosis": {None}, "gout": {"P3"}},
        ),
        (
            "Two patients bled (epistaxis in patient 1, melena in a patient of the literature).",
            {"epistaxis": {"P1"}, "melena": {None}},
        ),
        ("Asthma (patient 2) and uveitis were found.", {"asthma": {"P2"}, "uveitis": {None}}),
        ("Seizures were seen (patient 1), and he had deafness.", {"seizures": {"P1"}, "deafness": {"P1"}}),
        ("Ataxia was seen in patients no. 1 and no. 3.", {"ataxia": {"P1", "P3"}}),
        ("Our cases of gout with vasculitis may be rare.", {"gout": {None}, "vasculitis": {None}}),
    ],
)
def test_what_stands_before_and_behind_a_bracket_is_of_those_it_names(
    words: str, whose: dict[str, set[str | None]]
) -> None:
    assert told(words) == whose


@pytest.mark.parametrize(
    ("words", "whose"),
    [
        ("Ataxia was seen in patients 1 and 3.", {"P1", "P3"}),
        ("Ataxia was seen in patients with gout.", {None}),
    ],
)
def test_a_discussion_that_names_a_patient_of_the_report_is_about_that_patient(
    words: str, whose: set[str | None]
) -> None:
    assert told(words)["ataxia"] == whose


def test_what_helped_the_remaining_cases_was_not_given_to_those_named_before() -> None:
    words = "Cases 1 and 3 took dapsone; colchicine was effective in the remaining 4 cases."
    found = told(words, "case", "Outcome")
    assert found == {"dapsone": {"P1", "P3"}, "colchicine": {None}}


def test_a_figure_under_the_heading_of_one_patient_may_show_another() -> None:
    first = "Patient 1\n\nA 40-year-old man had a rash.\n\n"
    caption = "Figure 1. (A) Patient 1: ulcers. (B) Patient 2: nodules. Scars were seen as well.\n\n"
    rest = "He had gout.\n\n"
    second = "Patient 2\n\nA 50-year-old woman had a fever.\n\n"
    text = first + caption + rest + second
    at = [0, len(first), len(first + caption), len(first + caption + rest), len(text)]
    sections = (
        Section("case", "Patient 1", at[0], at[3]),
        Section("caption", "Figure 1", at[1], at[2]),
        Section("case", "Patient 2", at[3], at[4]),
    )
    prose = read_prose(Report("r", text, sections=sections))
    facts = run_steps(prose, find_patients(prose), default_steps()).facts
    whose = {f.spans[0].text.lower(): f.patient for f in facts if f.kind in ("phenotype", "disease")}
    assert {w: whose[w] for w in ("ulcers", "nodules", "scars", "gout")} == {
        "ulcers": "P1",
        "nodules": "P2",
        "scars": "P2",
        "gout": "P1",
    }


def test_the_first_report_of_a_drug_gives_it_to_none_of_several_patients_in_particular() -> None:
    prose = prose_of(
        ("abstract", "Abstract", "We know of no earlier use; this is the first report of dapsone for gout."),
        *CASES,
    )
    facts = run_steps(prose, find_patients(prose), default_steps()).facts
    assert {f.patient for f in facts if f.kind == "medication"} == {None}


def test_a_case_named_only_in_the_discussion_fills_the_gap_in_the_numbers() -> None:
    prose = prose_of(
        ("case", "Results", "Case 1 had gout. Case 2 had asthma. Case 4 had a rash. Case 1 was well."),
        ("discussion", "Discussion", "In contrast to others (Smith et al.), cases 2, 3 and 4 had scars."),
    )
    assert [p.label for p in find_patients(prose).patients][:1] == ["Case 1"]
    assert len(find_patients(prose).patients) == 4


def test_results_told_after_both_patients_are_of_both() -> None:
    text = (
        "The 12-year-old son had gout. The 17-year-old daughter had gout. Asthma was seen in both patients. "
    )
    prose = prose_of(("case", "", text + "The laboratory results showed anaemia."))
    facts = run_steps(prose, find_patients(prose), default_steps()).facts
    assert {f.patient for f in facts if f.spans[0].text == "anaemia"} == {"P1", "P2"}
