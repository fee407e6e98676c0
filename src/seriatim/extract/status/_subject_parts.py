"""How a sentence is cut where it turns to another statement, or sets others against the patient."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from seriatim.terms import Hit
from seriatim.text import Prose, Sentence

_OPENERS = frozenset({"turn", "contrast"})
_OWN = frozenset({"patient", "person"})
_BESIDE = 40  # characters between a contrast and the patient whom others are set against
_APART = re.compile(r",(?!\s(?:who|whose|whom|which|where|in whom)\b)")
TURNED_AWAY = "turned away"


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a sentence between two turns, with the kinds of cue in it.

    Attributes:
        opener: turn | contrast, the kind of cue it begins with; turned away, where it is of those with whom the
            patient is contrasted; or "".
    """

    start: int
    end: int
    kinds: frozenset[str]
    opener: str


def cut_parts(prose: Prose, sentence: Sentence, cues: Sequence[Hit[str]]) -> Iterator[Part]:
    """Cut a sentence where it turns to another statement or sets others against the patient."""
    edges = [(sentence.start, ""), *((c.start, c.entry) for c in cues if c.entry in _OPENERS)]
    if len(edges) == 1:
        yield Part(sentence.start, sentence.end, frozenset([c.entry for c in cues]), "")
        return
    if len(edges) > 1 and edges[1][0] == sentence.start:
        del edges[0]
    own = [c.start for c in cues if c.entry in _OWN]
    away = [
        (comma, TURNED_AWAY)
        for start, opener in edges
        if opener == "contrast"
        for comma in _turn_away(prose.text, start, own, sentence.end)
    ]
    edges += [(comma, "") for start, opener in edges if opener for comma in _return(prose.text, start, own)]
    edges += away
    edges.sort()
    for at, (start, opener) in enumerate(edges):
        end = edges[at + 1][0] if at + 1 < len(edges) else sentence.end
        yield Part(start, end, frozenset(c.entry for c in cues if start <= c.start < end), opener)


def _turn_away(text: str, start: int, own: Sequence[int], end: int) -> Iterator[int]:
    """Yield the comma at which a contrast with the patient turns to others ("unlike our patient, | most people have")."""
    ahead = next((at for at in own if start < at <= start + _BESIDE), None)
    if ahead is not None and "," not in text[start:ahead] and (comma := _APART.search(text, ahead, end)):
        yield comma.start()


def _return(text: str, start: int, own: Sequence[int]) -> Iterator[int]:
    """Yield the comma at which a contrast returns to the patient ("unlike others, | our patient")."""
    ahead = next((at for at in own if at > start), None)
    if ahead is not None and (comma := text.rfind(",", start, ahead)) > 0:
        yield comma
