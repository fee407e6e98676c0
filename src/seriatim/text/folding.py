"""Length-preserving folding: the folded text has the same offsets as the text itself."""

from __future__ import annotations

from functools import cache, lru_cache

_DASHES = "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\u00ad"
_QUOTES = "\u2018\u2019\u201a\u201b\u2032\u00b4`"
_LONG = 2_000  # every finder folds the whole report: the last two are kept
_SPACES = "\u00a0\u2002\u2003\u2009\u200a\u202f\t\n\r\x0b\x0c"
_UNIFIED = [(char, to) for chars, to in ((_DASHES, "-"), (_QUOTES, "'"), (_SPACES, " ")) for char in chars]
_UNEVEN = "\u0130\u03a3"  # lower case of another length, or by what stands beside it


class _Fold(dict[int, str]):
    """Translation table filled on demand: one character in, exactly one character out."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        lower = char.lower()
        folded = lower if len(lower) == 1 else char
        self[code] = folded
        return folded


@cache
def _table() -> _Fold:
    table = _Fold()
    table.update((ord(char), to) for char, to in _UNIFIED)
    return table


def fold(text: str) -> str:
    """Lower the case and unify dashes, apostrophes and white space, one character for one.

    Example:
        >>> fold("Anti\u2013Ro\u00a0ANTIBODY")
        'anti-ro antibody'
    """
    return _fold_once(text) if len(text) > _LONG else _fold(text)


def _fold(text: str) -> str:
    """Fold by whole strings, which takes a sixth of the time that a table of characters takes."""
    if text.isascii() and text.isprintable() and "`" not in text:
        return text.lower()
    if any(char in text for char in _UNEVEN):
        return text.translate(_table())
    folded = text.lower()
    for char, to in _UNIFIED:
        folded = folded.replace(char, to)
    return folded


_fold_once = lru_cache(maxsize=2)(_fold)
