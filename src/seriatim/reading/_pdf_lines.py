"""Rows of a page to printed lines: words on the line, raised citations set in brackets."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from seriatim.reading._citations import set_raised
from seriatim.reading._pdf_columns import Row
from seriatim.reading._pdf_glyphs import Segment


@dataclass(frozen=True, slots=True)
class PrintedLine:
    """A line as printed.

    Attributes:
        text: its words; a tab stands where a table leaves a gap between cells.
        marks: offsets in `text` of raised citations.
        page, column: where it stands, both counted in reading order.
        left, right, base, size: of its words, in points. bold: whether all its words are.
        left_edge, right_edge: of its column.
    """

    text: str
    marks: tuple[tuple[int, int], ...]
    page: int
    column: int
    left: float
    right: float
    base: float
    size: float
    bold: bool
    left_edge: float
    right_edge: float

    @property
    def box(self) -> tuple[float, float, float, float]:
        """Left, bottom, right, top."""
        return self.left, self.base - 0.22 * self.size, self.right, self.base + 0.78 * self.size

    @property
    def is_short(self) -> bool:
        """Whether it ends well before the edge of its column."""
        return self.right < self.right_edge - 0.1 * (self.right_edge - self.left_edge)

    @property
    def is_table_row(self) -> bool:
        """Whether it has cells."""
        return "\t" in self.text


def set_line(row: Row, page: int) -> PrintedLine:
    """Set the segments of a row on one line."""
    main = row.main
    words, marks = _words(row, main)
    bold = all(s.bold for s in row.segments if s.size > 0.85 * main.size)
    left, right = row.segments[0].left, max(s.right for s in row.segments)
    return PrintedLine(
        words, marks, page, row.column, left, right, main.base, main.size, bold, row.left_edge, row.right_edge
    )


def _words(row: Row, main: Segment) -> tuple[str, tuple[tuple[int, int], ...]]:
    """The words of a row in one string, and where its raised citations stand in it."""
    tab = " " if _is_spread(row, main) else "\t"
    words = ""
    marks: list[tuple[int, int]] = []
    before: Segment | None = None
    for segment in row.segments:
        words += _space(before, segment, main, tab)
        text = segment.text
        if _is_raised(segment, main):
            text, cites = set_raised(text.strip(), words[-6:])
            if cites:
                marks.append((len(words), len(words) + len(text)))
        words += text
        before = segment
    return words, tuple(marks)


def _is_spread(row: Row, main: Segment) -> bool:
    """Whether wide gaps are those of a line spread to the width of its column, not of table cells."""
    full = row.right_edge - row.left_edge
    gaps = [b.left - a.right for a, b in pairwise(row.segments) if b.left - a.right > main.size]
    begins = row.segments[0].left <= row.left_edge + 3 * main.size
    ends = max(s.right for s in row.segments) >= row.right_edge - 0.03 * full
    if not (gaps and begins and ends):
        return False
    if len(gaps) > 1:
        return max(gaps) - min(gaps) < 0.35 * main.size
    return len(row.segments) <= 2 and all(" " not in s.text for s in row.segments)


def _space(before: Segment | None, segment: Segment, main: Segment, tab: str) -> str:
    if before is None:
        return ""
    gap = segment.left - before.right
    if gap > 1.9 * main.size:
        return tab
    return " " if gap > 0.16 * main.size else ""


def _is_raised(segment: Segment, main: Segment) -> bool:
    return segment.size < 0.85 * main.size and segment.base > main.base + 0.12 * main.size


def body_size(lines: Sequence[PrintedLine]) -> float:
    """The size most characters of the document are set in, to a tenth of a point."""
    weights: dict[float, int] = {}
    for line in lines:
        size = round(line.size, 1)
        weights[size] = weights.get(size, 0) + len(line.text)
    return max(weights, key=lambda size: (weights[size], size)) if weights else 10.0
