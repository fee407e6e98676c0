"""Texts without line ends, as copied from a web page: lines are cut out at the headings in them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from seriatim.reading._lines import Line
from seriatim.reading.titles import load_titles

_LONG = 2500
_MAIN = ("abstract", "introduction", "case", "discussion", "references")
_COMMON = 4
"""Words of the longest heading looked for inside a line."""


def cut_flat_lines(lines: Sequence[Line]) -> list[Line]:
    """Cut lines far longer than a paragraph at the headings that stand in them, after a sentence has ended.

    Example:
        >>> words = "A rash is seen. " * 200 + "Case report A man aged 40 had one. " + "He was well. " * 40
        >>> cut = cut_flat_lines([Line(0, len(words), words.strip(), 2)])
        >>> [line.text[:20] for line in cut[1:]]
        ['Case report', 'A man aged 40 had on']
    """
    out: list[Line] = []
    for line in lines:
        out.extend(_cut(line) if len(line.text) > _LONG else (line,))
    return out


def _cut(line: Line) -> list[Line]:
    pieces: list[Line] = []
    reached = 0
    for match in _headings().finditer(line.text):
        if match.start(1) > reached:
            pieces.append(_piece(line, reached, match.start(1), first=not pieces))
        pieces.append(_piece(line, match.start(1), match.end(1), first=not pieces))
        reached = match.end()
    pieces.append(_piece(line, reached, len(line.text), first=not pieces))
    return [piece for piece in pieces if piece.text]


def _piece(line: Line, start: int, end: int, *, first: bool) -> Line:
    words = line.text[start:end]
    lead = len(words) - len(words.lstrip())
    words = words.strip()
    return Line(
        line.start + start + lead, line.start + start + lead + len(words), words, line.gap if first else 2
    )


@cache
def _headings() -> re.Pattern[str]:
    """Main headings in title case or capitals between the end of a sentence and the start of the next."""
    keys = [
        key
        for key, role in load_titles().items()
        if role.level == 1
        and role.name in _MAIN
        and key.isascii()
        and len(key) >= 8
        and key.count(" ") < _COMMON
        if "*" not in key
    ]
    words = sorted(
        {form for key in keys for form in (key.capitalize(), key.title(), key.upper())},
        key=lambda w: (-len(w), w),
    )
    forms = "|".join(re.escape(w).replace("\\#", r"\d{1,2}").replace(r"\ ", " ") for w in words)
    return re.compile(
        rf"(?<=[.?!)\]:;,a-z0-9\u2003 ])\s{{1,12}}((?:\d{{1,2}}(?:\.\d)?\.?\s)?(?:{forms}))[.:]?\s{{1,12}}(?=[\"“(]?[A-Z0-9])"
    )
