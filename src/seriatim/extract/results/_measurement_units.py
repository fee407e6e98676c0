"""Which quantity can be the value of which test, by the dimension of its unit."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache

from seriatim.extract.results._measurement_vocabulary import Item
from seriatim.terms.laboratory import ACT_KINDS, LaboratoryTest, is_count, load_ranges
from seriatim.text.numbers import Quantity
from seriatim.text.tables import read_table
from seriatim.text.units import load_units

# Tests that may be given as a pair: blood pressure, a score out of ten, visual acuity.
_PAIRED = frozenset({"vital sign", "score", "function test", "chemistry", "size"})
# Tests whose values may have any unit, and those that have none at all.
_ANY_UNIT = frozenset({"size", "function test", "score", "urine", "haematology", "CSF"})
# Lengths that stand for molar concentrations where the case of the M was lost.
_MOLAR = {"mm": "mmol/L", "um": "umol/L", "nm": "nmol/L", "pm": "pmol/L"}
# Kinds whose strength is given as a dilution, and the least that is one.
_DILUTED = frozenset({"antibody", "serology", "microbiology"})
_LEAST_TITRE = 4
_UNDILUTED = frozenset({"chemistry", "haematology", "vital sign", "coagulation"})
# The letter of a degree, which is a unit behind a temperature alone.
_TEMPERATURE = "body temperature"
_DEGREE = re.compile(r"\s?([CF])\b(?!\.\w)")
# Of cells, which no chemical test counts.
_NUMBERS = "number concentration [10*9/L]"
# What is transfused is counted in these.
_GIVEN = frozenset({"amount [U]", "volume [mL]"})
_NO_VALUE = frozenset({"panel", "genetic test"})
# Of these a length is how far off what is seen was held ("counting fingers at 2 m").
_SEEN = frozenset({"visual acuity"})


@dataclass(frozen=True, slots=True)
class Dimension:
    """What the dimension of a unit says of a result; see data/unit_dimensions.tsv."""

    laboratory: bool = False
    foreign: bool = False
    before: bool = False
    restated: frozenset[str] = frozenset()


@cache
def _dimensions() -> dict[str, Dimension]:
    return {
        row["dimension"]: Dimension(
            row["laboratory"] == "1",
            row["foreign"] == "1",
            row["before"] == "1",
            frozenset(filter(None, row["restated"].split("|"))),
        )
        for row in read_table("unit_dimensions.tsv")
    }


def dimension_of(item: Item) -> Dimension:
    """Return what the unit of a quantity says of it; nothing where it has none."""
    return _dimensions().get(item.quantity.dimension if item.quantity else "", Dimension())


def fits(test: LaboratoryTest, item: Item) -> bool:
    """Tell whether a quantity can be a test's value; a dose or a length is none of a chemical test."""
    quantity = item.quantity
    if quantity is None or test.category in _NO_VALUE or test.category in ACT_KINDS:
        return False
    if quantity.form == "pair" and test.category not in _PAIRED and not _is_titre(test, quantity):
        return False
    if quantity.form == "titre" and test.category in _UNDILUTED:
        return False  # the strength of "epinephrine 1:10,000"
    if test.category == "function":
        return quantity.ucum == "%"
    if test.name in _SEEN and quantity.dimension.startswith("length"):
        return False
    if test.category == "chemistry" and quantity.dimension == _NUMBERS:
        return False
    if test.category == "haematology" and quantity.dimension in _GIVEN:
        return False  # "2 units of red blood cells"
    if test.category == "score" and quantity.form == "plus":
        return False  # the "3+3" of a sum
    if _molar(test, item):
        return True
    return test.category in _ANY_UNIT or not dimension_of(item).foreign


def _is_titre(test: LaboratoryTest, quantity: Quantity) -> bool:
    """Tell the "1/320" of an antibody, which is the titre 1:320."""
    dilution = quantity.number_high or 0.0
    diluted = quantity.form == "pair" and quantity.number == 1 and not quantity.ucum
    return diluted and dilution >= _LEAST_TITRE and test.category in _DILUTED


def _molar(test: LaboratoryTest, item: Item) -> str | None:
    """Return the concentration meant by a length behind a chemical test: "ammonia 277 \u00b5m" is micromolar."""
    meant = _MOLAR.get(item.quantity.ucum or "") if item.quantity else None
    if meant is None or test.category != "chemistry":
        return None
    known = {i.unit.ucum for i in load_ranges().get(test.name, ()) if i.unit}
    return meant if meant in known or (not known and meant != "mmol/L") else None


def takes_unit(test: LaboratoryTest, quantity: Quantity) -> bool:
    """Tell whether a quantity's unit can be that of the bare number before it: "1.2 and 3.4 mg/dL".

    A share is another thing than a number without unit ("a count of 12,000 and 80 % neutrophils").
    """
    known = {i.unit.dimension for i in load_ranges().get(test.name, ()) if i.unit}
    if known:
        return quantity.dimension in known
    return test.category != "score" and quantity.ucum != "%" and not quantity.dimension.startswith("time")


def with_degree(text: str, test: LaboratoryTest, item: Item) -> Item:
    """Read the letter behind a body temperature as its degree: "101.8 F", "37.2 C"."""
    quantity = item.quantity
    degree = _DEGREE.match(text, item.end) if test.name == _TEMPERATURE else None
    if degree is None or quantity is None or quantity.ucum:
        return item
    unit = load_units()[f"°{degree[1].upper()}"]
    known = replace(
        quantity,
        end=degree.end(),
        unit=degree[1],
        ucum=unit.ucum,
        unit_span=degree.span(1),
        dimension=unit.dimension,
    )
    return replace(item, end=degree.end(), quantity=known)


def as_count(test: LaboratoryTest, item: Item) -> Item:
    """Read a unit whose case was lost: "g/L" behind a cell count as G/L (giga per litre), "mm" as millimolar."""
    quantity = item.quantity
    if quantity is not None and (molar := _molar(test, item)):
        return replace(item, quantity=replace(quantity, ucum=molar, dimension="molar concentration [mmol/L]"))
    if quantity is not None and _is_titre(test, quantity):
        dilution = quantity.number_high or 0.0
        return replace(item, quantity=replace(quantity, number=dilution, number_high=None, form="titre"))
    if quantity is None or quantity.ucum != "g/L" or not is_count(test.name):
        return item
    giga = replace(quantity, ucum="10*9/L", dimension="number concentration [10*9/L]")
    return replace(item, quantity=giga)
