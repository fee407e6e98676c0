"""Reading a quantity of a sentence: whose value it is."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from seriatim.extract.results._counted_cells import counts_cells
from seriatim.extract.results._finding_tests import FARTHEST
from seriatim.extract.results._measurement_gaps import (
    has_copula,
    links,
    links_over_circumstance,
    links_over_place,
    refers_back,
)
from seriatim.extract.results._measurement_naming import name_measure
from seriatim.extract.results._measurement_result import Result, generic_test
from seriatim.extract.results._measurement_state import Reading
from seriatim.extract.results._measurement_tests import SCORED, take_test
from seriatim.extract.results._measurement_units import as_count, dimension_of, fits, with_degree
from seriatim.extract.results._measurement_values import (
    continues,
    is_own_interval,
    leads_to_later,
    relates,
    split_row,
    split_series,
)
from seriatim.extract.results._measurement_vocabulary import BY_FINDING, VALUE_FIRST, Item
from seriatim.extract.results._sided_values import names_first_side, names_next_side, read_as_acuity
from seriatim.terms.laboratory import is_count, load_panel_rows, load_tests
from seriatim.text.units import read_unit
from seriatim.text.wording import pattern_of

_URINE = re.compile(r"(?i)\burin|\b24[ -]?h|\bexcret")
_URINE_REACH = 40
_BARE_CHANGES = ("dropped", "fell", "rose", "declined", "increased", "decreased")
# What a person does: "on the MMSE | he scored | 21/30"
_PERFORMED = frozenset({"score", "function test"})
_performed = pattern_of(
    r",?\s(?:he|she|(?:the|this|our)\s(?:{called_patient}|{male_person}|{female_person}|child))\s(?:had\s|was\sable\sto\s)?{performed}\s(?:only\s|a\stotal\sof\s|about\s)?"
)
_VISION = frozenset({"vision", "visual acuity"})
_LEAST_COUNT = 1000
_LEAST_ROW, _LEAST_OF_PANEL = 2, 3
_GRADE_WORD = re.compile(r"\b(?:MRC\s)?(?:grade|class|stage)\s$")
# "ANA was raised again (1:320": the titre of the antibody before it, whatever is said of it
_TO_TITRE = re.compile(r"[^().;:]{0,40}\(")
# "peaked | on day 3 at | 412"
_TIMED = re.compile(
    r"\s(?:on|by|at|after|during|in|within)\s[^,;:.()]{1,40}\s(?:at|to|with)\s(?:about\s|only\s)?"
)
_AT_ANOTHER_TIME = re.compile(
    r"\s(?:[^(),;]{0,30}\b(?:before|earlier|previously|ago|later|prior)\b|(?:on|at)\s[^(),;]{1,30})\)"
)
# Behind the name of a test: its value follows, so that what stands before belongs to another.
_OWN_VALUE = re.compile(
    r"\s?(?:levels?\s|concentration\s|was\s|were\s|is\s|of\s|to\s|[:=(]\s?){0,3}[<>\u2264\u2265~]?\s?\d"
)


def take_quantity(reading: Reading, item: Item, after: Item | None) -> None:
    """Take a quantity as the value of the test before it, or keep it for the one behind."""
    if item.end <= reading.last:
        return  # part of a row that has been read
    gap = reading.gap(item) if item.start >= reading.last else ""
    target = _target(reading)
    if target:
        read_as_acuity(reading.text, target, item)
    if after and after.meaning == "counted" and after.start < item.end and not _is_open(target, item, gap):
        reading.orphan, reading.last = item, item.end  # "20-30 WBC/hpf" behind a test that has its value
        return
    if target and _is_difference(reading, target, gap):
        reading.orphan, reading.last = None, item.end  # "dropped by 3 g/dL"
    elif target and links(gap) and _take_row(reading, item):
        pass
    elif target and _takes(reading, target, item, gap):
        whole = with_degree(reading.text, target.known, item)
        values = [as_count(target.known, v) for v in split_series(reading.text, whole, reading.start)]
        for result in _sharing(reading, target, item, gap):
            result.values.extend(values)
        target.last = reading.last = whole.end
    elif target and _is_of_other_side(reading, target, item, gap):
        reading.results.append(Result(target.test, values=[item], last=item.end))
        reading.last = item.end
    elif target and is_own_interval(target, item, gap):
        target.reference, reading.last = item, item.end
        _lend_unit_behind(reading, target)
    elif _name_orphan(reading, item):
        pass
    elif _may_come_first(reading, item, after):
        reading.orphan, reading.last = item, item.end
    else:
        reading.orphan = None


def _take_row(reading: Reading, item: Item) -> bool:
    """Take the values of tests that are named in a row ("pH/pCO2 7.31/48"), or in the usual order of a panel."""
    row = split_row(reading.text, item, reading.end)
    if len(row) < _LEAST_ROW:
        return False
    named = reading.group[-len(row) :]
    if not _is_row(reading.text, named, len(row)):
        panel = reading.group[-1]
        names = load_panel_rows().get(panel.known.name, ())[: len(row)]
        named = [Result(replace(panel.test, test=load_tests()[name])) for name in names]
        if len(named) != len(row) or len(row) < _LEAST_OF_PANEL:
            return False
        reading.results += named
    for result, value in zip(named, row, strict=True):
        result.values = [value]
    reading.group[-1].last = reading.last = row[-1].end
    return True


def _is_row(text: str, named: Sequence[Result], size: int) -> bool:
    """Tell tests whose names stand in a row and wait for their values."""
    tied = all(text[a.test.end : b.test.start].strip() == "/" for a, b in pairwise(named))
    return tied and len(named) == size and not any(result.values for result in named)


def _is_difference(reading: Reading, target: Result, gap: str) -> bool:
    """Tell how much a test rose or fell from where it came to: "dropped 3 g/dL", "had decreased by 20%"."""
    if target.change is None or target.change.end != reading.last:
        return False
    said = reading.text[target.change.start : target.change.end]
    by = said.endswith(" by") or gap.strip() == "by" or gap.strip().endswith(" by")
    return by or (gap == " " and said.endswith(_BARE_CHANGES))


def _is_open(target: Result | None, item: Item, gap: str) -> bool:
    """Tell whether the test before a count waits for it: "a white cell count of 5,200 leukocytes/\u00b5L"."""
    if target is None or target.values or not counts_cells(target.known):
        return False
    return fits(target.known, item) and links(gap)


def _target(reading: Reading) -> Result | None:
    """Return the test that a quantity may belong to: the last one, unless a new word leads on."""
    target = reading.group[-1] if reading.group else None
    if target and reading.fresh_lead and reading.lead and reading.lead.start >= target.last:
        return None
    return target


def _takes(reading: Reading, target: Result, item: Item, gap: str) -> bool:
    if not fits(target.known, item) and not _is_excreted(reading, target, item):
        return False
    if target.values:
        return continues(target, item, gap) or _is_earlier(reading, item, gap)
    if target.test.meaning == BY_FINDING and len(gap) <= FARTHEST:
        return True  # the finder has looked at what stands between
    going_on = gap.startswith(" and ") and links(gap.removeprefix(" and"))  # "was elevated and ranged from"
    if item.quantity and item.quantity.form == "titre" and target.known.category == "antibody":
        return links(gap) or bool(_TO_TITRE.fullmatch(gap))
    if target.known.category == "score" and links(_GRADE_WORD.sub("", gap)):
        return True  # "muscle power was grade 3/5"
    if target.known.category in _PERFORMED and _performed().fullmatch(gap):
        return True
    if target.change is not None and _TIMED.fullmatch(gap):
        return True
    worded = reading.closed and (links_over_circumstance(gap) or refers_back(gap) or going_on)
    return worded or links(gap) or links_over_place(gap) or (not reading.closed and names_first_side(gap))


def _is_earlier(reading: Reading, item: Item, gap: str) -> bool:
    """Tell the value of another time in the bracket behind one: "Hb 9.4 g/dL (10.9 | one week before)"."""
    bare = item.quantity is not None and item.quantity.form == "number" and not item.quantity.ucum
    return bare and gap.strip() == "(" and _AT_ANOTHER_TIME.match(reading.text, item.end) is not None


def _is_of_other_side(reading: Reading, target: Result, item: Item, gap: str) -> bool:
    """Tell a value behind a result in words: "right eye, counting fingers; left eye, 20/40"."""
    worded = reading.closed and not target.values and target.known.category == "function test"
    return worded and fits(target.known, item) and (leads_to_later(gap) or names_next_side(gap))


def _is_excreted(reading: Reading, target: Result, item: Item) -> bool:
    """Tell an amount per day of what the urine holds: "urinary C-peptide (19 \u00b5g/day)"."""
    quantity = item.quantity
    rate = quantity is not None and (
        "rate [" in quantity.dimension or quantity.dimension.startswith("mass [")
    )
    before = reading.text[max(reading.start, target.test.start - _URINE_REACH) : item.start]
    return rate and target.known.category in ("chemistry", "immunology") and bool(_URINE.search(before))


def _sharing(reading: Reading, target: Result, item: Item, gap: str) -> list[Result]:
    """Return whose value it is: of "height and weight were at -3 SD" both, else the last test's alone."""
    if not relates(item):
        return [target]
    said = has_copula(gap)
    return [
        r
        for r in reading.group
        if r is target or (_is_open_to(reading, r, said=said) and fits(r.known, item))
    ]


