"""The clauses of a sentence: how far the words of one statement reach."""

from __future__ import annotations

import re
from bisect import bisect_right

_BOUNDARY = re.compile(
    r";\s|:\s|,\s(?:and|but|while|whereas|although|though|however|yet|which|where|when)\s|\s(?:but|while|whereas|although|which|who)\s"
    r"|\sand\s(?=(?:she|he|it|they|the|his|her|there|was|were|had|has|subsequently|then|later|laboratory|physical|on|at)\s)"
)


def find_boundaries(folded: str) -> list[int]:
    """Return the offsets at which a new clause begins inside a sentence.

    Example:
        >>> find_boundaries("fever began, but the rash had gone")
        [17]
    """
    return [m.end() for m in _BOUNDARY.finditer(folded)]


def clause_of(boundaries: list[int], offset: int) -> int:
    """Return the number of the clause that holds an offset, counted from 0."""
    return bisect_right(boundaries, offset)
