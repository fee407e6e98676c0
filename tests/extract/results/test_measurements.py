"""Results read from prose: the measurement, and what it shows."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.told import facts_of
from seriatim.extract._context import Context, People
from seriatim.extract.results.measurements import find_measurements
from seriatim.model import Patient, Report
from seriatim.text import read_prose


def read(text, *patients):
    return find_measurements(Context(read_prose(Report(id="r", text=text)), People(patients)))


def measured(text, *patients):
    """The results by test; of one in words and in numbers, the numbers."""
    results = [f for f in read(text, *patients) if f.kind == "measurement"]
    return {f.label: f for f in sorted(results, key=lambda f: f.number is not None)}


def stated(text):
    return [(f.label, f.value, f.interpretation) for f in read(text) if f.kind == "measurement"]


def shown(text, *patients):
    return {(f.code, f.status) for f in read(text, *patients) if f.kind == "phenotype"}


@pytest.mark.parametrize(
    ("text", "label", "value", "number", "unit", "interpretation"),
    [
        (
            "An elevated ESR (71 mm/h) was noted.",
            "erythrocyte sedimentation rate",
            "71 mm/h",
            71,
            "mm/h",
            "high",
        ),
        ("CRP was raised at 52 mg/L.", "C-reactive protein", "52 mg/L", 52, "mg/L", "high"),
        ("His creatinine was 2.9 mg/dL.", "creatinine", "2.9 mg/dL", 2.9, "mg/dL", "high"),
        ("Her platelets were 31,000/µL.", "platelet count", "31,000/µL", 31000, "/uL", "low"),
        ("A hemoglobin of 7.4 was found.", "hemoglobin", "7.4", 7.4, None, "low"),
        ("Ferritin: 4,100 ng/mL.", "ferritin", "4,100 ng/mL", 4100, "ng/mL", "high"),
        ("The serum sodium level was 139 mmol/L.", "sodium", "139 mmol/L", 139, "mmol/L", "normal"),
        ("C-reactive protein (CRP) was <3 mg/L.", "C-reactive protein", "<3 mg/L", 3, "mg/L", "normal"),
        ("Heart rate was 128 bpm.", "heart rate", "128 bpm", 128, "/min", "high"),
        ("His IQ was 44.", "IQ", "44", 44, None, "low"),
    ],
)
def test_a_value_belongs_to_the_test_it_follows(text, label, value, number, unit, interpretation):
    fact = measured(text)[label]
    assert (fact.value, fact.number, fact.unit, fact.interpretation) == (value, number, unit, interpretation)
    assert fact.status == "present"
    assert text[slice(*fact.value_span)] == value


def test_a_result_is_two_facts_and_the_measurement_carries_no_phenotype_code():
    facts = read("Creatine kinase was within normal limits.")
    assert [(f.kind, f.code, f.status, f.interpretation, f.cue) for f in facts] == [
        ("measurement", "LOINC:2157-6", "present", "normal", None),
        ("phenotype", "HP:0003236", "absent", None, "within normal limits"),
    ]


def test_a_titre_is_positive_and_keeps_its_pattern():
    fact = measured("ANA were found at a titre of 1:640 with a homogeneous pattern.")["antinuclear antibody"]
    assert (fact.value, fact.interpretation, fact.modifiers["pattern"]) == (
        "1:640",
        "positive",
        ("homogeneous",),
    )


def test_a_word_behind_a_list_goes_to_every_member():
    text = "Anti-Ro, anti-La, anti-smooth muscle antibody and rheumatoid factor were all negative."
    facts = measured(text)
    assert {f.interpretation for f in facts.values()} == {"negative"}
    assert shown(text) == {(c, "absent") for c in ("HP:0033555", "HP:0032235", "HP:0003262", "HP:0002923")}


def test_what_is_excepted_is_on_the_other_side():
    text = "ANA, anti-dsDNA and anti-RNP were negative except for anti-Jo-1, which was positive."
    assert {f.label for f in measured(text).values() if f.interpretation == "positive"} == {
        "anti-Jo-1 antibody"
    }
    bare = measured("All antibodies, including ANA and anti-Sm, were negative except anti-RNP.")
    assert bare["anti-RNP antibody"].interpretation == "positive"
    assert bare["antinuclear antibody"].interpretation == "negative"


def test_an_exception_in_front_is_an_exception():
    facts = measured("With the exception of anti-Ro, tests for ANA and anti-Sm were negative.")
    assert {k for k, f in facts.items() if f.interpretation == "positive"} == {"anti-SSA antibody"}


def test_what_was_listed_and_then_excepted_is_excepted():
    facts = measured("ANA, anti-Ro and anti-Sm were all negative except anti-Ro.")
    assert {k: f.interpretation for k, f in facts.items()} == {
        "antinuclear antibody": "negative",
        "anti-Sm antibody": "negative",
        "anti-SSA antibody": "positive",
    }


@pytest.mark.parametrize(
    "text",
    [
        "Neither ANA nor anti-Ro were detected.",
        "No ANA or anti-Ro antibodies were found.",
        "ANA was negative, as was anti-Ro.",
        "There was no evidence of ANA or anti-Ro antibodies.",
        "Negative results were found for ANA and anti-Ro.",
    ],
)
def test_both_are_negative_however_it_is_said(text):
    assert {f.interpretation for f in measured(text).values()} == {"negative"}
    assert len(measured(text)) == 2


def test_tests_that_were_not_are_the_opposite_of_those_before():
    found = measured("Ferritin and CRP were elevated, whereas haptoglobin and LDH were not.")
    assert [found[name].interpretation for name in ("ferritin", "C-reactive protein")] == ["high", "high"]
    found = measured("ANA and anti-Ro were positive; anti-Sm and anti-dsDNA were not.")
    assert found["anti-Sm antibody"].interpretation == "negative"
    assert found["anti-double-stranded DNA antibody"].interpretation == "negative"


@pytest.mark.parametrize(
    "text",
    [
        "His creatinine was 3.1 mg/dL and his bladder was normal.",
        "Creatinine of 3.1 mg/dL, the ureter was normal.",
    ],
)
def test_a_test_with_its_value_does_not_take_what_is_said_of_another_thing(text):
    assert measured(text)["creatinine"].interpretation == "high"


def test_a_word_before_a_list_leads_it_until_another_word_comes():
    facts = measured("She was positive for ANA and anti-Ro but negative for anti-centromere antibody.")
    assert {k: f.interpretation for k, f in facts.items()} == {
        "antinuclear antibody": "positive",
        "anti-SSA antibody": "positive",
        "anti-centromere antibody": "negative",
    }


def test_each_of_several_words_goes_to_its_own_test():
    facts = measured("ANA was positive, rheumatoid factor negative and C3 low.")
    assert {k: f.interpretation for k, f in facts.items()} == {
        "antinuclear antibody": "positive",
        "rheumatoid factor": "negative",
        "complement C3": "low",
    }


def test_a_panel_that_reveals_a_result_does_not_take_it():
    facts = measured("Laboratory tests revealed a positive ANA.")
    assert facts["laboratory tests"].interpretation is None
    assert facts["antinuclear antibody"].interpretation == "positive"


def test_a_value_closes_the_list_for_a_word_behind_the_next_test():
    facts = measured("Tests showed a hemoglobin of 9.8 g/dL, platelet count was normal.")
    assert facts["hemoglobin"].interpretation == "low"
    assert facts["platelet count"].interpretation == "normal"


def test_values_are_shared_out_respectively():
    facts = measured("Lactate and pyruvate were 4.1 and 0.09 mmol/L, respectively.")
    assert {k: f.number for k, f in facts.items()} == {"lactate": 4.1, "pyruvate": 0.09}


def test_a_rise_gives_both_values_in_order():
    facts = [f for f in read("His creatinine rose from 1.1 to 4.6 mg/dL.") if f.kind == "measurement"]
    assert [(f.number, f.modifiers["course"]) for f in facts] == [
        (1.1, ("increasing",)),
        (4.6, ("increasing",)),
    ]


def test_the_interval_of_the_report_decides_before_the_table():
    fact = measured("The LDH was 310 U/L (normal range: 200-400 U/L).")["lactate dehydrogenase"]
    assert (fact.interpretation, fact.reference_range) == ("normal", "200-400 U/L")
    assert fact.rule == "reference interval of the report"


def test_the_word_normal_before_an_interval_is_no_result():
    fact = measured("Creatine kinase was 310 U/L (normal, 30-180 U/L).")["creatine kinase"]
    assert (fact.value, fact.interpretation, fact.reference_range) == ("310 U/L", "high", "30-180 U/L")


def test_an_interval_in_the_same_unit_behind_a_value_is_its_reference():
    fact = measured("Her PTH was 11 pg/mL (15-65 pg/mL).")["parathyroid hormone"]
    assert (fact.value, fact.interpretation, fact.reference_range) == ("11 pg/mL", "low", "15-65 pg/mL")


def test_a_number_that_only_the_table_calls_normal_makes_nothing_absent():
    assert shown("Potassium was 4.1 mmol/L.") == set()
    assert shown("Potassium was 4.1 mmol/L (normal range 3.5-5.0 mmol/L).") != set()


def test_what_the_table_decides_is_marked_as_derived():
    assert "(derived)" in measured("Potassium was 2.6 mmol/L.")["potassium"].rule


def test_sex_and_age_of_the_patient_choose_the_interval():
    text = "The hemoglobin was 12.4 g/dL."
    assert measured(text, Patient("P1", "female", "P40Y"))["hemoglobin"].interpretation == "normal"
    assert measured(text, Patient("P1", "male", "P40Y"))["hemoglobin"].interpretation == "low"


@pytest.mark.parametrize(
    ("text", "code", "status"),
    [
        ("Head circumference was below the 3rd centile.", "HP:0000252", "present"),
        ("Her height was at -3.4 SD.", "HP:0004322", "present"),
        ("The ejection fraction was 22%.", "HP:0012666", "present"),
        ("No elevation of transaminases was seen.", "HP:0002910", "absent"),
        ("The white cell count was 1.9 x 10^9/L.", "HP:0001882", "present"),
        ("Intelligence was normal.", "HP:0001249", "absent"),
        ("Her IQ was 61.", "HP:0001256", "present"),
        ("Full-scale IQ 38.", "HP:0002342", "present"),
        ("IQ 96.", "HP:0001249", "absent"),
        ("Serum calcium was normal.", "HP:0003072", "absent"),
        ("There was no rheumatoid factor.", "HP:0002923", "absent"),
    ],
)
def test_a_result_shows_its_phenotype(text, code, status):
    assert (code, status) in shown(text)


@pytest.mark.parametrize(
    "text",
    [
        "Her verbal IQ was 61.",
        "Her DQ was 48.",
        "Birth weight was 2100 g.",
        "His weight was on the 1st centile.",
    ],
)
def test_a_number_that_needs_more_to_be_judged_shows_no_phenotype(text):
    assert not shown(text)
    assert [f.interpretation for f in measured(text).values()] == ["low"]


@pytest.mark.parametrize(
    "text",
    [
        "Patients with normal calcium metabolism were described.",
        "She was given calcium 500 mg daily.",
        "Dermal infiltrates of lymphocytes and eosinophils were present.",
        "Prednisolone 40 mg per day was begun at the age of 12.",
        "The glucose tolerance of such cells is high in culture medium 3.",
        "Tests for creatinine were not performed.",
        "She had proteinuria and a rash.",
    ],
)
def test_a_substance_without_a_result_is_no_measurement(text):
    assert [
        f.label
        for f in read(text)
        if f.label in ("calcium", "lymphocyte count", "creatinine", "urine protein")
    ] == []


def test_a_test_that_no_table_knows_is_named_by_its_words():
    fact = measured("Serum xanthosine was 14 µmol/L.")["xanthosine"]
    assert (fact.number, fact.unit, fact.code) == (14, "umol/L", None)


def test_a_centile_of_two_sizes_is_that_of_both():
    assert shown("Height and head circumference were at -3.2 SD.") == {
        ("HP:0004322", "present"),
        ("HP:0000252", "present"),
    }


def test_a_stain_is_read_from_its_sign():
    facts = measured("The cells were CD34 (+), desmin (-).")
    assert {k: f.interpretation for k, f in facts.items()} == {"CD34": "positive", "desmin": "negative"}


def test_a_short_form_means_what_the_report_says():
    assert "cardiac output" not in measured("Exposure to carbon monoxide (CO) was high. The CO was high.")


@pytest.mark.parametrize(
    "text",
    [
        "Red blood cells were present.",
        "Bile acids were detected in the urine.",
        "He had absent tendon reflexes.",
    ],
)
def test_presence_or_lack_of_what_is_always_there_shows_nothing(text):
    assert shown(text) == set()


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("IgA was undetectable.", "HP:0002720"),
        ("Haptoglobin was absent.", "HP:0020181"),
        ("Leptin was undetectable.", "HP:0003292"),
    ],
)
def test_what_blood_always_holds_is_low_where_none_of_it_is_found(text, code):
    assert (code, "present") in shown(text)


def test_a_normal_at_the_end_of_a_list_does_not_make_a_number_far_outside_normal():
    found = shown("AST 410 U/L, ALT 380 U/L and alkaline phosphatase 70 U/L (normal).")
    assert ("HP:0031956", "present") in found
    assert ("HP:0003155", "absent") in found


def test_what_a_tapped_fluid_holds_says_nothing_of_the_blood():
    text = "CSF analysis showed protein of 96 mg/dL and glucose of 31 mg/dL; serum glucose was 98 mg/dL."
    assert set(measured(text)) == {"cerebrospinal fluid analysis", "CSF protein", "CSF glucose", "glucose"}
    assert {code for code, _ in shown(text)} == {"HP:0002922", "HP:0011972"}
    assert shown("Pleural fluid revealed LDH of 2100 U/L and glucose of 20 mg/dL.") == set()


def test_severity_is_taken_from_the_adverb():
    facts = read("Markedly elevated ferritin was found.")
    assert {f.modifiers["severity"] for f in facts} == {("severe",)}


@given(
    st.text(
        alphabet=st.sampled_from("ANA CRP was is 12 mg/L (,;) positive normal and or 1:320 <5.\n-"),
        max_size=120,
    )
)
def test_spans_and_values_slice_to_their_text(text):
    for fact in read(text):
        for span in fact.spans:
            assert text[span.start : span.end] == span.text
            assert span.text.strip() == span.text != ""
        if fact.value_span:
            assert text[slice(*fact.value_span)] == fact.value


def test_a_long_line_of_tests_takes_time_in_proportion():
    assert len(read("ANA negative, CRP 12 mg/L, " * 400)) > 400


@pytest.mark.parametrize(
    ("text", "label", "unit"),
    [
        ("The ALT was 57 U\u00b7l-1.", "alanine aminotransferase", "U/L"),
        ("Her sodium was 131 mmol L\u22121.", "sodium", "mmol/L"),
        ("Glucose was 88 mg\u00b7dL\u207b\u00b9.", "glucose", "mg/dL"),
        ("His BMI was 31 kg m-2.", "body mass index", "kg/m2"),
    ],
)
def test_a_divisor_may_be_written_as_a_power(text, label, unit):
    assert measured(text)[label].unit == unit


def test_a_short_form_the_report_defines_otherwise_is_no_test():
    assert measured("She underwent right hemicolectomy (RHC). The RHC was normal.") == {}


def test_a_viral_load_is_not_taken_for_that_of_one_virus():
    assert "viral load" in measured("The viral load was 5,100 copies/mL.")


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("The Apgar scores were 6 and 9 at 1 and 5 minutes.", ["6", "9"]),
        ("Intraocular pressure was 31 mmHg OD and 17 mmHg OS.", ["31 mmHg", "17 mmHg"]),
        ("Sodium was 131 mmol/L and the mass was 4 cm wide.", ["131 mmol/L"]),
    ],
)
def test_a_second_value_of_the_same_kind_may_follow_over_and(text, values):
    label = next(iter(measured(text)))
    assert [f.value for f in read(text) if f.kind == "measurement" and f.label == label] == values


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Her serum IgG4 was elevated at 312 mg/dL.",
            [("IgG4", "312 mg/dL", "high"), ("IgG4", "elevated", "high")],
        ),
        (
            "The platelet count fell to 22 x 10^9/L.",
            [("platelet count", "22 x 10^9/L", "low"), ("platelet count", "fell", None)],
        ),
        (
            "ANA were positive at 1:640.",
            [("antinuclear antibody", "1:640", "positive"), ("antinuclear antibody", "positive", "positive")],
        ),
    ],
)
def test_a_result_in_words_and_in_numbers_is_a_measurement_for_each(text, expected):
    assert stated(text) == expected


def test_of_a_result_in_words_and_in_numbers_only_the_number_has_the_code():
    codes = {f.value: f.code for f in read("Serum sodium was low (121 mmol/L).") if f.kind == "measurement"}
    assert codes["121 mmol/L"]
    assert codes["low"] is None


def test_a_word_said_of_a_whole_list_is_no_second_value_of_its_later_members():
    assert stated("Elevated CRP (80 mg/L) and ESR (71 mm/h) were found.") == [
        ("C-reactive protein", "80 mg/L", "high"),
        ("C-reactive protein", "Elevated", "high"),
        ("erythrocyte sedimentation rate", "71 mm/h", "high"),
    ]


@pytest.mark.parametrize(
    ("text", "label", "value"),
    [
        ("She was in NYHA functional class III.", "functional class", "III"),
        ("His NYHA class was II-III.", "functional class", "II-III"),
        ("The Child-Pugh score was A.", "Child-Pugh score", "A"),
        ("He had Killip class 2 failure.", "Killip class", "2"),
    ],
)
def test_the_class_or_grade_behind_a_score_is_its_value(text, label, value):
    assert measured(text)[label].value == value


def test_a_class_says_nothing_of_the_tests_around_it():
    assert stated("Sodium and NYHA class III were recorded.")[-1] == ("functional class", "III", None)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The tumour cells stained positively for desmin.", {"desmin": "positive"}),
        ("The cells expressed CD34 and lacked CD31.", {"CD34": "positive", "CD31": "negative"}),
        ("The cells did not stain for vimentin.", {"vimentin": "negative"}),
    ],
)
def test_what_cells_stain_for_or_express_is_positive(text, expected):
    assert {label: f.interpretation for label, f in measured(text).items()} == expected


def test_the_unit_of_the_last_value_of_a_series_holds_for_all():
    series = [f for f in read("Creatinine fell from 450 to 120 \u00b5mol/L.") if f.number is not None]
    assert [(f.number, f.unit, f.interpretation) for f in series] == [
        (450, "umol/L", "high"),
        (120, "umol/L", "high"),
    ]


def test_a_fall_from_a_high_number_shows_no_low_result():
    codes = shown("Creatinine fell from 450 to 120 \u00b5mol/L.")
    assert codes == {("HP:0003259", "present")}


def test_words_for_the_place_of_a_measurement_stand_between_it_and_its_value():
    assert measured("The peak gradient across the aortic valve was 64 mmHg.")["peak gradient"].number == 64


def test_both_eyes_have_their_acuity():
    values = [v for _, v, _ in stated("Visual acuity was 20/40 in the right eye and 20/200 in the left eye.")]
    assert values == ["20/40", "20/200"]


@pytest.mark.parametrize(
    ("text", "test", "interpretation"),
    [
        ("Serum thymidylate was elevated.", "thymidylate", "high"),
        ("The movements of the soft palate were normal.", "movements of the soft palate", "normal"),
        ("Screening for pemphigus was negative.", "Screening for pemphigus", "negative"),
    ],
)
def test_a_test_that_no_table_knows_is_named_by_the_words_before_its_result(text, test, interpretation):
    assert [(label, said) for label, _, said in stated(text)] == [(test, interpretation)]


@pytest.mark.parametrize(
    "text",
    [
        "Family history was negative.",
        "Her mother was normal.",
        "The dose was raised.",
        "The pregnancy was normal.",
    ],
)
def test_people_histories_and_doses_are_no_tests(text):
    assert stated(text) == []


@pytest.mark.parametrize(
    ("text", "values"),
    [
        (
            "Creatinine was 1.1 mg/dL on admission, 2.4 mg/dL on day 2 and 1.0 mg/dL at discharge.",
            ["1.1 mg/dL", "2.4 mg/dL", "1.0 mg/dL"],
        ),
        ("Hemoglobin decreased to 6.8 g/dL on day 3 and increased to 10 g/dL.", ["6.8 g/dL", "10 g/dL"]),
        ("Oxygen saturation was 84% on room air, which improved to 95% with oxygen.", ["84%", "95%"]),
        ("Apgar scores were 7 at 1 minute and 9 at 5 minutes.", ["7", "9"]),
        ("Muscle power was 3/5 in the right arm and 5/5 elsewhere.", ["3/5", "5/5"]),
    ],
)
def test_values_at_several_times_or_places_are_all_read(text, values):
    assert [f.value for f in read(text) if f.number is not None] == values


def test_words_for_when_a_specimen_was_taken_stand_between_a_test_and_its_result():
    assert stated("Blood cultures drawn on admission were negative.") == [
        ("blood culture", "negative", "negative")
    ]
    assert stated("Urinalysis done after two weeks was normal.") == [("urinalysis", "normal", "normal")]


def test_the_fluid_a_test_was_done_in_is_no_test_of_its_own():
    labels = [
        label for label, *_ in stated("Herpes simplex virus PCR in the cerebrospinal fluid was negative.")
    ]
    assert labels == ["HSV PCR"]


def test_a_culture_has_the_organism_that_it_grew():
    assert stated("Blood cultures grew Candida glabrata after 48 h.") == [
        ("blood culture", "Candida glabrata", "positive")
    ]
    assert stated("Urine culture yielded Escherichia coli.") == [
        ("urine culture", "Escherichia coli", "positive")
    ]


def test_a_test_whose_name_ends_with_the_next_one_is_read():
    assert [label for label, *_ in stated("Liver and renal function were normal.")] == [
        "liver function",
        "renal function",
    ]


@pytest.mark.parametrize(
    ("text", "status"), [("The karyotype was 46,XY.", "absent"), ("The karyotype was 47,XX,+21.", "present")]
)
def test_a_karyotype_formula_is_a_result(text, status):
    assert {found for _, found in shown(text)} == {status}


def test_sugar_beside_protein_of_the_spinal_fluid_is_of_it_too():
    assert "CSF glucose" in measured("CSF protein was elevated (120 mg/dL) with normal glucose.")


@pytest.mark.parametrize(
    ("text", "results"),
    [
        (
            "The levels of IgG, IgA and IgM were 1,850, 320 and 95 mg/dL.",
            {"IgG": 1850, "IgA": 320, "IgM": 95},
        ),
        ("BUN/creatinine 45/2.3 mg/dL.", {"blood urea nitrogen": 45, "creatinine": 2.3}),
    ],
)
def test_as_many_values_as_tests_are_shared_out_in_order(text, results):
    assert {label: f.number for label, f in measured(text).items()} == results


def test_an_arrow_joins_two_values():
    assert [f.number for f in read("Hb: 7.8 g/dL -> 9.5 g/dL.") if f.number is not None] == [7.8, 9.5]


def test_a_sign_behind_a_name_is_its_result_alone():
    assert stated("RF+, anti-CCP+, ANA\u2212.") == [
        ("rheumatoid factor", "+", "positive"),
        ("anti-CCP antibody", "+", "positive"),
        ("antinuclear antibody", "\u2212", "negative"),
    ]
    assert ("urine protein", "+++", "positive") in stated("Urine dipstick: protein +++.")


def test_a_finding_that_is_present_says_nothing_of_the_test_in_its_brackets():
    assert stated("Anemia (Hb 5.6 g/dL) was present.") == [("hemoglobin", "5.6 g/dL", "low")]


def test_a_deficiency_is_no_result_of_the_list_before_it():
    assert "vitamin D" not in str(
        stated("Normal PTH (45 pg/mL), vitamin D deficiency and anemia were found.")
    )


def test_the_interval_of_another_analyte_is_not_lent():
    assert (
        measured("PTH was 40 pg/mL, calcium 9.2 mg/dL (8.5-10.5).")["parathyroid hormone"].interpretation
        == "normal"
    )


def test_the_glasgow_coma_scale_may_be_given_by_its_parts():
    assert measured("GCS E3V4M5.")["Glasgow Coma Scale"].value == "E3V4M5"


def test_a_borderline_elevation_is_one_result():
    assert stated("She had a borderline elevated calcium of 10.6 mg/dL.") == [
        ("calcium", "10.6 mg/dL", "high"),
        ("calcium", "borderline elevated", "high"),
    ]


def test_a_denied_marker_is_negative():
    assert stated("Urinalysis revealed no Bence Jones protein.")[-1] == (
        "Bence Jones protein",
        "no",
        "negative",
    )


def test_a_regular_pulse_says_nothing_of_its_rate():
    text = "His heart rate was regular at 72 beats per minute."
    assert stated(text) == [
        ("heart rate", "72 beats per minute", "normal"),
        ("heart rate", "regular", "normal"),
    ]
    assert shown(text) == set()


def test_words_that_end_in_later_stand_between_a_test_and_its_result():
    assert stated("Serum sodium three days later was normal.") == [("sodium", "normal", "normal")]


def test_a_share_of_cells_is_no_value_of_the_act_that_showed_them():
    assert measured("Bone marrow aspiration showed 60% blasts.")["blast count"].number == 60


@pytest.mark.parametrize(
    ("text", "test"),
    [
        ("The size of the left kidney was 10.2 cm.", "size of the left kidney"),
        ("The pressure in the right ventricle was 65 mmHg.", "pressure in the right ventricle"),
        ("The gradient through the valve was 40 mmHg.", "gradient through the valve"),
        ("The level of the enzyme was low.", "level of the enzyme"),
    ],
)
def test_a_measure_of_something_is_named_by_both(text, test):
    assert [(f.label, f.spans[0].text) for f in read(text) if f.kind == "measurement"] == [(test, test)]


def test_the_rate_of_an_infusion_is_no_measurement():
    assert stated("The rate of the infusion was 20 mL/h.") == []


def test_what_smears_were_negative_for_is_their_result_too():
    assert stated("Sputum smears were negative for acid-fast bacilli.") == [
        ("sputum acid-fast bacilli", "negative", "negative"),
        ("acid-fast bacilli smear", "negative", "negative"),
    ]


def test_every_member_of_a_list_takes_its_verb_whatever_stands_in_its_brackets():
    text = (
        "Serum magnesium (0.85 mmol/L; normal 0.70-1.05), phosphate (1.2 mmol/L), "
        "25-hydroxyvitamin D and creatine kinase were within normal limits."
    )
    said = {(label, value) for label, value, interpretation in stated(text) if interpretation == "normal"}
    assert {label for label, value in said if value == "within normal limits"} == {
        "magnesium",
        "phosphate",
        "25-hydroxyvitamin D",
        "creatine kinase",
    }
    assert ("phosphate", "1.2 mmol/L") in said
    assert {("HP:0002148", "absent"), ("HP:0002917", "absent"), ("HP:0003236", "absent")} <= shown(text)


def test_a_value_without_brackets_keeps_the_verb_of_the_next_test_away():
    assert measured("Hemoglobin 9.1 g/dL, platelets were normal.")["hemoglobin"].interpretation == "low"


@pytest.mark.parametrize(
    "text",
    [
        "A graft of size 26 was sewn in.",
        "A stent (size = 3.5 mm) was placed.",
        "The operating time was 140 minutes.",
        "Slice thickness: 3 mm.",
        "The distance from the anal verge was 6 cm.",
        "There was a large ulcer at 6 cm from the anal verge.",
    ],
)
def test_sizes_of_devices_and_measures_of_a_procedure_are_no_measurements(text):
    assert stated(text) == []


def test_a_bare_size_of_a_lesion_is_a_measurement():
    assert stated("A mass (size 3.2 cm) was seen in the liver.") == [("size", "3.2 cm", None)]


@pytest.mark.parametrize(
    ("text", "label", "value", "interpretation"),
    [
        (
            "Cortisol was not suppressed after 1 mg dexamethasone (890 nmol/L).",
            "cortisol",
            "890 nmol/L",
            "high",
        ),
        ("Ferritin was elevated on admission (1,450 ng/mL).", "ferritin", "1,450 ng/mL", "high"),
        ("Glucose was low after an overnight fast (38 mg/dL).", "glucose", "38 mg/dL", "low"),
    ],
)
def test_a_bracket_behind_the_circumstance_holds_the_value(text, label, value, interpretation):
    assert (label, value, interpretation) in stated(text)
    assert {name for name, *_ in stated(text)} == {label}


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("fT4 increased to 1.30 ng/dL.", "normal"),
        ("Her hemoglobin rose to 13.9 g/dL.", "normal"),
        ("The ejection fraction improved to 62%.", "normal"),
        ("Platelets dropped to 38 x 10^9/L.", "low"),
    ],
)
def test_a_trend_is_a_course_and_the_number_tells_what_it_came_to(text, number):
    facts = [f for f in read(text) if f.kind == "measurement"]
    assert {f.interpretation for f in facts if f.number is None} == {None}
    assert {f.interpretation for f in facts if f.number is not None} == {number}
    assert all("course" in f.modifiers for f in facts)


def test_a_rise_without_a_number_makes_nothing_high():
    assert shown("Ferritin rose.") == set()


def test_a_rise_to_a_normal_value_is_normal():
    assert ("HP:0003281", "absent") in shown("Ferritin rose to a normal level.")


def test_a_result_that_is_stable_is_judged_by_its_number():
    assert measured("Hemoglobin remained stable at 7.9 g/dL.")["hemoglobin"].interpretation == "low"


@pytest.mark.parametrize(
    "text",
    [
        "Ultrasonography and skiagram of abdomen were normal.",
        "Skiagram of chest was normal and that of abdomen was normal.",
        "The tumour was negative for malignant cells.",
    ],
)
def test_the_place_of_an_act_and_what_a_marker_is_sought_in_are_no_tests(text):
    assert stated(text) == []


@pytest.mark.parametrize(
    ("text", "label", "value", "interpretation"),
    [
        (
            "He had a preserved ejection fraction (EF) of the left ventricle of 61%.",
            "left ventricular ejection fraction",
            "61%",
            "normal",
        ),
        ("White blood cells were 7,400/m3.", "white blood cell count", "7,400/m3", "normal"),
        ("Platelets were 190,000/mm.", "platelet count", "190,000/mm", "normal"),
    ],
)
def test_a_value_is_kept_behind_its_place_and_in_a_unit_with_lost_characters(
    text, label, value, interpretation
):
    assert (label, value, interpretation) in stated(text)


def test_an_interval_behind_a_comma_is_the_interval():
    fact = measured("Lipase (310 IU/L, normal range, 8-60 IU/L) was measured.")["lipase"]
    assert (fact.reference_range, fact.interpretation) == ("8-60 IU/L", "high")
    assert len(stated("Lipase (310 IU/L, normal range, 8-60 IU/L) was measured.")) == 1


@pytest.mark.parametrize(
    ("text", "label", "unit"),
    [
        ("Ammonia was 243 \u03bcm.", "ammonia", "umol/L"),
        ("A lactate of 11 mm was found.", "lactate", "mmol/L"),
    ],
)
def test_a_length_behind_a_chemical_test_is_a_molar_concentration(text, label, unit):
    fact = measured(text)[label]
    assert (fact.unit, fact.interpretation) == (unit, "high")


def test_organs_that_share_their_functions_are_each_a_test():
    assert [label for label, *_ in stated("Hepatic and renal functions were normal.")] == [
        "liver function",
        "renal function",
    ]


@pytest.mark.parametrize(
    ("text", "label", "value"),
    [
        ("She had a 7.9 g/dL haemoglobin.", "hemoglobin", "7.9 g/dL"),
        ("Catheterization gave a 48 mmHg pulmonary artery pressure.", "pulmonary artery pressure", "48 mmHg"),
        ("FVC was 2.1 L (58% predicted).", "FVC", "58%"),
        (
            "His LDH was three times the upper limit of normal.",
            "lactate dehydrogenase",
            "three times the upper limit of normal",
        ),
        ("The urinary C-peptide was low (12 µg/day).", "C-peptide", "12 µg/day"),
        ("ANA was positive (titer 1/640).", "antinuclear antibody", "1/640"),
        ("BP was found high last year, and it was 150/95 mmHg today.", "blood pressure", "150/95 mmHg"),
    ],
)
def test_a_value_is_found_where_it_stands_elsewhere_than_right_behind_its_test(text, label, value):
    assert value in [said for name, said, _ in stated(text) if name == label]


def test_a_dose_before_the_name_of_a_hormone_is_no_result():
    assert not stated("He took 15 units of insulin glargine at bedtime.")


@pytest.mark.parametrize("following", ["It was 210 mg/dL later.", "The level fell to 210 mg/dL."])
def test_the_next_sentence_takes_a_test_up_by_a_pronoun(following):
    values = [(f.label, f.value) for f in read(f"Blood glucose was 540 mg/dL. {following}") if f.number]
    assert values == [("glucose", "540 mg/dL"), ("glucose", "210 mg/dL")]


@pytest.mark.parametrize(
    "text",
    [
        "Haemoglobin was 8 g/dL and the leukocyte count 9000/mm3. It was 10 g/dL later.",
        "The nodule measured 3 cm in diameter. It was 5 cm deep.",
    ],
)
def test_a_pronoun_that_may_stand_for_two_tests_or_for_none_is_left_alone(text):
    assert len([f for f in read(text) if f.number is not None]) <= 2


def test_a_normal_range_in_the_limit_of_a_multiple_is_no_result():
    assert ("aspartate aminotransferase", "312 IU/L", "high") in stated(
        "AST was 312 IU/L, 9-fold the upper limit of normal."
    )
    assert all(
        meaning != "normal" for _, _, meaning in stated("AST was 312 IU/L, 9-fold the upper limit of normal.")
    )


def test_a_lower_limit_in_brackets_is_one_sided():
    assert ("complement C3", "0.3 g/L", "low") in stated("C3 was 0.3 g/L (lower limit 0.8 g/L).")


def test_a_word_behind_with_is_not_said_of_the_test_that_has_its_value():
    said = stated("The platelet count was 90 x10^9/L with normal differentials.")
    assert said == [("platelet count", "90 x10^9/L", "low")]


def test_what_opens_the_sentence_is_no_member_of_the_list_behind_it():
    assert ("laboratory tests", "not increased", "normal") not in stated(
        "In laboratory tests, serum IgE was not increased."
    )


def test_what_was_reduced_by_an_agent_need_not_be_low():
    assert not stated("The infusion reduced the glucose.")
    assert stated("A reduced glucose was found.") == [("glucose", "reduced", "low")]


def test_examinations_without_pathological_results_are_normal():
    assert ("urinalysis", "no pathological results", "normal") in stated(
        "Urinalysis showed no pathological results."
    )


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Blood cultures from the line and the port both grew gram negative rods.", "gram negative rods"),
        ("Three sputum cultures demonstrated Nocardia farcinica.", "Nocardia farcinica"),
    ],
)
def test_a_culture_shows_the_germ_it_grew(text, value):
    assert value in [said for _, said, _ in stated(text)]


def test_a_culture_that_shows_something_else_has_no_germ():
    assert all(said is None for _, said, _ in stated("Sputum cultures demonstrated the cause of it."))


def test_the_length_of_a_part_is_not_the_height_of_the_body():
    assert stated("The bowel had grown in length, from 20 cm to 45 cm.")[0][0] != "body height"
    assert stated("His length was 71 cm.")[0][:2] == ("body height", "71 cm")


@pytest.mark.parametrize(
    ("text", "label", "value"),
    [
        ("She had thrombocytopenia (31,000/µL).", "platelet count", "31,000/µL"),
        ("He had fever up to 39.5 °C.", "body temperature", "up to 39.5 °C"),
        ("Leucopenia, 2600/mm3, was noted.", "white blood cell count", "2600/mm3"),
    ],
)
def test_a_finding_that_names_its_test_gives_it_the_value_behind(text, label, value):
    assert [(name, said) for name, said, _ in stated(text)] == [(label, value)]


@pytest.mark.parametrize("text", ["He had fever for 3 days.", "Anemia was treated with 200 mg of iron."])
def test_a_finding_without_a_value_of_its_test_is_no_measurement(text):
    assert not stated(text)


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("Her swallowing function improved.", "swallowing function"),
        ("The respiratory status deteriorated.", "respiratory status"),
        ("Bladder control was excellent.", "bladder control"),
    ],
)
def test_what_is_measured_may_be_named_by_the_text_alone(text, label):
    assert [name.lower() for name, _, _ in stated(text)] == [label]


@pytest.mark.parametrize(
    "text", ["The patient improved.", "His symptoms improved.", "The lesions were stable."]
)
def test_a_person_and_a_complaint_are_no_tests(text):
    assert not stated(text)


def test_values_of_two_sides_belong_to_one_test():
    said = stated("The visual acuity was 6/12 and 6/36 in the left and right eye, respectively.")
    assert [(name, value) for name, value, _ in said] == [
        ("visual acuity", "6/12"),
        ("visual acuity", "6/36"),
    ]


def test_a_bare_range_in_brackets_behind_a_value_with_its_unit_is_its_interval():
    fact = next(f for f in read("Her calcium was 2.88 mmol/L (2.26 to 2.64).") if f.number)
    assert (fact.value, fact.interpretation, fact.reference_range) == ("2.88 mmol/L", "high", "2.26 to 2.64")


def test_a_word_before_a_test_does_not_reach_into_the_bracket_of_its_value():
    said = stated("She had a raised WBC count (12,800/µL with lymphocytes 20%).")
    assert ("lymphocyte count", "20%", "high") not in said
    assert ("alanine aminotransferase", "300 IU/L", "high") in stated("Raised liver enzymes (ALT 300 IU/L).")


@pytest.mark.parametrize(
    ("text", "label", "value"),
    [
        ("The serum electrolytes showed normal levels.", "electrolytes", "normal"),
        ("Plasma lactate was raised and ranged from 2.5 mmol/L to 8 mmol/L.", "lactate", "8 mmol/L"),
        ("Urine analysis showed pH 7.0 and proteins 3+.", "urine pH", "7.0"),
        ("Immune globulin G (IgG) was raised at 24 g/L.", "IgG", "24 g/L"),
    ],
)
def test_a_result_is_found_in_the_words_of_a_report(text, label, value):
    assert value in [said for name, said, _ in stated(text) if name == label]


@pytest.mark.parametrize(
    ("text", "label", "values"),
    [
        ("Glucose was 560 mg/dL and fell to 320 mg/dL.", "glucose", ["560 mg/dL", "320 mg/dL"]),
        ("Ferritin was 900 µg/L and then rapidly rose to 2000 µg/L.", "ferritin", ["900 µg/L", "2000 µg/L"]),
    ],
)
def test_a_value_that_rose_or_fell_is_one_of_the_same_test(text, label, values):
    assert [(name, value) for name, value, _ in stated(text)] == [(label, v) for v in values]


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("The white cell count in the CSF was 3,200/µL.", "CSF white cell count"),
        ("Protein in the pleural fluid was 4.2 g/dL.", "pleural fluid protein"),
    ],
)
def test_what_is_counted_in_another_fluid_shows_nothing_of_the_blood(text, label):
    assert label in measured(text)
    assert shown(text) <= {("HP:0012229", "present")}  # pleocytosis of the fluid itself


def test_the_amount_of_one_test_is_not_that_of_an_antibody_behind_it():
    assert measured("She had low C3 and anti-dsDNA antibodies.")["complement C3"].interpretation == "low"
    assert (
        measured("She had low C3 and anti-dsDNA antibodies.")["anti-double-stranded DNA antibody"].value
        is None
    )


def values_of(text):
    return [(f.label, f.value, f.unit) for f in read(text) if f.kind == "measurement" and f.value]


@pytest.mark.parametrize(
    ("text", "results"),
    [
        (
            "The central corneal thickness was 505 and 512 \u00b5m.",
            [("central corneal thickness", "505", "um"), ("central corneal thickness", "512 \u00b5m", "um")],
        ),
        (
            "Calcium was 3.1 and later 3.4 mmol/L.",
            [("calcium", "3.1", "mmol/L"), ("calcium", "3.4 mmol/L", "mmol/L")],
        ),
        (
            "Sodium and potassium were 139 and 4.2 mmol/L.",
            [("sodium", "139", "mmol/L"), ("potassium", "4.2 mmol/L", "mmol/L")],
        ),
        ("Lactate was 5 and glucose 90 mg/dL.", [("lactate", "5", None), ("glucose", "90 mg/dL", "mg/dL")]),
        (
            "Creatinine fell from 3.2 mg/dL on admission to 1.2 mg/dL at discharge.",
            [("creatinine", "3.2 mg/dL", "mg/dL"), ("creatinine", "1.2 mg/dL", "mg/dL")],
        ),
    ],
)
def test_values_of_one_list_share_the_unit_of_the_last(text, results):
    assert [r for r in values_of(text) if r[1] != "fell"] == results


@pytest.mark.parametrize(
    ("text", "results"),
    [
        ("Tryptase two hours after the sting was 29 \u00b5g/L.", [("tryptase", "29 \u00b5g/L")]),
        ("Cortisol at 8 AM was 3.1 \u00b5g/dL.", [("cortisol", "3.1 \u00b5g/dL")]),
        (
            "The blood lead level was 66 \u00b5g/dL and the urinary one was 410 \u00b5g/L.",
            [("lead level", "66 \u00b5g/dL"), ("lead level", "410 \u00b5g/L")],
        ),
        (
            "Visual acuity was 20/30 on the right side and counting fingers in the left eye.",
            [("visual acuity", "20/30"), ("visual acuity", "counting fingers")],
        ),
        (
            "Visual acuity in the left eye was 20/60 and that in the right eye was 20/30.",
            [("visual acuity", "20/60"), ("visual acuity", "20/30")],
        ),
        ("ANA was seen (1:640, speckled).", [("antinuclear antibody", "1:640")]),
        ("The MCV of red blood cells was 71 fL.", [("mean corpuscular volume", "71 fL")]),
        ("Beighton 7/9 was noted.", [("Beighton score", "7/9")]),
        ("The sensitivity was 73 % (95 % CI 0.68 to 0.89).", []),
        ("The cells had acinar aspects.", []),
        ("Ultrasound examinations were normal.", []),  # no examination of the body
    ],
)
def test_a_circumstance_a_side_and_a_pronoun_keep_the_value_with_its_test(text, results):
    assert [(label, value) for label, value, _ in values_of(text)] == results


def test_of_two_lists_each_has_its_own_result() -> None:
    text = "The cells were positive for CD31, ERG and CD34, negative for HHV-8 and cytokeratin."
    found = [f for f in facts_of(text) if f.kind == "measurement"]
    assert [(f.label, f.interpretation) for f in found] == [
        ("CD31", "positive"),
        ("ERG stain", "positive"),
        ("CD34", "positive"),
        ("HHV-8", "negative"),
        ("cytokeratin", "negative"),
    ]
    assert not [f for f in facts_of(text) if f.kind == "procedure"]
    assert [f.label for f in facts_of("The ERG was flat.") if f.kind == "procedure"] == [
        "electroretinography"
    ]


@pytest.mark.parametrize(
    ("text", "label", "values"),
    [
        ("Haemoglobin was 9.3, 8.9 and 10.4 g/dL.", "hemoglobin", ["9.3", "8.9", "10.4 g/dL"]),
        (
            "Platelets were 41,000, 62,000 and 118,000/\u00b5L.",
            "platelet count",
            ["41,000", "62,000", "118,000/\u00b5L"],
        ),
        ("Sodium was 131 and lactate 3 and 4 mmol/L.", "sodium", ["131"]),
        ("The Apgar scores were 8/9/10.", "Apgar score", ["8/9/10"]),
        ("He scored 23/30 on the MMSE and 17/30 on the MoCA.", "MMSE", ["23/30"]),
        ("He scored 23/30 on the MMSE and 17/30 on the MoCA.", "MoCA", ["17/30"]),
        ("The Glasgow Coma Scale (score, 12) was noted.", "Glasgow Coma Scale", ["12"]),
        ("He had hypokalemia (2.7) and weakness.", "potassium", ["2.7"]),
        ("Visual acuity was 20/400, improving slowly to 20/100.", "visual acuity", ["20/400", "20/100"]),
        ("Interleukin-8 was 58 pg/mL.", "interleukin 8", ["58 pg/mL"]),
        ("The blood sugar level was 540 mg/dL.", "glucose", ["540 mg/dL"]),
    ],
)
def test_lists_of_values_points_on_a_scale_and_names_with_a_number_are_read_whole(text, label, values):
    found = [f.value for f in read(text) if f.label == label and f.number is not None]
    assert found == values


@pytest.mark.parametrize(
    ("text", "results"),
    [
        (
            "The ESR and CRP were decreased to 36 mm/h and 0.4 mg/L.",
            [("erythrocyte sedimentation rate", "36 mm/h"), ("C-reactive protein", "0.4 mg/L")],
        ),
        (
            "Haemoglobin fell to 61 g/l and then stabilized at 98 g/l.",
            [("hemoglobin", "61 g/l"), ("hemoglobin", "98 g/l")],
        ),
        (
            "The glomerular filtration rate estimated by the MDRD equation was 24 mL/min.",
            [("glomerular filtration rate", "24 mL/min")],
        ),
        (
            "Her height was 131 cm (-2.2 SD; <3rd centile).",
            [("body height", "131 cm"), ("body height", "-2.2 SD"), ("body height", "<3rd centile")],
        ),
        ("There was leukocyturia (28/\u00b5l).", [("urine white blood cells", "28/\u00b5l")]),
        ("A 3D view of the heart (Figure 1g) was taken.", []),
    ],
)
def test_values_stay_with_their_tests_over_words_and_brackets(text, results):
    found = [(f.label, f.value) for f in read(text) if f.kind == "measurement" and f.number is not None]
    assert found == results


def test_grams_in_small_letters_are_no_giga():
    assert measured("Haemoglobin was 101 g/l.")["hemoglobin"].unit == "g/L"
    assert measured("Platelets were 20 g/l.")["platelet count"].unit == "10*9/L"


@pytest.mark.parametrize(
    ("text", "interpretation"),
    [
        ("The LDH was 310 U/L (N=200-400).", "normal"),
        ("The LDH was 310 U/L (N: 100-200 U/L).", "high"),
        ("The LDH was 310 U/L (N < 250).", "high"),
    ],
)
def test_an_n_before_a_range_or_a_limit_is_normal(text, interpretation):
    fact = measured(text)["lactate dehydrogenase"]
    assert (fact.interpretation, fact.rule) == (interpretation, "reference interval of the report")


def test_an_n_before_a_number_counts_people():
    assert measured("The platelet count was low (n=3).")["platelet count"].reference_range is None


def test_a_therapeutic_range_is_what_a_level_is_compared_with() -> None:
    (level,) = (
        f
        for f in facts_of("Serum lithium was 3.1 mmol/L (therapeutic range 0.6-1.0).")
        if f.kind == "measurement"
    )
    assert level.interpretation == "high"


def test_a_result_that_is_turned_round_shows_no_absence() -> None:
    facts = facts_of("ANA was negative initially but later became positive.")
    assert [f.value for f in facts if f.kind == "measurement"] == ["negative", "positive"]
    assert [f.status for f in facts if f.label == "Antinuclear antibody positivity"] == ["present"]


def test_a_but_before_another_test_turns_nothing() -> None:
    facts = facts_of("Creatinine was normal but CRP was elevated.")
    assert [(f.label, f.value) for f in facts if f.kind == "measurement"] == [
        ("creatinine", "normal"),
        ("C-reactive protein", "elevated"),
    ]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Anti-dsDNA was 320 IU/mL (<30).", "high"),
        ("Ferritin was 12 ng/mL (>15).", "low"),
        ("Creatinine was 1.2 mg/dL (<1.3).", "normal"),
    ],
)
def test_a_bound_in_brackets_behind_a_value_is_its_reference(text: str, said: str) -> None:
    assert [i for _, _, i in stated(text)] == [said]


def test_a_low_phosphate_diet_is_no_low_phosphate() -> None:
    assert stated("A low-phosphate diet was begun.") == []


def test_the_noun_behind_the_last_of_a_list_of_germs_is_said_of_all() -> None:
    said = stated("HBsAg, anti-HCV, CMV and EBV serologies: negative.")
    assert [(test, value) for test, value, _ in said] == [
        ("hepatitis B surface antigen", "negative"),
        ("hepatitis C serology", "negative"),
        ("cytomegalovirus serology", "negative"),
        ("Epstein-Barr virus serology", "negative"),
    ]


def test_a_second_reference_interval_is_of_a_test_that_was_not_read():
    text = "She had normal PTH (4.3 pmol/l, normal: 1.5-7.5), anaemia (6.4, normal: 18.5-40.1)."
    fact = measured(text)["parathyroid hormone"]
    assert (fact.interpretation, fact.rule) == ("normal", "reference interval of the report")


@pytest.mark.parametrize("sign", ["positive", "negative"])
def test_a_substance_a_tissue_is_stained_for_is_no_level_of_the_serum(sign):
    found = read(f"Immunohistochemistry was {sign} for TSH.")
    assert [(f.kind, f.code, f.method) for f in found] == [("measurement", None, "histology")]


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("Language development was normal.", "Delayed speech and language development"),
        ("Motor development was age-appropriate.", "Motor delay"),
        ("Her development was normal.", "Global developmental delay"),
    ],
)
def test_the_development_that_is_normal_is_the_one_named(text: str, label: str) -> None:
    assert {f.label for f in facts_of(text) if f.status == "absent"} == {label}


def results_of(text: str) -> list[tuple[str, str | None]]:
    return [(f.label, f.value) for f in facts_of(text) if f.kind == "measurement"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("AST had risen from 20 to 380 U/L.", [("aspartate aminotransferase", v) for v in ("20", "380 U/L")]),
        ("Hb was 8.1 g/dL (11.2 two days earlier).", [("hemoglobin", v) for v in ("8.1 g/dL", "11.2")]),
        (
            "Calcium was normal, as were phosphate and PTH; ferritin was low.",
            [
                ("calcium", "normal"),
                ("phosphate", "normal"),
                ("parathyroid hormone", "normal"),
                ("ferritin", "low"),
            ],
        ),
        (
            "Antinuclear and smooth muscle antibodies were negative.",
            [("antinuclear antibody", "negative"), ("anti-smooth muscle antibody", "negative")],
        ),
        (
            "Tests for hepatitis A, C and E were negative.",
            [(f"hepatitis {letter} serology", "negative") for letter in "ACE"],
        ),
        (
            "Grip (power grade 4/5), absent reflexes and a rash were noted.",
            [("muscle strength", "4/5"), ("deep tendon reflexes", "absent")],
        ),
        ("CT showed a cyst of the liver measuring 4 cm.", []),
        ("In a survey 1 in 9 had a cough.", []),
        (
            "CRP was 30 on day 2, 12 on day 9 and 4 at discharge.",
            [("C-reactive protein", v) for v in ("30", "12", "4")],
        ),
    ],
)
def test_results_are_those_of_the_test_named(text: str, expected: list[tuple[str, str | None]]) -> None:
    assert results_of(text) == expected
