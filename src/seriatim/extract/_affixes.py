"""Prefixes and endings that make another thing of a name: "non-scarring alopecia", "lupus-like rash"."""

from __future__ import annotations

import re
from functools import cache

from seriatim.text.tables import read_table
from seriatim.text.wording import pattern_of

_HYPHENS = ("-", "\u2010", "\u2011")
_LAST = ("n", "N", "b", "B")  # the last letters of "non" and "sub": hardly a word needs a closer look
_like = pattern_of(r"[-\u2010\u2011]{likeness}\b", re.IGNORECASE)
_NON = re.compile(r"\b(?:non[-\u2010\u2011 ]|sub[-\u2010\u2011])\Z", re.IGNORECASE)
_PART = re.compile(r"\b(?:non|in|pre|peri)[-\u2010\u2011]\Z", re.IGNORECASE)
_WORD = re.compile(r"\w+")
_REACH = 70  # characters behind a noun in which its result may stand


def is_likeness(text: str, end: int) -> bool:
    """Tell whether what ends here only looks like what it names, or is free of it.

    Example:
        >>> is_likeness("a lupus-like rash", 7)
        True
    """
    return text[end : end + 1] in _HYPHENS and _like().match(text, end) is not None


def is_attribute(text: str, end: int) -> bool:
    """Tell whether what ends here only says what something is for ("stroke unit", "pain score").

    A test that was negative speaks of the finding: "hepatitis serology was negative".

    Example:
        >>> is_attribute("the stroke unit", 10), is_attribute("hepatitis serology was negative", 9)
        (True, False)
    """
    if text[end + 1 : end + 3].lower() not in _noun_openings():
        return False
    noun = _attributed()["noun"].match(text, end)
    return noun is not None and _attributed()["denial"].match(text, noun.end(), noun.end() + _REACH) is None


@cache
def _noun_openings() -> frozenset[str]:
    """The first two letters of the nouns: most words that follow begin otherwise."""
    rows = read_table("attributed_nouns.tsv")
    return frozenset(row["word"][:2].lower() for row in rows if row["role"] == "noun")


@cache
def _attributed() -> dict[str, re.Pattern[str]]:
    words: dict[str, list[str]] = {"noun": [], "denial": []}
    for row in read_table("attributed_nouns.tsv"):
        words[row["role"]].append(row["word"])
    return {
        "noun": re.compile(rf"\s(?:{'|'.join(words['noun'])})\b", re.IGNORECASE),
        "denial": re.compile(rf"[^.;]{{0,60}}?\b(?:{'|'.join(words['denial'])})\b", re.IGNORECASE),
    }


def is_negated_name(text: str, start: int) -> bool:
    """Tell whether what begins here is part of a name with "non-" or "sub-", and so not what it says.

    Example:
        >>> is_negated_name("non-scarring alopecia", 4), is_negated_name("sub-nephrotic proteinuria", 4)
        (True, True)
    """
    return text[start - 2 : start - 1] in _LAST and _NON.search(text, max(0, start - 5), start) is not None


def is_part_of_word(text: str, start: int) -> bool:
    """Tell whether an act's name is the end of another word ("non-dialysis", "in-stent", "pre-dialysis")."""
    return _PART.search(text, max(0, start - 6), start) is not None


def hide_words(text: str, starts: list[int]) -> str:
    """Put other letters in place of the words that begin at `starts`; offsets stay.

    Example:
        >>> hide_words("non-scarring alopecia", [4])
        'non-qqqqqqqq alopecia'
    """
    for start in starts:
        word = _WORD.match(text, start)
        if word is not None:
            text = text[:start] + "q" * (word.end() - start) + text[word.end() :]
    return text
