"""Results as laboratories and ward notes print them: rows, arrows, marks, short names."""

import pytest

from seriatim.extract._context import Context
from seriatim.extract.results.measurements import find_measurements
from seriatim.model import Report
from seriatim.text import read_prose


def read(text):
    facts = find_measurements(Context(read_prose(Report(id="r", text=text))))
    return [f for f in facts if f.kind == "measurement" and f.value]


def values(text):
    return [(f.label, f.value) for f in read(text)]


def judged(text):
    return [(f.label, f.interpretation) for f in read(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("IL-6 842 pg/mL.", [("interleukin-6", "842 pg/mL")]),
        (
            "CA 125 910 U/mL, CD4 410 cells/\u00b5L.",
            [("CA 125", "910 U/mL"), ("CD4 count", "410 cells/\u00b5L")],
        ),
        ("IGF-1 704 ng/mL.", [("insulin-like growth factor 1", "704 ng/mL")]),
        ("Ferritin 1 400 \u00b5g/L.", [("ferritin", "1 400 \u00b5g/L")]),
    ],
)
def test_a_name_that_ends_in_a_number_lends_it_to_no_value(text, expected):
    assert values(text) == expected


GASES = ["arterial pH", "arterial carbon dioxide pressure", "arterial oxygen pressure", "bicarbonate"]


@pytest.mark.parametrize(
    "text",
    ["pH/pCO2/pO2/HCO3 was 7.19/71/58/27 on air.", "ABG 7.19/71/58/27 on air.", "ABG: 7.19 / 71 / 58 / 27."],
)
def test_a_row_of_values_belongs_to_the_row_of_tests_or_to_the_panel(text):
    assert values(text) == list(zip(GASES, ["7.19", "71", "58", "27"], strict=True))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("PT/INR 18.4/1.7.", [("prothrombin time", "18.4"), ("international normalized ratio", "1.7")]),
        ("PT/INR was 2.9.", [("international normalized ratio", "2.9")]),
        (
            "AST/ALT/ALP were 77/91/240 U/L.",
            [
                ("aspartate aminotransferase", "77"),
                ("alanine aminotransferase", "91"),
                ("alkaline phosphatase", "240 U/L"),
            ],
        ),
        ("BP 118/74.", [("blood pressure", "118/74")]),
        ("Apgar 6/8/9.", [("Apgar score", "6/8/9")]),
    ],
)
def test_a_row_needs_as_many_tests_tied_by_strokes(text, expected):
    assert values(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ferritin \u2191 1410 ng/mL, haptoglobin \u2193.", [("ferritin", "high"), ("haptoglobin", "low")]),
        ("\u2191CRP and \u2193zinc.", [("C-reactive protein", "high"), ("zinc", "low")]),
        ("Copper 41 \u00b5g/dL (L), zinc 190 \u00b5g/dL [H].", [("copper", "low"), ("zinc", "high")]),
        ("CD68 (H) and vimentin (L) are shown.", []),
    ],
)
def test_arrows_and_laboratory_marks_tell_the_side_of_a_value(text, expected):
    assert judged(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "T 38.1, P 104, R 24, BP 96/58.",
            [
                ("body temperature", "38.1"),
                ("heart rate", "104"),
                ("respiratory rate", "24"),
                ("blood pressure", "96/58"),
            ],
        ),
        ("Ca 2.0 mmol/L, P 2.2 mmol/L.", [("calcium", "2.0 mmol/L"), ("phosphate", "2.2 mmol/L")]),
        ("Hb 8.1 g/dL, Ht 25%.", [("hemoglobin", "8.1 g/dL"), ("hematocrit", "25%")]),
        ("P 104 and R 24 are points of the figure.", []),
    ],
)
def test_single_letters_are_tests_of_the_kind_beside_them(text, expected):
    assert values(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Urine: protein 3+, blood 2+, 12-14 RBC/HPF.",
            [("urine protein", "3+"), ("urine blood", "2+"), ("urine red blood cells", "12-14 RBC/HPF")],
        ),
        ("The urine contained 30 red cells per high-power field.", [("urine red blood cells", "30 red cells per high-power field")]),
        ("In the CSF, the cell count was 88/\u00b5L.", [("CSF white cell count", "88/\u00b5L")]),
        ("CSF opening pressure 29 cmH2O; protein 1.1 g/L.", [("CSF opening pressure", "29 cmH2O"), ("CSF protein", "1.1 g/L")]),
        ("CSF protein 1.1 g/L; serum glucose 5.1 mmol/L.", [("CSF protein", "1.1 g/L"), ("glucose", "5.1 mmol/L")]),
        ("Two bags and 3 units of red blood cells were given.", []),
    ],
)  # fmt: skip
def test_what_a_fluid_holds_is_the_fluids(text, expected):
    assert values(text) == expected


