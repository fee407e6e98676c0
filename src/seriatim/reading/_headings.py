"""Headings in a text without markup: lines of their own, and headings run into a paragraph."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from seriatim.reading._lines import Line, is_prose
from seriatim.reading.captions import find_label
from seriatim.reading.titles import Role, find_role, fold_heading, has_title

_LONGEST = 90
_PARAGRAPH = 130
"""Characters of a line that is a whole paragraph, and not the first line of a wrapped one."""
_MARKUP = re.compile(r"^(?:#{1,6}\s+|\*\*|__|=+\s+)")
_RUN_IN = re.compile(r"([^\W_][^.:–—\n]{1,60}?)(?:\s*[.:–—]|\s+-)\s+(?=[\"“(]?[A-Z0-9À-Þ])")
_NUMBERED_RUN_IN = re.compile(
    r"((?:[A-Z][a-z]+ ){1,2}(?:\d{1,2}|[IVX]{1,4}))(?:\s*[.:–—]|\s+-)\s+(?=[\"“(]?[A-Z0-9])"
)
_SALUTATION = re.compile(
    r"((?:Dear )?(?:Sirs?|Editors?|Madam|To the Editor)(?: in Chief)?)\s*[,:;.–—-]\s*", re.I
)
_CAPITALS = re.compile(r"(?:[A-Z][A-Z’'&/-]*|AND|OF|THE)(?:\s+[A-Z][A-Z’'&/-]*){0,5}(?=\s|[.:])")
_NUMBERING = re.compile(r"^(?:\d{1,2}(?:\.\d{1,2}){0,3}\.?|[IVX]{1,4}\.|[A-H]\.)\s+(?=[A-Z])")
_DECIMAL = re.compile(r"^\d{1,2}(?:\.\d{1,2}){0,3}\.?\s+(?=\S)")
_ARTICLES = ("A", "AN", "THE", "I")
_OPEN_END = (",", ";", "(", "-", "–")


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading found in the text.

    Attributes:
        start: offset of its first character; `end` is after its last word.
        title: as printed, without numbering and markup.
        role: what the table of titles makes of it, or None.
        line: index of its line.
        run_in: whether text follows on the same line.
        level: as the source marks it, 1 the highest; None where only the words tell.
    """

    start: int
    end: int
    title: str
    role: Role | None
    line: int
    run_in: bool = False
    level: int | None = None

    @property
    def depth(self) -> int:
        """How many numbers it prints: 2 for "3.1 Treatment", 0 for none."""
        match = _DECIMAL.match(self.title)
        return match[0].strip().strip(".").count(".") + 1 if match else 0


@dataclass(frozen=True, slots=True)
class MarkedHeading:
    """A heading the source marks as one; level 0 is the title, 1 the highest heading."""

    start: int
    end: int
    level: int


def join_marked(
    found: Sequence[Heading], marked: Sequence[MarkedHeading], lines: Sequence[Line]
) -> tuple[list[Heading], int | None]:
    """Put headings known by markup and headings found by their words in one row.

    Returns:
        The headings in text order, and the index of the line the markup makes the title, or None.
    """
    if not marked:
        return list(found), None
    by_start = {line.start: index for index, line in enumerate(lines)}
    known = [(m, by_start[m.start]) for m in marked if m.start in by_start and m.end - m.start < 400]
    title = _title_line(known, lines)
    known = [(m, index) for m, index in known if index != title]
    named = [m.level for m, index in known if find_role(lines[index].text) is not None]
    levels = named or [m.level for m, _ in known]
    highest = max(sorted(set(levels)), key=levels.count, default=1)
    headings = [_marked_heading(m, index, lines, highest) for m, index in known]
    first = min((h.line for h in headings if h.role is not None), default=len(lines))
    taken = {h.line for h in headings} | {title}
    headings += [replace(h, level=2 if h.line > first else None) for h in found if h.line not in taken]
    return sorted(headings, key=lambda h: h.start), title


def _title_line(known: Sequence[tuple[MarkedHeading, int]], lines: Sequence[Line]) -> int | None:
    """The line of the title: marked as one, or the first heading of the highest level if it is no section."""
    titles = [index for m, index in known if m.level == 0]
    if titles or not known:
        return titles[0] if titles else None
    first, index = known[0]
    sole = sum(m.level == first.level for m, _ in known) == 1
    top = first.level == min(m.level for m, _ in known)
    return index if top and sole and not has_title(lines[index].text) else None


def _marked_heading(marked: MarkedHeading, index: int, lines: Sequence[Line], highest: int) -> Heading:
    words = lines[index].text[: marked.end - marked.start].rstrip(":.* ")
    level = max(1, marked.level - highest + 1)
    return Heading(marked.start, marked.start + len(words), words, find_role(words), index, level=level)


