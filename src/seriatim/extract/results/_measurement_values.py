"""Which quantities go on with one another: series, repeats in another unit, intervals behind a value."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from seriatim.extract.results._measurement_gaps import has_copula, links, refers_back
from seriatim.extract.results._measurement_result import Result
from seriatim.extract.results._measurement_units import dimension_of, takes_unit
from seriatim.extract.results._measurement_vocabulary import Item, load_words, tokens
from seriatim.extract.results._sided_values import names_next_side
from seriatim.terms.laboratory import load_ranges
from seriatim.text.numbers import Quantity, find_quantities

_SERIES_SIGNS = frozenset({"\u2192", "->", ",", "-", ">"})
_SERIES_MARKS = frozenset({"to", "\u2192", ">", "then"})
_ERROR_RATES = frozenset({0.05, 0.01, 0.001, 0.0001})
_PAIR_WORDS = 6
_FOLD = "{fold}"
# "7.31/48/70/24"
_ROW = re.compile(r"[<>]?\s?\d[\d.,\u00b7]*(?:\s?/\s?[<>]?\s?\d[\d.,\u00b7]*){1,6}")
_STROKE = re.compile(r"/")
# " and not suppressed after the drug (": the same test again, behind what was done meanwhile
_CHALLENGED = re.compile(
    r"\)?[,;]?(?:\s(?:and|but|which)\s[^().;:]{0,50})?\s(?:after|following|on|at|by|during|before)\s[^().;:]{1,40}\s\("
)
_CHANGES = frozenset({"rose", "fell", "course"})
_TO_LEVEL = re.compile(
    r"\s?(?:[a-z]+ly\s)?(?:(?:to|at)\s)?(?:about\s|only\s)?"
)  # "improving | slightly to | 20/200"
_ABSOLUTE = re.compile(r"\s?[(,;]\s?(?:absolute|total)(?:\s[a-z]+)?(?:\scounts?)?(?:\s(?:of|was)|:)?\s")
_RELATIVE = frozenset({"{SD}", "{percentile}"})
# "on admission,", "at 1 minute and", "on room air, which", "OD and"
_LATER = re.compile(
    r"\s?\(?(?:(?:on|at|in|by|after|before|during|from|within|upon|for|of\s(?:the\s)?(?:right|left|both))\s[^,;:.()]{1,40}|[a-z-]{3,}ly|O[DSU]|[RL]E|(?:right|left)(?:\s(?:eye|side))?)\)?"
    r"(?:[,;]\s|[,;]?\s(?:and|then|and then|but|followed by|to)\s)(?:(?:which|it|then|later|to|was|had|that|of)\s){0,3}"
)


def continues(target: Result, item: Item, gap: str) -> bool:
    """Tell whether a second value goes on with the first: "10 then 12", "2.3 kg (10th centile)"."""
    if item.quantity and item.quantity.ucum and _ABSOLUTE.fullmatch(gap):
        return item.quantity.dimension.startswith("number concentration")  # "13 % (absolute count 993/mm3)"
    restated = relates(item) and target.known.category == "size" and gap.strip() == "("
    if target.values[0].start < target.test.start and not restated:
        return False  # "30 % blasts and 5 % plasma cells"
    if relates(item) and target.known.category == "size" and has_copula(gap) and links(gap.lstrip(")] ")):
        return True  # "height (117 cm) was below the 3rd centile"
    if gap.strip() in ("(", ",", ";", "[") and item.quantity:
        relative = item.quantity.ucum in _RELATIVE and target.known.category == "size"
        if gap.strip() == ";" or (gap.strip() == "," and not relative):
            last = target.values[-1].quantity
            return (
                relative and last is not None and last.ucum in _RELATIVE and last.ucum != item.quantity.ucum
            )
        return relative or item.quantity.dimension in dimension_of(target.values[-1]).restated
    if names_next_side(gap) and target.known.category == "function test":
        return True
    found = set(tokens(gap))
    if _tells_another(target, gap) or found == {"from"}:
        bare = leads_to_later(gap) and _are_bare(target, item)  # "21 on day 14, | 9 on day 30"
        return bare or _is_alike(target, item)  # "fell to 6 g/dL from 12 g/dL"
    if not found or not found <= load_words().series | _SERIES_SIGNS:
        return False
    if "and" in found and len(found) <= _PAIR_WORDS and _is_alike(target, item):
        return True
    return len(found) <= 3 and not found.isdisjoint(_SERIES_MARKS)


# "; at discharge "
_NEXT_TIME = re.compile(
    r"[)\]]?[;,]\s(?:and\s)?(?:on|at|by|after)\s[^,;:.()\d]{1,30}(?:\s\d{1,2})?,?\s(?:it\swas\s)?"
)


def _tells_another(target: Result, gap: str) -> bool:
    """Tell a gap behind a value that leads to a later one, to the other side's, or to what it changed to."""
    said = [word for word in (target.change, target.word) if word and word.meaning in _CHANGES]
    changed = any(word.start >= target.values[-1].end for word in said)
    later = leads_to_later(gap) or (target.reference is not None and leads_to_later(gap.lstrip(")] ")))
    later = later or _NEXT_TIME.fullmatch(gap) is not None
    again = refers_back(gap) or _CHALLENGED.fullmatch(gap) is not None or names_next_side(gap)
    return later or again or (changed and _TO_LEVEL.fullmatch(gap) is not None)


