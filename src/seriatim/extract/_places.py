"""Which places of a text other facts have already."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable


class TakenPlaces:
    """Places as disjoint stretches, so that one look-up tells whether a further place overlaps any.

    Args:
        places: half-open offsets, in any order; they may overlap.

    Example:
        >>> taken = TakenPlaces([(4, 9), (7, 12), (20, 24)])
        >>> taken.overlap(11, 13), taken.overlap(12, 20)
        (True, False)
    """

    def __init__(self, places: Iterable[tuple[int, int]]) -> None:
        self._starts: list[int] = []
        self._ends: list[int] = []
        for start, end in sorted(places):
            if self._ends and start <= self._ends[-1]:
                self._ends[-1] = max(self._ends[-1], end)
            else:
                self._starts.append(start)
                self._ends.append(end)

    def overlap(self, start: int, end: int) -> bool:
        """Tell whether `start:end` shares a character with one of the places."""
        before = bisect_left(self._starts, end) - 1
        return before >= 0 and self._ends[before] > start