def test_points_part_the_thousands_of_a_large_number():
    assert [(f.label, f.number) for f in read("Red cells were 2.300.000/mm3.")] == [
        ("red blood cell count", 2_300_000)
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("His sodium, which had been low for weeks, recovered to 137 mmol/L.", "137 mmol/L"),
        ("The ferritin, although raised, was 410 \u00b5g/L.", "410 \u00b5g/L"),
        ("The haemoglobin dropped by 3 g/dL to 7.4 g/dL.", "7.4 g/dL"),
        ("Cortisol after 1 mg dexamethasone was 12 \u00b5g/dL.", "12 \u00b5g/dL"),
        ("The platelet count nadir was 6,000/\u00b5L.", "6,000/\u00b5L"),
        ("Her ferritin drifted down to 88 \u00b5g/L.", "88 \u00b5g/L"),
    ],
)
def test_asides_and_doses_stand_between_a_test_and_its_value(text, expected):
    assert expected in [value for _, value in values(text)]


@pytest.mark.parametrize(
    "text",
    [
        "Sodium, which the ward nurse noted for a patient of 137 kg.",
        "The haemoglobin dropped by 3 g/dL.",
        "Cortisol was drawn; 1 mg of dexamethasone was given.",
    ],
)
def test_a_difference_or_a_dose_is_no_value(text):
    assert [f for f in read(text) if f.number is not None] == []


def test_values_go_to_the_times_that_are_listed_before_them():
    assert values("Apgar scores at one, five and ten minutes were 4, 6 and 8.") == [
        ("Apgar score", "4"),
        ("Apgar score", "6"),
        ("Apgar score", "8"),
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Bilirubin was 8.1 mg/dL (direct 6.9 mg/dL).", [("total bilirubin", "8.1 mg/dL"), ("direct bilirubin", "6.9 mg/dL")]),
        ("Her IQ was 66 (verbal 71).", [("IQ", "66"), ("verbal IQ", "71")]),
        ("Bilirubin was 8.1 mg/dL (fasting 12 h).", [("total bilirubin", "8.1 mg/dL")]),
        ("The urea/albumin ratio was 9.", [("urea/albumin ratio", "9")]),
        ("Urea and albumin were 9 mmol/L and 31 g/L.", [("urea", "9 mmol/L"), ("albumin", "31 g/L")]),
    ],
)  # fmt: skip
def test_names_that_leave_out_what_they_share_are_whole(text, expected):
    assert values(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("On the MMSE she scored 14/30.", [("MMSE", "14/30")]),
        ("She scored 14 out of 30 on the MMSE.", [("MMSE", "14 out of 30")]),
        ("During the six-minute walk test he covered 210 m.", [("six-minute walk distance", "210 m")]),
        ("The MMSE was normal in 8 out of 12 patients.", [("MMSE", "normal")]),
    ],
)
def test_what_a_person_scores_is_the_tests(text, expected):
    assert values(text) == expected


def test_what_none_of_several_tests_found_is_negative():
    assert judged("None of ANA, anti-Ro or anti-La was detected.") == [
        ("antinuclear antibody", "negative"),
        ("anti-SSA antibody", "negative"),
        ("anti-SSB antibody", "negative"),
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("She had tachycardia (128/min), low blood oxygen and pallor.", [("heart rate", "high")]),
        ("The heart rate was 128/min, low for him.", [("heart rate", "low"), ("heart rate", "low")]),
        ("AST and ALT were 4 and 6 times the upper limit of normal, respectively.", [("aspartate aminotransferase", "high"), ("alanine aminotransferase", "high")]),
        ("Alpha-fetoprotein (AFP; the marker of liver cancer) and CA 125 were normal.", [("alpha-fetoprotein", "normal"), ("CA 125", "normal")]),
        ("Oral temperature 102.2 F.", [("body temperature", "high")]),
    ],
)  # fmt: skip
def test_a_result_word_is_said_of_the_test_it_means(text, expected):
    assert judged(text) == expected