def relates(item: Item) -> bool:
    """Tell a value that is relative to others of the same age: a centile, a number of standard deviations."""
    return item.quantity is not None and item.quantity.ucum in _RELATIVE


def leads_to_later(gap: str) -> bool:
    """Tell whether a gap says when or where the value before it was, and goes on: " on admission, ".

    Example:
        >>> leads_to_later(" on day 2 and "), leads_to_later(" in the right eye and "), leads_to_later(" with ")
        (True, True, False)
    """
    return bool(_LATER.fullmatch(gap))


def _is_alike(target: Result, item: Item) -> bool:
    """Tell whether a second value is of the first one's kind: "8 and 9" of a score, "32 mmHg and 18 mmHg"."""
    first, second = target.values[-1].quantity, item.quantity
    if not first or not second or first.form != second.form:
        return False
    if first.ucum is None and second.ucum:
        return first.form == "number" and takes_unit(target.known, second)  # "310 and 320 \u00b5m"
    if first.ucum != second.ucum:
        return bool(first.dimension) and first.dimension == second.dimension and first.form == "number"
    return bool(first.ucum) or target.known.category in ("score", "function test")


def _are_bare(target: Result, item: Item) -> bool:
    """Tell two numbers without a unit."""
    given = (target.values[-1].quantity, item.quantity)
    return all(q is not None and q.form == "number" and q.ucum is None for q in given)


def is_own_interval(target: Result, item: Item, gap: str) -> bool:
    """Tell "(15-65 pg/mL)" behind a value in the same unit, which is its reference interval."""
    value = target.values[-1].quantity if target.values else None
    given = item.quantity
    if not value or not given or gap.strip() not in ("(", "[", ", ("):
        return False
    bounded = given.comparator in ("<", "<=", ">", ">=")
    if (
        not given.ucum
        and value.ucum
        and (given.form == "range" or (bounded and given.number not in _ERROR_RATES))
    ):
        return True  # "9.8 g/L (3.5-7)", "320 IU/mL (<30)"
    if value.dimension != given.dimension:
        return False
    return given.form == "range" or bounded


def split_series(text: str, item: Item, low: int) -> list[Item]:
    """Split "from 3 to 7 mg/dL" into its two values.

    Args:
        text: the report's text.
        item: a quantity.
        low: where its sentence begins.
    """
    quantity = item.quantity
    before = text[max(low, item.start - 6) : item.start].lower()
    if not quantity or quantity.form != "range" or not before.rstrip().endswith("from"):
        return [item]
    parting = text.find(" to ", item.start, item.end)
    if parting < 0:
        return [item]
    parts = [*find_quantities(text, item.start, parting), *find_quantities(text, parting + 4, item.end)]
    return [Item("quantity", q.start, q.end, quantity=q) for q in parts]


def split_row(text: str, item: Item, end: int) -> list[Item]:
    """Split "7.31/48/70" into its values; the unit behind the last one is that of all.

    Args:
        text: the report's text.
        item: the quantity that the row begins with.
        end: offset after the sentence.
    """
    if item.quantity is None or item.quantity.form != "pair":
        return []
    row = _ROW.match(text, item.start, end)
    strokes = [item.start + m.start() for m in _STROKE.finditer(row[0])] if row else []
    found: list[Item] = []
    for start, until in zip([item.start, *(at + 1 for at in strokes)], [*strokes, end], strict=True):
        found += [
            Item("quantity", q.start, q.end, quantity=q) for q in find_quantities(text, start, until)[:1]
        ]
    last = found[-1].quantity if len(found) == len(strokes) + 1 else None
    return [_in_unit_of(last, value) for value in found] if last else []


def lend_units(results: Sequence[Result]) -> None:
    """Read "from 450 to 120 µmol/L" as two numbers in one unit: the last value of a series lends its own."""
    for result in results:
        last = result.values[-1].quantity if len(result.values) > 1 else None
        if last and last.ucum:
            result.values = [_in_unit_of(last, value) for value in result.values]


def lend_unit(result: Result, last: Item) -> None:
    """Give a member of "sodium and potassium were 138 and 4.1 mmol/L" the unit of the last one's value, if it takes it."""
    quantity = last.quantity
    known = result.known.name in load_ranges()
    if (
        quantity
        and quantity.ucum
        and known
        and (quantity.ucum == _FOLD or takes_unit(result.known, quantity))
    ):
        result.values = [_in_unit_of(quantity, value) for value in result.values]


def _in_unit_of(last: Quantity, value: Item) -> Item:
    given = value.quantity
    if given is None or given.ucum or given.form != last.form:
        return value
    unit = last.unit if last.ucum == _FOLD else given.unit
    return replace(value, quantity=replace(given, unit=unit, ucum=last.ucum, dimension=last.dimension))
