"""A sentence with its facts, as the readers of its times see it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from seriatim.extract._clauses import clause_of, find_boundaries
from seriatim.model import Fact
from seriatim.text.times import TimeExpression

LIST = re.compile(r"[\s,]*(?:(?:and|or|with|as well as)\s)?(?:[a-z-]+\s?){0,3}(?:\([^()]{0,30}\)\s?)?[\s,]*")
"""What stands between the things of one list."""
OPENING = 3
"""Words: what stands no later opens its sentence."""


@dataclass(frozen=True, slots=True)
class Governing:
    """A time, and the fact it is measured from where the text names one ("5 years prior to the stroke").

    Attributes:
        turned: whether the fact is what the time is measured from, and the person presented at its other end
            ("seen nine days after starting | allopurinol").
    """

    time: TimeExpression
    event: str | None = None
    turned: bool = False


@dataclass(frozen=True)
class Statement:
    """A sentence with its facts in order.

    Attributes:
        start: offset of the sentence.
        folded: its words, folded.
        facts: the facts that begin in it.
        arrivals: offsets of the words that say someone presents ("was admitted").
        follows_arrival: whether the sentence before says so.
        introduces: whether someone was brought in it, or in one of the two sentences before.
        newcomers: offsets after the words that bring someone ("A 61-year-old man | with gout").
    """

    start: int
    folded: str
    facts: tuple[Fact, ...]
    arrivals: tuple[int, ...] = ()
    newcomers: tuple[int, ...] = ()
    follows_arrival: bool = False
    introduces: bool = False

    @cached_property
    def bounds(self) -> list[int]:
        """Offsets inside the sentence at which a new clause begins."""
        return find_boundaries(self.folded)

    def clause(self, offset: int) -> int:
        """Return the number of the clause that holds an offset of the text."""
        return clause_of(self.bounds, offset - self.start)

    def between(self, low: int, high: int) -> str:
        """Return the folded words between two offsets of the text."""
        return self.folded[low - self.start : max(low, high) - self.start]


def is_act(fact: Fact) -> bool:
    """Whether a fact is something done: "a cleft palate, repaired at 6 years" was there before."""
    return fact.kind in ("medication", "intervention")


def only_lasts(time: TimeExpression) -> bool:
    """Whether an expression is a length without a direction ("for 2 weeks")."""
    return time.kind == "duration" and time.relation is None
