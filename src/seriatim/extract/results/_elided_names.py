"""Tests whose names share a part with the next one's: "liver and renal function", "hepatitis B and C"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from seriatim.extract.results._measurement_result import generic_test
from seriatim.extract.results._measurement_vocabulary import Item, load_names
from seriatim.text.folding import fold

_JOINED = ("and ", "or ", "/")
_ELIDED = re.compile(r"(?<![\w-])(?P<first>[A-Za-z][\w-]+)(?:,?\s(?:and|or)\s|/)$")
_NEXT_LAST = re.compile(r"(?:,\s(?:and\s|or\s)?|\s(?:and|or)\s|/)(?P<last>[A-Z0-9][\w-]{0,3})(?![\w-])")
_HEAD = re.compile(r"(?:diameter|dimension|volume|pressure|velocitie|latencie|ratio)s?\b")
# "left ventricular end-diastolic and end-systolic " before its head
_FRAME = re.compile(
    r"\b(?P<pre>(?:[A-Za-z]+\s)?[A-Za-z]+)\s(?P<first>[\w-]+)(?:\sand\s|/|\sor\s)(?P<second>[\w-]+)\s$"
)
_FRAME_REACH = 80
# "/albumin ratio", " to albumin ratio"
_OVER = re.compile(r"(?:\s?/\s?|[\s-]to[\s-])(?:[\w-]+\s){0,2}?[\w-]+[\s-]ratio\b")
# "(total 12 mg/dL, direct 9 mg/dL)", " with a direct component of 9 mg/dL"
_PART = re.compile(
    r"(?:[(,;]\s?(?:and\s)?|\s(?:and|with)\s)(?:an?\s)?(?P<part>[A-Za-z]{4,}(?:\s(?:component|fraction|part))?)"
    r"(?:\s?[:=]|\s(?:of|was|at))?\s[<>]?\d"
)
_PARTS_REACH = 60
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
    parts = [item for test in tests for item in _find_parts(text, test, end)]
    parts = [p for p in parts if not any(t.start < p.end and p.start < t.end for t in tests)]
    return [*shared, *framed, *continued, *dict.fromkeys(parts)]


def join_ratios(text: str, named: Sequence[Item]) -> list[Item]:
    """Make one test of two that a ratio is given of: "the urea/albumin ratio".

    Args:
        text: the report's text.
        named: the tests and words of the sentence.
    """
    tests = [item for item in named if item.kind == "test"]
    found = ((item, _OVER.match(text, item.end)) for item in tests)
    ratios = [generic_test(text, item.start, over.end()) for item, over in found if over]
    return [n for n in named if not any(r.start <= n.start and n.end <= r.end for r in ratios)] + ratios


def _with_end_of(text: str, item: Item) -> Item | None:
    """Return the test whose name shares its end with the next one's: the "liver" of "liver and renal function"."""
    if not text[max(0, item.start - 4) : item.start].endswith(_JOINED):
        return None
    first = _ELIDED.search(text, max(0, item.start - 30), item.start)
    if first is None:
        return None
    words = text[item.start : item.end].split(" ")
    for at in range(1, len(words)):
        name = fold(" ".join((first["first"], *words[at:])))
        test = load_names().get(name) or load_names().get(name.removesuffix("s"))
        if test:
            return Item("test", *first.span("first"), test=test) if test != item.test else None
    return None


def _find_framed(text: str, start: int, end: int) -> Iterator[Item]:
    """Yield tests that share both ends of their names: "left ventricular end-diastolic and end-systolic diameters"."""
    for noun in _HEAD.finditer(text, start, end):
        match = _FRAME.search(text, max(start, noun.start() - _FRAME_REACH), noun.start())
        if match is None:
            continue
        head = noun[0].removesuffix("s").replace("itie", "ity").replace("encie", "ency")
        names = (fold(f"{match['pre']} {match[part]} {head}") for part in ("first", "second"))
        first, second = map(load_names().get, names)
        if first and second:
            yield Item("test", match.start("pre"), match.end("first"), test=first)
            yield Item("test", match.start("second"), noun.end(), test=second)


def _find_parts(text: str, item: Item, end: int) -> Iterator[Item]:
    """Yield the tests behind another that share its last word: the "direct" of "bilirubin 12 mg/dL (direct 9 mg/dL)"."""
    if item.test is None:
        return
    heads = (item.test.name.rpartition(" ")[2], item.test.name)
    for found in _PART.finditer(text, item.end, min(end, item.end + _PARTS_REACH)):
        names = (fold(f"{found['part'].split()[0]} {head}") for head in heads)
        test = next((known for name in names if (known := load_names().get(name))), None)
        if test and test != item.test:
            yield Item("test", *found.span("part"), test=test)


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
