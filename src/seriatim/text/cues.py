"""Cue words and how far they reach: what a sentence denies, and what it leaves open.

`data/assertion_cues.tsv` holds the words. A sentence is searched for them when a fact in it is judged.

Source: the approach of NegEx (Chapman 2001) and ConText (Harkema 2009), with scopes bounded by clauses rather
than by a number of words.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from seriatim.text._cue_values import Cue, Mark
from seriatim.text._cue_values import Scope as Scope
from seriatim.text._scopes import find_cue_scopes
from seriatim.text.prose import Prose, Sentence
from seriatim.text.tables import expand_choices, read_table


@dataclass(frozen=True, slots=True)
class Assertion:
    """What a sentence says of a stretch of it.

    Attributes:
        status: present | absent | uncertain.
        cue: the words that made it so, as written, or None where it is simply present.
        cue_span: where they stand, half-open offsets.
        gone: it was there before ("the rash had resolved").
    """

    status: str
    cue: str | None = None
    cue_span: tuple[int, int] | None = None
    gone: bool = False


_NUMERAL = re.compile(r"[.:]?\s?\d{1,4}\b(?!-)")
_NUMBERED = re.compile(
    r"(?<!\w)(?:patients?|cases?|participant|proband|subject|bed|lot|batch|table|figure|fig\.|protocol|approval|reference)\s\Z"
)
_BEFORE_NUMBER = 16
_RUN = re.compile(r"  +")
PRESENT = Assertion("present")


@dataclass(frozen=True, slots=True)
class Scopes:
    """The scopes of one sentence's cues."""

    text: str
    scopes: tuple[Scope, ...] = ()

    def judge(self, start: int, end: int, *, act: bool = False) -> Assertion:
        """Judge a mention by the scopes it begins in; a cue inside the mention belongs to its name.

        Args:
            start: offset of the mention's first character.
            end: offset after its last one.
            act: the mention is a test or a treatment: "MRI was normal" does not deny the MRI.
        """
        holding = [s for s in self.scopes if s.holds(start, end, act=act)]
        if not holding:
            return PRESENT
        status = _stronger(holding)
        scope = min(holding, key=lambda s: (s.status != status, s.distance(start)))
        words = self.text[scope.cue_start : scope.cue_end].rstrip(".,;:")
        place = (scope.cue_start, scope.cue_start + len(words))
        return Assertion(scope.status, words, place, scope.gone)


def _stronger(holding: list[Scope]) -> str:
    """Denial outweighs doubt ("no suspicion of"), unless the doubt is about the denial ("may have no")."""
    denials = [s for s in holding if s.status == "absent"]
    doubts = [s for s in holding if s.status == "uncertain"]
    if not denials or not doubts:
        return holding[0].status
    doubted = all(
        s.cue_start < s.start and any(d.start <= s.cue_start < d.end for d in doubts) for s in denials
    )
    return "uncertain" if doubted else "absent"


def find_scopes(prose: Prose, sentence: Sentence) -> Scopes:
    """Find what a sentence's cues reach.

    Example:
        >>> from seriatim.model import Report
        >>> from seriatim.text import read_prose
        >>> prose = read_prose(Report(id="r", text="Rash and fever were absent, but she had probable arthritis."))
        >>> scopes = find_scopes(prose, prose.sentences[0])
        >>> scopes.judge(0, 4).status, scopes.judge(49, 58).cue
        ('absent', 'probable')
    """
    inside = [
        mark for start, end in sentence.pieces for mark in _find_marks(prose.text, prose.folded, start, end)
    ]
    return Scopes(prose.text, find_cue_scopes(prose.text, sentence.pieces, inside))


@dataclass(frozen=True, slots=True)
class _Phrases:
    """The cue table compiled: by number of the phrase its cue, and whether it begins and ends with a letter."""

    automaton: Any
    cues: list[Cue]
    opens: list[bool]
    closes: list[bool]


@cache
def _load_phrases() -> _Phrases:
    from ahocorasick_rs import AhoCorasick, MatchKind

    by_phrase: dict[str, Cue] = {}
    make_cue = cache(Cue)  # a row stands for many phrases
    for row in read_table("assertion_cues.tsv"):
        for phrase in expand_choices(row["cue"]):
            head = len(phrase.split()[0])
            by_phrase.setdefault(
                phrase, make_cue(row["kind"], row["direction"], row["reach"], row["acts"], head)
            )
    return _Phrases(
        AhoCorasick(list(by_phrase), matchkind=MatchKind.Standard),
        list(by_phrase.values()),
        [phrase[0].isalnum() for phrase in by_phrase],
        [phrase[-1].isalnum() for phrase in by_phrase],
    )


def _find_marks(text: str, folded: str, low: int, high: int) -> Iterator[Mark]:
    """Find the cues of a stretch; of those that overlap the leftmost, then longest, stands."""
    phrases = _load_phrases()
    opens, closes = phrases.opens, phrases.closes
    plain, back = _squeeze(text[low:high], folded[low:high])
    found = [
        (start, -end, index)
        for index, start, end in phrases.automaton.find_matches_as_indexes(plain, overlapping=True)
        if not (closes[index] and plain[end : end + 1].isalnum())
        and not (start and opens[index] and plain[start - 1].isalnum())
    ]
    last = 0
    for start, minus_end, index in sorted(found):
        if start >= last and not _is_number(plain, start, -minus_end):
            last = -minus_end
            yield Mark(low + back.offset(start), low + back.offset(last - 1) + 1, phrases.cues[index])


def _is_number(plain: str, start: int, end: int) -> bool:
    """Tell the "no" of "patient no 6" and "case no. 2", which denies nothing."""
    return plain[start:end] == "no" and bool(
        _NUMERAL.match(plain, end) and _NUMBERED.search(plain, max(0, start - _BEFORE_NUMBER), start)
    )


@dataclass(frozen=True, slots=True)
class _Way:
    """The way back from squeezed text: at `places[i]` and after, `dropped[i]` characters had gone."""

    places: list[int]
    dropped: list[int]

    def offset(self, at: int) -> int:
        return at + self.dropped[bisect_right(self.places, at) - 1] if self.places else at


def _squeeze(text: str, folded: str) -> tuple[str, _Way]:
    """Make runs of spaces single, so that a cue broken by a line end is one phrase still; none goes over a blank line."""
    if "  " not in folded:
        return folded, _Way([], [])
    kept: list[str] = []
    places, dropped, at, gone = [0], [0], 0, 0
    for run in _RUN.finditer(folded):
        if text.count("\n", run.start(), run.end()) > 1:
            continue
        kept.append(folded[at : run.start() + 1])
        at = run.end()
        gone += at - run.start() - 1
        places.append(at - gone)
        dropped.append(gone)
    return ("".join((*kept, folded[at:])), _Way(places, dropped)) if kept else (folded, _Way([], []))
