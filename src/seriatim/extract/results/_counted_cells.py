"""Cells that are named inside their count: "3,200 white cells/\u00b5L", "20-30 WBC/hpf", "56 lymphocytes per mm3"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from seriatim.extract.results._measurement_result import Result
from seriatim.extract.results._measurement_vocabulary import Item, load_names, load_words, tokens
from seriatim.extract.results._specimen import specimen_panels
from seriatim.terms.laboratory import LaboratoryTest, is_count, load_tests
from seriatim.text.folding import fold
from seriatim.text.units import Unit, read_unit

_DIVISION = re.compile(r"\s?/|\sper\s")
_BEHIND = re.compile(r"\s?(?:cells\s?)?(?=/|per\s)")
_URINE = "urine"
_CELLS, _CELL_COUNT = "cells", "cell count"  # "CSF showed 12 cells/\u00b5L"
_RED = "red blood cell count"
_PER_FIELD = "per field"
_DIMENSIONS = frozenset({_PER_FIELD, "number concentration [10*9/L]"})


def find_counted(
    text: str, end: int, named: Sequence[Item], quantities: Sequence[Item]
) -> tuple[list[Item], list[Item]]:
    """Read the names of cells that stand between a number and its unit.

    Args:
        text: the report's text.
        end: offset after the sentence.
        named: the tests and words of the sentence.
        quantities: its quantities.

    Returns:
        The quantities, with the units that stand behind such names, and the tests that units name.
    """
    read: list[Item] = []
    tests: list[Item] = []
    for item in quantities:
        inside = _named_inside(text, named, item)
        behind = None if inside else _named_behind(text, end, named, item)
        tests += [inside] if inside else [replace(behind[0], meaning="counted")] if behind else []
        read.append(behind[1] if behind else item)
    return read, tests


def _named_inside(text: str, named: Sequence[Item], item: Item) -> Item | None:
    """Return the test that a unit names: the "WBC" of "20-30 WBC/hpf"."""
    counted = item.quantity is not None and item.quantity.dimension in _DIMENSIONS
    span = item.quantity.unit_span if item.quantity and counted else None
    division = _DIVISION.search(text, *span) if span else None
    if span is None or division is None or division.start() == span[0]:
        return None
    name = fold(text[span[0] : division.start()])
    fluid = name == _CELLS and any(n.test and n.test.name in specimen_panels() for n in named)
    test = load_tests()[_CELL_COUNT] if fluid else load_names().get(name)
    place = Item("test", span[0], division.start(), test=test, meaning="counted")
    return place if test and counts_cells(test) else None


def _named_behind(text: str, end: int, named: Sequence[Item], item: Item) -> tuple[Item, Item] | None:
    """Return the count that is named right behind a bare number, and the number with the unit behind the name."""
    quantity = item.quantity
    if quantity is None or quantity.ucum or quantity.form not in ("number", "range"):
        return None
    beside = (n for n in named if n.test and n.start >= item.end and not text[item.end : n.start].strip(" "))
    cells = next((n for n in beside if n.test and counts_cells(n.test)), None)
    unit = _unit_behind(text, cells.end, end) if cells else None
    if cells is None or unit is None:
        return None
    known, start, stop = unit
    whole = replace(
        quantity,
        end=stop,
        unit=text[start:stop],
        ucum=known.ucum,
        unit_span=(start, stop),
        dimension=known.dimension,
    )
    return cells, replace(item, end=stop, quantity=whole)


def counts_cells(test: LaboratoryTest) -> bool:
    """Tell a test whose value is a number of cells, in the blood, the urine or the cerebrospinal fluid."""
    return _is_count(test) or test.category in (_URINE, "CSF")


def _is_count(test: LaboratoryTest) -> bool:
    """Tell a count of cells, red ones included."""
    return is_count(test.name) or test.name == _RED


def _unit_behind(text: str, at: int, end: int) -> tuple[Unit, int, int] | None:
    behind = _BEHIND.match(text, at, end)
    return read_unit(text, behind.end(), end) if behind else None


def settle_counted(text: str, start: int, end: int, results: Sequence[Result]) -> list[Result]:
    """Take the blood away from cells counted in a field or in a fluid: "pyuria (56 leucocytes per mm3)".

    Args:
        text: the report's text.
        start: offset of the sentence.
        end: offset after it.
        results: of the sentence, those of a named specimen already given to it.
    """
    counted = [r for r in results if r.test.meaning == "counted" and _is_count(r.known)]
    fluid = bool(counted) and not load_words().fluid.isdisjoint(tokens(text[start:end], brackets=True))
    for result in counted:
        if fluid or any(v.quantity and v.quantity.dimension == _PER_FIELD for v in result.values):
            name = " ".join(text[result.test.start : result.test.end].split())
            result.test = replace(result.test, test=LaboratoryTest(name, category="other"))
    return list(results)
