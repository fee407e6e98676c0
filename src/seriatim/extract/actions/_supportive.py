"""What only makes up for a lack or eases ("calcium", "transfusion"), and what it can have helped."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from seriatim.model import Fact
from seriatim.text.folding import fold
from seriatim.text.tables import read_table

_GROUP = "ATC:"


@dataclass(frozen=True, slots=True)
class _Support:
    """A row of the table.

    Attributes:
        helps: finds what it is given for in the words of a finding.
        alone: whether it may have had a response of something else where no other treatment is told.
    """

    helps: re.Pattern[str]
    alone: bool


def choose_helpful(given: Sequence[Fact], target: Fact | None) -> list[Fact]:
    """Leave out what was given beside a treatment and for something else than a finding.

    Where all are such, none is left: "levothyroxine" did not clear a rash. Without a finding they are left out
    only beside others.

    Args:
        given: the treatments, in text order.
        target: the finding that went away, stayed or came back, or None where none is named.
    """
    main = [f for f in given if (row := _row(f)) is None or (target is not None and _is_for(row, target))]
    return main if main or target is not None else list(given)


def choose_alone(given: Sequence[Fact]) -> list[Fact]:
    """Of such treatments those that, told alone, may have helped what no table knows of ("riboflavin")."""
    return [f for f in given if (row := _row(f)) is None or row.alone]


def _is_for(row: _Support, target: Fact) -> bool:
    words = " ".join((target.label, *(s.text for s in target.spans)))
    return row.helps.search(fold(words)) is not None


def _row(fact: Fact) -> _Support | None:
    names, groups = _load()
    if fact.kind == "intervention":
        return names.get(fact.label)
    return next((row for group, row in groups if (fact.code or "").startswith(group)), None)


@cache
def _load() -> tuple[dict[str, _Support], tuple[tuple[str, _Support], ...]]:
    """The rows by the name of the intervention, and by the ATC group of the drug."""
    rows = [
        (r["words"], _Support(re.compile(r["helps"]), r["alone"] == "yes"))
        for r in read_table("supportive_treatments.tsv")
    ]
    return (
        {words: row for words, row in rows if not words.startswith(_GROUP)},
        tuple((words, row) for words, row in rows if words.startswith(_GROUP)),
    )
