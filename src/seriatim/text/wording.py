"""Expressions whose words stand in a table: the shape is code, the words are `data/word_classes.tsv`."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
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


def fill_classes(written: str) -> str:
    r"""Write out the word classes that an expression names in braces, each as a group that captures nothing.

    Args:
        written: a regular expression; a count such as `{0,3}` is none of the names.

    Raises:
        KeyError: there is no such class.

    Example:
        >>> fill_classes(r"\b{has}\s(?:\w+\s){0,2}")
        '\\b(?:have|had|has)\\s(?:\\w+\\s){0,2}'
    """
    classes = load_classes()
    return _CLASS.sub(lambda m: f"(?:{_spaced(alternatives(classes[m[1]]))})", written)


def _spaced(words: str) -> str:
    """Let a space between the words of a phrase be any white space."""
    return words.replace(r"\ ", r"\s")


def pattern_of(written: str, flags: int = 0) -> Callable[[], re.Pattern[str]]:
    """Give a function that compiles an expression with its word classes, at the first call and no other.

    Example:
        >>> side = pattern_of(r"{side}\\sknee", re.IGNORECASE)
        >>> side().match("Left knee")[0]
        'Left knee'
    """

    @cache
    def compiled() -> re.Pattern[str]:
        return re.compile(fill_classes(written), flags)

    return compiled
