"""What the parser of times gives: words that say when or how long."""

from __future__ import annotations

from typing import NamedTuple

from seriatim.text.durations import AgeRange, write_duration


class TimeExpression(NamedTuple):
    """Words that say when or how long.

    Attributes:
        start: offset of the first word; `end` is after the last one that belongs to the expression itself.
        reach: offset after the event it is measured from ("2 weeks prior to | admission"), `end` where none.
        kind: duration | date | age | relative | set | named | stage | vague.
        iso: ISO 8601 duration, or calendar date for `date`; None where the text is vague.
        high: the upper end of a range ("2 to 3 weeks" has iso P2W and high P3W).
        relation: before | at | after, or None where the words do not say.
        anchor: presentation | report | birth | conception | surgery | treatment | ...; None where it is the story so far.
        label: the HPO onset label of a stage of life.
        lead: the word in front that sets its role ("for", "since", "at", "every").
        attributive: True for an adjective that times the noun behind it ("congenital", "postoperative").
        ages: the youngest and the oldest age that the words leave open ("in her sixties"); `iso` is None then.

    Example:
        >>> from seriatim.text.times import find_times
        >>> [(t.kind, t.iso, t.relation, t.anchor) for t in find_times("A rash began 17 years ago.")]
        [('relative', 'P17Y', 'before', 'presentation')]
    """

    start: int
    end: int
    kind: str
    iso: str | None = None
    high: str | None = None
    relation: str | None = None
    anchor: str | None = None
    label: str | None = None
    lead: str = ""
    reach: int = 0
    attributive: bool = False
    ages: AgeRange | None = None


def write_length(number: float, unit: str) -> str:
    """Write a number of units; the unit of a decade is "10Y"."""
    return write_duration(number * 10, "Y") if unit == "10Y" else write_duration(number, unit)
