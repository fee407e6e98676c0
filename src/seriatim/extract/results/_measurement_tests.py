"""Reading a test of a sentence: which group it joins, which word leads it, which value waits for it."""

from __future__ import annotations

import re
from dataclasses import replace

from seriatim.extract.results._marker_lists import joins_acts, joins_markers
from seriatim.extract.results._measurement_gaps import goes_on, joins, leads, links, turns_to_rest
from seriatim.extract.results._measurement_naming import find_end_of_name, find_name_before
from seriatim.extract.results._measurement_result import Result, generic_test
from seriatim.extract.results._measurement_state import Reading
from seriatim.extract.results._measurement_units import fits
from seriatim.extract.results._measurement_vocabulary import BY_FINDING, VALUE_FIRST, Item, load_words, tokens
from seriatim.extract.results._sided_values import read_as_acuity
from seriatim.extract.results._specimen import specimen_panels, take_specimen
from seriatim.extract.results._specimen_words import is_specimen
from seriatim.terms.laboratory import ACT_KINDS
from seriatim.text.wording import pattern_of

_ENZYME = ("ase", " activity")
_IN_CELLS = pattern_of(r"(?i)(?:\s{measured_as})?\s(?:in|of)\s(?:the\s|his\s|her\s)?(?:{prepared}\s){0,3}")
# "(AFP; the marker of liver cancer)", "(AFP; 4 ng/mL)"
_ALIAS_ASIDE = re.compile(r";(?:[^()\d]{1,50}\))?")
_IN = re.compile(r"\s(?:in|of|from|on)\s(?:(?:the|his|her|a)\s)?")
# "PCR for influenza (BAL specimen) was"
_ASIDE = re.compile(r"[^().;:]{0,40}\s\((?:on|in|of|from)?\s?")
_sample = pattern_of(r"(?:\s{specimen_noun})?\)")
_EXAMINED = frozenset({"examination", "examinations", "study", "studies"})
SCORED = re.compile(r"\s(?:points?\s)?(?:on|in|by)\s(?:the\s|a\s|his\s|her\s)?")
"""Between a number of points and the scale: "scored 24/30 on the MMSE"."""
_SOUGHT = frozenset({"antibody", "serology"})
_OPENING = re.compile(r"(?i)(?:in|on|at|upon|from|by)\s(?:[\w-]+\s){0,4}")
_BY = re.compile(r"\s(?:on|upon|at|by|in)\s(?:(?:the|his|her|a)\s)?")


def take_test(reading: Reading, item: Item, after: Item | None) -> None:
    """Take a test into the list before it, or begin a new one."""
    if item.meaning == "counted" and item.start < reading.last and reading.orphan is None:
        return  # the test before the count took it
    gap = reading.gap(item)
    reading.turned = []
    if _is_alias(reading, item, gap) or _is_technique(reading, item, gap):
        _take_alias(reading, item)
        return
    if reading.group and _is_means(reading, item, gap):
        reading.results.append(Result(item, last=item.end))  # "estimated by echocardiography was raised"
        reading.last = item.end
        return
    if reading.group and _is_specimen(reading, item, gap):
        take_specimen(reading.group[-1], item.test.name if item.test else "")
        aside = _sample().match(reading.text, item.end)
        # "herpes PCR in the cerebrospinal fluid was"
        reading.last = reading.group[-1].last = aside.end() if aside else item.end
        return
    if reading.group and _is_where_active(reading, item, gap):
        reading.last = reading.group[-1].last = item.end  # "arylsulfatase A activity in leukocytes was"
        return
    if reading.exception and not reading.said() and turns_to_rest(gap):
        reading.exception, reading.group = None, []
    result = Result(item, last=item.end, excepted=reading.exception)
    _lead_into(reading, result, gap)
    _take_orphan(reading, result, gap)
    reading.group.append(result)
    reading.results.append(result)
    reading.closed, reading.fresh_lead = False, False
    reading.last = max(item.end, *(value.end for value in result.values), 0)


def _lead_into(reading: Reading, result: Result, gap: str) -> None:
    """Give a test the word that leads it: its own, that of its list, or that of the list before."""
    joined = bool(reading.group) and _joins(reading.group[-1], result, gap) and not _is_heading(reading, gap)
    joined = joined and not (";" in gap and reading.taken_up)  # "A was low, as was B; | C was"
    said = reading.group[-1].word if reading.group and reading.closed and goes_on(gap) else None
    kept = joined and not reading.fresh_lead and not reading.closed and not _is_detail(reading, result)
    led = reading.fresh_lead and (leads(gap) or _is_found_by(reading, result.test, gap))
    result.other = _is_other_thing(reading, result.test) or result.test.meaning == BY_FINDING
    if not (led or kept) or result.other:
        reading.lead = None
    if not joined or reading.closed or led:
        reading.group = []
    reading.taken_up = said is not None or (reading.taken_up and kept)
    reading.lead = reading.lead or said
    if reading.lead and not led and _is_amount_of_others(reading.lead, result):
        reading.lead = None  # "low C3 and anti-dsDNA antibodies"
    result.word, result.inherited = reading.lead, not led


def _joins(last: Result, result: Result, gap: str) -> bool:
    """Tell whether a test is the next member of a list."""
    return joins(gap) or joins_markers(gap, last, result) or joins_acts(gap, last, result)


def _is_detail(reading: Reading, result: Result) -> bool:
    """Tell a test in the bracket that the last one's value opened: "raised WBC (12,000/\u00b5L with 20% lymphocytes)"."""
    last = reading.group[-1]
    between = reading.text[last.test.end : result.test.start]
    return bool(last.values) and between.count("(") > between.count(")")


