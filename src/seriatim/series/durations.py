"""Durations as numbers, for arithmetic on ages and times."""

from __future__ import annotations

from seriatim.text.durations import count_days

_YEAR = 365.25


def in_years(duration: str | None) -> float | None:
    """Return an ISO 8601 duration in years, rounded to hundredths, or None where it is none.

    Example:
        >>> in_years("P2Y6M")
        2.5
    """
    days = count_days(duration)
    return None if days is None else round(days / _YEAR, 2)


def in_months(duration: str | None) -> float | None:
    """Return an ISO 8601 duration in months, rounded to tenths.

    Example:
        >>> in_months("P1Y6M")
        18.0
    """
    days = count_days(duration)
    return None if days is None else round(days / (_YEAR / 12), 1)
