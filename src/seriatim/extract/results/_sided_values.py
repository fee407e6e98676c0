"""Values that are given for each side: "right eye, counting fingers at 1 m; left eye, 20/30", "IOP: OD 14, OS 31"."""

from __future__ import annotations

import re
from dataclasses import replace

from seriatim.extract.results._measurement_result import Result
from seriatim.extract.results._measurement_vocabulary import Item, load_words
from seriatim.terms.laboratory import load_tests

_LABEL = (
    r"(?:(?:in|of|on|for|at)\s)?(?:(?:the|his|her)\s)?(?:(?:right|left|other|fellow|both)(?:\s(?:eyes?|side))?|O[DSU]|[RL]E)\b"
    r"\)?[\s,:=]{1,3}(?:(?:was|were|is)\s)?"
)
# ": right eye, ", " (OD: ", " was in the right eye "
_FIRST = re.compile(rf"[\s,:(]{{1,3}}(?:(?:was|were|is)\s)?{_LABEL}")
# "; left eye, ", " at 1 m, and in the left eye "
_NEXT = re.compile(rf"(?:\s(?:at|from|on|in)\s[^,;.()]{{1,30}})?[,;/]?\s(?:(?:and|but)\s)?{_LABEL}")
_VISION, _ACUITY = "vision", "visual acuity"


def names_first_side(gap: str) -> bool:
    """Tell a gap that names the side of the value behind it.

    Example:
        >>> names_first_side(": right eye, "), names_first_side(" of the right kidney ")
        (True, False)
    """
    return bool(_FIRST.fullmatch(gap))


def names_next_side(gap: str) -> bool:
    """Tell a gap that goes on with the other side.

    Example:
        >>> names_next_side("; left eye, "), names_next_side(" at 1 m, and OS "), names_next_side(", ")
        (True, True, False)
    """
    return bool(_NEXT.fullmatch(gap))


def read_as_acuity(text: str, result: Result, item: Item) -> None:
    """Read vision as visual acuity where it is told by a fraction, or by what can still be seen.

    Args:
        text: the report's text.
        result: the test, changed in place.
        item: what is said of it.
    """
    if result.known.name != _VISION:
        return
    quantity = item.quantity
    fraction = quantity is not None and quantity.form == "pair" and not quantity.ucum
    if fraction or text[item.start : item.end].lower() in load_words().acuity:
        result.test = replace(result.test, test=load_tests()[_ACUITY])
