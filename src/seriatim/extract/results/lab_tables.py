"""Tables of laboratory values, cell by cell: a test a row or a test a column."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from seriatim.extract._context import Context
from seriatim.extract.people._relative_tables import names_relative
from seriatim.extract.results._measurement_meaning import judge_result
from seriatim.extract.results._measurement_result import Result
from seriatim.extract.results._measurement_units import fits
from seriatim.extract.results._measurement_vocabulary import Item, find_test, find_word, tokens
from seriatim.extract.results.measurements import make_result
from seriatim.model import Cell, Fact, Patient, Table, Time
from seriatim.terms.laboratory import LaboratoryTest
from seriatim.text import Prose
from seriatim.text.folding import fold
from seriatim.text.numbers import Quantity, find_quantities
from seriatim.text.tables import read_table
from seriatim.text.units import read_unit

_UNIT_AT = re.compile(r"[(\[,;]\s*|\s(?=[a-zA-Z\u00b5\u03bc%/\u00d71][^\s]*/|%)")
_PATIENT = re.compile(r"(?i)\b(?:patient|case|pt|p)\.?\s*#?(\d{1,2})\b")
_OPENS = re.compile(r"[\s,;:]{0,2}[(\[]?\s?")  # before the words behind a value
_FEWEST_TESTS = 2
_MOST_BEFORE = 2  # words
_LONGEST_VALUE = 40
_LONGEST_HEADING = 60
_NO_RESULTS = frozenset({"time [s]", "dose per mass", "amount [U]"})


@dataclass(frozen=True)
class _Grid:
    """A table as rows and columns; a cell that spans several stands in each of them."""

    prose: Prose
    cells: dict[tuple[int, int], Cell]
    rows: int
    columns: int

    def words(self, row: int, column: int) -> str:
        cell = self.cells.get((row, column))
        return self.prose.text[cell.start : cell.end].strip() if cell else ""

    def turned(self) -> _Grid:
        """Return the table with rows and columns exchanged."""
        return _Grid(
            self.prose, {(c, r): cell for (r, c), cell in self.cells.items()}, self.columns, self.rows
        )


@dataclass(frozen=True, slots=True)
class _Column:
    """What a column holds: role value | reference | unit | relative | other, with its heading."""

    role: str
    heading: str = ""


def find_table_measurements(context: Context) -> list[Fact]:
    """Find the results in the tables of a report.

    Tests may stand in the first column or in the heading row; units and reference intervals in columns of their
    own or in brackets. A column a date gives its heading as `time`, a column a patient gives the patient; what the
    column of a relative holds is left out.

    Source: data/laboratory_tests.tsv, table_headings.tsv.
    """
    return [fact for table in context.prose.report.tables for fact in _read(context, table)]


def _read(context: Context, table: Table) -> Iterator[Fact]:
    grid = _lay_out(context.prose, table)
    upright = sum(_names_test(grid, row, 0) for row in range(grid.rows))
    across = sum(_names_test(grid, 0, column) for column in range(1, grid.columns))
    if max(upright, across) < _FEWEST_TESTS:
        return
    if across > upright:
        grid = grid.turned()
    yield from _read_upright(context, grid)


def _lay_out(prose: Prose, table: Table) -> _Grid:
    cells: dict[tuple[int, int], Cell] = {}
    for cell in table.cells:
        for row in range(cell.row, cell.row + max(1, cell.row_span)):
            for column in range(cell.column, cell.column + max(1, cell.column_span)):
                cells.setdefault((row, column), cell)
    rows = max((row for row, _ in cells), default=-1) + 1
    columns = max((column for _, column in cells), default=-1) + 1
    return _Grid(prose, cells, rows, columns)


def _names_test(grid: _Grid, row: int, column: int) -> bool:
    cell = grid.cells.get((row, column))
    return bool(cell) and cell is not None and find_test(grid.prose.text, cell.start, cell.end) is not None


def _read_upright(context: Context, grid: _Grid) -> Iterator[Fact]:
    """Read a table with a test a row."""
    first = next((row for row in range(grid.rows) if _names_test(grid, row, 0)), 0)
    columns = [_role(grid, column, first) for column in range(grid.columns)]
    for row in range(first, grid.rows):
        name = grid.cells.get((row, 0))
        test = find_test(grid.prose.text, name.start, name.end) if name else None
        if name is None or test is None:
            continue
        unit = _unit_of(grid, row, columns) or _unit_in(grid.prose.text, test.end, name.end)
        reference = _reference_of(grid, row, columns)
        for column, kind in enumerate(columns):
            cell = grid.cells.get((row, column))
            if column and cell and kind.role == "value" and cell is not name:
                yield from _read_cell(context, cell, test, unit, reference, kind)


def _role(grid: _Grid, column: int, first: int) -> _Column:
    """Tell what a column holds by its headings."""
    heading = " ".join(dict.fromkeys(filter(None, (grid.words(row, column) for row in range(first)))))
    lower = heading.lower()
    if names_relative(fold(" ".join(lower.split()))):
        return _Column("relative", heading)
    for row in read_table("table_headings.tsv"):
        if row["words"] in lower:
            return _Column(row["role"], heading)
    return _Column("value", heading)


def _unit_of(grid: _Grid, row: int, columns: list[_Column]) -> str | None:
    at = next((i for i, c in enumerate(columns) if c.role == "unit"), None)
    cell = grid.cells.get((row, at)) if at is not None else None
    found = read_unit(grid.prose.text, cell.start, cell.end) if cell else None
    return found[0].ucum if found else None


def _unit_in(text: str, start: int, end: int) -> str | None:
    """Return the unit that follows a test's name: "Hemoglobin (g/dL)"."""
    for opening in _UNIT_AT.finditer(text, start, end):
        if found := read_unit(text, opening.end(), end):
            return found[0].ucum
    return None


