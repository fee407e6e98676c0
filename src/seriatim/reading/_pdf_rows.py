"""Segments that stand beside each other: rows, with what is raised or lowered in them."""

from __future__ import annotations

from collections.abc import Sequence

from seriatim.reading._pdf_bands import RAISED_SIZE, Lines
from seriatim.reading._pdf_glyphs import Segment

_RAISED = 24


def group_rows(segments: Sequence[Segment]) -> list[list[Segment]]:
    """Group segments that stand on one line, raised and lowered ones with their line, from the top."""
    lines = Lines(segments)
    largest = max((s.size for s in segments), default=0.0)
    rows: list[list[Segment]] = []
    small: list[Segment] = []
    for segment in lines.segments:
        if (
            len(segment.text) <= _RAISED
            and segment.size < RAISED_SIZE * largest
            and _is_attached(segment, lines)
        ):
            small.append(segment)
        elif rows and abs(rows[-1][0].base - segment.base) <= 0.3 * max(segment.size, rows[-1][0].size):
            rows[-1].append(segment)
        else:
            rows.append([segment])
    _place_small(rows, small)
    rows.sort(key=lambda row: -row[0].base)
    return [sorted(row, key=lambda s: s.left) for row in rows]


def _is_attached(segment: Segment, lines: Lines) -> bool:
    """Whether a small segment stands raised or lowered beside a larger one."""
    middle = segment.base + 0.3 * segment.size
    return any(
        s.size * RAISED_SIZE > segment.size
        and s.base - 0.45 * s.size <= middle <= s.base + 1.05 * s.size
        and _touches((s,), segment)
        for s in lines.near(segment.base)
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
