"""The case table, its quotes and its codebook as sheets."""

from __future__ import annotations

from seriatim.export.tables import Sheet
from seriatim.model import VARIABLE_TYPES, CaseCell, CaseTable, Series

_NUMERIC = ("age", "interval", "follow_up")


def make_sheet(table: CaseTable) -> Sheet:
    """Make the case table as a sheet: a row a patient, numbers as numbers, "NR" where not reported."""
    columns = ("report", "patient", "year", *(v.label for v in table.variables))
    numeric = [v.type in _NUMERIC for v in table.variables]
    rows = tuple(
        (row.report, row.patient, row.year, *(_value(c, n) for c, n in zip(row.cells, numeric, strict=True)))
        for row in table.rows
    )
    return Sheet("cases", columns, rows)


def _value(cell: CaseCell, numeric: bool) -> str | float | None:
    if numeric:
        return int(cell.number) if cell.number is not None and cell.number.is_integer() else cell.number
    return "NR" if cell.state == "not_reported" else cell.text


def make_quotes(table: CaseTable) -> Sheet:
    """Make a sheet of the words behind every cell."""
    rows = tuple(
        (
            row.report,
            row.patient,
            variable.label,
            cell.text,
            quote.text,
            quote.sentence,
            quote.section,
            quote.fact,
        )
        for row in table.rows
        for variable, cell in zip(table.variables, row.cells, strict=True)
        for quote in cell.quotes
    )
    return Sheet(
        "quotes", ("report", "patient", "variable", "cell", "quote", "sentence", "section", "fact"), rows
    )


def make_codebook(series: Series) -> Sheet:
    """Make a sheet that says what each column means, how it is coded, and its denominator."""
    rows = tuple(
        (
            v.label, v.id, v.type, VARIABLE_TYPES[v.type],
            " ".join((*v.codes, *(c for codes in v.classes.values() for c in codes))) or v.criteria or v.modifier,
            reported, len(series.table.rows), v.note,
        )
        for v, reported in zip(series.table.variables, series.table.denominators, strict=True)
    )  # fmt: skip
    return Sheet(
        "codebook", ("column", "id", "type", "meaning", "asks for", "reported", "patients", "note"), rows
    )
