"""The aside that a sentence opens with, about which nothing is said: "On examination, | oedema was absent"."""

from __future__ import annotations

import re

_OPENING = re.compile(
    r"(?:in|on|at|with|after|during|despite|for|from|by|upon|under|as|to|like|unlike"
    r"|[\w-]+\s(?:hour|day|week|month|year)s?\s(?:after|following|before|prior|into|from|post))\b",
    re.I,
)
_EXCEPTED = re.compile(
    r"(?:apart|aside)\sfrom\b|except(?:ing)?\b|other\sthan\b|besides\b|with\sthe\sexception\b", re.I
)
_ALL_ELSE = re.compile(
    r",\s(?=(?:all|every|each|everything|the|no|none|other|any|remaining|further|his|her|their|physical|laboratory|routine|there|we)\b)",
    re.I,
)
"""Where what is said of everything but the exception begins ("apart from fever and rash, | all tests were")."""
_REASON = re.compile(
    r"with\b|(?:because|in view|in light|on the basis|on account|in consideration) of\b|(?:due|owing) to\b|based on\b|given\b|considering\b",
    re.I,
)
_LISTED_REASONS = re.compile(r"[^;]{1,240}\sand\s[^,;]{1,80},")


def end_of_opening(text: str, begin: int, end: int) -> int:
    """Skip the aside that a sentence opens with ("On examination, | oedema was absent")."""
    start = begin
    while start < end and not text[start].isalnum():
        start += 1
    if reason := _REASON.match(text, start, end):
        listed = _LISTED_REASONS.match(text, reason.end(), end)
        start = listed.end() - 1 if listed else start
    if _EXCEPTED.match(text, start) and (rest := _ALL_ELSE.search(text, start, end)):
        return rest.end()
    if (reason or _OPENING.match(text, start)) and (comma := text.find(",", start, end)) >= 0:
        return comma + 1
    return begin
