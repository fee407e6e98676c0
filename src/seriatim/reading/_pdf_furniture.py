"""Running heads, running feet and page numbers: known by where they stand and that they come again."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from seriatim.reading._pdf_glyphs import PrintedPage, Segment
from seriatim.reading._pdf_rows import group_rows

_NUMBER = re.compile(r"^\W*(?:(?:page|p\.?)\s*)?[A-Za-z]?\d{1,6}(?:\s*(?:of|/|\|)\s*\d{1,5})?\W*$", re.I)
_FIGURES = re.compile(r"\d+")
_EDGE = 0.13
_ROWS = 4


def remove_furniture(pages: Sequence[PrintedPage]) -> tuple[list[list[Segment]], list[str]]:
    """Take running heads and page numbers off every page.

    Returns:
        The segments of each page that are left, and the words that were taken off, each once.
    """
    edges = [_edge_rows(page) for page in pages]
    seen = Counter(key for rows in edges for key in sorted({_key(row) for row in rows}) if key)
    kept, taken = [], []
    for page, edge in zip(pages, edges, strict=True):
        gone: set[int] = set()
        rows = [row for row in edge if page is not pages[0] or row[0].base < page.height / 2]
        for row in rows:
            words = " ".join(s.text for s in row)
            if seen[_key(row)] >= 2:
                taken.append(words)
                gone.update(map(id, row))
        gone |= _page_number(page, rows, gone)
        kept.append([s for s in page.segments if id(s) not in gone])
    return kept, list(dict.fromkeys(taken))


def _edge_rows(page: PrintedPage) -> list[list[Segment]]:
    """The outermost rows of a page, inside its upper and lower margin strips."""
    out = []
    for strip, first in ((_strip(page, top=True), 0), (_strip(page, top=False), -1)):
        rows = group_rows(strip) if strip else []
        out.extend(rows[:_ROWS] if first == 0 else rows[-_ROWS:])
    return out


def _strip(page: PrintedPage, *, top: bool) -> list[Segment]:
    height = page.height
    if top:
        return [s for s in page.segments if s.base > height * (1 - _EDGE)]
    return [s for s in page.segments if s.base < height * _EDGE]


def _key(row: Sequence[Segment]) -> str:
    words = " ".join(_FIGURES.sub(" ", " ".join(s.text for s in row)).casefold().split())
    return words if sum(c.isalpha() for c in words) >= 4 else ""


def _page_number(page: PrintedPage, rows: Sequence[Sequence[Segment]], gone: set[int]) -> set[int]:
    """Segments of a page number: figures alone in the first or the last row."""
    left = [row for row in rows if not any(id(s) in gone for s in row)]
    out: set[int] = set()
    for row in (left[0], left[-1]) if left else ():
        outermost = all(s.base >= row[0].base for s in page.segments) or all(
            s.base <= row[0].base for s in page.segments if id(s) not in gone
        )
        lowest = all(row[0].base <= s.base + 1 for s in page.segments if id(s) not in gone)
        if (outermost or lowest) and _NUMBER.match(" ".join(s.text for s in row)):
            out.update(map(id, row))
    return out
