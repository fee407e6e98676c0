"""Short forms that a report defines for itself: "systemic lupus erythematosus (SLE)"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from seriatim.text.prose import Abbreviation, Sentence

_SHORT = re.compile(r"\(([A-Za-z][A-Za-z0-9\-/]{1,9})\)")


def find_abbreviations(text: str, sentences: Sequence[Sentence]) -> tuple[Abbreviation, ...]:
    """Find the short forms defined in brackets behind their long form (Schwartz and Hearst 2003).

    Example:
        >>> s = Sentence(0, 0, 35, None, 0, ((0, 35),))
        >>> find_abbreviations("with systemic sclerosis (SSc) since", [s])[0].long
        'systemic sclerosis'
    """
    found: dict[str, Abbreviation] = {}
    for sentence in sentences:
        for m in _SHORT.finditer(text, sentence.start, sentence.end):
            short = m[1]
            if short in found or not any(c.isupper() for c in short):
                continue
            start = _long_start(text, sentence.start, m.start(), short)
            if start is not None:
                end = len(text[: m.start()].rstrip())
                found[short] = Abbreviation(short, text[start:end], m.start(1), m.end(1), start, end)
    return tuple(found.values())


def _long_start(text: str, low: int, high: int, short: str) -> int | None:
    """Walk back from the bracket, matching the short form's letters from its last to its first."""
    words = min(len(short) + 5, len(short) * 2)
    letters = [c.lower() for c in short if c.isalnum()]
    at, left, seen = high - 1, len(letters) - 1, 0
    while at >= low and seen <= words:
        char = text[at].lower()
        begins = at == low or not text[at - 1].isalnum()
        if char == letters[left] and (left > 0 or begins):
            left -= 1
            if left < 0:
                return at
        seen += begins and text[at].isalnum()
        at -= 1
    return None
