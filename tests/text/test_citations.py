"""Citation marks in the text."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seriatim.model import Author, CitationMark, Reference, Report, Section
from seriatim.reading import read_report
from seriatim.text.citations import find_citations


def numbered(count: int) -> tuple[Reference, ...]:
    return tuple(Reference(str(n), "", 0, 0) for n in range(1, count + 1))


def cited(text: str, count: int = 12) -> list[tuple[str, ...]]:
    return [c.numbers for c in find_citations(Report("r", text, references=numbered(count)))]


def test_ranges_and_lists_are_expanded() -> None:
    text = "First (1,2). Then (3–5, 7) and again (6; 8-10), twice (11) and last (12)."
    assert cited(text) == [("1", "2"), ("3", "4", "5", "7"), ("6", "8", "9", "10"), ("11",), ("12",)]


def test_a_range_may_be_written_out() -> None:
    assert cited("Seen before (refs 3 to 5) and again (1, 2), then (6).", 6) == [
        ("3", "4", "5"),
        ("1", "2"),
        ("6",),
    ]


def test_numbers_inside_a_range_are_told_apart() -> None:
    report = Report("r", "Seen before [3-6].", references=numbered(8))
    assert find_citations(report)[0].is_range == ("4", "5")


def test_a_report_keeps_to_one_habit_so_that_counts_in_brackets_are_no_citations() -> None:
    text = "Rash [1], fever [2,3], cough [4-6] in most (5), and since the year (2001) more [7,8,9]."
    assert cited(text, 9) == [("1",), ("2", "3"), ("4", "5", "6"), ("7", "8", "9")]


def test_figures_and_listed_items_in_round_brackets_are_no_citations() -> None:
    text = "Nodules (Fig. 2) in figure (3), with: (1) fever, (2) rash; as told before (1-4)."
    assert cited(text, 4) == [("1", "2", "3", "4")]


def test_superscripts_glued_to_words_are_citations_and_units_are_not() -> None:
    text = "The rash is rare.1,2 A patch of 4 cm2 was seen in others3-5 with CD4 cells; IL-6 is raised in some.6 See Fig.2."
    assert cited(text, 6) == [("1", "2"), ("3", "4", "5"), ("6",)]


def test_raised_digits_are_citations() -> None:
    assert cited("A rash is rare¹,² and worse in others³.", 3) == [("1", "2"), ("3",)]


def test_author_and_year_are_resolved_to_the_list() -> None:
    references = (
        Reference("1", "", 0, 0, (Author("Holm", "P"),), year=1994),
        Reference("2", "", 0, 0, (Author("Vik", "J"), Author("Lund", "K")), year=1999),
        Reference("3", "", 0, 0, (Author("Vik", "J"), Author("Dahl", "K")), year=1999),
    )
    text = "As told (Holm et al., 1994; Vik and Dahl 1999). Vik and Lund (1999) agreed."
    found = find_citations(Report("r", text, references=references))
    assert [c.numbers for c in found] == [("1",), ("3",), ("2",)]


def test_marks_of_the_source_come_first_and_are_not_doubled() -> None:
    text = "Seen before [2, 3] and after [4]."
    marks = (CitationMark(13, 14, ("2",)), CitationMark(16, 17, ("3",)))
    found = find_citations(Report("r", text, references=numbered(4), citation_marks=marks))
    assert [c.numbers for c in found] == [("2",), ("3",), ("4",)]


def test_the_reference_list_cites_nothing() -> None:
    text = "Rash [1,2].\n\nREFERENCES\n[1] Holm.\n[2] Vik."
    report = Report(
        "r", text, sections=(Section("references", "REFERENCES", 13, len(text)),), references=numbered(2)
    )
    assert [c.numbers for c in find_citations(report)] == [("1", "2")]


@given(st.text(alphabet="ab .,;()[]0123456789-–", max_size=120))
def test_citations_come_in_order_and_name_what_is_listed_or_stood_beside_it(text: str) -> None:
    found = find_citations(Report("r", text, references=numbered(9)))
    assert [c.start for c in found] == sorted(c.start for c in found)
    listed = {str(k) for k in range(1, 10)}
    beside = {n for c in found if listed.intersection(c.numbers) for n in c.numbers}
    assert all(listed.union(beside).issuperset(c.numbers) for c in found)


@pytest.mark.shared
def test_citations_are_found_where_published_articles_link_them(shared: Path) -> None:
    right = wrong = missed = 0
    for path in sorted((shared / "corpora" / "hindawi" / "jats").glob("*.xml")):
        report = read_report(path)
        linked = {(m.end, n) for m in report.citation_marks for n in m.numbers}
        bare = find_citations(replace(report, citation_marks=()))
        # a bracket may close behind the mark; what counts is the place and the number
        found = {
            (end, n)
            for c in bare
            for n in c.numbers
            for end, m in linked
            if m == n and c.start <= end <= c.end + 1
        }
        right += len(found)
        missed += len(linked - found)
        wrong += sum(len(c.numbers) for c in bare) - len(found)
    assert 2 * right / (2 * right + wrong + missed) > 0.95
