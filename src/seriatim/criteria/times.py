"""When facts were observed: ages, and which observation is the last."""

from __future__ import annotations

import re
from collections.abc import Sequence

from seriatim.model import Fact

_DAYS = {"Y": 365.25, "M": 30.4375, "W": 7.0, "D": 1.0}
_DURATION = re.compile("P" + "".join(rf"(?:(\d+(?:\.\d+)?){unit})?" for unit in _DAYS) + "(?:T.*)?")


def find_days(duration: str | None) -> float | None:
    """Read an ISO 8601 duration as days; None where it is not one.

    Example:
        >>> find_days("P2W"), find_days("infancy")
        (14.0, None)
    """
    read = _DURATION.fullmatch(duration or "")
    if read is None or not any(read.groups()):
        return None
    return sum(float(n) * days for n, days in zip(read.groups(), _DAYS.values(), strict=True) if n)


def find_ages(fact: Fact) -> tuple[float, float] | None:
    """Give the youngest and the oldest age in years at which a fact can have begun or been seen.

    Both are the same where an age is told outright; None where none is said.
    """
    told = (fact.onset, fact.time.age if fact.time else None)
    days = next((d for age in told if (d := find_days(age)) is not None), None)
    if days is not None:
        return days / _DAYS["Y"], days / _DAYS["Y"]
    low, high = map(find_days, (fact.time and fact.time.age_range) or (None, None))
    return None if low is None or high is None else (low / _DAYS["Y"], high / _DAYS["Y"])


def latest(facts: Sequence[Fact]) -> tuple[Fact, ...]:
    """Pick the facts observed last; one without a time counts as observed at presentation."""
    ranked = [(_since_presentation(f), f) for f in facts]
    last = max((rank for rank, _ in ranked), default=0.0)
    return tuple(f for rank, f in ranked if rank == last)


def _since_presentation(fact: Fact) -> float:
    days = find_days(fact.time.offset) if fact.time else None
    if days is None or fact.time is None:
        return 0.0
    return {"before": -days, "after": days}.get(fact.time.relation or "", 0.0)
