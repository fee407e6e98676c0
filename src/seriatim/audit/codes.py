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


def describe_codes() -> str:
    """Write the page that explains every code (docs/audit-notes.md), from the table.

    Example:
        >>> describe_codes().splitlines()[0]
        '# Audit notes'
    """
    lines = [
        "# Audit notes",
        "",
        "A note states what was seen and where; it never corrects. Its code is stable. `seriatim audit FILE` prints",
        "the notes of a report; with `--strict` the exit status is 3 where one is an error. The examples are invented.",
        "",
        "`refers_to` names what a note is about: a reference by its number, a fact, claim or patient by its id, a",
        "criteria set by its name.",
    ]
    for severity, title in (("error", "Errors"), ("warning", "Warnings"), ("info", "For information")):
        lines += ["", f"## {title}", ""]
        for code in load_codes().values():
            if code.severity == severity:
                lines += [f"### `{code.code}`", "", code.explanation, "", f"*Example:* {code.example}", ""]
        lines.pop()
    return "\n".join(lines) + "\n"
