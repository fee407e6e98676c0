"""Later doses of a drug: what it was raised, lowered or tapered to, and what followed its first dose."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import zip_longest

from seriatim.extract.actions._prescription_links import Prescription
from seriatim.extract.actions._prescriptions import Part
from seriatim.model import Time
from seriatim.text.numbers import find_quantities
from seriatim.text.times import TimeExpression, find_times
from seriatim.text.wording import pattern_of

LATER_DOSE = "later dose"
"""The rule of a fact that tells a dose that followed the drug's first."""
_CHANGES = ("increase", "decrease", "taper")
_FOLLOWS = frozenset({"dose", "frequency", "duration", "route"})
_AHEAD = 80  # characters behind a dose in which its time is told
_led = pattern_of(r"\b(?:to|at|of|with|{then_given})\s(?:(?:an?|the|{dose_kind})\s){0,3}\Z")
_then = pattern_of(r"\b{then_given}\s(?:[a-z-]+\s){0,5}\Z")
_new_clause = pattern_of(r"[;.]\s|,?\s(?:and|but|then|until|when|because)\s")


@dataclass(slots=True)
class LaterDose:
    """A dose that followed another of the same drug.

    Attributes:
        parts: by role, the dose among them.
        course: increase | decrease | taper; "" where neither words nor numbers tell.
        time: when it began, or None.
    """

    parts: dict[str, Part]
    course: str = ""
    time: TimeExpression | None = field(default=None)

    @property
    def dose(self) -> Part:
        """The dose itself."""
        return self.parts["dose"]


def part_doses(text: str, prescription: Prescription) -> list[LaterDose]:
    """Take from a prescription the doses that followed its first, each with what is told behind it.

    Args:
        text: the report's text.
        prescription: with its parts; it keeps the first dose, and what is told before the next.
    """
    first = prescription.parts.get("dose")
    if first is None or first.value:
        return []
    owned = sorted({*prescription.owned}, key=lambda p: p.start)
    doses = [first, *(p for p in owned if p.role == "dose" and not p.value and p.start > first.start)]
    steps = list(_steps(text, doses, owned))
    for step, following in zip_longest(steps, steps[1:]):
        end = following.dose.start if following else None
        step.parts |= _behind(owned, step.dose, end)
        step.time = _time_behind(text, step.dose.end, end)
    if steps:
        low = steps[0].dose.start
        prescription.parts = {role: p for role, p in prescription.parts.items() if p.start < low}
    before = prescription.parts
    for step in steps:
        step.course = step.course or _direction(text, before, step.parts)
        before = step.parts
    return steps


def time_of(step: LaterDose, text: str, drug: str) -> Time | None:
    """When a later dose began, counted from the drug where the words give no other anchor."""
    told = step.time
    if told is None:
        return None
    words = text[told.start : told.end]
    if told.kind == "date":
        return Time(words, relation="at", date=told.iso)
    return Time(words, offset=told.iso, relation="after", anchor=told.anchor or drug)


def _steps(text: str, doses: Sequence[Part], owned: Sequence[Part]) -> Iterator[LaterDose]:
    """The doses behind the first that words lead to ("raised to", "then")."""
    before = doses[0]
    for dose in doses[1:]:
        gap = text[before.end : dose.start].lower()
        changes = [p for p in owned if p.value in _CHANGES and before.end <= p.start < dose.start]
        if (changes and _led().search(gap)) or _then().search(gap):
            yield LaterDose({"dose": dose}, changes[-1].value if changes else "")
            before = dose


def _direction(text: str, before: Mapping[str, Part], after: Mapping[str, Part]) -> str:
    """Which of two doses is the greater, where they have the same unit and are given as often."""
    (first, unit, often), (second, unit_after, often_after) = (_measured(text, p) for p in (before, after))
    if first is None or second is None or (unit, often) != (unit_after, often_after) or first == second:
        return ""
    return "increase" if first < second else "decrease"


def _measured(text: str, parts: Mapping[str, Part]) -> tuple[float | None, str, str]:
    """The number of a dose, its unit as written, and how often it is given."""
    dose, often = parts["dose"], parts.get("frequency")
    told = find_quantities(text, dose.start, dose.end)
    unit = text[dose.start : dose.end].lstrip("0123456789.,\u00b7 ")
    return told[0].number if len(told) == 1 else None, unit, text[often.start : often.end] if often else ""


def _behind(owned: Sequence[Part], dose: Part, end: int | None) -> dict[str, Part]:
    """The first part of each role between a dose and the next."""
    found: dict[str, Part] = {}
    for part in owned:
        if part.role in _FOLLOWS and part.start > dose.start and (end is None or part.start < end):
            found.setdefault(part.role, part)
    return {role: part for role, part in found.items() if role != "dose"}


def _time_behind(text: str, start: int, end: int | None) -> TimeExpression | None:
    """The moment told behind a dose, in its own clause ("to 5 mg | after 3 months")."""
    high = min(start + _AHEAD, end or len(text))
    if clause := _new_clause().search(text, start, high):
        high = clause.start()
    times = find_times(text, start, high)
    return next((t for t in times if t.kind in ("relative", "date")), None)
