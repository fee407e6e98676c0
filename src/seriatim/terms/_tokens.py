"""A text as two strings of symbols, one symbol a word: as written (lemmas), and as meant (concepts).

With a word as one character, a name is a short string, a match is a dictionary look-up of a slice, and a whole
word is found or nothing. Words that carry no meaning of their own have no symbol; a list keeps, for each symbol, the
word it stands for.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from seriatim.terms._wordforms import find_concept, find_lemma
from seriatim.terms.tables import read_table

UNKNOWN = "\x01"
BREAK = "\x02"
_BASE = 0x3000
_SURROGATES = 0xD800
_TOKEN = re.compile(
    r"[^\W_]+(?:['\u2019][^\W\d_]{1,2}(?![^\W_]))?|\n[ \t\r]*\n\s*|[^\w\s'\u2019`\-\u00ad\u2010-\u2015\u2212]"
)
_CACHE_LIMIT = 200_000

Roles = Mapping[str, str]


@cache
def filler_roles() -> dict[str, str]:
    """Return the role of each word that may stand between the parts of a name."""
    return {row["word"]: row["role"] for row in read_table("filler_words.tsv")}


def symbols(words: list[str]) -> dict[str, str]:
    """Give each word its own character."""
    return {
        word: chr(_BASE + i if _BASE + i < _SURROGATES else _BASE + i + 0x800) for i, word in enumerate(words)
    }


@dataclass(slots=True)
class Streams:
    """The words of a text, and the two strings of symbols.

    Attributes:
        starts, ends: offsets of each word.
        written: one symbol a word, articles left out; `written_at` gives the word of each symbol.
        meant: one symbol a word, fillers left out; `meant_at` gives the word of each symbol.
        denials: words such as "not", by their position among the words.
    """

    starts: list[int]
    ends: list[int]
    written: str
    written_at: list[int]
    meant: str
    meant_at: list[int]
    denials: list[int]


class Reader(dict[str, tuple[str, str, bool]]):
    """Knows the symbols of each word: (as written, as meant, whether it denies); filled on demand."""

    def __init__(self, lemmas: Mapping[str, str], concepts: Mapping[str, str]) -> None:
        super().__init__()
        self._lemmas = lemmas
        self._concepts = concepts

    def __missing__(self, word: str) -> tuple[str, str, bool]:
        if len(self) > _CACHE_LIMIT:
            self.clear()
        found = self[word] = self._read(word)
        return found

    def _read(self, word: str) -> tuple[str, str, bool]:
        if not word[0].isalnum():
            mark = word if word.strip() else BREAK
            return mark, mark, False
        lower = word.lower()
        role = filler_roles().get(lower, "")
        lemma = find_lemma(word)
        written = "" if role == "article" else self._lemmas.get(lemma, UNKNOWN)
        meant = "" if role else self._concepts.get(find_concept(lemma), UNKNOWN)
        return written, meant, role == "not"

    def read(self, text: str, start: int = 0, end: int | None = None) -> Streams:
        """Turn a text, or a part of it, into symbols. Time is linear in its length."""
        starts: list[int] = []
        ends: list[int] = []
        written: list[str] = []
        written_at: list[int] = []
        meant: list[str] = []
        meant_at: list[int] = []
        denials: list[int] = []
        for at, m in enumerate(_TOKEN.finditer(text, start, len(text) if end is None else end)):
            starts.append(m.start())
            ends.append(m.end())
            a, b, denies = self[m[0]]
            if a:
                written.append(a)
                written_at.append(at)
            if b:
                meant.append(b)
                meant_at.append(at)
            if denies:
                denials.append(at)
        return Streams(starts, ends, "".join(written), written_at, "".join(meant), meant_at, denials)


def split_name(name: str) -> list[str]:
    """Cut a name into the tokens that a text would be cut into."""
    return [m[0] for m in _TOKEN.finditer(name)]
