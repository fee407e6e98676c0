"""The table of drugs."""

from __future__ import annotations

import re

import pytest

from seriatim.terms.drugs import drug_of_stem, load_drugs
from seriatim.text.tables import read_table


def test_every_code_has_the_form_of_an_atc_code() -> None:
    form = re.compile(r"[A-V](?:\d\d(?:[A-Z](?:[A-Z](?:\d\d)?)?)?)?")
    rows = (*read_table("drugs.tsv"), *read_table("drug_classes.tsv"))
    assert [row["name"] for row in rows if row["atc"] and not form.fullmatch(row["atc"])] == []


@pytest.mark.parametrize("name", ["drugs.tsv", "drug_classes.tsv"])
def test_the_tables_are_sorted_and_no_name_stands_twice(name: str) -> None:
    names = [row["name"] for row in read_table(name)]
    assert names == sorted(names, key=str.lower)
    every = [n.lower() for row in read_table(name) for n in (row["name"], *row["synonyms"].split(";")) if n]
    assert len(every) == len(set(every))


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("cyclosporine", "ATC:L04AD01"),
        ("ciclosporin", "ATC:L04AD01"),
        ("acetaminophen", "ATC:N02BE01"),
        ("IVIG", "ATC:J06BA02"),
        ("Plaquenil", "ATC:P01BA02"),
        ("corticosteroids", "ATC:H02AB"),
    ],
)
def test_usan_inn_brand_and_short_form_lead_to_one_code(words: str, code: str) -> None:
    drug = load_drugs().named(words)
    assert drug is not None
    assert drug.code == code


def test_a_short_form_matches_only_in_its_own_capitals() -> None:
    assert load_drugs().find("asa mtx") == []


@pytest.mark.parametrize(
    "word", ["april", "cystatin", "somatostatin", "imidazole", "cholesterol", "histidine"]
)
def test_a_stem_needs_letters_of_its_own(word: str) -> None:
    assert drug_of_stem(word) is None


def test_a_drug_knows_its_class_by_the_longest_group() -> None:
    drug = load_drugs().named("prednisone")
    assert drug is not None
    assert drug.drug_class == "corticosteroids"
