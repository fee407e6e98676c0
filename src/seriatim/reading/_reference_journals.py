"""Whether words read as the name of a journal."""

from __future__ import annotations

import re
from functools import cache

from seriatim.text.tables import read_table

_SMALL = frozenset(
    "of the and for in on to a an de la le les du des der die das für und et del di e y en i w & - --".split()
)
_WORD = re.compile(r"[^\s]+")
_SPACES = re.compile(r"[\s.,:()\[\]]+")


@cache
def load_journals() -> dict[str, str]:
    """Load the journal names Seriatim knows: folded abbreviation or full name to the abbreviation.

    Example:
        >>> load_journals()["archives of dermatology"]
        'Arch Dermatol'
    """
    names: dict[str, str] = {}
    for row in read_table("journals.tsv"):
        for name in (row["abbreviation"], row["full"]):
            names[fold_journal(name)] = row["abbreviation"]
    return names


def fold_journal(name: str) -> str:
    """Bring a journal's name to the key it is looked up by.

    Example:
        >>> fold_journal("J. Am. Acad. Dermatol.")
        'j am acad dermatol'
    """
    return _SPACES.sub(" ", name.replace("&", "and")).strip().casefold().removeprefix("the ")


@cache
def _known_words() -> frozenset[str]:
    """Every word of a known journal's name or abbreviation."""
    return frozenset(w for name in load_journals() for w in name.split()) - _SMALL


def is_known_journal(words: str) -> bool:
    """Tell whether `words` are a known journal, or made of nothing but words that journals' names are made of.

    Example:
        >>> is_known_journal("Eur. J. Clin. Dermatol."), is_known_journal("Calcinosis of the hand")
        (True, False)
    """
    folded = fold_journal(words)
    if folded in load_journals():
        return True
    parts = [w for w in folded.split() if w not in _SMALL]
    return words[:1].isupper() and 2 <= len(parts) <= 9 and all(w in _known_words() for w in parts)


def is_short_form(word: str) -> bool:
    """Tell whether a word before a stop is short for a longer one in a journal's name ("Natl", "Dermatol")."""
    return len(word) <= 4 or word.casefold() in _known_words()


def looks_like_journal(words: str) -> bool:
    """Tell whether all of `words` reads as a journal's name: capitals, small words, few of them.

    Example:
        >>> looks_like_journal("J Foot Surg "), looks_like_journal("A case of calcinosis. J Foot Surg")
        (True, False)
    """
    if fold_journal(words) in load_journals():
        return True
    found = [w.strip(".,:;()[]'\"“”") for w in _WORD.findall(words)]
    found = [w for w in found if w]
    if not found or len(found) > 14 or (found[0][0].islower() and len(found) < 2):
        return False
    lower = [w for w in found if not (w[0].isupper() or w[0].isdigit()) and w not in _SMALL]
    return not lower and any(w[0].isupper() for w in found) and "?" not in words