def test_the_length_of_a_thing_is_no_height():
    assert values("A fragment (length, 8 mm) was removed.") == [("length", "8 mm")]
    assert ("body height", "49 cm") in values("The newborn (length 49 cm, weight 3 kg) was well.")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Hb 79 (115-165) g/L.", [("hemoglobin", 79, "g/L")]),
        ("Leukocytes 13.1 x 1000/\u00b5L.", [("white blood cell count", 13.1, "10*3/uL")]),
        ("ALT was twice the upper limit of normal.", [("alanine aminotransferase", 2, "{fold}")]),
        ("Growth velocity was 3.2 cm/year.", [("growth velocity", 3.2, "cm/a")]),
        ("Bone age was 6 years.", [("bone age", 6, "a")]),
        ("Creatinine was checked for 6 years.", []),
        ("CMV DNA load was 3.9 log10 IU/mL.", [("CMV DNA", 3.9, "{Log_IU}/mL")]),
    ],
)
def test_units_stand_behind_intervals_powers_and_words(text, expected):
    assert [(f.label, f.number, f.unit) for f in read(text) if f.number is not None] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [("Creatinine 44.", None), ("Creatinine 4.4.", "high"), ("Creatinine 12.", "high"), ("Hb 9.8.", "low")],
)
def test_a_bare_number_that_is_usual_in_another_unit_is_left_open(text, expected):
    assert [f.interpretation for f in read(text)] == [expected]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Tanner stage 2.", "2"),
        ("Hunt and Hess grade 4.", "4"),
        ("FIGO IIIC.", "IIIC"),
        ("Tanner stage 2.5.", None),
    ],
)
def test_a_stage_may_end_its_sentence(text, value):
    assert [v for _, v in values(text)] == ([value] if value else [])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("She had hypothermia (< 35.8 \u00b0C).", [("body temperature", "low")]),
        ("There was poor general condition and tachycardia (101/min).", [("general condition", "low"), ("heart rate", "high")]),
        ("He had hyperbilirubinaemia from birth (210 \u00b5mol/l).", [("total bilirubin", "high")]),
        ("He was afebrile (36.9 \u00b0C).", [("body temperature", "normal")]),
        ("Hypercalcaemia (4 to 9%) may follow.", []),
        ("Normal ranges for sodium and potassium are 135-145 and 3.5-5.0 mmol/L, respectively.", []),
    ],
)  # fmt: skip
def test_a_finding_tells_the_side_of_its_test(text, expected):
    assert judged(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Urea and creatinine were 9 and 210 \u00b5mol/L, respectively, on day 2, and they were 14 and 350 \u00b5mol/L, respectively, on day 4.",
            [
                ("urea", "9"),
                ("urea", "14"),
                ("creatinine", "210 \u00b5mol/L"),
                ("creatinine", "350 \u00b5mol/L"),
            ],
        ),
        (
            "Cortisol was raised (1210 nmol/L) and still unsuppressed after 2 mg of dexamethasone (1090 nmol/L).",
            [("cortisol", "1210 nmol/L"), ("cortisol", "1090 nmol/L"), ("cortisol", "raised")],
        ),
    ],
)
def test_a_second_round_of_values_stays_beside_the_first(text, expected):
    assert values(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("WBC and CRP rose to 18,000/\u00b5L and 22 mg/dL on day 6, respectively.", [("white blood cell count", "18,000/\u00b5L"), ("C-reactive protein", "22 mg/dL"), ("C-reactive protein", "rose")]),
        ("Haemoglobin was 10.1 g/dL preoperatively and 7.9 g/dL postoperatively.", [("hemoglobin", "10.1 g/dL"), ("hemoglobin", "7.9 g/dL")]),
        ("Sodium was 122 mmol/L, and at follow-up 139 mmol/L.", [("sodium", "122 mmol/L"), ("sodium", "139 mmol/L")]),
        ("Potassium was 5.4 mmol/L, on amiloride 5 mg.", [("potassium", "5.4 mmol/L")]),
        ("CRP was raised with 18,000/\u00b5L.", [("C-reactive protein", "raised")]),
        ("Digoxin 3.6 ng/mL.", [("Digoxin", "3.6 ng/mL")]),
        ("Lidocaine 10 mg/mL was infiltrated.", []),
    ],
)  # fmt: skip
def test_later_values_and_levels_find_their_test(text, expected):
    assert values(text) == expected
