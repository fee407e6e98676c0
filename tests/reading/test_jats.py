from __future__ import annotations

import pytest

from reading.invented import JATS
from seriatim.errors import InputError
from seriatim.model import Report
from seriatim.reading import find_headings, read_bytes


@pytest.fixture(scope="module")
def report() -> Report:
    return read_bytes(JATS.encode(), "odd.xml")


def test_metadata_is_read(report: Report) -> None:
    assert report.id == "PMC9000002"
    assert (report.pmid, report.pmcid, report.doi) == ("90000001", "PMC9000002", "10.9999/odd.1")
    assert report.title == "Bronze rash in a beekeeper"
    assert [(a.family, a.given) for a in report.authors] == [("Carter", "Ann B."), ("van der Berg", "Jan")]
    assert (report.journal, report.year, report.article_type) == ("Journal of Odd Skin", 2011, "case-report")
    assert report.dates == {"received": "2011-05-03", "accepted": "2011-06-09", "published": "2011-07-02"}
    assert report.license == "http://creativecommons.org/licenses/by/4.0/"
    assert report.keywords == ("bronze", "bees")
    assert report.language == "en"


def test_sections_nest_and_take_their_role_from_their_titles(report: Report) -> None:
    levels = [(s.level, s.name, s.title) for s in report.sections if s.name not in ("caption", "table")]
    assert levels == [
        (1, "title", ""),
        (1, "abstract", "Abstract"),
        (2, "abstract", "Background"),
        (1, "introduction", "Introduction"),
        (1, "case", "Case report"),
        (2, "case", "Laboratory findings"),
        (1, "discussion", "Discussion"),
        (1, "other", ""),
        (1, "references", "References"),
    ]


def test_headings_are_those_of_the_body(report: Report) -> None:
    assert find_headings(report) == ("Introduction", "Case report", "Laboratory findings", "Discussion")


def test_a_figure_inside_a_sentence_does_not_cut_it(report: Report) -> None:
    assert "4 x 10^9/L of cells." in report.text
    caption = next(s for s in report.sections if s.name == "caption")
    assert report.text[caption.start : caption.end] == "Figure 1. Bronze plaques."


def test_a_table_is_laid_out_cell_by_cell(report: Report) -> None:
    (table,) = report.tables
    cells = [(c.row, c.column, report.text[c.start : c.end], c.header) for c in table.cells]
    assert cells == [
        (0, 0, "Test", True), (0, 1, "Value", True), (1, 0, "ANA", False), (1, 1, "1:320", False),
        (2, 1, "speckled", False), (3, 0, "", False), (3, 1, "CK 120 U/L", False),
    ]  # fmt: skip
    assert "ANA\t1:320\n" in report.text


def test_citations_are_marked_and_ranges_written_out(report: Report) -> None:
    marks = [(report.text[m.start : m.end], m.numbers) for m in report.citation_marks]
    assert marks == [("1", ("1",)), ("1-3", ("1", "2", "3"))]
    assert "seldom met[1]." in report.text


def test_references_are_entries_with_the_places_of_their_fields(report: Report) -> None:
    first, second, third = report.references
    assert [a.family for a in second.authors] == ["Dray"]
    assert (first.title, first.journal, first.year, first.volume, first.pages) == (
        "Bronze rashes",
        "J Odd Skin",
        1902,
        "3",
        "14-19",
    )
    assert (second.year, second.issue, second.pages, second.doi) == (1904, "2", "101-3", "10.9999/odd.2")
    assert third.raw == "Wu L. Bees and bronze. Hive Med 1999."
    for reference in report.references:
        assert report.text[reference.start : reference.end] == reference.raw
        for start, end in reference.fields.values():
            assert reference.start <= start < end <= reference.end


def test_a_named_space_without_its_definition_is_read(report: Report) -> None:
    assert "man\u00a0had" in report.text


def test_broken_xml_is_an_input_error_of_one_line() -> None:
    with pytest.raises(InputError) as caught:
        read_bytes(JATS[: len(JATS) // 2].encode(), "half.xml")
    assert "half.xml" in str(caught.value)
    assert "\n" not in str(caught.value)


def test_external_entities_are_never_fetched(tmp_path: object) -> None:
    words = '<!DOCTYPE article [<!ENTITY x SYSTEM "file:///etc/hostname">]><article><body><p>A&x;B</p></body></article>'
    assert read_bytes(words.encode(), "x.xml").text == "AB"


def test_a_billion_laughs_are_not_laughed() -> None:
    rows = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))
    words = f'<!DOCTYPE article [<!ENTITY l0 "ha">{rows}]><article><body><p>Ha &l11;</p></body></article>'
    with pytest.raises(InputError, match="amplification"):
        read_bytes(words.encode(), "x.xml")


def test_xml_of_another_kind_is_refused() -> None:
    with pytest.raises(InputError, match="another kind"):
        read_bytes(b"<?xml version='1.0'?><svg><g/></svg>", "x.xml")
