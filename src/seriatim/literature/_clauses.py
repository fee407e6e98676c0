"""Sentences cut into the parts that make a claim of their own, each with the citations it rests on."""

from __future__ import annotations

import re
from dataclasses import dataclass

from seriatim.model import Span
from seriatim.text import Citation, Prose, Sentence
from seriatim.text.wording import pattern_of

_VERB = (
    r"could|should|may|might|can|will|would|must|is|are|was|were|has|have|had|does|do|did|it|they|this|these|there|we|"
    r"some|others?|our|his|her|their|its"
)
_CUT = re.compile(
    rf";\s+(?=\S)|,\s+(?:but|though|although)\s+|,?\s+(?:and|but|or)\s+(?=(?:{_VERB})\b)|,\s+(?=(?:however|therefore|thus|whereas)\b)"
)
_BEHIND_MARK = re.compile(r"[)\]]?,?\s+(?:(?:and|but)\s+(?!in\b|of\b)|(?=(?:whereas|while|yet)\b))")
_COMMA = re.compile(r"[)\]]?,\s+")
_sets_against = pattern_of(r"\s*{sets_against}\b", re.IGNORECASE)
_AUTHOR = re.compile(r"(?:\bal\.?|[A-Z][\w'’-]+)(?:['’]s)?\s*[,(\[]?\s*$")
_SHORTEST = 18


@dataclass(frozen=True, slots=True)
class Clause:
    """A part of a sentence that can make a claim.

    Attributes:
        sentence: the sentence it belongs to.
        start: offset of its first character; `end` is after its last one.
        citations: numbers of the references it rests on, ranges expanded.
    """

    sentence: Sentence
    start: int
    end: int
    citations: tuple[str, ...] = ()


def find_clauses(prose: Prose, sentence: Sentence) -> list[Clause]:
    """Cut a sentence at its coordinations; each part gets the marks in it, or else the next ones behind it."""
    text = prose.text
    marks = prose.citations_in(sentence.start, sentence.end)
    cuts = [*_CUT.finditer(text, sentence.start, sentence.end)]
    cuts = [m for m in cuts if not any(c.start < m.end() and m.start() < c.end for c in marks)]
    cuts += [m for c in marks if (m := _BEHIND_MARK.match(text, c.end, sentence.end))]
    if marks and _sets_against().match(text, sentence.start) and (m := _COMMA.match(text, marks[0].end)):
        cuts.append(m)  # "In contrast to X, which failed [6], Y gave responses [7]"
    cuts = sorted({m.span(): m for m in cuts}.values(), key=lambda m: m.start())
    starts = [sentence.start, *(m.end() for m in cuts)]
    ends = [*(m.start() for m in cuts), sentence.end]
    parts: list[tuple[int, int]] = []
    for start, end in zip(starts, ends, strict=True):
        if parts and (end - start < _SHORTEST or parts[-1][1] - parts[-1][0] < _SHORTEST):
            parts[-1] = (parts[-1][0], end)
        else:
            parts.append((start, end))
    return [Clause(sentence, a, b, _support(text, marks, a, b)) for a, b in parts]


def _support(text: str, marks: tuple[Citation, ...], start: int, end: int) -> tuple[str, ...]:
    """A mark supports what stands before it; one behind an author's name supports what follows, too."""
    own = [m for m in marks if start <= m.start < end]
    if not own:
        behind = [m for m in marks if m.start >= end]
        before = [
            m for m in marks if m.start < start and _AUTHOR.search(text[max(0, m.start - 40) : m.start])
        ]
        if behind:
            first = behind[0].start
            own = [m for m in behind if m.start - first < 8 or text[first : m.start].count(" ") < 3]
        else:
            own = before[-1:]
    return tuple(dict.fromkeys(n for m in own for n in m.numbers))


def cut_spans(prose: Prose, sentence: Sentence, start: int, end: int) -> tuple[Span, ...]:
    """Cut `start:end` out of the text without what splits the sentence (a caption, a page break)."""
    spans = []
    for low, high in sentence.pieces:
        a, b = max(low, start), min(high, end)
        while a < b and not prose.text[a].isalnum() and prose.text[a] not in "([":
            a += 1
        while b > a and (prose.text[b - 1].isspace() or prose.text[b - 1] in ",;:"):
            b -= 1
        if b > a:
            spans.append(Span.of(prose.text, a, b))
    return tuple(spans)
