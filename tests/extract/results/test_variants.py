"""Variants of genes and karyotypes as the values of genetic tests."""

import pytest

from extract.told import context_of
from seriatim.extract.results.measurements import find_measurements
from seriatim.extract.results.variants import find_variants


def variants(text):
    return [
        (f.modifiers.get("gene", ("",))[0], f.value, f.interpretation)
        for f in find_variants(context_of(text))
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Exome sequencing showed c.733C>T (p.Arg245*) in PAX6.",
            [("PAX6", "c.733C>T (p.Arg245*)", "positive")],
        ),
        (
            "PAX6 carried NM_000280.4:c.733_734delinsGA.",
            [("PAX6", "NM_000280.4:c.733_734delinsGA", "positive")],
        ),
        ("She has a 4-bp deletion in exon 7 of PAX6.", [("PAX6", "4-bp deletion in exon 7", "positive")]),
        (
            "Two changes of ABCA4 (c.512-9G>A and c.733C>T) were found.",
            [("ABCA4", "c.512-9G>A", "positive"), ("ABCA4", "c.733C>T", "positive")],
        ),
        ("Her brother did not carry c.733C>T.", [("", "c.733C>T", "negative")]),
        ("She took 5 mg at 8 a.m. and 6 p.m., see p. 12 and c. 40 cases.", []),
        ("The wound was closed after a deletion of pixels.", []),
        ("PAX6 was sequenced.", []),
    ],
)
def test_a_variant_is_the_value_of_a_genetic_test(text, expected):
    assert variants(text) == expected


def test_a_variant_tells_its_zygosity_and_stands_where_its_gene_does():
    (fact,) = find_variants(context_of("He was homozygous for p.Gly88Val in PAX6."))
    assert fact.modifiers["zygosity"] == ("homozygous",)
    assert [span.text for span in fact.spans] == ["PAX6"]


@pytest.mark.parametrize(
    ("text", "value", "interpretation"),
    [
        ("The karyotype was 46,XY,del(5)(p15.2).", "46,XY,del(5)(p15.2)", "abnormal"),
        ("The karyotype was 45,X[7]/46,XX[13].", "45,X[7]/46,XX[13]", "abnormal"),
        ("The karyotype was 46,XX,der(4)t(4;8)(p16;p23).", "46,XX,der(4)t(4;8)(p16;p23)", "abnormal"),
        ("The karyotype was 47,XX,+18 [3].", "47,XX,+18", "abnormal"),
        ("The karyotype was 46,XX (30 cells).", "46,XX", "normal"),
    ],
)
def test_a_karyotype_is_read_whole(text, value, interpretation):
    (fact,) = [f for f in find_measurements(context_of(text)) if f.value]
    assert (fact.value, fact.interpretation) == (value, interpretation)
