"""The words that say when, from `data/time_cues.tsv`, found in one pass."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from typing import Any, NamedTuple

from seriatim.text.tables import read_table
from seriatim.text.wording import fill_classes


class Cue(NamedTuple):
    """A cue word in a text: where it stands, what it does, and its value."""

    start: int
    end: int
    role: str
    value: str


@cache
def load_cues() -> tuple[tuple[str, str, str], ...]:
    """Load the rows (cue, role, value) of the table."""
    return tuple((row["cue"], row["role"], row["value"]) for row in read_table("time_cues.tsv"))


@cache
def words_of(role: str) -> dict[str, str]:
    """Return the cues of one role with their values."""
    return {cue: value for cue, r, value in load_cues() if r == role}


def time_pattern(written: str) -> Callable[[], re.Pattern[str]]:
    r"""Give a function that compiles an expression, with the roles of the table that it names, at its first call.

    Example:
        >>> time_pattern(r"\s{back}")().match(" ago")[0]
        ' ago'
    """

    @cache
    def compiled() -> re.Pattern[str]:
        return re.compile(fill_classes(written, **_load_roles()))

    return compiled


@cache
def _load_roles() -> dict[str, tuple[str, ...]]:
    roles: dict[str, list[str]] = {}
    for cue, role, _ in load_cues():
        roles.setdefault(role, []).append(cue)
    return {role: tuple(cues) for role, cues in roles.items()}


_ANCHORED = (
    "unit",
    "named",
    "attributive",
    "deictic",
    "stage",
    "set",
    "month",
    "decade",
    "act_of",
    "age_word",
    "coded_day",
    "age",
    "befell",
    "short_age",
    "vague_time",
)


_AFTER_DIGITS = ("unit", "short_age")


@cache
def _automaton() -> tuple[Any, list[tuple[str, str]]]:
    from ahocorasick_rs import AhoCorasick, MatchKind

    rows = [row for row in load_cues() if row[1] in _ANCHORED]
    return (
        AhoCorasick([cue for cue, _, _ in rows], matchkind=MatchKind.Standard),
        [(role, value) for _, role, value in rows],
    )


def find_cues(folded: str) -> list[Cue]:
    """Find whole cue words, in order; a unit may follow its number without a space ("6h").

    Args:
        folded: text brought to lower case with plain dashes and spaces (`seriatim.text.folding.fold`).
    """
    automaton, meanings = _automaton()
    found = []
    for index, start, end in automaton.find_matches_as_indexes(folded, overlapping=True):
        if end < len(folded) and folded[end].isalnum():
            continue
        role, value = meanings[index]
        before = folded[start - 1] if start else " "
        if before.isalpha() or (before.isdigit() and role not in _AFTER_DIGITS):
            continue
        found.append(Cue(start, end, role, value))
    return found
