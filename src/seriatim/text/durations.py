"""ISO 8601 durations as the contract uses them: build, compare, subtract."""

from __future__ import annotations

import re

AgeRange = tuple[str, str]
"""The youngest and the oldest age of a person, in completed units, ISO 8601 ("P60Y", "P69Y")."""

_PARTS = re.compile(
    r"P(?:(?P<Y>\d+(?:\.\d+)?)Y)?(?:(?P<M>\d+(?:\.\d+)?)M)?(?:(?P<W>\d+(?:\.\d+)?)W)?(?:(?P<D>\d+(?:\.\d+)?)D)?"
    r"(?:T(?:(?P<h>\d+(?:\.\d+)?)H)?(?:(?P<m>\d+(?:\.\d+)?)M)?(?:(?P<s>\d+(?:\.\d+)?)S)?)?"
)
_DAYS = {"Y": 365.25, "M": 30.4375, "W": 7.0, "D": 1.0, "h": 1 / 24, "m": 1 / 1440, "s": 1 / 86400}


def write_duration(number: float, unit: str) -> str:
    """Write a number of units as an ISO 8601 duration; a fraction of a year becomes months.

    Args:
        number: how many, not negative.
        unit: Y | M | W | D for calendar units, h | m | s for clock units.

    Example:
        >>> write_duration(2.5, "Y"), write_duration(3, "W"), write_duration(36, "h")
        ('P2Y6M', 'P3W', 'PT36H')
    """
    if unit == "Y" and number != int(number):
        months = round((number - int(number)) * 12)
        whole = int(number) + months // 12
        return "P" + (f"{whole}Y" if whole else "") + (f"{months % 12}M" if months % 12 else "")
    if unit in "hms":
        return f"PT{number:g}{unit.upper()}"
    return f"P{number:g}{unit}"


def join_durations(first: str, second: str) -> str:
    """Write two durations of falling units as one ("P2Y" and "P6M").

    Example:
        >>> join_durations("P2Y", "P6M")
        'P2Y6M'
    """
    return first + second.removeprefix("P")


def count_days(duration: str | None) -> float | None:
    """Return the mean length of a duration in days, or None where it is no ISO 8601 duration.

    Example:
        >>> count_days("P2W"), count_days("soon")
        (14.0, None)
    """
    found = _PARTS.fullmatch(duration or "")
    held = {k: float(v) for k, v in found.groupdict().items() if v} if found else {}
    return sum(_DAYS[k] * v for k, v in held.items()) if held else None


def subtract_duration(age: str, offset: str) -> str | None:
    """Return the age that a person had `offset` earlier, or None where its precision does not allow one.

    A whole number of years taken from a whole number of years is sure to a year; some months before, a
    person "49 years old" may have been 49 or 48, so no age is given; days or weeks do not change it.

    Args:
        age: ISO 8601 duration now ("P49Y").
        offset: ISO 8601 duration ("P17Y").

    Example:
        >>> subtract_duration("P49Y", "P17Y"), subtract_duration("P49Y", "P8M"), subtract_duration("P49Y", "P2W")
        ('P32Y', None, 'P49Y')
    """
    now, back = _PARTS.fullmatch(age), _PARTS.fullmatch(offset)
    if not now or not back:
        return None
    before, days = count_days(age), count_days(offset)
    if before is None or days is None or days > before:
        return None
    if days < 28 and (now["Y"] or now["M"]):
        return age
    left = _months(now) - _months(back)
    if (now["Y"] and not now["M"] and back["M"]) or (now["D"] or now["W"] or back["D"] or back["W"]):
        return _same_unit(now, back)
    return _write_months(left, with_months=bool(now["M"]))


def add_duration(age: str, offset: str) -> str | None:
    """Return the age a person had `offset` later, or None where its precision does not allow one.

    Example:
        >>> add_duration("P14Y", "P3Y"), add_duration("P14Y", "P8M"), add_duration("P2Y6M", "P8M")
        ('P17Y', None, 'P3Y2M')
    """
    now, on = _PARTS.fullmatch(age), _PARTS.fullmatch(offset)
    days = count_days(offset)
    if not now or not on or days is None or count_days(age) is None:
        return None
    if days < 28 and (now["Y"] or now["M"]):
        return age
    if (now["Y"] and not now["M"] and on["M"]) or now["D"] or now["W"] or on["D"] or on["W"]:
        return None
    return _write_months(_months(now) + _months(on), with_months=bool(now["M"]))


def may_be_one_age(one: AgeRange, other: AgeRange) -> bool:
    """Whether two ages can be one person's: the same as told, or a span of years that holds the other.

    Args:
        one: the youngest and the oldest age left open; the same twice where an age is told outright.
        other: likewise.

    Example:
        >>> may_be_one_age(("P60Y", "P69Y"), ("P64Y", "P64Y")), may_be_one_age(("P3Y", "P3Y"), ("P4Y", "P4Y"))
        (True, False)
    """
    if one == other or (one[0] == one[1] and other[0] == other[1]):
        return one == other
    (a, b), (c, d) = ([count_days(age) or 0.0 for age in ages] for ages in (one, other))
    return a <= d and c <= b


def _months(parts: re.Match[str]) -> int:
    return round(float(parts["Y"] or 0) * 12 + float(parts["M"] or 0))


def _write_months(months: int, *, with_months: bool) -> str | None:
    if months < 0:
        return None
    years, rest = divmod(months, 12)
    if not with_months:
        return f"P{years}Y"
    return "P" + (f"{years}Y" if years else "") + (f"{rest}M" if rest or not years else "")


def _same_unit(now: re.Match[str], back: re.Match[str]) -> str | None:
    units = [k for k in _DAYS if now[k]]
    if len(units) == 1 and [k for k in _DAYS if back[k]] == units:
        return write_duration(float(now[units[0]]) - float(back[units[0]]), units[0])
    return None
