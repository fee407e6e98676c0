"""Lists of short forms below tables and at the end of reports."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seriatim.model import Report
from seriatim.text import read_prose
from seriatim.text.glossaries import find_glossaries


@pytest.mark.parametrize(
    "text",
    [
        "+, present. Abbreviations: GDD, global developmental delay; OA, optic atrophy.",
        "Some words before. GDD: global developmental delay; OA: optic atrophy. She was well.",
        "GDD = global developmental delay, OA = optic atrophy",
        "Abbreviations: GDD \u2013 global developmental delay; OA \u2013 optic atrophy",
    ],
)
def test_a_list_of_short_forms_is_a_glossary_however_it_is_printed(text: str) -> None:
    [found] = find_glossaries(text)
    assert [(a.short, a.long) for a in found.entries] == [
        ("GDD", "global developmental delay"),
        ("OA", "optic atrophy"),
    ]
    assert text[found.start : found.end].startswith("GDD")
    assert text[found.start : found.end].endswith("optic atrophy")


def test_one_definition_is_a_glossary_only_under_its_heading() -> None:
    assert len(find_glossaries("Abbreviations: OA, optic atrophy.")) == 1
    assert find_glossaries("With regard to GDD: global developmental delay was found.") == ()


@pytest.mark.parametrize(
    "text",
    [
        "Patient 1, fever; patient 2, cough; patient 3, rash.",
        "Na, 140 mmol/L; K, 4.1 mmol/L; Cl, 101 mmol/L.",
        "She had fever, chills; a rash, a cough; and no pain.",
    ],
)
def test_other_lists_are_no_glossaries(text: str) -> None:
    assert find_glossaries(text) == ()


def test_a_glossary_defines_short_forms_where_nothing_else_does() -> None:
    text = (
        "She had HCM (hairy cell mass).\nHCM, hypertrophic cardiomyopathy; PS, pulmonary stenosis; M, male."
    )
    prose = read_prose(Report(id="r", text=text))
    assert {a.short: a.long for a in prose.abbreviations} == {
        "HCM": "hairy cell mass",
        "PS": "pulmonary stenosis",
    }
    assert prose.in_glossary(text.index("pulmonary"))
    assert not prose.in_glossary(text.index("hairy"))


@given(st.text(alphabet="ABab ,;:=.\n", max_size=80))
def test_every_entry_slices_to_its_words_inside_its_glossary(text: str) -> None:
    for found in find_glossaries(text):
        for a in found.entries:
            assert found.start <= a.start < a.end <= a.long_start < a.long_end <= found.end
            assert (text[a.start : a.end], text[a.long_start : a.long_end]) == (a.short, a.long)


@pytest.mark.parametrize(
    ("text", "shorts"),
    [
        ("Bullous lesions (case 6). LE = lupus erythematosus.", ["LE"]),
        ("Basal expression. IL6, interleukin-6. TNFA, tumor necrosis factor alpha.", ["IL6", "TNFA"]),
        ("He was ill. CT, chest was normal.", []),
        ("AB, a boy, was seen.", []),
    ],
)
def test_a_sentence_that_is_a_definition_alone_is_a_glossary(text: str, shorts: list[str]) -> None:
    assert [a.short for g in find_glossaries(text) for a in g.entries] == shorts
