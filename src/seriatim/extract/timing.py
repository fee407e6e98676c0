"""When: the time of every fact, and the dates and durations that stand on their own."""

from __future__ import annotations

import re
from dataclasses import replace

from seriatim.extract._clauses import clause_of, find_boundaries
from seriatim.extract._context import Context, begin_fact
from seriatim.extract._onset import find_onset, names_change
from seriatim.extract._scene import scene_of
from seriatim.model import Fact, Patient, Time
from seriatim.text import Sentence
from seriatim.text.durations import subtract_duration
from seriatim.text.times import TimeExpression

_TESTS = frozenset({"measurement", "imaging", "procedure", "histology"})
_GOES_NO_FURTHER = re.compile(r"\s?(?:[.;:)\]]|,?\s(?:and|or|but|as well as|while|whereas)\b|,|\Z)")
_COMPLAINTS = frozenset({"phenotype", "disease"})
_UNTIMED = frozenset({"demographic", "time"})
_ON_THEIR_OWN = frozenset({"duration", "date", "relative", "set", "stage"})


def find_time_facts(context: Context) -> list[Fact]:
    """Find the dates and durations of the report's own sentences, each a fact on its words.

    Example:
        >>> from seriatim.model import Report
        >>> from seriatim.text import read_prose
        >>> prose = read_prose(Report(id="r", text="The rash began two weeks prior to admission."))
        >>> [(f.spans[0].text, f.time.offset, f.time.relation) for f in find_time_facts(Context(prose))]
        [('two weeks', 'P2W', 'before')]
    """
    scene = scene_of(context)
    return [
        begin_fact(context.prose, "time", t.kind, (t.start, t.end), status="present", time=_plain(context, t))
        for index in sorted(scene.own.intersection(scene.times))
        if context.prose.sentences[index].section != "other"
        for t in scene.times[index]
        if _stands_alone(t)
    ]


def _stands_alone(time: TimeExpression) -> bool:
    """Whether an expression is a date or a length of its own, not only "on admission" or "later"."""
    if time.kind == "named":
        return time.anchor not in ("presentation", "report")
    return time.kind in _ON_THEIR_OWN or (time.kind == "age" and time.relation == "at")


def attach_times(context: Context, facts: list[Fact]) -> list[Fact]:
    """Give each fact the time its statement names; a statement without one gives none.

    Args:
        context: the prose and its people; ages are counted back from a patient's age at presentation.
        facts: with subject and patient decided.
    """
    scene = scene_of(context)
    patients = {p.id: p for p in context.people.patients}
    by_sentence: dict[int, list[int]] = {}
    for at, fact in enumerate(facts):
        sentence = context.prose.sentence_at(fact.start)
        if sentence is not None and fact.kind not in _UNTIMED and fact.time is None:
            by_sentence.setdefault(sentence.index, []).append(at)
    out = list(facts)
    for index, places in by_sentence.items():
        times = [t for t in scene.times.get(index, ()) if _governs(t)]
        if not times:
            continue
        sentence = context.prose.sentences[index]
        folded = scene.folded[sentence.start : sentence.end]
        arrivals = [h.start for h in scene.phrases.get(index, ()) if h.entry == "presents"]
        chosen = _choose_times(sentence, folded, times, [facts[p] for p in places], arrivals)
        for place, time in zip(places, chosen, strict=True):
            if time is not None and (not _only_lasts(time) or _is_complaint(facts[place], arrivals)):
                out[place] = _timed(context, facts[place], time, patients, sentence, folded)
    return out


def _governs(time: TimeExpression) -> bool:
    """Whether an expression can say when something was so.

    A frequency, the age of presentation and a length alone ("24-hour urine") cannot.
    """
    if time.kind == "age":
        return time.relation == "at"
    if _only_lasts(time):
        return time.lead == "for"
    return time.kind != "set"


