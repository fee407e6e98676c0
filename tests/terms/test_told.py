"""Findings told in whole phrases, by patterns."""

from __future__ import annotations

import pytest

from seriatim.terms._told import spell_out, told_names
from seriatim.terms.hpo import find_phenotypes, load_hpo
from seriatim.text.tables import read_table


def labels(text: str) -> list[tuple[str, str]]:
    return [(m.label, m.status) for m in find_phenotypes(text)]


def test_a_pattern_spells_out_every_choice_and_leaves_out_what_is_empty():
    assert list(spell_out("tired (very|) easily")) == ["tired very easily", "tired easily"]


def test_a_pattern_that_names_an_unknown_class_is_refused():
    with pytest.raises(KeyError):
        list(spell_out("{no such class} climb stairs"))


def test_every_pattern_has_a_phenotype_of_the_release_with_its_label():
    hpo = load_hpo()
    phenotypes = hpo.descendants("HP:0000118")
    for row in read_table("told_findings.tsv"):
        assert row["code"] in phenotypes, row
        assert hpo.names[row["code"]] == row["label"], row


def test_patterns_stay_few_enough_to_be_read_quickly():
    assert sum(1 for _ in told_names()) < 40_000


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("She could no longer climb the stairs.", "Difficulty climbing stairs"),
        ("He drags his right foot.", "Foot dorsiflexor weakness"),
        ("The tendon jerks could not be elicited.", "Areflexia"),
        ("She never learned to walk.", "Inability to walk"),
        ("His handwriting became small.", "Micrographia"),
        ("She could not hold her head up.", "Poor head control"),
        ("The upper lid drooped.", "Ptosis"),
    ],
)
def test_what_is_told_in_a_phrase_is_found_and_not_denied_by_the_not_inside_it(text, label):
    assert (label, "") in labels(text)


@pytest.mark.parametrize(
    "text",
    [
        "She could climb the stairs.",
        "He walked to the clinic.",
        "The plate could not be removed.",
        "The foot was examined.",
    ],
)
def test_the_same_words_in_another_order_or_said_of_another_thing_tell_nothing(text):
    assert labels(text) == []