def _is_open_to(reading: Reading, result: Result, *, said: bool) -> bool:
    """Tell a test that shares a centile: without a value, or before "were" with one in a bracket ("weight (23 kg) and")."""
    aside = bool(result.values) and reading.text[result.test.end : result.values[0].start].strip() == "("
    return not result.values or (said and aside)


def _may_come_first(reading: Reading, item: Item, after: Item | None) -> bool:
    """Tell whether a quantity may stand before its test: "75% neutrophils", "2+ protein", "9 g/dL haemoglobin"."""
    if item.quantity is not None and item.quantity.form == "plus":
        return True
    if after is not None and _is_vision(reading, item, after):
        return True  # "20/20 vision"
    if after is not None and after.meaning == VALUE_FIRST:
        return True  # "3/6 systolic murmur"
    if after is None or after.test is None or not fits(after.test, item):
        return dimension_of(item).before
    gap = reading.text[item.end : after.start]
    if after.test.category == "score" and SCORED.fullmatch(gap):
        return True
    alone = gap == " " and dimension_of(item).laboratory and not _OWN_VALUE.match(reading.text, after.end)
    return gap == " of " or alone or _is_count_before(reading, item, after, gap) or dimension_of(item).before


def _is_vision(reading: Reading, item: Item, after: Item) -> bool:
    """Tell the fraction before "vision", which then is visual acuity."""
    pair = item.quantity is not None and item.quantity.form == "pair" and not item.quantity.ucum
    seen = after.test is not None and after.test.name in _VISION
    return pair and seen and reading.text[item.end : after.start] == " "


