"""Values that several tests share, and numbers that only look like values."""

import pytest

from seriatim.extract._context import Context
from seriatim.extract.results.measurements import find_measurements
from seriatim.model import Report
from seriatim.text import read_prose


def results(text):
    facts = find_measurements(Context(read_prose(Report(id="r", text=text))))
    return [
        (f.label, f.value, f.interpretation)
        for f in facts
        if f.kind == "measurement" and f.number is not None
    ]


def values(text):
    return [(label, value) for label, value, _ in results(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "AST and ALT were 54 and 78 U/L, respectively.",
            [("aspartate aminotransferase", "54"), ("alanine aminotransferase", "78 U/L")],
        ),
        (
            "His height (96 cm) and weight (12 kg) were both below the 5th centile.",
            [
                ("body height", "96 cm"),
                ("body height", "below the 5th centile"),
                ("body weight", "12 kg"),
                ("body weight", "below the 5th centile"),
            ],
        ),
        (
            "Weight and height were at the 25th and 50th percentile, respectively.",
            [("body weight", "25th"), ("body height", "50th percentile")],
        ),
        (
            "Her Apgar scores were 5, 7 and 9 at one, three and five minutes, respectively.",
            [("Apgar score", "5"), ("Apgar score", "7"), ("Apgar score", "9")],
        ),
        ("Creatinine peaked on day 3 at 412 \u00b5mol/L.", [("creatinine", "412 \u00b5mol/L")]),
        ("The GFR of the right kidney rose to 52 mL/min.", [("glomerular filtration rate", "52 mL/min")]),
        ("There was a grade III/VI systolic murmur.", [("heart murmur grade", "III/VI")]),
        (
            "CSF showed 12 cells/\u00b5L and protein of 0.62 g/L.",
            [("CSF white cell count", "12 cells/\u00b5L"), ("CSF protein", "0.62 g/L")],
        ),
    ],
)
def test_each_test_gets_its_share(text, expected):
    assert values(text) == expected


def test_a_shared_value_is_judged_by_the_interval_behind_it():
    text = "BUN and serum creatinine were 36 (range, 7-25 mg/dL) and 1.3 mg/dL, respectively."
    assert results(text) == [("blood urea nitrogen", "36", "high"), ("creatinine", "1.3 mg/dL", "normal")]


def test_the_word_for_one_eye_is_not_said_of_the_other():
    text = "Visual acuity was hand movements at 1 m in the left eye and 20/25 in the other eye."
    assert results(text) == [("visual acuity", "20/25", None)]


@pytest.mark.parametrize(
    "text",
    [
        "Rheumatoid factor is found in some 70% of cases.",
        "The CRP is raised in 40% of affected patients.",
        "Ferritin was high (<12.5 = negative, 12.5-20.5 IU/mL = borderline, >20.5 IU/mL = positive).",
    ],
)
def test_shares_of_people_and_legends_are_no_values(text):
    assert values(text) == []


def test_a_legend_behind_a_value_says_nothing_of_it():
    text = "Anti-PR3 was 4.6 U/mL (0-5 negative, 6-9 equivocal, >9 positive)."
    assert results(text) == [("anti-proteinase 3 antibody", "4.6 U/mL", None)]


def test_a_value_with_its_word_in_one_bracket_is_no_legend():
    assert results("Anti-CCP (>200 U/mL, positive) was found.") == [
        ("anti-CCP antibody", ">200 U/mL", "positive")
    ]


