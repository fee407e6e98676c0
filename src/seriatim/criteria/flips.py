"""The smallest changes that would change a verdict."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations
from math import comb

from seriatim.criteria.judgement import Judgement, Outcome
from seriatim.criteria.kleene import MET, NOT_MET, UNKNOWN
from seriatim.model import Flip

MOST_TOGETHER = 3
MOST_LISTED = 60
MOST_TRIED = 400


def find_flips(judgement: Judgement) -> tuple[Flip, ...]:
    """Find the smallest sets of items, met or unknown, whose change changes the verdict.

    Single items first; only where no single one does it, pairs, and then threes. All items of a set take
    the same status. At most `MOST_LISTED` sets are given, in the order of the items; a size with more than
    `MOST_TRIED` combinations is not searched.
    """
    if judgement.pack.tally:
        return ()
    for size in range(1, MOST_TOGETHER + 1):
        found = [flip for turn in (MET, NOT_MET) for flip in _flips(judgement, size, turn)]
        if found:
            return tuple(found[:MOST_LISTED])
    return ()


def _flips(judgement: Judgement, size: int, turn: str) -> Iterator[Flip]:
    candidates = _candidates(judgement, turn)
    if size > 1 and (
        comb(len(candidates), size) > MOST_TRIED or not _can_change(judgement, candidates, turn)
    ):
        return
    for chosen in combinations(candidates, size):
        outcome = judgement.outcome_if(dict.fromkeys(chosen, turn))
        if _differs(judgement.outcome, outcome):
            item = chosen[0] if size == 1 else chosen
            yield Flip(item, turn, _then(judgement.outcome, outcome))


def _candidates(judgement: Judgement, turn: str) -> Sequence[str]:
    """Items that could take the status: unknown ones either way, met ones to not met."""
    held = judgement.findings
    open_statuses = {UNKNOWN} if turn == MET else {UNKNOWN, MET}
    return [item.id for item in judgement.pack.items if held[item.id].status in open_statuses]


def _can_change(judgement: Judgement, candidates: Sequence[str], turn: str) -> bool:
    """Rules without a table only rise with items met, so all together bound what any few can do."""
    if judgement.pack.classes:
        return True
    return _differs(judgement.outcome, judgement.outcome_if(dict.fromkeys(candidates, turn)))


def _differs(one: Outcome, other: Outcome) -> bool:
    return (one.status, one.result) != (other.status, other.result)


def _then(one: Outcome, other: Outcome) -> str:
    if one.status == other.status and other.result:
        return other.result
    return other.status
