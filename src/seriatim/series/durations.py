"""ISO 8601 durations as numbers, for arithmetic on ages and times."""

from __future__ import annotations

import re

_ISO = re.compile(
    r"P(?:(\d+(?:\.\d+)?)Y)?(?:(\d+(?:\.\d+)?)M)?(?:(\d+(?:\.\d+)?)W)?(?:(\d+(?:\.\d+)?)D)?(?:T.*)?$"
)
_DAYS = (365.25, 365.25 / 12, 7.0, 1.0)


def in_days(duration: str | None) -> float | None:
    """Return an ISO 8601 duration in days, or None where there is none or it is not one.

    Example:
        >>> in_days("P2W")
        14.0
    """
    match = _ISO.match(duration or "")
    if not match or not any(match.groups()):
        return None
    return sum(float(part) * days for part, days in zip(match.groups(), _DAYS, strict=True) if part)


def in_years(duration: str | None) -> float | None:
    """Return an ISO 8601 duration in years, rounded to hundredths.

    Example:
        >>> in_years("P2Y6M")
        2.5
    """
    days = in_days(duration)
    return None if days is None else round(days / 365.25, 2)


def in_months(duration: str | None) -> float | None:
    """Return an ISO 8601 duration in months, rounded to tenths."""
    days = in_days(duration)
    return None if days is None else round(days / _DAYS[1], 1)
