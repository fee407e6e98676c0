"""Which treatments of its own sentence an outcome word tells of."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from seriatim.extract._clauses import find_boundaries
from seriatim.model import Fact
from seriatim.text.tables import read_table
from seriatim.text.wording import pattern_of

_FURTHER = re.compile(
    r",?\s(?:and\s)?(?:then|subsequently|thereafter|later)\s|,\s(?:after which|followed by|with which)\s|\swhereupon\s"
)
_FRONTED = re.compile(
    r"(?:after|despite|following|although|when|because|since|as|while|in spite of)\b[^,;]*,\s"
)
_subject = pattern_of(r"\s(?:[a-z]+\s)?{did}\s")
_WORSENING = frozenset({"progression", "recurrence"})
_UPON = re.compile(
    r"\b(?:when|once|after|with|on|under|upon|following|since|by|using|despite|in spite of|during|within)\s"
)
_answers = pattern_of(r"\b{answers}\b")
_so = pattern_of(
    r"\A,?\s(?:so|hence|thus|therefore|and\sso)\s|\b(?:and|which|who)\s(?:[a-z]+\s){0,3}?{answers}\b"
)
_REACH = 60  # characters between an outcome word and the treatment it names
_LIST = re.compile(
    r"(?:\s(?:mg|g|daily|weekly|\d[\d.,]*))*(?:\s?,\s?|\s(?:and|or|plus|with|including|such as|combined with|in combination with|together with)\s|\s?/\s?)+"
    r"(?!(?:she|he|it|they|we|was|were|then|the|after|when|received)\s)(?:[a-z-]+\s){0,4}\Z"
)


def told_of(text: str, outcome: Fact, given: Sequence[Fact], bounds: tuple[int, int]) -> list[Fact]:
    """Choose among the treatments of a sentence those that an outcome in it is told of.

    What the outcome word names itself comes first ("responded to X"), then the treatments of its own clause, then
    those of the clause before it; those of a later clause were begun after it, and are none.

    Args:
        text: the folded text.
        outcome: the outcome.
        given: the treatments of the sentence, in text order.
        bounds: where the sentence begins and ends.
    """
    if named := _named(text, outcome, given):
        return named
    cuts = _cuts(text, *bounds)
    own = _segment(cuts, outcome.start)
    for segment in (own, *range(own - 1, -1, -1)):
        inside = [f for f in given if _segment(cuts, f.start) == segment]
        before = [f for f in inside if f.start < outcome.start]
        if inside:
            return before or [f for f in inside if not _is_answer(text, outcome, f)]
    return []


def _is_answer(text: str, outcome: Fact, treatment: Fact) -> bool:
    """Whether a treatment behind an outcome was begun because of it ("relapsed and was treated with X").

    One behind a worsening was, unless a word ties it; one behind what did not improve, where words say so ("persisted, so").
    """
    gap = text[outcome.spans[-1].end : treatment.start]
    if outcome.label in _WORSENING:
        return bool(_answers().search(gap) or not _UPON.search(gap))
    return outcome.response == "none" and bool(_so().search(gap))


def excepted_from(text: str, outcome: Fact, given: Sequence[Fact]) -> list[Fact]:
    """The treatments that an elliptical denial excepts from an outcome ("responded to X but not to Y")."""
    return [
        f
        for f in given
        if f.start > outcome.start and _excepting().search(text, outcome.spans[-1].end, f.start)
    ]


def _named(text: str, outcome: Fact, given: Sequence[Fact]) -> list[Fact]:
    """The treatments that a preposition ties to the outcome word, with the rest of their list."""
    end = outcome.spans[-1].end
    found: list[Fact] = []
    for fact in (f for f in given if f.start >= end and not _is_answer(text, outcome, f)):
        if not found and fact.start - end <= _REACH and _tying().fullmatch(text, end, fact.start):
            found.append(fact)
        elif found and _LIST.fullmatch(text, found[-1].spans[-1].end, fact.start):
            if _subject().match(text, fact.spans[-1].end):
                break  # "despite A, and B was added"
            found.append(fact)
    return found


def _cuts(text: str, start: int, end: int) -> list[int]:
    """The offsets at which the clauses of a sentence begin."""
    sentence = text[start:end]
    cuts = {*find_boundaries(sentence), *(m.end() for m in _FURTHER.finditer(sentence))}
    if fronted := _FRONTED.match(sentence):
        cuts.add(fronted.end())
    return [start + cut for cut in sorted(cuts)]


def _segment(cuts: Sequence[int], offset: int) -> int:
    return sum(cut <= offset for cut in cuts)


def _words(strength: str) -> Iterator[str]:
    rows = {row["words"] for row in read_table("adverse_cues.tsv") if row["strength"] == strength}
    return map(re.escape, sorted(rows, key=lambda w: (-len(w), w)))


@cache
def _tying() -> re.Pattern[str]:
    """The words between an outcome and the treatment it names ("responded well to a course of")."""
    of = r"(?:\s(?:of|in)\s(?:(?:the|his|her)\s)?[a-z-]+(?:\s[a-z-]+)?)?"
    seen = r"(?:\s(?:was|were|is|has been|had been)\s(?:[a-z]+ly\s)?[a-z]+)?"
    noun = r"(?:\s(?:treatment|therapy|trials?|courses?|use|attempts?))?"
    return re.compile(
        rf"{noun}{of}{seen}(?:\s(?:[a-z]+ly|well))?{of}\s(?:{'|'.join(_words('tying'))})\s(?:[a-z0-9.,%/-]+\s){{0,5}}"
    )


@cache
def _excepting() -> re.Pattern[str]:
    return re.compile(rf"\s(?:{'|'.join(_words('excepting'))})\s(?:[a-z-]+\s){{0,2}}\Z")
