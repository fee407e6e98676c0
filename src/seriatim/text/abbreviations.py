"""Short forms that a report defines for itself: "systemic lupus erythematosus (SLE)".

Source: Schwartz and Hearst, "A simple algorithm for identifying abbreviation definitions" (2003), with both orders
("SLE (systemic lupus erythematosus)"), square brackets, plurals, and brackets that hold more than the short form.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from seriatim.text.folding import fold
from seriatim.text.prose import Abbreviation, Sentence

_BRACKET = re.compile(r"[(\[]([^()\[\]\n]{2,90})[)\]]")
_SHORT = re.compile(
    r"[\"'\u2018\u201c]?([A-Za-z\u0370-\u03ff0-9][\w\u2013/+.-]{1,11})[\"'\u2019\u201d]?(?=$|[;,:]|\s+(?:or|and)\s)"
)
_BEFORE = re.compile(r"([A-Za-z0-9][\w/+-]{1,11})\s*$")
_WORD = re.compile(r"[^\W\d_]+")
_LONGEST_INITIALS = 5
_REACH = 160  # characters before the bracket in which a long form may begin


def find_abbreviations(
    text: str, sentences: Sequence[Sentence], listed: Iterable[Abbreviation] = ()
) -> tuple[Abbreviation, ...]:
    """Find the short forms that the text defines, in the order of their first definition.

    Args:
        text: the report's text.
        sentences: its sentences; a definition stays within one.
        listed: the definitions of its glossaries, which hold where nothing is defined in place.

    Example:
        >>> s = Sentence(0, 0, 35, None, 0, ((0, 35),))
        >>> find_abbreviations("with systemic sclerosis (SSc) since", [s])[0].long
        'systemic sclerosis'
    """
    found: dict[str, Abbreviation] = {}
    at = 0
    for bracket in _BRACKET.finditer(text):
        while at + 1 < len(sentences) and sentences[at + 1].start <= bracket.start():
            at += 1
        low = max(sentences[at].start, bracket.start() - _REACH) if sentences else 0
        for definition in _definitions(text, low, bracket):
            found.setdefault(definition.short, definition)
            break
    for definition in listed:
        if _is_short(definition.short) and _is_long(definition.long, definition.short):
            found.setdefault(definition.short, definition)
    return tuple(found.values())


def _definitions(text: str, low: int, bracket: re.Match[str]) -> Iterator[Abbreviation]:
    """Yield the readings of a bracket as a definition: the short form inside it, or the long one."""
    inside = _SHORT.match(text, bracket.start(1), bracket.end(1))
    if inside and _is_short(inside[1]):
        high = bracket.start()
        start = _long_start(text, low, high, inside[1].rstrip("s"))
        if start is None:
            start = _long_start(text, low, high, inside[1])
        end = len(text[low:high].rstrip()) + low
        if start is not None and _is_long(text[start:end], inside[1]):
            yield Abbreviation(inside[1], text[start:end], inside.start(1), inside.end(1), start, end)
    before = _BEFORE.search(text, max(low, bracket.start() - 16), bracket.start())
    if before and before.start(1) >= low and _is_short(before[1]) and _is_long(bracket[1], before[1]):
        end = bracket.start(1) + len(re.split(r"[;,]", bracket[1])[0].rstrip())
        if _long_start(text, bracket.start(1), end, before[1]) == bracket.start(1):
            yield Abbreviation(
                before[1], text[bracket.start(1) : end], *before.span(1), bracket.start(1), end
            )


def _is_short(word: str) -> bool:
    """Tell whether a word may be a short form: two to ten characters, a capital, and no plain word or number."""
    letters = [c for c in word if c.isalpha()]
    capitals = sum(c.isupper() for c in letters)
    plain = word[1:].islower() and len(word) > 3
    return 2 <= len(word) <= 12 and len(letters) >= 2 and capitals > 0 and not plain and not word.isdigit()


def _is_long(long: str, short: str) -> bool:
    """Tell whether a phrase may be a long form: longer than the short one, which is no word of it."""
    whole = not any(c in "()[]" for c in long) and short not in long.split()
    return whole and len(long) > len(short) + 2 and len(long.split()) <= len(short) + 5


def _long_start(text: str, low: int, high: int, short: str) -> int | None:
    """Walk back from the bracket, matching the short form's letters from its last to its first.

    Words that begin with these letters come first: "AA" behind "aplastic anaemia" is both words.
    """
    if (start := _by_initials(text, low, high, short)) is not None:
        return start
    first, *rest = [c for c in fold(short) if c.isalnum()]
    words = fold(text[low:high])
    at = len(words)
    for letter in reversed(rest):
        at = words.rfind(letter, 0, max(at, 0))
    while at > 0:
        at = words.rfind(first, 0, at)
        if at == 0 or (at > 0 and not words[at - 1].isalnum()):
            return low + at
    return None


def _by_initials(text: str, low: int, high: int, short: str) -> int | None:
    """Where the last words before the bracket begin that have the letters of the short form for initials."""
    if not short.isupper() or not short.isalpha() or len(short) > _LONGEST_INITIALS:
        return None
    words = list(_WORD.finditer(text, low, high))[-len(short) :]
    initials = "".join(fold(m[0])[0] for m in words)
    return words[0].start() if initials == short.lower() else None
