"""The facts of one patient in the order of time, as far as the report tells it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from seriatim.model import Fact, Patient, Time
from seriatim.text.durations import count_days

_OF_PRESENTATION = (None, "presentation", "report")


@dataclass(frozen=True, slots=True)
class TimelineEntry:
    """A fact and when it was so.

    Attributes:
        fact: the fact's id; `kind`, `label` and `status` are the fact's.
        low: days from presentation to the earliest moment it can have been, negative before it; None where open.
        high: the same for the latest moment; equal to `low` for a point in time.
        offset: the ISO 8601 offset as told or counted, `age` and `date` likewise; None where the text is vague.
        text: the words that say when.
        derived: whether age or offset was counted rather than read.
    """

    fact: str
    kind: str
    label: str
    status: str
    low: float | None
    high: float | None
    offset: str | None
    age: str | None
    date: str | None
    text: str
    derived: bool


def order_timeline(facts: Iterable[Fact], patient: Patient) -> tuple[TimelineEntry, ...]:
    """Order the timed facts of a patient; what has no time is left out, and no date is invented.

    Where a report says only that something came before or after, the entry has an open interval and keeps the
    place that the text gives it among the others.

    Args:
        facts: of the whole case; those of other people are passed over.
        patient: whose timeline it is; days are counted from this patient's presentation.

    Example:
        >>> from seriatim.model import Span
        >>> rash = Fact("F1", "phenotype", "rash", (Span(0, 4, "rash"),), patient="P1",
        ...             time=Time("2 years ago", "P2Y", "before", "presentation"))
        >>> [(e.label, e.low) for e in order_timeline([rash], Patient("P1"))]
        [('rash', -730.5)]
    """
    timed = sorted(
        (f for f in facts if f.patient == patient.id and f.subject == "patient" and _tells(f)),
        key=lambda f: (f.start, f.id),
    )
    placed: list[tuple[float, int, TimelineEntry]] = []
    known: dict[str, tuple[float | None, float | None]] = {}
    last = 0.0
    for at, fact in enumerate(timed):
        low, high = known[fact.id] = _place(fact.time or Time(""), patient.age, known)
        last = low if low is not None else high if high is not None else last
        placed.append((last, at, _entry(fact, low, high)))
    return tuple(entry for _, _, entry in sorted(placed, key=lambda p: p[:2]))


def _place(
    time: Time, age: str | None, known: dict[str, tuple[float | None, float | None]]
) -> tuple[float | None, float | None]:
    """The interval of a time; one that is anchored on an earlier fact is counted from that fact's."""
    low, high = find_interval(time, age)
    if low is not None or high is not None or time.anchor not in known:
        return low, high
    days = (count_days(time.offset) or 0.0) * (-1 if time.relation == "before" else 1)
    from_low, from_high = known[time.anchor or ""]
    return (
        from_low + days if from_low is not None else None,
        from_high + days if from_high is not None else None,
    )


def _tells(fact: Fact) -> bool:
    return fact.time is not None and fact.kind != "time"


def _entry(fact: Fact, low: float | None, high: float | None) -> TimelineEntry:
    time = fact.time or Time("")
    return TimelineEntry(
        fact.id,
        fact.kind,
        fact.label,
        fact.status,
        low,
        high,
        time.offset,
        time.age,
        time.date,
        time.text,
        time.derived,
    )


def find_interval(time: Time, age: str | None) -> tuple[float | None, float | None]:
    """Return the earliest and latest day of a time, counted from presentation; None where that end is open.

    Args:
        time: the time.
        age: the patient's age at presentation, ISO 8601, or None.

    Example:
        >>> find_interval(Time("at the age of 12", age="P12Y", relation="at"), "P14Y")
        (-730.5, -730.5)
        >>> find_interval(Time("previously", relation="before"), "P14Y")
        (None, 0.0)
    """
    now, then = count_days(age), count_days(time.age)
    if time.anchor in _OF_PRESENTATION and time.offset and time.relation in ("before", "after"):
        days = count_days(time.offset) or 0.0
        place = -days if time.relation == "before" else days
        return place, place
    if now is not None and then is not None:
        return then - now, then - now
    if time.anchor in ("presentation", "report") and time.relation == "at":
        return 0.0, 0.0
    if time.anchor in _OF_PRESENTATION and time.relation == "before":
        return None, 0.0
    if time.anchor == "presentation" and time.relation == "after":
        return 0.0, None
    if time.anchor == "birth" and time.relation == "at" and now is not None:
        return -now, -now
    return None, None
