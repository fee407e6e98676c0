"""Finding the names of a lexicon in a text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from seriatim.terms._tokens import Streams
from seriatim.terms.lexicon import Lexicon


@dataclass(frozen=True, slots=True)
class Match:
    """A name found, as positions of words.

    Attributes:
        first, last: its first and last word.
        code: the term.
        level: 0 for words as written, 1 for words as meant, 2 for parts put together.
        words: the words it is made of, where it is not all from first to last.
    """

    first: int
    last: int
    code: str
    level: int
    words: tuple[int, ...] = ()


def find_written(lexicon: Lexicon, streams: Streams, text: str) -> Iterator[Match]:
    """Find names as they are written, but for case, number, hyphens and spelling."""
    symbols, at = streams.written, streams.written_at
    lengths_of, phrases = lexicon.phrase_lengths, lexicon.phrases
    for i, symbol in enumerate(symbols):
        lengths = lengths_of.get(symbol)
        if lengths is None:
            continue
        for n in lengths:
            entry = phrases.get(symbols[i : i + n])
            if entry is not None and i + n <= len(symbols):
                first, last = at[i], at[i + n - 1]
                code = entry
                if "\t" in entry or "\n" in entry:
                    code = _choose(entry, text[streams.starts[first] : streams.ends[last]])
                if code:
                    yield Match(first, last, code, 0)


def _choose(entry: str, written: str) -> str:
    """Return the first code whose spelling, where it needs one, is the one written."""
    for line in entry.split("\n"):
        code, _, spelling = line.partition("\t")
        if not spelling or written in (spelling, spelling + "s"):
            return code
    return ""


def find_meant(lexicon: Lexicon, streams: Streams) -> Iterator[Match]:
    """Find names by what their words mean, in any order, with fillers between."""
    symbols, at = streams.meant, streams.meant_at
    limits, bags = lexicon.bag_limits, lexicon.bags
    limit_at = [limits.get(symbol, 0) for symbol in symbols]
    for i in range(len(symbols) - 1):
        size = limit_at[i]
        for n in range(2, size + 1):
            j = i + n - 1
            if j >= len(symbols) or limit_at[j] < n:
                break
            size = min(size, limit_at[j])
            if n > size:
                break
            window = symbols[i : j + 1]
            entry = bags.get("".join(sorted(window)))
            if entry is not None:
                code, _, order = entry.partition("\t")
                first, last = at[i], at[j]
                if order == window or n > 2 or last - first > 1:
                    yield Match(first, last, code, 1)
