"""Medications: which drugs, at what dose, by what route, how often, for how long."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from seriatim.extract._context import Context, begin_fact
from seriatim.extract._drug_mentions import DrugMention, find_drug_mentions
from seriatim.extract._prescription_links import Prescription, link_parts
from seriatim.extract._prescriptions import find_parts
from seriatim.model import Fact
from seriatim.text import Prose

_STRETCH = 2_000  # characters


def find_medications(context: Context) -> list[Fact]:
    """Find the drugs of a report, each mention with the parts of its prescription.

    Dose, route, frequency and duration are given as written, with the place of their words; what was done
    with the drug (start, stop, taper, increase, decrease, switch, continue, resume) stands in
    `modifiers["course"]`.
    """
    prose = context.prose
    facts: list[Fact] = []
    for _, group in groupby(find_drug_mentions(prose), key=_stretch):
        mentions = list(group)
        sentence = mentions[0].sentence
        low = max(sentence.start, mentions[0].start - _STRETCH)
        high = min(sentence.end, mentions[-1].end + _STRETCH)
        parts = find_parts(prose.text, low, high)
        facts += (_fact(prose, p) for p in link_parts(prose.text, mentions, parts))
    return facts


def _stretch(mention: DrugMention) -> tuple[int, int]:
    """The sentence of a mention, cut in stretches where it is longer than any a person writes."""
    return mention.sentence.index, (mention.start - mention.sentence.start) // _STRETCH


def _fact(prose: Prose, prescription: Prescription) -> Fact:
    mention = prescription.mention
    known: dict[str, Any] = {}
    for role, part in prescription.parts.items():
        known[role] = prose.text[part.start : part.end]
        known[f"{role}_span"] = (part.start, part.end)
    modifiers: dict[str, tuple[str, ...]] = {}
    if prescription.course:
        modifiers["course"] = tuple(prescription.course)
    if mention.drug.drug_class and not mention.drug.code:
        modifiers["class"] = (mention.drug.drug_class,)
    return begin_fact(
        prose,
        "medication",
        mention.drug.name,
        (mention.start, mention.end),
        code=mention.drug.code,
        modifiers=modifiers,
        **known,
    )
