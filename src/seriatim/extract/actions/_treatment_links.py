"""Which finding an outcome is about, and which treatment it followed."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from functools import cache

from seriatim.extract._context import Context
from seriatim.extract.actions._response_words import is_outcome_word
from seriatim.extract.actions._supportive import choose_alone, choose_helpful
from seriatim.extract.actions._titrations import LATER_DOSE
from seriatim.extract.actions._told_treatments import excepted_from, told_of
from seriatim.model import Fact
from seriatim.text import Sentence
from seriatim.text.tables import alternatives, read_table
from seriatim.text.wording import pattern_of

FINDINGS = frozenset({"phenotype", "disease"})
TREATMENTS = frozenset({"medication", "intervention"})
_OF = re.compile(r"\s+(?:of|in|from|for)\s")
_end_of_object = pattern_of(r"[,;:()]|\.\s|\s(?:{is}|{has}|{did}|and|but|after|with|by|despite)\s")
_state = pattern_of(r"\b(?:{is}|been|remain(?:s|ed)?|bec(?:ame|omes?))\s\Z")  # "remained asymptomatic"
_OBJECT = re.compile(r"\s(?:the|her|his|their|its|this|these|all|both)\s(?:[a-z-]+\s){0,2}")
_TRANSITIVE = re.compile(
    r"(?:improve|control|relieve|reduce|alleviate|resolve|abolish|clear|heal)(?:d|led|ed)?\Z"
)
_DETERMINED = re.compile(r"\b(?:the|an?|his|her|its|their|of|with|from|by|these|those)\s\Z", re.IGNORECASE)
_WORD_IN_ING = re.compile(r"\w+ing")
_WHICH = re.compile(r",?\s(?:which|that|and this)\s(?:[a-z]+\s){0,2}")
_AFTER = re.compile(r"\b(?:after|once|when|following|upon|on|with|by)\b")
_ADJACENT = re.compile(r"\s(?:[a-z-]+\s)?")
_WORSENING = frozenset({"progression", "recurrence"})
_BACK = 3
_REACH = 140
_FAR = 1_500
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


def facts_between(facts: Sequence[Fact], low: int, high: int) -> Sequence[Fact]:
    """The facts, given in text order, that begin in `low:high`."""
    return facts[bisect_left(facts, low, key=_start) : bisect_right(facts, high, key=_start)]


def _start(fact: Fact) -> int:
    return fact.start


def find_target(text: str, outcome: Fact, around: Sequence[Fact]) -> Fact | None:
    """Find the finding of the same sentence that an outcome is about.

    "Improvement of the rash" and "the worsened rash" are about what follows; else it is the nearest finding before ("the rash
    resolved"), else the nearest after. An adverse effect is meant only where the words go on from it ("caused
    gout, which resolved").
    """
    end = outcome.spans[-1].end
    near = facts_between(around, outcome.start - _REACH, end + _REACH)
    findings = [
        f
        for f in near
        if f.kind in FINDINGS and _same_person(f, outcome) and (not f.adverse or _goes_on(text, f, outcome))
        if not is_outcome_word(f.spans[0].text)
    ]
    inside = [f for f in findings if outcome.start <= f.start < end]  # "reduced the swelling" names it
    named = [f for f in inside if not _state().search(text, outcome.start, f.start)]
    after = [*named, *(f for f in findings if f.start >= end)]
    before = [f for f in findings if f.spans[-1].end <= outcome.start]
    if after and (named or is_attribute(text, outcome, after[0]) or _is_object(text, outcome, after[0])):
        return after[0]
    if of := _OF.match(text, end):
        stop = _end_of_object().search(text, of.end())
        within = [f for f in after if stop is None or f.start < stop.start()]
        if within or text.startswith("of", of.start() + 1):
            return within[0] if within else None  # "normalization of calcium, ..." is about calcium alone
    return before[-1] if before else None


def _is_object(text: str, outcome: Fact, finding: Fact) -> bool:
    """Tell whether a finding is the object of the outcome's verb ("failed to improve | the anaemia")."""
    verb = _TRANSITIVE.search(text, outcome.start, outcome.spans[-1].end)
    return verb is not None and bool(_OBJECT.fullmatch(text, outcome.spans[-1].end, finding.start))


def _goes_on(text: str, finding: Fact, outcome: Fact) -> bool:
    return (
        _WHICH.fullmatch(text, finding.spans[-1].end, max(finding.spans[-1].end, outcome.start)) is not None
    )


def is_attribute(text: str, outcome: Fact, finding: Fact) -> bool:
    """Tell whether an outcome word stands before a finding as its adjective ("the worsened ulcers")."""
    end = outcome.spans[-1].end
    if outcome.label in _WORSENING and _WORD_IN_ING.fullmatch(text, outcome.start, end):
        return finding.start <= outcome.start or bool(_ADJACENT.fullmatch(text, end, finding.start))
    return (
        text[outcome.start : end].endswith("ed")
        and bool(_DETERMINED.search(text, max(0, outcome.start - 12), outcome.start))
        and bool(_ADJACENT.fullmatch(text, end, finding.start))
    )


def find_treatments(
    context: Context,
    outcome: Fact,
    target: Fact | None,
    by_sentence: Mapping[int, Sequence[Fact]],
    sentence: Sentence,
) -> list[Fact]:
    """Find the treatments an outcome followed: those of its own sentence, else of the last one that has some.

    Of several in one sentence those count that the outcome's words or its clause name (see `told_of`). An
    outcome that is the reason of a treatment ("surgery was repeated because of recurrence") followed none.
    Only sentences of the same paragraph count, at most three back; a treatment that was stopped, not given,
    or someone else's does not. What only makes up for a lack has the response of what it is given for (see
    `choose_helpful`), and what is told beside a death is no response to what was told before.
    """
    if _reason().search(context.prose.text, max(sentence.start, outcome.start - 40), outcome.start):
        return []
    beside: list[Fact] = []
    for index in range(sentence.index, max(-1, sentence.index - _BACK - 1), -1):
        other = context.prose.sentences[index]
        if other.paragraph != sentence.paragraph:
            break
        found = [
            f
            for f in facts_between(by_sentence.get(index, ()), outcome.start - _FAR, outcome.start + _FAR)
            if f.kind in TREATMENTS and f.status == "present" and _same_person(f, outcome) and _treats(f)
        ]
        given = [f for f in found if not _is_over(context.prose.folded, f, outcome, found)]
        if given and other is sentence:
            given = told_of(context.prose.folded, outcome, given, (sentence.start, sentence.end))
            found = given or [f for f in found if f.start < outcome.start]
        told_alone = other is sentence and len(given) == 1
        if given and (helpful := given if told_alone else choose_helpful(given, target)):
            return helpful
        if found and not given:
            return []
        beside = beside or given
        if other is sentence and _tells_of_death(by_sentence.get(index, ()), outcome):
            break
    return choose_alone(beside)


def _tells_of_death(inside: Sequence[Fact], outcome: Fact) -> bool:
    """Whether the sentence says, before the outcome, that the same person died."""
    return any(f.label == "death" and f.start < outcome.start and _same_person(f, outcome) for f in inside)


def _is_over(folded: str, treatment: Fact, outcome: Fact, others: Sequence[Fact]) -> bool:
    """Whether a treatment was stopped before an outcome came; not yet where it is left for one named behind.

    Told behind the outcome it was, too, where the outcome came after it ("resolved after the drug was stopped"),
    and it was not where the stop is told behind the outcome ("given with partial response but stopped").
    """
    if treatment.modifiers.get("course", ()) != ("stop",):
        return False
    if treatment.start > outcome.start:
        return _AFTER.search(folded, outcome.start, treatment.start) is not None
    if _stopped().search(folded, max(0, treatment.start - _REACH), outcome.start) is None:
        return False
    taken = (f for f in others if f.start > outcome.start and "start" in f.modifiers.get("course", ()))
    return treatment.start < outcome.start and next(taken, None) is None


def find_excepted(
    context: Context, outcome: Fact, by_sentence: Mapping[int, Sequence[Fact]], sentence: Sentence
) -> list[Fact]:
    """Find the treatments of an outcome's sentence that it is denied of in passing ("but not to carbamazepine")."""
    near = facts_between(by_sentence.get(sentence.index, ()), outcome.start, outcome.start + _REACH)
    given = [f for f in near if f.kind in TREATMENTS and _same_person(f, outcome)]
    return excepted_from(context.prose.folded, outcome, given)


def _treats(fact: Fact) -> bool:
    """Whether a drug or an act is meant to help: no contrast medium, no anaesthetic, no chest tube or incision.

    Of a drug with several doses the fact of the first speaks for it.
    """
    names, groups = _adjuncts("adjunct"), _adjuncts("adjunct group")
    return fact.rule != LATER_DOSE and fact.label not in names and not (fact.code or "").startswith(groups)


@cache
def _adjuncts(strength: str) -> tuple[str, ...]:
    return tuple(row["words"] for row in read_table("adverse_cues.tsv") if row["strength"] == strength)


def _same_person(first: Fact, second: Fact) -> bool:
    return first.subject == second.subject and first.patient == second.patient


@cache
def _stopped() -> re.Pattern[str]:
    """Words that say that a drug was stopped."""
    rows = read_table("dose_forms.tsv")
    words = alternatives(row["words"] for row in rows if (row["role"], row["value"]) == ("course", "stop"))
    return re.compile(rf"\b(?:{words})\b")


@cache
def _reason() -> re.Pattern[str]:
    rows = (row["words"] for row in read_table("adverse_cues.tsv") if row["strength"] == "reason")
    words = alternatives(rows)
    lasting = r"(?![a-z\s]{1,16}\b(?:day|week|month|year|hour)s?\b)"  # "for two weeks without benefit"
    return re.compile(rf"\b(?:{words})\s{lasting}(?:[a-z]+\s){{0,2}}\Z", re.IGNORECASE)
