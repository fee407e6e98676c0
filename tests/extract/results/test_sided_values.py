"""Values of each side, and weights and lengths that no name of a test tells."""

import pytest

from seriatim.extract._context import Context
from seriatim.extract.results.measurements import find_measurements
from seriatim.model import Report
from seriatim.text import read_prose


def values(text):
    facts = find_measurements(Context(read_prose(Report(id="r", text=text))))
    return [(f.label, f.value) for f in facts if f.kind == "measurement" and f.value]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Visual acuity: left eye, counting fingers at 1 m; right eye, 20/30.",
            [("visual acuity", "counting fingers"), ("visual acuity", "20/30")],
        ),
        (
            "Vision was hand movements in the right eye and 20/30 in the left.",
            [("visual acuity", "hand movements"), ("visual acuity", "20/30")],
        ),
        ("BCVA: RE 0.2, LE 0.9.", [("visual acuity", "0.2"), ("visual acuity", "0.9")]),
        ("IOP: OD 12 mmHg, OS 27 mmHg.", [("intraocular pressure", "12 mmHg"), ("intraocular pressure", "27 mmHg")]),
        ("Grip strength: right 18 kg, left 9 kg.", [("grip strength", "18 kg"), ("grip strength", "9 kg")]),
        ("Creatinine: left kidney 9 cm.", []),
    ],
)  # fmt: skip
def test_each_side_has_its_value(text, expected):
    assert values(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("She weighs 44 kg and is 151 cm tall.", [("body weight", "44 kg"), ("body height", "151 cm")]),
        (
            "The girl was 117 cm tall (-2.6 SD) and weighed 19 kg.",
            [("body height", "117 cm"), ("body height", "-2.6 SD"), ("body weight", "19 kg")],
        ),
        ("He weighed 2.4 kg at birth and measured 46 cm.", [("body weight", "2.4 kg"), ("body height", "46 cm")]),
        ("The placenta weighed 610 g.", []),
        ("The girl had a spleen that weighed 800 g.", []),
        ("The wall was 2 m tall.", []),
    ],
)  # fmt: skip
def test_people_weigh_and_measure(text, expected):
    assert values(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A boy was born at 38 weeks (2,900 g).", [("birth weight", "2,900 g")]),
        (
            "A girl was born at 40 weeks, 3.4 kg, 51 cm.",
            [("birth weight", "3.4 kg"), ("birth length", "51 cm")],
        ),
        ("A 2,700-g girl was delivered by forceps.", [("birth weight", "2,700-g")]),
        ("He was born at term and later received 500 mg of ampicillin.", []),
        ("The boy, born at term, passed a stone (1.2 g).", []),
        ("The uterus (900 g) was removed.", []),
    ],
)
def test_a_weight_beside_a_birth_is_that_of_the_newborn(text, expected):
    assert values(text) == expected
