"""Tables as rows of cells, and which of them list the people of other papers."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from seriatim.extract.people._labels import read_label
from seriatim.model import Cell
from seriatim.text import Prose
from seriatim.text.folding import fold
from seriatim.text.wording import pattern_of

Place = tuple[int, int]
Grid = list[list[Place]]

NOWHERE: Place = (0, 0)
"""The place of a cell that is not there."""

_TABBED = re.compile(r"(?:^[^\n\t]*\t[^\n]*(?:\n|\Z)){2,}", re.MULTILINE)
_reviewed = pattern_of(r"\b{of_literature}\b")
_by_author = pattern_of(r"\b{of_paper}")
_CITED = re.compile(r"\[\d+\]")
_PAPER = re.compile(r"\bet al\b|\[\d+\]|\b(?:19|20)\d\d\b")
_own = pattern_of(r"\b(?:present|our|this|current)\s(?:\w+\s)?{own_work}s?\b")
_FRONT = 3
"""How many of the first rows or columns may say whose a line is."""
_LABELS = 2
"""How many of the first cells of a line may name its paper."""


@dataclass(frozen=True)
class LiteratureTable:
    """A table of people of other papers.

    Attributes:
        start: offset of the table; `end` is after it.
        own: its cells that are about this report's own patient ("Present case").
    """

    start: int
    end: int
    own: tuple[Place, ...]

    def holds(self, offset: int) -> bool:
        """Whether an offset lies in a cell about other people."""
        return self.start <= offset < self.end and not any(a <= offset < b for a, b in self.own)


def find_grids(prose: Prose) -> Iterator[tuple[Grid, str]]:
    """The tables of the report, and lines of text parted by tabs, as rows of cells."""
    for table in prose.report.tables:
        width = max((c.column for c in table.cells), default=-1) + 1
        height = max((c.row for c in table.cells), default=-1) + 1
        grid: Grid = [[NOWHERE] * width for _ in range(height)]
        for cell in table.cells:
            for row, column in _covered(cell, height, width):
                grid[row][column] = (cell.start, cell.end)
        yield grid, fold(table.caption.text) if table.caption else ""
    if prose.report.tables or "\t" not in prose.text:
        return
    for m in _TABBED.finditer(prose.text):
        yield [list(_cells(m.start() + line.start(), line[0])) for line in re.finditer(r"[^\n]+", m[0])], ""


def _covered(cell: Cell, height: int, width: int) -> Iterator[tuple[int, int]]:
    """The rows and columns a cell stands in; one over half of the table is a heading inside it, and stands in one."""
    rows = cell.row_span if cell.row_span * 2 <= height else 1
    columns = cell.column_span if cell.column_span * 2 <= width else 1
    for row in range(cell.row, min(cell.row + max(1, rows), height)):
        for column in range(cell.column, min(cell.column + max(1, columns), width)):
            yield row, column


def _cells(start: int, line: str) -> Iterator[Place]:
    for m in re.finditer(r"[^\t]*(?:\t|$)", line):
        word = m[0].strip()
        if m[0] or m.start() < len(line):
            low = start + m.start() + (m[0].find(word) if word else 0)
            yield low, low + len(word)


def turn(grid: Grid) -> Grid:
    """Return the table with rows and columns exchanged."""
    width = max((len(row) for row in grid), default=0)
    return [[row[at] if at < len(row) else NOWHERE for row in grid] for at in range(width)]


def is_literature(prose: Prose, grid: Grid, caption: str) -> bool:
    """Whether the table lists people of other papers: by its caption, its authors or its references.

    A column "Reference" may also hold reference values; it counts only where a paper is named in the table.
    """
    heads = " ".join(
        cell_words(prose, p)
        for p in [*(p for row in grid[:3] for p in row), *(row[0] for row in grid if row)]
    )
    if _reviewed().search(caption) or _by_author().search(heads) or len(_CITED.findall(heads)) > 1:
        return True
    if not re.search(r"\breferences?\b(?!\s(?:range|value|interval|level|limit))", heads):
        return False
    return any(_PAPER.search(cell_words(prose, place)) for row in grid for place in row)


def cell_words(prose: Prose, place: Place) -> str:
    """Return the words of a cell, folded, with single spaces."""
    return " ".join(prose.folded[place[0] : place[1]].split())


def find_literature_tables(prose: Prose) -> list[LiteratureTable]:
    """Find the tables that list the people of other papers."""
    found = []
    for grid, caption in find_grids(prose):
        if is_literature(prose, grid, caption):
            own = tuple(place for line, _ in own_lines(prose, grid) for place in line)
            places = [place for row in grid for place in row if place[1] > place[0]]
            if places:
                found.append(LiteratureTable(min(places)[0], max(b for _, b in places), own))
    return found


def own_lines(prose: Prose, grid: Grid) -> Iterator[tuple[list[Place], Grid]]:
    """Yield the rows or columns of this report's own patients, each with the table that way round.

    They are called so ("Present case", the first author's name), or else by the labels of the report where the other lines name papers
    ("Patient 1 | Patient 2 | Ruiz et al. [3]").
    """
    called = list(_called_own(prose, grid))
    yield from called or (line for laid in (grid, turn(grid)) for line in _labelled_own(prose, laid))


def _labelled_own(prose: Prose, grid: Grid) -> Iterator[tuple[list[Place], Grid]]:
    heads = [[cell_words(prose, place) for place in line[:_LABELS]] for line in grid]
    if any(_PAPER.search(head) for told in heads[1:] for head in told):
        for line in grid[1:]:
            label = prose.text[slice(*line[0])] if line else ""
            if read_label(label, bare=False) is not None and not _papers(prose, line):
                yield line, grid


def _called_own(prose: Prose, grid: Grid) -> Iterator[tuple[list[Place], Grid]]:
    """Which line a cell near the corner stands for is told by where the papers are: down its column or along its row."""
    columns = turn(grid)
    for i, row in enumerate(grid):
        for j, place in enumerate(row):
            if (i < _FRONT or j < _FRONT) and i + j and _names_own(prose, place):
                beside, above = _papers(prose, row), _papers(prose, columns[j])
                if i and j < _FRONT and (j == 0 or above > beside):
                    yield row, grid
                elif j and i < _FRONT and (i == 0 or beside > above):
                    yield columns[j], columns


def _names_own(prose: Prose, place: Place) -> bool:
    """Whether a cell names this report: "Present case", or its first author without a reference's number."""
    words = cell_words(prose, place)
    if _own().search(words):
        return True
    first = fold(prose.report.authors[0].family) if prose.report.authors else ""
    return bool(first) and words.startswith(f"{first} et al") and not _CITED.search(words)


def _papers(prose: Prose, line: Iterable[Place]) -> int:
    return sum(_PAPER.search(cell_words(prose, place)) is not None for place in line)
