"""Tables of laboratory values, cell by cell."""

from extract.invented import tabled
from seriatim.extract._context import Context, People
from seriatim.extract.results.lab_tables import find_table_measurements
from seriatim.model import Patient
from seriatim.text import read_prose


def lay_out(rows, *patients):
    """Write a table as text with tabs, and give its facts."""
    return find_table_measurements(Context(read_prose(tabled(rows)), People(patients)))


def measured(facts):
    return [(f.label, f.value, f.unit, f.interpretation) for f in facts if f.kind == "measurement"]


def test_a_test_a_row_takes_unit_and_reference_from_their_columns():
    facts = lay_out(
        [
            ("Test", "Result", "Unit", "Reference range"),
            ("Hemoglobin", "8.1", "g/dL", "12-16"),
            ("Potassium", "4.4", "mmol/L", "3.5-5.0"),
            ("ANA", "Negative", "", "Negative"),
        ]
    )
    assert measured(facts) == [
        ("hemoglobin", "8.1", "g/dL", "low"),
        ("potassium", "4.4", "mmol/L", "normal"),
        ("antinuclear antibody", "Negative", None, "negative"),
    ]
    assert [f.reference_range for f in facts if f.kind == "measurement"] == ["12-16", "3.5-5.0", None]


def test_a_unit_in_brackets_belongs_to_every_value_of_the_row():
    facts = lay_out([("", "Admission", "Day 7"), ("CRP (mg/L)", "88", "6"), ("WBC (10^9/L)", "14.2", "8.0")])
    assert [(f.number, f.unit, f.time.text) for f in facts if f.kind == "measurement"][:2] == [
        (88.0, "mg/L", "Admission"),
        (6.0, "mg/L", "Day 7"),
    ]


def test_tests_may_stand_in_the_heading_row():
    facts = lay_out([("", "ALT (U/L)", "AST (U/L)"), ("Day 1", "210", "180"), ("Day 9", "30", "28")])
    assert measured(facts) == [
        ("alanine aminotransferase", "210", "U/L", "high"),
        ("alanine aminotransferase", "30", "U/L", "normal"),
        ("aspartate aminotransferase", "180", "U/L", "high"),
        ("aspartate aminotransferase", "28", "U/L", "normal"),
    ]


def test_a_column_a_patient_goes_to_that_patient():
    people = (Patient("P1", "male", "P40Y", "Case 1"), Patient("P2", "female", "P30Y", "Case 2"))
    facts = lay_out([("", "Case 1", "Case 2"), ("CK (U/L)", "900", "90"), ("ESR", "40", "10")], *people)
    assert [(f.patient, f.number) for f in facts if f.label == "creatine kinase"] == [
        ("P1", 900.0),
        ("P2", 90.0),
    ]


def test_a_table_without_tests_gives_nothing():
    assert lay_out([("Author", "Year"), ("A", "1999"), ("B", "2004")]) == []
