"""The numbers of a sentence that can be a result: no ages, dates, doses, counts of people or parts of names."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from seriatim.extract.results._measurement_gaps import links
from seriatim.extract.results._measurement_signs import find_roman_pairs, find_sums
from seriatim.extract.results._measurement_vocabulary import Item, load_names, load_words
from seriatim.terms.drugs import load_drugs
from seriatim.text.folding import fold
from seriatim.text.numbers import Quantity, find_quantities
from seriatim.text.tables import alternatives
from seriatim.text.wording import pattern_of

_DIGIT = re.compile(r"[0-9]")
# Behind a bare number: it is part of a name, a date or a proportion.
_GOES_ON = frozenset("-\u2010\u2011\u2013/:")
# "9 | at | 1, 3, and 5 min"
_AT = re.compile(r"\b(?:at|after|on)\s(?:\d{1,2},\s?(?:and\s)?){0,3}(?:and\s)?$")
_TIMES_BEHIND = re.compile(
    r"(?:,\s?\d{1,2})*(?:,?\s(?:and|or|to)\s\d{1,2})?\s?-?(?:min|minutes?|h|hours?|days?|weeks?|months?|years?)\b"
)
_CLOCK = re.compile(r"\s?(?:[AaPp]\.?[Mm]\b|o'clock)")
# Of these a number behind a dash is part of the name: "HIV-2", "influenza-1".
_NUMBERED_KINDS = frozenset(
    {"serology", "antibody", "microbiology", "molecular", "genetic test", "tissue marker"}
)
_AGES = frozenset({"bone age", "gestational age"})
_AGE_UNITS = frozenset({"h", "d", "wk", "mo", "a"})
# Amounts that a drug may be given in; behind one the name of the drug.
_DOSES = frozenset({"mass [g]", "amount [U]", "volume [mL]", "mass rate [g/(24.h)]"})
_NAME_BEHIND = re.compile(r"\s(?:of\s)?([A-Za-z][\w-]+)")
_TIMES = re.compile(r"\b(?:times|fold)\b")
_CENTILE_BEHIND = re.compile(r"(?:,?\s(?:and|to|or)\s|,\s)(?:the\s)?\d{1,2}(?:st|nd|rd|th)\s(?:per)?cent")
_TIED_NUMBER = re.compile(r"[-\u2010\u2011]\d{1,3}(?![\d.,]*\s?[%a-zA-Z\u00b5])")
_MULTIPLIES = ("twice", "double", "thrice", "triple")
_twice = pattern_of(
    r"(?i)\b(?:(?P<two>twice|double)|thrice|triple)\s(?P<limit>(?:the\s)?(?:(?:upper\s(?:normal\s|reference\s)?limit(?:\sof\s{usual})?)|{usual}(?:\svalue)?))\b"
)
_counted_behind = pattern_of(r"\s(?:{repeated}|{counted_patients}|in\s\d{1,3})\b")
_share_of_people = pattern_of(
    r"\s(?:of|in)\s(?:[\w-]+\s){0,3}?(?:{counted_patients}|{counted_reports})\b|\s(?:identical|identity|similar|similarity|homolog(?:ous|y)|certainty|coverage)\b"
)


def find_result_numbers(
    text: str, span: tuple[int, int], named: Sequence[Item], marks: Sequence[tuple[int, int]]
) -> list[Item]:
    """Find the quantities of a sentence that can be results, in order.

    Args:
        text: the report's text.
        span: where the sentence begins and ends.
        named: its tests and words; a number inside a name is none.
        marks: where it cites.
    """
    roman, multiples = find_roman_pairs(text, *span), _multiples(text, *span)
    if not (roman or multiples or _DIGIT.search(text, *span) or _TIMES.search(text, *span)):
        return []
    taken = [*(_whole_name(text, i) for i in named if i.kind == "test"), *marks]
    sums = find_sums(text, *span)
    found = _behind_names(text, span[1], _out_of(text, find_quantities(text, *span)), taken)
    found = [q for q in found if not any(s.start <= q.start < s.end for s in sums)]
    found = [*roman, *sums, *multiples, *(_with_centile(text, q) for q in found)]
    return [
        Item("quantity", q.start, q.end, quantity=q)
        for q in sorted(found, key=lambda q: q.start)
        if (_is_result(text, q, span[0]) or _is_before_test(text, q, taken) or _is_age(text, q, named))
        and not any(_takes_away(place, q) for place in taken)
    ]


def _takes_away(place: tuple[int, int], quantity: Quantity) -> bool:
    """Tell whether a number is part of a name; cells that its unit names are part of the quantity."""
    start, end = place
    unit = quantity.unit_span
    return (
        start < quantity.end and quantity.start < end and not (unit and unit[0] <= start and end <= unit[1])
    )


def _multiples(text: str, start: int, end: int) -> list[Quantity]:
    """Find "twice the upper limit of normal", which is two times it."""
    words = text[start:end].lower()
    if not any(word in words for word in _MULTIPLIES):
        return []
    return [
        Quantity(
            *m.span(),
            2.0 if m["two"] else 3.0,
            unit=m["limit"],
            ucum="{fold}",
            unit_span=m.span("limit"),
            dimension="fold",
        )
        for m in _twice().finditer(text, start, end)
    ]


def _out_of(text: str, found: Sequence[Quantity]) -> list[Quantity]:
    """Read "17 out of 30" as the points of a scale and their most."""
    kept: list[Quantity] = []
    for quantity in found:
        bare = kept and not (kept[-1].ucum or quantity.ucum) and kept[-1].form == quantity.form == "number"
        if bare and text[kept[-1].end : quantity.start] == " out of ":
            kept[-1] = replace(kept[-1], end=quantity.end, number_high=quantity.number, form="pair")
        else:
            kept.append(quantity)
    return kept


def _behind_names(
    text: str, end: int, found: Sequence[Quantity], names: Sequence[tuple[int, int]]
) -> list[Quantity]:
    """Part a number from the one that the name before it ends in: the "842" of "IL-6 842 pg/mL"."""
    ends = {b for a, b in names if text[b - 1].isdigit()}
    kept: list[Quantity] = []
    for quantity in found:
        edge = next((b for b in ends if quantity.start < b < quantity.end), None)
        kept += [quantity] if edge is None else find_quantities(text, edge, min(end, quantity.end))
    return kept


def _is_age(text: str, quantity: Quantity, named: Sequence[Item]) -> bool:
    """Tell the value of a test that is an age: "bone age was 4 years"."""
    tests = (n for n in named if n.test and n.test.name in _AGES and n.end < quantity.start)
    return quantity.ucum in _AGE_UNITS and any(links(text[n.end : quantity.start]) for n in tests)


def _is_before_test(text: str, quantity: Quantity, tests: list[tuple[int, int]]) -> bool:
    """Tell the "7.48" of "pH 7.48/PaCO2 28", which a stroke parts from the next test."""
    bare = quantity.form == "number" and not quantity.ucum and text[quantity.end : quantity.end + 1] == "/"
    return bare and any(start == quantity.end + 1 for start, _ in tests)


def _whole_name(text: str, item: Item) -> tuple[int, int]:
    """Return where a test's name is, with the bare number that a dash ties to it."""
    numbered = item.test is not None and item.test.category in _NUMBERED_KINDS
    tied = _TIED_NUMBER.match(text, item.end) if numbered else None
    return item.start, tied.end() if tied else item.end


