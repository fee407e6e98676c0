"""One fact a mention."""

from __future__ import annotations

import pytest

from extract.invented import context, facts
from extract.told import facts_of
from seriatim.extract._context import Context, begin_fact
from seriatim.extract.findings.overlaps import settle_overlaps
from seriatim.model import Fact

TEXT = (
    "She had lupus nephritis, steroid-induced myopathy, papules and nodules, and positive anti-Ro antibodies."
)


def fact(where: Context, words: str, kind: str, code: str | None = None, **known: str) -> Fact:
    at = where.prose.text.index(words)
    return begin_fact(where.prose, kind, words, (at, at + len(words)), code=code, **known)


def labels(where: Context, *found: Fact, nested: bool = False) -> list[str]:
    return [f"{f.kind} {f.label}" for f in settle_overlaps(where, list(found), nested=nested)]


def test_a_disease_and_a_phenotype_on_the_same_words_are_one_disease_with_both_codes() -> None:
    where = context(TEXT)
    [one] = settle_overlaps(
        where,
        [
            fact(where, "lupus nephritis", "phenotype", "HP:0033726"),
            fact(where, "lupus nephritis", "disease", "MONDO:0005556"),
        ],
    )
    assert (one.kind, one.code, one.codes) == ("disease", "MONDO:0005556", ("HP:0033726",))


def test_without_a_disease_code_it_stays_a_phenotype() -> None:
    where = context(TEXT)
    [one] = settle_overlaps(
        where, [fact(where, "papules", "disease"), fact(where, "papules", "phenotype", "HP:0200034")]
    )
    assert (one.kind, one.code) == ("phenotype", "HP:0200034")


def test_part_of_a_longer_name_is_dropped_unless_nested_is_asked_for() -> None:
    where = context(TEXT)
    found = fact(where, "lupus nephritis", "disease"), fact(where, "lupus", "disease")
    assert labels(where, *found) == ["disease lupus nephritis"]
    assert labels(where, *found, nested=True) == ["disease lupus nephritis", "disease lupus"]


def test_a_coded_finding_in_the_name_of_a_disease_without_a_code_is_kept() -> None:
    where = context("He had the brittle cornea syndrome.")
    inside = fact(where, "brittle cornea", "phenotype", "HP:0000481")
    assert labels(where, fact(where, "brittle cornea syndrome", "disease"), inside)[1:] == [
        "phenotype brittle cornea"
    ]
    coded = fact(where, "brittle cornea syndrome", "disease", "OMIM:229200")
    assert labels(where, coded, inside) == ["disease brittle cornea syndrome"]


def test_a_drug_in_a_diseases_name_was_not_prescribed() -> None:
    where = context(TEXT)
    found = fact(where, "steroid-induced myopathy", "disease"), fact(where, "steroid", "medication")
    assert labels(where, *found) == ["disease steroid-induced myopathy"]


def test_a_member_of_a_coordination_is_kept_beside_the_whole() -> None:
    where = context(TEXT)
    found = fact(where, "papules", "phenotype"), fact(where, "papules and nodules", "phenotype")
    assert labels(where, *found) == ["phenotype papules", "phenotype papules and nodules"]


def test_what_a_test_showed_is_kept_beside_the_test() -> None:
    where = context(TEXT)
    found = (
        fact(where, "anti-Ro antibodies", "measurement"),
        fact(where, "anti-Ro antibodies", "phenotype", "HP:0033555", rule="positive", status="present"),
    )
    assert len(settle_overlaps(where, list(found))) == 2


def test_the_same_finding_on_overlapping_words_is_one_fact_with_the_decided_status() -> None:
    where = context(TEXT)
    [one] = settle_overlaps(
        where,
        [
            fact(where, "positive anti-Ro antibodies", "phenotype", "HP:0033555"),
            fact(where, "anti-Ro antibodies", "phenotype", "HP:0033555", rule="positive", status="present"),
        ],
    )
    assert one.rule == "positive"


def test_a_disease_and_a_phenotype_that_cross_are_one_fact_on_all_their_words() -> None:
    where = context("She had bilateral avascular necrosis of the hips.")
    [one] = settle_overlaps(
        where,
        [
            fact(where, "bilateral avascular necrosis", "disease", "MONDO:0005380"),
            fact(where, "avascular necrosis of the hips", "phenotype", "HP:0010885"),
        ],
    )
    assert one.spans[0].text == "bilateral avascular necrosis of the hips"
    assert (one.code, one.codes) == ("MONDO:0005380", ("HP:0010885",))


def test_nothing_in_the_reference_list_is_a_fact() -> None:
    where = context("He was well. REFERENCES A rash.", ("case", "He was"), ("references", "REFERENCES"))
    assert settle_overlaps(where, facts(where, "rash")) == []


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("A 40-year-old man had small kidney stones.", set()),
        ("A 40-year-old man had tiny lung lesions.", set()),
        ("A 40-year-old man had small kidneys.", {"HP:0000089"}),
    ],
)
def test_an_organ_is_not_as_small_as_what_is_in_it(text: str, codes: set[str]) -> None:
    found = {f.code for f in facts_of(text) if f.kind == "phenotype" and f.code}
    assert found == codes


def test_a_term_that_names_both_of_two_findings_has_neither_beside_it() -> None:
    found = facts_of("The boy had aplasia/hypoplasia of the ulna.")
    assert [f.label for f in found if f.kind in ("phenotype", "disease")] == [
        "Aplasia/Hypoplasia of the ulna"
    ]


def test_a_drug_whose_name_holds_that_of_a_test_is_no_result() -> None:
    found = facts_of("Sodium thiosulfate 250 mg/ml was injected weekly. Serum bicarbonate was 12 mmol/l.")
    assert [f.label for f in found if f.kind == "measurement"] == ["bicarbonate"]
    assert [(f.label, f.dose) for f in found if f.kind == "medication"] == [
        ("sodium thiosulfate", "250 mg/ml")
    ]


def test_a_word_of_another_findings_name_heads_no_finding_in_pieces() -> None:
    facts = facts_of("A man had scars with epidermal atrophy on his upper and lower left limbs.")
    assert not any("amyotrophy" in f.label for f in facts)
    facts = facts_of("A man had atrophy of the upper and lower limbs.")
    assert any("amyotrophy" in f.label for f in facts)


def test_a_test_inside_the_name_of_a_disease_has_no_result_of_its_own() -> None:
    facts = facts_of("A man had disseminated intravascular coagulation, which improved.")
    assert not any(f.kind == "measurement" for f in facts)


def test_echogenicity_alone_is_no_finding():
    text = "A boy came. Both kidneys were of normal size and echogenicity."
    assert not any(f.kind == "phenotype" and f.status == "present" for f in facts_of(text))


def test_the_name_of_a_test_is_no_finding_but_what_is_sought_is_one() -> None:
    assert [f.label for f in facts_of("Bleeding time was prolonged.") if not f.rule] == []
    sought = [f for f in facts_of("A screening for gout was negative.") if f.kind == "disease"]
    assert [(f.label, f.status) for f in sought] == [("gout", "absent")]
