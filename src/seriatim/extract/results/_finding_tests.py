"""Findings whose name says which test was high or low: "thrombocytopenia (31,000/\u00b5L)" gives a platelet count."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

from seriatim.extract.results._measurement_units import fits
from seriatim.extract.results._measurement_vocabulary import BY_FINDING, VALUE_FIRST, Item
from seriatim.terms import Hit, PhraseMatcher
from seriatim.terms.laboratory import LaboratoryTest, load_tests
from seriatim.text import Prose, Sentence
from seriatim.text.numbers import Quantity
from seriatim.text.tables import read_table
from seriatim.text.wording import pattern_of

_gap = pattern_of(
    r"(?:\s(?:on|at|from|since)\s[\w-]+)?\s?[(\[]|,\s|:\s?|\s(?:(?:of|at|to|with|(?:(?:was|were)\s)?between|rose\sto|rising\sto|reaching|spiking\sto|as\shigh\sas|was|were)\s)?|\s?\({extreme}\s(?:of\s)?"
)
FARTHEST = 30
"""How far behind its finding a value may stand, in characters."""
# "3/6 systolic murmur", "8/10, burning chest pain"
_AHEAD = re.compile(r"(?:\s(?:on|of)\s|,?\s)(?:(?!and\b|or\b|with\b|in\b|but\b)[\w-]+\s){0,3}")
_graded = pattern_of(r"\s?[(\[,:]?\s?(?:(?:was|were|is|of|at|as|to|a|{before_grade})\s?){0,4}(?:about\s)?")
_GRADED_REACH = 30


@dataclass(frozen=True, slots=True)
class FindingTest:
    """A finding that names a test.

    Attributes:
        test: the test.
        scale: what its value is given out of, "+" for a number of plus signs, "" for a value with a unit.
    """

    test: LaboratoryTest
    scale: str = ""


class FindingTests:
    """The findings of a report that name a test; the text is searched once.

    Args:
        prose: the report's prose.

    Source: data/finding_tests.tsv.
    """

    def __init__(self, prose: Prose) -> None:
        self._text = prose.text
        self._hits: list[Hit[FindingTest]] = _matcher().find(prose.text, folded=prose.folded)
        self._starts = [hit.start for hit in self._hits]

    def names_one(self, sentence: Sentence) -> bool:
        """Tell whether a sentence holds such a finding."""
        at = bisect_left(self._starts, sentence.start)
        return at < len(self._starts) and self._starts[at] < sentence.end

    def find(self, sentence: Sentence, quantities: Sequence[Item]) -> list[Item]:
        """Return the findings of a sentence beside which the value of their test stands."""
        low, high = bisect_left(self._starts, sentence.start), bisect_left(self._starts, sentence.end)
        return [
            Item(
                "test",
                hit.start,
                hit.end,
                test=hit.entry.test,
                meaning=VALUE_FIRST if hit.entry.scale else BY_FINDING,
            )
            for hit in self._hits[low:high]
            if any(self._is_valued(hit, item) for item in quantities)
        ]

    def _is_valued(self, hit: Hit[FindingTest], item: Item) -> bool:
        if item.quantity is None:
            return False
        if hit.entry.scale:
            return _is_of_scale(hit.entry.scale, item.quantity) and self._is_graded(hit, item)
        near = hit.end <= item.start <= hit.end + FARTHEST
        told = item.quantity.ucum or item.quantity.number % 1 > 0  # "hypokalemia (2.8)"; "(2)" is a reference
        prevalence = item.quantity.ucum == "%" and hit.entry.test.category == "chemistry"
        if not near or not told or prevalence or not fits(hit.entry.test, item):
            return False
        return bool(_gap().fullmatch(self._text, hit.end, item.start))

    def _is_graded(self, hit: Hit[FindingTest], item: Item) -> bool:
        if item.end <= hit.start <= item.end + _GRADED_REACH:
            return bool(_AHEAD.fullmatch(self._text, item.end, hit.start))
        behind = hit.end <= item.start <= hit.end + _GRADED_REACH and hit.entry.scale != "+"
        return behind and bool(_graded().fullmatch(self._text, hit.end, item.start))


def _is_of_scale(scale: str, quantity: Quantity) -> bool:
    """Tell whether a quantity is given out of a scale: "3/6", "2+"."""
    if scale == "+":
        return quantity.form == "plus"
    high = quantity.number_high
    return quantity.form == "pair" and not quantity.ucum and high == float(scale) and quantity.number <= high


@cache
def _matcher() -> PhraseMatcher[FindingTest]:
    """The findings with their tests; what the value shows the finding says itself."""
    tests = load_tests()
    return PhraseMatcher(
        (row["words"], FindingTest(_told(tests[row["test"]], row["side"]), row["scale"]))
        for row in read_table("finding_tests.tsv")
    )


def _told(test: LaboratoryTest, side: str) -> LaboratoryTest:
    """Return a test that shows nothing beside its finding, which tells its side."""
    return replace(test, high=None, low=None, abnormal=None, positive=None, asked=side)
