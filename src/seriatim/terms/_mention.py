"""A phenotype found in a text."""

from __future__ import annotations

from typing import NamedTuple


class Mention(NamedTuple):
    """A phenotype found in a text.

    Attributes:
        code: identifier of the term, or None for a finding that no vocabulary has a term for.
        label: its label.
        pieces: half-open offsets of the words it is made of; more than one where others stand between.
        rule: what found it: name | words | coordination | modifier | abbreviation | normal.
        status: "absent" where the expression itself says so ("normal intelligence"), else "".
        cue: the words that say so.
    """

    code: str | None
    label: str
    pieces: tuple[tuple[int, int], ...]
    rule: str
    status: str = ""
    cue: str | None = None

    @property
    def start(self) -> int:
        """Offset of the first character."""
        return self.pieces[0][0]

    @property
    def end(self) -> int:
        """Offset after the last character."""
        return self.pieces[-1][1]
