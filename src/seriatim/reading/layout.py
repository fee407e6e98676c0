"""The parts of a text without markup, found by how it is laid out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from seriatim.model import Reference, Report, Section
from seriatim.reading._flat import cut_flat_lines
from seriatim.reading._front import find_front, is_noise
from seriatim.reading._front_words import front_words
from seriatim.reading._headings import Heading, MarkedHeading, find_heading_lines, join_marked
from seriatim.reading._lines import Line, group_blocks, is_prose, split_lines
from seriatim.reading._outline import nest_sections, outline_sections
from seriatim.reading._tab_tables import find_tables, table_sections
from seriatim.reading.captions import find_captions, find_debris
from seriatim.reading.letters import add_letter_sections
from seriatim.reading.titles import opens_with_title

_NUMBERED = re.compile(r"^[\[(]?(\d{1,3})[\])]?[.):]?\s+\S")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_LEAST_BEFORE = 4  # lines before a list of two entries: title, names, and a text to cite them
_LOCATOR = re.compile(r"\b(?:19|20)\d\d\b.{0,12};\s?\d+")  # "2011; 25: 45"
_FIRST_LINES = 6
_LONGEST_TITLE = 350


def describe_layout(
    text: str,
    name: str,
    *,
    marked: Sequence[MarkedHeading] = (),
    captions: Sequence[Section] = (),
    mastheads: Sequence[str] = (),
) -> Report:
    r"""Find title, authors, dates, sections, captions and references of a text.

    Args:
        text: the canonical text, which is kept as it is.
        name: the report's id.
        marked: headings known from the source's markup or type; others are found by their words.
        captions: captions known from the markup.
        mastheads: running heads taken off the pages, where a journal may be named.

    Example:
        >>> report = describe_layout("A rash\n\nAnn Bee and Cy Dee\n\nCASE REPORT\n\nA man aged 40.", "r1")
        >>> report.title, [a.family for a in report.authors], [s.name for s in report.sections]
        ('A rash', ['Bee', 'Dee'], ['title', 'other', 'case'])
    """
    lines = cut_flat_lines(split_lines(text))
    if not lines:
        return Report(name, text)
    blocks = group_blocks(lines)
    headings, title_line = join_marked(find_heading_lines(lines), marked, lines)
    headings = _without_labels(headings, lines)
    body = _body_start(lines, blocks, headings, first=0 if title_line is None else title_line + 1)
    headings = [h for h in headings if h.line >= body]
    list_start, list_end = _reference_region(text, lines, headings)
    body = min(body, sum(line.start < list_start for line in lines))
    front = find_front(text, lines, body, list_start, title=title_line, mastheads=mastheads)
    tables = [t for t in find_tables(text, lines) if not list_start <= t.start < list_end]
    aside = _set_aside(lines, blocks, [*captions, *table_sections(tables)], (list_start, list_end))
    sections = _front_sections(front.title_span, lines, body)
    sections += outline_sections(headings, lines, (list_start, list_end), len(text.rstrip()))
    references = _references(text, list_start, list_end)
    report = replace(front.report(name, text), sections=nest_sections(sections, ()), references=references)
    report = add_letter_sections(report)
    return replace(report, sections=nest_sections(report.sections, aside), tables=tuple(tables))


def _set_aside(
    lines: Sequence[Line],
    blocks: Sequence[tuple[int, int]],
    known: Sequence[Section],
    listed: tuple[int, int],
) -> list[Section]:
    """Captions and page furniture outside the reference list, those known from the markup first."""
    found = [*known, *find_captions(lines, blocks), *find_debris(lines, blocks)]
    out: list[Section] = []
    for section in sorted(found, key=lambda s: s.start):
        if listed[0] <= section.start < listed[1] or (out and section.start < out[-1].end):
            continue
        out.append(section)
    return out


def _without_labels(headings: list[Heading], lines: Sequence[Line]) -> list[Heading]:
    """Drop what only looks like a heading: the kind of article above the title, and a title that ends in a heading's words."""
    return [h for h in headings if not _is_label(h, lines) and not _is_title(h, headings)]


