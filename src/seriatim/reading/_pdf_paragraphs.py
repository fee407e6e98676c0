"""Printed lines to paragraphs, across columns and pages, with what interrupts them set aside."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median

from seriatim.reading._pdf_glyphs import HYPHEN
from seriatim.reading._pdf_lines import PrintedLine, body_size
from seriatim.reading.captions import find_label
from seriatim.reading.titles import find_role, has_title

_LABEL = re.compile(r"^[\[(]?\d{1,3}[\].)]?\s+\S|^[\[(]?\d{1,3}[\].)]\S|^[•▪●■◦]\s*\S")
_ENDED = re.compile(r"[.?!:;][\"”’')\]]*(?:\[[\d,\s–-]+\])?$")
_STOPPED = re.compile(r"[.?!][\"”’')\]]*(?:\[[\d,\s–-]+\])?$")
_NOTE = re.compile(r"^[*†‡§¶]")
_HYPHENS = (HYPHEN, "-", "\u2010", "\u00ad")
_NOTE_LINES = 9
_LISTED_SHARE = 0.3
_LONGEST_HEADING = 160
_LONGEST_TITLE = 350


@dataclass
class Paragraph:
    """Lines that belong together.

    Attributes:
        lines: in reading order; they may lie on more than one page.
        kind: text | heading | caption | note | table; all but text and heading interrupt the text.
    """

    lines: list[PrintedLine] = field(default_factory=list)
    kind: str = "text"

    @property
    def first(self) -> PrintedLine:
        """Its first line."""
        return self.lines[0]

    @property
    def last(self) -> PrintedLine:
        """Its last line."""
        return self.lines[-1]


def build_paragraphs(lines: Sequence[PrintedLine]) -> list[Paragraph]:
    """Group lines into paragraphs and join those that a column, a page or a figure cuts in two."""
    listed = _list_start(lines)
    hanging = _hanging_columns(lines[:listed], 1.0) | _hanging_columns(lines[listed:], _LISTED_SHARE)
    leading, size = _leading(lines), body_size(lines)
    paragraphs: list[Paragraph] = []
    for line in lines:
        if paragraphs and _goes_on(paragraphs[-1], line, hanging, leading, size):
            paragraphs[-1].lines.append(line)
        else:
            paragraphs.append(Paragraph([line]))
    for place, paragraph in enumerate(paragraphs):
        following = paragraphs[place + 1] if place + 1 < len(paragraphs) else None
        paragraph.kind = _kind(paragraph, following, size)
    return _clear_list(_join_parted(paragraphs))


def _clear_list(paragraphs: Sequence[Paragraph]) -> list[Paragraph]:
    """Put notes and captions printed among the references before them, so that the list is one."""
    heads = [i for i, p in enumerate(paragraphs) if len(p.lines) == 1 and _heads_list(p.first)]
    if not heads:
        return list(paragraphs)
    before, listed = paragraphs[: heads[-1]], paragraphs[heads[-1] :]
    moved = [p for p in listed if p.kind in ("note", "caption")]
    return [*before, *moved, *(p for p in listed if p.kind not in ("note", "caption"))]


def _heads_list(line: PrintedLine) -> bool:
    role = find_role(line.text) if has_title(line.text) else None
    return role is not None and role.name == "references"


def _list_start(lines: Sequence[PrintedLine]) -> int:
    """Index of the first line below the heading of the reference list."""
    return next((i + 1 for i in range(len(lines) - 1, -1, -1) if _heads_list(lines[i])), len(lines))


def _leading(lines: Sequence[PrintedLine]) -> float:
    """The usual distance of two baselines, in sizes of the type."""
    steps = [
        (a.base - b.base) / a.size
        for a, b in pairwise(lines)
        if (a.page, a.column) == (b.page, b.column)
        and abs(a.size - b.size) < 0.05 * a.size
        and 0.8 < (a.base - b.base) / a.size < 2.6
    ]
    return median(steps) if steps else 1.2


def _hanging_columns(lines: Sequence[PrintedLine], share: float) -> frozenset[PrintedLine]:
    """Lines of columns whose paragraphs begin at the edge and go on indented, as reference lists do.

    Args:
        lines: a stretch of the document.
        share: how many indented lines there must be for one at the edge.
    """
    columns: dict[tuple[int, int], list[PrintedLine]] = defaultdict(list)
    for line in lines:
        columns[line.page, line.column].append(line)
    out: set[PrintedLine] = set()
    for held in columns.values():
        indents = [(line.left - line.left_edge) / line.size for line in held]
        flush, indented = sum(i <= 0.6 for i in indents), sum(0.6 < i < 4 for i in indents)
        if indented > share * flush > 0.1 * share * indented:
            out.update(held)
    return frozenset(out)


def _goes_on(
    paragraph: Paragraph, line: PrintedLine, hanging: frozenset[PrintedLine], leading: float, size: float
) -> bool:
    """Whether a line of the same column belongs to the paragraph above it."""
    last = paragraph.last
    place = (line.page, line.column)
    if (last.page, last.column) != place or line.is_table_row or last.is_table_row:
        return False
    if abs(line.size - last.size) > 0.07 * last.size or (line.bold != last.bold and line.size <= 1.3 * size):
        return False
    if last.base - line.base > (leading + 0.35) * max(line.size, last.size) or last.base < line.base:
        return False
    if has_title(last.text) or (has_title(line.text) and line.size <= 1.3 * size):
        return False
    if find_label(line.text) and _ENDED.search(last.text):
        return False
    if _LABEL.match(line.text):
        if _LABEL.match(paragraph.first.text):
            return abs(line.left - paragraph.first.left) > 0.8 * line.size
        if line.left <= line.left_edge + 0.6 * line.size < last.left:
            return False
    return _is_continued(paragraph, line, hanging=line in hanging)


def _is_continued(paragraph: Paragraph, line: PrintedLine, *, hanging: bool) -> bool:
    last, size = paragraph.last, line.size
    labelled = bool(_LABEL.match(paragraph.first.text))
    hanging = hanging and not _NOTE.match(paragraph.first.text) and not find_label(paragraph.first.text)
    if hanging or labelled:
        outdented = len(paragraph.lines) > 1 and line.left < last.left - 0.6 * size
        return not outdented and not (hanging and not labelled and line.left <= line.left_edge + 0.6 * size)
    indented = line.left > last.left + 0.6 * size and line.left < last.left + 5 * size
    ended = bool(_STOPPED.search(last.text))
    centred = not ended and abs(line.left + line.right - last.left - last.right) < 0.5 * size
    if indented and not centred and (len(paragraph.lines) > 1 or last.left <= last.left_edge + 0.6 * size):
        return False
    return not (ended and last.right < last.right_edge - 0.25 * (last.right_edge - last.left_edge))


def _kind(paragraph: Paragraph, following: Paragraph | None, size: float) -> str:
    line = paragraph.first
    if line.is_table_row:
        return "table"
    if find_label(line.text):
        return "caption"
    words = " ".join(x.text for x in paragraph.lines)
    larger = line.size > 1.07 * size
    display = line.size > 1.3 * size
    short = len(words) < (_LONGEST_TITLE if display else _LONGEST_HEADING)
    if short and (larger or line.bold or has_title(words)):
        return "heading"
    smaller = line.size < 0.95 * size
    if smaller and _NOTE.match(line.text) and len(paragraph.lines) <= _NOTE_LINES:
        return "note"
    moved_on = following is not None and (following.first.page, following.first.column) != (
        line.page,
        line.column,
    )
    if smaller and moved_on and len(paragraph.lines) <= _NOTE_LINES and not _LABEL.match(line.text):
        return "note"
    return "text"


def _join_parted(paragraphs: Sequence[Paragraph]) -> list[Paragraph]:
    """Join a paragraph that stops in mid-sentence to the one that goes on after what interrupts it."""
    out: list[Paragraph] = []
    open_text: Paragraph | None = None
    for paragraph in paragraphs:
        if paragraph.kind == "text" and open_text is not None and _fits(open_text, paragraph):
            open_text.lines.extend(paragraph.lines)
            continue
        out.append(paragraph)
        if paragraph.kind in ("text", "heading"):
            open_text = (
                paragraph if paragraph.kind == "text" and not _ENDED.search(paragraph.last.text) else None
            )
    return out


def _fits(paragraph: Paragraph, following: Paragraph) -> bool:
    last, line = paragraph.last, following.first
    if (
        (last.page, last.column) == (line.page, line.column)
        and last.base > line.base
        and line.text[:1].isupper()
    ):
        return False
    if abs(last.size - line.size) > 0.05 * last.size or line.bold != last.bold:
        return False
    if _LABEL.match(line.text) and _LABEL.match(paragraph.first.text):
        return False
    lower = line.text[:1].islower() or last.text.endswith(_HYPHENS)
    return lower or not last.is_short or last.text.endswith(",")


def join_words(before: str, line: str, known: frozenset[str]) -> tuple[str, str]:
    """How the end of one line meets the start of the next: what replaces its end, and what stands between.

    A hyphen at the line's end stays where the document writes the word so elsewhere.

    Args:
        before: the text of the paragraph so far.
        line: the next line.
        known: words of the document in small letters, hyphenated ones whole.

    Returns:
        The hyphen that is kept ("" where it is dropped), and the separator.

    Example:
        >>> join_words("calcifica-", "tion of", frozenset()), join_words("anti-", "nuclear", frozenset({"anti-nuclear"}))
        (('', ''), ('-', ''))
    """
    if not before.endswith(_HYPHENS) or not before[-2:-1].isalnum():
        return before[-1:] if before.endswith(_HYPHENS) else "", " "
    first = re.split(r"[^\w’'-]", before[:-1])[-1].casefold()
    second = re.split(r"[^\w’'-]", line, maxsplit=1)[0].casefold()
    if f"{first}-{second}" in known or not line[:1].islower() or "-" in first or first[-1:].isdigit():
        return "-", ""
    return "", ""
