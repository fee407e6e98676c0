"""Invented prose with facts at given words, for the tests of what completes a fact."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

from seriatim.extract._context import Context, People, begin_fact
from seriatim.model import Cell, CitationMark, Fact, Reference, Report, Section, Table
from seriatim.text import read_prose


def context(
    text: str, *sections: tuple[str, str], people: People | None = None, cited: Sequence[str] = ()
) -> Context:
    """Make a context of a text; each section is (name, its first words), and reaches to the next one.

    Args:
        text: the report's text.
        sections: name and first words of each section.
        people: who is spoken of.
        cited: citation marks as printed ("[3]"), each standing for the number in it.
    """
    starts = [text.index(words) for _, words in sections]
    ends = [*starts[1:], len(text)]
    marks = tuple(
        CitationMark(text.index(mark), text.index(mark) + len(mark), (mark.strip("[]()"),)) for mark in cited
    )
    report = Report(
        id="r",
        text=text,
        sections=tuple(
            Section(name, words, a, b) for (name, words), a, b in zip(sections, starts, ends, strict=False)
        ),
        references=tuple(Reference(m.numbers[0], "", 0, 0) for m in marks),
        citation_marks=marks,
    )
    return Context(read_prose(report), people or People())


def facts(where: Context, *named: str, kind: str = "phenotype", **known: Any) -> list[Fact]:
    """Begin a fact at the first place of each of some words."""
    text = where.prose.report.text
    return [begin_fact(where.prose, kind, w, (text.index(w), text.index(w) + len(w)), **known) for w in named]


def tabled(
    rows: Sequence[Sequence[str]], *, before: str = "", header: bool = True, sections: Sequence[str] = ()
) -> Report:
    """Make a report with a table, cells parted by tabs and rows by line ends.

    Args:
        rows: the words of each cell.
        before: text before the table.
        header: whether the first row is a heading.
        sections: names of the sections that hold the text before, and the table; the last one holds the table.
    """
    text, cells = before, []
    for row, line in enumerate(rows):
        for column, words in enumerate(line):
            cells.append(Cell(row, column, len(text), len(text) + len(words), header=header and row == 0))
            text += words + ("\n" if column == len(line) - 1 else "\t")
    edges = (0, len(before), len(text)) if len(sections) > 1 else (0, len(text))
    named = tuple(Section(name, "", a, b) for name, (a, b) in zip(sections, pairwise(edges), strict=False))
    return Report(id="r", text=text, sections=named, tables=(Table(len(before), len(text), tuple(cells)),))
