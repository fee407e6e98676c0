"""The words by which claims are known, found in one pass over the text."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from seriatim.terms import PhraseMatcher
from seriatim.text.tables import expand_choices, read_table
from seriatim.text.wording import fill_classes

_TABLES = (("claim_cues.tsv", "role"), ("stance_cues.tsv", "stance"), ("effect_words.tsv", "effect"))


@dataclass(frozen=True, slots=True)
class Mark:
    """A cue in the text: its place and what it stands for.

    Attributes:
        table: role | stance | effect, the table it comes from.
        meaning: the value in that table ("mechanism", "hypothesised", "beneficial").
    """

    start: int
    end: int
    table: str
    meaning: str


@cache
def _matcher() -> PhraseMatcher[tuple[str, str]]:
    return PhraseMatcher(
        (phrase, (column, row[column]))
        for name, column in _TABLES
        for row in read_table(name)
        for phrase in expand_choices(row["cue"])
    )


@cache
def _causal() -> re.Pattern[str]:
    """A causal verb behind a modal, with what may stand between ("may | in turn have provoked")."""
    rows = (row["cue"] for row in read_table("claim_cues.tsv") if row["role"] == "causal")
    verbs = [verb for row in rows for verb in expand_choices(row)]
    written = r"(?:\s(?:{beside_verb}|[a-z]+ly)){0,2}(?:\shave)?(?:\s{beside_verb})?\s{verb}\b"
    return re.compile(fill_classes(written, verb=verbs))


def _join_modals(marks: Iterable[Mark], folded: str, start: int) -> Iterator[Mark]:
    """Put a mechanism for each modal with a causal verb behind it; by themselves neither says a thing."""
    for mark in marks:
        if mark.meaning == "modal":
            verb = _causal().match(folded, mark.end - start)
            if verb is not None:
                yield Mark(mark.start, verb.end() + start, "role", "mechanism")
        elif mark.meaning != "causal":
            yield mark


class Marks:
    """Every cue of a text, asked for by place and meaning.

    Args:
        text: the report's text.
        folded: the part that is read, folded.
        start: offset of that part.
    """

    def __init__(self, text: str, folded: str, start: int) -> None:
        part = text[start : start + len(folded)]
        found = {
            Mark(h.start + start, h.end + start, *h.entry)
            for h in _matcher().find(part, nested=True, folded=folded)
            if not (part[h.start : h.end] in ("May", "Might", "Will", "Must") and h.start)
        }
        self._marks = sorted(
            _join_modals(found, folded, start), key=lambda m: (m.start, -m.end, m.table, m.meaning)
        )
        self._starts = [m.start for m in self._marks]

    def inside(self, start: int, end: int, table: str, *meanings: str) -> Iterator[Mark]:
        """Yield the cues that lie in `start:end`, longest first at one place."""
        for mark in self._marks[bisect_left(self._starts, start) : bisect_left(self._starts, end)]:
            if mark.end <= end and mark.table == table and (not meanings or mark.meaning in meanings):
                yield mark

    def has(self, start: int, end: int, table: str, *meanings: str) -> bool:
        """Tell whether a cue of one of these meanings lies in `start:end`."""
        return next(self.inside(start, end, table, *meanings), None) is not None
