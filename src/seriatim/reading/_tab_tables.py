"""Tables of a text without markup: neighbouring lines whose cells are set apart by tabs.

Empty cells at the end of a row are tabs behind its words. A heading inside a table ("Skeleton") stands on a line
of its own; the rows after it go on with as many cells as those before it.
"""

from __future__ import annotations

from collections.abc import Sequence

from seriatim.model import Cell, Section, Span, Table
from seriatim.reading._lines import Line
from seriatim.reading.captions import find_label

_FEWEST_ROWS = 2
_MOST_HEADINGS = 2
_LONGEST_HEADING = 60
_LONGEST_CELL = 16
_SENTENCE_END = (".", ";", ":", ",")


def find_tables(text: str, lines: Sequence[Line]) -> list[Table]:
    r"""Find tables laid out with tabs, each with the caption that stands above it.

    Args:
        text: the canonical text.
        lines: its lines.

    Example:
        >>> from seriatim.reading._lines import split_lines
        >>> text = "Table 1. Tests.\n\nTest\tValue\nCK\t120 U/L"
        >>> [text[c.start : c.end] for c in find_tables(text, split_lines(text))[0].cells]
        ['Test', 'Value', 'CK', '120 U/L']
    """
    out: list[Table] = []
    start = 0
    while start < len(lines):
        stop = _end_of(text, lines, start)
        if stop - start >= _FEWEST_ROWS:
            out.append(_table(text, lines, start, stop))
        start = max(stop, start + 1)
    return out


def _end_of(text: str, lines: Sequence[Line], start: int) -> int:
    """The index after the last row of a table that begins at a line; the same index where none does."""
    stop = start
    while stop < len(lines):
        if _width(text, lines[stop]) > 1 and (stop == start or lines[stop].gap < 2):
            stop += 1
        elif stop > start and (after := _after_headings(text, lines, stop)) > stop:
            stop = after
        else:
            break
    return stop


def _after_headings(text: str, lines: Sequence[Line], stop: int) -> int:
    """The index of the row that goes on with a table after a heading or two inside it; the same where none does.

    A row of long cells is the head of another table.
    """
    usual = _width(text, lines[stop - 1])
    for at in range(stop, min(stop + _MOST_HEADINGS + 1, len(lines))):
        line = lines[at]
        if line.gap > 1:
            return stop
        if (width := _width(text, line)) > 1:
            cells = [words.strip() for words in line.text.split("\t")[1:]]
            return at if width == usual > 2 and all(len(c) <= _LONGEST_CELL for c in cells) else stop
        if len(line.text) > _LONGEST_HEADING or line.text.endswith(_SENTENCE_END):
            return stop
    return stop


def _width(text: str, line: Line) -> int:
    """How many cells a line has; empty ones at its end are tabs behind its words."""
    behind = line.end
    while text.startswith("\t", behind):
        behind += 1
    return line.text.count("\t") + behind - line.end + 1


def _table(text: str, lines: Sequence[Line], start: int, stop: int) -> Table:
    caption, label = None, ""
    above = lines[start - 1] if start else None
    if above is not None and (label := find_label(above.text) or ""):
        caption = Span.of(text, above.start, above.end)
    widths = [_width(text, line) for line in lines[start:stop]]
    usual = max(sorted(set(widths)), key=widths.count)
    # A head over all columns but the first prints nothing above the first.
    shift = usual - widths[0] if 0 < usual - widths[0] <= 1 else 0
    cells = tuple(
        cell
        for row in range(start, stop)
        for cell in _cells(lines[row], row - start, shift if row == start else 0)
    )
    return Table(lines[start].start, lines[stop - 1].end, cells, caption, label)


def _cells(line: Line, row: int, shift: int) -> list[Cell]:
    out = []
    place = line.start
    for column, words in enumerate(line.text.split("\t"), start=shift):
        lead = len(words) - len(words.lstrip())
        start = place + lead
        out.append(Cell(row, column, start, start + len(words.strip()), header=row == 0))
        place += len(words) + 1
    return out


def table_sections(tables: Sequence[Table]) -> list[Section]:
    """The sections tables make, their captions included."""
    return [
        Section("table", table.label, table.caption.start if table.caption else table.start, table.end)
        for table in tables
    ]
