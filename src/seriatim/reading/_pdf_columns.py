"""The reading order of a page: gutters between columns, found again inside each part."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from seriatim.reading._pdf_bands import cut_bands
from seriatim.reading._pdf_glyphs import Segment
from seriatim.reading._pdf_rows import group_rows

_DEEPEST = 8
_FEWEST_LINES = 3
_FEWEST_CHARACTERS = 14
_MOST_GUTTERS = 12


@dataclass(frozen=True, slots=True)
class Row:
    """Segments that stand beside each other in one part of a page, from left to right.

    Attributes:
        column: number of the part of the page, in reading order.
        left_edge, right_edge: of that part.
    """

    segments: tuple[Segment, ...]
    column: int
    left_edge: float
    right_edge: float

    @property
    def main(self) -> Segment:
        """The segment with the most words in the largest type, which gives the row its baseline."""
        return max(self.segments, key=lambda s: (round(s.size, 1) * min(len(s.text), 20), len(s.text)))


def order_rows(segments: Sequence[Segment]) -> list[Row]:
    """Put the segments of a page in reading order, whatever order they were drawn in.

    Args:
        segments: everything printed on the page, running heads left out.

    Returns:
        Rows from the first to the last, columns one after the other.
    """
    parts: list[list[Segment]] = []
    _split(list(segments), parts, 0)
    out: list[Row] = []
    for number, part in enumerate(parts):
        left, right = min(s.left for s in part), max(s.right for s in part)
        out.extend(Row(tuple(row), number, left, right) for row in group_rows(part))
    return out


def _split(segments: list[Segment], parts: list[list[Segment]], depth: int) -> None:
    """Append the parts of a region to `parts`, columns from left to right, bands from top to bottom."""
    if not segments:
        return
    gutter = _find_gutter(segments) if depth < _DEEPEST and len(segments) >= 2 * _FEWEST_LINES else None
    if gutter is None:
        parts.append(segments)
        return
    for band, crossing in cut_bands(segments, gutter):
        if crossing:
            _split(band, parts, depth + 1)
        else:
            _split([s for s in band if s.left < gutter], parts, depth + 1)
            _split([s for s in band if s.left >= gutter], parts, depth + 1)


def _find_gutter(segments: Sequence[Segment]) -> float | None:
    """The x of the gutter with the most lines on both sides, or None."""
    best: tuple[float, float, float] | None = None
    for low, high in _gaps(segments):
        x = (low + high) / 2
        worth = _worth(segments, x)
        if worth > 0 and (best is None or (worth, high - low) > (best[0], best[2])):
            best = (worth, x, high - low)
    return best[1] if best else None


def _gaps(segments: Sequence[Segment]) -> list[tuple[float, float]]:
    """Stretches of the x axis that fewest segments cover, at least a third of an em wide."""
    size = median(s.size for s in segments)
    edges = sorted({round(s.left) for s in segments} | {round(s.right) for s in segments})
    starts = sorted(s.left for s in segments)
    ends = sorted(s.right for s in segments)
    found: list[tuple[int, float, float, float]] = []
    covered, i, j = 0, 0, 0
    for low, high in pairwise(edges):
        middle = (low + high) / 2
        while i < len(starts) and starts[i] <= middle:
            covered, i = covered + 1, i + 1
        while j < len(ends) and ends[j] <= middle:
            covered, j = covered - 1, j + 1
        if high - low >= 0.3 * size and i > 1 and i < len(starts) and covered <= 0.45 * len(segments):
            found.append((covered, low - high, low, high))
    return [(low, high) for _, _, low, high in sorted(found)[:_MOST_GUTTERS]]


def _worth(segments: Sequence[Segment], x: float) -> float:
    """How many lines of running text a gutter at `x` parts; 0 where it parts no columns of text."""
    total = 0.0
    for band, crossing in cut_bands(segments, x):
        if crossing:
            continue
        left = [s for s in band if s.right <= x]
        right = [s for s in band if s.right > x]
        total += _parted(left, right)
    return total


def _parted(left: Sequence[Segment], right: Sequence[Segment]) -> float:
    if not left or not right:
        return 0.0
    rows = (group_rows(left), group_rows(right))
    low = max(min(s.base for s in left), min(s.base for s in right))
    high = min(max(s.base for s in left), max(s.base for s in right))
    beside = [sum(low - 1 <= row[0].base <= high + 1 for row in side) for side in rows]
    if min(beside) < _FEWEST_LINES or not all(_is_running(side) for side in rows):
        return 0.0
    return float(sum(beside))


def _is_running(rows: Sequence[Sequence[Segment]]) -> bool:
    """Tell lines of running text from the cells of a table: most fill the width of their column."""
    widths = [row[-1].right - row[0].left for row in rows]
    characters = [sum(len(s.text) for s in row) for row in rows]
    full = max(row[-1].right for row in rows) - min(row[0].left for row in rows)
    return median(characters) >= _FEWEST_CHARACTERS and median(widths) >= 0.3 * full
