"""From the pieces of a word processor's or a browser's document to a report."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from seriatim.model import CitationMark, Report, Section, Span
from seriatim.reading._canonical import CanonicalText
from seriatim.reading._citations import add_mark, keep_known, read_numbers, set_raised
from seriatim.reading._headings import MarkedHeading
from seriatim.reading._tables import TableWriter
from seriatim.reading.layout import describe_layout


@dataclass(frozen=True, slots=True)
class Piece:
    """One step through a document.

    Attributes:
        kind: words | block | heading | caption | end | line | raised | level | table | row | cell |
            "end cell" | "end table".
        words: running text of "words"; "th" or "td" of a cell.
        level: of a heading, 1 the highest; 0 the title of the document.
        spans: columns and rows a cell covers.
    """

    kind: str
    words: str = ""
    level: int = 0
    spans: tuple[int, int] = (1, 1)


class RichText:
    """Takes the pieces of a document in order and keeps text, headings, tables and citations."""

    def __init__(self) -> None:
        self.canvas = CanonicalText()
        self.headings: list[MarkedHeading] = []
        self._captions: list[Section] = []
        self._open: list[tuple[str, int, int]] = []
        self._table: TableWriter | None = None
        self._table_caption: Span | None = None
        self._in_cell = False
        self._raised: list[str] | None = None
        self._steps: dict[str, Callable[[Piece], None]] = {
            "words": self._write,
            "block": self._begin,
            "heading": self._begin,
            "caption": self._begin,
            "end": self._end,
            "line": self._break_line,
            "raised": self._raise,
            "level": self._lower,
            "table": self._begin_table,
            "row": self._begin_row,
            "cell": self._begin_cell,
            "end cell": self._end_cell,
            "end table": self._end_table,
        }

    def add(self, piece: Piece) -> None:
        """Take the next piece."""
        self._steps[piece.kind](piece)

    def report(self, name: str) -> Report:
        """The report of all that was added."""
        canvas = self.canvas
        report = describe_layout(canvas.text, name, marked=self.headings, captions=self._captions)
        return replace(
            report, tables=tuple(canvas.tables), citation_marks=keep_known(canvas.marks, report.references)
        )

    def _write(self, piece: Piece) -> None:
        if self._raised is not None:
            self._raised.append(piece.words)
        else:
            self.canvas.write(piece.words)

    def _begin(self, piece: Piece) -> None:
        if self._in_cell:
            self.canvas.write(" ")
        else:
            self.canvas.break_block()
        self._open.append((piece.kind, self.canvas.here, piece.level))

    def _end(self, piece: Piece) -> None:
        kind, start, level = self._open.pop() if self._open else ("block", 0, 0)
        if self._in_cell:
            self.canvas.write(" ")
            return
        first, end = self.canvas.trim(start)
        if end > first and kind == "heading":
            self.headings.append(MarkedHeading(first, end, level))
        elif end > first and kind == "caption":
            self._captions.append(Section("caption", "", first, end))
            if self._table is not None:
                self._table_caption = Span(first, end, self.canvas.slice(first, end))
        self.canvas.break_block()

    def _break_line(self, piece: Piece) -> None:
        if self._in_cell:
            self.canvas.write(" ")
        else:
            self.canvas.break_block("\n")

    def _raise(self, piece: Piece) -> None:
        self._raised = []

    def _lower(self, piece: Piece) -> None:
        words, self._raised = "".join(self._raised or ()), None
        form, cites = set_raised(words.strip(), self.canvas.last(6))
        self.canvas.write(form if cites or form != words.strip() else words)
        if cites:
            end = self.canvas.length
            start = end - len(form)
            marks = self.canvas.marks
            between = self.canvas.slice(marks[-1].end, start) if marks and start - marks[-1].end < 4 else ""
            add_mark(marks, CitationMark(start, end, read_numbers(words)), between)

    def _begin_table(self, piece: Piece) -> None:
        self.canvas.break_block()
        self._table = TableWriter(self.canvas) if self._table is None else self._table

    def _begin_row(self, piece: Piece) -> None:
        if self._table is not None and not self._in_cell:
            self._table.begin_row()

    def _begin_cell(self, piece: Piece) -> None:
        if self._table is not None and not self._in_cell:
            if not self._table.has_row:
                self._table.begin_row()
            columns, rows = piece.spans
            self._table.begin_cell(header=piece.words == "th", column_span=columns, row_span=rows)
            self._in_cell = True

    def _end_cell(self, piece: Piece) -> None:
        if self._table is not None and self._in_cell:
            self._table.end_cell()
            self._in_cell = False

    def _end_table(self, piece: Piece) -> None:
        if self._table is not None and not self._in_cell:
            self._table.finish(self._table_caption)
            self._table = self._table_caption = None
