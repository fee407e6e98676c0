"""A lexicon: every name of a vocabulary, compiled into what the scanner looks up."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations, zip_longest
from typing import Any

from seriatim.terms._tokens import UNWRITTEN, Reader, role_of, split_name, symbols
from seriatim.terms._wordforms import find_concept, find_lemma, prefixes

NOT_A_FINDING = "-"
UNCODED = "uncoded:"  # before the label of a finding that no vocabulary has a term for
_RANKS = {
    "OVERRIDE": 0,
    "LABEL": 1,
    "OWN": 2,
    "EXACT": 3,
    "NARROW": 4,
    "BROAD": 5,
    "RELATED": 6,
    "TOLD": 7,
    "VARIANT": 8,
}
_INFORMATIVE = frozenset({"severity", "laterality", "not"})
MISSING = "absent"  # the concept of what is not there
_LINKING = frozenset({"link", "of"})
_LABORATORY = "laboratory"
_CELL = "cell"
_MAX_MEANT = 7
_ABNORMAL = "abnormal "
_PAIR = 2  # so few words of our own mean a finding only as they are
COMMA = ","
_JOINING_MARKS = ("/", "&")
_CONJUNCTIONS = ("and", "or")
_ORDERING = frozenset(
    {"with", "without", "due"}
)  # what stands before them and what behind may not change places


@dataclass(frozen=True, slots=True)
class Name:
    """A name of a term.

    Attributes:
        text: as the vocabulary writes it.
        code: the term.
        scope: OVERRIDE | LABEL | OWN | EXACT | NARROW | BROAD | RELATED | TOLD | VARIANT, in order of trust. What is
            TOLD is matched as it is written and never by what its words mean.
        cased: it matches only in exactly this spelling.
    """

    text: str
    code: str
    scope: str = "EXACT"
    cased: bool = False


@dataclass(frozen=True)
class Lexicon:
    """Compiled names. Built by `compile_lexicon`, kept as JSON, used by the scanner.

    Attributes:
        release: of the ontology.
        labels: code -> label.
        phrases: symbols as written -> codes, best first, one a line. Behind a tab stands the spelling: needed
            where a "!" follows, preferred otherwise.
        bags: symbols as meant, sorted -> codes, best first, one a line. Behind a tab stand the symbols in the
            name's own order where two words side by side may not change places; behind another the pairs of
            words as written, where no equivalents will do; behind a third those that may not change places
            (a "blood cell" is no "cell blood"), while other forms of the two words may ("stiff tongue").
        partners: symbol as meant -> the symbols it shares a bag with.
        refinements: code -> concept -> the more specific code that the two make together.
        lengths: first symbol of a phrase -> lengths of the phrases that begin with it, longest first.
        openings: the first two symbols of every phrase that has two.
        limits: symbol as meant -> length of the longest bag that holds it.
    """

    release: str
    labels: Mapping[str, str]
    lemmas: Mapping[str, str]
    concepts: Mapping[str, str]
    phrases: Mapping[str, str]
    bags: Mapping[str, str]
    partners: Mapping[str, str]
    refinements: Mapping[str, Mapping[str, str]]
    lengths: Mapping[str, tuple[int, ...]]
    openings: frozenset[str]
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


def compile_lexicon(
    names: Iterable[Name], labels: Mapping[str, str], release: str, is_above: Callable[[str, str], bool]
) -> dict[str, Any]:
    """Compile names into a JSON value that `open_lexicon` opens.

    Args:
        names: in any order; the result does not depend on it.
        labels: code -> label.
        release: of the ontology.
        is_above: tells whether the first code is an ancestor of the second.
    """
    ranked = sorted(names, key=lambda n: (_RANKS[n.scope], n.code, n.text))
    tokens = {name.text: split_name(name.text) for name in ranked}
    words = sorted({*prefixes(), *(find_lemma(t) for ts in tokens.values() for t in ts if t[0].isalnum())})
    lemmas = symbols(words)
    concepts = symbols(sorted({find_concept(word) for word in words}))
    phrases: dict[str, dict[tuple[str, bool], str]] = {}
    for name in ranked:
        if name.scope == "VARIANT":
            continue
        told = name.scope == "TOLD"
        for written in _spellings([_lemma(t) for t in tokens[name.text]], lemmas):
            if told and written in phrases:
                continue
            phrases.setdefault(written, {}).setdefault((name.code, name.cased), name.text)
    bags = _compile_bags(ranked, tokens, phrases, (lemmas, concepts), is_above)
    return {
        "release": release,
        "labels": dict(sorted(labels.items())),
        "lemmas": list(lemmas),
        "concepts": list(concepts),
        "phrases": {written: _entry(meanings) for written, meanings in sorted(phrases.items())},
        "bags": bags,
        "partners": _compile_partners(bags),
        "refinements": _compile_refinements(ranked, tokens, phrases, bags, (lemmas, concepts), is_above),
        "lengths": _compile_lengths(phrases),
        "openings": sorted({phrase[:2] for phrase in phrases if len(phrase) > 1}),
        "limits": _compile_limits(bags),
    }


def _compile_lengths(phrases: Iterable[str]) -> dict[str, list[int]]:
    found: dict[str, set[int]] = {}
    for phrase in phrases:
        found.setdefault(phrase[0], set()).add(len(phrase))
    return {symbol: sorted(lengths, reverse=True) for symbol, lengths in sorted(found.items())}


def _compile_limits(bags: Iterable[str]) -> dict[str, int]:
    found: dict[str, int] = {}
    for bag in bags:
        for symbol in bag:
            found[symbol] = max(found.get(symbol, 0), len(bag))
    return dict(sorted(found.items()))


def _entry(meanings: Mapping[tuple[str, bool], str]) -> str:
    """Write the meanings of a phrase; spelling matters only where there are several, or capitals are needed."""
    plain = len(meanings) == 1 and not next(iter(meanings))[1]
    return "\n".join(
        code if plain else f"{code}\t{text if cased else text.lower()}{'!' * cased}"
        for (code, cased), text in meanings.items()
    )


def open_lexicon(compiled: Mapping[str, Any]) -> Lexicon:
    """Open what `compile_lexicon` made."""
    return Lexicon(
        compiled["release"],
        compiled["labels"],
        symbols(compiled["lemmas"]),
        symbols(compiled["concepts"]),
        compiled["phrases"],
        compiled["bags"],
        compiled["partners"],
        compiled["refinements"],
        {symbol: tuple(lengths) for symbol, lengths in compiled["lengths"].items()},
        frozenset(compiled["openings"]),
        compiled["limits"],
    )


def _lemma(token: str) -> str:
    """Return the lemma of a word, the mark itself for punctuation, "" for an article."""
    if not token[0].isalnum():
        return token
    return "" if role_of(token) in UNWRITTEN else find_lemma(token)


def _spellings(words: list[str], lemmas: Mapping[str, str]) -> Iterator[str]:
    """Yield the symbols of a name, and of its closed and open compounds ("club foot", "clubfoot")."""
    kept = [w for w in words if w]
    if not kept:
        return
    yield "".join(lemmas.get(w, w) for w in kept)
    for i, word in enumerate(kept):
        if i + 1 < len(kept) and (joined := lemmas.get(word + kept[i + 1])):
            yield _encode(kept[:i], lemmas) + joined + _encode(kept[i + 2 :], lemmas)
        for cut in range(2, len(word) - 2):
            if word[cut:] in lemmas and (word[:cut] in prefixes() or (cut > 2 and word[:cut] in lemmas)):
                parts = lemmas[word[:cut]] + lemmas[word[cut:]]
                yield _encode(kept[:i], lemmas) + parts + _encode(kept[i + 1 :], lemmas)


def _encode(words: list[str], lemmas: Mapping[str, str]) -> str:
    return "".join(lemmas.get(w, w) for w in words)


def _compile_bags(
    ranked: list[Name],
    tokens: Mapping[str, list[str]],
    phrases: Container[str],
    symbols_of: tuple[Mapping[str, str], Mapping[str, str]],
    is_above: Callable[[str, str], bool],
) -> dict[str, str]:
    lemmas, concepts = symbols_of
    bags: dict[str, tuple[str, str, int]] = {}
    pairs: dict[str, dict[str, set[str]]] = {}
    fixed: dict[str, set[str]] = {}
    free: set[str] = set()
    for name in ranked:
        words = tokens[name.text]
        if (
            name.scope == "TOLD"
            or name.cased
            or name.code == NOT_A_FINDING
            or not _ORDERING.isdisjoint(words)
        ):
            continue
        meant = _meaning(words, concepts)
        if meant is None or _would_be_denial(words, phrases, lemmas):
            continue
        bag, rank = "".join(sorted(meant)), _RANKS[name.scope]
        if any(role_of(token) in _LINKING for token in words):
            free.add(bag)  # "anomaly of the elbow" is also an "elbow anomaly"
        held = bags.get(bag)
        if len(bag) == len(words) == _PAIR:
            fixed.setdefault(bag, set()).add(_pair(words, lemmas))
        if name.scope == "OWN" and len(bag) == _PAIR:
            if held is None:
                pairs.setdefault(bag, {}).setdefault(f"{name.code}\t{meant}", set()).add(_pair(words, lemmas))
        elif held is None or (_may_replace(name, held[2]) and is_above(name.code, held[0])):
            bags[bag] = (name.code, meant, rank)
    lines: dict[str, list[str]] = {}
    for bag, entries in pairs.items():
        for entry, said in entries.items():
            code, _, meant = entry.partition("\t")
            lines.setdefault(bag, []).append(
                f"{code}\t{'' if bag in free else meant}\t{' '.join(sorted(said))}"
            )
    for bag, (code, meant, _) in bags.items():
        order = "" if bag in free else f"{meant}\t\t{' '.join(sorted(fixed.get(bag, ())))}"
        lines.setdefault(bag, []).append(f"{code}\t{order}")
    return {bag: "\n".join(entry) for bag, entry in sorted(lines.items())}


def _may_replace(name: Name, rank: int) -> bool:
    """Tell whether a name of a more general term may take the place of one of this rank.

    What is only called abnormal is the general term, whatever else has the same words ("cerebellar malformation").
    """
    return _RANKS[name.scope] == rank or (name.scope == "VARIANT" and name.text.startswith(_ABNORMAL))


def _would_be_denial(words: list[str], phrases: Container[str], lemmas: Mapping[str, str]) -> bool:
    """Tell whether a name in other words would deny a finding of one word: "aplastic anemia", "absence of anemia"."""
    said = [find_lemma(word) for word in words if word[0].isalnum() and _lemma(word)]
    present = [lemma for lemma in said if find_concept(lemma) != MISSING]
    return len(present) == 1 < len(said) and lemmas[present[0]] in phrases


def _pair(words: list[str], lemmas: Mapping[str, str]) -> str:
    """Return the symbols, as written, of the two words of a name that say something."""
    said = (word for word in words if word[0].isalnum() and not role_of(word))
    return "".join(sorted(lemmas[find_lemma(word)] for word in said))


def _compile_partners(bags: Iterable[str]) -> dict[str, str]:
    """Collect the symbols each symbol shares a bag with."""
    partners: dict[str, set[str]] = {}
    for bag in bags:
        for first, second in combinations(bag, 2):
            partners.setdefault(first, set()).add(second)
            partners.setdefault(second, set()).add(first)
    return {symbol: "".join(sorted(others)) for symbol, others in sorted(partners.items())}


def _compile_refinements(
    ranked: list[Name],
    tokens: Mapping[str, list[str]],
    phrases: Mapping[str, Mapping[tuple[str, bool], str]],
    bags: Mapping[str, str],
    symbols_of: tuple[Mapping[str, str], Mapping[str, str]],
    is_above: Callable[[str, str], bool],
) -> dict[str, dict[str, str]]:
    """Find the words that make a term out of one above it: "severe" and "hypotonia".

    A name without one of its words may be the name of an ancestor; then that word, beside any of the ancestor's
    names, means the term.
    """
    found: dict[tuple[str, str], tuple[str, int]] = {}
    for name in ranked:
        words = [t for t in tokens[name.text] if t[0].isalnum() and _lemma(t)]
        fits = 2 <= len(words) <= _MAX_MEANT
        if name.scope == "TOLD" or name.cased or name.code == NOT_A_FINDING or not fits:
            continue
        for i, word in enumerate(words):
            above = _resolve(words[:i] + words[i + 1 :], phrases, bags, symbols_of)
            if above and above != name.code and is_above(above, name.code):
                key = (above, find_concept(find_lemma(word)))
                held = found.get(key)
                if held is None or (held[1] == _RANKS[name.scope] and is_above(name.code, held[0])):
                    found[key] = (name.code, _RANKS[name.scope])
    refinements: dict[str, dict[str, str]] = {}
    for (above, concept), (code, _) in sorted(found.items()):
        refinements.setdefault(above, {})[concept] = code
    return refinements


def _resolve(
    words: list[str],
    phrases: Mapping[str, Mapping[tuple[str, bool], str]],
    bags: Mapping[str, str],
    symbols_of: tuple[Mapping[str, str], Mapping[str, str]],
) -> str:
    lemmas, concepts = symbols_of
    meanings = phrases.get("".join(lemmas[find_lemma(w)] for w in words), {})
    code = next((code for code, cased in meanings if not cased), "")
    if not code and (meant := _meaning(words, concepts)):
        code = bags.get("".join(sorted(meant)), "").partition("\t")[0]
    return code


def _meaning(tokens: list[str], concepts: Mapping[str, str]) -> str | None:
    """Return the concepts of a name in its own order, or None where its words are needed as they are."""
    meant = ""
    for token, behind in zip_longest(tokens, tokens[1:], fillvalue=""):
        role = role_of(token)
        if role == _LABORATORY and find_lemma(behind) == _CELL:
            return None  # a plasma cell is no cell of any kind
        if role in _INFORMATIVE:
            return None
        if not role and token[0].isalnum():
            meant += concepts[find_concept(find_lemma(token))]
    return meant if 2 <= len(meant) <= _MAX_MEANT else None
