"""Tables with a row or a column for each patient, and what their cells say."""

from __future__ import annotations

from dataclasses import replace

import pytest

from extract.invented import tabled
from seriatim.extract import run_steps
from seriatim.extract._context import Context, begin_fact
from seriatim.extract.people._person_tables import read_mark
from seriatim.extract.people.patients import assign_patients, find_patients
from seriatim.extract.results.lab_tables import find_table_measurements
from seriatim.extract.steps import default_steps
from seriatim.model import Author, Fact
from seriatim.text import Prose, read_prose


def with_table(before: str, rows: list[list[str]]) -> Prose:
    """Build prose of a case text with a table behind it."""
    return read_prose(tabled(rows, before=before + "\n", header=False, sections=("case", "table")))


def of(prose: Prose, word: str) -> list[Fact]:
    """Assign one present finding at a word of the text."""
    at = prose.text.index(word)
    fact = begin_fact(prose, "phenotype", word, (at, at + len(word)), status="present", subject="patient")
    return assign_patients(Context(prose, find_patients(prose)), [fact])


TWO = "Patient 1 was a 5-year-old girl. Patient 2 was a 7-year-old boy."


@pytest.mark.parametrize(
    ("words", "status"),
    [
        ("+ (left)", "present"),
        ("+; from birth", "present"),
        ("yes, bilateral", "present"),
        ("severe at birth", "present"),
        ("no (at 3 years)", "absent"),
        ("-a", "absent"),
        ("nd", "unknown"),
        ("no data", "unknown"),
        ("-2.5 sd", None),
        ("none of these", None),
        ("+/+", None),
    ],
)
def test_a_mark_may_have_a_remark_behind_it(words: str, status: str | None) -> None:
    assert read_mark(words) == status


def test_a_heading_over_empty_cells_is_a_finding_of_nobody() -> None:
    prose = with_table(
        TWO, [["Feature", "Patient 1", "Patient 2"], ["Ataxia", "+", "-"], ["Cataract", "", ""]]
    )
    assert [(f.patient, f.status) for f in of(prose, "Ataxia")] == [("P1", "present"), ("P2", "absent")]
    assert of(prose, "Cataract") == []


def test_people_may_be_named_in_the_second_row_of_a_table() -> None:
    rows = [
        ["Family", "A", "B"],
        ["Finding", "Patient 1", "Patient 2"],
        ["Ataxia", "no", "yes"],
        ["Rash", "-", "+"],
    ]
    assert [(f.patient, f.status) for f in of(with_table(TWO, rows), "Ataxia")] == [
        ("P1", "absent"),
        ("P2", "present"),
    ]


def test_numbered_rows_without_a_heading_for_people_are_no_people() -> None:
    rows = [["Day", "Creatinine"], ["1", "90"], ["2", "85 with ataxia"]]
    assert [f.patient for f in of(with_table(TWO, rows), "ataxia")] == [None]


def test_the_own_columns_of_a_table_of_other_papers_are_found_by_age_and_sex() -> None:
    case = "Case 1 is a 28-year-old woman with a rash. Case 2, a 62-year-old man, had fever."
    rows = [
        ["#", "1", "2", "3"],
        ["Patient", "Holm et al. [4]", "Present study", "Present study"],
        ["Age", "3 years", "62 years", "28 years"],
        ["Sex", "Male", "Male", "Female"],
        ["Myopia", "+", "-", "+"],
    ]
    found = of(with_table(case, rows), "Myopia")
    assert [(f.patient, f.status) for f in found] == [("P2", "absent"), ("P1", "present")]


def test_the_present_case_of_a_review_table_is_the_only_patient() -> None:
    case = "A 28-year-old woman presented with a rash."
    rows = [["Author", "Age", "Myopia"], ["Holm et al.", "31", "-"], ["Present case", "28", "+"]]
    assert [(f.patient, f.status) for f in of(with_table(case, rows), "Myopia")] == [("P1", "present")]


def test_what_stands_in_the_column_of_a_relative_is_of_the_family() -> None:
    rows = [
        ["Sign", "Proband", "Mother"],
        ["Skin", "small rash", "large ulcer"],
        ["Eye", "normal", "cataract"],
    ]
    prose = with_table("A 5-year-old boy presented with fever.", rows)
    assert [(f.patient, f.subject) for f in of(prose, "rash")] == [("P1", "patient")]
    assert [(f.patient, f.subject) for f in of(prose, "ulcer")] == [(None, "family")]


