"""How far two reviewers agree, and where they do not."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from seriatim.model import KINDS, Agreement, Case, Comparison
from seriatim.series.applying import Decided, gather_decisions, say_outcome
from seriatim.series.decisions import Decision


@dataclass(frozen=True, slots=True)
class _Pair:
    """What the two decided of one fact, in words that can be compared."""

    kind: str
    first: str
    second: str
    is_settled: bool


def compare_reviewers(
    cases: Iterable[Case], decisions: Mapping[str, Sequence[Decision]], first: str, second: str
) -> Comparison:
    """Compare what two reviewers decided.

    Args:
        cases: as extracted.
        decisions: by report.
        first: one reviewer.
        second: the other.

    Source: Cohen J. Educ Psychol Meas 1960;20:37-46; interval by Fleiss JL, Cohen J, Everitt BS. Psychol Bull
        1969;72:323-7, its simple form.
    """
    pairs: list[_Pair] = []
    alone: Counter[tuple[str, int]] = Counter()
    for case in cases:
        for decided in gather_decisions(case, decisions.get(case.report.id, ())).values():
            _tally(decided, (first, second), pairs, alone)
    kinds = [k for k in KINDS if any(p.kind == k for p in pairs) or alone[k, 0] or alone[k, 1]]
    rows = [_assess(k, [p for p in pairs if p.kind == k], (alone[k, 0], alone[k, 1])) for k in kinds]
    total = (sum(row.alone[0] for row in rows), sum(row.alone[1] for row in rows))
    return Comparison(first, second, (*rows, _assess("", pairs, total)))


def _tally(
    decided: Decided, reviewers: tuple[str, str], pairs: list[_Pair], alone: Counter[tuple[str, int]]
) -> None:
    one, two = (decided.reviews.get(name) for name in reviewers)
    kind = decided.key.split(":")[0]
    if one and two:
        pairs.append(_Pair(kind, say_outcome(one), say_outcome(two), decided.settled is not None))
    elif (only := one or two) and only.decision.action == "add":
        alone[kind, 0 if one else 1] += 1


def _assess(kind: str, pairs: Sequence[_Pair], alone: tuple[int, int]) -> Agreement:
    agreed = sum(p.first == p.second for p in pairs)
    settled = sum(p.first != p.second and p.is_settled for p in pairs)
    kappa, error = assess_kappa([(p.first, p.second) for p in pairs])
    low = high = None
    if kappa is not None and error is not None:
        low, high = max(-1.0, kappa - 1.96 * error), min(1.0, kappa + 1.96 * error)
    return Agreement(kind, len(pairs), agreed, kappa, low, high, settled, alone)


def assess_kappa(pairs: Sequence[tuple[str, str]]) -> tuple[float | None, float | None]:
    """Compute Cohen's kappa of two raters and its standard error.

    Args:
        pairs: the category that each of the two chose, a pair a thing rated.

    Returns:
        Kappa and its error; None for both where nothing was rated or chance alone would agree on everything.

    Source: Cohen J. Educ Psychol Meas 1960;20:37-46.

    Example:
        >>> kappa, error = assess_kappa([("yes", "yes")] * 20 + [("yes", "no")] * 5 + [("no", "yes")] * 10 + [("no", "no")] * 15)
        >>> round(kappa, 2), round(error, 3)
        (0.4, 0.13)
    """
    n = len(pairs)
    first, second = Counter(a for a, _ in pairs), Counter(b for _, b in pairs)
    expected = sum(first[c] * second[c] for c in first) / n**2 if n else 1.0
    if expected == 1.0:
        return None, None
    observed = sum(a == b for a, b in pairs) / n
    error = math.sqrt(observed * (1 - observed) / (n * (1 - expected) ** 2))
    return (observed - expected) / (1 - expected), error
