from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seriatim.model import KINDS
from seriatim.terms.choices import find_choices
from seriatim.terms.hpo import load_hpo


def test_the_name_itself_comes_before_names_that_hold_it() -> None:
    assert [c.label for c in find_choices("calcinosis", "phenotype", limit=2)] == [
        "Calcinosis",
        "Calcinosis cutis",
    ]


def test_words_may_be_begun_and_stand_in_any_order() -> None:
    assert find_choices("cut calc", "phenotype", limit=1)[0].code == "HP:0025520"


def test_a_synonym_leads_to_the_term_and_is_named() -> None:
    found = next(c for c in find_choices("butterfly rash", "phenotype") if c.code == "HP:0025300")
    assert (found.label, found.name.lower()) == ("Malar rash", "butterfly rash")


def test_a_code_finds_its_term() -> None:
    assert [c.label for c in find_choices("hp:0025300", "phenotype")] == ["Malar rash"]


def test_every_term_is_offered_once() -> None:
    codes = [c.code for c in find_choices("seizure", "phenotype", limit=50)]
    assert len(codes) == len(set(codes)) == 50


@pytest.mark.parametrize("kind", KINDS)
@given(words=st.text(max_size=6))
def test_whatever_is_typed_gives_at_most_what_was_asked_for(kind: str, words: str) -> None:
    assert len(find_choices(words, kind, limit=3)) <= 3


def test_only_findings_are_offered_for_findings() -> None:
    assert (
        not {c.code for c in find_choices("autosomal dominant inheritance", "phenotype")}
        - {None}
        - load_hpo().descendants("HP:0000118")
    )
