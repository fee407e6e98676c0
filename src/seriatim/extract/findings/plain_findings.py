"""Findings in plain words that no vocabulary codes: a mass, tenderness, "was afebrile"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from seriatim.extract._context import Context, begin_fact
from seriatim.extract._places import TakenPlaces
from seriatim.extract.actions._response_words import is_outcome_word
from seriatim.model import Fact
from seriatim.terms import Hit, PhraseMatcher
from seriatim.text.tables import alternatives, read_table

_NAMED = frozenset(
    {"phenotype", "disease", "measurement", "imaging", "histology", "procedure", "medication", "intervention"}
)
_REACH = 80
_NO_SUBJECT = re.compile(
    r"(?:\b(?:an?|the|this|that|his|her|its|their|no|of|with|without|for|and|or|from|by|to|is|are|was|were|be|been|being)\s|[^a-z\s]\s?)\Z"
)
"""What stands before a participle that is no verb: "the | ruptured cornea", "was | ruptured"."""
_NO_OBJECT = re.compile(
    r"\s?(?:[.,;:)]|\Z)|\s(?:again|spontaneously|suddenly|and|but|on|at|in|into|during|after|before|within|while|when|as|with|from|twice|once|\d)\b"
)


@dataclass(frozen=True, slots=True)
class _Word:
    """A word of the table: its role, and the finding it names."""

    role: str
    label: str


def add_plain_findings(context: Context, facts: list[Fact]) -> list[Fact]:
    """Add findings said in plain words, where a patient is spoken of and no other fact has the words.

    They are phenotypic features without a code; status, sites and modifiers are left to the later steps.

    Args:
        context: the prose and the people; a sentence about nobody gives nothing.
        facts: what has been found already; all are kept.

    Source: data/plain_findings.tsv.

    Example:
        >>> from seriatim.extract.people.patients import find_patients
        >>> from seriatim.model import Report
        >>> from seriatim.text import read_prose
        >>> prose = read_prose(Report(id="r", text="A 40-year-old man was afebrile. He had a mass."))
        >>> [f.label for f in add_plain_findings(Context(prose, find_patients(prose)), [])]
        ['afebrile', 'mass']
    """
    taken = _named_places(facts)
    outcomes = TakenPlaces((f.start, f.spans[-1].end) for f in facts if f.kind == "outcome")
    prose = context.prose
    return facts + [
        begin_fact(prose, "phenotype", hit.entry.label, (hit.start, hit.end))
        for hit in _find_words(context)
        if not taken.overlap(hit.start, hit.end)
        and not (outcomes.overlap(hit.start, hit.end) and is_outcome_word(prose.text[hit.start : hit.end]))
    ]


def _find_words(context: Context) -> Iterator[Hit[_Word]]:
    """Yield the words that name a finding where they stand."""
    prose = context.prose
    for hit in _matcher().find(prose.text, folded=prose.folded):
        if hit.entry.role == "guard":
            continue
        sentence = prose.sentence_at(hit.start)
        if sentence is None or not context.people.by_sentence.get(sentence.index):
            continue
        if _stands(prose.folded, sentence.start, hit):
            yield hit


def _stands(folded: str, low: int, hit: Hit[_Word]) -> bool:
    """Tell whether a word is the finding where it stands, by the words before or behind it."""
    if hit.entry.role == "general":
        return not _patterns()["naming"].match(folded, hit.end)
    if hit.entry.role in ("adjective", "participle"):
        said = _patterns()["predicate"].search(folded, max(low, hit.start - _REACH), hit.start)
        if said is not None and folded[hit.end : hit.end + 1] != "-":
            return True
        return hit.entry.role == "participle" and _is_verb(folded, low, hit)
    return True


def _is_verb(folded: str, low: int, hit: Hit[_Word]) -> bool:
    """Tell whether a participle is the verb of what stands before it, without an object: "the wound dehisced on day 3"."""
    before = _NO_SUBJECT.search(folded, max(low, hit.start - _REACH), hit.start)
    return hit.start > low and before is None and _NO_OBJECT.match(folded, hit.end) is not None


def _named_places(facts: Sequence[Fact]) -> TakenPlaces:
    """The words and values that other facts have."""
    named = [f for f in facts if f.kind in _NAMED]
    values = (f.value_span for f in named if f.value_span)
    return TakenPlaces([*((s.start, s.end) for f in named for s in f.spans), *values])


@cache
def _matcher() -> PhraseMatcher[_Word]:
    kinds = ("noun", "general", "state", "adjective", "participle", "guard")
    return PhraseMatcher(
        (row["words"], _Word(row["role"], row["label"]))
        for row in read_table("plain_findings.tsv")
        if row["role"] in kinds
    )


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    """What tells whether a word is a finding.

    "predicate": a verb and at most six words of the table up to an adjective ("was alert, oriented and"); "naming":
    the words behind a general noun that name the finding itself ("symptoms of").
    """
    by_role: dict[str, list[str]] = {}
    for row in read_table("plain_findings.tsv"):
        by_role.setdefault(row["role"], []).append(row["words"])
    either = {role: alternatives(words) for role, words in by_role.items()}
    between = "|".join(either[role] for role in ("adverb", "joint", "adjective", "participle", "state"))
    return {
        "predicate": re.compile(rf"\b(?:{either['copula']})(?:,?\s(?:{between})\b){{0,6}},?\s$"),
        "naming": re.compile(rf"\s(?:{either['naming']})\b"),
    }