def _is_amount_of_others(lead: Item, result: Result) -> bool:
    """Tell the amount of the test before an antibody, which is there or not."""
    return lead.meaning in ("high", "low") and result.known.category == "antibody"


def _is_heading(reading: Reading, gap: str) -> bool:
    """Tell "On blood tests, the IgE was": what opens the sentence is no member of the list behind its comma."""
    first = reading.group[0]
    named = first.known.category == "panel" or first.known.category in ACT_KINDS
    opening = reading.text[reading.start : first.test.start]
    return named and len(reading.group) == 1 and gap.startswith(",") and bool(_OPENING.fullmatch(opening))


def _is_found_by(reading: Reading, item: Item, gap: str) -> bool:
    """Tell an act that found nothing: "no abnormality on physical examination"."""
    act = item.test is not None and item.test.category in ACT_KINDS
    lead = reading.text[reading.lead.start : reading.lead.end].lower().split() if reading.lead else []
    return act and bool(_BY.fullmatch(gap)) and not load_words().finding_noun.isdisjoint(lead[-1:])


def _is_means(reading: Reading, item: Item, gap: str) -> bool:
    act = item.test is not None and item.test.category in ACT_KINDS
    return act and tokens(gap) != () and tokens(gap)[-1] in load_words().means


def _is_specimen(reading: Reading, item: Item, gap: str) -> bool:
    """Tell a fluid that a test was done in from a test of its own."""
    panel = item.test is not None and item.test.name in specimen_panels()
    if not panel or reading.has_been_said():
        return False
    aside = _ASIDE.fullmatch(gap) is not None and _sample().match(reading.text, item.end) is not None
    return aside or bool(_IN.fullmatch(gap))


def _is_where_active(reading: Reading, item: Item, gap: str) -> bool:
    """Tell the cells in which an enzyme was active from a test of their own."""
    test = reading.group[-1].known
    enzyme = test.category == "enzyme activity" or test.name.endswith(_ENZYME)
    said = reading.text[item.start : item.end]
    return enzyme and not reading.has_been_said() and is_specimen(said) and bool(_IN_CELLS().fullmatch(gap))


def take_head(reading: Reading, item: Item, after: Item | None) -> None:
    """Take "levels" behind a test into it; "xanthine level" names a test of its own."""
    gap = reading.gap(item)
    scale = bool(reading.group) and reading.group[-1].known.category == "score"
    if (
        reading.group
        and not gap.strip(" -\u2010(" if scale else " -\u2010")
        and reading.group[-1].last == reading.last
    ):
        reading.last = reading.group[-1].last = item.end
        if not reading.text[reading.group[-1].test.end : item.start].strip(" -\u2010"):
            reading.group[-1].test = replace(reading.group[-1].test, end=item.end)
        return
    name = find_name_before(reading.text, item.start, max(reading.start, reading.last))
    valued = after is not None and after.kind == "quantity" and links(reading.text[item.end : after.start])
    whole = None if name or valued else find_end_of_name(reading.text, item, after)
    if name or whole or (valued and item.meaning):
        start, end = name[0] if name else item.start, whole or item.end
        take_test(reading, generic_test(reading.text, start, end, size=item.meaning == "size"), after)


def _take_alias(reading: Reading, item: Item) -> None:
    """Take "(CRP)" behind "C-reactive protein" into the mention."""
    closing = reading.text[item.end : item.end + 1] in (")", "]")
    aside = _ALIAS_ASIDE.match(reading.text, item.end, reading.end) if "(" in reading.gap(item) else None
    reading.last = reading.group[-1].last = aside.end() if aside else item.end + closing
    whole = reading.group[-1].test
    reading.group[-1].test = replace(whole, end=reading.last if closing else item.end)


def _is_alias(reading: Reading, item: Item, gap: str) -> bool:
    last = reading.group[-1] if reading.group else None
    same = last and last.test.test is item.test and not last.values
    led = (
        reading.fresh_lead
        and reading.lead is not None
        and last is not None
        and reading.lead.start >= last.last
    )
    return bool(same) and not led and gap.strip(" ,") in ("(", "[", "-", "or", "")


def _is_technique(reading: Reading, item: Item, gap: str) -> bool:
    """Tell the act right behind an antibody, by which it was sought, and the noun of an act ("ultrasound examinations").

    "Antinuclear antibody immunofluorescence" is one test.
    """
    last = reading.group[-1] if reading.group else None
    act = item.test is not None and item.test.category in ACT_KINDS
    if gap != " " or last is None or last.values:
        return False
    words = reading.text[item.start : item.end].lower()
    if last.known.category in _SOUGHT and (act or words in load_words().sought_by):
        return True  # "CMV and EBV | serologies"
    return words in _EXAMINED and last.known.category in ACT_KINDS


def _is_other_thing(reading: Reading, item: Item) -> bool:
    """Tell "normal calcium metabolism" from a result of calcium."""
    behind = tokens(reading.text[item.end : min(reading.end, item.end + 40)])[:3]
    if behind[:1] == ("-",):
        return not load_words().not_after.isdisjoint(behind)  # "calcium-phosphorus balance"
    return bool(behind) and behind[0] in load_words().not_after


def _take_orphan(reading: Reading, result: Result, gap: str) -> None:
    """Give "75%" before "neutrophils" to it."""
    orphan, reading.orphan = reading.orphan, None
    if orphan and gap == " ":
        read_as_acuity(reading.text, result, orphan)  # "20/20 vision"
    beside = tokens(gap) in ((), ("of",)) or result.test.meaning == VALUE_FIRST
    beside = beside or (result.known.category == "score" and SCORED.fullmatch(gap) is not None)
    if orphan and orphan.end == reading.last and beside and fits(result.known, orphan):
        result.values.append(orphan)
