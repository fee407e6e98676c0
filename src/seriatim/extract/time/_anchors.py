"""What a time is measured from: the illness, or the treatment begun or ended, that "before" or "after" names."""

from __future__ import annotations

import re
from collections.abc import Iterator

from seriatim.extract.time._statement import LIST, OPENING, Statement, is_act
from seriatim.text.times import TimeExpression

_BESIDE = 40
_OF_ACT = re.compile(r"\s(?:(?:of|with|on|to)\s)?(?:(?!(?:and|or|for|in)\b)[a-z-]+\s){0,3}")
_AND_MORE = re.compile(
    r"(?:,\s(?:and\s)?|\s(?:and|or|with)\s)(?:(?!(?:he|she|it|they|there|the|his|her|had|has|was|were)\b)[a-z-]+\s){0,2}"
)
_PURPOSE = re.compile(
    r"(?:\s(?!for\b)[a-z-]+){0,4}\sfor\s(?:(?!\b(?:was|were|had|has|she|he|they|it|there|the\spatient)\b)[^,;]){0,80}"
)


def find_event(statement: Statement, time: TimeExpression) -> int | None:
    """The fact that "before" or "after" is followed by, or "after the onset of", "after the first dose of"."""
    if time.anchor == "treatment":
        return _act_of(statement, time)
    onset = time.anchor == "onset" and statement.folded.startswith(" of ", time.reach - statement.start)
    if time.kind not in ("relative", "vague") or time.reach <= time.end or not (time.anchor is None or onset):
        return None
    beside = [
        (fact.start, i)
        for i, fact in enumerate(statement.facts)
        if 0 <= fact.start - time.reach <= _BESIDE and "," not in statement.between(time.reach, fact.start)
    ]
    return min(beside)[1] if beside else None


def _act_of(statement: Statement, time: TimeExpression) -> int | None:
    """The treatment that a length is counted from: "after 6 weeks of | isoniazid | therapy", "the first dose of | it"."""
    acts = [(f.start, i) for i, f in enumerate(statement.facts) if is_act(f)]
    inside = [i for at, i in acts if time.start < at < time.reach]
    beside = [i for at, i in acts if at > time.reach and _OF_ACT.fullmatch(statement.between(time.reach, at))]
    return next(iter((*inside, *beside)), None)


def reaches_arrival(statement: Statement, time: TimeExpression) -> bool:
    """Whether someone presented so long after what a time is measured from."""
    if time.relation != "after" or not time.iso:
        return False
    clause = statement.clause(time.start)
    if any(at < time.start and statement.clause(at) == clause for at in statement.arrivals):
        return True
    told = statement.between(statement.start, time.start)
    return len(told.split()) < OPENING and any(time.reach < at for at in statement.arrivals)


def _listed_with(statement: Statement, edge: int) -> Iterator[int]:
    """The findings of one list with the one that ends at an offset: "before he developed headache | and vomiting"."""
    for i, fact in sorted(enumerate(statement.facts), key=lambda pair: pair[1].start):
        if fact.start >= edge and _AND_MORE.fullmatch(statement.between(edge, fact.start)):
            yield i
            edge = fact.spans[-1].end


def find_belonging(statement: Statement, time: TimeExpression, event: int | None) -> set[int]:
    """What a time is measured from: the fact, what is listed with it, and what treatments were given for."""
    if event is None:
        return set()
    held, edge = {event}, statement.facts[event].spans[-1].end
    if not is_act(statement.facts[event]):
        opens = len(statement.between(statement.start, time.start).split()) < OPENING
        return held if opens else {*held, *_listed_with(statement, edge)}
    for i, fact in sorted(enumerate(statement.facts), key=lambda pair: pair[1].start):
        gap = statement.between(edge, fact.start)
        if fact.start >= edge and (LIST if is_act(fact) else _PURPOSE).fullmatch(gap):
            held.add(i)
            edge = fact.spans[-1].end if is_act(fact) else edge
    return held
