"""Tests whose names share a part with the next one's: "liver and renal function", "hepatitis B and C"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from seriatim.extract.results._measurement_vocabulary import Item, load_names
from seriatim.text.folding import fold

_JOINED = ("and ", "or ", "/")
_ELIDED = re.compile(r"(?<![\w-])(?P<first>[A-Za-z][\w-]+)(?:,?\s(?:and|or)\s|/)$")
_NEXT_LAST = re.compile(r"(?:,\s(?:and\s|or\s)?|\s(?:and|or)\s|/)(?P<last>[A-Z0-9][\w-]{0,3})(?![\w-])")
_FRAME = re.compile(
    r"\b(?P<pre>(?:[A-Za-z]+\s)?[A-Za-z]+)\s(?P<first>[\w-]+)(?:\sand\s|/|\sor\s)(?P<second>[\w-]+)\s"
    r"(?P<head>diameters?|dimensions?|volumes?|pressures?|velocities|latencies|indices|ratios?)\b"
)
_LONGEST_LAST = 4


def find_elided(text: str, start: int, end: int, named: Sequence[Item]) -> list[Item]:
    """Find the tests of a sentence that are named by a part of their names alone.

    Args:
        text: the report's text.
        start: offset of the sentence.
        end: offset after it.
        named: the tests and words found in it by their whole names.
    """
    tests = [item for item in named if item.kind == "test"]
    shared = [item for item in (_with_end_of(text, test) for test in tests) if item]
    framed = [
        f
        for f in _find_framed(text, start, end)
        if not any(t.start < f.end and f.start < t.end for t in tests)
    ]
    continued = [item for test in (*tests, *shared, *framed) for item in _find_continued(text, test, end)]
    return [*shared, *framed, *continued]


def _with_end_of(text: str, item: Item) -> Item | None:
    """Return the test whose name shares its end with the next one's: the "liver" of "liver and renal function"."""
    if not text[max(0, item.start - 4) : item.start].endswith(_JOINED):
        return None
    first = _ELIDED.search(text, max(0, item.start - 30), item.start)
    _, _, rest = text[item.start : item.end].partition(" ")
    name = fold(f"{first['first']} {rest}") if first and rest else ""
    test = load_names().get(name) or load_names().get(name.removesuffix("s"))
    return Item("test", *first.span("first"), test=test) if first and test and test != item.test else None


def _find_framed(text: str, start: int, end: int) -> Iterator[Item]:
    """Yield tests that share both ends of their names: "left ventricular end-diastolic and end-systolic diameters"."""
    for match in _FRAME.finditer(text, start, end):
        head = match["head"].removesuffix("s")
        tests = [
            load_names().get(fold(f"{match['pre']} {match[part]} {head}")) for part in ("first", "second")
        ]
        if tests[0] and tests[1]:
            places = (match.start("pre"), match.end("first")), (match.start("second"), match.end("head"))
            yield from (Item("test", *place, test=test) for place, test in zip(places, tests, strict=True))


def _find_continued(text: str, item: Item, end: int) -> Iterator[Item]:
    """Yield the tests whose names share their beginning with an item's: the "C" of "hepatitis B and C"."""
    head, _, last = text[item.start : item.end].rpartition(" ")
    if item.test is None or not head or len(last) > _LONGEST_LAST:
        return
    at = item.end
    while match := _NEXT_LAST.match(text, at, end):
        test = load_names().get(fold(f"{head} {match['last']}"))
        if test is None or test == item.test:
            return
        yield Item("test", *match.span("last"), test=test)
        at = match.end()
