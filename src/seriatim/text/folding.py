"""Length-preserving folding: the folded text has the same offsets as the text itself."""

from __future__ import annotations

from functools import cache, lru_cache

_DASHES = "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\u00ad"
_QUOTES = "\u2018\u2019\u201a\u201b\u2032\u00b4`"
_LONG = 2_000  # every finder folds the whole report: the last two are kept
_SPACES = "\u00a0\u2002\u2003\u2009\u200a\u202f\t\n\r\x0b\x0c"


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
    for chars, to in ((_DASHES, "-"), (_QUOTES, "'"), (_SPACES, " ")):
        table.update(dict.fromkeys(map(ord, chars), to))
    return table


def fold(text: str) -> str:
    """Lower the case and unify dashes, apostrophes and white space, one character for one.

    Example:
        >>> fold("Anti\u2013Ro\u00a0ANTIBODY")
        'anti-ro antibody'
    """
    return _fold_once(text) if len(text) > _LONG else _fold(text)


def _fold(text: str) -> str:
    plain = text.isascii() and "`" not in text and text.isprintable()
    return text.lower() if plain else text.translate(_table())


_fold_once = lru_cache(maxsize=2)(_fold)