def _choose_times(
    sentence: Sentence,
    folded: str,
    times: list[TimeExpression],
    facts: list[Fact],
    arrivals: list[int],
) -> list[TimeExpression | None]:
    """Choose for each fact of a sentence the expression that governs it.

    A time in front, or one that the clause goes on from ("17 years ago with ..."), governs what follows up to
    the next such time; one that closes its part of the clause ("cough for 2 years and ...") governs what
    stands before it; so does one after which the person presents. A test also takes the time between it and its result.
    """
    bounds = find_boundaries(folded)
    clauses = [clause_of(bounds, f.start - sentence.start) for f in facts]
    chosen: list[TimeExpression | None] = [None] * len(facts)
    closing: list[tuple[TimeExpression, list[int]]] = []
    since = sentence.start
    for time in times:
        clause = clause_of(bounds, time.start - sentence.start)
        before = [i for i, f in enumerate(facts) if clauses[i] == clause and since <= f.start < time.start]
        since = time.start
        if before and (
            _closes(folded, time, sentence.start) or _next_word(folded, time, sentence) in arrivals
        ):
            closing.append((time, before))
            continue
        tests = [i for i in before if facts[i].kind in _TESTS]
        for i in [*tests, *(i for i, f in enumerate(facts) if f.start > time.start)]:
            chosen[i] = time
    for time, before in closing:
        for i in before:
            chosen[i] = chosen[i] if chosen[i] and _only_lasts(time) else time
    return chosen


def _closes(folded: str, time: TimeExpression, start: int) -> bool:
    """Whether the clause does not go on from an expression: a conjunction or a stop comes next."""
    return _GOES_NO_FURTHER.match(folded, max(time.end, time.reach) - start) is not None


def _next_word(folded: str, time: TimeExpression, sentence: Sentence) -> int:
    """Offset of the word after an expression; where the main clause begins there, the time belongs before it."""
    at = max(time.end, time.reach) - sentence.start
    return sentence.start + at + len(folded[at:]) - len(folded[at:].lstrip())


def _is_complaint(fact: Fact, arrivals: list[int]) -> bool:
    """Whether a finding is what a person presents with, so that its length reaches back from presentation."""
    return fact.kind in _COMPLAINTS and any(at < fact.start for at in arrivals)


def _only_lasts(time: TimeExpression) -> bool:
    return time.kind == "duration" and time.relation is None


def _timed(
    context: Context,
    fact: Fact,
    time: TimeExpression,
    patients: dict[str, Patient],
    sentence: Sentence,
    folded: str,
) -> Fact:
    """Write a fact's time, with the age then where it can be counted, and what that makes its onset."""
    patient = patients.get(fact.patient or "")
    made = _resolved(context, time, patient)
    change = names_change(folded, time.start - sentence.start, fact.start - sentence.start)
    modifiers = dict(fact.modifiers)
    if change:
        modifiers["course"] = tuple(dict.fromkeys((*modifiers.get("course", ()), *change)))
    onset = fact.onset
    if fact.kind in ("phenotype", "disease") and fact.status == "present" and not change:
        onset = onset or find_onset(folded, time, made)
    return replace(fact, time=made, modifiers=modifiers, onset=onset)


def _plain(context: Context, time: TimeExpression) -> Time:
    text = context.prose.text[time.start : max(time.end, time.reach)]
    text = " ".join(text.split())
    if time.kind == "age":
        return Time(text, relation="at", age=time.iso)
    if time.kind == "date":
        return Time(text, relation="at", date=time.iso)
    return Time(text, offset=time.iso, relation=time.relation, anchor=time.anchor)


def _resolved(context: Context, time: TimeExpression, patient: Patient | None) -> Time:
    """Count ages from offsets and offsets from ages where both ends are known.

    What a person presents with "for 2 weeks" began two weeks before.
    """
    made = _plain(context, time)
    now = patient.age if patient else None
    if time.kind == "relative" and made.relation == "before" and made.anchor is None:
        made = replace(made, anchor="presentation")
    if _only_lasts(time):
        made = replace(made, relation="before", anchor="presentation")
    if now is None:
        return made
    if made.age:
        return _counted_back(made, now)
    if made.relation == "before" and made.anchor == "presentation" and made.offset:
        age = subtract_duration(now, made.offset)
        return replace(made, age=age, derived=True) if age else made
    return made


def _counted_back(made: Time, now: str) -> Time:
    if made.age == now:
        return replace(made, anchor="presentation")
    offset = subtract_duration(now, made.age or "")
    if offset is None:
        return made
    return replace(made, offset=offset, relation="before", anchor="presentation", derived=True)
