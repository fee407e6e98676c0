"""A vocabulary's names compiled into a lexicon, as a JSON value."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import Any

from seriatim.terms._bags import compile_bags, compile_limits, compile_partners
from seriatim.terms._name_symbols import NameSymbols, lemma_of
from seriatim.terms._sides import compile_sided
from seriatim.terms._tokens import split_name
from seriatim.terms._wordforms import find_concept, find_lemma
from seriatim.terms.lexicon import Name

_Meanings = Mapping[tuple[str, bool], str]
"""The codes of a phrase, and whether each needs its capitals -> how the name is written."""
_MOST = 7  # words of a name that another word makes more specific


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
    in_order = sorted(names, key=lambda n: (n.rank, n.code, n.text))
    ranked = [(name, split_name(name.text)) for name in in_order]
    of = NameSymbols.of(tokens for _, tokens in ranked)
    phrases = _compile_phrases(ranked, of)
    bags = compile_bags(ranked, phrases, of, is_above)
    sided = compile_sided(ranked, bags, of, is_above)
    return {
        "release": release,
        "labels": dict(sorted(labels.items())),
        "lemmas": list(of.lemmas),
        "concepts": list(of.concepts),
        "phrases": {written: _entry(meanings) for written, meanings in sorted(phrases.items())},
        "bags": bags,
        "sides": sided,
        "partners": compile_partners(bags),
        "refinements": _compile_refinements(ranked, phrases, bags, of, is_above),
        "lengths": _compile_lengths(phrases),
        "openings": _compile_openings(phrases),
        "limits": compile_limits(bags),
    }


def _compile_phrases(
    ranked: Iterable[tuple[Name, Sequence[str]]], of: NameSymbols
) -> dict[str, dict[tuple[str, bool], str]]:
    """Gather the names that are written alike; a phrase that only tells a finding gives way to any name."""
    phrases: dict[str, dict[tuple[str, bool], str]] = {}
    for name, tokens in ranked:
        if name.scope == "VARIANT":
            continue
        for written in of.spellings(tokens):
            if name.scope != "TOLD" or written not in phrases:
                phrases.setdefault(written, {}).setdefault((name.code, name.cased), name.text)
    return phrases


def _compile_openings(phrases: Collection[str]) -> dict[str, str]:
    """Return lengths, longest first -> all pairs of symbols with which phrases of these lengths begin."""
    found: dict[str, set[int]] = {}
    for phrase in phrases:
        if len(phrase) > 1:
            alone = {1} if phrase[0] in phrases else set()
            found.setdefault(phrase[:2], alone).add(len(phrase))
    alike: dict[str, list[str]] = {}
    for opening, lengths in sorted(found.items()):
        alike.setdefault(" ".join(map(str, sorted(lengths, reverse=True))), []).append(opening)
    return {lengths: "".join(openings) for lengths, openings in sorted(alike.items())}


def _compile_lengths(phrases: Iterable[str]) -> dict[str, list[int]]:
    found: dict[str, set[int]] = {}
    for phrase in phrases:
        found.setdefault(phrase[0], set()).add(len(phrase))
    return {symbol: sorted(lengths, reverse=True) for symbol, lengths in sorted(found.items())}


def _entry(meanings: _Meanings) -> str:
    """Write the meanings of a phrase; spelling matters only where there are several, or capitals are needed."""
    plain = len(meanings) == 1 and not next(iter(meanings))[1]
    return "\n".join(
        code if plain else f"{code}\t{text if cased else text.lower()}{'!' * cased}"
        for (code, cased), text in meanings.items()
    )


def _compile_refinements(
    ranked: Iterable[tuple[Name, Sequence[str]]],
    phrases: Mapping[str, _Meanings],
    bags: Mapping[str, str],
    of: NameSymbols,
    is_above: Callable[[str, str], bool],
) -> dict[str, dict[str, str]]:
    """Find the words that make a term out of one above it: "severe" and "hypotonia".

    A name without one of its words may be the name of an ancestor; then that word, beside any of the ancestor's
    names, means the term.
    """
    found: dict[tuple[str, str], Name] = {}
    for name, tokens in ranked:
        words = [t for t in tokens if t[0].isalnum() and lemma_of(t)]
        if not name.has_meaning or not 2 <= len(words) <= _MOST:
            continue
        for i, word in enumerate(words):
            above = _resolve([*words[:i], *words[i + 1 :]], phrases, bags, of)
            if above and above != name.code and is_above(above, name.code):
                key = (above, find_concept(find_lemma(word)))
                held = found.get(key)
                if held is None or (held.rank == name.rank and is_above(name.code, held.code)):
                    found[key] = name
    refinements: dict[str, dict[str, str]] = {}
    for (above, concept), name in sorted(found.items(), key=lambda entry: entry[0]):
        refinements.setdefault(above, {})[concept] = name.code
    return refinements


def _resolve(
    words: Sequence[str], phrases: Mapping[str, _Meanings], bags: Mapping[str, str], of: NameSymbols
) -> str:
    """Return the code that words name, as written or as meant, or ""."""
    meanings = phrases.get(of.written(words), {})
    code = next((code for code, cased in meanings if not cased), "")
    if not code and (meant := of.meaning(words)):
        code = bags.get("".join(sorted(meant)), "").partition("\t")[0]
    return code
