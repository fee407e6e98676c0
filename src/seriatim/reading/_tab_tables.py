"""Tables of a text without markup: neighbouring lines whose cells are set apart by tabs."""

from __future__ import annotations

from collections.abc import Sequence

from seriatim.model import Cell, Section, Span, Table
from seriatim.reading._lines import Line
from seriatim.reading.captions import find_label

_FEWEST_ROWS = 2


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
        stop = start
        while stop < len(lines) and "\t" in lines[stop].text and (stop == start or lines[stop].gap < 2):
            stop += 1
        if stop - start >= _FEWEST_ROWS:
            out.append(_table(text, lines, start, stop))
        start = max(stop, start + 1)
    return out


def _table(text: str, lines: Sequence[Line], start: int, stop: int) -> Table:
    caption, label = None, ""
    above = lines[start - 1] if start else None
    if above is not None and (label := find_label(above.text) or ""):
        caption = Span.of(text, above.start, above.end)
    widths = [line.text.count("\t") + 1 for line in lines[start:stop]]
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
