"""How large a finding is: "a 3 x 2 cm mass", "nodules measuring 4 mm"."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from seriatim.extract._context import Context
from seriatim.extract.findings.placed_findings import is_named_by_place
from seriatim.extract.results._measurement_vocabulary import load_words, tokens
from seriatim.model import Fact
from seriatim.text.numbers import Quantity, find_quantities

_FINDINGS = frozenset({"phenotype", "disease"})
_EXTENTS = frozenset({"length [cm]", "area [cm2]", "volume [mL]"})
_HAS_UNIT = re.compile(r"[0-9][\s-]?(?:[cm]m\b|inch|cc\b|m[lL]\b|[cm]m[23\u00b2\u00b3])")
_BEFORE = re.compile(r"[\s-]*(?:[\w-]+\s+){0,4}")
_REACH = 60


def attach_sizes(context: Context, facts: list[Fact]) -> list[Fact]:
    """Set `modifiers.size` of findings whose extent the text gives, as written.

    A size belongs to the finding that follows it in the same phrase, or else to the one before it where only
    words of size stand between.

    Example:
        >>> from seriatim.extract._context import begin_fact
        >>> from seriatim.model import Report
        >>> from seriatim.text import read_prose
        >>> context = Context(read_prose(Report(id="r", text="There was a 3 x 2 cm mass.")))
        >>> attach_sizes(context, [begin_fact(context.prose, "phenotype", "mass", (21, 25))])[0].modifiers["size"]
        ('3 x 2 cm',)
    """
    found = sorted(
        (f.start, at)
        for at, f in enumerate(facts)
        if f.kind in _FINDINGS and f.spans and (not f.rule or is_named_by_place(f))
    )
    sized = dict(_sizes(context, facts, found))
    if not sized:
        return facts
    return [
        fact.changed(modifiers={**fact.modifiers, "size": sized[at]}) if at in sized else fact
        for at, fact in enumerate(facts)
    ]


def _sizes(
    context: Context, facts: Sequence[Fact], found: list[tuple[int, int]]
) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Yield the position of each fact that has a size, with the size."""
    text = context.prose.text
    for sentence in context.prose.sentences:
        if not _HAS_UNIT.search(text, sentence.start, sentence.end):
            continue
        here = found[bisect_left(found, (sentence.start, -1)) : bisect_left(found, (sentence.end, -1))]
        for quantity in find_quantities(text, sentence.start, sentence.end):
            if quantity.dimension in _EXTENTS and (at := _sized(text, quantity, facts, here)) is not None:
                yield at, (text[quantity.start : quantity.end],)


def _sized(text: str, quantity: Quantity, facts: Sequence[Fact], here: list[tuple[int, int]]) -> int | None:
    """Return the position of the finding that a size is of, or None."""
    for start, at in here:
        if 0 < start - quantity.end < _REACH and _BEFORE.fullmatch(text, quantity.end, start):
            return at
    words = load_words().size_link
    for _, at in reversed(here):
        end = facts[at].spans[-1].end
        if 0 < quantity.start - end < _REACH:
            between = tokens(text[end : quantity.start], brackets=True)
            return at if all(t in words or t in "(,-" for t in between) else None
    return None
