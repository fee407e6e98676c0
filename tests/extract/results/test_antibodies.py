"""Lists of antibodies and markers by their short names, and antibodies of one class against something."""

import pytest

from seriatim.extract import extract_facts
from seriatim.extract._context import Context
from seriatim.extract.results.measurements import find_measurements
from seriatim.model import Report
from seriatim.text import read_prose


def read(text):
    return find_measurements(Context(read_prose(Report(id="r", text=text))))


def judged(text):
    return {f.label: f.interpretation for f in read(text) if f.kind == "measurement"}


SEVEN = {
    "anti-topoisomerase I antibody",
    "anti-SSA antibody",
    "anti-SSB antibody",
    "anti-Sm antibody",
    "anti-RNP antibody",
    "anti-Jo-1 antibody",
    "anti-centromere antibody",
}


@pytest.mark.parametrize(
    "text",
    [
        "Antibodies to La, Ro, Sm, U1-RNP, Scl-70, centromere and Jo-1 were absent.",
        "Antibodies against Jo-1, centromere, Scl-70, RNP, Sm, SSB/La and SSA/Ro were not detected.",
        "There were no antibodies to Ro, La, Sm, RNP, Scl-70, Jo-1 or centromere.",
        "He was negative for Sm, La, centromere, RNP, Ro, Jo-1 and Scl-70.",
        "ENA (Ro, La, Sm, RNP, Scl-70, Jo-1, centromere) was negative.",
        "Anti-Ro, La, Sm, RNP, Jo-1, Scl-70 and centromere antibodies were all negative.",
        "Antibodies to the following were absent: Ro, Jo-1, La, Sm, Scl-70, centromere and RNP.",
        "Other antibodies (Sm, Jo-1, centromere, RNP, Ro, La, Scl-70) were not detected.",
        "Tests for anti-centromere, anti-La, anti-Sm, anti-RNP, anti-Jo-1, anti-Ro and anti-Scl-70 were negative.",
    ],
)
def test_seven_negative_antibodies_are_read_in_any_order_and_wording(text):
    found = judged(text)
    assert found.keys() >= SEVEN
    assert {found[name] for name in SEVEN} == {"negative"}


@pytest.mark.parametrize(
    ("text", "positive"),
    [
        ("Her anti-Ro and La antibodies were positive.", {"anti-SSA antibody", "anti-SSB antibody"}),
        ("Anti-Hu, Yo and Ri were positive.", {"anti-Hu antibody", "anti-Yo antibody", "anti-Ri antibody"}),
        ("La antibodies were positive.", {"anti-SSB antibody"}),
    ],
)
def test_a_short_name_beside_an_antibody_is_one(text, positive):
    assert {name for name, said in judged(text).items() if said == "positive"} == positive


@pytest.mark.parametrize(
    "text",
    [
        "He was treated at La Esperanza, where tests were negative.",
        "In the ER she was negative for fever.",
        "The groups did not differ in potassium, P = 0.4.",
    ],
)
def test_a_short_name_alone_is_no_test(text):
    assert not judged(text).keys() & {"anti-SSB antibody", "estrogen receptor", "phosphate"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "The tumour, negative for ER, PR, and HER2 (Fig. 4B), was excised.",
            {"estrogen receptor": "negative", "progesterone receptor": "negative", "HER2": "negative"},
        ),
        (
            "The carcinoma was ER positive, PR negative and HER2 negative.",
            {"estrogen receptor": "positive", "progesterone receptor": "negative", "HER2": "negative"},
        ),
        (
            "It showed NEGATIVE staining for ER and PR.",
            {"estrogen receptor": "negative", "progesterone receptor": "negative"},
        ),
        (
            "The cells were ER-positive and PR-negative.",
            {"estrogen receptor": "positive", "progesterone receptor": "negative"},
        ),
        (
            "The blasts were CD19+, CD34+, cMPO-.",
            {"CD19": "positive", "CD34": "positive", "myeloperoxidase stain": "negative"},
        ),
        ("The lymphoma was positive for CD20 and negative for CD5.", {"CD20": "positive", "CD5": "negative"}),
        ("PR 92/min, BP 118/76 mmHg.", {"heart rate": "normal", "blood pressure": "normal"}),
    ],
)
def test_each_marker_has_its_result_and_the_tumour_is_no_test(text, expected):
    assert judged(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Ca, P, Mg, ALP and PTH levels were normal.",
        "Serum Ca and P were normal.",
        "Na, K, Cl, P and Mg were normal.",
    ],
)
def test_single_letters_are_analytes_in_a_list_of_them(text):
    found = judged(text)
    assert found["phosphate"] == "normal"
    assert set(found.values()) == {"normal"}


