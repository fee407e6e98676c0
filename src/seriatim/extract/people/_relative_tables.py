"""Tables with a row or a column for the relatives beside the patient: "Proband | Father | Mother"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from seriatim.extract.people._person_words import words_as
from seriatim.extract.people._table_grids import Grid, Place, cell_words, find_grids, turn
from seriatim.text import Prose
from seriatim.text.wording import fill_classes

_HEADS = 2
"""How many of the first cells of a line may say whose it is."""


@cache
def _relative() -> re.Pattern[str]:
    """A relative by word alone, as a heading has it: "Mother", "the proband's brother", "Father (II-1)"."""
    written = r"(?:(?:{whose}|{kin_kind}|[a-z]+'s)\s){0,3}{kin}(?:\s?[(:,\d#].{0,40})?"
    return re.compile(fill_classes(written, kin=words_as("kin", "kin_plural")))


def names_relative(heading: str) -> bool:
    """Whether a heading cell names a relative.

    Args:
        heading: its words, folded, with single spaces.

    Example:
        >>> names_relative("the proband's mother"), names_relative("mother's age"), names_relative("proband")
        (True, False, False)
    """
    return _relative().fullmatch(heading) is not None


def find_relatives_cells(prose: Prose) -> tuple[Place, ...]:
    """Find the cells that stand in the row or column of a relative, in order and apart.

    A line is a relative's where a heading of the same kind names somebody else: in a table of relatives alone,
    they are the patients.

    Args:
        prose: the report's prose.
    """
    found: set[Place] = set()
    for grid, _ in find_grids(prose):
        for lines in (grid, turn(grid)):
            found.update(_of_relatives(prose, lines))
    return tuple(sorted(found))


def _of_relatives(prose: Prose, lines: Grid) -> Iterator[Place]:
    heads = [[cell_words(prose, place) for place in line[:_HEADS]] for line in lines]
    named = [any(names_relative(head) for head in told) for told in heads]
    others = sum(bool(told and told[0]) for told in heads[1:]) - sum(named)
    if others < 1:
        return
    for line, is_relative in zip(lines, named, strict=True):
        if is_relative:
            yield from (place for place in line if place[1] > place[0])
