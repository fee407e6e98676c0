"""What a biopsy shows in plain words: a structure and its change, where no term of HPO says it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from seriatim.extract._context import Context, begin_fact
from seriatim.extract._places import TakenPlaces
from seriatim.extract.results._governing import Governed
from seriatim.model import Fact
from seriatim.text.tables import read_table

_FINDINGS = frozenset({"phenotype", "disease"})


def find_tissue_findings(context: Context, governed: Governed, facts: Sequence[Fact]) -> list[Fact]:
    """Find changes of tissue in the stretches that histology governs: "atrophic epidermis".

    They are phenotypic features without a code. Words that another finding has are left to it.

    Args:
        context: the prose.
        governed: which method holds where.
        facts: what has been found already.

    Source: data/tissue_words.tsv.
    """
    taken = TakenPlaces((s.start, s.end) for f in facts if f.kind in _FINDINGS for s in f.spans)
    text = context.prose.text
    found = []
    for start, end in _histological(governed, len(text)):
        for match in _pattern().finditer(text, start, end):
            place = match.span()
            if not taken.overlap(*place):
                label = " ".join(match[0].lower().split())
                found.append(begin_fact(context.prose, "phenotype", label, place, method="histology"))
    return found


def _histological(governed: Governed, end: int) -> Iterator[tuple[int, int]]:
    """Yield the stretches in which findings are made by histology."""
    closing = [*governed.starts[1:], end]
    for start, stop, method in zip(governed.starts, closing, governed.methods, strict=True):
        if method == "histology" and start < stop:
            yield start, stop


@cache
def _pattern() -> re.Pattern[str]:
    """Adjective + structure, noun "of the" structure, structure + verb + adjective."""
    by_role: dict[str, list[str]] = {}
    for row in read_table("tissue_words.tsv"):
        by_role.setdefault(row["role"], []).append(row["words"])
    either = {
        role: "|".join(re.escape(w) for w in sorted(words, key=len, reverse=True))
        for role, words in by_role.items()
    }
    structure, adjective = either["structure"], either["adjective"]
    return re.compile(
        rf"(?i)\b(?:(?:{adjective})\s+(?:\w+\s+)?(?:{structure})"
        rf"|(?:{either['noun']})\s+(?:of|in)\s+(?:the\s+)?(?:\w+\s+)?(?:{structure})"
        rf"|(?:{structure})(?:\s+of\s+the\s+\w+)?\s+(?:{either['verb']})\s+(?:\w+ly\s+)?(?:{adjective}))\b"
    )
