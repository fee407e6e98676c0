"""Where the short forms that a report defines stand in it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TypeVar

from seriatim.text import Abbreviation, Prose

T = TypeVar("T")


def find_short_forms(
    prose: Prose, meaning: Callable[[Abbreviation], T | None]
) -> Iterator[tuple[int, int, T]]:
    """Find every place of each short form that has a meaning, as half-open offsets with it.

    Args:
        prose: the report's prose.
        meaning: what the long form stands for in some vocabulary, or None.
    """
    meanings = {a.short: found for a in prose.abbreviations if (found := meaning(a)) is not None}
    for short, found in meanings.items():
        yield from ((start, end, found) for start, end in _places(prose.text, short))


def _places(text: str, short: str) -> Iterator[tuple[int, int]]:
    """Whole-word places of a short form; a plural "s" may follow."""
    at = text.find(short)
    while at >= 0:
        end = at + len(short)
        if text[end : end + 1] == "s" and short[-1].isupper():
            end += 1
        opens = not at or not (text[at - 1].isalnum() or text[at - 1] == "-")
        if opens and not text[end : end + 1].isalnum():
            yield at, end
        at = text.find(short, at + len(short))
