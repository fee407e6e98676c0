"""Citation marks the source itself marks up: numbers and ranges."""

from __future__ import annotations

import re
from collections.abc import Sequence

from seriatim.model import CitationMark, Reference

_RANGE = re.compile(r"^\W*(\d{1,4})\s*(?:[-–—−‐‑]|to)\s*(\d{1,4})\W*$")
_LIST = re.compile(r"\d{1,4}(?:\s*[-–—−‐‑]\s*\d{1,4})?")
_DASH = re.compile(r"^[\])]?\s*(?:[-–—−‐‑]|to)\s*[\[(]?$")
_LONGEST = 200
_EXPONENT = re.compile(r"^[-+–−]?\d{1,2}$")
_TEN = re.compile(r"(?:^|\D)10$")
_UNIT = re.compile(r"(?:^|[^A-Za-z])(?:[kcmdµμn]?m|s|min|l|L|dl|dL|g|kg|h)$")
_RAISED_LIST = re.compile(r"^\d{1,3}(?:\s?[-–—−‐‑,;]\s?\d{1,3}){0,30}$")


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


def set_raised(words: str, before: str) -> tuple[str, bool]:
    """Set raised words on the line: as a power, as a citation, or as they are.

    Args:
        words: what stands raised.
        before: the last characters before it.

    Returns:
        How it is written, and whether it is a citation.

    Example:
        >>> set_raised("9", "x 10"), set_raised("3,5–7", "lupus"), set_raised("2", "kg/m"), set_raised("th", "5")
        (('^9', False), ('[3,5–7]', True), ('2', False), ('th', False))
    """
    if _EXPONENT.match(words) and _TEN.search(before):
        return "^" + words, False
    unit = words in ("2", "3", "-1", "−1", "–1", "-2", "−2") and _UNIT.search(before)
    if not _RAISED_LIST.match(words) or unit or not before[-1:].strip():
        return words, False
    if before[-1:].isdigit() and words.isdigit():
        return "^" + words, False
    return f"[{words}]", True


def keep_known(marks: Sequence[CitationMark], references: Sequence[Reference]) -> tuple[CitationMark, ...]:
    """The marks whose numbers are all in the reference list; all of them where there is no list."""
    known = {reference.number for reference in references}
    return tuple(mark for mark in marks if not known or known.issuperset(mark.numbers))


def add_mark(marks: list[CitationMark], mark: CitationMark, between: str) -> None:
    """Append a mark, joining it to the last one where only a dash stands between them."""
    last = marks[-1] if marks else None
    if last is None or not last.numbers or not mark.numbers or not _DASH.match(between):
        marks.append(mark)
        return
    inner = expand_range(last.numbers[-1], mark.numbers[0])
    numbers = tuple(dict.fromkeys((*last.numbers, *inner, *mark.numbers)))
    marks[-1] = CitationMark(last.start, mark.end, numbers)
