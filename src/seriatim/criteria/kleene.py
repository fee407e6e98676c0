"""Three-valued logic: met, not met, unknown.

Source: Kleene SC, Introduction to Metamathematics, 1952, section 64 (the strong connectives).
"""

from __future__ import annotations

from collections.abc import Iterable

MET = "met"
NOT_MET = "not_met"
UNKNOWN = "unknown"

_OPPOSITE = {MET: NOT_MET, NOT_MET: MET, UNKNOWN: UNKNOWN}


def negate(status: str) -> str:
    """Turn met into not met and back; what is unknown stays unknown.

    Example:
        >>> negate("met"), negate("unknown")
        ('not_met', 'unknown')
    """
    return _OPPOSITE[status]


def all_of(statuses: Iterable[str]) -> str:
    """Conjoin: one that is not met decides, else one unknown leaves it open.

    Example:
        >>> all_of(["met", "unknown"]), all_of(["unknown", "not_met"]), all_of([])
        ('unknown', 'not_met', 'met')
    """
    held = tuple(statuses)
    if NOT_MET in held:
        return NOT_MET
    return UNKNOWN if UNKNOWN in held else MET


def any_of(statuses: Iterable[str]) -> str:
    """Disjoin: one that is met decides, else one unknown leaves it open.

    Example:
        >>> any_of(["not_met", "unknown"]), any_of(["unknown", "met"]), any_of([])
        ('unknown', 'met', 'not_met')
    """
    held = tuple(statuses)
    if MET in held:
        return MET
    return UNKNOWN if UNKNOWN in held else NOT_MET


def either_way(statuses: Iterable[str]) -> str:
    """Join several ways of reporting one thing: met if one says so, else not met if one denies it.

    Example:
        >>> either_way(["unknown", "not_met"]), either_way(["not_met", "met"]), either_way(["unknown"])
        ('not_met', 'met', 'unknown')
    """
    held = tuple(statuses)
    return next((status for status in (MET, NOT_MET) if status in held), UNKNOWN)


def at_least(n: int, statuses: Iterable[str]) -> str:
    """Tell whether at least `n` are met, for certain, possibly or not at all.

    Example:
        >>> at_least(2, ["met", "unknown", "not_met"]), at_least(2, ["met", "not_met"])
        ('unknown', 'not_met')
    """
    held = tuple(statuses)
    return reaches(held.count(MET), len(held) - held.count(NOT_MET), n)


def reaches(low: float, high: float, threshold: float) -> str:
    """Compare a score known to lie between `low` and `high` with a threshold.

    Example:
        >>> reaches(3, 9, 4), reaches(4, 9, 4), reaches(0, 3, 4)
        ('unknown', 'met', 'not_met')
    """
    if low >= threshold:
        return MET
    return UNKNOWN if high >= threshold else NOT_MET
