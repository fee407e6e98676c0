"""The case table as CSV, XLSX, Parquet and DOCX, with a codebook."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from seriatim.errors import UsageError


@dataclass(frozen=True)
class Sheet:
    """A table ready to be written: a name, column headings and rows of text, numbers or None."""

    name: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str | float | int | None, ...], ...]


def format_csv(sheet: Sheet) -> str:
    r"""Write a sheet as CSV (RFC 4180, UTF-8, line feed); a cell that spreadsheets would run is quoted as text.

    Example:
        >>> format_csv(Sheet("s", ("a", "b"), (("=1+1", None),)))
        "a,b\n'=1+1,\n"
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(sheet.columns)
    writer.writerows([_harmless(v) for v in row] for row in sheet.rows)
    return out.getvalue()


def _harmless(value: str | float | int | None) -> str | float | int | None:
    return f"'{value}" if isinstance(value, str) and value[:1] in ("=", "+", "-", "@", "\t") else value


def write_xlsx(sheets: Sequence[Sheet], path: Path) -> None:
    """Write sheets as one workbook; text cells are strings and are never run as formulas.

    Args:
        sheets: in the order of their tabs.
        path: the file, which is replaced where it is there.
    """
    import xlsxwriter

    options = {
        "constant_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    with xlsxwriter.Workbook(str(path), options) as book:
        from datetime import datetime

        book.set_properties({"created": datetime(2000, 1, 1), "comments": "Written by Seriatim"})
        bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
        plain = book.add_format({"text_wrap": True, "valign": "top"})
        for sheet in sheets:
            page = book.add_worksheet(sheet.name[:31])
            page.freeze_panes(1, 1)
            page.set_column(0, len(sheet.columns) - 1, 22)
            _write_rows(page, [sheet.columns], 0, bold)
            _write_rows(page, sheet.rows, 1, plain)


def _write_rows(
    page: object, rows: Iterable[Sequence[str | float | int | None]], first: int, style: object
) -> None:
    for r, row in enumerate(rows, first):
        for c, value in enumerate(row):
            if isinstance(value, str):
                page.write_string(r, c, value, style)  # type: ignore[attr-defined]
            elif value is not None:
                page.write_number(r, c, value, style)  # type: ignore[attr-defined]


def write_parquet(sheet: Sheet, path: Path) -> None:
    """Write a sheet as Parquet.

    Raises:
        UsageError: pyarrow is not installed.
    """
    try:
        import pyarrow as pa
        import pyarrow.parquet as pq
    except ImportError as error:
        raise UsageError("Parquet needs pyarrow: install it with `pip install seriatim[parquet]`") from error

    columns = {name: [row[i] for row in sheet.rows] for i, name in enumerate(sheet.columns)}
    arrays = {
        name: pa.array(values if _all_numbers(values) else [None if v is None else str(v) for v in values])
        for name, values in columns.items()
    }
    pq.write_table(pa.table(arrays), str(path))


def _all_numbers(values: Sequence[object]) -> bool:
    return all(v is None or isinstance(v, float | int) for v in values)


def write_docx(sheet: Sheet, path: Path, *, title: str, legend: str) -> None:
    """Write a sheet as a Word table for a manuscript: landscape, title above, legend below."""
    from docx import Document
    from docx.enum.section import WD_ORIENT
    from docx.shared import Pt

    document = Document()
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = section.page_height, section.page_width
    document.add_paragraph(title, style="Caption")
    table = document.add_table(rows=1, cols=len(sheet.columns), style="Table Grid")
    for row in [sheet.columns, *sheet.rows]:
        cells = table.rows[0].cells if row is sheet.columns else table.add_row().cells
        for cell, value in zip(cells, row, strict=True):
            cell.text = "" if value is None else f"{value:g}" if isinstance(value, float) else str(value)
            for run in cell.paragraphs[0].runs:
                run.font.size = Pt(7)
                run.bold = row is sheet.columns
    document.add_paragraph(legend)
    document.save(str(path))
