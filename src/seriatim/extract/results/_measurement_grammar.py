"""Which quantity and which result word belongs to which test.

A sentence is read once from left to right. Tests that are coordinated ("ESR, CRP and ferritin") form a group; a
result word behind a group ("were all normal") goes to each of its members, one before it ("elevated ESR and
CRP") leads it; a quantity goes to the test it follows. What stands between two items decides whether they
belong together: only words of the closed lists of data/result_words.tsv may.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from seriatim.extract.results._marker_lists import settle_marker_lists
from seriatim.extract.results._measurement_quantities import take_quantity, take_reference
from seriatim.extract.results._measurement_result import Result
from seriatim.extract.results._measurement_sharing import (
    settle_announced,
    settle_ellipses,
    settle_exceptions,
    settle_growth,
    share_in_order,
    share_respectively,
    share_series,
)
from seriatim.extract.results._measurement_state import Reading
from seriatim.extract.results._measurement_tests import take_head, take_test
from seriatim.extract.results._measurement_values import lend_units
from seriatim.extract.results._measurement_vocabulary import Item
from seriatim.extract.results._measurement_words import take_boundary, take_exception, take_word

_ACTIONS: Mapping[str, Callable[[Reading, Item, Item | None], None]] = {
    "test": take_test,
    "head": take_head,
    "result": take_word,
    "quantity": take_quantity,
    "reference": take_reference,
    "except": take_exception,
    "boundary": take_boundary,
}


def read_sentence(text: str, start: int, end: int, items: Sequence[Item]) -> list[Result]:
    """Read the results of one sentence, in text order; tests of which nothing is said are among them.

    Args:
        text: the report's text.
        start: offset of the sentence.
        end: offset after it.
        items: of the sentence, in order.
    """
    reading = Reading(text, start, end)
    following = [*items[1:], None]
    for item, after in zip(items, following, strict=True):
        if item.start >= reading.last or item.kind in ("test", "quantity"):
            _ACTIONS[item.kind](reading, item, after)
    results = share_respectively(text, start, end, items, reading.results)
    share_in_order(text, items, results)
    share_series(text, items, results)
    settle_announced(text, results)
    settle_exceptions(results)
    settle_ellipses(text, end, results)
    settle_growth(text, end, results)
    lend_units(results)
    return settle_marker_lists(text, end, items, results)
