"""What the criteria need to know of an ontology: whether one code lies below another."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Protocol


class Hierarchy(Protocol):
    """An ontology, as far as criteria use one. Instances must be hashable."""

    def is_a(self, code: str, ancestor: str) -> bool:
        """Tell whether `code` is `ancestor` or lies below it; False for a code it does not know."""

    def __hash__(self) -> int:
        """Tell hierarchies apart, to work out their relations once."""


@dataclass(frozen=True, eq=False)
class Lineage:
    """A hierarchy made from a function that gives a code's ancestors.

    Example:
        >>> above = {"HP:0001699": frozenset({"HP:0001697"})}
        >>> Lineage(lambda code: above.get(code, frozenset())).is_a("HP:0001699", "HP:0001697")
        True
    """

    ancestors: Callable[[str], frozenset[str]]

    def is_a(self, code: str, ancestor: str) -> bool:
        """Tell whether `code` is `ancestor` or lies below it."""
        return code == ancestor or ancestor in self.ancestors(code)


@dataclass(frozen=True, eq=False)
class Closure:
    """How any code relates to the codes that packs ask for, worked out once for each code met.

    Attributes:
        asked: the codes asked for, by prefix: codes of different vocabularies are not related.
        under: the asked codes below any code, where the hierarchy can tell them beforehand.
    """

    hierarchy: Hierarchy
    asked: Mapping[str, tuple[str, ...]]
    under: Mapping[str, tuple[str, ...]] | None = None
    _known: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = field(default_factory=dict)

    def of(self, code: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Return the asked codes that are `code` or above it, and those that lie below it."""
        if code not in self._known:
            kin = self.asked.get(code.partition(":")[0], ())
            above = tuple(a for a in kin if a == code or self.hierarchy.is_a(code, a))
            if self.under is not None:
                below = self.under.get(code, ())
            else:
                below = tuple(a for a in kin if a not in above and self.hierarchy.is_a(a, code))
            self._known[code] = (above, below)
        return self._known[code]


@lru_cache(maxsize=16)
def find_closure(hierarchy: Hierarchy, asked: frozenset[str]) -> Closure:
    """Return the closure of `asked` in `hierarchy`, shared between calls."""
    by_prefix: dict[str, tuple[str, ...]] = {}
    for code in sorted(asked):
        prefix = code.partition(":")[0]
        by_prefix[prefix] = (*by_prefix.get(prefix, ()), code)
    return Closure(hierarchy, by_prefix, _under(hierarchy, asked) if isinstance(hierarchy, Lineage) else None)


def _under(lineage: Lineage, asked: frozenset[str]) -> dict[str, tuple[str, ...]]:
    under: dict[str, tuple[str, ...]] = {}
    for code in sorted(asked):
        for ancestor in lineage.ancestors(code) - {code}:
            under[ancestor] = (*under.get(ancestor, ()), code)
    return under
