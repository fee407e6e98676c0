"""Words with given endings, found in one pass whatever the number of endings."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

_LAST_WORD = re.compile(r"(?<![\w-])[^\W\d_][\w'-]*\Z")
_LONGEST_WORD = 60


class EndingFinder:
    """Finds the words of a folded text that end in one of some endings.

    Args:
        endings: in lower case; a whole word is an ending of itself.

    Example:
        >>> list(EndingFinder(["ectomy", "itis"]).find("after appendectomy for appendicitis"))
        [(6, 18), (23, 35)]
    """

    def __init__(self, endings: Iterable[str]) -> None:
        from ahocorasick_rs import AhoCorasick, MatchKind

        self._automaton = AhoCorasick(sorted({*endings}), matchkind=MatchKind.Standard)

    def ends(self, folded: str) -> list[int]:
        """Where words with such an ending end, in order."""
        size = len(folded)
        found = self._automaton.find_matches_as_indexes(folded, overlapping=True)
        return sorted(
            {end for _, _, end in found if end == size or not (folded[end].isalnum() or folded[end] in "-_")}
        )

    def find(self, folded: str) -> Iterator[tuple[int, int]]:
        """Yield the words with such an ending as half-open offsets, hyphenated words whole, in order."""
        for end in self.ends(folded):
            if m := _LAST_WORD.search(folded, max(0, end - _LONGEST_WORD), end):
                yield m.start(), end
