"""Words beside a name that make a more specific term of it: "severe hypotonia", "pneumonia, which was recurrent"."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from seriatim.terms._scan import REFINED, Match
from seriatim.terms._tokens import Streams, filler_roles
from seriatim.terms._wordforms import find_concept, find_lemma
from seriatim.terms.lexicon import Lexicon
from seriatim.text.tables import expand_choices, read_table
from seriatim.text.wording import load_classes

_DEGREES = frozenset({"severity", "laterality"})
_REACH = 5  # words on either side
_TOLD = 8  # words of a phrase
_JOINED = ("and", "or", ",")
_MOST_JOINED = 3


def refine(lexicon: Lexicon, streams: Streams, text: str, match: Match) -> Match:
    """Take words beside a match into it, where they make a more specific term with it, up to two."""
    for again in (False, True):
        concepts = lexicon.refinements.get(match.code)
        if concepts is None:
            return match
        beside = _words_beside(streams, text, match, again=again)
        found = next(((at, concepts[concept]) for at, concept in beside if concept in concepts), None)
        if found is None:
            return match
        at, code = found
        inside = len(match.runs) > 1 or match.first <= at <= match.last
        runs = match.runs if inside else ((min(match.first, at), max(match.last, at)),)
        match = match._replace(runs=runs, code=code, level=REFINED)
    return match


def _words_beside(streams: Streams, text: str, match: Match, *, again: bool) -> Iterator[tuple[int, str]]:
    """Yield what may make a match more specific: the words that say it, as the outermost of them, and their concepts."""
    yield from _sides_inside(streams, text, match)
    yield from _told_before(streams, text, match.first)
    yield from _before(streams, text, match.first, again=again)
    yield from _told_behind(streams, text, match.last)
    yield from _behind(streams, text, match.last)


def _sides_inside(streams: Streams, text: str, match: Match) -> Iterator[tuple[int, str]]:
    """Yield the words for a side that stand between those of a match: "agenesis of both kidneys"."""
    roles = filler_roles()
    for low, high in match.runs:
        for at in range(low + 1, high):
            if roles.get(streams.word(text, at)) == "laterality":
                yield at, _concept(streams, text, at)


def _before(streams: Streams, text: str, first: int, *, again: bool) -> Iterator[tuple[int, str]]:
    """Yield the degrees and sides before a match, the adjective before them, and those joined to them."""
    roles, at = filler_roles(), first - 1
    while at >= 0 and first - at < _REACH:
        word = streams.word(text, at)
        role = roles.get(word, "")
        if not word[0].isalnum() or (again and role == "of"):
            return
        if role in _DEGREES or not role:
            yield at, _concept(streams, text, at)
            if at and streams.word(text, at - 1) in _JOINED:
                yield from _joined(streams, text, at)
                return
        if not role:
            return
        at -= 1


def _joined(streams: Streams, text: str, at: int) -> Iterator[tuple[int, str]]:
    """Yield the adjectives before another: the first of "progressive and disabling weakness"."""
    for _ in range(_MOST_JOINED):
        before = streams.word(text, at - 2) if at > 1 else ""
        if streams.word(text, at - 1) not in _JOINED or not _is_adjective(streams.word(text, at)):
            return
        said = at > 2 and filler_roles().get(streams.word(text, at - 3)) == "copula"
        if said or not _is_adjective(before):
            return
        at -= 2
        yield at, _concept(streams, text, at)


def _is_adjective(word: str) -> bool:
    return filler_roles().get(word) in _DEGREES or word.endswith(_endings())


@cache
def _endings() -> tuple[str, ...]:
    return load_classes()["adjective_end"]


def _behind(streams: Streams, text: str, last: int) -> Iterator[tuple[int, str]]:
    """Yield what is said of a match behind it: "was progressive", ", which was recurrent", ", severe in degree"."""
    roles, leads, at = filler_roles(), _leads(), last + 1
    if streams.word(text, at) == ",":
        at += 1
        if streams.word(text, at) not in leads:
            yield from _in_degree(streams, text, at)
            return
    begun = at
    while at < len(streams.starts) and at - last < _REACH + 1:
        word = streams.word(text, at)
        if not word[0].isalnum():
            return
        role = "copula" if word in leads else roles.get(word, "")
        adverb = word.endswith("ly")
        if role in _DEGREES or (not role and (at > begun or adverb)):
            yield at, _concept(streams, text, at)
        if not role and not adverb:
            return
        at += 1


def _in_degree(streams: Streams, text: str, at: int) -> Iterator[tuple[int, str]]:
    """Yield the adjective of "severe in degree"."""
    if streams.word(text, at + 1) == "in" and streams.word(text, at + 2) in load_classes()["degree_noun"]:
        yield at, _concept(streams, text, at)


@cache
def _leads() -> frozenset[str]:
    """Return the words that lead from a finding to what is said of it."""
    return frozenset(load_classes()["said_by"])


def _told_before(streams: Streams, text: str, first: int) -> Iterator[tuple[int, str]]:
    words: tuple[str, ...] = ()
    for at in range(first - 1, max(-1, first - 1 - _TOLD), -1):
        words = (streams.word(text, at), *words)
        if not words[0][0].isalnum():
            return
        if concept := _phrases("before").get(words):
            yield at, concept


def _told_behind(streams: Streams, text: str, last: int) -> Iterator[tuple[int, str]]:
    words: tuple[str, ...] = ()
    for at in range(last + 1, min(len(streams.starts), last + 1 + _TOLD)):
        words = (*words, streams.word(text, at))
        if not words[-1][0].isalnum():
            return
        if concept := _phrases("behind").get(words):
            yield at, concept


@cache
def _phrases(place: str) -> dict[tuple[str, ...], str]:
    return {
        tuple(phrase.split()): find_concept(find_lemma(row["word"]))
        for row in read_table("modifier_phrases.tsv")
        if row["place"] == place
        for phrase in expand_choices(row["words"])
    }


def _concept(streams: Streams, text: str, at: int) -> str:
    return find_concept(find_lemma(streams.word(text, at)))
