"""Tests, reference intervals, bands and diagnostic acts."""

from collections import Counter

import pytest

from seriatim.terms.hpo import load_hpo
from seriatim.terms.laboratory import (
    ACT_KINDS,
    find_band,
    find_interval,
    load_acts,
    load_bands,
    load_ranges,
    load_tests,
)
from seriatim.text.tables import read_table
from seriatim.text.units import find_ucum


def shown():
    for test in (*load_tests().values(), *load_acts().values()):
        for phenotype in (test.high, test.low, test.abnormal, test.positive):
            if phenotype:
                yield test.name, phenotype
    for bands in load_bands().values():
        for band in bands:
            if band.shown:
                yield band.test, band.shown


def test_every_phenotype_of_the_tables_resolves_in_hpo_under_its_own_label():
    ontology = load_hpo()
    wrong = [(name, s) for name, s in shown() if ontology.names.get(s.code) != s.label]
    assert wrong == []


def test_no_spelling_stands_for_two_tests():
    spellings = Counter(
        spelling
        for test in (*load_tests().values(), *load_acts().values())
        for spelling in {s.lower() for s in (test.name, *test.synonyms)}
    )
    assert [s for s, n in spellings.items() if n > 1] == []


def test_every_interval_and_band_names_a_test_and_a_known_unit():
    names = {*load_tests(), "size"}
    for row in (*read_table("reference_ranges.tsv"), *read_table("clinical_scores.tsv")):
        assert row["test"] in names
        assert row["unit"] in ("", "1") or find_ucum(row["unit"])
        assert row["source"]


def test_every_asked_side_is_of_a_test_with_two_sides():
    for row in read_table("asked_sides.tsv"):
        test = load_tests()[row["test"]]
        assert test.high
        assert test.low
        assert row["side"] in ("low", "both")


def test_a_lower_limit_is_below_the_upper_one():
    for intervals in load_ranges().values():
        for interval in intervals:
            assert interval.low is None or interval.high is None or interval.low < interval.high


def test_loinc_codes_have_their_form():
    for test in load_tests().values():
        for code in test.loinc:
            digits, _, check = code.removeprefix("LOINC:").partition("-")
            assert digits.isdigit()
            assert len(check) == 1


def test_anti_smooth_muscle_is_not_anti_sm():
    tests = load_tests()
    assert tests["anti-smooth muscle antibody"].positive.code == "HP:0003262"
    assert tests["anti-Sm antibody"].positive.code == "HP:0033040"


@pytest.mark.parametrize(
    ("test", "unit", "number", "sex", "age", "verdict"),
    [
        ("hemoglobin", "g/dL", 12.5, "male", 40, "low"),
        ("hemoglobin", "g/dL", 12.5, "female", 40, "normal"),
        ("hemoglobin", "g/L", 125.0, "female", 40, "normal"),
        ("hemoglobin", None, 8.2, None, None, "low"),
        ("platelet count", None, 40000.0, None, None, "low"),
        ("platelet count", "10*9/L", 40.0, None, None, "low"),
        ("alkaline phosphatase", "U/L", 300.0, None, 8, "normal"),
        ("alkaline phosphatase", "U/L", 300.0, None, 40, "high"),
        ("creatinine", "umol/L", 145.0, None, None, "high"),
        ("heart rate", "/min", 140.0, None, 0.5, "normal"),
        ("arterial pH", None, 7.21, None, None, "low"),
    ],
)
def test_a_number_is_judged_by_sex_age_and_unit(test, unit, number, sex, age, verdict):
    interval, converted = find_interval(test, unit, number, sex=sex, age=age)
    assert interval.judge(converted) == verdict


def test_a_number_in_an_impossible_unit_is_not_judged():
    assert find_interval("hemoglobin", "mm[Hg]", 8.0) is None
    assert find_interval("sodium", None, 9999999.0) is None


@pytest.mark.parametrize(
    ("test", "unit", "number", "label"),
    [
        ("MMSE", None, 19.0, "Cognitive impairment"),
        (
            "left ventricular ejection fraction",
            "%",
            25.0,
            "Severely reduced left ventricular ejection fraction",
        ),
        ("body mass index", "kg/m2", 33.0, "Class I obesity"),
    ],
)
def test_a_score_falls_into_its_band(test, unit, number, label):
    assert find_band(load_tests()[test], unit, number).shown.label == label


def test_acts_are_of_the_three_kinds():
    assert {act.category for act in load_acts().values()} == set(ACT_KINDS)
