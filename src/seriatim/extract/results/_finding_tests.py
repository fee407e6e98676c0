"""Findings whose name says which test was high or low: "thrombocytopenia (31,000/\u00b5L)" gives a platelet count."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from seriatim.extract.results._measurement_units import fits
from seriatim.extract.results._measurement_vocabulary import Item
from seriatim.terms import Hit, PhraseMatcher, read_table
from seriatim.terms.laboratory import LaboratoryTest, load_tests
from seriatim.text import Prose, Sentence

_GAP = re.compile(
    r"\s?[(\[]|,\s|:\s?|\s(?:(?:of|at|to|with)\s)?|\s?\((?:max(?:imum)?|peak|lowest|highest|nadir)\s(?:of\s)?"
)
_FARTHEST = 14
"""How far behind its finding a value may stand, in characters."""


class FindingTests:
    """The findings of a report that name a test; the text is searched once.

    Args:
        prose: the report's prose.

    Source: data/finding_tests.tsv.
    """

    def __init__(self, prose: Prose) -> None:
        self._text = prose.text
        self._hits: list[Hit[LaboratoryTest]] = _matcher().find(prose.text, folded=prose.folded)
        self._starts = [hit.start for hit in self._hits]

    def names_one(self, sentence: Sentence) -> bool:
        """Tell whether a sentence holds such a finding."""
        at = bisect_left(self._starts, sentence.start)
        return at < len(self._starts) and self._starts[at] < sentence.end

    def find(self, sentence: Sentence, quantities: Sequence[Item]) -> list[Item]:
        """Return the findings of a sentence right behind which the value of their test stands."""
        low, high = bisect_left(self._starts, sentence.start), bisect_left(self._starts, sentence.end)
        return [
            Item("test", hit.start, hit.end, test=hit.entry)
            for hit in self._hits[low:high]
            if any(self._is_valued(hit, item) for item in quantities)
        ]

    def _is_valued(self, hit: Hit[LaboratoryTest], item: Item) -> bool:
        near = hit.end <= item.start <= hit.end + _FARTHEST
        if not near or item.quantity is None or not item.quantity.ucum or not fits(hit.entry, item):
            return False
        return bool(_GAP.fullmatch(self._text, hit.end, item.start))


@cache
def _matcher() -> PhraseMatcher[LaboratoryTest]:
    """The findings with their tests; what the value shows the finding says itself."""
    tests = load_tests()
    return PhraseMatcher(
        (row["words"], replace(tests[row["test"]], high=None, low=None, abnormal=None, positive=None))
        for row in read_table("finding_tests.tsv")
    )
