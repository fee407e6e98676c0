"""Tables of features by patient: what the mark in each patient's cell says of the finding in its heading."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from seriatim.extract._context import Context
from seriatim.extract.people._person_tables import read_mark
from seriatim.extract.people._scene import scene_of
from seriatim.extract.people._table_grids import Place, cell_words
from seriatim.model import STATUSES, Fact
from seriatim.text import Prose
from seriatim.text.wording import pattern_of

Marks = dict[Place, list[tuple[str, Place]]]
_VALUED = frozenset({"measurement", "phenotype"})
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


@dataclass(frozen=True, slots=True)
class Denial:
    """What a patient's mark under one heading of a table denies: all that the others have under it.

    Attributes:
        patient: id of the patient.
        mark: the patient's cell.
        others: the cells of everybody else.
    """

    patient: str
    mark: Place
    others: tuple[Place, ...]


def find_denials(context: Context) -> list[Denial]:
    """Find the marks of absence in the patients' tables.

    Where "Anomaly of the thorax" is denied, the deformity that somebody else has under that heading is too; not
    where the cell only calls it normal ("Mental development", under which somebody else is restless).
    """
    return [
        Denial(patient, cell, tuple(other for other in column if other != cell))
        for table in scene_of(context).tables
        for person in table.people
        if (patient := context.people.rows.get(person.place)) is not None
        for cell, column in zip(person.row[1:], table.columns[1:], strict=False)
        if cell[1] > cell[0] and _denies(context.prose, cell)
    ]


_called_normal = pattern_of(r"{called_normal}", re.IGNORECASE)


def _denies(prose: Prose, cell: Place) -> bool:
    words = cell_words(prose, cell)
    return read_mark(words) == "absent" and not _called_normal().fullmatch(words)


def deny_with_heading(context: Context, denials: list[Denial], facts: Iterable[Fact]) -> Iterator[Fact]:
    """Yield the findings of other people's cells as absent, once for each patient whose mark denies their heading.

    Args:
        context: the prose and its people.
        denials: the marks of absence.
        facts: with their status.
    """
    told: set[tuple[str, str]] = set()
    found = [f for f in facts if denials and f.kind in _MARKED and f.status == "present"]
    for denial in denials:
        for fact in found:
            key = (denial.patient, fact.code or fact.label)
            if key not in told and any(low <= fact.start < high for low, high in denial.others):
                told.add(key)
                mark = context.prose.span(*denial.mark)
                yield fact.changed(
                    id=f"{fact.id}@{denial.patient}-denied",
                    patient=denial.patient,
                    subject="patient",
                    status="absent",
                    cue=mark.text,
                    spans=(*fact.spans, mark),
                    rule="table-heading",
                )


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


def whose_cell(marks: Marks, fact: Fact) -> tuple[str, ...]:
    """Return the patient whose own cell holds the value of a result that is named in a heading; else nobody."""
    if not fact.spans or fact.kind not in _VALUED:
        return ()
    at = fact.value_span[0] if fact.value_span else fact.spans[-1].start
    return patients_in_table(marks, at) or ()


def spread_over_patients(context: Context, fact: Fact, cells: list[tuple[str, Place]]) -> Iterator[Fact]:
    """Give each patient the finding of a heading with the status its cell marks; no mark, no fact."""
    for patient, (start, end) in cells:
        status = read_mark(cell_words(context.prose, (start, end)))
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