def test_relatives_who_are_the_patients_of_a_table_are_no_family() -> None:
    rows = [["Sign", "Mother", "Son"], ["Skin", "small rash", "large ulcer"]]
    prose = with_table("A 40-year-old woman and her 5-year-old son presented with fever.", rows)
    assert {f.subject for f in of(prose, "ulcer")} != {"family"}


def test_a_laboratory_value_of_the_father_is_not_the_patients() -> None:
    rows = [["Test", "Proband", "Father", "Reference"]]
    rows += [["Hemoglobin (g/L)", "90", "140", "120-160"], ["Platelets (x10^9/L)", "450", "200", "150-350"]]
    prose = with_table("A 5-year-old boy presented with fever.", rows)
    found = find_table_measurements(Context(prose, find_patients(prose)))
    assert {f.value for f in found if f.value} == {"90", "450"}


def test_what_a_table_tells_of_nobody_in_particular_is_of_no_patient() -> None:
    rows = [["Finding", "Patients"], ["Rash", "12"], ["Ataxia", "3"]]
    prose = with_table(TWO, rows)
    (told,) = of(prose, "Ataxia")
    found = assign_patients(Context(prose, find_patients(prose)), [told.changed(section="table")])
    assert [(f.patient, f.subject) for f in found] == [(None, "other")]


DENIED = [
    ["Feature", "Patient 1", "Patient 2"],
    ["Thoracic anomaly", "ataxia", "-"],
    ["Gait", "limp", "mild"],
]


@pytest.mark.parametrize("rows", [DENIED, [list(column) for column in zip(*DENIED, strict=True)]])
def test_who_is_denied_a_heading_is_denied_what_others_have_under_it(rows: list[list[str]]) -> None:
    prose = with_table(TWO, rows)
    found = sorted((f.patient or "", f.status, f.rule or "") for f in of(prose, "ataxia"))
    assert found == [("P1", "present", ""), ("P2", "absent", "table-heading")]
    assert [(f.patient, f.status) for f in of(prose, "limp")] == [("P1", "present")]


def test_a_cell_that_only_calls_a_heading_normal_denies_nobody_elses_finding() -> None:
    rows = [["Feature", "Patient 1", "Patient 2"], ["Mental development", "ataxia", "normal"]]
    assert [(f.patient, f.status) for f in of(with_table(TWO, rows), "ataxia")] == [("P1", "present")]


def test_the_present_case_is_denied_what_other_papers_list_under_a_heading() -> None:
    rows = [["Author", "Age", "Eye"], ["Holm et al.", "31", "cataract"], ["Present case", "28", "none"]]
    prose = with_table("A 28-year-old woman presented with a rash.", rows)
    found = of(prose, "cataract")
    assert [(f.patient, f.subject, f.status) for f in found] == [
        ("P1", "patient", "absent"),
        (None, "literature", "present"),
    ]


OWN = [
    ["Feature", "Patient 1", "Patient 2", "Holm et al. [3]", "Ruiz et al. [4]"],
    ["Ataxia", "+", "-", "+", "+"],
    ["Cataract", "-", "-", "+", "-"],
]


@pytest.mark.parametrize("rows", [OWN, [list(column) for column in zip(*OWN, strict=True)]])
def test_in_a_table_of_papers_labelled_lines_are_this_reports_patients(rows: list[list[str]]) -> None:
    prose = with_table(TWO, rows)
    assert [(f.patient, f.status) for f in of(prose, "Ataxia")] == [("P1", "present"), ("P2", "absent")]
    assert [(f.patient, f.status) for f in of(prose, "Cataract")] == [("P1", "absent"), ("P2", "absent")]


def test_the_first_authors_columns_are_this_reports_with_the_labels_below_them() -> None:
    rows = [
        ["Reference", "Vega et al.", "Vega et al.", "Holm et al. [3]", "Holm et al. [3]"],
        ["Patient", "1", "2", "1", "2"],
        ["Ataxia", "+", "-", "+", "+"],
    ]
    report = tabled(rows, before=TWO + "\n", header=False, sections=("case", "table"))
    prose = read_prose(replace(report, authors=(Author("Vega"), Author("Holm"))))
    assert [(f.patient, f.status) for f in of(prose, "Ataxia")] == [("P1", "present"), ("P2", "absent")]


