"""Names that a short form in brackets parts: "squamous cell carcinoma (SCC) of the skin"."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from itertools import chain

from seriatim.terms._scan import Match, find_meant, find_spread, find_written
from seriatim.terms._tokens import Streams
from seriatim.terms.lexicon import Lexicon

_ASIDE = re.compile(r" \((?<=\w \()([A-Z][A-Za-z0-9-]{1,7})\)(?= [a-z])")
_FINDERS = (find_written, find_meant, find_spread)
_REACH = 80  # characters on either side that may belong to the name


def find_around_asides(
    lexicon: Lexicon, streams: Streams, text: str, start: int = 0, end: int | None = None
) -> Iterator[Match]:
    """Find names that go on behind the short form of their first part."""
    end = len(text) if end is None else end
    for aside in _ASIDE.finditer(text, start, end):
        low, high = max(start, aside.start() - _REACH), min(end, aside.end() + _REACH)
        if _is_short_for(aside[1], text[low : aside.start()]):
            low += len(text[low : aside.start()].partition(" ")[0]) if low > start else 0
            blank = " " * (aside.end() - aside.start())
            yield from _find_across(lexicon, streams, text, (low, aside.start(), high), blank)


def _is_short_for(short: str, before: str) -> bool:
    """Tell whether a short form may stand for words before it, by the letters it begins and ends with."""
    words = before.lower().replace("-", " ").split()[-len(short) - 2 :]
    letters = short.rstrip("s").lower()
    return any(word[0] == letters[0] for word in words) and letters[-1] in words[-1]


def _find_across(
    lexicon: Lexicon, streams: Streams, text: str, place: tuple[int, int, int], blank: str
) -> Iterator[Match]:
    low, at, high = place
    clean = text[low:at] + blank + text[at + len(blank) : high]
    part = lexicon.reader.read(clean)
    for match in chain.from_iterable(find(lexicon, part, clean) for find in _FINDERS):
        begin, last = low + part.starts[match.first], low + part.starts[match.last]
        if begin < at < last:
            first, final = bisect_left(streams.starts, begin), bisect_left(streams.starts, last)
            yield Match(((first, final),), match.code, match.level, match.size)
