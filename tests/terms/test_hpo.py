"""The search for phenotypes in a text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seriatim.terms.hpo import find_phenotypes, load_hpo, load_lexicon


def codes(text: str, **options: bool) -> list[str]:
    return [m.code for m in find_phenotypes(text, **options)]


def test_the_ontology_says_its_release_and_maps_retired_identifiers() -> None:
    hpo = load_hpo()
    assert hpo.release == "2025-01-16"
    assert hpo.current("HP:0007234") == "HP:0001328"
    assert {"HP:0010766", "HP:0000118", "HP:0025520"} <= hpo.ancestors("HP:0025520")


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("There was a malar rash.", "HP:0025300"),
        ("He has arthralgias and fatigue", "HP:0002829"),
        ("Portal hyper-tension", "HP:0001409"),
        ("severe anaemia", "HP:0001903"),
        ("an oesophageal stricture", "HP:0002043"),
        ("Raynaud\u2019s phenomenon", "HP:0030880"),
    ],
)
def test_a_name_is_found_whatever_its_number_hyphen_or_spelling(text: str, code: str) -> None:
    assert code in codes(text)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("The ears were low-set.", "HP:0000369"),
        ("atrophy of the optic nerves", "HP:0000648"),
        ("a positive antinuclear antibody", "HP:0003493"),
    ],
)
def test_the_order_of_words_does_not_matter(text: str, code: str) -> None:
    assert code in codes(text)


def test_an_acronym_needs_its_capitals() -> None:
    assert codes("The VSD was closed") == ["HP:0001629"]
    assert codes("vsd") == []


def test_the_longest_name_wins_unless_nested_ones_are_wanted() -> None:
    assert codes("basal cell carcinoma") == ["HP:0002671"]
    assert len(codes("basal cell carcinoma", nested=True)) > 1


@given(
    st.lists(
        st.sampled_from(
            ["malar rash", "seizures", "\U0001d54f", "no", ",", ".", "\n\n", "small", "hands", "\u00e9"]
        )
    )
)
def test_a_span_begins_and_ends_with_a_whole_word(words: list[str]) -> None:
    text = " ".join(words)
    for mention in find_phenotypes(text):
        for start, end in mention.pieces:
            assert text[start:end].strip() == text[start:end] != ""


def test_offsets_stay_right_far_into_a_long_text() -> None:
    text = "well " * 200_000 + "malar rash"
    (mention,) = find_phenotypes(text)
    assert text[mention.start : mention.end] == "malar rash"


def test_the_lexicon_is_compiled_once() -> None:
    assert load_lexicon() is load_lexicon()
