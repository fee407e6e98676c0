"""Dates: "in March 1998", "since 2004", "12/03/2011"."""

from __future__ import annotations

import re

from seriatim.text import _time_patterns as patterns
from seriatim.text._time_cues import Cue
from seriatim.text._time_expression import TimeExpression


def read_date(folded: str, cue: Cue) -> list[TimeExpression]:
    before = patterns.day_before().search(folded, max(0, cue.start - 12), cue.start)
    after = patterns.day_year_after().match(folded, cue.end)
    day, year = before["day"] if before else None, None
    start, end = before.start("day") if before else cue.start, cue.end
    if after and (after["year"] or after["day"]):
        day, year, end = day or after["day"], after["year"], after.end()
    elif (span := patterns.to_month_year().match(folded, cue.end)) is not None:  # "January to July 2013"
        year = span["year"]
    if not year and (
        cue.end - cue.start == 3 or (not day and not patterns.in_before().search(folded, 0, cue.start))
    ):
        return []
    iso = "-".join(p for p in (year, cue.value, f"{int(day):02d}" if day else None) if p) if year else None
    return [TimeExpression(start, end, "date", iso, relation="at")]


def find_years(folded: str) -> list[TimeExpression]:
    """Years on their own: "in 1998", "since 2004"."""
    found = []
    for m in patterns.year().finditer(folded):
        lead = patterns.year_lead().search(folded, max(0, m.start() - 10), m.start())
        if lead is not None:
            found.append(TimeExpression(*m.span(), "date", m[0], relation="at", lead=lead["lead"]))
    return found


_PARTED = re.compile(r"[0-9]+[/.-]\d{1,2}[/.-]\d")


def find_numeric_dates(folded: str) -> list[TimeExpression]:
    """Dates in figures ("2011-03-12", "12/03/2011"); which of two small numbers is the month is not guessed."""
    found: list[TimeExpression] = []
    for parted in _PARTED.finditer(folded):
        m = patterns.numeric_date().match(folded, parted.start())
        if m is None:
            continue
        year, first, second = m["year"] or m["y"], int(m["a"] or m["m"]), int(m["b"] or m["d"])
        month, day = (first, second) if m["y"] or first <= 12 < second else (second, first)
        known = m["y"] or max(first, second) > 12 or first == second
        if 1 <= month <= 12 and 1 <= day <= 31:
            iso = f"{year}-{month:02d}-{day:02d}" if known else year
            found.append(TimeExpression(*m.span(), "date", iso, relation="at"))
    return found
