"""Outcomes: what came of a disease and of a treatment."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import Any

from seriatim.extract._context import UNDECIDED, Context, begin_fact
from seriatim.extract.actions._grades import Graded, grade
from seriatim.extract.actions._response_tables import responses_of_tables
from seriatim.extract.actions._response_words import ResponseWord, find_response_words
from seriatim.extract.actions._treatment_links import (
    NEVER_A_RESPONSE,
    TREATMENTS,
    facts_by_sentence,
    find_excepted,
    find_target,
    find_treatments,
    is_attribute,
)
from seriatim.model import Fact
from seriatim.text import Prose
from seriatim.text.tables import alternatives, read_table

_COURSES = frozenset({"progression", "recurrence", "stable", "improved", "resolved"})
_DENIED = {"complete": "none", "partial": "none", "worse": "none", "none": "unclear", "unclear": "unclear"}
"""What a treatment did where the outcome word is denied ("did not improve")."""
_BOUND = frozenset({"finding", "less", "more"})


def find_outcomes(context: Context) -> list[Fact]:
    """Find the outcomes a report states: resolved, improved, recurrence, death, lost to follow-up, ...

    Words that are an outcome only of a finding ("reduction in") are left to `changes.add_changes`.
    """
    folded = context.prose.folded
    return [
        make_outcome(context.prose, graded)
        for hit, sentence in find_response_words(context)
        if not _is_mere_state(folded, hit.start, hit.end)
        and (graded := grade(folded, sentence.start, hit)) is not None
        and _stands_alone(hit.entry, graded)
    ]


def _stands_alone(entry: ResponseWord, graded: Graded) -> bool:
    """Tell whether an outcome word is one whatever it is said of: it needs no finding, or has the grade it needs."""
    return not entry.needs & _BOUND or ("grade" in entry.needs and graded.entry != entry)


def make_outcome(prose: Prose, graded: Graded, **known: Any) -> Fact:
    """Make the fact of an outcome; what its own words deny ("no recurrence") is present."""
    entry = graded.entry
    denies = graded.denies or prose.folded.startswith(("no ", "without "), graded.start)
    return begin_fact(
        prose,
        "outcome",
        entry.label,
        (graded.start, graded.end),
        status="present" if denies else UNDECIDED,
        response=entry.response,
        vital_status="DECEASED" if entry.label == "death" else None,
        modifiers={"course": (entry.label,)} if entry.label in _COURSES else {},
        **known,
    )


def _is_mere_state(folded: str, start: int, end: int) -> bool:
    """Tell that someone is without a fever that nobody has told of ("on examination she was afebrile")."""
    if not folded.endswith(_FEVERLESS, start, end) or folded.startswith("became", start):
        return False
    return _fever().search(folded, 0, start) is None


@cache
def _fever() -> re.Pattern[str]:
    """The words for fever that are not denied where they stand."""
    fever = {r["words"] for r in read_table("finding_tests.tsv") if r["test"] == "body temperature"}
    return re.compile(rf"(?<!\bno )(?<!without )(?<!denied )\b(?:{alternatives(fever - {_FEVERLESS})})\b")


_FEVERLESS = "afebrile"


def attach_outcomes(context: Context, facts: list[Fact]) -> list[Fact]:
    """Tie each outcome to the finding it is about and to the treatment it followed.

    The outcome's `target` is the finding; the treatment's fact gets the outcome's `response` and the same
    `target`, the first outcome that is told of it. What is denied or left open changes the response:
    "did not improve" is none, "may improve" unclear, and so is that someone is well or stable; such a response gives way to any other. That an adverse effect went away is no response to the
    drug that caused it. A table that has a column for the response tells it first.
    """
    by_sentence = facts_by_sentence(context, facts)
    named = {f.id: _what(f) for f in facts if f.kind in TREATMENTS}
    harms = {(named[f.target], f.patient, _what(f)) for f in facts if f.adverse and f.target in named}
    changed = {f.id: f.changed(response=said) for f, said in responses_of_tables(context.prose, facts)}
    told = [_judged(context, f, by_sentence) for f in facts if f.kind == "outcome"]
    for fact, outcome, target in sorted(told, key=_rank):
        sentence = context.prose.sentence_at(fact.start)
        if sentence is None:
            continue
        adjective = target is not None and is_attribute(context.prose.text, fact, target)
        if fact.label not in NEVER_A_RESPONSE and not adjective:
            for treatment in find_treatments(context, fact, target, by_sentence, sentence):
                about = target or _harm_before(fact, treatment, by_sentence[sentence.index])
                if about is None or (_what(treatment), treatment.patient, _what(about)) not in harms:
                    _tell(changed, treatment, outcome, target)
            for treatment in find_excepted(context, outcome, by_sentence, sentence):
                _tell(
                    changed,
                    treatment,
                    outcome.changed(response=_DENIED[outcome.response or "unclear"]),
                    target,
                )
        changed[fact.id] = outcome.changed(target=target.id if target else None)
    return [changed.get(f.id, f) for f in facts]


def _rank(told: tuple[Fact, Fact, Fact | None]) -> tuple[bool, bool, int]:
    """What is told first of a treatment: what is clear, what is said of a finding, what stands first."""
    fact, outcome, target = told
    return outcome.response == "unclear", target is not None and target.kind == "measurement", fact.start


def _harm_before(outcome: Fact, treatment: Fact, inside: Sequence[Fact]) -> Fact | None:
    """The adverse effect of a treatment that an outcome behind it, told of nothing else, is about."""
    harms = (f for f in inside if f.adverse and f.target == treatment.id and f.start < outcome.start)
    return next(harms, None)


def _judged(
    context: Context, fact: Fact, by_sentence: dict[int, list[Fact]]
) -> tuple[Fact, Fact, Fact | None]:
    """An outcome as found, with the response it tells, and the finding it is about."""
    sentence = context.prose.sentence_at(fact.start)
    inside = by_sentence.get(sentence.index, ()) if sentence else ()
    target = next((f for f in inside if f.id == fact.target), None)
    target = target or find_target(context.prose.text, fact, inside)
    if fact.label == "well":
        target = None
    response = _response(fact)
    if fact.label == "stable" and fact.status == "present" and target is not None and response == "unclear":
        response = "none"
    return fact, fact.changed(response=response), target


def _what(finding: Fact) -> str:
    return finding.code or finding.label


def _response(outcome: Fact) -> str:
    response = outcome.response or "unclear"
    if outcome.status == "uncertain":
        return "unclear"
    if outcome.status != "absent":
        return response
    return "complete" if outcome.label == "recurrence" else _DENIED[response]


def _tell(changed: dict[str, Fact], treatment: Fact, outcome: Fact, target: Fact | None) -> None:
    """Give a treatment its response, if it has none yet."""
    if treatment.id not in changed and treatment.response is None:
        changed[treatment.id] = treatment.changed(
            response=outcome.response, target=target.id if target else treatment.target
        )