def _is_count_before(reading: Reading, item: Item, after: Item, gap: str) -> bool:
    """Tell the "21,100" of "21,100 leukocytes", which has no unit."""
    quantity, test = item.quantity, after.test
    bare = quantity is not None and not quantity.ucum and quantity.number >= _LEAST_COUNT
    counts = test is not None and is_count(test.name)
    return bare and counts and gap == " " and not _OWN_VALUE.match(reading.text, after.end)


def _name_orphan(reading: Reading, item: Item) -> bool:
    """Name the test of a laboratory quantity by the words before it."""
    name = name_measure(reading.text, item, max(reading.start, reading.last))
    if name:
        take_test(reading, generic_test(reading.text, *name), None)
        reading.group[-1].values.append(item)
        reading.last = reading.group[-1].last = item.end
    return name is not None


def _lend_unit_behind(reading: Reading, result: Result) -> None:
    """Give a bare value the unit behind its interval: "82 (115-165) g/L"."""
    quantity = result.values[-1].quantity if result.values and result.reference else None
    at = reading.text.find(")", result.reference.end, result.reference.end + 2) if result.reference else -1
    unit = read_unit(reading.text, at + 1, reading.end) if at >= 0 else None
    if unit is None or quantity is None or quantity.ucum or quantity.form != "number":
        return
    known = replace(
        quantity, unit=reading.text[unit[1] : unit[2]], ucum=unit[0].ucum, dimension=unit[0].dimension
    )
    whole = as_count(result.known, replace(result.values[-1], quantity=known))
    if fits(result.known, whole):
        result.values[-1] = whole


def take_reference(reading: Reading, item: Item, after: Item | None) -> None:
    """Take the reference interval of the test before it; a second one is of a test that was not read."""
    last = reading.group[-1] if reading.group else None
    if last and last.reference is None and (last.values or last.word):
        last.reference = item
        _lend_unit_behind(reading, last)
    reading.last = item.end