def find_heading_lines(lines: Sequence[Line]) -> list[Heading]:
    """Find the headings among the lines of a text, in order."""
    found: list[Heading] = []
    for index, line in enumerate(lines):
        heading = _own_line(lines, index)
        if heading is None and _opens_paragraph(lines, index):
            heading = _run_in(line, index)
        if heading is None and found:
            heading = _subheading(lines, index)
        if heading is not None:
            found.append(heading)
    return found


def _subheading(lines: Sequence[Line], index: int) -> Heading | None:
    """A heading the table does not know: a short line by itself between paragraphs of prose."""
    line = lines[index]
    if line.gap < 2 or index + 1 == len(lines) or lines[index + 1].gap < 2 or len(line.text) > _LONGEST:
        return None
    words = line.text.split()
    plain = (
        len(words) <= 12 and line.text[-1].isalnum() and "\t" not in line.text and not find_label(line.text)
    )
    titled = words[0][0].isupper() or _DECIMAL.match(line.text) is not None
    around = is_prose(lines[index - 1].text) or find_role(lines[index - 1].text) is not None
    if not (plain and titled and around and is_prose(lines[index + 1].text)):
        return None
    return Heading(line.start, line.end, line.text, None, index)


def _opens_paragraph(lines: Sequence[Line], index: int) -> bool:
    return (
        index == 0
        or lines[index].gap >= 2
        or lines[index - 1].text.endswith((".", "?", "!", ":", ")", "”", "]"))
    )


def _own_line(lines: Sequence[Line], index: int) -> Heading | None:
    line = lines[index]
    if len(line.text) > _LONGEST + 10 or not _stands_apart(lines, index):
        return None
    opening = _MARKUP.match(line.text)
    lead = opening.end() if opening else 0
    words = line.text[lead:].rstrip("*_# ")
    title = words.rstrip(":.,;–—- ").strip("*_ ")
    if not title or not (title[0].isupper() or title[0].isdigit()):
        return None
    role = find_role(title)
    if role is not None and not _reads_as_sentence(words, title):
        return _heading(line, index, lead, title, role)
    if opening and not words.endswith((".", ",")):
        return _heading(line, index, lead, title, role)
    return None


def _heading(line: Line, index: int, lead: int, title: str, role: Role | None) -> Heading:
    start = line.start + lead + line.text[lead:].index(title[0])
    return Heading(line.start, start + len(title), title, role, index)


def _reads_as_sentence(words: str, title: str) -> bool:
    """Whether a line that begins like a heading ("Patient 2 was ...") is the first line of prose."""
    return not has_title(title) and (len(title.split()) > 9 or words.endswith((".", ",", ";")))


def _stands_apart(lines: Sequence[Line], index: int) -> bool:
    """Whether the line is set off from the text before it, or could be: the sentence before has ended."""
    line = lines[index]
    if index == 0 or line.gap >= 2:
        return True
    before = lines[index - 1].text
    if before.endswith(_OPEN_END):
        return False
    after = lines[index + 1].text if index + 1 < len(lines) else ""
    if has_title(line.text) and (len(after) > _PARAGRAPH or has_title(after)):
        return True
    short = len(before) < _LONGEST and not before[-1].islower()
    return (
        short
        or before.endswith((".", "?", "!", ":", "]", ")", "”"))
        or line.text.isupper()
        or find_role(before) is not None
    )


def _run_in(line: Line, index: int) -> Heading | None:
    words = line.text.lstrip("*_# ")
    if numbering := _NUMBERING.match(words):
        words = words[numbering.end() :]
    lead = len(line.text) - len(words)
    for pattern in (_SALUTATION, _NUMBERED_RUN_IN, _RUN_IN):
        match = pattern.match(words)
        if match is None:
            continue
        title = match[1].strip("*_ ")
        role = find_role(title) if pattern is _NUMBERED_RUN_IN or has_title(title) else None
        deep = numbering is not None and "." in numbering[0].strip().strip(".")
        if (role is not None or deep) and len(match[1].split()) <= 7:
            start = line.start + lead
            end = start + len(match[1].rstrip("*_ "))
            return Heading(line.start, end, line.text[: end - line.start].strip("*_# "), role, index, True)
    return _capitals(line, index)


def _capitals(line: Line, index: int) -> Heading | None:
    """A heading in capitals that runs straight into its text: "CASE REPORT A man aged 40 ..."."""
    match = _CAPITALS.match(line.text)
    if match is None or len(line.text) < len(match[0]) + 20:
        return None
    words = match[0].split()
    while words and words[-1] in _ARTICLES:
        words.pop()
    for count in range(len(words), 0, -1):
        end = re.match(r"\s+".join(map(re.escape, words[:count])), line.text)
        title = end[0] if end else ""
        if len(fold_heading(title)) >= 4 and has_title(title):
            rest = line.text[len(title) :].lstrip(" .:–—-")
            if rest[:1].isupper() or rest[:1].isdigit() or rest[:1] in '“"(':
                return Heading(line.start, line.start + len(title), title, find_role(title), index, True)
    return None
