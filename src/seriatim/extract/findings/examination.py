"""What an examination found as it should be: "the abdomen was soft", "lungs clear", "strong pulses"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from seriatim.extract._context import Context, begin_fact
from seriatim.extract._places import TakenPlaces
from seriatim.model import Fact
from seriatim.terms import PhraseMatcher
from seriatim.text import Prose, Sentence
from seriatim.text.tables import alternatives, read_table

_NAMED = frozenset({"phenotype", "disease", "measurement", "imaging", "histology", "procedure"})


def add_examined(context: Context, facts: list[Fact]) -> list[Fact]:
    """Add the parts that were examined and called normal, each value as a measurement of its own.

    What is found abnormal is a phenotypic feature and not taken here. Words that another fact has are left to it.

    Args:
        context: the prose and the people; a sentence about nobody gives nothing.
        facts: what has been found already; all are kept.

    Source: data/examination_words.tsv.

    Example:
        >>> from seriatim.extract.people.patients import find_patients
        >>> from seriatim.model import Report
        >>> from seriatim.text import read_prose
        >>> prose = read_prose(Report(id="r", text="A 40-year-old man came. The abdomen was soft and non-tender."))
        >>> [(f.label, f.value) for f in add_examined(Context(prose, find_patients(prose)), [])]
        [('abdomen', 'soft'), ('abdomen', 'non-tender')]
    """
    taken = TakenPlaces((s.start, s.end) for f in facts if f.kind in _NAMED for s in f.spans)
    found = [
        _observation(context.prose, part, value)
        for sentence in _sentences_of_both(context.prose)
        if context.people.by_sentence.get(sentence.index)
        for part, value in _find_values(context.prose, sentence)
        if not taken.overlap(*part)
    ]
    return facts + found


def _observation(prose: Prose, part: tuple[int, int], value: tuple[int, int]) -> Fact:
    name = prose.folded[part[0] : part[1]]
    return begin_fact(
        prose,
        "measurement",
        _labels()[name],
        part,
        status="present",
        value=prose.text[value[0] : value[1]],
        value_span=value,
        interpretation="normal",
        method="examination",
    )


def _sentences_of_both(prose: Prose) -> list[Sentence]:
    """Return the sentences that hold a part and a value, in order: one pass over the text, where they take many."""
    holding: dict[str, set[int]] = {"part": set(), "value": set()}
    for hit in _words().find(prose.text, nested=True, folded=prose.folded):
        if (sentence := prose.sentence_at(hit.start)) is not None:
            holding[hit.entry].add(sentence.index)
    return [prose.sentences[index] for index in sorted(holding["part"] & holding["value"])]


@cache
def _words() -> PhraseMatcher[str]:
    rows = read_table("examination_words.tsv")
    return PhraseMatcher((row["words"], row["role"]) for row in rows if row["role"] in ("part", "value"))


def _find_values(prose: Prose, sentence: Sentence) -> Iterator[tuple[tuple[int, int], tuple[int, int]]]:
    """Yield the places of a part and of each value that a sentence gives to it."""
    for match in _patterns()["behind"].finditer(prose.folded, sentence.start, sentence.end):
        for value in _patterns()["value"].finditer(prose.folded, match.end("verb"), match.end()):
            yield match.span("part"), value.span()
    for match in _patterns()["before"].finditer(prose.folded, sentence.start, sentence.end):
        yield match.span("part"), match.span("value")


@cache
def _labels() -> dict[str, str]:
    return {
        row["words"]: row["label"] for row in read_table("examination_words.tsv") if row["role"] == "part"
    }


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    """A part with its verb and a list of values behind it; a value before a part; a value alone."""
    by_role: dict[str, list[str]] = {}
    for row in read_table("examination_words.tsv"):
        by_role.setdefault(row["role"], []).append(row["words"])
    either = {role: alternatives(words) for role, words in by_role.items()}
    part, value, adverb = (either[role] for role in ("part", "value", "adverb"))
    item = rf"(?:(?:{adverb})\s)*(?:{value})\b"
    listed = rf"{item}(?:(?:,\s(?:and\s)?|\sand\s){item}){{0,5}}"
    return {
        "behind": re.compile(
            rf"\b(?P<part>{part})(?P<verb>(?:\s(?:of|over|in|on)\s(?:(?:the|his|her|both)\s)?[\w-]+)?"
            rf"\s(?:{either['copula']})\s|:?\s){listed}"
        ),
        "before": re.compile(
            rf"\b(?P<value>{value})\s(?:(?:{either['between']})\s){{0,2}}(?P<part>{part})\b(?!\s(?:{value}))"
        ),
        "value": re.compile(rf"\b(?:{value})\b"),
    }
