"""What a fact must say besides its code: where, by what method, how often, in which words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from seriatim.model import Fact, Site
from seriatim.text.tables import read_table

_REGIONS = "criteria/regions.tsv"


@dataclass(frozen=True, slots=True)
class Qualifiers:
    """Conditions on facts; the empty ones are not asked.

    Attributes:
        kinds: kinds of fact that count.
        methods: how it must have been found.
        words: words of which one must stand in the label, the quote or the modifiers.
        at: body regions of which one must be named.
        without: words that must not stand there.
        sites: how many places at least, a pair counting as two.
        regions: how many limbs or parts of the trunk at least, the sides counting apart.
        parts_at_most: how many of them at most, the sides counting as one.
        occasions: on how many occasions at least; `persistent` are words that say as much.
        missing: what to call the lack of this in the proof ("the number of joints").
    """

    kinds: tuple[str, ...] = ()
    methods: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    at: tuple[str, ...] = ()
    sites: int = 0
    regions: int = 0
    parts_at_most: int = 0
    occasions: int = 0
    persistent: tuple[str, ...] = ()
    missing: str = ""

    def concerns(self, fact: Fact) -> bool:
        """Tell whether a fact speaks of what is asked: its kind, its words, its place."""
        return (
            (not self.kinds or fact.kind in self.kinds)
            and (not self.words or says(fact, self.words))
            and (not self.without or not says(fact, self.without))
            and (not self.at or not set(self.at).isdisjoint(regions_of(fact)))
        )

    def fits(self, fact: Fact) -> bool:
        """Tell whether one fact satisfies all that is asked of each fact by itself."""
        return self.concerns(fact) and (
            not self.methods or fact.method in self.methods or fact.kind in self.methods
        )

    def suffice(self, facts: Sequence[Fact]) -> bool:
        """Tell whether the fitting facts together are enough."""
        return (
            count_sites(facts) >= self.sites
            and (self.regions == 0 or len(sided_regions(facts)) >= self.regions)
            and (not self.parts_at_most or len({p for p, _ in sided_regions(facts)}) <= self.parts_at_most)
            and (
                self.occasions < 2
                or count_occasions(facts) >= self.occasions
                or any(says(f, self.persistent) for f in facts)
            )
        )


ANY = Qualifiers()


def says(fact: Fact, words: Iterable[str]) -> bool:
    """Tell whether any of `words` stands in a fact's label, quote or modifiers, ignoring case.

    Example:
        >>> says(Fact(id="F1", kind="phenotype", label="Diffuse calcinosis", spans=()), ["diffuse"])
        True
    """
    said = _said(fact)
    return any(word in said for word in words)


def _said(fact: Fact) -> str:
    parts = [fact.label, *(s.text for s in fact.spans)]
    parts += [value for values in fact.modifiers.values() for value in values]
    return " ".join(parts).lower()


def count_sites(facts: Iterable[Fact]) -> int:
    """Count distinct places; one named on both sides, or in the plural, is two.

    Example:
        >>> knees = Site("knee", laterality="bilateral")
        >>> count_sites([Fact(id="F1", kind="phenotype", label="arthritis", spans=(), sites=(knees,))])
        2
    """
    return len({place for f in facts for s in f.sites for place in _sides(s.code or s.label.lower(), s)})


def _sides(key: str, site: Site) -> tuple[tuple[str, str], ...]:
    plural = site.text.lower().endswith("s") and not site.label.lower().endswith("s")
    if site.laterality == "bilateral" or (site.laterality is None and plural):
        return ((key, "left"), (key, "right"))
    return ((key, site.laterality or ""),)


def regions_of(fact: Fact) -> tuple[str, ...]:
    """Name the body regions of a fact's sites; a site the table does not know is its own region."""
    return tuple(dict.fromkeys(region_of(site) for site in fact.sites))


def is_placed(fact: Fact) -> bool:
    """Tell whether a fact is said of one place only; a place that is part of its name does not narrow it.

    Example:
        >>> ulcer = Fact(id="F1", kind="phenotype", label="Oral ulcer", spans=(), sites=(Site("mouth", text="oral"),))
        >>> is_placed(ulcer)
        False
    """
    named = " ".join([fact.label, *(s.text for s in fact.spans)]).lower()
    return any((site.text or site.label).lower() not in named for site in fact.sites)


def names_region(fact: Fact) -> bool:
    """Tell whether a fact names a site that the table of body regions knows."""
    return not load_limbs().keys().isdisjoint(regions_of(fact))


def region_of(site: Site) -> str:
    """Name the body region of a site by its code, else by a word of its label.

    Example:
        >>> region_of(Site("left forearm"))
        'forearm'
    """
    codes, words = load_regions()
    if site.code in codes:
        return codes[site.code]
    label = site.label.lower()
    return next((region for word, region in words if word in label), label)


def sided_regions(facts: Iterable[Fact]) -> set[tuple[str, str]]:
    """Collect the limbs and parts of the trunk that facts name, the sides apart."""
    groups = load_limbs()
    places = ((groups.get(r := region_of(s), r), s) for f in facts for s in f.sites)
    return {place for limb, site in places for place in _sides(limb, site)}


def count_occasions(facts: Iterable[Fact]) -> int:
    """Count the occasions facts speak of: distinct times, or distinct values where no time is given."""
    return len({_occasion(f) for f in facts})


def _occasion(fact: Fact) -> tuple[str | float | None, ...]:
    when = fact.time
    if when and (when.date or when.offset or when.age):
        return ("time", when.date, when.offset, when.relation, when.age)
    return ("value", fact.number, fact.number_high, fact.comparator)


@cache
def load_regions() -> tuple[dict[str, str], tuple[tuple[str, str], ...]]:
    """Load the table of body regions: by UBERON code, and by word, the longest word first."""
    rows = read_table(_REGIONS)
    codes = {row["term"]: row["region"] for row in rows if row["term"].startswith("UBERON:")}
    words = [(row["term"], row["region"]) for row in rows if not row["term"].startswith("UBERON:")]
    return codes, tuple(sorted(words, key=lambda pair: (-len(pair[0]), pair)))


@cache
def load_limbs() -> dict[str, str]:
    """Load which limb or part of the trunk each region belongs to."""
    return {row["region"]: row["part"] for row in read_table(_REGIONS)}
