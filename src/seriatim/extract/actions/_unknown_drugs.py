"""Drugs that no table holds, told by a word's ending and by the words beside it ("benzalone-induced")."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from seriatim.terms import PhraseMatcher
from seriatim.terms.drugs import Drug, looks_like_a_drug
from seriatim.text.tables import read_table

_NEXT = re.compile(
    r" (?:the |oral |intravenous |topical |high-dose |low-dose )?(?P<name>[a-z][a-z-]{5,})(?![\w-])"
)
_LAST = re.compile(r"(?<![\w-])(?P<name>[a-z][a-z-]{5,}) ?\Z")
_CODE_NUMBER = re.compile(r"[0-9](?:(?<=[a-z].)|(?<=[a-z][- ].))\d{1,2}(?:-?\d{1,4}){1,2}[a-z]?(?![\w-])")
_LONGEST = 40


def find_unknown_drugs(folded: str) -> Iterator[tuple[int, int, Drug]]:
    """Find words that end like a drug's name beside words that tell of one, and makers' codes, as half-open offsets.

    A word that was told to be a drug once is one wherever it stands in the text.

    Example:
        >>> [(a, b) for a, b, _ in find_unknown_drugs("zelvozide: a case of zelvozide-induced rash")]
        [(0, 9), (21, 30)]
    """
    for name in sorted({folded[start:end] for start, end in _beside_cues(folded)}):
        drug = Drug(name)
        yield from ((start, start + len(name), drug) for start in _places(folded, name))
    for number in _CODE_NUMBER.finditer(folded):
        if maker := _maker().search(folded, max(0, number.start() - _LONGEST), number.start()):
            place = maker.start(), number.end()
            yield *place, Drug(folded[slice(*place)].upper())


def _places(folded: str, name: str) -> Iterator[int]:
    """Where a word stands by itself."""
    at = folded.find(name)
    while at >= 0:
        end = at + len(name)
        inside = at and (folded[at - 1].isalnum() or folded[at - 1] == "-")
        if not inside and not folded[end : end + 1].isalnum():
            yield at
        at = folded.find(name, end)


def _beside_cues(folded: str) -> Iterator[tuple[int, int]]:
    for hit in _cues().find(folded, folded=folded):
        if hit.entry == "before":
            m = _NEXT.match(folded, hit.end)
            place = (m.start("name"), m.end("name")) if m else None
        else:
            last = _LAST.search(folded, max(0, hit.start - _LONGEST), hit.start)
            place = (last.start("name"), last.end("name")) if last else None
        if place and looks_like_a_drug(folded[place[0] : place[1]]):
            yield place


@cache
def _maker() -> re.Pattern[str]:
    """What stands before the number in the code a maker gives a substance before it has a name ("LY-404039")."""
    makers = "|".join(sorted(row["stem"] for row in read_table("drug_stems.tsv") if row["needs"] == "code"))
    return re.compile(rf"(?<![\w-])(?:{makers})[- ]?\Z")


@cache
def _cues() -> PhraseMatcher[str]:
    rows = (row for row in read_table("drug_guards.tsv") if row["applies"] == "unknown")
    return PhraseMatcher((row["words"].strip(), row["side"]) for row in rows if row["side"] != "never")
