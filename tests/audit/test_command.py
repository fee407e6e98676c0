"""The commands `seriatim audit` and `seriatim references`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from seriatim.cli.audit import command as audit
from seriatim.cli.references import command as references

LETTER = """Blue nails in gout

Sir,

We report a 50-year-old man with blue nails. Blue nails are rare (1, 2). They were told of by others (3, 5).

CASE REPORT

A 50-year-old man with gout presented with blue nails. He was treated with colchicine and recovered.

DISCUSSION

Blue nails are due to silver (2). They fade with time (3).

REFERENCES

1. Holm PA. Nails of the foot. Cutis 1994; 12: 101-4.
2. Vik JM. Nails of the hand. Lancet 1999; 3: 2-3.
3. Lund K. Hair of the head. Lancet 2001; 5: 7-9.
"""


@pytest.fixture
def letter(tmp_path: Path) -> Path:
    path = tmp_path / "letter.txt"
    path.write_text(LETTER, encoding="utf-8")
    return path


def test_strict_ends_with_status_three_where_a_note_is_an_error(letter: Path) -> None:
    plain = CliRunner().invoke(audit, [str(letter)])
    strict = CliRunner().invoke(audit, [str(letter), "--strict"])
    assert (plain.exit_code, strict.exit_code) == (0, 3)
    assert "cited-missing" in plain.stdout


def test_json_holds_the_notes_the_gravest_first(letter: Path) -> None:
    notes = json.loads(CliRunner().invoke(audit, [str(letter), "--format", "json"]).stdout)["notes"]
    assert notes[0]["severity"] == "error"
    assert notes[0]["refers_to"] == ["5"]


def test_html_escapes_what_it_quotes(letter: Path) -> None:
    letter.write_text(LETTER.replace("Blue nails in gout", "Blue nails & <gout>"), encoding="utf-8")
    page = CliRunner().invoke(audit, [str(letter), "--format", "html"]).stdout
    assert "<gout>" not in page


def test_references_of_a_report_are_printed(letter: Path) -> None:
    rows = [json.loads(line) for line in CliRunner().invoke(references, [str(letter)]).stdout.splitlines()]
    assert [(r["report"], r["number"], r["year"]) for r in rows] == [
        ("letter", "1", 1994),
        ("letter", "2", 1999),
        ("letter", "3", 2001),
    ]


def test_a_file_of_one_reference_a_line_is_read_as_such(tmp_path: Path) -> None:
    path = tmp_path / "list.txt"
    path.write_text(
        "Holm PA. Nails. Cutis 1994; 12: 101-4.\nVik JM. Hair. Lancet 1999; 3: 2-3.\n", encoding="utf-8"
    )
    ris = CliRunner().invoke(references, [str(path), "--format", "ris"]).stdout
    assert ris.count("TY  - JOUR") == 2


def test_a_missing_file_fails_with_one_line_and_the_others_are_read(letter: Path, tmp_path: Path) -> None:
    result = CliRunner().invoke(references, [str(tmp_path / "none.txt"), str(letter)])
    assert result.exit_code == 1
    assert "none.txt" in result.stderr
    assert len(result.stdout.splitlines()) == 3
