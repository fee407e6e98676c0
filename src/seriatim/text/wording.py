"""Expressions whose words stand in a table: the shape is code, the words are `data/word_classes.tsv`."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from functools import cache

from seriatim.text.tables import alternatives, read_table

_CLASS = re.compile(r"\{([a-z_]+)\}")


@cache
def load_classes() -> Mapping[str, tuple[str, ...]]:
    """Load the words of every class."""
    classes: dict[str, list[str]] = {}
    for row in read_table("word_classes.tsv"):
        classes.setdefault(row["class"], []).append(row["words"])
    return {name: tuple(words) for name, words in classes.items()}


def any_of(words: Iterable[str]) -> str:
    r"""Write words as one group of a regular expression, the longest first; a space is any white space.

    Example:
        >>> any_of(("in", "as well as"))
        '(?:as\\swell\\sas|in)'
    """
    return f"(?:{alternatives(words)})".replace(r"\ ", r"\s")


def fill_classes(written: str, **own: Iterable[str]) -> str:
    r"""Write out the word classes that an expression names in braces, each as a group that captures nothing.

    Args:
        written: a regular expression; a count such as `{0,3}` is none of the names.
        own: further classes, by name.

    Raises:
        KeyError: there is no such class.

    Example:
        >>> fill_classes(r"\b{has}\s{no}(?:\w+\s){0,2}", no=("no", "never"))
        '\\b(?:have|had|has)\\s(?:never|no)(?:\\w+\\s){0,2}'
    """
    classes = {**load_classes(), **own}
    return _CLASS.sub(lambda m: any_of(classes[m[1]]), written)


def pattern_of(written: str, flags: int = 0) -> Callable[[], re.Pattern[str]]:
    r"""Give a function that compiles an expression with its word classes, at the first call and no other.

    Example:
        >>> side = pattern_of(r"{side}\sknee", re.IGNORECASE)
        >>> side().match("Left knee")[0]
        'Left knee'
    """

    @cache
    def compiled() -> re.Pattern[str]:
        return re.compile(fill_classes(written), flags)

    return compiled
