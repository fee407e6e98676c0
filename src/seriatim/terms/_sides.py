"""Names that hold for one side only, where no name holds for either: the left ventricle's aneurysm."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from seriatim.terms._name_symbols import NameSymbols
from seriatim.terms._tokens import Streams, filler_roles
from seriatim.terms._wordforms import find_concept, find_lemma
from seriatim.terms.lexicon import SIDED, Lexicon, Name

_LATERALITY = "laterality"
_SIDE = frozenset({"side", "sided"})


def compile_sided(
    ranked: Iterable[tuple[Name, Sequence[str]]],
    bags: dict[str, str],
    of: NameSymbols,
    is_above: Callable[[str, str], bool],
) -> dict[str, dict[str, str]]:
    """Add to the bags what names of one side mean without it, where no name means that.

    Where another term has such a name, the side tells which is meant: a dilated ventricle is one of the brain, a
    dilated left ventricle one of the heart.

    Args:
        ranked: names with their tokens, the most trusted first.
        bags: symbols as meant, sorted -> codes; completed here.
        of: the symbols of their words.
        is_above: tells whether the first code is an ancestor of the second.

    Returns:
        The code in the bag -> side -> the term of that side.
    """
    sides: dict[str, dict[str, str]] = {}
    for name, words in ranked:
        said = [word for word in words if is_side(word)]
        meant = of.meaning([word for word in words if not is_side(word)]) if name.has_meaning else None
        if len(said) != 1 or meant is None or not _SIDE.isdisjoint(words):
            continue
        bag = "".join(sorted(meant))
        if bag not in bags:
            bags[bag] = f"{SIDED}{name.code}\t{meant}"
        code = bags[bag].partition("\t")[0]
        if code.startswith(SIDED) or not is_above(code, name.code):
            sides.setdefault(code, {}).setdefault(find_concept(find_lemma(said[0])), name.code)
    return {code: dict(sorted(terms.items())) for code, terms in sorted(sides.items())}


def settle_side(
    lexicon: Lexicon, streams: Streams, text: str, code: str, words: Iterable[int]
) -> tuple[str, int]:
    """Return the code of the side that stands right before one of the words of a name, and where the name begins.

    Where no side is told the code stays as it is, or is "" if it holds for one side only.
    """
    at = list(words)
    terms = lexicon.sides.get(code)
    if terms is None:
        return code, at[0]
    for word in at:
        before = streams.word(text, word - 1) if word else ""
        if before and is_side(before) and (term := terms.get(find_concept(find_lemma(before)))):
            return term, min(at[0], word - 1)
    return "" if code.startswith(SIDED) else code, at[0]


def is_side(word: str) -> bool:
    """Tell a word for a side of the body, or for both."""
    return filler_roles().get(word.lower()) == _LATERALITY
