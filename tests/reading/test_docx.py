from __future__ import annotations

import pytest

from reading.invented import make_docx, make_zip
from seriatim.errors import InputError
from seriatim.model import Report
from seriatim.reading import read_bytes


@pytest.fixture(scope="module")
def report() -> Report:
    return read_bytes(make_docx(), "odd.docx")


def test_tracked_insertions_are_text_and_deletions_are_not(report: Report) -> None:
    assert "A 52-year-old man had bronze plaques[1]." in report.text


def test_text_boxes_and_content_controls_are_read_once(report: Report) -> None:
    assert report.text.count("Boxed words.") == 1
    assert report.text.count("Controlled words.") == 1


def test_tables_and_numbered_lists_are_laid_out(report: Report) -> None:
    assert "ANA\t1:320" in report.text
    assert [r.number for r in report.references] == ["1", "2"]
    assert "\n1. Mull P." in report.text


def test_styles_make_title_authors_and_sections(report: Report) -> None:
    assert report.title == "Bronze rash in a beekeeper"
    assert [a.family for a in report.authors] == ["Carter", "Wu"]
    assert [s.name for s in report.sections if s.level == 1] == ["title", "other", "case", "references"]


def test_a_damaged_package_is_an_input_error() -> None:
    data = make_docx()
    with pytest.raises(InputError):
        read_bytes(data[: len(data) // 2], "half.docx")


def test_a_package_of_another_kind_is_named() -> None:
    with pytest.raises(InputError, match="spreadsheet"):
        read_bytes(make_zip({"xl/workbook.xml": b"<x/>"}), "x.docx")