def test_where_a_value_came_to_is_not_how_it_is():
    facts = find_measurements(
        Context(read_prose(Report(id="r", text="Ferritin reached 412 ng/mL and sodium fell to 121 mmol/L.")))
    )
    assert {f.value for f in facts if f.kind == "measurement"} == {"412 ng/mL", "fell", "121 mmol/L"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Urinalysis revealed 15-20 red blood cells per high-power field.",
            [("urine red blood cells", "15-20 red blood cells per high-power field")],
        ),
        ("The mitotic count was 12 per 10 high-power fields.", [("mitotic rate", "12 per 10 high-power fields")]),
        (
            "There were 13.8% eosinophils (absolute count 993/mm3).",
            [("eosinophil count", "13.8%"), ("eosinophil count", "993/mm3")],
        ),
        ("Her left eye kept 20/30 vision.", [("visual acuity", "20/30")]),
        ("Antinuclear antibody (ANA; 1:80, homogeneous) was found.", [("antinuclear antibody", "1:80")]),
        ("All Apgar scores were 9 at 1, 3 and 5 min.", [("Apgar score", "9")]),
        ("Cultures were negative 3 consecutive times.", []),
        ("The array was a 180 K, with a resolution of 40 kb.", []),
        ("Na 138 K 4.1 were found.", [("sodium", "138"), ("potassium", "4.1")]),
        ("It was dilated (diameter of the arch 3.1 cm).", [("diameter of the arch", "3.1 cm")]),
        ("The Gleason score was 4 + 3 = 7.", [("Gleason score", "4 + 3 = 7")]),
        ("A Gleason score 7 (4+3) was found.", [("Gleason score", "7 (4+3)")]),
        (
            "Left ventricular end-diastolic and end-systolic diameters were 62 and 48 mm, respectively.",
            [
                ("left ventricular end-diastolic diameter", "62"),
                ("left ventricular end-systolic diameter", "48 mm"),
            ],
        ),
        ("Peak cortisol after ACTH stimulation was 4.2 \u00b5g/dL.", [("cortisol", "4.2 \u00b5g/dL")]),
        (
            "Birth weight and length on the 75th centile.",
            [("birth weight", "75th centile"), ("body height", "75th centile")],
        ),
        (
            "Weight was 3.4 kg and her head circumference was on the 25th centile.",
            [("body weight", "3.4 kg"), ("head circumference", "25th centile")],
        ),
    ],
)  # fmt: skip
def test_a_number_is_the_value_of_the_test_it_is_written_for(text, expected):
    assert values(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Estrogen receptor + + +, progesterone receptor +, desmin (-).", ["positive", "positive", "negative"]),
        ("Anti-Sm antibody, +; ANA, \u2212; RF-.", ["positive", "negative", "negative"]),
        ("CD 68 and CD 20 were positive.", ["positive", "positive"]),
        ("TNM stage pT2N0M0.", [None]),
    ],
)  # fmt: skip
def test_signs_and_stages_behind_a_name_are_its_result(text, expected):
    facts = find_measurements(Context(read_prose(Report(id="r", text=text))))
    assert [f.interpretation for f in facts if f.kind == "measurement" and f.value] == expected


@pytest.mark.parametrize(
    "text",
    [
        "It was above the reference value (4,000-12,000/\u00b5L).",
        "The dye (Maker, Tokyo, Japan), with 370 mg/mL of iodine, was used.",
        "An interleukin (IL)-1 receptor antagonist was given.",
        "Sequencing of both isolates was 100% identical.",
        "In 2 patients large blasts were seen.",
    ],
)
def test_limits_strengths_and_counts_are_no_values(text):
    assert values(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Anticardiolipin antibodies (IgG 27 GPL, IgM 40 MPL) were found.",
            [("anticardiolipin IgG", "27 GPL"), ("anticardiolipin IgM", "40 MPL")],
        ),
        ("IgM anticardiolipin was 42 MPL and IgG was 18 GPL.", [("anticardiolipin IgM", "42 MPL"), ("anticardiolipin IgG", "18 GPL")]),
        ("ANA was positive (IgG 18 g/L).", [("IgG", "18 g/L")]),
        ("ANA was positive and IgG was 18 g/L.", [("IgG", "18 g/L")]),
    ],
)  # fmt: skip
def test_the_class_of_an_antibody_is_not_the_immunoglobulin(text, expected):
    assert values(text) == expected


def test_what_something_followed_is_not_what_is_said():
    facts = find_measurements(
        Context(read_prose(Report(id="r", text="The stains following initiation of zetulin were negative.")))
    )
    assert facts == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Serum creatinine rose from 0.9 mg per deciliter to 2.4 mg per deciliter.",
            [("creatinine", "0.9 mg per deciliter"), ("creatinine", "2.4 mg per deciliter")],
        ),
        (
            "Glucose was 310 milligrams per deciliter (17.2 mmol per liter).",
            [("glucose", "310 milligrams per deciliter"), ("glucose", "17.2 mmol per liter")],
        ),
        (
            "The white-cell count was 14,200 per cubic millimeter.",
            [("white blood cell count", "14,200 per cubic millimeter")],
        ),
        (
            "Gases: pH 7.48/PaCO2 28/HCO3 20.",
            [("arterial pH", "7.48"), ("arterial carbon dioxide pressure", "28"), ("bicarbonate", "20")],
        ),
    ],
)
def test_units_written_out_and_strokes_part_values(text, expected):
    assert values(text) == expected


def test_an_amount_per_kilogram_is_no_value():
    assert values("He received calcium at 15 mg per kilogram.") == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Hemoglobin dropped by 3 g/dL.", []),
        ("His hemoglobin had dropped 3 g/dL overnight.", []),
        ("His hemoglobin dropped to 7 g/dL.", [("hemoglobin", "7 g/dL")]),
        ("The creatinine rose from 1.1 to 2.4 mg/dL.", [("creatinine", "1.1"), ("creatinine", "2.4 mg/dL")]),
        ("Her fever was between 38 \u00b0C and 40 \u00b0C.", [("body temperature", "38 \u00b0C and 40 \u00b0C")]),
        ("She desaturated to 78%.", [("oxygen saturation", "78%")]),
        (
            "The pulmonary-artery pressure was estimated at 65 mmHg.",
            [("pulmonary artery pressure", "65 mmHg")],
        ),
    ],
)  # fmt: skip
def test_how_much_a_result_changed_is_not_what_it_came_to(text, expected):
    assert values(text) == expected
