"""Units of measurement: how they are spelt, and what they are in UCUM."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from seriatim.text.tables import alternatives, read_table

# What may be part of a unit; the longest stretch that the table knows is taken.
_PIECE = (
    r"[A-Za-z\u00b5\u03bc][A-Za-z\u00b5\u03bc.'\u00b2\u00b3\u2070-\u2089]*\^?[-\u2212\u2013]?[\d\u00b9]{0,2}"
)
_SHAPE = re.compile(
    rf"[\s\u2010\u2011-]?(?P<first>%|\u2030|[\u00b0\u00ba\u02da]\s?[CFc]\b|[\u00b0\u00ba\u2103\u2109]|{_PIECE}|/|\u00d7\s?ULN)"
    rf"(?:[^\S\n]?[/\u00b7-]?[^\S\n]?(?:{_PIECE}|\d[\d.\u00b7]*|%)){{0,8}}"
)
_CUT = re.compile(
    r"(?<=[\w%\u00b2\u00b3\u00b0\u00ba\u2075\u2082\u2103\u2109.])(?![\w\u00b2\u00b3\u2075\u2082%])|(?<=\u00b0)(?=$)"
)
# "U l-1", "mg\u00b7dL\u207b\u00b9": a divisor written as a power.
_DIVISOR = re.compile(r"[\s\u00b7.]\s?([A-Za-z]+)(?:\^?[-\u2013]|\u207b)([123\u00b9])")
# "U/I", "mg/dI": a small l that was printed or scanned as a capital i.
_LITRE = re.compile(r"(/[dmn\u00b5]?)I$")
# "milligrams per deciliter": a unit written out.
_PER = re.compile(r"\s+per\s+")
_POWER = re.compile(r"10\*(\d+)(?=/)")
_LONGEST = 34


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit of measurement.

    Attributes:
        ucum: its UCUM code ("mg/dL").
        dimension: what it measures, with the unit that `factor` leads to in brackets.
        factor: multiply by it to get the unit of the dimension.
    """

    ucum: str
    dimension: str
    factor: float


@cache
def load_units() -> dict[str, Unit]:
    """Load the spelling table: spelling (see `fold_unit`) to unit.

    Source: data/units.tsv, UCUM 2.1.

    Example:
        >>> load_units()["mmHg"].ucum
        'mm[Hg]'
    """
    exact: dict[str, Unit] = {}
    lenient: dict[str, Unit] = {}
    for row in read_table("units.tsv"):
        unit = Unit(row["ucum"], row["dimension"], float(row["factor"]))
        spelling = fold_unit(row["spelling"])
        exact[spelling] = unit
        # Short spellings need their case (mM is not mm, M not m); long ones are as often written in another.
        if len(spelling) > 3 or "/" in spelling:
            lenient.setdefault(spelling.lower(), unit)
    return lenient | exact


@cache
def find_ucum(ucum: str) -> Unit | None:
    """Return the unit with this UCUM code, or None.

    Example:
        >>> find_ucum("g/dL").factor
        10.0
    """
    if power := _POWER.match(ucum):
        unit = _by_ucum().get(ucum[power.end() :])
        return unit and Unit(ucum, unit.dimension, unit.factor * 10.0 ** int(power[1]))
    return _by_ucum().get(ucum)


@cache
def _by_ucum() -> dict[str, Unit]:
    return {unit.ucum: unit for unit in load_units().values()}


@cache
def _short_forms() -> dict[str, str]:
    """The units written out in words, with how they are written for short."""
    return {row["words"]: row["short"] for row in read_table("unit_words.tsv")}


@cache
def _written_out() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{alternatives(_short_forms())})\b", re.IGNORECASE)


def fold_unit(text: str) -> str:
    """Bring a spelling to the form of the table: one kind of micro sign, single blanks, none around a slash.

    Example:
        >>> fold_unit("\u03bcg /  dL"), fold_unit("mg\u00b7kg-1 min-1"), fold_unit("milligrams per deciliter")
        ('\u00b5g/dL', 'mg/kg/min', 'mg/dL')
    """
    plain = (
        text.replace("\u03bc", "\u00b5").replace("\u2212", "-").replace("\u00b2", "2").replace("\u00b3", "3")
    )
    if " per " in plain:
        plain = _written_out().sub(lambda m: _short_forms()[m[0].lower()], _PER.sub("/", plain))
    divided = _DIVISOR.sub(lambda m: f"/{m[1]}" + (m[2] if m[2] in "23" else ""), plain)
    return " ".join(divided.split()).replace(" /", "/").replace("/ ", "/")


def read_unit(text: str, at: int, end: int) -> tuple[Unit, int, int] | None:
    """Read the unit that begins at `at`, with at most one blank or hyphen before it ("a 12-mm nodule").

    Returns:
        The unit, and the offsets of its words; None where no known unit stands there.

    Example:
        >>> read_unit("8.2 g/dL and", 3, 12)
        (Unit(ucum='g/dL', dimension='mass concentration [g/L]', factor=10.0), 4, 8)
    """
    if at < end and text[at] in ",;)].":
        return None
    shape = _SHAPE.match(text, at, min(end, at + _LONGEST))
    if not shape:
        return None
    start = shape.start("first")
    for cut in _cuts(text, start, shape.end()):
        if (unit := _unit_spelt(text[start:cut])) is not None:
            return unit, start, cut
    return None


@lru_cache(maxsize=10_000)  # an article has a dozen units, each many times
def _unit_spelt(words: str) -> Unit | None:
    spelling = fold_unit(words)
    if spelling.endswith("I"):
        spelling = _LITRE.sub(r"\1L", spelling)
    return load_units().get(spelling) or load_units().get(spelling.lower())


def _cuts(text: str, start: int, end: int) -> list[int]:
    """Return the places where the unit may end, the longest first."""
    ends = [m.start() for m in _CUT.finditer(text, start, end)]
    if end not in ends and (end >= len(text) or not text[end].isalnum()):
        ends.append(end)
    return sorted((e for e in ends if e > start), reverse=True)


def convert(number: float, unit: Unit, to: Unit) -> float | None:
    """Convert between units of one dimension; None where they measure different things.

    Example:
        >>> convert(500.0, find_ucum("mg/L"), find_ucum("g/dL"))
        0.05
    """
    if unit.dimension != to.dimension:
        return None
    return float(f"{number * unit.factor / to.factor:.10g}")
