"""What the words around a length of time mean: its number, and which way it points."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from seriatim.text import _time_patterns as patterns
from seriatim.text._time_cues import words_of


@dataclass(frozen=True, slots=True)
class Direction:
    """Which way a length points, and from what.

    Attributes:
        end: offset after the word that points ("ago").
        reach: offset after the event it is measured from, `end` where none is named.
    """

    end: int
    reach: int
    kind: str
    relation: str | None
    anchor: str | None


_PREPOSITIONS = ("before", "after", "following", "prior")


_PART = re.compile(r"(?:[\s-]and[\s-](?:a[\s-])?half|\s?(?:\u00bd|1/2)|\s(?P<twelfths>\d{1,2})/12)\Z")
"""The part of one at the end of a number: a half, or months as twelfths of a year."""


@dataclass(frozen=True, slots=True)
class LastWords:
    """The words with which what stands before a unit can end: most of what stands there is none, and is not parsed.

    Attributes:
        of_count: of a number in words ("two", "a few", "three consecutive").
        of_ordinal: of a day of a stay ("second", "fifth postoperative").
        of_single: of one unit without its number ("the past").
        of_lead: of the words that lead a length ("for", "at the", "over the last").
    """

    of_count: frozenset[str]
    of_ordinal: frozenset[str]
    of_single: frozenset[str]
    of_lead: frozenset[str]


@cache
def last_words() -> LastWords:
    """Return the last words of the patterns that end before a unit or a length."""

    def ends(*roles: str) -> frozenset[str]:
        return frozenset(_WORDS.findall(cue)[-1] for role in roles for cue in words_of(role))

    return LastWords(
        ends("number", "tens", "vague", "filler") | {"half"},
        ends("ordinal", "stay"),
        ends("just_past") | {"the", "this", "his", "her"},
        ends("approximate", "lead", "lead_article", "lead_order")
        | {"age", "aged", "ages", "of", "up", "followup", "followed", "period", "was", "were"},
    )


_WORDS = re.compile(r"[^\W_]+")


def word_before(folded: str, at: int) -> str:
    """Return the letters and figures that end before a place, but for white space and hyphens; "" where none do.

    Example:
        >>> word_before("after two-day", 10), word_before("in (the", 4)
        ('two', '')
    """
    end = at
    while end and (folded[end - 1] == "-" or folded[end - 1].isspace()):
        end -= 1
    start = end
    while start and folded[start - 1].isalnum():
        start -= 1
    return folded[start:end]


def read_count(words: str | None) -> float | None:
    """Read a number in digits or words, or None where there is none or it is too vague.

    Example:
        >>> read_count("twenty-one"), read_count("2 and a half"), read_count("4 3/12"), read_count("a few")
        (21.0, 2.5, 4.25, None)
    """
    if not words:
        return None
    part = _PART.search(words)
    half = int(part["twelfths"] or 6) / 12 if part else 0.0
    plain = words[: part.start()] if part else words
    if plain[:1].isdigit():
        number = re.match(r"\d+(?:[.,\u00b7]\d+)?", plain)
        return float(re.sub("[,\u00b7]", ".", number[0])) + half if number else None
    parts = [_word_number(part) for part in re.split(r"[\s-]+(?!dozen|an?\b)", plain)]
    whole = [p for p in parts if p is not None]
    return sum(whole) + half if whole and len(whole) == len(parts) else None


def _word_number(word: str) -> float | None:
    value = words_of("number").get(word) or words_of("tens").get(word) or words_of("ordinal").get(word)
    return float(value) if value else None


def read_direction(folded: str, at: int, lead: str) -> Direction | None:
    """Read what follows a length, or the word in front of it, into a direction.

    Args:
        folded: the folded text.
        at: offset after the length.
        lead: the word in front of it, "" where none.
    """
    if m := patterns.toward_event().match(folded, at):
        relation = "before" if m["to"] in words_of("back_to") else "after"
        return Direction(at, m.end(), "relative", relation, words_of("event")[m["event"]])
    if m := patterns.after_event().match(folded, at):
        return Direction(at, m.end(), "relative", "after", words_of("after_event")[m["event"]])
    if m := patterns.pointing().match(folded, at):
        word = m[0].strip(" '")
        relation = "before" if word in words_of("back") else "after"
        governs = word in _PREPOSITIONS and patterns.goes_on().match(folded, m.end())
        anchor = "presentation" if word == "ago" else None
        return Direction(at if governs else m.end(), m.end(), "relative", relation, anchor)
    if m := patterns.history().match(folded, at):
        return Direction(at, m.end(), "duration", "before", "presentation")
    if m := patterns.follow_up().match(folded, at):
        return Direction(at, m.end(), "relative", "after", "presentation")
    return _by_lead(folded, at, lead)


def _by_lead(folded: str, at: int, lead: str) -> Direction | None:
    if lead in words_of("just_past"):
        return Direction(at, at, "duration", "before", "presentation")
    if lead.startswith("follow") and lead != "following":
        return Direction(at, at, "relative", "after", "presentation")
    if lead in ("after", "following", "within", "next"):
        if (act := patterns.of_act().match(folded, at)) is not None:
            return Direction(at, act.end(), "relative", "after", words_of("act_of")[act["act"]] or None)
        m = patterns.of_treatment().match(folded, at)
        if m is None and _lasts(folded, at):
            return None
        return Direction(
            at, m.end() if m else at, "relative", "after", words_of("event")[m["event"]] if m else None
        )
    if lead == "since":
        return Direction(at, at, "duration", "before", "presentation")
    return None


def _lasts(folded: str, at: int) -> bool:
    """Tell the length of what stands behind it and is no mere lapse: "after a 4-hour | fast"."""
    hyphened = patterns.lasting().search(folded, max(0, at - 10), at)
    return hyphened is not None and patterns.what_lasted().match(folded, at) is not None
