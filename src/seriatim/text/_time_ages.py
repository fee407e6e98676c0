"""Ages: "62 yo", "at the age of 3", "in her late sixties", "septuagenarian"."""

from __future__ import annotations

from seriatim.text import _time_patterns as patterns
from seriatim.text._time_cues import Cue, words_of
from seriatim.text._time_expression import TimeExpression, write_length
from seriatim.text._time_grammar import read_count
from seriatim.text.durations import write_duration

_DECADE = 10  # years


def read_short_age(folded: str, cue: Cue) -> list[TimeExpression]:
    """Such as "62 yo", "32 y/o"."""
    m = patterns.number_before().search(folded, max(0, cue.start - 24), cue.start)
    number = read_count(m["n1"]) if m else None
    if m is None or number is None or number > 125:
        return []
    return [TimeExpression(m.start("core"), cue.end, "age", write_length(number, cue.value))]


def read_stated_age(folded: str, cue: Cue) -> list[TimeExpression]:
    """Such as "age 12", "aged 45", "at the age of 3": years where no unit follows."""
    m = patterns.age_number().match(folded, cue.end)
    if patterns.other_age().search(folded, max(0, cue.start - 24), cue.start):
        return []
    number = read_count(m["n"]) if m else None
    if m is None or number is None or number > 125:
        return []
    lead = patterns.lead().search(folded, max(0, cue.start - 12), cue.start)
    relation = None if folded[cue.start : cue.end] == "aged" else "at"
    return [
        TimeExpression(
            cue.start,
            m.end("n"),
            "age",
            write_length(number, "Y"),
            relation=relation,
            lead=lead["lead"] if lead else "age",
        )
    ]


def read_bare_age(folded: str, cue: Cue) -> list[TimeExpression]:
    """Such as "underwent a hysterectomy at 48": years, behind what befell someone."""
    m = patterns.bare_age().match(folded, cue.end)
    if m is None:
        return []
    return [
        TimeExpression(
            m.start("n"), m.end("n"), "age", write_length(float(m["n"]), "Y"), relation="at", lead="at"
        )
    ]


def read_decade_of_life(folded: str, start: int, end: int, ordinal: int) -> list[TimeExpression]:
    """Such as "in her seventh decade", "the 7th decade of life": the years from 60 to 69."""
    life = patterns.of_life().match(folded, end)
    led = patterns.decade_before().search(folded, max(0, start - 24), start)
    several = folded[end - 1] == "s"  # "the fifth and sixth decades"
    if several or not 1 <= ordinal <= _DECADE + 1 or not (life or (led and led["whose"] != "the")):
        return []
    begin, part = (led.start("start"), led["part"]) if led else (start, None)
    years = (ordinal - 1) * _DECADE, ordinal * _DECADE - 1
    return [_in_part(begin, life.end() if life else end, *years, part)]


def read_decade(folded: str, cue: Cue) -> list[TimeExpression]:
    """Such as "in her late sixties": the ages of the decade, or of the part of it that is named."""
    m = patterns.decade_before().search(folded, max(0, cue.start - 24), cue.start)
    if m is None or m["whose"] == "the":  # "a heart rate in the 60s"
        return []
    youngest, oldest = map(int, cue.value.split())
    return [_in_part(m.start("start"), cue.end, youngest, oldest, m["part"])]


def _in_part(start: int, end: int, youngest: int, oldest: int, part: str | None) -> TimeExpression:
    """An age between two bounds, or in the part of a decade that is named ("late")."""
    if part and oldest - youngest == _DECADE - 1:
        low, high = map(int, words_of("decade_part")[part].split())
        youngest, oldest = youngest + low, youngest + high
    ages = (write_duration(youngest, "Y"), write_duration(oldest, "Y"))
    return TimeExpression(start, end, "age", relation="at", lead="decade", ages=ages)


def read_age_word(_: str, cue: Cue) -> list[TimeExpression]:
    """A word for people of an age: "septuagenarian"; "middle-aged" has no agreed bounds and gives its words alone."""
    low, _, high = cue.value.partition(" ")
    ages = (write_duration(int(low), "Y"), write_duration(int(high), "Y")) if high else None
    return [TimeExpression(cue.start, cue.end, "age", ages=ages)]
