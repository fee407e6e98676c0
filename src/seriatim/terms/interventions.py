"""Therapeutic acts other than drugs: surgery, devices, dialysis, radiotherapy, rehabilitation."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from seriatim.terms._endings import EndingFinder
from seriatim.terms.phrases import Hit, PhraseMatcher
from seriatim.text.folding import fold
from seriatim.text.tables import read_table


@dataclass(frozen=True, slots=True)
class Intervention:
    """A therapeutic act.

    Attributes:
        name: in plain words ("plasma exchange").
        group: surgery | transplantation | renal replacement | radiotherapy | ...
    """

    name: str
    group: str


_NO_ACT = Intervention("", "")


@cache
def load_interventions() -> PhraseMatcher[Intervention]:
    """Load the table of interventions as a matcher; plurals and other spellings are understood.

    Source: `data/interventions.tsv`.
    """
    entries = dict.fromkeys(_rows("not"), _NO_ACT)
    for row in _named_rows():
        act = Intervention(row["name"], row["class"])
        for written in (row["name"], *filter(None, row["synonyms"].split(";"))):
            for name in _spellings(written):
                entries.setdefault(name, act)
    return PhraseMatcher(entries.items(), cased=[name for name in entries if name.isupper()])


def _named_rows() -> Iterator[dict[str, str]]:
    return (row for row in read_table("interventions.tsv") if row["role"] == "name")


@cache
def _rows(role: str) -> tuple[str, ...]:
    return tuple(row["name"] for row in read_table("interventions.tsv") if row["role"] == role)


def _spellings(name: str) -> Iterator[str]:
    """The name, its plural, and both as they are spelled elsewhere ("hemofiltration", "haemofiltration")."""
    plural = name + "s" if name[-1:].isalpha() and name[-1] not in "sxy" else name
    for form in dict.fromkeys((name, plural)):
        other = form
        for part, elsewhere in _other_spellings():
            other = other.replace(part, elsewhere)
        yield from dict.fromkeys((form, other))


@cache
def _other_spellings() -> tuple[tuple[str, str], ...]:
    rows = read_table("interventions.tsv")
    return tuple((row["name"], row["synonyms"]) for row in rows if row["role"] == "spelling")


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
    return sorted((h for h in hits if h.entry is not _NO_ACT), key=lambda h: (h.start, h.end))


def _by_ending(folded: str) -> Iterator[Hit[Intervention]]:
    for start, end in _endings().find(folded):
        name = folded[start:end]
        if not name.startswith(_rows("prefix")):
            yield Hit(start, end, Intervention(name, "surgery"))


@cache
def _endings() -> EndingFinder:
    return EndingFinder(_rows("ending"))
