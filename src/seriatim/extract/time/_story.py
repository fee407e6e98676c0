"""The story's own clock: "three years later" is counted from what was told just before."""

from __future__ import annotations

import re
from dataclasses import replace

from seriatim.extract.time._onset import tells_onset
from seriatim.model import Fact, Time
from seriatim.text import Prose
from seriatim.text.durations import add_duration

_FOLLOW_UP = re.compile(r"follow(?:ing)?[- ]?up\Z", re.IGNORECASE)
_TREATMENTS = frozenset({"medication", "intervention"})
_BACK = 3
"""How many sentences back the event may have been told."""


def anchor_in_story(prose: Prose, folded: str, facts: list[Fact]) -> list[Fact]:
    """Anchor a time "later" on the last fact of the same patient told before it, and count the age then.

    Only a fact with a time of its own in one of the sentences just before, in the same section, can be the
    anchor: otherwise it stays open which event is meant.

    Args:
        prose: the report's prose.
        folded: its text, folded.
        facts: with their times; a copy with anchors is returned, in the same order.
    """
    out = list(facts)
    last: dict[str | None, tuple[int, Fact]] = {}
    pending: dict[str | None, tuple[int, Fact]] = {}
    for at in sorted(range(len(facts)), key=lambda i: facts[i].start):
        fact = facts[at]
        sentence = prose.sentence_at(fact.start)
        if sentence is None or fact.time is None or fact.kind == "time":
            continue
        held = pending.get(fact.patient)
        if held is not None and held[0] < sentence.index:
            last[fact.patient] = held
        told = last.get(fact.patient)
        near = told is not None and sentence.index - told[0] <= _BACK and told[1].section == fact.section
        if told is not None and near and _goes_on(fact, fact.time):
            out[at] = _begun(
                fact.changed(time=_counted(fact.time, told[1])), folded[sentence.start : sentence.end]
            )
        pending[fact.patient] = (sentence.index, out[at])
    return out


def count_follow_up(facts: list[Fact]) -> list[Fact]:
    """Count the months of follow-up from the last treatment told before them, and date no treatment by them.

    Where no treatment was told in the same section, they are counted from presentation.

    Args:
        facts: with their times; a copy is returned, in the same order.
    """
    given: dict[tuple[str | None, str | None], Fact] = {}
    out = list(facts)
    for at in sorted(range(len(facts)), key=lambda i: facts[i].start):
        fact = facts[at]
        if fact.kind in _TREATMENTS and fact.status == "present":
            given[fact.patient, fact.section] = fact
        if fact.kind == "time" or fact.time is None or not _FOLLOW_UP.search(fact.time.text):
            continue
        if fact.kind in _TREATMENTS:
            out[at] = fact.changed(time=None)
        elif fact.time.offset and fact.time.anchor == "presentation" and fact.patient is not None:
            last = given.get((fact.patient, fact.section))
            if last is not None:
                out[at] = fact.changed(
                    time=replace(fact.time, anchor=last.id, age=None, derived=False), onset=None
                )
    return out


def _goes_on(fact: Fact, time: Time) -> bool:
    return time.anchor is None and time.relation == "after" and time.offset is not None and not fact.citations


def _counted(time: Time, event: Fact) -> Time:
    age = event.time.age if event.time else None
    then = add_duration(age, time.offset) if age and time.offset else None
    return replace(time, anchor=event.id, age=then, derived=then is not None)


def _begun(fact: Fact, folded: str) -> Fact:
    """The age that was counted is the onset of what "developed" then."""
    begins = fact.kind in ("phenotype", "disease") and fact.status == "present" and tells_onset(folded)
    if fact.onset is not None or not begins or fact.time is None:
        return fact
    return fact.changed(onset=fact.time.age)
