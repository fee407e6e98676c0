"""Tables that give a treatment and what came of it in one row."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache

from seriatim.model import Cell, Fact, Table
from seriatim.text import Prose
from seriatim.text.folding import fold
from seriatim.text.tables import read_table


def responses_of_tables(prose: Prose, facts: Sequence[Fact]) -> Iterator[tuple[Fact, str]]:
    """Yield the treatments that tables name, with the response told in the same row.

    Args:
        prose: the report's prose with its tables.
        facts: every fact; treatments are told by their kind and their place.
    """
    given = [f for f in facts if f.kind in ("medication", "intervention")]
    for table in prose.report.tables:
        heads = {c.column: kind for c in table.cells if c.row == 0 and (kind := _head(prose, c))}
        if set(heads.values()) == {"treatment", "response"}:
            inside = [f for f in given if table.start <= f.start < table.end]
            yield from _of_rows(prose, table, heads, inside)


def _of_rows(
    prose: Prose, table: Table, heads: dict[int, str], given: Sequence[Fact]
) -> Iterator[tuple[Fact, str]]:
    told: dict[int, str] = {}
    for cell in table.cells:
        if cell.row and heads.get(cell.column) == "response" and (response := _response(prose, cell)):
            told.setdefault(cell.row, response)
    for cell in table.cells:
        if cell.row in told and heads.get(cell.column) == "treatment":
            yield from ((f, told[cell.row]) for f in given if cell.start <= f.start < cell.end)


@cache
def _load(kind: str) -> dict[str, str]:
    """Load the headings, or the cells, of the table of responses by their words."""
    return {r["words"]: r["value"] for r in read_table("response_tables.tsv") if r["kind"] == kind}


def _words(prose: Prose, cell: Cell) -> str:
    return " ".join(fold(prose.text[cell.start : cell.end]).split()).rstrip(".*")


def _head(prose: Prose, cell: Cell) -> str | None:
    return _load("head").get(_words(prose, cell))


def _response(prose: Prose, cell: Cell) -> str | None:
    return _load("cell").get(_words(prose, cell))
