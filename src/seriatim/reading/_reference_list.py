"""A reference list cut into its entries."""

from __future__ import annotations

import re
from dataclasses import dataclass

from seriatim.reading._reference_names import find_names
from seriatim.reading.titles import find_role

_MARKS = (
    ("bracket", re.compile(r"[ \t*]*\[(?P<n>\d{1,3})\][.:]?[ \t]*")),
    ("paren", re.compile(r"[ \t*]*\((?P<n>\d{1,3})\)[.:]?[ \t]*")),
    ("dot", re.compile(r"[ \t*]*(?P<n>\d{1,3})[.)][ \t*]*(?=\D|\d)")),
    ("bare", re.compile(r"[ \t*]*(?P<n>\d{1,3})[ \t]+(?=[^\W\d_])")),
    ("glued", re.compile(r"[ \t*]*(?P<n>\d{1,3})(?=[A-Z][a-z]+ [A-Z]{1,3}\b)")),
)
_INLINE = {
    "bracket": re.compile(r"(?:^|\s)\[(?P<n>\d{1,3})\]\s*(?=\S)"),
    "paren": re.compile(r"(?:^|(?<=[.\d;]\s))\((?P<n>\d{1,3})\)\s*(?=[A-Z])"),
    "dot": re.compile(r"(?:^|(?<=[.\d;)/]\s))(?P<n>\d{1,3})\.\s+(?=[A-Z])"),
}
_YEAR = re.compile(r"\b(?:1[89]|20)\d\d")
_COMPLETE = re.compile(r"(?:[.\d\])]|\bpress\)?)\s*$")
_BLANK = re.compile(r"\n[ \t\r]*\n")
_LONGEST = 3000


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of the list: its number as printed ("" where there is none) and its words."""

    number: str
    start: int
    end: int


def find_entries(text: str, start: int, end: int) -> list[Entry]:
    """Cut `text[start:end]` into entries, numbered or not; a heading above the list is left out."""
    lines = _lines(text, start, end)
    numbered = _numbered(text, lines, end) or _numbered_inline(text, start, end)
    return numbered or _unnumbered(text, lines, end)


def _lines(text: str, start: int, end: int) -> list[tuple[int, int]]:
    found, at = [], start
    for line in text[start:end].splitlines(keepends=True):
        if line.strip():
            found.append((at, at + len(line.rstrip())))
        at += len(line)
    return found


def _numbered(text: str, lines: list[tuple[int, int]], end: int) -> list[Entry]:
    """The habit of numbering that gives the longest run of growing numbers at line starts."""
    best: list[tuple[str, int, int]] = []
    for _, mark in _MARKS:
        marks = [(m["n"], a, m.end()) for a, b in lines if (m := mark.match(text, a, b)) and m.end() < b]
        run = _growing(marks)
        if len(run) > len(best):
            best = run
    if not best or (len(best) < 2 and (len(lines) > 3 or best[0][1] != lines[0][0])):
        return []
    if len(best) < len(lines) / 12:
        return []
    stops = [a for _, a, _ in best[1:]] + [end]
    return [
        _entry(text, n, low, stop, last=stop == end) for (n, _, low), stop in zip(best, stops, strict=True)
    ]


def _numbered_inline(text: str, start: int, end: int) -> list[Entry]:
    """Numbers inside one run-on paragraph."""
    best: list[tuple[str, int, int]] = []
    for mark in _INLINE.values():
        run = _growing([(m["n"], m.start(), m.end()) for m in mark.finditer(text, start, end)])
        if len(run) > len(best):
            best = run
    if len(best) < 3 or int(best[0][0]) != 1:
        return []
    stops = [a for _, a, _ in best[1:]] + [end]
    return [
        _entry(text, n, low, stop, last=stop == end) for (n, _, low), stop in zip(best, stops, strict=True)
    ]


def _growing(marks: list[tuple[str, int, int]]) -> list[tuple[str, int, int]]:
    """Marks that count up, small gaps allowed (an entry may be missing); a year or a page does not fit."""
    run: list[tuple[str, int, int]] = []
    for mark in marks:
        step = int(mark[0]) - (int(run[-1][0]) if run else 0)
        if 1 <= step <= (3 if run else 1) or (not run and step <= 500 and mark is marks[0]):
            run.append(mark)
    return run


def _entry(text: str, number: str, start: int, end: int, *, last: bool = False) -> Entry:
    """Trim an entry; the last one ends at the first blank line behind a complete entry."""
    if last:
        for gap in _BLANK.finditer(text, start, end):
            if _YEAR.search(text, start, gap.start()) and _COMPLETE.search(text[start : gap.start()]):
                end = gap.start()
                break
    end = min(end, start + _LONGEST)
    while end > start and text[end - 1].isspace():
        end -= 1
    while start < end and text[start].isspace():
        start += 1
    return Entry(number, start, end)


def _unnumbered(text: str, lines: list[tuple[int, int]], end: int) -> list[Entry]:
    if lines and _is_heading(text[slice(*lines[0])]):
        lines = lines[1:]
    starts = [a for i, (a, b) in enumerate(lines) if not i or _begins(text, lines, i)]
    stops = [*starts[1:], end][: len(starts)]
    return [e for a, b in zip(starts, stops, strict=True) if (e := _entry(text, "", a, b)).end > e.start]


def _is_heading(line: str) -> bool:
    role = find_role(line)
    return role is not None and role.name == "references"


def _begins(text: str, lines: list[tuple[int, int]], index: int) -> bool:
    """A line begins an entry behind a complete one: after a blank line, or with an author list of its own."""
    before, here = text[slice(*lines[index - 1])], text[slice(*lines[index])]
    blank = bool(_BLANK.search(text, lines[index - 1][1], lines[index][0]))
    indented = text[lines[index][0]] in " \t" and text[lines[index - 1][0]] not in " \t"
    if indented or not _COMPLETE.search(before):
        return blank and not here[:1].islower() and bool(_COMPLETE.search(before))
    if here[:1].islower():
        return False
    return blank or bool(find_names(here, 0).authors) or len(here) > 60
