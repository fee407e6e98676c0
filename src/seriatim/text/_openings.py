"""The aside that a sentence opens with, about which nothing is said: "On examination, | oedema was absent"."""

from __future__ import annotations

import re

from seriatim.text.wording import pattern_of

_opening = pattern_of(
    r"(?:in|on|at|with|after|during|despite|for|from|by|upon|under|as|to|like|unlike"
    r"|[\w-]+\s{counted_time}s?\s(?:after|following|before|prior|into|from|post))\b",
    re.I,
)
_excepted = pattern_of(r"{excepting}\b", re.I)
_all_else = pattern_of(r",\s(?={all_else}\b)", re.I)
"""Where what is said of everything but the exception begins ("apart from fever and rash, | all tests were")."""
_reason = pattern_of(r"(?:with|{reason})\b", re.I)
_LISTED_REASONS = re.compile(r"[^;]{1,240}\sand\s[^,;]{1,80},")


def end_of_opening(text: str, begin: int, end: int) -> int:
    """Skip the aside that a sentence opens with ("On examination, | oedema was absent")."""
    start = begin
    while start < end and not text[start].isalnum():
        start += 1
    if reason := _reason().match(text, start, end):
        listed = _LISTED_REASONS.match(text, reason.end(), end)
        start = listed.end() - 1 if listed else start
    if _excepted().match(text, start) and (rest := _all_else().search(text, start, end)):
        return rest.end()
    if (reason or _opening().match(text, start)) and (comma := text.find(",", start, end)) >= 0:
        return comma + 1
    return begin
