"""Expected values are published, or R's: binom.test, survfit and fisher.test of R 4.3 and survival 3.5."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seriatim.series.statistics import (
    adjust_holm,
    assess_differences,
    assess_median,
    assess_proportion,
    assess_survival,
)


@pytest.mark.parametrize(
    ("events", "reported", "low", "high"),
    [
        (0, 10, 0.0, 0.3084971),  # R: binom.test(0, 10)$conf.int
        (10, 10, 0.6915029, 1.0),
        (81, 263, 0.2527, 0.3676),  # Newcombe RG. Stat Med 1998;17:857-72, table I, method 5
        (15, 148, 0.0578, 0.1617),
        (1, 29, 0.0009, 0.1776),
    ],
)
def test_the_exact_interval_agrees_with_published_values(
    events: int, reported: int, low: float, high: float
) -> None:
    p = assess_proportion(events, reported)
    assert (p.low, p.high) == (pytest.approx(low, abs=6e-5), pytest.approx(high, abs=6e-5))


def test_silent_cases_widen_the_bounds_and_not_the_share() -> None:
    p = assess_proportion(3, 4, 10)
    assert (p.share, p.worst, p.best) == (0.75, 0.3, 0.9)


@given(st.integers(0, 30), st.integers(0, 30), st.integers(0, 30))
def test_the_share_lies_inside_its_interval_and_bounds_are_ordered(a: int, b: int, c: int) -> None:
    p = assess_proportion(a, a + b, a + b + c)
    if p.share is not None and p.worst is not None and p.best is not None:
        assert p.low <= p.share + 1e-12
        assert p.share <= p.high + 1e-12
        assert p.worst <= p.best


def test_impossible_counts_are_refused() -> None:
    with pytest.raises(ValueError, match="events <= reported"):
        assess_proportion(5, 4)


# Remission times of 21 leukaemia patients given 6-mercaptopurine: Freireich EJ et al. Blood 1963;21:699-716.
TIMES = [6, 6, 6, 6, 7, 9, 10, 10, 11, 13, 16, 17, 19, 20, 22, 23, 25, 32, 32, 34, 35]
EVENTS = [
    True,
    True,
    True,
    False,
    True,
    False,
    True,
    False,
    False,
    True,
    True,
    False,
    False,
    False,
    True,
    True,
    *[False] * 5,
]


def test_kaplan_meier_agrees_with_the_published_leukaemia_trial() -> None:
    steps = {s.time: s for s in assess_survival(TIMES, EVENTS)}
    expected = {6: 0.857, 7: 0.807, 10: 0.753, 13: 0.690, 16: 0.627, 22: 0.538, 23: 0.448}
    assert {t: round(s.survival, 3) for t, s in steps.items()} == expected
    assert [s.at_risk for s in steps.values()] == [21, 17, 15, 12, 11, 7, 6]


def test_no_event_gives_no_curve() -> None:
    assert assess_survival([1, 2], [False, False]) == ()


def test_fishers_exact_test_agrees_with_the_lady_tasting_tea() -> None:
    (difference,) = assess_differences([("milk first", "guessed", 3, 4, 1, 4)])
    assert difference.p == pytest.approx(0.4857, abs=1e-4)  # Fisher 1935; R: fisher.test


def test_holm_agrees_with_r() -> None:
    assert adjust_holm([0.01, 0.02, 0.03, 0.005]) == pytest.approx(
        [0.03, 0.04, 0.04, 0.02]
    )  # R: p.adjust(..., "holm")


def test_a_median_comes_with_its_range() -> None:
    median = assess_median([30, 49, 21])
    assert median is not None
    assert (median.median, median.low, median.high, median.n) == (30, 21, 49, 3)