def _with_centile(text: str, quantity: Quantity) -> Quantity:
    """Read the "25th" of "the 25th and 50th centile", whose noun stands behind the second."""
    shared = quantity.form == "ordinal" and not quantity.ucum and _CENTILE_BEHIND.match(text, quantity.end)
    return replace(quantity, ucum="{percentile}", dimension="centile") if shared else quantity


def _is_result(text: str, quantity: Quantity, low: int) -> bool:
    """Tell a number that can be a result from ages, dates, counts of days and numbers of figures."""
    if quantity.ucum in _AGE_UNITS or (quantity.form == "word" and not quantity.ucum):
        return False
    if quantity.form == "ordinal" and quantity.ucum != "{percentile}":
        return False
    if quantity.dimension in _DOSES and _is_dose(text, quantity.end):
        return False
    if quantity.ucum == "%" and _share_of_people().match(text, quantity.end):
        return False
    if not quantity.ucum and text[max(low, quantity.start - 2) : quantity.start] == ")-":
        return False  # "interleukin (IL)-1 receptor"
    before = text[max(low, quantity.start - 18) : quantity.start]
    if quantity.form == "pair" and not quantity.ucum and _counted_behind().match(text, quantity.end):
        return False  # "8 out of 12 patients"
    if not quantity.ucum and quantity.form == "number":
        after = text[quantity.end : quantity.end + 1]
        clock = _CLOCK.match(text, quantity.end)
        if _counted_behind().match(text, quantity.end) or (
            _AT.search(before) and _TIMES_BEHIND.match(text, quantity.end)
        ):
            return False
        return not (_numbered().search(before) or (after and after in _GOES_ON) or clock)
    return True


def _is_dose(text: str, end: int) -> bool:
    """Tell the amount of a drug, which stands before its name: "1 mg of dexamethasone"."""
    name = _NAME_BEHIND.match(text, end)
    return name is not None and load_drugs().named(name[1]) is not None and fold(name[1]) not in load_names()


@cache
def _numbered() -> re.Pattern[str]:
    """Words that make the number behind them a name, a place in the paper or a date rather than a result."""
    words = alternatives(load_words().numbered)
    return re.compile(rf"(?i:(?<!\w)(?:{words})\.?\s?)$")
