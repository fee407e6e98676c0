"""Which diagnostic act governs which stretch of text: what follows "the biopsy revealed" is histology."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import NamedTuple

from seriatim.extract._context import Context
from seriatim.extract.results._measurement_result import Result
from seriatim.extract.results._results import read_results
from seriatim.terms import PhraseMatcher
from seriatim.terms.laboratory import ACT_KINDS
from seriatim.text import Prose, Sentence
from seriatim.text.tables import read_table

# What an act shows is looked for this far behind it and before it.
_REACH = 160
_ABOUT_OTHERS = frozenset({"introduction", "discussion"})
_CARRIED = frozenset({"histology", "imaging", "examination"})


@dataclass
class Governed:
    """The stretches of a text and how the findings in them were made.

    Attributes:
        starts: offsets at which the method changes, in order.
        methods: the method from each of them on, None where it is open.
    """

    starts: list[int] = field(default_factory=list)
    methods: list[str | None] = field(default_factory=list)

    def add(self, start: int, method: str | None) -> None:
        """Let `method` hold from `start` on; offsets must not go back."""
        self.starts.append(start)
        self.methods.append(method)

    def method_at(self, offset: int) -> str | None:
        """Return how a finding at an offset was made, or None."""
        at = bisect_right(self.starts, offset) - 1
        return self.methods[at] if at >= 0 else None


def find_governed(context: Context) -> Governed:
    """Find which method holds where, sentence by sentence."""
    acts: dict[int, list[_Act]] = {}
    for read in read_results(context):
        found = [
            _Act(r.test.start, r.test.end, r.known.method)
            for r in read.results
            if r.known.category in ACT_KINDS or _is_bare(r)
        ]
        acts[read.sentence.index] = sorted(found)
    words = _WordFinder(context.prose)
    governed, carried, paragraph = Governed(), None, -1
    for sentence in context.prose.sentences:
        if sentence.paragraph != paragraph:
            paragraph, carried = sentence.paragraph, None
        reading = _Reading(context.prose.text, sentence, acts.get(sentence.index, []), words.find(sentence))
        carried = reading.govern(carried, governed)
    return governed


def _is_bare(result: Result) -> bool:
    """Whether a laboratory test is named without its result, as what goes before its findings ("urinalysis showed")."""
    return result.known.method == "laboratory" and not result.values and result.word is None


class _Act(NamedTuple):
    start: int
    end: int
    method: str


class _Word(NamedTuple):
    """A word that ties findings to acts, with its role and, for a trigger, the method it begins."""

    start: int
    end: int
    role: str
    method: str


class _WordFinder:
    """Finds the words of data/finding_verbs.tsv; the text is searched once."""

    def __init__(self, prose: Prose) -> None:
        self._words = [
            _Word(h.start, h.end, *h.entry)
            for h in _matcher().find(prose.text, nested=True, folded=prose.folded)
        ]
        self._starts = [word.start for word in self._words]

    def find(self, sentence: Sentence) -> list[_Word]:
        return self._words[
            bisect_left(self._starts, sentence.start) : bisect_left(self._starts, sentence.end)
        ]


@cache
def _matcher() -> PhraseMatcher[tuple[str, str]]:
    return PhraseMatcher(
        (row["words"], (row["role"], row["method"])) for row in read_table("finding_verbs.tsv")
    )


@dataclass(frozen=True)
class _Reading:
    """One sentence with its acts and the words around them."""

    text: str
    sentence: Sentence
    acts: list[_Act]
    words: list[_Word]

    def govern(self, carried: str | None, governed: Governed) -> str | None:
        """Add the stretches of the sentence; return the method that holds on in the next one."""
        opening, goes_on = self._backward(), False
        changes = sorted(self._forward())
        if opening is None and carried and not self.acts and not self._is_broken(carried):
            opening, goes_on = carried, True
        governed.add(self.sentence.start, opening)
        for start, method in changes:
            governed.add(start, method)
        governed.add(self.sentence.end, None)
        last = changes[-1][1] if changes else opening if goes_on else None
        return last if last in _CARRIED else None

    def _forward(self) -> Iterator[tuple[int, str]]:
        """Yield where the findings of each act begin: behind its verb of showing."""
        for start, end, method in self.acts:
            verb = next((w for w in self.words if w.role == "show" and end <= w.start < end + _REACH), None)
            if self._introduces(start, end):
                yield end, method
            elif verb:
                yield verb.end, method
            elif method == "examination":
                yield end, method
        for word in self.words:
            if word.role == "trigger" and self.sentence.section not in _ABOUT_OTHERS:
                yield word.end, word.method

    def _introduces(self, start: int, end: int) -> bool:
        """Tell "On mammography, calcifications were noted": the act opens the sentence, a comma follows."""
        before = self.text[self.sentence.start : start]
        return bool(_OPENS.fullmatch(before)) and self.text[end : end + 1] == ","

    def _backward(self) -> str | None:
        """Return the method of a sentence whose findings stand before "was seen on the radiographs"."""
        for act in self.acts:
            for word in self.words:
                if (
                    word.role == "seen"
                    and 0 <= act.start - word.end < 60
                    and _BY.fullmatch(self.text, word.end, act.start)
                ):
                    return act.method
        return None

    def _is_broken(self, carried: str) -> bool:
        """Tell whether the sentence takes up something else than the findings before it."""
        if any(w.role == "break" for w in self.words):
            return True
        opens = any(w.role == "opener" and w.start == self.sentence.start for w in self.words)
        return carried != "examination" and opens


_BY = re.compile(
    r"(?i)(?:\s+both)?\s+(?:on|in|by|at|with|during|upon|through)"
    r"(?:\s+[\w'\u2019-]+){0,3}\s*"
)
_OPENS = re.compile(r"(?i)(?:on|in|by|at|upon)\s+(?:[\w-]+\s+){0,4}")
