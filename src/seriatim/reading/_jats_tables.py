"""Tables of a JATS article, cell by cell."""

from __future__ import annotations

from typing import TYPE_CHECKING

from seriatim.model import Span
from seriatim.reading._jats_front import plain_text
from seriatim.reading._tables import TableWriter
from seriatim.reading.xml_tree import local_name

if TYPE_CHECKING:
    from lxml import etree

    from seriatim.reading._jats_body import JatsBody


def write_table(body: JatsBody, element: etree._Element) -> None:
    """Write a `<table-wrap>`: caption, rows (cells between tabs), footnotes."""
    canvas = body.canvas
    label = plain_text(element.find("{*}label"))
    canvas.begin_section("table", label)
    start, end = body.write_label_and_caption(element)
    caption = Span(start, end, canvas.slice(start, end)) if end > start else None
    for table in element.iter("{*}table"):
        _write_rows(body, table, caption, label)
    for foot in element.iterfind("{*}table-wrap-foot"):
        body.write_blocks(foot)
    canvas.end_section()


def _write_rows(body: JatsBody, table: etree._Element, caption: Span | None, label: str) -> None:
    writer = TableWriter(body.canvas)
    for row in table.iter("{*}tr"):
        parent = row.getparent()
        in_head = parent is not None and local_name(parent) == "thead"
        writer.begin_row()
        for cell in row:
            if local_name(cell) in ("td", "th"):
                writer.begin_cell(
                    header=in_head or local_name(cell) == "th",
                    column_span=_count(cell.get("colspan")),
                    row_span=_count(cell.get("rowspan")),
                )
                body.write_inline(cell, plain=True)
                writer.end_cell()
    writer.finish(caption, label)


def _count(value: str | None) -> int:
    return min(int(value), 200) if value and value.strip().isdigit() and int(value) > 0 else 1
