"""A text as two strings of symbols, one symbol a word: as written (lemmas), and as meant (concepts).

With a word as one character, a name is a short string, a match is a dictionary look-up of a slice, and a whole
word is found or nothing. Words that carry no meaning of their own have no symbol; a list keeps, for each symbol, the
word it stands for.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from itertools import accumulate, compress
from typing import Final

from seriatim.terms._wordforms import find_concept, find_lemma, prefixes
from seriatim.text.tables import read_table

UNKNOWN = "\x01"
BREAK = "\x02"
_BASE = 0x3000
FIRST_SYMBOL = chr(_BASE)
_SURROGATES = 0xD800
_TOKEN = re.compile(
    r"([^\W_]+(?:['\u2019][^\W\d_]{1,2}(?![^\W_]))?|\n[ \t\r]*\n\s*|\t\s*|[^\w\s'\u2019`\-\u00ad\u2010-\u2015\u2212])"
)
_SUSPENDED = re.compile(r"-(?=[ ,/])(?<=[^\W\d_]-)")
_BETWEEN = frozenset({"and", "or", "to", ",", "/"})
_REACH = 6  # words behind "pre-" in "pre- and postnatal" that may complete it
_LEAST = 4  # letters it takes of them
_CACHE_LIMIT = 200_000
UNWRITTEN = frozenset({"article", "of"})
"""Roles of the words that have no symbol even where names are compared as written."""


@cache
def filler_roles() -> dict[str, str]:
    """Return the role of each word that may stand between the parts of a name."""
    return {row["word"]: row["role"] for row in read_table("filler_words.tsv")}


def role_of(word: str) -> str:
    """Return the role a word has between the parts of a name, or "". A capital A is no article ("vitamin A")."""
    return "" if word == "A" else filler_roles().get(word.lower(), "")


def symbols(words: list[str]) -> dict[str, str]:
    """Give each word its own character."""
    return {
        word: chr(_BASE + i if _BASE + i < _SURROGATES else _BASE + i + 0x800) for i, word in enumerate(words)
    }


Reading = tuple[str, tuple[int, ...], str, int, frozenset[str], bool]
"""A word as written and the lengths of names it begins; as meant, its limit and partners; whether it denies."""
_ALONE: frozenset[str] = frozenset()
_WRITTEN: Final = 0
_LENGTHS: Final = 1
_MEANT: Final = 2
_LIMIT: Final = 3
_PARTNERS: Final = 4
_DENIES: Final = 5


@dataclass(slots=True)
class Streams:
    """The words of a text, and the two strings of symbols.

    Attributes:
        starts: offset of each word; `ends` is after it.
        written: one symbol a word, articles left out; `written_at` gives the word of each symbol.
        lengths: for each symbol written, the lengths of the names that begin with it, longest first.
        meant: one symbol a word, fillers left out; `meant_at` gives the word of each symbol.
        signs: the symbols meant, one by one.
        limits: for each symbol meant, how long a name that holds it may be; 0 where it is in none.
        partners: for each symbol meant, the symbols that some name holds besides.
        readings: of each word.
    """

    starts: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)
    written: str = ""
    written_at: list[int] = field(default_factory=list)
    lengths: list[tuple[int, ...]] = field(default_factory=list)
    meant: str = ""
    signs: list[str] = field(default_factory=list)
    meant_at: list[int] = field(default_factory=list)
    limits: list[int] = field(default_factory=list)
    partners: list[frozenset[str]] = field(default_factory=list)
    readings: list[Reading] = field(default_factory=list)

    def word(self, text: str, at: int) -> str:
        """Return a word in lower case; "" behind the last."""
        return text[self.starts[at] : self.ends[at]].lower() if at < len(self.starts) else ""

    def denial_between(self, first: int, last: int) -> int | None:
        """Return the first denying word inside a stretch of words, or None."""
        return next((at for at in range(first + 1, last) if self.readings[at][_DENIES]), None)


class Reader(dict[str, Reading]):
    """Knows how each word reads; filled on demand.

    Args:
        lemmas: lemma -> symbol.
        concepts: concept -> symbol.
        lengths: symbol as written -> lengths of the names that begin with it.
        limits: symbol as meant -> length of the longest name that holds it.
        partners: symbol as meant -> the symbols that names hold beside it.
    """

    def __init__(
        self,
        lemmas: Mapping[str, str],
        concepts: Mapping[str, str],
        lengths: Mapping[str, tuple[int, ...]],
        limits: Mapping[str, int],
        partners: Mapping[str, str],
    ) -> None:
        super().__init__()
        self._lemmas = lemmas
        self._concepts = concepts
        self._lengths = lengths
        self._limits = limits
        self._partners = partners
        self._sets: dict[str, frozenset[str]] = {}  # words that mean the same share one

    def __missing__(self, word: str) -> Reading:
        if len(self) > _CACHE_LIMIT:
            self.clear()
        found = self[word] = self._read(word)
        return found

    def _read(self, word: str) -> Reading:
        if not word[0].isalnum():
            mark = word if word.strip() else BREAK
            return mark, (), mark, 0, _ALONE, False
        role = role_of(word)
        lemma = find_lemma(word)
        written = "" if role in UNWRITTEN else self._lemmas.get(lemma, UNKNOWN)
        meant = "" if role else self._concepts.get(find_concept(lemma), UNKNOWN)
        limit = self._limits.get(meant, 0)
        partners = self._partners_of(meant) if limit else _ALONE
        return written, self._lengths.get(written, ()), meant, limit, partners, role == "not"

    def _partners_of(self, meant: str) -> frozenset[str]:
        known = self._sets.get(meant)
        if known is None:
            known = self._sets[meant] = frozenset(self._partners[meant])
        return known

    def _complete(self, tokens: list[str], gaps: list[str]) -> list[str]:
        """Complete words that share their end with one behind: "micro- and retrognathia"."""
        whole = list(tokens)
        for i in range(len(tokens) - 2, -1, -1):
            if not (gaps[i].startswith("-") and tokens[i].isalpha() and tokens[i + 1] in _BETWEEN):
                continue
            behind = next((t for t in whole[i + 1 : i + _REACH] if t not in _BETWEEN), "")
            own = [len(p) for p in prefixes() if behind.lower().startswith(p)]  # "hypo- and hyper|kalaemia"
            ends = (behind[cut:] for cut in (*own, *range(1, len(behind) - _LEAST + 1)))
            known = (tokens[i] + end for end in ends if find_lemma(tokens[i] + end) in self._lemmas)
            whole[i] = next(known, tokens[i])
        return whole

    def read(self, text: str, start: int = 0, end: int | None = None) -> Streams:
        """Turn a text, or a part of it, into symbols. Time is linear in its length."""
        # a gap, a token, a gap, ...: the text in one pass, and their lengths add up to the offsets
        part = text[start:end]
        pieces = _TOKEN.split(part)
        edges = list(accumulate(map(len, pieces), initial=start))
        tokens = pieces[1::2]
        if _SUSPENDED.search(part):
            tokens = self._complete(tokens, pieces[2::2])
        readings = list(map(self.__getitem__, tokens))
        forms = [reading[_WRITTEN] for reading in readings]
        concepts = [reading[_MEANT] for reading in readings]
        signs = list(filter(None, concepts))
        words = range(len(readings))
        meant = list(compress(readings, concepts))
        return Streams(
            starts=edges[1:-1:2],
            ends=edges[2::2],
            written="".join(forms),
            written_at=list(compress(words, forms)),
            lengths=[reading[_LENGTHS] for reading in compress(readings, forms)],
            meant="".join(signs),
            signs=signs,
            meant_at=list(compress(words, concepts)),
            limits=[reading[_LIMIT] for reading in meant],
            partners=[reading[_PARTNERS] for reading in meant],
            readings=readings,
        )


def split_name(name: str) -> list[str]:
    """Cut a name into the tokens that a text would be cut into."""
    return [m[0] for m in _TOKEN.finditer(name)]
