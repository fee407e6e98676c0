"""Numbers that carry their denominators: proportions, medians, survival, differences between groups."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Proportion:
    """A proportion among those who report, with its exact interval and its bounds over all.

    Attributes:
        events, reported, total: n of N that report, of all cases.
        low, high: Clopper-Pearson interval at 95 %; (0, 1) where nobody reports.
        worst, best: the proportion of all if every silent case had none, or had it.
    """

    events: int
    reported: int
    total: int
    low: float
    high: float

    @property
    def share(self) -> float | None:
        """Return events / reported, or None where nobody reports."""
        return self.events / self.reported if self.reported else None

    @property
    def worst(self) -> float | None:
        """Return the lower bound over all cases, silent ones counted as none."""
        return self.events / self.total if self.total else None

    @property
    def best(self) -> float | None:
        """Return the upper bound over all cases, silent ones counted as events."""
        return (self.events + self.total - self.reported) / self.total if self.total else None


@dataclass(frozen=True, slots=True)
class Median:
    """A median with its range and the number of values."""

    n: int
    median: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class SurvivalStep:
    """The Kaplan-Meier estimate from `time` on, with the number at risk just before it."""

    time: float
    at_risk: int
    events: int
    survival: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class GroupDifference:
    """A finding compared between a group and the rest.

    Attributes:
        p: two-sided Fisher's exact test. adjusted: Holm's correction over all comparisons made.
    """

    variable: str
    group: str
    inside: Proportion
    outside: Proportion
    p: float
    adjusted: float


@dataclass(frozen=True, slots=True)
class Agreement:
    """How far two reviewers agree on the facts of a kind.

    Attributes:
        kind: a kind of fact, or "" for all of them.
        n: facts that both decided.
        agreed: those of which both decided the same: both accept, both reject, or both change to the same statement.
        kappa: Cohen's kappa, or None where chance alone would agree on everything.
        low, high: its 95 % interval, or None.
        settled: disagreements that were settled.
        alone: facts that one of the two added and the other did not, (by the first, by the second).
    """

    kind: str
    n: int
    agreed: int
    kappa: float | None = None
    low: float | None = None
    high: float | None = None
    settled: int = 0
    alone: tuple[int, int] = (0, 0)


@dataclass(frozen=True, slots=True)
class Comparison:
    """How far two reviewers agree, kind by kind, and over all kinds last."""

    first: str
    second: str
    rows: tuple[Agreement, ...]
