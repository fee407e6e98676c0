"""Exact intervals, bounds for what is not reported, survival, and differences between groups.

Everything is computed by scipy; see the tests for the published values it is checked against.
"""

from __future__ import annotations

import warnings
from collections.abc import Sequence

from seriatim.model import GroupDifference, Median, Proportion, SurvivalStep


def assess_proportion(
    events: int, reported: int, total: int | None = None, *, level: float = 0.95
) -> Proportion:
    """Compute a proportion with its Clopper-Pearson interval.

    Args:
        events: patients with the finding.
        reported: patients for whom it was reported present or absent.
        total: all patients; `reported` where None.
        level: confidence level.

    Raises:
        ValueError: unless 0 <= events <= reported <= total.

    Source: Clopper CJ, Pearson ES. Biometrika 1934;26:404-13.

    Example:
        >>> p = assess_proportion(9, 17, 20)
        >>> round(p.low, 3), round(p.high, 3), p.worst, p.best
        (0.278, 0.77, 0.45, 0.6)
    """
    total = reported if total is None else total
    if not 0 <= events <= reported <= total:
        raise ValueError(f"needs 0 <= events <= reported <= total, not {events}, {reported}, {total}")
    if not reported:
        return Proportion(events, reported, total, 0.0, 1.0)
    from scipy.stats import binomtest

    interval = binomtest(events, reported).proportion_ci(level, method="exact")
    return Proportion(events, reported, total, float(interval.low), float(interval.high))


def assess_median(values: Sequence[float]) -> Median | None:
    """Compute the median and range of some numbers, or None where there are none.

    Example:
        >>> assess_median([3, 1, 10])
        Median(n=3, median=3.0, low=1.0, high=10.0)
    """
    if not values:
        return None
    from statistics import median

    return Median(len(values), float(median(values)), float(min(values)), float(max(values)))


def assess_survival(times: Sequence[float], events: Sequence[bool]) -> tuple[SurvivalStep, ...]:
    """Estimate the survival function by Kaplan-Meier, with log-log intervals at 95 %.

    Args:
        times: time to the event or to the end of follow-up, any one unit.
        events: True where the event happened, False where follow-up ended without it.

    Raises:
        ValueError: the two differ in length.

    Source: Kaplan EL, Meier P. J Am Stat Assoc 1958;53:457-81.
    """
    if len(times) != len(events):
        raise ValueError(f"{len(times)} times and {len(events)} events")
    if not any(events):
        return ()
    from scipy.stats import CensoredData, ecdf

    happened = [t for t, e in zip(times, events, strict=True) if e]
    ended = [t for t, e in zip(times, events, strict=True) if not e]
    survival = ecdf(CensoredData(uncensored=happened, right=ended)).sf
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)  # undefined at survival 0 and 1: `_or` settles those
        interval = survival.confidence_interval(method="log-log")
    steps = []
    for i, time in enumerate(map(float, survival.quantiles)):
        number = sum(t == time for t in happened)
        if number:
            at_risk = sum(t >= time for t in times)
            s = float(survival.probabilities[i])
            low, high = float(interval.low.probabilities[i]), float(interval.high.probabilities[i])
            steps.append(SurvivalStep(time, at_risk, number, s, _or(low, s), _or(high, s)))
    return tuple(steps)


def _or(value: float, otherwise: float) -> float:
    """Use `otherwise` where an interval is undefined (scipy gives nan at 0 and 1)."""
    return otherwise if value != value else value


def assess_differences(counts: Sequence[tuple[str, str, int, int, int, int]]) -> tuple[GroupDifference, ...]:
    """Compare proportions by Fisher's exact test, with the multiplicity of all comparisons accounted for.

    Args:
        counts: variable, group, events and reported inside the group, events and reported outside it.

    Source: Fisher RA. J R Stat Soc 1922;85:87-94. Holm S. Scand J Stat 1979;6:65-70.
    """
    from scipy.stats import fisher_exact

    raw = [float(fisher_exact([[a, n - a], [b, m - b]])[1]) for _, _, a, n, b, m in counts]
    adjusted = adjust_holm(raw)
    return tuple(
        GroupDifference(v, g, assess_proportion(a, n), assess_proportion(b, m), p, q)
        for (v, g, a, n, b, m), p, q in zip(counts, raw, adjusted, strict=True)
    )


def adjust_holm(p_values: Sequence[float]) -> list[float]:
    """Adjust p values for multiplicity by Holm's step-down method.

    Example:
        >>> [round(p, 3) for p in adjust_holm([0.01, 0.04, 0.03])]
        [0.03, 0.06, 0.06]
    """
    order = sorted(range(len(p_values)), key=lambda i: p_values[i])
    adjusted = [0.0] * len(p_values)
    highest = 0.0
    for rank, i in enumerate(order):
        highest = max(highest, min(1.0, p_values[i] * (len(p_values) - rank)))
        adjusted[i] = highest
    return adjusted