def _is_title(heading: Heading, headings: Sequence[Heading]) -> bool:
    """Whether the first line is a title ("Gout of the ear: report of two cases") of a text with headings of its own."""
    first = heading.line == 0 and heading.role is not None and not heading.run_in
    return first and len(headings) > 1 and not opens_with_title(heading.title)


def _is_label(heading: Heading, lines: Sequence[Line]) -> bool:
    """Whether a heading is the kind of article: nothing but the journal's name above it, a title below."""
    if heading.run_in or heading.line >= _FIRST_LINES or not front_words().is_label(heading.title):
        return False
    below = lines[heading.line + 1 : heading.line + 3]
    if len(below) < 2 or is_prose(below[0].text) or below[0].text.endswith("."):
        return False
    return all(is_noise(line.text) for line in lines[: heading.line])


def _body_start(
    lines: Sequence[Line], blocks: Sequence[tuple[int, int]], headings: Sequence[Heading], *, first: int
) -> int:
    """Index of the first line of the body from `first` on: a heading, or a paragraph that is prose."""
    first_heading = next((h.line for h in headings if h.role is not None and h.line >= first), len(lines))
    for start, stop in blocks:
        words = " ".join(line.text for line in lines[start:stop])
        if start >= first_heading:
            break
        if start < first or (
            start == 0 and len(words) < _LONGEST_TITLE and not words.endswith((".", "?", "!"))
        ):
            continue
        if is_prose(words) and not front_words().is_notice(words):
            return min(start, first_heading)
    return first_heading


def _front_sections(title: tuple[int, int] | None, lines: Sequence[Line], body: int) -> list[Section]:
    """The title, and the names and addresses between it and the body."""
    sections = [Section("title", "", *title)] if title else []
    start = title[1] if title else 0
    above = [line for line in lines[:body] if title and line.end <= title[0]]
    if above:
        sections.insert(0, Section("other", "", above[0].start, above[-1].end))
    rest = [line for line in lines[:body] if line.start >= start]
    if rest and (title or body < len(lines)):
        sections.append(Section("other", "", rest[0].start, rest[-1].end))
    return sections


def _reference_region(text: str, lines: Sequence[Line], headings: Sequence[Heading]) -> tuple[int, int]:
    """Offsets of the entries of the reference list; both at the end of the text where there is none."""
    listed = [h for h in headings if h.role is not None and h.role.name == "references"]
    if listed:
        last = listed[-1]
        after = next(
            (h for h in headings if h.line > last.line and h.role is not None and h.role.level < 2), None
        )
        behind = text[last.end :]
        first = last.end + len(behind) - len(behind.lstrip())
        return first, lines[after.line - 1].end if after else len(text.rstrip())
    start = _unheaded_list(lines)
    return (lines[start].start, len(text.rstrip())) if start is not None else (len(text), len(text))


def _unheaded_list(lines: Sequence[Line]) -> int | None:
    """Index of the line that begins a numbered list of dated entries at the end of a text.

    Two entries make a list where both give year and volume as journals do; otherwise it takes three.
    """
    expected: int | None = None
    dated = located = 0
    for index in range(len(lines) - 1, -1, -1):
        match = _NUMBERED.match(lines[index].text)
        if match is None:
            continue
        number = int(match[1])
        if expected is not None and number != expected:
            continue
        words = " ".join(line.text for line in lines[index : index + 4])
        dated += bool(_YEAR.search(words))
        located += bool(_LOCATOR.search(words))
        if number == 1:
            enough = dated >= 3 or (located >= 2 and index >= _LEAST_BEFORE)
            return index if expected is not None and enough else None
        expected = number - 1
    return None


def _references(text: str, start: int, end: int) -> tuple[Reference, ...]:
    from seriatim.reading.references import find_references

    return find_references(text, start, end) if start < end else ()
