"""The patterns around a unit of time, made from the cue table, and what they mean."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from seriatim.text._time_cues import alternatives, words_of


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


@dataclass(frozen=True, slots=True)
class Grammar:
    """Compiled patterns; every one is matched at a known place or in a window of a few words."""

    number_before: re.Pattern[str]
    half_after: re.Pattern[str]
    joint: re.Pattern[str]
    lead: re.Pattern[str]
    old_after: re.Pattern[str]
    pointing: re.Pattern[str]
    goes_on: re.Pattern[str]
    toward_event: re.Pattern[str]
    after_event: re.Pattern[str]
    history: re.Pattern[str]
    follow_up: re.Pattern[str]
    ordinal_before: re.Pattern[str]
    number_after: re.Pattern[str]
    stay_before: re.Pattern[str]
    of_event: re.Pattern[str]
    of_treatment: re.Pattern[str]
    of_act: re.Pattern[str]
    act_before: re.Pattern[str]
    age_number: re.Pattern[str]
    day_before: re.Pattern[str]
    day_year_after: re.Pattern[str]
    in_before: re.Pattern[str]
    year: re.Pattern[str]
    year_lead: re.Pattern[str]
    numeric_date: re.Pattern[str]
    decade_before: re.Pattern[str]
    of_life: re.Pattern[str]
    one_before: re.Pattern[str]
    names_test: re.Pattern[str]
    at_intervals: re.Pattern[str]
    gestational: re.Pattern[str]
    other_age: re.Pattern[str]
    code_number: re.Pattern[str]
    to_month_year: re.Pattern[str]
    events: dict[str, str]


_FILLERS = (
    "consecutive",
    "further",
    "more",
    "whole",
    "full",
    "additional",
    "completed",
    "successive",
    "calendar",
    "extra",
    "gestational",
)
_PREPOSITIONS = ("before", "after", "following", "prior")


@cache
def grammar() -> Grammar:
    """Compile the patterns once."""
    words, ones = alternatives("number"), "(?:one|two|three|four|five|six|seven|eight|nine)"
    words = rf"(?:{alternatives('tens')}(?:[\s-]{ones})?|{words})"
    digits = r"\d{1,3}(?:[.,\u00b7]\d{1,2}|\+\d)?(?:\s?(?:\u00bd|1/2)|\s\d{1,2}/12)?"
    count = rf"(?:{digits}|{words})(?:[\s-]and[\s-](?:a[\s-])?half)?"
    event, determiner = (
        alternatives("event"),
        r"(?:(?:the|his|her|this|that|our|their|an?|initial|first|last)\s){0,2}",
    )
    filler = rf"(?:(?:{'|'.join(_FILLERS)})\s)?"
    stay = alternatives("stay")
    compiled = {
        "number_before": rf"(?<![\w.,/%+])(?<![a-z]-)(?P<core>(?:(?P<n1>{count})(?:(?:\s?-\s?|\sto\s|\sor\s|\sand\s)(?P<n2>{count}))?"
        rf"|{alternatives('vague')})[\s-]{{0,3}}{filler})\Z",
        "half_after": r"\sand\sa\shalf\b",
        "joint": r"(?:,?\s(?:and\s)?|-)",
        "lead": r"\b(?P<lead>aged?(?:\sof)?|follow-?\s?up(?:\speriod)?(?:\sof)?|followed(?:-up)?|ages|at|by|for|from|since|over|during|within|in|after|following|every|each|q|"
        r"when|until|till|throughout|approximately|past|last|previous|preceding|next|first|another|before|between|at\sleast)"
        rf"\s(?:(?:the|a|an|his|her|their|about)\s|(?:he|she|they)\s(?:was|were)\s|(?:past|last|next|first|previous|following)\s|period\sof\s|course\sof\s"
        rf"|{alternatives('approximate')}\s){{0,4}}\Z",
        "old_after": r"[\s.-]{0,3}(?:old\b|of\sage\b)",
        "pointing": rf"'?\s(?:{alternatives('back')}|{alternatives('forward')})(?!\w)",
        "goes_on": r"\s(?!(?:and|at|because|by|due|for|in|on|when|while|with)\b)\w",
        "toward_event": rf"'?\s(?P<to>{alternatives('back_to')}|{alternatives('forward_from')})\s{determiner}"
        rf"(?:[a-z-]+\s)?(?P<event>{event})(?!\w)",
        "after_event": rf"'?[\s-](?P<event>{alternatives('after_event')})(?!\w)",
        "history": rf"'?s?'?[\s-]{{1,2}}(?:long\s)?{alternatives('history')}(?!\w)",
        "follow_up": r"[\s-]{1,2}(?:of\s)?(?:post-?\w+\s)?follow(?:ing)?-?\s?up\b",
        "ordinal_before": rf"(?<![\w.])(?P<n>\d{{1,3}}(?:st|nd|rd|th)|{alternatives('ordinal')})\s(?:(?P<of>{stay})\s)?\Z",
        "number_after": r"[\s-](?P<n>\d{1,3}|one|two|three|four|five|six|seven|eight|nine|ten)(?![\w.%]\w|\w|/)",
        "stay_before": rf"(?P<of>{stay})\s\Z",
        "of_event": rf"\s(?:of|after|from|following)\s{determiner}(?P<event>life|{event})(?!\w)",
        "of_treatment": rf"\sof\s(?:[a-z-]+\s){{0,2}}?(?P<event>{event})(?!\w)",
        "of_act": rf"\sof\s(?P<act>{alternatives('act_of')})(?!\w)",
        "act_before": rf"\b(?P<lead>{alternatives('forward_from')}|on|upon)\s(?:the\s)?\Z",
        "age_number": rf"(?:\sof)?\s(?:{alternatives('approximate')}\s)?(?P<n>\d{{1,3}}(?:\.\d)?|{words})"
        rf"(?!\w|[.,]\d|\s?-\s?\d|[\s-]{{0,2}}{alternatives('unit')}(?!\w))",
        "day_before": r"(?<![\w.])(?P<day>[0-3]?\d)(?:st|nd|rd|th)?(?:\sof)?[\s-]\Z",
        "day_year_after": r"\.?(?:[\s-](?P<day>[0-3]?\d)(?:st|nd|rd|th)?(?=\W))?(?:,?[\s-](?:of\s)?(?P<year>(?:19|20)\d\d)(?!\w))?",
        "in_before": r"\b(?:in|since|during|until|by|of|from|last|this)\s\Z",
        "year": r"(?:19|20)\d\d(?![\w/]|[.,]\d|\s?(?:patients|cases|mg|ml|g\b|cells))",
        "year_lead": r"\b(?P<lead>in|since|during|until|till|by|from|of|between|and|year|before|after|early|late|mid)[\s-]\Z",
        "numeric_date": r"(?<![\w./-])(?:(?P<y>(?:19|20)\d\d)-(?P<m>\d\d)-(?P<d>\d\d)|"
        r"(?P<a>\d{1,2})(?P<sep>[/.-])(?P<b>\d{1,2})(?P=sep)(?P<year>(?:19|20)\d\d))(?![\w/-]|[.]\d)",
        "one_before": r"\b(?:(?P<over>for|over|during|in|within|throughout)\s)?"
        r"(?P<core>\b(?:(?:the|this|his|her)\s)?(?:(?P<past>past|last|previous|preceding)\s)?)\Z",
        "names_test": rf"[\s-]{alternatives('test_of')}(?!\w)",
        "at_intervals": rf"[\s-]{alternatives('interval')}(?!\w)",
        "gestational": r"\bgestational\s(?:age\s(?:\w+\s){0,2})?[\w+.-]*\s?\w*\Z",
        "other_age": rf"\b{alternatives('other_age')}\s\Z",
        "code_number": r"[\s#-]{1,2}(?P<n>\d{1,3})(?!\w|[.,]\d|\s?%)",
        "to_month_year": rf"\s?(?:to|until|through|and|-)\s?{alternatives('month')}\.?\s(?P<year>(?:19|20)\d\d)(?!\w)",
        "decade_before": rf"\b(?P<whose>his|her|their|the)\s(?P<start>(?:(?P<part>{alternatives('decade_part')})[\s-])?)\Z",
        "of_life": r"\sof\s(?:his\s|her\s|their\s)?life\b",
    }
    return Grammar(events=words_of("event"), **{k: re.compile(v) for k, v in compiled.items()})


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
        ends("number", "tens", "vague") | {"half", *_FILLERS},
        ends("ordinal", "stay"),
        _LAST_OF_SINGLE,
        ends("approximate") | _LAST_OF_LEAD,
    )


_WORDS = re.compile(r"[^\W_]+")
_LAST_OF_SINGLE = frozenset("the this his her past last previous preceding".split())
_LAST_OF_LEAD = frozenset(
    "age aged ages of up followup period followed at by for from since over during within in after following every each "
    "q when until till throughout approximately past last previous preceding next first another before between least "
    "the a an his her their about was were".split()
)


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
    g = grammar()
    if m := g.toward_event.match(folded, at):
        relation = "before" if m["to"] in words_of("back_to") else "after"
        return Direction(at, m.end(), "relative", relation, g.events[m["event"]])
    if m := g.after_event.match(folded, at):
        return Direction(at, m.end(), "relative", "after", words_of("after_event")[m["event"]])
    if m := g.pointing.match(folded, at):
        word = m[0].strip(" '")
        relation = "before" if word in words_of("back") else "after"
        governs = word in _PREPOSITIONS and g.goes_on.match(folded, m.end())
        anchor = "presentation" if word == "ago" else None
        return Direction(at if governs else m.end(), m.end(), "relative", relation, anchor)
    if m := g.history.match(folded, at):
        return Direction(at, m.end(), "duration", "before", "presentation")
    if m := g.follow_up.match(folded, at):
        return Direction(at, m.end(), "relative", "after", "presentation")
    return _by_lead(folded, at, lead)


def _by_lead(folded: str, at: int, lead: str) -> Direction | None:
    if lead in ("past", "last", "previous", "preceding"):
        return Direction(at, at, "duration", "before", "presentation")
    if lead.startswith("follow") and lead != "following":
        return Direction(at, at, "relative", "after", "presentation")
    if lead in ("after", "following", "within", "next"):
        if (act := grammar().of_act.match(folded, at)) is not None:
            return Direction(at, act.end(), "relative", "after", words_of("act_of")[act["act"]] or None)
        m = grammar().of_treatment.match(folded, at)
        return Direction(
            at, m.end() if m else at, "relative", "after", grammar().events[m["event"]] if m else None
        )
    if lead == "since":
        return Direction(at, at, "duration", "before", "presentation")
    return None
