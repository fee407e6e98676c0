"""References for reference managers."""

from __future__ import annotations

import json

import pytest

from seriatim.errors import UsageError
from seriatim.export.citations import WRITERS, write_references
from seriatim.model import Author, Reference

ENTRIES = [
    Reference(
        "1",
        "",
        0,
        0,
        (Author("Holm", "PA"), Author("Vik", "J")),
        "Soles & heels",
        "Cutis",
        1994,
        "12",
        "3",
        "1155-9",
        "10.1/x",
        "77",
    ),
    Reference("2", "", 0, 0, (Author("Holm", "PA"),), "A book of soles", year=1994),
    Reference("3", "see above", 0, 0),
]


def test_ris_has_one_record_an_entry_and_pages_written_out() -> None:
    ris = write_references(ENTRIES, "ris")
    assert ris.count("TY  - ") == ris.count("ER  - ") == 3
    assert "SP  - 1155\nEP  - 1159" in ris
    assert "N1  - see above" in ris


def test_bibtex_keys_are_unique_and_special_characters_escaped() -> None:
    bibtex = write_references(ENTRIES, "bibtex")
    assert "@article{holm1994," in bibtex
    assert "@book{holm1994-2," in bibtex
    assert r"Soles \& heels" in bibtex


def test_csl_json_names_type_authors_and_date() -> None:
    items = json.loads(write_references(ENTRIES, "csl-json"))
    assert [i["type"] for i in items] == ["article-journal", "book", "document"]
    assert items[0]["author"][0] == {"family": "Holm", "given": "P. A."}
    assert items[0]["issued"] == {"date-parts": [[1994]]}


def test_json_lines_carry_the_index_scorers_align_by() -> None:
    rows = [json.loads(line) for line in write_references(ENTRIES, "jsonl").splitlines()]
    assert [(r["kind"], r["index"]) for r in rows] == [("reference", 0), ("reference", 1), ("reference", 2)]


@pytest.mark.parametrize("form", WRITERS)
def test_no_references_are_written_as_an_empty_list(form: str) -> None:
    assert write_references([], form).strip() in ("", "[]")


def test_an_unknown_format_is_a_usage_error_that_names_the_known_ones() -> None:
    with pytest.raises(UsageError, match="bibtex"):
        write_references(ENTRIES, "endnote")
