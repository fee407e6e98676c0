"""The tables of diseases and the names of other vocabularies."""

from __future__ import annotations

from seriatim.terms._disease_sources import load_disease_sources
from seriatim.terms.diseases import load_diseases
from seriatim.text.tables import read_table


def test_every_icd_code_of_the_table_resolves() -> None:
    import simple_icd_10_cm as icd

    codes = {row["icd10cm"] for row in read_table("disease_names.tsv")} - {""}
    assert sorted(code for code in codes if not icd.is_valid_item(code)) == []


def test_every_checked_code_belongs_to_a_named_disease() -> None:
    names = {n for row in read_table("disease_names.tsv") for n in (row["name"], *row["synonyms"].split(";"))}
    assert [row["name"] for row in read_table("disease_codes.tsv") if row["name"] not in names] == []


def test_the_compiled_names_are_the_same_from_the_cache() -> None:
    first = load_disease_sources()
    load_disease_sources.cache_clear()
    assert load_disease_sources() == first


def test_a_possessive_an_accent_and_a_plural_make_no_difference() -> None:
    names = load_diseases()
    spellings = ("Sjögren's syndrome", "Sjögren syndrome", "sjogren syndrome", "Sjogren's syndrome")
    assert {names.named(s).codes for s in spellings if names.named(s)} == {
        names.named("Sjögren's syndrome").codes
    }  # type: ignore[union-attr]


def test_the_checked_code_comes_first() -> None:
    found = load_diseases().named("lupus nephritis")
    assert found is not None
    assert found.codes[0] == "MONDO:0005556"


def test_a_rare_disease_is_found_in_the_order_prose_has() -> None:
    (mention,) = load_diseases().find("a woman with uterine leiomyoma")
    assert "OMIM:150699" in mention.disease.codes


def test_a_name_does_not_end_in_a_side() -> None:
    found = load_diseases().find("She had an uncommon dystrophy of the right, and of the left, foot.")
    assert all(not m.disease.name.endswith(("right", "left")) for m in found)


def test_the_class_before_a_known_name_is_no_part_of_it() -> None:
    text = "the recessive disorder cystic fibrosis, the inherited disease ataxia-telangiectasia"
    found = load_diseases().find(text)
    assert [text[m.start : m.end] for m in found] == ["cystic fibrosis", "ataxia-telangiectasia"]
    (named,) = load_diseases().find("an interstitial lung disease")
    assert named.disease.name == "interstitial lung disease"


def test_what_suppresses_a_tumor_is_no_tumor() -> None:
    assert load_diseases().find("Loss of tumour suppression.") == []
