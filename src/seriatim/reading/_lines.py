"""Lines and blocks of a text, with offsets."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

_LINE = re.compile(r"[^\r\n\f\v\u2028\u2029\x1c-\x1e\x85]+")
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_WRAPPED = 200
"""Characters no line of a wrapped paragraph has."""
_INVISIBLE = " \t\u00a0\u2002\u2003\u2009\u202f\u3000\u200b\ufeff\u2028\u2029"


@dataclass(frozen=True, slots=True)
class Line:
    """A line of words, without the white space around it.

    Attributes:
        start: offset of its first character; `end` is after its last.
        text: its words.
        gap: how many line ends stand before it: 2 or more where it follows an empty line.
    """

    start: int
    end: int
    text: str
    gap: int


def split_lines(text: str) -> list[Line]:
    r"""Split a text at its line ends, of whatever kind; empty lines are counted, not listed.

    Example:
        >>> [(line.start, line.text, line.gap) for line in split_lines("Case\r\n\r\nA man.")]
        [(0, 'Case', 2), (8, 'A man.', 2)]
    """
    lines: list[Line] = []
    reached, gap = 0, 2
    for match in _LINE.finditer(text):
        between = text[reached : match.start()]
        gap += len(between) - between.count("\r\n") + between.count("\f")
        reached = match.end()
        words = match[0].strip().strip(_INVISIBLE)
        if words:
            start = match.start() + match[0].index(words[0])
            lines.append(Line(start, start + len(words), words, gap))
            gap = 0
    return lines


def group_blocks(lines: Sequence[Line]) -> list[tuple[int, int]]:
    """Group lines into blocks set apart by empty lines: index of the first line, and after the last.

    In a text without any empty line each line is a block, and so is a line far too long to be one of many.
    """
    if not lines:
        return []
    spaced = any(line.gap >= 2 for line in lines[1:])
    long = [len(line.text) > _WRAPPED for line in lines]
    starts = [
        i for i, line in enumerate(lines) if i == 0 or line.gap >= 2 or not spaced or long[i] or long[i - 1]
    ]
    return list(zip(starts, [*starts[1:], len(lines)], strict=True))


def is_prose(words: str) -> bool:
    """Tell running text from headings, names, addresses and table rows: mostly small words, and enough.

    Example:
        >>> is_prose("A 40-year-old man was seen with a rash that had been there for three weeks.")
        True
        >>> is_prose("Department of Dermatology, University Hospital, 12 Long Street, New Town")
        False
    """
    found = _WORD.findall(words[:1500])
    if len(found) < 9:
        return False
    small = sum(word[0].islower() for word in found)
    return small / len(found) >= 0.6 and (
        len(words) >= 160 or words.rstrip("\"'”’)] ").endswith((".", "?", "!", ":", ";"))
    )
