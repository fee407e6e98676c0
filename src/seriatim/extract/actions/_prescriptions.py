"""The parts of a prescription in a sentence: doses, routes, frequencies, durations, and what was done."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from seriatim.terms import PhraseMatcher
from seriatim.text.numbers import NUMBER_WORDS
from seriatim.text.tables import read_table
from seriatim.text.times import find_times
from seriatim.text.wording import fill_classes

_NUMBER = r"\d+(?:[.,\u00b7]\d+|[ \u2009]000)*(?:\^\d{1,2})?"
_RECIPROCAL = r"(?:[\u00b7.\s]?(?:kg|m|min|h|d|day|week)[-\u2212\u207b](?:[12](?!\d)|[\u00b9\u00b2]))"
_COUNTS = "one|two|three|four|five|six|seven|eight|nine|ten|twelve|half a|a single|single|first|second|third|fourth|fifth|sixth"
_AREA = re.compile(rf"\bAUC\s?(?:=|of)?\s?{_NUMBER}")
"""Carboplatin is dosed by the area under its curve."""
_UNITS_OF_TIME = r"(?:h|hrs?|hours?|hourly|d|days?|w|wks?|weeks?|months?|min|minutes|years?)"
_FIGURE = re.compile(r"(?i)\bfig(?:ure|\.)?s?\s?$")  # "figure 2g" is no two grams
_ONCE = "od"  # once daily; OD is the right eye as well
_NEAR = 20
_WORD_ROLES = frozenset({"amount", "route", "frequency", "duration", "course"})
_FOLLOW_UP = re.compile(r"\s(?:of\s)?(?:[a-z-]+\s){0,2}follow(?:ing)?[- ]?up\b", re.IGNORECASE)
_BEHIND = frozenset({"after", "following"})
_OF_TREATMENT = re.compile(r"\sof\s")
_LEADS = frozenset({"", "for", "over", "during", "past", "last", "about", "within", "since", "of", "further"})


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a prescription.

    Attributes:
        role: dose | route | frequency | duration | course.
        value: the part in plain words ("twice daily", "stop", "amount" for a dose in words, "count" for tablets); "" for a number.
        start: offset of its first character; `end` is after its last one.
        loose: whether it may stand at some distance from its drug.
    """

    role: str
    value: str
    start: int
    end: int
    loose: bool = True


def find_parts(text: str, start: int, end: int) -> list[Part]:
    """Find the parts of prescriptions in `text[start:end]`, in order.

    Example:
        >>> [(p.role, p.start, p.end) for p in find_parts("prednisone 40 mg twice daily", 0, 28)]
        [('dose', 11, 16), ('frequency', 17, 28)]
    """
    found = [*_doses(text, start, end), *_words(text, start, end), *_durations(text, start, end)]
    found += (
        Part("frequency", "", m.start(), m.end()) for m in _numbered_frequency().finditer(text, start, end)
    )
    ranks = {"dose": 0, "frequency": 1, "duration": 2, "route": 3, "course": 4}
    chosen: list[Part] = []
    for part in sorted(found, key=lambda p: (p.start, ranks[p.role], -p.end)):
        if not chosen or part.start >= chosen[-1].end:
            chosen.append(part)
    return chosen


def _doses(text: str, start: int, end: int) -> Iterator[Part]:
    for m in _dose().finditer(text, start, end):
        level = text[m.start("unit") : m.end("per")].replace(" ", "").lower() in _levels()
        if not level and not _FIGURE.search(text, max(start, m.start() - _NEAR), m.start()):
            yield Part("dose", "", m.start(), m.end(), loose=m["unit"] not in _tight_units())
    for m in _counted().finditer(text, start, end):
        yield Part("dose", "count", m.start(), m.end())
    if text.find("AUC", start, end) >= 0:
        yield from (Part("dose", "", m.start(), m.end()) for m in _AREA.finditer(text, start, end))


def is_dosed(text: str, start: int, end: int) -> bool:
    """Tell whether a dose stands right before or right behind `text[start:end]`."""
    for m in _dose().finditer(text, max(0, start - _NEAR), end + _NEAR):
        if m["unit"] not in _tight_units() and (m.end() <= start or m.start() >= end):
            return True
    return False


def has_own_dose(text: str, start: int, end: int) -> bool:
    """Tell whether a dose adjoins `text[start:end]`: "20 mg of X", "X (20 mg".

    Example:
        >>> has_own_dose("LV 20 mg/m2", 0, 2), has_own_dose("the LV mass was 120 g", 4, 6)
        (True, False)
    """
    for m in _dose().finditer(text, max(0, start - _NEAR), end + _NEAR):
        gap = text[end : m.start()] if m.start() >= end else text[m.end() : start]
        if m["unit"] not in _tight_units() and gap.strip(" (:") in ("", "of", "at"):
            return True
    return False


def _words(text: str, start: int, end: int) -> Iterator[Part]:
    for hit in _matcher().find(text[start:end]):
        role, value = hit.entry
        low, high = start + hit.start, start + hit.end
        if text[low:high] in ("IV", "iv") and _no_route().search(text, max(start, low - 12), low):
            continue
        if role == "frequency" and _no_frequency().search(text, max(start, low - 12), low):
            continue
        if role == "duration" and _no_duration().match(text, high):
            continue
        yield Part(role, value, low, high, loose=text[low:high].lower() not in _organs())


def _durations(text: str, start: int, end: int) -> Iterator[Part]:
    for time in find_times(text, start, end):
        told_else = _FOLLOW_UP.match(text, time.end) or _no_duration().match(text, time.end)
        told_else = told_else or _was_so_for().search(text, max(start, time.start - _NEAR), time.start)
        if time.kind == "duration" and time.lead in _LEADS and not told_else:
            yield Part("duration", "", time.start, time.end, loose=bool(time.lead))
        elif time.anchor == "treatment" and time.lead in _BEHIND and _OF_TREATMENT.match(text, time.end):
            yield Part("duration", "", time.start, time.end, loose=False)


