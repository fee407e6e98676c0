"""The reading order of a page: gutters between columns, found again inside each part."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from seriatim.reading._pdf_glyphs import Segment

_DEEPEST = 8
_FEWEST_LINES = 3
_FEWEST_CHARACTERS = 14
_RAISED = 24


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
    for band, crossing in _bands(segments, gutter):
        if crossing:
            _split(band, parts, depth + 1)
        else:
            _split([s for s in band if s.left < gutter], parts, depth + 1)
            _split([s for s in band if s.left >= gutter], parts, depth + 1)


def _bands(segments: Sequence[Segment], x: float) -> list[tuple[list[Segment], bool]]:
    """Cut a region at its segments that cross `x`: bands from the top, each crossing or in columns."""
    ordered = sorted(segments, key=lambda s: (-s.base, s.left))
    crossing = [s for s in ordered if s.left < x < s.right]
    out: list[tuple[list[Segment], bool]] = []
    for segment in ordered:
        beside = any(_is_beside(segment, c) for c in crossing)
        if not beside and out and out[-1][1]:
            beside = _ends_band(segment, out[-1][0], ordered)
        if out and out[-1][1] == beside:
            out[-1][0].append(segment)
        else:
            out.append(([segment], beside))
    return _join_overfull(_join_one_sided(out, x))


def _join_overfull(bands: list[tuple[list[Segment], bool]]) -> list[tuple[list[Segment], bool]]:
    """Count a single line that crosses the gutter in the midst of columns as part of them: it is too long."""
    out: list[tuple[list[Segment], bool]] = []
    for place, (band, crossing) in enumerate(bands):
        between = 0 < place < len(bands) - 1 and crossing and len(band) == 1
        if between and not bands[place + 1][1] and out[-1][0][-1].base - band[0].base < 1.3 * band[0].size:
            between = band[0].base - bands[place + 1][0][0].base < 1.3 * band[0].size
        else:
            between = False
        if out and (between or out[-1][1] == crossing):
            out[-1][0].extend(band)
        else:
            out.append((band, crossing))
    return out


def _ends_band(segment: Segment, band: Sequence[Segment], others: Sequence[Segment]) -> bool:
    """Whether a segment is the short last line of the lines that cross a gutter, a title's for one."""
    last = band[-1]
    alike = abs(last.size - segment.size) < 0.03 * last.size and last.bold == segment.bold
    close = 0 < last.base - segment.base < 1.6 * last.size
    return (
        alike
        and close
        and not any(s is not segment and abs(s.base - segment.base) < 0.5 * s.size for s in others)
    )


def _is_beside(segment: Segment, other: Segment) -> bool:
    """Whether a segment stands on the line of another, raised or lowered where it is smaller."""
    reach = 0.8 if segment.size < 0.86 * other.size else 0.5
    return abs(segment.base - other.base) < reach * other.size


def _join_one_sided(bands: list[tuple[list[Segment], bool]], x: float) -> list[tuple[list[Segment], bool]]:
    """Count a band with words on one side of `x` only as part of the lines that cross it."""
    out: list[tuple[list[Segment], bool]] = []
    for band, crossing in bands:
        spanning = crossing or len({segment.right <= x for segment in band}) == 1
        if out and out[-1][1] == spanning:
            out[-1][0].extend(band)
        else:
            out.append((list(band), spanning))
    return out


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
    """Stretches of the x axis that few segments cover, at least a third of an em wide."""
    size = median(s.size for s in segments)
    edges = sorted({round(s.left) for s in segments} | {round(s.right) for s in segments})
    starts = sorted(s.left for s in segments)
    ends = sorted(s.right for s in segments)
    out: list[tuple[float, float]] = []
    covered, i, j = 0, 0, 0
    for low, high in pairwise(edges):
        middle = (low + high) / 2
        while i < len(starts) and starts[i] <= middle:
            covered, i = covered + 1, i + 1
        while j < len(ends) and ends[j] <= middle:
            covered, j = covered - 1, j + 1
        if high - low >= 0.3 * size and i > 1 and i < len(starts) and covered <= 0.45 * len(segments):
            out.append((low, high))
    return out


def _worth(segments: Sequence[Segment], x: float) -> float:
    """How many lines of running text a gutter at `x` parts; 0 where it parts no columns of text."""
    total = 0.0
    for band, crossing in _bands(segments, x):
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


def group_rows(segments: Sequence[Segment]) -> list[list[Segment]]:
    """Group segments that stand on one line, raised and lowered ones with their line, from the top."""
    ordered = sorted(segments, key=lambda s: (-s.base, s.left))
    largest = max(s.size for s in segments)
    rows: list[list[Segment]] = []
    small: list[Segment] = []
    for segment in ordered:
        if len(segment.text) <= _RAISED and segment.size < 0.86 * largest and _is_attached(segment, ordered):
            small.append(segment)
        elif rows and abs(rows[-1][0].base - segment.base) <= 0.3 * max(segment.size, rows[-1][0].size):
            rows[-1].append(segment)
        else:
            rows.append([segment])
    _place_small(rows, small)
    rows.sort(key=lambda row: -row[0].base)
    return [sorted(row, key=lambda s: s.left) for row in rows]


def _is_attached(segment: Segment, others: Sequence[Segment]) -> bool:
    """Whether a small segment stands raised or lowered beside a larger one."""
    middle = segment.base + 0.3 * segment.size
    return any(
        s.size * 0.86 > segment.size
        and s.base - 0.45 * s.size <= middle <= s.base + 1.05 * s.size
        and _touches((s,), segment)
        for s in others
    )


def _place_small(rows: list[list[Segment]], small: Sequence[Segment]) -> None:
    """Put small segments in the row they touch, or in a row of their own."""
    anchors = [(row[0].base, row[0].size) for row in rows]
    own: list[list[Segment]] = []
    for segment in small:
        middle = segment.base + 0.3 * segment.size
        fits = [
            (abs(base + 0.3 * size - middle), index)
            for index, (base, size) in enumerate(anchors)
            if base - 0.45 * size <= middle <= base + 1.05 * size
            and size > segment.size
            and _touches(rows[index], segment)
        ]
        if fits:
            rows[min(fits)[1]].append(segment)
        elif own and abs(own[-1][0].base - segment.base) <= 0.3 * segment.size:
            own[-1].append(segment)
        else:
            own.append([segment])
    rows.extend(own)


def _touches(row: Sequence[Segment], segment: Segment) -> bool:
    return any(s.left - 1.5 * s.size <= segment.right and segment.left <= s.right + 1.5 * s.size for s in row)