def _reference_of(grid: _Grid, row: int, columns: list[_Column]) -> Item | None:
    at = next((i for i, c in enumerate(columns) if c.role == "reference"), None)
    cell = grid.cells.get((row, at)) if at is not None else None
    found = find_quantities(grid.prose.text, cell.start, cell.end) if cell else ()
    return Item("reference", found[0].start, found[0].end, quantity=found[0]) if found else None


def _read_cell(
    context: Context, cell: Cell, test: Item, unit: str | None, reference: Item | None, column: _Column
) -> Iterator[Fact]:
    """Make the facts of one value cell."""
    prose = context.prose
    if cell.end - cell.start > _LONGEST_VALUE:
        return
    found = find_quantities(prose.text, cell.start, cell.end)
    value = _with_unit(found[0], unit) if found and _is_result(prose.text, cell, found[0]) else None
    if value is not None and not fits(test.test or LaboratoryTest(""), value):
        value = None  # "mutation in exon 7"
    word = find_word(prose.text, _behind(prose, value) if value else cell.start, cell.end)
    if value is None and (word is None or word.meaning in ("none", "undone")):
        return
    patient = _patient_of(context, column.heading)
    result = Result(test, [value] if value else [], word, reference=reference)
    meaning = judge_result(prose.text, result, value, sex=patient.sex if patient else _only_sex(context))
    dated = not patient and len(column.heading) <= _LONGEST_HEADING and _is_dated(column.heading)
    time = Time(column.heading, relation="at") if dated else None
    for fact in make_result(prose, result, value, meaning):
        yield fact.changed(time=time, patient=patient.id if patient else fact.patient)


def _is_result(text: str, cell: Cell, quantity: Quantity) -> bool:
    """Tell a result from a time or a dose, and from a bare number deep in the words of a cell."""
    bare = quantity.form == "number" and not quantity.ucum
    words = len(tokens(text[cell.start : quantity.start])) if bare else 0
    return quantity.dimension not in _NO_RESULTS and words <= _MOST_BEFORE


def _behind(prose: Prose, value: Item) -> int:
    """Where the words behind a value begin: "2.8 | (low)"."""
    opening = _OPENS.match(prose.text, value.end)
    return opening.end() if opening else value.end


def _with_unit(quantity: Quantity, unit: str | None) -> Item:
    placed = quantity if quantity.ucum or not unit else replace(quantity, ucum=unit)
    return Item("quantity", quantity.start, quantity.end, quantity=placed)


def _patient_of(context: Context, heading: str) -> Patient | None:
    """Return the patient a column is about: "Patient 2"."""
    match = _PATIENT.search(heading)
    if not match:
        return None
    named = [p for p in context.people.patients if (m := _PATIENT.search(p.label)) and m[1] == match[1]]
    by_place = [p for p in context.people.patients if p.id == f"P{match[1]}"]
    return next(iter(named or by_place), None)


def _only_sex(context: Context) -> str | None:
    sexes = {p.sex for p in context.people.patients}
    return sexes.pop() if len(sexes) == 1 else None


def _is_dated(heading: str) -> bool:
    lower = heading.lower()
    return any(row["words"] in lower for row in read_table("table_headings.tsv") if row["role"] == "value")
