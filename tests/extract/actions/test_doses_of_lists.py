"""Doses, and how often, of drugs that are told of together; doses of radiation."""

import pytest

from extract.told import facts_of


def prescribed(text):
    return [
        (f.label, f.dose, f.frequency, f.duration, f.modifiers.get("course", ()))
        for f in facts_of(text)
        if f.kind == "medication"
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Dopamine 5 \u00b5g/kg/min and norepinephrine 0.1 \u00b5g/kg/min were started.",
            [
                ("dopamine", "5 \u00b5g/kg/min", None, None, ("start",)),
                ("norepinephrine", "0.1 \u00b5g/kg/min", None, None, ("start",)),
            ],
        ),
        (
            "Carboplatin AUC 5 and paclitaxel 175 mg/m2 were given every 3 weeks.",
            [
                ("carboplatin", "AUC 5", "every 3 weeks", None, ()),
                ("paclitaxel", "175 mg/m2", "every 3 weeks", None, ()),
            ],
        ),
        (
            "Amoxicillin 1 g twice daily and omeprazole 20 mg were given for 7 days.",
            [
                ("amoxicillin", "1 g", "twice daily", "7 days", ()),
                ("omeprazole", "20 mg", None, "7 days", ()),
            ],
        ),
        (
            "Aspirin 100 mg was stopped and warfarin 5 mg was started.",
            [("aspirin", "100 mg", None, None, ("stop",)), ("warfarin", "5 mg", None, None, ("start",))],
        ),
        (
            "Tocilizumab 8 mg/kg was given 4-weekly.",
            [("tocilizumab", "8 mg/kg", "4-weekly", None, ())],
        ),
        (
            "She received methotrexate (1500 mg/m2) (MTX).",
            [("methotrexate", "1500 mg/m2", None, None, ()), ("methotrexate", None, None, None, ())],
        ),
    ],
)
def test_what_a_plural_verb_says_holds_for_both_drugs(text, expected):
    assert prescribed(text) == expected


@pytest.mark.parametrize(
    ("text", "drugs"),
    [
        ("He received FU 400 mg/m2 plus LV 20 mg/m2.", [("fluorouracil", "400 mg/m2"), ("calcium folinate", "20 mg/m2")]),
        ("At FU the LV mass was 120 g/m2 in this man.", []),
        ("The left ventricle (LV) was seen; LV 300 mg was written.", []),
        ("Isoniazide 300 mg and linezolide 600 mg were given.", [("isoniazid", "300 mg"), ("linezolid", "600 mg")]),
    ],
)  # fmt: skip
def test_a_short_form_is_a_drug_where_a_dose_adjoins_it(text, drugs):
    assert [told[:2] for told in prescribed(text)] == drugs


@pytest.mark.parametrize(
    ("text", "route"),
    [
        ("He received oral sustained-release procainamide.", "oral"),
        ("Oral and intravenous antibiotics were given to her.", "intravenous"),
        ("She received prednisone for oral ulcers.", None),
        ("Oral suctioning and oxygen were required.", None),
    ],
)
def test_an_adjective_of_the_body_is_a_route_beside_its_drug_alone(text, route):
    assert [f.route for f in facts_of(text) if f.kind == "medication"] == [route]


def test_a_dose_before_the_words_that_go_on_about_a_drug_is_another_drugs():
    text = "She took prednisone. Zorbutin 6 mg/day was begun for the failures with the drug."
    assert [(f.label, f.dose) for f in facts_of(text) if f.kind == "medication"] == [("prednisone", None)]


@pytest.mark.parametrize(
    ("text", "doses"),
    [
        ("Radiotherapy (50 Gy in 25 fractions) was given.", ["50 Gy in 25 fractions"]),
        ("A 60-Gy dose of fractionated irradiation was given.", ["60-Gy"]),
        ("Total body irradiation (TBI) (1,200 cGy) was given.", ["1,200 cGy"]),
        ("We applied 20 Gy of radiation to her hip.", ["20 Gy"]),
        ("Radiotherapy was followed by brachytherapy of 20 Gy.", [None, "20 Gy"]),
        ("Radiotherapy was refused. The limit is 5 Gy.", [None]),
    ],
)
def test_a_dose_of_radiation_belongs_to_its_course(text, doses):
    assert [f.dose for f in facts_of(text) if f.kind == "intervention"] == doses


def test_a_short_form_stays_its_drug_where_the_long_form_is_misspelt():
    text = "He took mycophenelate motefil (MMF) daily. MMF 1 gram twice daily was continued."
    assert ("mycophenolic acid", "1 gram") in [told[:2] for told in prescribed(text)]


def test_a_short_form_of_something_else_is_no_drug():
    assert prescribed("Middle meningeal flow (MMF) was seen. MMF 1 g was written in error.") == []
