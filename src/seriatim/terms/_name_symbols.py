"""The names of a vocabulary as strings of symbols, one a word: as written, and as meant."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from seriatim.terms._tokens import UNWRITTEN, role_of, symbols
from seriatim.terms._wordforms import find_concept, find_lemma, prefixes

_INFORMATIVE = frozenset({"severity", "laterality", "not"})
_LABORATORY = "laboratory"
_CELL = "cell"
_MOST = 7  # symbols of a meaning


@dataclass(frozen=True)
class NameSymbols:
    """The symbols of all the words in the names of a vocabulary.

    Attributes:
        lemmas: lemma -> its symbol, as written.
        concepts: concept -> its symbol, as meant.
    """

    lemmas: Mapping[str, str]
    concepts: Mapping[str, str]

    @classmethod
    def of(cls, names: Iterable[Sequence[str]]) -> NameSymbols:
        """Number the words of names, each name given by its tokens."""
        words = sorted({*prefixes(), *(find_lemma(t) for tokens in names for t in tokens if t[0].isalnum())})
        return cls(symbols(words), symbols(sorted({find_concept(word) for word in words})))

    def spellings(self, tokens: Sequence[str]) -> Iterator[str]:
        """Yield the symbols of a name as written, and of its closed and open compounds ("club foot", "clubfoot")."""
        words = [lemma for t in tokens if (lemma := lemma_of(t))]
        if not words:
            return
        lemmas = self.lemmas
        yield self._encode(words)
        for i, word in enumerate(words):
            before, behind = self._encode(words[:i]), self._encode(words[i + 1 :])
            if i + 1 < len(words) and (joined := lemmas.get(word + words[i + 1])):
                yield before + joined + self._encode(words[i + 2 :])
            for cut in range(2, len(word) - 2):
                first, second = word[:cut], word[cut:]
                if second in lemmas and (first in prefixes() or (cut > 2 and first in lemmas)):
                    yield before + lemmas[first] + lemmas[second] + behind

    def _encode(self, words: Sequence[str]) -> str:
        return "".join(self.lemmas.get(w, w) for w in words)

    def written(self, tokens: Iterable[str]) -> str:
        """Return the symbols of words as written."""
        return "".join(self.lemmas[find_lemma(t)] for t in tokens)

    def meaning(self, tokens: Sequence[str]) -> str | None:
        """Return the concepts of a name in its own order, or None where its words are needed as they are."""
        meant = ""
        for token, behind in zip_longest(tokens, tokens[1:], fillvalue=""):
            role = role_of(token)
            if role == _LABORATORY and find_lemma(behind) == _CELL:
                return None  # a plasma cell is no cell of any kind
            if role in _INFORMATIVE:
                return None
            if not role and token[0].isalnum():
                meant += self.concepts[find_concept(find_lemma(token))]
        return meant if 2 <= len(meant) <= _MOST else None


def lemma_of(token: str) -> str:
    """Return the lemma of a word, the mark itself for punctuation, "" for an article."""
    if not token[0].isalnum():
        return token
    return "" if role_of(token) in UNWRITTEN else find_lemma(token)
