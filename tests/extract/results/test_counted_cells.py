"""Cells that are named inside their count, and findings that are graded."""

import pytest

from seriatim.extract._context import Context, People
from seriatim.extract.results.measurements import find_measurements
from seriatim.model import Report
from seriatim.text import read_prose


def read(text):
    return find_measurements(Context(read_prose(Report(id="r", text=text)), People()))


def valued(text):
    return [(f.label, f.value) for f in read(text) if f.kind == "measurement" and f.number is not None]


@pytest.mark.parametrize(
    ("text", "results"),
    [
        ("CSF: 2,900 white cells/\u00b5L.", [("CSF white cell count", "2,900 white cells/\u00b5L")]),
        (
            "Urinalysis showed 15-20 WBC/hpf and 4 RBC/hpf.",
            [("urine white blood cells", "15-20 WBC/hpf"), ("urine red blood cells", "4 RBC/hpf")],
        ),
        (
            "Haemoglobin was 8 g/dL, with 41,000 platelets/mm3.",
            [("hemoglobin", "8 g/dL"), ("platelet count", "41,000 platelets/mm3")],
        ),
        ("There was leukocytosis (23,400 leukocytes).", [("white blood cell count", "23,400")]),
        (
            "The white blood cell count was 6,100 WBC/mm3.",
            [("white blood cell count", "6,100 WBC/mm3")],
        ),
        ("Marrow held 30% blasts and 5% plasma cells.", [("blast count", "30%"), ("plasma cells", "5%")]),
    ],
)
def test_cells_named_behind_their_number_have_it(text, results):
    assert valued(text) == results


@pytest.mark.parametrize(
    "text", ["The urine held 56 leucocytes per mm3.", "Pleocytosis of 90 leukocytes/\u00b5L was found."]
)
def test_cells_counted_in_a_fluid_show_nothing_of_the_blood(text):
    assert [f.label for f in read(text) if f.kind == "phenotype"] == []
    assert valued(text)


@pytest.mark.parametrize(
    ("text", "result"),
    [
        ("A 3/6 systolic murmur was heard.", ("heart murmur grade", "3/6")),
        ("He had a systolic murmur (grade 2/6).", ("heart murmur grade", "2/6")),
        ("She had 8/10, burning pain.", ("pain score", "8/10")),
        ("There was 2+ pitting edema.", ("edema grade", "2+")),
        ("Echocardiography showed 3+ mitral regurgitation.", ("valvular regurgitation grade", "3+")),
        ("Strength was 4/5 in both legs.", ("muscle strength", "4/5")),
        ("Muscle power was grade 3/5 in the arms.", ("muscle strength", "3/5")),
    ],
)
def test_a_finding_with_a_grade_is_a_result_on_its_scale(text, result):
    assert valued(text) == [result]


@pytest.mark.parametrize(
    "text",
    [
        "Weakness was found in 3/5 patients.",
        "Pain came back on 12/5.",
        "A murmur was heard and 4/5 were well.",
    ],
)
def test_a_number_beside_a_finding_is_no_grade_of_another_scale(text):
    assert valued(text) == []
