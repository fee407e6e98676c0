"""A lexicon: every name of a vocabulary, as the scanner looks it up."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from seriatim.terms._tokens import Reader, symbols
from seriatim.terms._wordforms import find_concept

NOT_A_FINDING = "-"
UNCODED = "uncoded:"  # before the label of a finding that no vocabulary has a term for
SIDED = "sided:"  # before the code of a name that holds for one side only
SCOPES = ("OVERRIDE", "LABEL", "OWN", "EXACT", "NARROW", "BROAD", "RELATED", "TOLD", "VARIANT")
MISSING = "absent"  # the concept of what is not there
COMMA = ","
_JOINING_MARKS = ("/", "&")
_CONJUNCTIONS = ("and", "or")


@dataclass(frozen=True, slots=True)
class Name:
    """A name of a term.

    Attributes:
        text: as the vocabulary writes it.
        code: the term.
        scope: one of `SCOPES`, which are in order of trust. What is TOLD is matched as it is written and never by
            what its words mean.
        cased: it matches only in exactly this spelling.
    """

    text: str
    code: str
    scope: str = "EXACT"
    cased: bool = False

    @property
    def rank(self) -> int:
        """How much the name is trusted, 0 the most."""
        return SCOPES.index(self.scope)

    @property
    def has_meaning(self) -> bool:
        """Whether it is matched by what its words mean, too, and not only as it is written."""
        return self.scope != "TOLD" and not self.cased and self.code != NOT_A_FINDING


@dataclass(frozen=True)
class Lexicon:
    """Compiled names. Built by `_compile.compile_lexicon`, kept as JSON, used by the scanner.

    Attributes:
        release: of the ontology.
        labels: code -> label.
        phrases: symbols as written -> codes, best first, one a line. Behind a tab stands the spelling: needed
            where a "!" follows, preferred otherwise.
        bags: symbols as meant, sorted -> codes, best first, one a line. Behind a tab stand the symbols in the
            name's own order where two words side by side may not change places; behind another the pairs of
            words as written, where no equivalents will do; behind a third those that may not change places
            (a "blood cell" is no "cell blood"), while other forms of the two words may ("stiff tongue").
        sides: code in a bag -> side -> the term that its words mean with that side.
        partners: symbol as meant -> the symbols it shares a bag with.
        refinements: code -> concept -> the more specific code that the two make together.
        lengths: first symbol of a phrase -> lengths of the phrases that begin with it, longest first.
        openings: the first two symbols of every phrase that has two -> the lengths of those that begin with them
            or are the first alone, longest first.
        limits: symbol as meant -> length of the longest bag that holds it.
    """

    release: str
    labels: Mapping[str, str]
    lemmas: Mapping[str, str]
    concepts: Mapping[str, str]
    phrases: Mapping[str, str]
    bags: Mapping[str, str]
    sides: Mapping[str, Mapping[str, str]]
    partners: Mapping[str, str]
    refinements: Mapping[str, Mapping[str, str]]
    lengths: Mapping[str, tuple[int, ...]]
    openings: Mapping[str, tuple[int, ...]]
    limits: Mapping[str, int]

    @cached_property
    def reader(self) -> Reader:
        """Turns text into the symbols of this lexicon."""
        return Reader(self.lemmas, self.concepts, self.lengths, self.limits, self.partners)

    @cached_property
    def conjunctions(self) -> frozenset[str]:
        """Symbols of the words and marks that join two parts of equal rank."""
        words = (self.concepts.get(find_concept(word), "") for word in _CONJUNCTIONS)
        return frozenset({*_JOINING_MARKS, *words} - {""})

    @cached_property
    def joints(self) -> frozenset[str]:
        """Symbols that part the members of a list: conjunctions and commas."""
        return self.conjunctions | {COMMA}


def _open_openings(compiled: Mapping[str, str]) -> dict[str, tuple[int, ...]]:
    return {
        openings[at : at + 2]: lengths
        for written, openings in compiled.items()
        for lengths in (tuple(map(int, written.split())),)
        for at in range(0, len(openings), 2)
    }


def open_lexicon(compiled: Mapping[str, Any]) -> Lexicon:
    """Open what `seriatim.terms._compile.compile_lexicon` made."""
    return Lexicon(
        compiled["release"],
        compiled["labels"],
        symbols(compiled["lemmas"]),
        symbols(compiled["concepts"]),
        compiled["phrases"],
        compiled["bags"],
        compiled["sides"],
        compiled["partners"],
        compiled["refinements"],
        {symbol: tuple(lengths) for symbol, lengths in compiled["lengths"].items()},
        _open_openings(compiled["openings"]),
        compiled["limits"],
    )