def test_phosphate_by_its_letter_has_its_value():
    facts = {
        f.label: f for f in read("Ca 8.3 mg/dL, P 0.6 mmol/L and ALP 940 U/L.") if f.kind == "measurement"
    }
    assert facts["phosphate"].value == "0.6 mmol/L"


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("Anti-cytomegalovirus immunoglobulin G antibodies were elevated.", "anti-cytomegalovirus antibody"),
        ("IgG against mumps was elevated.", "IgG against mumps"),
        ("Varicella zoster virus IgM antibodies were elevated.", "Varicella zoster virus IgM"),
        ("Brucella IgG titres were elevated.", "Brucella IgG"),
        ("Measles virus-specific IgG levels were increased.", "Measles virus-specific IgG"),
        ("IgM antibodies to parvovirus B19 were elevated.", "parvovirus B19"),
    ],
)
def test_an_antibody_against_something_is_no_total_immunoglobulin(text, label):
    facts = extract_facts(read_prose(Report(id="r", text=text))).facts
    assert [f.label for f in facts if f.kind == "measurement"] == [label]
    assert not [f for f in facts if f.kind == "phenotype" and "circulating" in f.label]


def test_a_second_class_against_the_same_thing_is_named_after_it():
    assert judged("EBV VCA IgM and IgG were positive.") == {
        "Epstein-Barr virus serology": "positive",
        "EBV VCA IgG": "positive",
    }


def test_a_class_called_negative_is_an_antibody():
    assert judged("Toxoplasma IgG was positive and IgM negative.")["IgM antibodies"] == "negative"


def test_total_immunoglobulins_keep_what_they_show():
    facts = read("Serum IgG was low and IgM was normal.")
    assert {(f.label, f.status) for f in facts if f.kind == "phenotype"} == {
        ("Decreased circulating IgG concentration", "present"),
        ("Decreased circulating total IgM", "absent"),
    }


@pytest.mark.parametrize(
    "text",
    [
        "HIV-1 and HIV-2 antibody testing was nonreactive.",
        "HTLV-1 and HTLV-2 serology was negative.",
        "Tests for HIV-2 and HSV-2 were negative.",
        "IL-6 was normal and CA 19-9 was normal.",
    ],
)
def test_the_number_of_a_name_is_no_value(text):
    assert all(f.number is None for f in read(text))
    assert any(f.kind == "measurement" for f in read(text))


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("A woman with gout (rash, ANA 1:640 and anti-Sm antibodies) was seen.", "anti-Sm antibody"),
        ("She had anti-Ro and anti-La antibodies.", "anti-SSA antibody"),
        ("Blood tests revealed leukopenia and anti-Jo-1 antibodies.", "anti-Jo-1 antibody"),
        ("A man with myositis and anti-MDA5 antibodies was referred.", "anti-MDA5 antibody"),
    ],
)
def test_an_antibody_that_somebody_has_is_positive(text, label):
    assert judged(text)[label] == "positive"


@pytest.mark.parametrize(
    "text",
    [
        "Tests for anti-Sm antibodies were done.",
        "In women with lupus, anti-Sm antibodies were measured.",
        "She had a rash and anti-Sm antibodies were ordered.",
        "We asked whether she had lupus; anti-Sm antibodies came next.",
    ],
)
def test_an_antibody_that_is_only_asked_for_has_no_result(text):
    assert judged(text)["anti-Sm antibody"] is None
