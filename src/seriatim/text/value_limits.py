"""Between which values a bare number can be what it is read as: "born at term (3,100 g)", "at 36 weeks"."""

from __future__ import annotations

from functools import cache

from seriatim.text.tables import read_table


@cache
def _limits() -> dict[str, tuple[float, float]]:
    return {row["name"]: (float(row["low"]), float(row["high"])) for row in read_table("value_limits.tsv")}


def is_within_limits(name: str, number: float) -> bool:
    """Tell whether a number, in the unit of the table, can be what is named.

    Args:
        name: a row of `data/value_limits.tsv`.
        number: in the unit of that row.

    Raises:
        KeyError: the table has no such row.

    Source: `data/value_limits.tsv`.

    Example:
        >>> is_within_limits("birth weight", 3100), is_within_limits("birth length", 180)
        (True, False)
    """
    low, high = _limits()[name]
    return low <= number <= high
