"""Names that hold for one side only."""

import pytest

from seriatim.terms.hpo import find_phenotypes


def found(text):
    return {(m.label, text[m.pieces[0][0] : m.pieces[-1][1]]) for m in find_phenotypes(text)}


@pytest.mark.parametrize(
    ("text", "label", "words"),
    [
        ("A thrombus in the left ventricle was seen.", "Left ventricular thrombus", "thrombus in the left ventricle"),
        ("A right ventricular aneurysm was seen.", "Right ventricular aneurysm", "right ventricular aneurysm"),
        ("The right atrium and left atrium were dilated.", "Left atrial enlargement", "left atrium were dilated"),
        ("The right atrium and left atrium were dilated.", "Right atrial enlargement", "atrium and left atrium were dilated"),
        ("Obstruction of the left ventricular outflow tract.", "Left ventricular outflow tract obstruction", "Obstruction of the left ventricular outflow tract"),
    ],
)  # fmt: skip
def test_the_side_before_a_word_of_the_name_makes_the_term(text, label, words):
    assert (label, words) in found(text)


@pytest.mark.parametrize(
    "text", ["A thrombus in the ventricle.", "The ventricular outflow tract was obstructed."]
)
def test_a_name_of_one_side_is_not_found_without_it(text):
    assert not any(label.startswith(("Left", "Right")) for label, _ in found(text))


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("The ventricles were dilated.", "Ventriculomegaly"),
        ("The left ventricle was dilated.", "Left ventricular dilatation"),
        ("Right ventricle dilation was noted.", "Right ventricular dilatation"),
        ("Left ventriculomegaly was noted.", "Ventriculomegaly"),
    ],
)
def test_a_side_tells_which_of_two_terms_is_meant(text, label):
    assert label in {known for known, _ in found(text)}


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("Both kidneys were dysplastic.", "Bilateral renal dysplasia"),
        ("Agenesis of both kidneys.", "Bilateral renal agenesis"),
        ("Paralysis of both vocal cords.", "Bilateral vocal cord paralysis"),
        ("The left kidney was dysplastic.", "Renal dysplasia"),
    ],
)
def test_both_sides_are_bilateral_wherever_the_word_stands(text, label):
    assert {known for known, _ in found(text)} == {label}
