"""At which minute of life an Apgar score was given, and the term that HPO has for the score of a minute."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache

from seriatim.extract._context import begin_fact
from seriatim.extract.results._measurement_result import Result
from seriatim.model import Fact, Time
from seriatim.terms.hpo import load_hpo
from seriatim.text import Prose
from seriatim.text.numbers import NUMBER_WORDS
from seriatim.text.wording import pattern_of

_APGAR, _LOW = "Apgar score", "HP:0030917"
_NUMBER = r"(?:{to_ten}|\d{1,2})"
# "| at one minute", "| at 5 min"
_behind = pattern_of(
    rf"\s?(?:at|@|in|after)\s(?:the\s)?(?P<when>(?P<minute>{_NUMBER})[\s-]?(?:st|th)?[\s-]?min(?:utes?)?)\b"
)
# "at 1, 5 and 10 minutes"
_listed = pattern_of(
    rf"\b(?:at|after)\s(?P<when>{_NUMBER}(?:(?:,\s(?:and\s)?|\sand\s){_NUMBER}){{1,3}}\s?(?:min|minutes))\b"
)
_one = pattern_of(_NUMBER)


def find_minutes(text: str, start: int, end: int, results: Sequence[Result]) -> dict[int, Time]:
    """Find when each Apgar score of a sentence was given, by the offset of its value.

    Args:
        text: the report's text.
        start: offset of the sentence.
        end: offset after it.
        results: of the sentence.
    """
    values = [v for result in results if result.known.name == _APGAR for v in result.values]
    if not values:
        return {}
    found = ((value.start, _behind().match(text, value.end, end)) for value in values)
    beside = {at: _time(minute["when"], minute["minute"]) for at, minute in found if minute}
    listed = None if beside else _listed().search(text, start, end)
    minutes = [m[0] for m in _one().finditer(listed["when"])] if listed else []
    if listed is None or len(minutes) != len(values):
        return beside
    return {v.start: _time(listed["when"], minute) for v, minute in zip(values, minutes, strict=True)}


def _time(words: str, minute: str) -> Time:
    number = int(minute) if minute.isdigit() else NUMBER_WORDS[minute.lower()]
    return Time(words, offset=f"PT{number}M", relation="after", anchor="birth", age=f"PT{number}M")


def place_in_time(prose: Prose, facts: Sequence[Fact], time: Time) -> Iterator[Fact]:
    """Give the facts of an Apgar score their minute, and add the term for a low score of that minute.

    Args:
        prose: the report's prose.
        facts: what the value gave.
        time: its minute of life.

    Source: HPO, the terms below "Low APGAR score".
    """
    for fact in facts:
        yield fact.changed(time=time)
        if fact.kind == "measurement" and fact.number is not None and fact.value_span and time.age:
            label = f"{time.age[2:-1]}-minute APGAR score of {fact.number:g}"
            if code := _scores().get(label):
                place = (fact.start, fact.spans[-1].end), fact.value_span
                yield begin_fact(
                    prose,
                    "phenotype",
                    label,
                    *place,
                    code=code,
                    status="present",
                    method="examination",
                    rule="Apgar score of a minute",
                    time=time,
                )


@cache
def _scores() -> dict[str, str]:
    """The terms for a score of a minute, by label."""
    hpo = load_hpo()
    return {hpo.name(code) or "": code for code in hpo.descendants(_LOW)}
