from __future__ import annotations

import os
from pathlib import Path

import pytest

from reading.invented import JATS, LETTER, PAGE, make_docx
from seriatim.errors import InputError
from seriatim.reading import files, read_bytes, read_report


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (b"", "is empty"),
        (b" \n\r\n ", "is empty"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "is an image"),
        (bytes(range(256)) * 8, "is a binary file"),
        (b"\xd0\xcf\x11\xe0 old", "is an old Word or Excel file"),
        (b"{\\rtf1 words}", "RTF"),
        (b"%PDF-1.4 and then nothing", "is a damaged PDF"),
        (b"PK\x03\x04 and then nothing", "is a damaged ZIP archive"),
        (b"\x1f\x8b and then nothing", "is a damaged gzip file"),
        (b"<?xml version='1.0'?><article><front>", "is truncated or malformed XML"),
        (b"\xff\xfe\x00", "is a binary file"),
    ],
)
def test_what_cannot_be_read_is_one_clear_line(tmp_path: Path, data: bytes, problem: str) -> None:
    path = tmp_path / "input.txt"
    path.write_bytes(data)
    with pytest.raises(InputError) as caught:
        read_report(path)
    assert problem in caught.value.problem
    assert str(caught.value).startswith(str(path))
    assert "\n" not in str(caught.value)


def test_a_folder_and_a_missing_file_are_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="is a folder"):
        read_report(tmp_path)
    with pytest.raises(InputError, match="does not exist"):
        read_report(tmp_path / "none.txt")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_forbidden_file_is_named(tmp_path: Path) -> None:
    path = tmp_path / "secret.txt"
    path.write_text("A rash.")
    path.chmod(0)
    with pytest.raises(InputError, match="may not be read"):
        read_report(path)


def test_a_file_of_absurd_size_is_refused_before_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "huge.txt"
    with path.open("wb") as file:
        file.truncate(files.LARGEST + 1)
    with pytest.raises(InputError, match="larger than 200 MB"):
        read_report(path)


@pytest.mark.parametrize(
    ("data", "kind"),
    [(LETTER.encode(), "text"), (JATS.encode(), "jats"), (PAGE.encode(), "html"), (make_docx(), "docx")],
)
@pytest.mark.parametrize("name", ["a.txt", "a.pdf", "a.xml", "a"])
def test_content_decides_the_format_and_not_the_name(data: bytes, kind: str, name: str) -> None:
    report = read_bytes(data, name)
    assert report.source.format == kind
    assert len(report.source.sha256) == 64


@pytest.mark.parametrize(
    ("data", "name", "words"),
    [
        (LETTER.encode(), "a.docx", "plain text, not a Word document"),
        (LETTER.encode("utf-16"), "a.PDF", "plain text, not a PDF"),
        (PAGE.encode(), "a.xml", "HTML, not JATS XML"),
        (make_docx(), "a.txt", "a Word document, not plain text"),
    ],
)
def test_a_name_that_promises_another_format_is_noted_once(data: bytes, name: str, words: str) -> None:
    (note,) = [n for n in read_bytes(data, name).notes if n.code == "file-misnamed"]
    assert note.message.startswith(f"{name} holds {words}; it was read as ")


@pytest.mark.parametrize("name", ["letter.txt", "letter.2011", "letter", "-"])
def test_a_name_that_promises_nothing_else_is_not_noted(name: str) -> None:
    assert not read_bytes(LETTER.encode(), name).notes


def test_the_stem_names_a_report_that_names_nothing(tmp_path: Path) -> None:
    path = tmp_path / "carter.2011.txt"
    path.write_text(LETTER)
    report = read_report(path)
    assert (report.id, report.source.path) == ("carter.2011", str(path))


def test_a_format_may_be_given(tmp_path: Path) -> None:
    assert read_bytes(PAGE.encode(), "page.html", format="text").text == PAGE
    with pytest.raises(InputError, match="unknown format"):
        read_bytes(b"A rash.", "x", format="tiff")
