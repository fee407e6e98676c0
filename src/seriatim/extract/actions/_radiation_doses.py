"""Doses of radiation: "radiotherapy (50 Gy in 25 fractions)", "a 60-Gy dose of irradiation"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from seriatim.text.numbers import NUMBER_WORDS

_REACH_BEHIND = 110
_REACH_BEFORE = 70
_NUMBER = r"\d{1,3}(?:,\d{3})*(?:\.\d+)?|\d+(?:\.\d+)?"
_UNIT = r"(?:Gy(?:E|\(RBE\))?|cGy|[Gg]rays?|centi[Gg]rays?)"
_COUNT = rf"(?:\d{{1,2}}|{'|'.join(NUMBER_WORDS)})"
_DOSE = re.compile(
    rf"(?<![\w.,])(?:{_NUMBER})(?:\s?(?:-|\u2013|to|\u00d7|x)\s?(?:{_NUMBER}))?[\s-]?{_UNIT}(?![A-Za-z])"
    rf"(?:\s?(?:/\s?fraction|per fraction|daily|/day))?"
    rf"(?:,?\s?(?:in|over|with|/|,|given in|delivered in|divided into|divided in|administered in)\s?{_COUNT}\s?(?:daily |equal )?(?:fractions?|fr|sessions?|doses)\b)?"
)
_LEADS = re.compile(r"\s?(?:doses?\s|boost\s)?(?:of\s)?(?:[a-z-]+\s){0,3}$")
_RADIATION = re.compile(r"\s(?:dose\s)?of\s(?:[\w-]+\s){0,2}(?P<act>radiation)\b")
_CLAUSE = re.compile(r"[.;]\s|\b(?:before|after|then|subsequently)\b")


def find_dose(text: str, place: tuple[int, int], low: int, high: int) -> tuple[int, int] | None:
    """Find the dose of a course of radiation, or None.

    Args:
        text: the report's text.
        place: where the words stand that tell of the radiation.
        low: where its sentence begins.
        high: where its sentence ends, or the next course is told of.

    Example:
        >>> text = "Radiotherapy (50 Gy in 25 fractions) was given."
        >>> start, end = find_dose(text, (0, 12), 0, len(text))
        >>> text[start:end]
        '50 Gy in 25 fractions'
    """
    start, end = place
    for dose in reversed(list(_DOSE.finditer(text, max(low, start - _REACH_BEFORE), start))):
        if _LEADS.fullmatch(text, dose.end(), start):
            return dose.span()
    behind = _DOSE.search(text, end, min(high, end + _REACH_BEHIND))
    return behind.span() if behind and not _CLAUSE.search(text, end, behind.start()) else None


def find_radiation(text: str) -> Iterator[tuple[int, int]]:
    """Yield where radiation is told of behind its dose: "20 Gy of radiation"."""
    if "radiation" in text and ("Gy" in text or "ray" in text):
        for dose in _DOSE.finditer(text):
            if said := _RADIATION.match(text, dose.end()):
                yield said.span("act")
