"""Citation marks the source itself marks up: numbers and ranges."""

from __future__ import annotations

import re

from seriatim.model import CitationMark

_RANGE = re.compile(r"^\W*(\d{1,4})\s*(?:[-–—−‐‑]|to)\s*(\d{1,4})\W*$")
_LIST = re.compile(r"\d{1,4}(?:\s*[-–—−‐‑]\s*\d{1,4})?")
_DASH = re.compile(r"^[\])]?\s*(?:[-–—−‐‑]|to)\s*[\[(]?$")
_LONGEST = 200


def expand_range(first: str, last: str) -> tuple[str, ...]:
    """Write out a range of reference numbers, both ends included.

    Example:
        >>> expand_range("3", "6")
        ('3', '4', '5', '6')
    """
    if not (first.isdigit() and last.isdigit()) or not 0 <= int(last) - int(first) <= _LONGEST:
        return (first, last)
    return tuple(str(n) for n in range(int(first), int(last) + 1))


def numbers_of(words: str, targets: tuple[str, ...]) -> tuple[str, ...]:
    """The references a mark stands for: what it points to, or the range it prints.

    Args:
        words: the mark as printed ("3-12").
        targets: numbers of the references its markup names.
    """
    if match := _RANGE.match(words):
        expanded = expand_range(match[1], match[2])
        return expanded if len(expanded) > len(targets) else targets
    return targets


def read_numbers(words: str) -> tuple[str, ...]:
    """Read a printed list of numbers and ranges.

    Example:
        >>> read_numbers("1, 3–5")
        ('1', '3', '4', '5')
    """
    out: list[str] = []
    for piece in _LIST.findall(words):
        match = _RANGE.match(piece)
        out.extend(expand_range(match[1], match[2]) if match else (piece,))
    return tuple(dict.fromkeys(out))


def add_mark(marks: list[CitationMark], mark: CitationMark, between: str) -> None:
    """Append a mark, joining it to the last one where only a dash stands between them."""
    last = marks[-1] if marks else None
    if last is None or not last.numbers or not mark.numbers or not _DASH.match(between):
        marks.append(mark)
        return
    inner = expand_range(last.numbers[-1], mark.numbers[0])
    numbers = tuple(dict.fromkeys((*last.numbers, *inner, *mark.numbers)))
    marks[-1] = CitationMark(last.start, mark.end, numbers)