def test_labelled_lines_that_name_a_paper_are_not_this_reports() -> None:
    rows = [
        ["", "Author", "Sign"],
        ["Patient 1", "Holm et al. [3]", "ataxia"],
        ["Patient 2", "Ruiz [4]", "fits"],
    ]
    found = of(with_table(TWO, rows), "ataxia")
    assert [(f.patient, f.subject) for f in found] == [(None, "literature")]


FAMILIES = [
    ["Family", "Patient", "Sex", "Age", "Ataxia"],
    ["A", "1", "F", "4", "+"],
    ["A", "2", "M", "6", "-"],
    ["B", "1", "M", "9", "+"],
    ["B", "2", "F", "11", "-"],
]
ACROSS = [
    ["", "Family 1", "Family 1", "Family 2", "Family 2"],
    ["Finding", "Patient 1", "Patient 2", "Patient 1", "Patient 2"],
    ["Sex", "F", "M", "M", "F"],
    ["Age", "4", "6", "9", "11"],
    ["Ataxia", "+", "-", "+", "-"],
]


@pytest.mark.parametrize("rows", [FAMILIES, ACROSS])
def test_people_of_several_families_are_apart_though_their_labels_are_alike(rows: list[list[str]]) -> None:
    prose = with_table("Four children of two families were seen with a rash.", rows)
    people = find_patients(prose).patients
    assert [(p.sex, p.age) for p in people] == [
        ("female", "P4Y"),
        ("male", "P6Y"),
        ("male", "P9Y"),
        ("female", "P11Y"),
    ]
    assert [f.status for f in of(prose, "Ataxia")] == ["present", "absent", "present", "absent"]


def test_the_lines_of_one_patients_visits_are_one_patient() -> None:
    rows = [["Patient", "Age", "Ataxia"], ["1", "4", "-"], ["1", "6", "+"], ["2", "9", "+"]]
    people = find_patients(with_table("Two children were seen with a rash.", rows)).patients
    assert len(people) == 2


def test_the_codes_of_a_table_are_labels_in_the_text() -> None:
    text = "Two children were seen. A severe ataxia was present in NR-06, and a rash in NR-07."
    rows = [["Subject ID", "Sex", "Age"], ["NR-06", "F", "4"], ["NR-07", "M", "6"]]
    prose = with_table(text, rows)
    assert [f.patient for f in of(prose, "ataxia")] == ["P1"]
    assert [f.patient for f in of(prose, "rash")] == ["P2"]


RESULTS = [
    ["Family member", "Mother", "Patient 1", "Patient 2"],
    ["Albumin (g/dl)", "4.1", "3.6 (normal)", "2.8 (low)"],
    ["Cholesterol (mg/dl)", "140", "117 (normal)", "148 (normal)"],
]


def test_a_result_is_of_the_patient_whose_cell_holds_it_and_shows_what_the_cell_calls_it() -> None:
    prose = with_table(TWO, RESULTS)
    facts = run_steps(prose, find_patients(prose), default_steps()).facts
    told = {(f.patient, f.value) for f in facts if f.kind == "measurement" and f.patient}
    assert told == {("P1", "3.6"), ("P2", "2.8"), ("P1", "117"), ("P2", "148")}
    shown = {(f.patient, f.label, f.status) for f in facts if f.kind == "phenotype"}
    assert shown == {
        ("P1", "Hypoalbuminemia", "absent"),
        ("P2", "Hypoalbuminemia", "present"),
        ("P1", "Hypercholesterolemia", "absent"),
        ("P2", "Hypercholesterolemia", "absent"),
    }


def test_the_words_of_two_cells_make_no_disease() -> None:
    prose = with_table(TWO, [["Sex", "Patient 1", "Female"], ["Disease status", "affected", "healthy"]])
    facts = run_steps(prose, find_patients(prose), default_steps()).facts
    assert [f.label for f in facts if f.kind == "disease"] == []
