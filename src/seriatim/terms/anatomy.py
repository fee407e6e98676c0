"""Places of the body and the words that qualify a finding: tables, and one matcher over both."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from seriatim.terms.phrases import Hit, PhraseMatcher
from seriatim.text.tables import read_table


@dataclass(frozen=True, slots=True)
class BodySite:
    """A place of the body.

    Attributes:
        label: in plain words ("thigh").
        code: UBERON CURIE, or None.
        group: the region it belongs to ("lower limb").
        layer: the layer of tissue it names ("dermis"), or "" where it is a place.
    """

    label: str
    code: str | None
    group: str
    layer: str


@dataclass(frozen=True, slots=True)
class Modifier:
    """A word that qualifies a finding: `kind` severity, morphology, course ...; `value` its plain form."""

    kind: str
    value: str


@dataclass(frozen=True, slots=True)
class SiteWord:
    """What a phrase is to the reader of sites.

    Attributes:
        role: site | adjective | modifier | carrier | decoy.
        site: the place, for a site or an adjective.
        modifier: the quality, for a modifier.
    """

    role: str
    site: BodySite | None = None
    modifier: Modifier | None = None


@cache
def load_sites() -> dict[str, BodySite]:
    """Load the places of the body by their label.

    Example:
        >>> load_sites()["thigh"].code
        'UBERON:0000376'
    """
    return {
        row["label"]: BodySite(row["label"], row["code"] or None, row["group"], row["layer"])
        for row in read_table("body_sites.tsv")
    }


@cache
def load_modifiers() -> dict[str, Modifier]:
    """Load the qualifying words by their spelling.

    Example:
        >>> load_modifiers()["markedly"]
        Modifier(kind='severity', value='marked')
    """
    return {row["phrase"]: Modifier(row["kind"], row["value"]) for row in read_table("modifiers.tsv")}


def find_site_words(text: str) -> list[Hit[SiteWord]]:
    """Find places, their adjectives and qualifying words, in order; what only looks like a place is left out.

    A phrase may be several things: "subcutaneous" is an adjective of the subcutis and a modifier of depth.

    Example:
        >>> [(h.start, h.entry.role) for h in find_site_words("On the other hand, both elbows")]
        [(24, 'site')]
    """
    return [hit for hit in _load_matcher().find(text) if hit.entry.role != "decoy"]


@cache
def _load_matcher() -> PhraseMatcher[SiteWord]:
    return PhraseMatcher(_phrases())


def _phrases() -> Iterator[tuple[str, SiteWord]]:
    for row in read_table("body_sites.tsv"):
        site = load_sites()[row["label"]]
        names = {
            n for name in (row["label"], *row["synonyms"].split("|")) if name for n in (name, _plural(name))
        }
        yield from ((name, SiteWord("site", site)) for name in sorted(names))
        adjectives = set(filter(None, row["adjectives"].split("|"))) - names
        yield from ((name, SiteWord("adjective", site)) for name in sorted(adjectives))
    for phrase, modifier in load_modifiers().items():
        yield phrase, SiteWord("modifier", modifier=modifier)
    for row in read_table("site_phrases.tsv"):
        yield row["phrase"], SiteWord(row["kind"])


def _plural(name: str) -> str:
    """Return the regular plural; irregular ones are in the table."""
    return name if name.endswith("s") else name + "s"
