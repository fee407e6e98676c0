"""Values of one test in a row: what follows the last of them times that one alone ("84, rising to 210 by week 8")."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from seriatim.model import Fact


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


def _value_start(fact: Fact) -> int:
    """Where the value stands that a fact gives or is read out of; of other facts, and of words, the end of all."""
    if fact.kind == "measurement":
        counted = fact.number is not None and fact.value_span is not None
        return fact.value_span[0] if counted and fact.value_span else _NOWHERE
    return fact.spans[-1].start if fact.rule and len(fact.spans) > 1 else _NOWHERE


_NOWHERE = 1 << 62
