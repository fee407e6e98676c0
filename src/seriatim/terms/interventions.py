"""Therapeutic acts other than drugs: surgery, devices, dialysis, radiotherapy, rehabilitation."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from seriatim.terms._endings import EndingFinder
from seriatim.terms.phrases import Hit, PhraseMatcher
from seriatim.terms.tables import read_table
from seriatim.text.folding import fold


@dataclass(frozen=True, slots=True)
class Intervention:
    """A therapeutic act.

    Attributes:
        name: in plain words ("plasma exchange").
        group: surgery | transplantation | renal replacement | radiotherapy | ...
    """

    name: str
    group: str


@cache
def load_interventions() -> PhraseMatcher[Intervention]:
    """Load the table of interventions as a matcher.

    Source: `data/interventions.tsv`.
    """
    rows = [row for row in read_table("interventions.tsv") if row["role"] == "name"]
    words = [
        (name, Intervention(row["name"], row["class"]))
        for row in rows
        for name in (row["name"], *filter(None, row["synonyms"].split(";")))
    ]
    return PhraseMatcher(words, cased=[name for name, _ in words if name.isupper()])


def find_intervention_names(text: str, *, folded: str | None = None) -> list[Hit[Intervention]]:
    """Find the interventions named in a text, by table and by word ending ("-ectomy").

    Example:
        >>> [(h.start, h.end, h.entry.name) for h in find_intervention_names("after splenectomy and dialysis")]
        [(6, 17, 'splenectomy'), (22, 30, 'dialysis')]
    """
    plain = fold(text) if folded is None else folded
    hits = load_interventions().find(text, folded=plain)
    starts = {h.start for h in hits}
    hits += (h for h in _by_ending(plain) if h.start not in starts)
    return sorted(hits, key=lambda h: (h.start, h.end))


def _by_ending(folded: str) -> Iterator[Hit[Intervention]]:
    for start, end in _endings().find(folded):
        name = folded[start:end]
        if not name.startswith(_timed()):
            yield Hit(start, end, Intervention(name, "surgery"))


@cache
def _timed() -> tuple[str, ...]:
    """The prefixes that make a time of an act ("postpneumonectomy")."""
    return tuple(row["name"] for row in read_table("interventions.tsv") if row["role"] == "prefix")


@cache
def _endings() -> EndingFinder:
    return EndingFinder(row["name"] for row in read_table("interventions.tsv") if row["role"] == "ending")
