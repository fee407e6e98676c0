"""Reading the project's own tables out of `seriatim/data`."""

from __future__ import annotations

from functools import cache
from importlib.resources import files


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
        if len(cells) > len(header):
            raise ValueError(f"{name}: {len(cells)} cells under {len(header)} headings: {line[:60]!r}")
        rows.append(dict(zip(header, cells + [""] * (len(header) - len(cells)), strict=True)))
    return tuple(rows)
