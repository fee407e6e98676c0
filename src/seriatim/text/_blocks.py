"""The blocks of a text: paragraphs, headings, list items, captions and table cells."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from seriatim.model import Report

_BLANK_LINES = re.compile(r"\n[ \t\r\f]*\n\s*")
_LINE_ITEM = re.compile(
    r"\n(?=[ \t]*(?:[\u2022\u25cf\u25e6\u2023\u00b7*+-]\s|\(?(?:\d{1,2}|[a-z]|[ivx]{1,4})[.)]\s)\s*\S)"
)
_LINE = re.compile(r"\n")
_PAGE_NUMBER = re.compile(
    r"\W{0,4}(?:[Pp]age\s)?\d{1,5}\W{0,4}"
)  # between paragraphs: a sentence goes on behind it
_RAGGED = 0.6  # a line shorter than this share of the longest was ended on purpose
_NARROW = 40  # characters: below this no line is long enough to tell
_NEAR = 80  # characters: blanks at the end of a line are no more than that
_APART = frozenset({"references"})
_ASIDE = frozenset({"caption", "table", "title", "references"})


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of text that no sentence crosses unless a caption splits it.

    Attributes:
        section: name of the innermost section.
        paragraph: number of its paragraph.
        is_prose: running text, which may go on in a later block.
    """

    start: int
    end: int
    section: str | None
    paragraph: int
    is_prose: bool


def find_blocks(report: Report) -> Iterator[Block]:
    """Cut a report's text into blocks, in order; the reference list is left out.

    Blank lines part blocks, and so do headings, the edges of captions, the cells of tables, and within a paragraph
    the lines that were ended on purpose.
    """
    text = report.text
    edges = _edges(report)
    tables = [(t.start, t.end) for t in report.tables if t.cells]
    held: str | None = None
    paragraph = -1
    for low, high in _pieces(text, edges):
        section = report.section_at(low)
        name = section.name if section else None
        if name in _APART:
            continue
        in_table = any(a <= low < b for a, b in tables)
        prose = name not in _ASIDE and not in_table and not _PAGE_NUMBER.fullmatch(text, low, high)
        if not (prose and held == name and text[low].islower()):
            paragraph += 1
        held = name if prose else held
        for start, end in [(low, high)] if in_table else _lines(text, low, high):
            yield Block(start, end, name, paragraph, prose)


def _edges(report: Report) -> list[int]:
    """Return the offsets that no sentence crosses: sections, headings on a line of their own, cells."""
    edges = set()
    for section in report.sections:
        edges |= {section.start, section.end}
        behind = section.start + len(section.title)
        titled = bool(section.title) and report.text.startswith(section.title, section.start)
        if titled and report.text[behind : behind + 1] in ("\n", "\r"):
            edges.add(behind)
    for table in report.tables:
        edges |= {table.start, table.end}
        for cell in table.cells:
            edges |= {cell.start, cell.end}
    return sorted(edges)


def _pieces(text: str, edges: list[int]) -> Iterator[tuple[int, int]]:
    """Cut at blank lines and at edges; stretches of white space are dropped."""
    at = 0
    for gap in _BLANK_LINES.finditer(text):
        yield from _split_at(text, at, gap.start(), edges)
        at = gap.end()
    yield from _split_at(text, at, len(text), edges)


def _split_at(text: str, start: int, end: int, edges: list[int]) -> Iterator[tuple[int, int]]:
    low = start
    for at in range(bisect_right(edges, start), bisect_left(edges, end)):
        edge = edges[at]
        yield from _stripped(text, low, edge)
        low = edge
    yield from _stripped(text, low, end)


def _stripped(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while start < end and text[start].isspace():
        start += 1
    if start < end:
        yield start, end


def _lines(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Cut a paragraph at the lines that were ended on purpose: list items, headings, one statement a line."""
    breaks = [m.start() for m in _LINE.finditer(text, start, end)]
    if not breaks:
        yield start, end
        return
    items = {m.start() for m in _LINE_ITEM.finditer(text, start, end)}
    stops = [*breaks, end]
    widths = [b - a for a, b in zip([start, *breaks], stops, strict=True)]
    widest = max(widths)
    low = start
    for at, width in zip(breaks, widths, strict=False):
        follower = text[at : min(end, at + _NEAR)].lstrip()[:1]
        ragged = width < widest * _RAGGED and widest > _NARROW
        unfinished = follower.islower() or text[max(low, at - _NEAR) : at].rstrip()[-1:] in ",-\u2013"
        if at in items or (ragged and not unfinished) or (widest <= _NARROW and follower.isupper()):
            yield low, at
            low = at + 1
    yield low, end
