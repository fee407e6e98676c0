"""Tables of features by patient: what the mark in each patient's cell says of the finding in its heading."""

from __future__ import annotations

from collections.abc import Iterator

from seriatim.extract._context import Context
from seriatim.extract._person_tables import read_mark
from seriatim.extract._scene import scene_of
from seriatim.extract._table_grids import Place
from seriatim.model import STATUSES, Fact
from seriatim.text.folding import fold

Marks = dict[Place, list[tuple[str, Place]]]
_MARKED = frozenset({"phenotype", "disease", "outcome"})


def find_marks(context: Context) -> Marks:
    """Find the heading cells of the patients' tables, each with the patients and their own cells.

    A heading over empty cells says nothing of anybody; it is kept with none.
    """
    marks: Marks = {}
    for person in (p for table in scene_of(context).tables for p in table.people):
        patient = context.people.rows.get(person.place)
        if patient is None:
            continue
        for head, cell in zip(person.heads[1:], person.row[1:], strict=False):
            held = marks.setdefault(head, []) if head[1] > head[0] else []
            if cell[1] > cell[0] and (patient, cell) not in held:
                held.append((patient, cell))
    return marks


def head_of(marks: Marks, fact: Fact) -> Place | None:
    """Return the heading cell that holds a finding, or None where it stands elsewhere."""
    if fact.kind not in _MARKED:
        return None
    return next((head for head in marks if head[0] <= fact.start < head[1]), None)


def patients_in_table(marks: Marks, offset: int) -> tuple[str, ...] | None:
    """Return whose cell of a table of patients holds an offset: of none in a heading, None outside the table."""
    for head, cells in marks.items():
        if head[0] <= offset < head[1]:
            return ()
        for patient, (start, end) in cells:
            if start <= offset < end:
                return (patient,)
    return None


def spread_over_patients(context: Context, fact: Fact, cells: list[tuple[str, Place]]) -> Iterator[Fact]:
    """Give each patient the finding of a heading with the status its cell marks; no mark, no fact."""
    for patient, (start, end) in cells:
        words = " ".join(fold(context.prose.text[start:end]).split())
        status = read_mark(words)
        if status in STATUSES:
            mark = context.prose.span(start, end)
            yield fact.changed(
                id=f"{fact.id}@{patient}",
                patient=patient,
                subject="patient",
                status=status,
                cue=None if status == "present" else mark.text,
                spans=(*fact.spans, mark),
            )
