"""When: the time of every fact, and the dates and durations that stand on their own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from seriatim.extract._context import Context, begin_fact
from seriatim.extract.people._scene import scene_of
from seriatim.extract.time._onset import find_onset, names_change
from seriatim.extract.time._statement import Governing, Statement, only_lasts
from seriatim.extract.time._story import anchor_in_story, count_follow_up
from seriatim.extract.time._when import choose_times
from seriatim.model import Fact, Patient, Time
from seriatim.text.durations import count_days, subtract_duration
from seriatim.text.times import TimeExpression
from seriatim.text.wording import pattern_of

_UNTIMED = frozenset({"demographic", "time"})
_POINTS_OF_VIEW = frozenset({"birth", "presentation", "report"})
_CHILD = 18 * 365.25  # days
_NEAR = 40  # characters
_visit = pattern_of(
    r"\b(?:follow-up|followup|last seen|last visit|re-?examination|reviewed|seen again)[,\s]+(?:now\s)?\Z"
)
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
        for t in _times_of(context, index)
        if _stands_alone(t)
    ]


def _times_of(context: Context, index: int) -> list[TimeExpression]:
    """Return the times of a sentence; what a child did "at 15 months" it did at that age.

    Of someone "alive at 3 years" or free of disease then, a length no longer than their age is that of the
    follow-up.
    """
    scene = scene_of(context)
    told = {m.age_span for m in scene.mentions_at.get(index, ())}
    # "aged 8" that introduces nobody is the age at which something was so
    times = [
        t._replace(relation="at")
        if t.kind == "age"
        and t.relation is None
        and (t.start, t.end) not in told
        and _is_at_follow_up(scene.folded, t)
        else t
        for t in scene.times.get(index, ())
    ]
    ids = context.people.by_sentence.get(index, ())
    ages = {p.age for p in context.people.patients if p.id in ids and p.age}
    now = count_days(ages.pop()) if len(ages) == 1 else None
    followed = scene.says(index, "alive", "followed")
    if now is None or (now > _CHILD and not followed):
        return list(times)
    then = ("relative", "after") if followed else ("age", "at")
    return [
        t._replace(kind=then[0], relation=then[1]) if only_lasts(t) and _is_past_age(t, now) else t
        for t in times
    ]


def _is_at_follow_up(folded: str, time: TimeExpression) -> bool:
    """Whether an age stands right behind a word for a later visit ("at follow-up | aged 8")."""
    return _visit().search(folded, max(0, time.start - _NEAR), time.start) is not None


def _is_past_age(time: TimeExpression, now: float) -> bool:
    """Whether a length behind "at" or "by" can be an age that someone now of `now` days has had, or a child will have."""
    if time.lead not in ("at", "by") or not time.iso or time.iso.startswith("PT"):
        return False  # "prolonged at 14 min"
    grown = now <= _CHILD and time.iso.endswith("Y")
    return (count_days(time.iso) or now + 1) <= now or grown


def _stands_alone(time: TimeExpression) -> bool:
    """Whether an expression is a date, a length or a moment of its own, not "on admission", "at birth" or "later"."""
    if time.kind == "named":
        return time.anchor not in _POINTS_OF_VIEW
    if time.kind == "stage":
        return time.label != "Congenital onset"
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
        times = [t for t in _ages_in_turn(_times_of(context, index)) if _governs(t)]
        if not times:
            continue
        sentence = context.prose.sentences[index]
        statement = Statement(
            sentence.start,
            scene.folded[sentence.start : sentence.end],
            tuple(facts[p] for p in places),
            arrivals=tuple(h.start for h in scene.phrases.get(index, ()) if h.entry == "presents"),
            follows_arrival=scene.says(index - 1, "presents"),
            newcomers=tuple(m.end for m in scene.mentions_at.get(index, ()) if m.indefinite),
            introduces=any(
                m.indefinite for k in range(index - 2, index + 1) for m in scene.mentions_at.get(k, ())
            ),
        )
        for place, governing in zip(places, choose_times(statement, times), strict=True):
            if governing is not None and not _is_prescribed(statement, facts[place], governing.time):
                out[place] = _timed(context, facts[place], governing, patients, statement)
    return anchor_in_story(context.prose, scene.folded, count_follow_up(out))


def _is_prescribed(statement: Statement, fact: Fact, time: TimeExpression) -> bool:
    """Whether a length is that of a treatment, which tells no history ("a 7-day course of | meropenem")."""
    if fact.kind not in ("medication", "intervention"):
        return False
    return statement.between(time.start, max(time.end, time.reach)).endswith("course")


def _ages_in_turn(times: Sequence[TimeExpression]) -> Iterator[TimeExpression]:
    """Read "at 7 years" behind another age of the sentence as an age, too ("from birth ...; at 3 ..., at 7 years")."""
    ages = False
    for time in times:
        ages = ages or time.anchor == "birth" or time.kind == "stage"
        ages = ages or (time.kind == "age" and time.relation == "at")
        bare = ages and time.lead == "at" and only_lasts(time)
        yield time._replace(kind="age", relation="at") if bare else time


def _governs(time: TimeExpression) -> bool:
    """Whether an expression can say when something was so.

    A frequency, the age of presentation and a length alone ("24-hour urine") cannot.
    """
    if time.kind == "age":
        return time.relation == "at"
    if only_lasts(time):
        return time.lead == "for"
    return time.kind != "set"


def _timed(
    context: Context,
    fact: Fact,
    governing: Governing,
    patients: dict[str, Patient],
    statement: Statement,
) -> Fact:
    """Write a fact's time, with the age then where it can be counted, and what that makes its onset."""
    time = governing.time
    made = _resolved(context, governing, patients.get(fact.patient or ""))
    change = names_change(statement.folded, time.start - statement.start, fact.start - statement.start)
    modifiers = dict(fact.modifiers)
    if change:
        modifiers["course"] = tuple(dict.fromkeys((*modifiers.get("course", ()), *change)))
    onset = fact.onset
    if fact.kind in ("phenotype", "disease") and fact.status == "present" and not change:
        onset = onset or find_onset(statement.folded, time, made)
    return fact.changed(time=made, modifiers=modifiers, onset=onset)


def _plain(context: Context, time: TimeExpression) -> Time:
    text = context.prose.text[time.start : max(time.end, time.reach)]
    text = " ".join(text.split())
    if time.kind == "age":
        return Time(text, relation="at", age=time.iso, age_range=time.ages)
    if time.kind == "date":
        return Time(text, relation="at", date=time.iso)
    return Time(text, offset=time.iso, relation=time.relation, anchor=time.anchor)


def _resolved(context: Context, governing: Governing, patient: Patient | None) -> Time:
    """Count ages from offsets and offsets from ages where both ends are known.

    What a person presents with "for 2 weeks" began two weeks before, and so did what they present "2 weeks after".
    """
    time = governing.time
    made = _plain(context, time)
    if governing.event is not None:
        return replace(made, anchor=governing.event)
    if governing.turned:
        made = replace(made, relation="before", anchor="presentation")
    now = patient.age if patient else None
    if time.kind == "relative" and made.relation == "before" and made.anchor is None:
        made = replace(made, anchor="presentation")
    if only_lasts(time):
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
