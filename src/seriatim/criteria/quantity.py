"""Measured values against thresholds: units, ranges, titres."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from seriatim.criteria.kleene import MET, NOT_MET, UNKNOWN
from seriatim.model import Fact
from seriatim.text.units import Unit, convert, find_ucum, fold_unit, load_units

_TITRE = re.compile(r"\b1\s?[:/]\s?(\d{1,3}(?:,\d{3})+|\d{1,7})(?!\d)")
_BELOW = ("<", "<=", "≤")
_ABOVE = (">", ">=", "≥")


@dataclass(frozen=True, slots=True)
class Threshold:
    """What a measured value has to be.

    Attributes:
        unit: UCUM unit of the bounds; "" for a number without one.
        above, below: exclusive bounds. at_least, at_most: inclusive ones.
        factors: other units of the same analyte, with what one of them is in `unit` (moles to grams).
        within: True where the value has to lie inside the bounds, which then are a reference interval.
    """

    unit: str = ""
    above: float | None = None
    below: float | None = None
    at_least: float | None = None
    at_most: float | None = None
    factors: Mapping[str, float] = field(default_factory=dict)

    def holds(self, low: float, high: float) -> str:
        """Judge a value known to lie in [low, high], in the threshold's own unit.

        Example:
            >>> Threshold(above=0.5).holds(0.5, 0.5), Threshold(at_least=80).holds(80, 80)
            ('not_met', 'met')
        """
        lower = [(low > self.above, high <= self.above)] if self.above is not None else []
        if self.at_least is not None:
            lower.append((low >= self.at_least, high < self.at_least))
        upper = [(high < self.below, low >= self.below)] if self.below is not None else []
        if self.at_most is not None:
            upper.append((high <= self.at_most, low > self.at_most))
        if all(inside for inside, _ in (*lower, *upper)):
            return MET
        return NOT_MET if any(outside for _, outside in (*lower, *upper)) else UNKNOWN

    def judge(self, fact: Fact) -> str:
        """Judge a measurement; unknown where it has no number, or a unit that cannot be converted."""
        interval = find_titre(fact) if self.unit == "titre" else self._interval(fact)
        return self.holds(*interval) if interval else UNKNOWN

    def _interval(self, fact: Fact) -> tuple[float, float] | None:
        if fact.number is None:
            return None
        factor = self._factor(fact.unit or "")
        if factor is None:
            return None
        low, high = fact.number, fact.number if fact.number_high is None else fact.number_high
        if fact.comparator in _BELOW:
            low = -math.inf
        elif fact.comparator in _ABOVE:
            high = math.inf
        return low * factor, high * factor

    def _factor(self, unit: str) -> float | None:
        if unit == self.unit:
            return 1.0
        if unit in self.factors:
            return self.factors[unit]
        given, wanted = find_unit(unit), find_unit(self.unit)
        if given is None or wanted is None:
            return None
        if given.ucum in self.factors:
            return self.factors[given.ucum]
        convertible = given == wanted or "[" in given.dimension  # a ratio of what to what is not told
        return convert(1.0, given, wanted) if convertible else None

    @property
    def words(self) -> str:
        """The threshold as a clinician reads it ("> 0.5 g/d")."""
        signs = ((">", self.above), (">=", self.at_least), ("<", self.below), ("<=", self.at_most))
        bounds = " and ".join(f"{sign} {bound:g}" for sign, bound in signs if bound is not None)
        return f"titre {bounds}" if self.unit == "titre" else f"{bounds} {self.unit}".strip()


def find_titre(fact: Fact) -> tuple[float, float] | None:
    """Read the dilution of a titre, 320 of "1:320", with what its comparator leaves open.

    Example:
        >>> find_titre(Fact(id="F1", kind="measurement", label="ANA", spans=(), value="1:320"))
        (320.0, 320.0)
    """
    said = _TITRE.search(fact.value or "")
    if said is None:
        return None
    dilution = float(said.group(1).replace(",", ""))
    before = (fact.value or "")[: said.start()]
    sign = fact.comparator or next((c for c in "<>≤≥" if c in before), "")
    return (-math.inf if sign in _BELOW else dilution, math.inf if sign in _ABOVE else dilution)


def find_unit(name: str) -> Unit | None:
    """Find a unit by its UCUM code or a spelling; None where it is not known.

    Example:
        >>> find_unit("cells/µL") == find_unit("/uL")
        True
    """
    return find_ucum(name) or load_units().get(fold_unit(name))
