"""Laying a table out in the canonical text: a row a line, a tab between cells."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from seriatim.model import Cell, Span, Table
from seriatim.reading._canonical import CanonicalText


@dataclass
class TableWriter:
    r"""Writes one table and remembers where each cell stands.

    Example:
        >>> canvas = CanonicalText()
        >>> writer = TableWriter(canvas)
        >>> for row in (("Test", "Value"), ("CK", "320")):
        ...     writer.begin_row()
        ...     for words in row:
        ...         writer.begin_cell()
        ...         canvas.write(words)
        ...         writer.end_cell()
        >>> writer.finish()
        >>> canvas.text
        'Test\tValue\nCK\t320'
        >>> [(c.row, c.column, c.start) for c in canvas.tables[0].cells]
        [(0, 0, 0), (0, 1, 5), (1, 0, 11), (1, 1, 14)]
    """

    canvas: CanonicalText
    _cells: list[Cell] = field(default_factory=list)
    _row: int = -1
    _column: int = 0
    _start: int = 0
    _pending: int = 0
    _taken: dict[tuple[int, int], bool] = field(default_factory=dict)
    _shape: tuple[bool, int, int] = (False, 1, 1)

    @property
    def has_row(self) -> bool:
        """Whether a row was begun."""
        return self._row >= 0

    def begin_row(self) -> None:
        """Start a row on a line of its own."""
        self._row += 1
        self._column = self._pending = 0
        if self._row == 0:
            self.canvas.break_block()
        else:
            self.canvas.break_block("\n")

    def begin_cell(self, *, header: bool = False, column_span: int = 1, row_span: int = 1) -> None:
        """Start a cell in the next free column."""
        while (self._row, self._column) in self._taken:
            self._column += 1
            self._pending += 1
        if self._column:
            self.canvas.drop_space()
            self.canvas.write_exactly("\t" * self._pending)
        self._pending = 0
        self._shape = (header, row_span, column_span)
        self._start = self.canvas.here

    def end_cell(self) -> None:
        """Close the cell; it is empty where nothing was written since it began."""
        header, row_span, column_span = self._shape
        self.canvas.drop_space()
        start, end = self.canvas.trim(self._start)
        self._cells.append(Cell(self._row, self._column, start, end, header, row_span, column_span))
        for row in range(self._row + 1, self._row + row_span):
            for column in range(self._column, self._column + column_span):
                self._taken[row, column] = True
        self._column += column_span
        self._pending = column_span

    def finish(self, caption: Span | None = None, label: str = "") -> None:
        """Close the table and hand it to the text; a table without words is dropped."""
        self.canvas.break_block()
        end = self.canvas.length
        cells = tuple(replace(c, start=end, end=end) if c.start > end else c for c in self._cells)
        if any(cell.end > cell.start for cell in cells):
            self.canvas.tables.append(Table(cells[0].start, end, cells, caption, label))
