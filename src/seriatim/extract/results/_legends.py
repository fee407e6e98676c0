"""Legends of results, which are no results: "6.2 U/mL (0-5 negative, 6-9 equivocal, >9 positive)"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from seriatim.extract.results._measurement_vocabulary import Item, load_words
from seriatim.text.tables import alternatives

_BRACKET = re.compile(r"[(\[](?P<inside>[^()\[\]]{3,160})[)\]]")
_TITLE = re.compile(r"[A-Za-z\s-]{1,30}[:;,]?\s?$")  # "reference range: "
_FEWEST = 2


def drop_legends(text: str, start: int, end: int, items: Sequence[Item]) -> list[Item]:
    """Leave out the limits that a bracket gives to words, and those words.

    Args:
        text: the report's text.
        start: offset of the sentence.
        end: offset after it.
        items: of the sentence, in order.
    """
    places = list(_find_legends(text, start, end, items))
    if not places:
        return list(items)
    return [i for i in items if i.kind not in _LEFT_OUT or not any(a <= i.start < b for a, b in places)]


_LEFT_OUT = frozenset({"quantity", "result", "reference"})


def _find_legends(text: str, start: int, end: int, items: Sequence[Item]) -> Iterator[tuple[int, int]]:
    """Yield the places of legends: two limits with words in one bracket, or one behind a value."""
    valued = {item.end for item in items if item.kind == "quantity"}
    for bracket in _BRACKET.finditer(text, start, end):
        limits = list(_limit().finditer(text, *bracket.span("inside")))
        behind = len(text[start : bracket.start()].rstrip()) + start in valued
        if len(limits) >= _FEWEST or (limits and behind):
            titled = _TITLE.match(text, bracket.start("inside"), limits[0].start())
            yield bracket.start() if titled else limits[0].start(), limits[-1].end()


@cache
def _limit() -> re.Pattern[str]:
    """A limit or an interval with the word that it means: "<12.5 IU/mL = negative", ">9 positive"."""
    number = r"\d[\d.,]{0,7}(?:\s?[^\s\d,;=()]{1,12}(?:/[^\s,;=()]{1,8})?)?"
    word = alternatives(load_words().legend)
    return re.compile(
        rf"(?i)(?:[<>\u2264\u2265]=?\s?{number}|{number}\s?[-\u2013]\s?{number})\s?(?:=|:|is|are|-)?\s?(?:(?:low|high|weak|weakly|strong|strongly)\s)?(?:{word})\b"
    )