@cache
def _rows(role: str) -> tuple[str, ...]:
    words = {row["words"] for row in read_table("dose_forms.tsv") if row["role"] == role}
    return tuple(sorted(words, key=lambda w: (-len(w), w)))


def _any(words: tuple[str, ...]) -> str:
    return "|".join(map(re.escape, words))


@cache
def _no_route() -> re.Pattern[str]:
    """Words before "IV" that make it a numeral ("class IV")."""
    return re.compile(rf"(?:{_any(_rows('no route'))})s?[\s(]{{1,2}}\Z", re.IGNORECASE)


@cache
def _numbered_frequency() -> re.Pattern[str]:
    """How often, by a number: "every 10 days", "q.12h", "5 days per week", "on days 1, 8 and 15 of a 28-day cycle"."""
    amount = rf"(?:{_NUMBER}(?:\s?(?:-|\u2013|to)\s?\d+)?|{{number}})"
    written = (
        rf"(?i)(?<![\w.])(?:(?:every|each|q\.?)\s?{amount}[\s-]?{_UNITS_OF_TIME}\b"
        rf"|{amount}\s(?:times?|days|nights|doses)\s"
        r"(?:(?:a|per|each|every)\s(?:day|night|week|month|year)\b|(?:dai|week|month)ly\b)"
        r"|(?:\d{1,2}|{number})[\s-](?:hour|week|month)ly\b"
        r"|every\s{weekday}\b"
        r"|(?:on|at)\s(?:days?|weeks?|months?)\s\d{1,3}"
        r"(?:(?:,\s?|\s?[-\u2013&]\s?|,?\s(?:and|to|through)\s)\d{1,3}\b){1,8}"
        r"(?:\s(?:of|in)\s(?:a|an|each|every)\s\d{1,2}[\s-]day\scycle)?)"
    )
    return re.compile(fill_classes(written, number=NUMBER_WORDS))


@cache
def _no_frequency() -> re.Pattern[str]:
    """Words before "a week" that make it a length ("within a week")."""
    return re.compile(rf"\b(?:{_any(_rows('no frequency'))})\s\Z", re.IGNORECASE)


@cache
def _no_duration() -> re.Pattern[str]:
    """Words behind "long-term" that say what was long ("long-term remission")."""
    return re.compile(rf"\s(?:{_any(_rows('no duration'))})\b", re.IGNORECASE)


@cache
def _was_so_for() -> re.Pattern[str]:
    """Before a length, how someone was for so long ("remained well for | 18 months")."""
    return re.compile(rf"\b(?:{_any(_rows('state'))})\s(?:for\s)?\Z", re.IGNORECASE)


@cache
def _tight_units() -> frozenset[str]:
    return frozenset(row["words"] for row in read_table("dose_forms.tsv") if row["value"] == "tight")


@cache
def _organs() -> frozenset[str]:
    """Routes that are adjectives of a part of the body as well: "oral ulcers", "ocular inflammation"."""
    return frozenset(_rows("organ"))


@cache
def _levels() -> frozenset[str]:
    """Units of concentrations in blood, which are no doses ("estradiol, 5.9 pg/mL")."""
    return frozenset(row["words"] for row in read_table("dose_forms.tsv") if row["role"] == "level")


@cache
def _dose() -> re.Pattern[str]:
    """A number, or two, with a unit and what it is counted by ("5-10 mg/kg/day", "20 and 15 units", "10 mg to 20 mg")."""
    per = rf"(?:\s?(?:/|\bper\s)\s?(?:{_any(_rows('per'))})(?![A-Za-z]))"
    return re.compile(
        rf"(?<![\w.,/])(?<!days\s)(?<!weeks\s){_NUMBER}(?:\s?(?:-|\u2013|to|and|x|\u00d7|/)\s?{_NUMBER})?[\s\u2009\u2005\u200a-]?"
        rf"(?P<unit>{_any(_rows('unit'))})(?![A-Za-z\d])(?P<per>{_RECIPROCAL}{{1,3}}|{per}{{0,3}})(?!\s?/\s?[A-Za-z])"
        rf"(?:\s?(?:-|\u2013|to)\s?{_NUMBER}[\s-]?(?P=unit)(?:(?P=per)|{per}{{1,3}})(?![A-Za-z\d/]))?"
    )


@cache
def _counted() -> re.Pattern[str]:
    """A number of tablets, puffs, cycles ("two tablets", "six cycles")."""
    return re.compile(
        rf"(?<![\w.,/-])(?:{_NUMBER}(?:\s?(?:-|\u2013|to)\s?{_NUMBER})?|{_COUNTS})[\s-](?:{_any(_rows('form'))})\b(?:\s?/\s?(?:{_any(_rows('per'))})(?![A-Za-z]))?",
        re.IGNORECASE,
    )


def _entry(row: dict[str, str]) -> tuple[str, str]:
    """Role and value of a row; an amount is a dose in words."""
    return ("dose", "amount") if row["role"] == "amount" else (row["role"], row["value"])


@cache
def _matcher() -> PhraseMatcher[tuple[str, str]]:
    rows = [row for row in read_table("dose_forms.tsv") if row["role"] in _WORD_ROLES]
    entries = [(row["words"], _entry(row)) for row in rows]
    return PhraseMatcher(
        entries, cased=[w for w in (row["words"] for row in rows) if w.isupper() or w == _ONCE]
    )
