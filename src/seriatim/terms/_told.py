"""Findings told in whole phrases: what somebody cannot do, does, or has lost.

A row of `told_findings.tsv` is a pattern. `(a|b)` is one of several wordings, one of which may be empty; `{class}` is
one of the wordings of `told_words.tsv`. What a pattern spells out is matched word by word as it is written, so that
"could not climb the stairs" is the finding and its "not" denies nothing.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cache

from seriatim.text.tables import expand_choices, read_table

TABLES = ("told_findings.tsv", "told_words.tsv")
_CLASS = re.compile(r"\{([^{}]*)\}")


def told_names() -> Iterator[tuple[str, str]]:
    """Yield every wording of every pattern, with its code."""
    for row in read_table("told_findings.tsv"):
        for wording in spell_out(row["words"]):
            yield wording, row["code"]


def spell_out(pattern: str) -> tuple[str, ...]:
    """Return the wordings of a pattern.

    Raises:
        KeyError: it names a class of words that there is none of.

    Example:
        >>> sorted(spell_out("walks (slowly|) on (her|his) toes"))[:2]
        ['walks on her toes', 'walks on his toes']
    """
    return expand_choices(_CLASS.sub(lambda m: f"({'|'.join(_classes()[m[1]])})", pattern))


@cache
def _classes() -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for row in read_table("told_words.tsv"):
        found[row["class"]].append(row["words"])
    return dict(found)
