"""The smallest changes that would change a verdict."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import combinations
from math import comb

from seriatim.criteria.evidence import Evidence, Index
from seriatim.criteria.finding import Finding
from seriatim.criteria.judgement import Judgement, Outcome
from seriatim.criteria.kleene import MET, NOT_MET, UNKNOWN
from seriatim.criteria.pack import Pack
from seriatim.model import Flip

MOST_TOGETHER = 3
MOST_LISTED = 60
MOST_TRIED = 400


def find_flips(judgement: Judgement) -> tuple[Flip, ...]:
    """Find the smallest sets of items, met or unknown, whose change changes the verdict.

    Single items first; only where no single one does it, pairs, and then threes. Where a class was chosen,
    pairs are also given for other classes that no single item leads to. All items of a set take the same
    status. At most `MOST_LISTED` sets are given, in the order of the items; a size with more than
    `MOST_TRIED` combinations is not searched.
    """
    pack, findings = judgement.pack, judgement.findings
    if pack.tally:
        return ()
    if any(item.refers_to and not findings[item.id].silent for item in pack.items):
        return _search(judgement)
    return _search_pattern(pack, tuple((f.status, f.silent) for f in findings.values()))


@lru_cache(maxsize=1024)
def _search_pattern(pack: Pack, pattern: tuple[tuple[str, bool], ...]) -> tuple[Flip, ...]:
    """Search once for all patients with the same statuses; the facts behind them make no difference."""
    held = zip(pack.items, pattern, strict=True)
    findings = {i.id: Finding(status, why="" if silent else "reported") for i, (status, silent) in held}
    evidence = Evidence(Index({}, {}), accepted=pack.accepted, conflicts=pack.conflicts, findings=findings)
    return _search(Judgement(pack, evidence))


def _search(judgement: Judgement) -> tuple[Flip, ...]:
    found: list[Flip] = []
    reached = {_key(judgement.outcome)}
    for size in range(1, MOST_TOGETHER + 1):
        changes = [c for turn in (MET, NOT_MET) for c in _changes(judgement, size, turn, frozenset(reached))]
        found += [flip for flip, _ in changes]
        reached |= {key for _, key in changes}
        if found and (size > 1 or judgement.outcome.row is None):
            break
    return tuple(found[:MOST_LISTED])


def _changes(
    judgement: Judgement, size: int, turn: str, reached: frozenset[tuple[str, str | None]]
) -> Iterator[tuple[Flip, tuple[str, str | None]]]:
    candidates = _candidates(judgement, turn)
    if size > 1 and (
        comb(len(candidates), size) > MOST_TRIED or not _can_change(judgement, candidates, turn)
    ):
        return
    for chosen in combinations(candidates, size):
        outcome = judgement.outcome_if(dict.fromkeys(chosen, turn))
        if _key(outcome) not in reached:
            item = chosen[0] if size == 1 else chosen
            yield Flip(item, turn, _then(judgement.outcome, outcome)), _key(outcome)


def _candidates(judgement: Judgement, turn: str) -> Sequence[str]:
    """Items that could take the status: unknown ones either way, met ones to not met."""
    held = judgement.findings
    open_statuses = {UNKNOWN} if turn == MET else {UNKNOWN, MET}
    return [item.id for item in judgement.pack.items if held[item.id].status in open_statuses]


def _can_change(judgement: Judgement, candidates: Sequence[str], turn: str) -> bool:
    """Rules without a table only rise with items met, so all together bound what any few can do."""
    if judgement.pack.classes:
        return True
    return _key(judgement.outcome) != _key(judgement.outcome_if(dict.fromkeys(candidates, turn)))


def _key(outcome: Outcome) -> tuple[str, str | None]:
    return outcome.status, outcome.result


def _then(one: Outcome, other: Outcome) -> str:
    return other.result if other.result and other.result != one.result else other.status
