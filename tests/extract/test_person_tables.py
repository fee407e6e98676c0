"""Tables with a row or a column for each patient, and what their cells say."""

from __future__ import annotations

import pytest

from seriatim.extract._context import Context, begin_fact
from seriatim.extract._person_tables import read_mark
from seriatim.extract.patients import assign_patients, find_patients
from seriatim.model import Cell, Fact, Report, Section, Table
from seriatim.text import Prose, read_prose


def with_table(before: str, rows: list[list[str]]) -> Prose:
    """Build prose of a case text with a table behind it."""
    text, cells = before + "\n", []
    begin = len(text)
    for r, row in enumerate(rows):
        for c, words in enumerate(row):
            cells.append(Cell(r, c, len(text), len(text) + len(words)))
            text += words + "\t"
        text += "\n"
    sections = (Section("case", "", 0, begin), Section("table", "Table", begin, len(text)))
    return read_prose(Report("t", text, sections=sections, tables=(Table(begin, len(text), tuple(cells)),)))


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
