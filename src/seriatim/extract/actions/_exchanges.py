"""One drug given in place of another: "A was replaced by B", "switched from A to B", "B replaced A"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from seriatim.extract.actions._drug_mentions import DrugMention
from seriatim.text.tables import alternatives, read_table

_REACH = 100  # characters between the drug before and the words of exchange
_TAIL = r"\s(?:[a-z-]+\s){0,3}\Z"
_BREAK = re.compile(r";|\.\s")


@dataclass(frozen=True, slots=True)
class Exchange:
    """A drug that was left and the one that took its place.

    Attributes:
        left: index of the mention of the first; `taken` of the second.
        start: offset of the words that say so; `end` is after them.
    """

    left: int
    taken: int
    start: int
    end: int


def find_exchanges(text: str, mentions: Sequence[DrugMention]) -> Iterator[Exchange]:
    """Find the drugs that a sentence says were exchanged for one another.

    Args:
        text: the report's text.
        mentions: the drugs of one sentence, in order.
    """
    for (at, first), second in zip(enumerate(mentions), mentions[1:], strict=False):
        if first.drug == second.drug or _BREAK.search(text, first.end, second.start):
            continue
        if (found := _between(text, first, second)) is not None:
            start, end, forward = found
            yield Exchange(at, at + 1, start, end) if forward else Exchange(at + 1, at, start, end)


def _between(text: str, first: DrugMention, second: DrugMention) -> tuple[int, int, bool] | None:
    """The words of exchange around two drugs, and whether the first gave way to the second."""
    for value, forward in (("gives way to", True), ("takes over from", False)):
        m = _phrase(value, _TAIL).search(text, first.end, second.start)
        if m is not None and m.start() - first.end <= _REACH:
            return m.start("words"), m.end("words"), forward
    verb = _phrase("verb", _determiners()).search(text, max(0, first.start - _REACH), first.start)
    joint = _phrase("joint", _TAIL).search(text, first.end, second.start) if verb else None
    if verb is None or joint is None:
        return None
    forward = (verb["words"].lower(), joint["words"].lower()) not in _turned()
    return verb.start("words"), verb.end("words"), forward


@cache
def _determiners() -> str:
    """What may stand between the verb and the first drug: "switched | from oral | phenytoin"."""
    routes = alternatives(r["words"] for r in read_table("dose_forms.tsv") if r["role"] == "route")
    return rf"(?:\s(?:from|the|his|her|their|its|{routes}))*\s\Z"


@cache
def _phrase(value: str, behind: str) -> re.Pattern[str]:
    rows = (
        r["words"] for r in read_table("dose_forms.tsv") if r["role"] == "exchange" and r["value"] == value
    )
    words = alternatives(rows)
    return re.compile(rf"\b(?P<words>{words}){behind}", re.IGNORECASE)


@cache
def _turned() -> frozenset[tuple[str, str]]:
    """Verb and joint of "substituted B for A", where the new drug comes first."""
    rows = (
        r["words"] for r in read_table("dose_forms.tsv") if r["role"] == "exchange" and r["value"] == "turned"
    )
    return frozenset((verb, joint) for verb, _, joint in (row.partition(" ") for row in rows))
