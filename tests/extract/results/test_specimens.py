"""Results in specimens other than blood: fluids, cells and tissues named before a test or behind it."""

import pytest

from extract.told import facts_of
from seriatim.terms.hpo import find_phenotypes
from seriatim.terms.laboratory import OF_BLOOD, load_tests


def shown(text):
    return {(f.code, f.status) for f in facts_of(text) if f.kind in ("phenotype", "disease") and f.code}


@pytest.mark.parametrize(
    ("text", "finding"),
    [
        ("Urinary cortisol was three times the upper limit of normal.", ("HP:0012030", "present")),
        ("Potassium in the urine was 140 mmol/L (normal 25-125).", ("HP:0003081", "present")),
        ("The level of hexanoic acid in urine was increased.", ("HP:0034497", "present")),
        ("Lactate was raised in the cerebrospinal fluid.", ("HP:0002490", "present")),
        ("Arylsulfatase A activity in leukocytes was deficient.", ("HP:0034863", "present")),
        ("Arylsulfatase B in peripheral blood leukocytes was 2 nmol/h/mg protein (normal 20-60).", ("HP:0034861", "present")),
        ("Galactocerebrosidase activity in cultured skin fibroblasts was normal.", ("HP:0034322", "absent")),
        ("Muscle phosphofructokinase was normal and muscle carnitine levels were low.", ("HP:0030362", "present")),
    ],
)  # fmt: skip
def test_a_test_is_of_the_specimen_named_before_or_behind_it(text, finding):
    assert finding in shown(text)


@pytest.mark.parametrize(
    ("text", "of_blood"),
    [
        ("Amylase in the pleural fluid was 5,800 U/L.", "HP:0410288"),
        ("Ascitic fluid glucose was 20 mg/dL.", "HP:0001943"),
        ("Lactate in the synovial fluid was three times the upper limit of normal.", "HP:0002151"),
    ],
)
def test_what_has_no_name_of_its_own_in_a_fluid_shows_nothing_of_the_blood(text, of_blood):
    assert of_blood not in dict(shown(text))


@pytest.mark.parametrize(
    ("text", "code"),
    [("Her leukocytes were 1,200/µL.", "HP:0001882"), ("Serum cortisol was low.", "HP:0008163")],
)
def test_cells_and_blood_themselves_are_no_specimen_of_another_test(text, code):
    assert (code, "present") in shown(text)


@pytest.mark.parametrize(
    ("text", "finding"),
    [
        ("Factor VIII activity was 5% of normal.", ("HP:0003125", "present")),
        ("Hexosaminidase A was less than 3% of the control mean.", ("HP:0025754", "present")),
        ("Creatine kinase was 900% of normal.", ("HP:0003236", "present")),
    ],
)
def test_a_small_share_of_normal_is_low_and_a_multiple_is_high(text, finding):
    assert shown(text) == {finding}


def test_a_share_near_normal_shows_nothing():
    assert shown("Factor VIII activity was 80% of normal.") == set()


@pytest.mark.parametrize(
    "text",
    [
        "The cells stained positive for prolactin.",
        "On immunohistochemistry the lesion was positive for AFP.",
    ],
)
def test_a_substance_that_is_positive_in_a_tissue_is_not_raised_in_the_blood(text):
    assert shown(text) == set()


def test_the_substance_a_unit_is_given_for_is_no_test():
    facts = facts_of("Arylsulfatase A activity was 2 nmol/h/mg protein (normal 20-60).")
    assert [f.label for f in facts if f.kind == "measurement"] == ["arylsulfatase A activity"]


def test_the_level_of_a_substance_is_the_substance():
    assert [m.code for m in find_phenotypes("The level of leptin in plasma was low.")] == ["HP:0003292"]


def test_every_test_of_another_specimen_is_named_by_it():
    named = ("urin", "csf", "fecal", "salivary", "erythrocyte", "leukocyte", "fibroblast", "tissue", "muscle")
    enzymes = [
        t for t in load_tests().values() if t.category == "enzyme activity" and t.specimen not in OF_BLOOD
    ]
    assert enzymes
    assert all(t.name.lower().startswith((*named, "hepatic", "neutrophil")) for t in enzymes)
