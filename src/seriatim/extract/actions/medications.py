"""Medications: which drugs, at what dose, by what route, how often, for how long."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Set
from functools import cache
from itertools import groupby
from typing import Any

from seriatim.extract._context import Context, begin_fact
from seriatim.extract.actions._drug_mentions import DrugMention, find_drug_mentions
from seriatim.extract.actions._prescription_links import Prescription, link_parts
from seriatim.extract.actions._prescriptions import Part, find_parts
from seriatim.extract.actions._titrations import LATER_DOSE, part_doses, time_of
from seriatim.model import Fact
from seriatim.text import Prose
from seriatim.text.folding import fold
from seriatim.text.tables import read_table

_STRETCH = 2_000  # characters
_SENTENCES = 3
"""How many sentences may go on about a drug without its name."""


def find_medications(context: Context) -> list[Fact]:
    """Find the drugs of a report, each mention with the parts of its prescription.

    Dose, route, frequency and duration are given as written, with the place of their words; what was done
    with the drug (start, stop, taper, increase, decrease, switch, continue, resume) stands in
    `modifiers["course"]`. A later dose ("tapered to 10 mg") is a fact of its own on the same words.
    """
    prose = context.prose
    facts: list[Fact] = []
    found = find_drug_mentions(prose)
    named = {m.sentence.index for m in found}
    for _, group in groupby(found, key=_stretch):
        mentions = list(group)
        sentence = mentions[0].sentence
        low = max(sentence.start, mentions[0].start - _STRETCH)
        high = min(sentence.end, mentions[-1].end + _STRETCH)
        parts = find_parts(prose.text, low, high)
        prescriptions = link_parts(prose.text, mentions, parts)
        _read_on(prose, prescriptions[-1], named)
        facts += (fact for p in prescriptions for fact in _facts(prose, p))
    return facts


def keep_withheld(context: Context, facts: list[Fact]) -> list[Fact]:
    """Say of a drug that was taken before and then withheld that it was stopped, not that it was never given.

    Args:
        context: unused; refiners share one form.
        facts: with status and patient; a copy is returned, in the same order.
    """
    taken: set[tuple[str | None, str]] = set()
    kept = {}
    for fact in sorted((f for f in facts if f.kind == "medication"), key=lambda f: f.start):
        drug = (fact.patient, fact.label)
        if fact.status == "absent" and drug in taken and "stop" in fact.modifiers.get("course", ()):
            kept[fact.id] = fact.changed(status="present", cue=None)
        elif fact.status == "present" and fact.subject == "patient":
            taken.add(drug)
    return [kept.get(fact.id, fact) for fact in facts]


def keep_times_of_doses(_: Context, facts: list[Fact]) -> list[Fact]:
    """Take from a drug the time that is that of a later dose ("lowered to 5 mg | after 3 months")."""
    later = {(f.time.anchor, f.time.text) for f in facts if f.rule == LATER_DOSE and f.time}
    return [f.changed(time=None) if f.time and (f.id, f.time.text) in later else f for f in facts]


def _read_on(prose: Prose, prescription: Prescription, named: Set[int]) -> None:
    """Take up what the next sentences say of the drug without its name ("The dose was raised to 20 mg")."""
    own = prescription.mention.sentence
    for following in prose.sentences[own.index + 1 : own.index + 1 + _SENTENCES]:
        high = min(following.end, following.start + _STRETCH)
        referent = _referent().search(fold(prose.text[following.start : high]))
        if following.index in named or following.section != own.section or referent is None:
            return
        for part in find_parts(prose.text, following.start + referent.start(), high):
            if part.loose and part.role in ("dose", "course", "frequency"):
                prescription.take(part)


@cache
def _referent() -> re.Pattern[str]:
    words = (row["words"] for row in read_table("dose_forms.tsv") if row["role"] == "referent")
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, sorted(words, key=len, reverse=True)))})\b")


def _stretch(mention: DrugMention) -> tuple[int, int]:
    """The sentence of a mention, cut in stretches where it is longer than any a person writes."""
    return mention.sentence.index, (mention.start - mention.sentence.start) // _STRETCH


def _facts(prose: Prose, prescription: Prescription) -> Iterator[Fact]:
    """The drug with its first dose, and a fact for each dose that followed."""
    later = part_doses(prose.text, prescription)
    drug = _fact(prose, prescription, prescription.parts, tuple(prescription.course))
    yield drug
    for step in later:
        fact = _fact(prose, prescription, step.parts, (step.course,) if step.course else ())
        time = time_of(step, prose.text, drug.id)
        yield fact.changed(id=f"{drug.id}@{step.dose.start}", rule=LATER_DOSE, time=time)


def _fact(
    prose: Prose, prescription: Prescription, parts: Mapping[str, Part], course: tuple[str, ...]
) -> Fact:
    mention = prescription.mention
    known: dict[str, Any] = {}
    for role, part in parts.items():
        known[role] = prose.text[part.start : part.end]
        known[f"{role}_span"] = (part.start, part.end)
    modifiers: dict[str, tuple[str, ...]] = {}
    if course:
        modifiers["course"] = course
    if mention.drug.drug_class and not mention.drug.code:
        modifiers["class"] = (mention.drug.drug_class,)
    return begin_fact(
        prose,
        "medication",
        mention.drug.name,
        (mention.start, mention.end),
        *([mention.alias] if mention.alias else []),
        code=mention.drug.code,
        modifiers=modifiers,
        **known,
    )
