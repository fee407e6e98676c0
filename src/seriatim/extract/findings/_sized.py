"""Findings whose words end in an organ, where the noun behind it is what they are of ("small kidney stones")."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import cache

from seriatim.model import Fact, Span
from seriatim.text.tables import read_table

_NEXT_WORD = re.compile(r" ([A-Za-z-]+)")
_NAMES = frozenset(
    {"phenotype", "disease", "medication", "measurement", "imaging", "histology", "procedure", "intervention"}
)


def names_part(text: str, end: int) -> bool:
    """Tell whether the organ that ends at an offset only says whose the part behind it is ("skin | arteries")."""
    behind = _NEXT_WORD.match(text, end)
    return behind is not None and behind[1].lower() in _parts()


@cache
def _parts() -> frozenset[str]:
    return frozenset(row["word"] for row in read_table("size_words.tsv") if row["role"] == "part")


def drop_sized_elsewhere(text: str, facts: Sequence[Fact]) -> list[Fact]:
    """Drop the sized organ whose size is that of the noun behind it ("small kidney stones" are no small kidney)."""
    sizes, heads = _size_words()

    def is_sized(fact: Fact) -> bool:
        if fact.kind != "phenotype" or fact.rule or len(fact.spans) > 1:
            return False
        first, _, rest = fact.spans[0].text.partition(" ")
        return bool(rest) and first.lower() in sizes

    sized = [fact for fact in facts if is_sized(fact)]
    if not sized:
        return list(facts)
    named = sorted((f.start, f.spans[-1].end) for f in facts if f.kind in _NAMES and not f.rule)
    starts = [start for start, _ in named]

    def is_elsewhere(fact: Fact) -> bool:
        low, end = fact.start + len(fact.spans[0].text.partition(" ")[0]), fact.spans[0].end
        behind = _NEXT_WORD.match(text, end)
        crossing = named[bisect_right(starts, low) : bisect_left(starts, end + 2)]
        return any(stop > end for _, stop in crossing if behind) or bool(
            behind and behind[1].lower() in heads
        )

    dropped = {id(fact) for fact in sized if is_elsewhere(fact)}
    return [fact for fact in facts if id(fact) not in dropped]


def cut_to_part(text: str, facts: Sequence[Fact]) -> list[Fact]:
    """Leave the organ out of a finding of a part named behind it ("calcification of skin | arteries")."""

    def cut(fact: Fact) -> Fact:
        head, of, _ = fact.spans[-1].text.partition(" of ")
        whole = fact.kind == "phenotype" and not fact.rule and len(fact.spans) == 1
        if not (of and whole and names_part(text, fact.spans[-1].end)):
            return fact
        return fact.changed(
            spans=(Span(fact.start, fact.start + len(head), head),), label=head.lower(), code=None, codes=()
        )

    return [cut(fact) for fact in facts]


@cache
def _size_words() -> tuple[frozenset[str], frozenset[str]]:
    rows = read_table("size_words.tsv")
    sizes = frozenset(row["word"] for row in rows if row["role"] == "size")
    return sizes, frozenset(row["word"] for row in rows if row["role"] == "head")
