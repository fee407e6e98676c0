"""Values of one test in a row, each with its own time ("84 on admission, rising to 210 by week 8")."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from seriatim.extract.time._statement import Statement
from seriatim.model import Fact
from seriatim.text.times import TimeExpression

_TURNS = re.compile(r"[,;]|\b(?:and|but|then|to)\b")
_REACH = 40  # characters behind the last value in which its time may begin


def without_earlier_values(facts: Sequence[Fact], numbers: Iterable[int]) -> list[int]:
    """Leave out the values, and what they show, behind which another value of the same test stands.

    Args:
        facts: of one sentence.
        numbers: which of them a time behind them may govern.
    """
    kept = list(numbers)
    last: dict[int, int] = {}
    for fact in facts:
        if fact.kind == "measurement" and fact.number is not None and fact.value_span:
            last[fact.start] = max(last.get(fact.start, 0), fact.value_span[0])
    return [n for n in kept if _value_start(facts[n]) >= last.get(facts[n].start, 0)]


def times_of_values(
    statement: Statement, times: Sequence[TimeExpression]
) -> dict[int, TimeExpression | None]:
    """Find the time of each of several values of one test, where the sentence gives at least one its own.

    A time right behind a value is that value's, one behind a comma or an "and" the next one's; one before the
    first value is the first one's.

    Returns:
        For the values and what they show, by number of the fact: its time, or None where another has it.
    """
    found: dict[int, TimeExpression | None] = {}
    for places, numbers in _series(statement.facts):
        owned = _owned(statement, places, times)
        if not owned:
            continue
        front = [t for t in times if t.end <= places[0][0]]
        if front:
            owned.setdefault(places[0][0], front[-1])
        found |= {n: owned.get(_value_start(statement.facts[n])) for n in numbers}
    return found


def _series(facts: Sequence[Fact]) -> Iterator[tuple[list[tuple[int, int]], list[int]]]:
    """Yield the places of the values of each test that has several, and the numbers of the facts they make."""
    held: dict[int, list[int]] = {}
    for number, fact in enumerate(facts):
        if fact.kind in ("measurement", "phenotype") and _value_start(fact) != _NOWHERE:
            held.setdefault(fact.start, []).append(number)
    for numbers in held.values():
        places = {facts[n].value_span for n in numbers if facts[n].kind == "measurement"}
        if len(places) > 1:
            yield sorted(place for place in places if place), numbers


def _owned(
    statement: Statement, places: Sequence[tuple[int, int]], times: Iterable[TimeExpression]
) -> dict[int, TimeExpression]:
    """The times behind the first value, by the start of the value each belongs to."""
    owned: dict[int, TimeExpression] = {}
    for time in times:
        for (low, end), (after, _) in pairwise([*places, (places[-1][1] + _REACH, 0)]):
            if end <= time.start < after:
                turned = _TURNS.search(statement.between(end, time.start)) is not None
                if not turned:
                    owned.setdefault(low, time)
                elif low != places[-1][0]:
                    owned[after] = time
    return owned


def _value_start(fact: Fact) -> int:
    """Where the value stands that a fact gives or is read out of; of other facts, and of words, the end of all."""
    if fact.kind == "measurement":
        counted = fact.number is not None and fact.value_span is not None
        return fact.value_span[0] if counted and fact.value_span else _NOWHERE
    return fact.spans[-1].start if fact.rule and len(fact.spans) > 1 else _NOWHERE


_NOWHERE = 1 << 62
