"""Diseases named in a report."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.told import context_of
from seriatim.extract.findings.diseases import find_diseases
from seriatim.model import Fact


def diseases(text: str) -> list[Fact]:
    return find_diseases(context_of(text))


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("She had SLE.", {"MONDO:0007915", "OMIM:152700", "ORPHA:536", "ICD10CM:M32.9"}),
        ("Scleroderma was known.", {"MONDO:0005100", "ORPHA:90291", "ICD10CM:M34.9"}),
        ("She had dermatomyositis.", {"MONDO:0016367", "ORPHA:221", "ICD10CM:M33.10"}),
        ("Probable steroid-induced myopathy.", {"MONDO:0100636", "ICD10CM:G72.0"}),
        ("Uterine fibroids were seen.", {"MONDO:0007886", "ICD10CM:D25.9"}),
    ],
)
def test_a_disease_has_the_codes_of_every_vocabulary(text: str, codes: set[str]) -> None:
    (fact,) = diseases(text)
    assert codes <= set(fact.all_codes)


@pytest.mark.parametrize(
    "name",
    [
        "necrotizing sialometaplasia",
        "Brandt-Olsen syndrome",
        "carcinoma of the tongue",
        "granulomatous gastritis",
    ],
)
def test_a_name_no_table_holds_is_told_by_its_form(name: str) -> None:
    (fact,) = diseases(f"The biopsy spoke for {name} in this man.")
    assert fact.spans[0].text == name


@pytest.mark.parametrize(
    "text",
    ["The diagnosis was made.", "There was ST depression.", "The prognosis is good.", "Tumor markers rose."],
)
def test_words_that_only_look_like_a_disease_are_none(text: str) -> None:
    assert diseases(text) == []


def test_a_short_form_means_what_the_report_says() -> None:
    facts = diseases("Eosinophilic lobar panniculosis (ELP) is new. In this boy ELP was fatal.")
    assert [f.spans[0].text for f in facts] == ["Eosinophilic lobar panniculosis", "ELP", "ELP"]


def test_a_finding_without_a_code_is_a_phenotype() -> None:
    assert [f.kind for f in diseases("There was gluteal atrophy.")] == ["phenotype"]


def test_a_history_is_the_method() -> None:
    (fact,) = diseases("A man with a history of rheumatoid arthritis came.")
    assert fact.method == "history"


@given(st.text(alphabet="abceilnorst -'\n.éİß", max_size=120))
def test_spans_slice_to_their_text(text: str) -> None:
    for fact in diseases(text + " lupus nephritis and carcinoma of the breast"):
        for span in fact.spans:
            assert span.text.strip() == span.text != ""
