"""The names of a vocabulary by what their words mean, in any order: bags of symbols."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import combinations

from seriatim.terms._name_symbols import NameSymbols, lemma_of
from seriatim.terms._tokens import role_of
from seriatim.terms._wordforms import find_concept, find_lemma
from seriatim.terms.lexicon import MISSING, Name

_LINKING = frozenset({"link", "of"})
_ABNORMAL = "abnormal "
_PAIR = 2  # so few words of our own mean a finding only as they are
_ORDERING = frozenset({"with", "without", "due"})
"""What stands before them and what stands behind may not change places."""


@dataclass(slots=True)
class _Bags:
    """What is gathered of each bag while the names are gone through.

    Attributes:
        best: bag -> the name that is trusted most, with its symbols in its own order.
        pairs: bag -> code and order of a name of our own of two words -> the two words, as written.
        fixed: bag -> two words that may not change places, as written.
        free: bags whose words may stand in any order ("anomaly of the elbow" is also an "elbow anomaly").
    """

    best: dict[str, tuple[Name, str]] = field(default_factory=dict)
    pairs: dict[str, dict[tuple[str, str], set[str]]] = field(default_factory=lambda: defaultdict(dict))
    fixed: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    free: set[str] = field(default_factory=set)

    def lines(self) -> Iterator[tuple[str, str]]:
        """Yield each bag with its codes as a lexicon keeps them, best first."""
        lines: dict[str, list[str]] = defaultdict(list)
        for bag, entries in self.pairs.items():
            for (code, meant), said in entries.items():
                lines[bag].append(f"{code}\t{'' if bag in self.free else meant}\t{_joined(said)}")
        for bag, (name, meant) in self.best.items():
            order = "" if bag in self.free else f"{meant}\t\t{_joined(self.fixed.get(bag, ()))}"
            lines[bag].append(f"{name.code}\t{order}")
        return ((bag, "\n".join(lines[bag])) for bag in sorted(lines))


def _joined(words: Iterable[str]) -> str:
    return " ".join(sorted(words))


def compile_bags(
    ranked: Iterable[tuple[Name, Sequence[str]]],
    phrases: Container[str],
    of: NameSymbols,
    is_above: Callable[[str, str], bool],
) -> dict[str, str]:
    """Gather the names that mean the same words.

    Args:
        ranked: names with their tokens, the most trusted first.
        phrases: every name as written.
        of: the symbols of their words.
        is_above: tells whether the first code is an ancestor of the second.
    """
    bags = _Bags()
    for name, words in ranked:
        meant = of.meaning(words) if name.has_meaning and _ORDERING.isdisjoint(words) else None
        if meant is None or _would_be_denial(words, phrases, of) or sum(map(str.isdigit, words)) > 1:
            continue  # "5-minute APGAR score of 1" is not one of 5 at 1 minute
        bag = "".join(sorted(meant))
        if any(role_of(token) in _LINKING for token in words):
            bags.free.add(bag)
        if len(bag) == len(words) == _PAIR:
            bags.fixed[bag].add(_pair(words, of))
        held = bags.best.get(bag)
        if name.scope == "OWN" and len(bag) == _PAIR:
            if held is None:
                bags.pairs[bag].setdefault((name.code, meant), set()).add(_pair(words, of))
        elif held is None or (_may_replace(name, held[0]) and is_above(name.code, held[0].code)):
            bags.best[bag] = (name, meant)
    return dict(bags.lines())


def _may_replace(name: Name, held: Name) -> bool:
    """Tell whether a name of a more general term may take the place of one that is trusted as much.

    What is only called abnormal is the general term, whatever else has the same words ("cerebellar malformation").
    """
    return name.rank == held.rank or (name.scope == "VARIANT" and name.text.startswith(_ABNORMAL))


def _would_be_denial(words: Sequence[str], phrases: Container[str], of: NameSymbols) -> bool:
    """Tell whether a name in other words would deny a finding of one word: "aplastic anemia", "absence of anemia"."""
    said = [find_lemma(word) for word in words if word[0].isalnum() and lemma_of(word)]
    present = [lemma for lemma in said if find_concept(lemma) != MISSING]
    return len(present) == 1 < len(said) and of.lemmas[present[0]] in phrases


def _pair(words: Sequence[str], of: NameSymbols) -> str:
    """Return the symbols, as written, of the two words of a name that say something."""
    return "".join(sorted(of.written([word for word in words if word[0].isalnum() and not role_of(word)])))


def compile_partners(bags: Iterable[str]) -> dict[str, str]:
    """Collect the symbols each symbol shares a bag with."""
    partners: dict[str, set[str]] = defaultdict(set)
    for bag in bags:
        for first, second in combinations(bag, 2):
            partners[first].add(second)
            partners[second].add(first)
    return {symbol: "".join(sorted(partners[symbol])) for symbol in sorted(partners)}


def compile_limits(bags: Iterable[str]) -> dict[str, int]:
    """Find the length of the longest bag that holds each symbol."""
    limits: dict[str, int] = {}
    for bag in bags:
        for symbol in bag:
            limits[symbol] = max(limits.get(symbol, 0), len(bag))
    return dict(sorted(limits.items()))
