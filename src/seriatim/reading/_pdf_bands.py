"""Cutting a region of a page at the lines that cross a gutter: bands of columns, bands of whole lines."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from seriatim.reading._pdf_glyphs import Segment

Band = tuple[list[Segment], bool]
"""Segments from the top, and whether they cross the gutter (rather than stand beside it)."""

RAISED_SIZE = 0.86
"""Type smaller than this share of its neighbour's may be a superscript of it."""
_REACH = 1.1


class Lines:
    """Segments from the top of a region, found by height."""

    def __init__(self, segments: Sequence[Segment]) -> None:
        self.segments = sorted(segments, key=lambda s: (-s.base, s.left))
        self._depths = [-s.base for s in self.segments]
        self._largest = max((s.size for s in segments), default=0.0)

    def near(self, base: float) -> Sequence[Segment]:
        """The segments whose baseline is within a line of `base`."""
        reach = _REACH * self._largest
        first = bisect_left(self._depths, -base - reach)
        return self.segments[first : bisect_right(self._depths, -base + reach)]


def cut_bands(segments: Sequence[Segment], x: float) -> list[Band]:
    """Cut a region at its segments that cross `x`, from the top to the bottom."""
    lines = Lines(segments)
    crossing = Lines([s for s in lines.segments if s.left < x < s.right])
    out: list[Band] = []
    for segment in lines.segments:
        beside = any(_is_beside(segment, c) for c in crossing.near(segment.base))
        if not beside and out and out[-1][1]:
            beside = _ends_band(segment, out[-1][0][-1], lines)
        if out and out[-1][1] == beside:
            out[-1][0].append(segment)
        else:
            out.append(([segment], beside))
    return _join_overfull(_join_one_sided(out, x))


def _is_beside(segment: Segment, other: Segment) -> bool:
    """Whether a segment stands on the line of another, raised or lowered where it is smaller."""
    reach = 0.8 if segment.size < RAISED_SIZE * other.size else 0.5
    return abs(segment.base - other.base) < reach * other.size


def _ends_band(segment: Segment, last: Segment, lines: Lines) -> bool:
    """Whether a segment is the short last line of the lines that cross a gutter, a title's for one."""
    if abs(last.size - segment.size) > 0.03 * last.size or last.bold != segment.bold:
        return False
    if not 0 < last.base - segment.base < 1.6 * last.size:
        return False
    beside = (s for s in lines.near(segment.base) if s is not segment)
    return not any(abs(s.base - segment.base) < 0.5 * s.size for s in beside)


def _join_one_sided(bands: Sequence[Band], x: float) -> list[Band]:
    """Count a band with words on one side of `x` only as part of the lines that cross it."""
    out: list[Band] = []
    for band, crossing in bands:
        spanning = crossing or len({segment.right <= x for segment in band}) == 1
        _append(out, band, crossing=spanning)
    return out


def _join_overfull(bands: Sequence[Band]) -> list[Band]:
    """Count a single line that crosses the gutter in the midst of columns as part of them: it is too long."""
    out: list[Band] = []
    for place, (band, crossing) in enumerate(bands):
        inside = crossing and len(band) == 1 and 0 < place < len(bands) - 1
        if inside:
            step = 1.3 * band[0].size
            above, below = bands[place - 1][0][-1].base, bands[place + 1][0][0].base
            crossing = not (above - band[0].base < step and band[0].base - below < step)
        _append(out, band, crossing=crossing)
    return out


def _append(bands: list[Band], band: Sequence[Segment], *, crossing: bool) -> None:
    if bands and bands[-1][1] == crossing:
        bands[-1][0].extend(band)
    else:
        bands.append((list(band), crossing))
