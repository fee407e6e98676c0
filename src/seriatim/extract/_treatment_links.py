"""Which finding an outcome is about, and which treatment it followed."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from seriatim.extract._context import Context
from seriatim.model import Fact
from seriatim.text import Sentence

FINDINGS = frozenset({"phenotype", "disease"})
TREATMENTS = frozenset({"medication", "intervention"})
_OF = re.compile(r"\s+(?:of|in|from|for)\s")
_REASON = re.compile(
    r"\b(?:due to|because of|owing to|in view of|for|given)\s(?:(?:the|a|his|her|local|further|disease)\s){0,2}\Z"
)
_BACK = 3
_REACH = 140
NEVER_A_RESPONSE = frozenset(
    {"death", "survival", "lost to follow-up", "discharged", "sequelae", "no complications"}
)


def facts_by_sentence(context: Context, facts: Sequence[Fact]) -> dict[int, list[Fact]]:
    """Sort facts into their sentences, by index, in text order; facts between sentences are left out."""
    found: dict[int, list[Fact]] = {}
    for fact in sorted(facts, key=lambda f: (f.start, f.id)):
        if (sentence := context.prose.sentence_at(fact.start)) is not None:
            found.setdefault(sentence.index, []).append(fact)
    return found


def find_target(text: str, outcome: Fact, inside: Sequence[Fact]) -> Fact | None:
    """Find the finding of the same sentence that an outcome is about.

    "Improvement of the rash" is about what follows; else it is the nearest finding before ("the rash
    resolved"), else the nearest after.
    """
    findings = [f for f in inside if f.kind in FINDINGS and _same_person(f, outcome) and not f.adverse]
    end = outcome.spans[-1].end
    after = [f for f in findings if f.start >= end and f.start - end <= _REACH]
    before = [f for f in findings if f.spans[-1].end <= outcome.start and outcome.start - f.start <= _REACH]
    if after and _OF.match(text, end):
        return after[0]
    return before[-1] if before else None


def find_treatments(
    context: Context, outcome: Fact, by_sentence: Mapping[int, Sequence[Fact]], sentence: Sentence
) -> list[Fact]:
    """Find the treatments an outcome followed: those of its own sentence, else of the last one that has some.

    An outcome that is the reason of a treatment ("surgery was repeated because of recurrence") followed none.
    Only sentences of the same paragraph count, at most three back; a treatment that was stopped, not given,
    or someone else's does not.
    """
    if _REASON.search(context.prose.text[max(sentence.start, outcome.start - 30) : outcome.start]):
        return []
    for index in range(sentence.index, max(-1, sentence.index - _BACK - 1), -1):
        other = context.prose.sentences[index]
        if other.paragraph != sentence.paragraph:
            break
        found = [
            f
            for f in by_sentence.get(index, ())
            if f.kind in TREATMENTS and f.status == "present" and _same_person(f, outcome)
        ]
        given = [f for f in found if f.modifiers.get("course", ()) != ("stop",)]
        if given or found:
            return given
    return []


def _same_person(first: Fact, second: Fact) -> bool:
    return first.subject == second.subject and first.patient == second.patient
