from __future__ import annotations

import pytest

from reading.invented import PAGE
from seriatim.errors import InputError
from seriatim.model import Report
from seriatim.reading import read_bytes


@pytest.fixture(scope="module")
def report() -> Report:
    return read_bytes(PAGE.encode(), "odd.html")


def test_the_head_of_the_page_gives_the_metadata(report: Report) -> None:
    assert report.title == "Bronze rash in a beekeeper"
    assert [(a.family, a.given) for a in report.authors] == [("Carter", "Ann B."), ("van der Berg", "Jan")]
    assert (report.journal, report.year, report.doi) == ("Journal of Odd Skin", 2011, "10.9999/odd.1")


def test_menus_scripts_and_footers_are_left_out(report: Report) -> None:
    for clutter in ("Home", "Skip", "Related", "rights"):
        assert clutter not in report.text


def test_headings_make_sections(report: Report) -> None:
    assert [(s.level, s.name) for s in report.sections if s.name not in ("caption", "table")] == [
        (1, "title"), (1, "case"), (1, "discussion"), (2, "discussion"), (1, "references"),
    ]  # fmt: skip
    assert len(report.references) == 2


def test_tables_and_raised_signs_are_kept_apart(report: Report) -> None:
    assert "Test\tValue\nANA\t1:320" in report.text
    assert [report.text[c.start : c.end] for c in report.tables[0].cells] == ["Test", "Value", "ANA", "1:320"]
    assert "plaques[1,2] and 4 x 10^9/L" in report.text
    assert [m.numbers for m in report.citation_marks] == [("1", "2")]


@pytest.mark.parametrize("encoding", ["utf-8", "cp1252", "utf-16"])
def test_the_encoding_the_page_names_is_used(encoding: str) -> None:
    page = f'<html><head><meta charset="{encoding}"></head><body><p>Sjögren’s syndrome</p></body></html>'
    assert read_bytes(page.encode(encoding), "x.html").text == "Sjögren’s syndrome"


def test_a_page_without_words_is_refused() -> None:
    with pytest.raises(InputError, match="without words"):
        read_bytes(b"<html><body><script>x()</script></body></html>", "x.html")


def test_a_page_laid_out_in_a_table_is_read_as_text() -> None:
    page = "<html><body><table><tr><td>Menu</td><td><h1>A rash</h1><h2>Case report</h2><p>A man aged 40.</p></td></tr></table></body></html>"
    report = read_bytes(page.encode(), "x.html")
    assert report.tables == ()
    assert "Case report\n\nA man aged 40." in report.text


def test_the_article_is_kept_whatever_its_container_is_called() -> None:
    page = (
        '<html><body><div class="menu">Home</div><div class="page nav-open"><h2>Case report</h2>'
        "<p>A man aged 40 had a rash on both shins that came and went for six years.</p></div></body></html>"
    )
    assert read_bytes(page.encode(), "x.html").text.startswith("Case report\n\nA man aged 40")
    assert "Home" not in read_bytes(page.encode(), "x.html").text
