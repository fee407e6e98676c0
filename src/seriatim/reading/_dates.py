"""Calendar dates of front matter ("Accepted October 8, 2001") as ISO 8601."""

from __future__ import annotations

import re
from datetime import date

MONTHS = {
    name: number
    for number, name in enumerate(
        ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"), start=1
    )
}
_MONTH = r"(?P<{0}>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{{0,6}}\.?"
_FORMS = (
    re.compile(r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})\b"),
    re.compile(
        r"(?P<day>\d{1,2})(?:st|nd|rd|th)?\s+(?:of\s+)?" + _MONTH.format("name") + r",?\s+(?P<year>\d{4})",
        re.I,
    ),
    re.compile(_MONTH.format("name") + r"\s+(?P<day>\d{1,2})(?:st|nd|rd|th)?,?\s+(?P<year>\d{4})", re.I),
    re.compile(_MONTH.format("name") + r",?\s+(?P<year>\d{4})", re.I),
    re.compile(r"(?P<day>\d{1,2})[./](?P<month>\d{1,2})[./](?P<year>\d{4})\b"),
)


def iso_date(year: int, month: int | None = None, day: int | None = None) -> str | None:
    """Write a date as precisely as it is known, or None where it cannot be one.

    Example:
        >>> iso_date(2001, 10, 8), iso_date(2001, 10), iso_date(2001, 2, 30)
        ('2001-10-08', '2001-10', '2001-02')
    """
    if not 1000 <= year <= 9999:
        return None
    if month is None or not 1 <= month <= 12:
        return f"{year:04d}"
    if day is None:
        return f"{year:04d}-{month:02d}"
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return f"{year:04d}-{month:02d}"


def find_date(text: str) -> tuple[str, int] | None:
    """Read the date at the start of `text`: its ISO form and where it ends.

    A date of figures alone counts day first unless only month first is possible.

    Example:
        >>> find_date("October 8, 2001."), find_date("8th of Oct. 2001"), find_date("soon")
        (('2001-10-08', 15), ('2001-10-08', 16), None)
    """
    for form in _FORMS:
        if match := form.match(text):
            groups = match.groupdict()
            month = MONTHS[groups["name"].casefold()] if "name" in groups else int(groups["month"])
            day = int(groups["day"]) if groups.get("day") else None
            if month > 12 and day is not None:
                month, day = day, month
            iso = iso_date(int(groups["year"]), month, day)
            return (iso, match.end()) if iso else None
    return None
