"""Points and rules: from judged items to a verdict."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple, Protocol

from seriatim.criteria import kleene
from seriatim.criteria.kleene import MET, NOT_MET


@dataclass(frozen=True, slots=True)
class Group:
    """Items that belong together.

    Attributes:
        highest: True where only the heaviest item met counts.
    """

    id: str
    label: str
    highest: bool = False


class Tallied(NamedTuple):
    """An item that carries points."""

    id: str
    weight: float
    group: str | None = None


class Tally:
    """The points of judged items, with what the unknown ones could add.

    Args:
        items: those that carry points.
        statuses: of every item of the pack, by id.
        highest: groups in which only the heaviest item met counts.
        column: the scoring column.

    Example:
        >>> items = (Tallied("malar", 6, "skin"), Tallied("discoid", 4, "skin"), Tallied("renal", 8))
        >>> statuses = {"malar": "met", "discoid": "met", "renal": "unknown"}
        >>> Tally(items, statuses, frozenset({"skin"})).points()
        (6, 14)
    """

    __slots__ = ("_groups", "column", "highest", "items", "statuses")

    def __init__(
        self,
        items: Sequence[Tallied],
        statuses: Mapping[str, str],
        highest: frozenset[str] = frozenset(),
        column: str = "",
    ) -> None:
        self.items = items
        self.statuses = statuses
        self.highest = highest
        self.column = column
        self._groups: dict[str | None, tuple[float, float]] = {}
        for item_id, weight, group in items:
            status = statuses[item_id]
            if status != NOT_MET:
                self._add(group, weight if status == MET else 0.0, weight)

    def _add(self, group: str | None, sure: float, possible: float) -> None:
        low, high = self._groups.get(group, (0.0, 0.0))
        if group in self.highest:
            self._groups[group] = (max(sure, low), max(possible, high))
        else:
            self._groups[group] = (low + sure, high + possible)

    def points(self, groups: tuple[str, ...] = ()) -> tuple[float, float]:
        """Give the least and the greatest score possible, of all items or of some groups."""
        low = high = 0.0
        for group, (sure, possible) in self._groups.items():
            if not groups or group in groups:
                low, high = low + sure, high + possible
        return tidy(low), tidy(high)

    @property
    def counted(self) -> frozenset[str]:
        """Ids of the items whose weight entered the score; the first of equals in a group."""
        chosen: dict[str, Tallied] = {}
        for item in self.items:
            if self.statuses[item.id] == MET:
                key = str(item.group) if item.group in self.highest else f"item {item.id}"
                if key not in chosen or item.weight > chosen[key].weight:
                    chosen[key] = item
        return frozenset(item.id for item in chosen.values())


def tidy(points: float) -> float:
    """Round away what binary fractions add; whole points are whole numbers.

    Example:
        >>> tidy(0.7 + 3.1 + 0.0), tidy(6.0)
        (3.8, 6)
    """
    rounded = round(points, 4)
    return int(rounded) if rounded == int(rounded) else rounded


class Rule(Protocol):
    """Something that is met, not met or unknown, given judged items."""

    def status(self, tally: Tally) -> str:
        """Judge it."""

    @property
    def words(self) -> str:
        """It, as a clinician reads it."""


@dataclass(frozen=True, slots=True)
class ItemRule:
    """An item's status; with `is_`, whether the item has exactly that status, which is always known."""

    item: str
    is_: str = ""

    def status(self, tally: Tally) -> str:
        """Look the item up."""
        held = tally.statuses[self.item]
        if not self.is_:
            return held
        return MET if held == self.is_ else NOT_MET

    @property
    def words(self) -> str:
        """The item's id, with the status asked."""
        return f"{self.item} {self.is_.replace('_', ' ')}" if self.is_ else self.item


@dataclass(frozen=True, slots=True)
class PointsRule:
    """A score that reaches a threshold.

    Attributes:
        thresholds: by scoring column.
        groups: of which groups; all where empty.
    """

    thresholds: Mapping[str, float]
    groups: tuple[str, ...] = ()

    def status(self, tally: Tally) -> str:
        """Compare the least and the greatest score with the threshold."""
        return kleene.reaches(*tally.points(self.groups), self.thresholds[tally.column])

    @property
    def words(self) -> str:
        """The threshold, and the groups it is about."""
        points = " / ".join(f"{t:g}" for t in self.thresholds.values())
        return f"at least {points}" + (f" in {', '.join(self.groups)}" if self.groups else "")


@dataclass(frozen=True, slots=True)
class CombinedRule:
    """All, any or at least n of several rules."""

    how: str
    parts: tuple[Rule, ...]
    n: int = 0

    def status(self, tally: Tally) -> str:
        """Judge the parts and combine them."""
        statuses = [part.status(tally) for part in self.parts]
        if self.how == "all":
            return kleene.all_of(statuses)
        if self.how == "any":
            return kleene.any_of(statuses)
        return kleene.at_least(self.n, statuses)

    @property
    def words(self) -> str:
        """The parts with what joins them."""
        joint = {"all": " and ", "any": " or "}.get(self.how, ", ")
        inner = joint.join(part.words for part in self.parts)
        return f"at least {self.n} of: {inner}" if self.how == "at_least" else f"({inner})"


@dataclass(frozen=True, slots=True)
class NotRule:
    """The opposite of a rule."""

    part: Rule

    def status(self, tally: Tally) -> str:
        """Judge the part and turn it round."""
        return kleene.negate(self.part.status(tally))

    @property
    def words(self) -> str:
        """The part, denied."""
        return f"not {self.part.words}"
