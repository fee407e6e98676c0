"""Reading the project's own tables out of `seriatim/data`."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from itertools import product

_CHOICE = re.compile(r"\(([^()]*\|[^()]*)\)")


@cache
def read_table(name: str) -> tuple[dict[str, str], ...]:
    """Read a tab-separated table of `seriatim/data` into one dict a row.

    The first line that does not begin with `#` is the header; empty cells are "".

    Args:
        name: path below `seriatim/data`, such as "drugs.tsv".

    Raises:
        FileNotFoundError: no such table.
        ValueError: a row has more cells than the header.
    """
    text = (files("seriatim") / "data" / name).read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    header = lines[0].split("\t")
    rows = []
    for line in lines[1:]:
        cells = line.split("\t")
        missing = len(header) - len(cells)
        if missing < 0:
            raise ValueError(f"{name}: {len(cells)} cells under {len(header)} headings: {line[:60]!r}")
        if missing:
            cells += [""] * missing
        rows.append(dict(zip(header, cells, strict=True)))
    return tuple(rows)


def alternatives(words: Iterable[str]) -> str:
    """Write words as the alternatives of a regular expression, each literal, the longest first.

    Example:
        >>> alternatives(("in", "within", "on"))
        'within|in|on'
    """
    return "|".join(map(re.escape, sorted(words, key=lambda w: (-len(w), w))))


def expand_choices(phrase: str) -> tuple[str, ...]:
    """Write out the phrases that a cell with alternatives stands for; an alternative may be empty.

    Example:
        >>> expand_choices("(was|were) not (yet |)seen")
        ('was not yet seen', 'was not seen', 'were not yet seen', 'were not seen')
    """
    parts = _CHOICE.split(phrase)
    choices = [part.split("|") if at % 2 else [part] for at, part in enumerate(parts)]
    return tuple([" ".join(words.split()) for words in map("".join, product(*choices))])
