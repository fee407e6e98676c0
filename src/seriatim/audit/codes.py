"""The stable codes of audit notes, with their severity and explanation."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from seriatim.model import Note, Span
from seriatim.text.tables import read_table


@dataclass(frozen=True, slots=True)
class NoteCode:
    """A kind of note.

    Attributes:
        code: stable identifier ("ref-page-overlap").
        severity: info | warning | error.
        explanation: what such a note states, in one sentence.
        example: an invented example.
    """

    code: str
    severity: str
    explanation: str
    example: str


@cache
def load_codes() -> dict[str, NoteCode]:
    """Load the table of note codes.

    Example:
        >>> load_codes()["cited-missing"].severity
        'error'
    """
    return {row["code"]: NoteCode(**row) for row in read_table("audit_notes.tsv")}


def make_note(code: str, message: str, spans: Iterable[Span] = (), refers_to: Iterable[str] = ()) -> Note:
    """Make a note of a known code; its severity comes from the table.

    Raises:
        KeyError: no such code.
    """
    return Note(code, load_codes()[code].severity, message, tuple(spans), tuple(refers_to))
