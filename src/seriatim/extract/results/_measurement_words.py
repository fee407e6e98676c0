"""Reading a result word of a sentence: whether it is said of the tests before it or of those behind."""

from __future__ import annotations

import re

from seriatim.extract.results._measurement_gaps import (
    has_copula,
    leads,
    leads_to_value,
    links,
    links_over_others,
    links_over_place,
    without_asides,
)
from seriatim.extract.results._measurement_naming import find_listed_before, name_subject
from seriatim.extract.results._measurement_result import Result, generic_test
from seriatim.extract.results._measurement_state import Reading
from seriatim.extract.results._measurement_tests import take_test
from seriatim.extract.results._measurement_values import leads_to_later
from seriatim.extract.results._measurement_vocabulary import BY_FINDING, Item, load_words, tokens
from seriatim.extract.results._sided_values import names_first_side, names_next_side, read_as_acuity
from seriatim.terms.laboratory import ACT_KINDS, is_count
from seriatim.text.wording import pattern_of

# Of these "positive for" tells of what they showed alone.
_SHOWING_OTHERS = frozenset({"panel", "other", *ACT_KINDS})
_TURN = "but"
_FLAG = 2  # letters at most of the "(HH)" behind a value
_SAID_AGAIN = re.compile(
    r"\s(?:(?:was|were|is|are|had|has|been|became|become|then|later|found|to|be|[a-z]+ly)\s){0,4}"
)
_OBJECT = re.compile(r"\s(?:the|his|her|their|its)\s")
_AND_THEN = re.compile(
    r"[)\s,]{1,3}(?:and|but|then|which)\s(?:(?:had|has|then|later|subsequently|still|again|[a-z]+ly)\s){0,2}"
)
# ", although "
_aside = pattern_of(r",\s{aside}\s(?:[a-z]+\s){0,3}")
_REST_OF_ASIDE = re.compile(r"[^,;:.()\d]{0,40},(?=\s)")
_BEFORE_NOUN = re.compile(
    r"\s(?!(?:and|but|or|on|at|in|for|with|which|while|when|after|before|until|than|by|to|compared)\b)[a-z]"
)
_SIDE = re.compile(r"(?i)\b(?:right|left|both|other|fellow)\b|\bO[DSU]\b|\b[RL]E\b")
_CHANGES = frozenset({"rose", "fell"})
_NOT_OF_PANELS = frozenset({"high", "low", "positive"})
_DENIED = frozenset({"positive", "high", "abnormal"})


def take_word(reading: Reading, item: Item, after: Item | None) -> None:
    """Take a result word: it closes the group before it, or leads what follows."""
    gap = reading.gap(item)
    if reading.group:
        read_as_acuity(reading.text, reading.group[-1], item)
    if item.meaning == "grade":
        _take_grade(reading, item)
        return
    if item.meaning in _CHANGES and reading.group:
        _take_change(reading, item, gap)
        return
    aside = _find_aside_end(reading, item, gap)
    if aside or _goes_on_at(reading, item, gap, after):
        reading.group[-1].word = reading.group[-1].word or item
        reading.last = aside or item.end
        return
    _take_said(reading, item, gap, after)


def _take_change(reading: Reading, item: Item, gap: str) -> None:
    """Take a word for a rise or fall of the test before it."""
    told = links(gap) or links_over_others(gap, verbal=True) or reading.closed
    later = bool(reading.group[-1].values) and bool(leads_to_later(gap) or _AND_THEN.fullmatch(gap))
    if told or later:
        reading.group[-1].change = item
        reading.last = item.end


def _take_said(reading: Reading, item: Item, gap: str, after: Item | None) -> None:
    """Take a word that is said of the tests before it or of what follows."""
    if _is_of_other_side(reading, gap, after, item):
        reading.results.append(Result(reading.group[-1].test, word=item, last=item.end))
        return
    if _is_of_turned(reading, gap, after, item):
        _take_turn(reading, item)
        return
    behind = _may_be_said_behind(reading, item, gap)
    ahead = behind and after is not None and _is_said_ahead(reading, item, gap, after)
    if ahead and after and _looks_for(reading, item, after):
        _say_of_act(reading, item)
    if (behind and not ahead) or _name_subject(reading, item):
        _close_group(reading, item)
    elif reading.fresh_lead and reading.lead and reading.lead.meaning == "none" and leads(gap):
        return  # "no elevated ESR": a phrase of the table has said it already
    elif reading.text[item.start : item.end].lower() in load_words().predicative:
        return  # "the lungs were clear to auscultation"
    elif _is_done_to(reading, item):
        return  # "the infusion reduced the glucose"
    else:
        reading.lead, reading.fresh_lead = item, True
        reading.orphan = None
    reading.last = item.end


def _find_aside_end(reading: Reading, item: Item, gap: str) -> int | None:
    """Return where the aside ends that holds a word: ", although | raised," of a test whose verb follows."""
    open_ = bool(reading.group) and not reading.closed and not reading.has_been_said()
    if not open_ or not _aside().fullmatch(gap):
        return None
    rest = _REST_OF_ASIDE.match(reading.text, item.end, reading.end)
    return rest.end() if rest else None


def _goes_on_at(reading: Reading, item: Item, gap: str, after: Item | None) -> bool:
    """Tell the "stabilized" of "fell to 6 g/dL and then stabilized at 9 g/dL", which goes on with the test."""
    valued = bool(reading.group) and bool(reading.group[-1].values) and item.meaning == "course"
    quantity = after is not None and after.kind == "quantity"
    quantity = quantity or leads_to_value(reading.text, item.end, reading.end)
    return valued and quantity and (_AND_THEN.fullmatch(gap) is not None or leads_to_later(gap))


def _is_of_other_side(reading: Reading, gap: str, after: Item | None, item: Item) -> bool:
    """Tell a second result in words: "20/20 in the right eye and counting fingers in the left eye"."""
    valued = bool(reading.group) and bool(reading.group[-1].values) and not reading.closed
    if not valued or not _SIDE.search(gap) or not (leads_to_later(gap) or names_next_side(gap)):
        return False
    return (
        after is None or after.kind not in ("test", "head") or not leads(reading.text[item.end : after.start])
    )


def _is_of_turned(reading: Reading, gap: str, after: Item | None, item: Item) -> bool:
    """Tell the second result of "normal on the right | but was later | reduced on the left"."""
    if not reading.turned or not _SAID_AGAIN.fullmatch(gap):
        return False
    return after is None or after.kind != "test" or not leads(reading.text[item.end : after.start])


def _take_turn(reading: Reading, item: Item) -> None:
    """Give the tests before a "but" their second result."""
    for result in reading.turned:
        result.turned = True
        reading.results.append(Result(result.test, word=item, last=item.end))
    reading.turned, reading.last = [], item.end


def _is_done_to(reading: Reading, item: Item) -> bool:
    """Tell a verb with its object: what was reduced need not be low."""
    verb = reading.text[item.start : item.end].endswith("ed") and item.meaning in ("high", "low", "normal")
    return verb and bool(_OBJECT.match(reading.text, item.end))


def _name_subject(reading: Reading, item: Item) -> bool:
    """Name a test that no table knows by the words before "was normal"."""
    unsaid = bool(reading.group) and not reading.closed and not reading.has_been_said()
    name = None if unsaid else name_subject(reading.text, item, max(reading.start, reading.last))
    if name:
        for place in (*find_listed_before(reading.text, name[0], max(reading.start, reading.last)), name):
            take_test(reading, generic_test(reading.text, *place), None)
    return name is not None


def _take_grade(reading: Reading, item: Item) -> None:
    """Give "III" to the class it follows; it says nothing of other tests."""
    if reading.group:
        reading.group[-1].word, reading.group[-1].inherited = item, False
        reading.last = reading.group[-1].last = item.end


def _may_be_said_behind(reading: Reading, item: Item, gap: str) -> bool:
    """Tell whether a word can be said of the tests before it."""
    if not reading.group or reading.closed or item.meaning == "none":
        return False
    if reading.group[-1].test.meaning == BY_FINDING and reading.group[-1].values:
        return False  # "tachycardia (120/min), low"
    if item.meaning == "course" and ":" in gap:
        return False  # "a shell of calcium: improvement under"
    if reading.group[-1].values and ")," in gap and _BEFORE_NOUN.match(reading.text, item.end):
        return False  # "power (grade 3/5), absent reflexes"
    verbal = reading.text[item.start : item.end].split()[0].lower() in load_words().verb
    sided = reading.group[-1].known.category == "function test" and names_first_side(gap)
    open_ = not reading.has_been_said() and links_over_others(gap, verbal=verbal)
    if not (links(gap) or sided or open_):
        return False
    if reading.group[-1].values and tokens(gap)[-1:] == ("with",):
        return False  # "platelets of 9 x10^9/L with normal differentials"
    words = reading.text[item.start : item.end].lower()
    if words in load_words().after_copula and not has_copula(gap):
        return False  # "C4 of the present case"
    if words in load_words().existence and gap.lstrip().startswith(")") and reading.has_been_said():
        return False  # "anemia (hemoglobin 5.6 g/dL) was present"
    # "laboratory tests showed an increased number of eosinophils"
    of_panel = reading.group[-1].known.category == "panel" and item.meaning in _NOT_OF_PANELS
    return not of_panel or has_copula(gap) or (not gap.strip() and words.endswith("ed"))


def _is_said_ahead(reading: Reading, item: Item, gap: str, after: Item) -> bool:
    """Tell whether a word that can be said of the tests before it is said of what follows ("revealed a positive ANA")."""
    if after.kind not in ("test", "head", "result") or not leads(reading.text[item.end : after.start]):
        return False
    changed = reading.group[-1].change
    if changed and changed.end == reading.last and after.kind == "head":
        return False  # "rose to a normal level"
    return _looks_for(reading, item, after) or (bool(gap.strip()) and not has_copula(gap))


def _looks_for(reading: Reading, item: Item, after: Item) -> bool:
    """Tell whether a word says what a test was for: "immunohistochemistry was positive for vimentin"."""
    return after.kind == "test" and reading.text[item.start : item.end].lower().endswith(" for")


def _say_of_act(reading: Reading, item: Item) -> None:
    """Say "negative for" of the test before it as well, unless it only shows others, or has its word already.

    "Smears were negative for" something; of "positive for CD31 and CD34, negative for desmin" the first is said.
    """
    last = reading.group[-1]
    if last.known.category not in _SHOWING_OTHERS and not is_count(last.known.name) and last.word is None:
        last.word, last.inherited = item, False


def _close_group(reading: Reading, item: Item) -> None:
    """Say a word of the tests before it; "neither ANA nor anti-Ro were detected" stays denied."""
    if reading.exception and reading.listed and reading.group and reading.group[0].excepted:
        reading.group, reading.listed, reading.exception = reading.listed, [], None
    words = reading.text[item.start : item.end].lower()
    flag = reading.text[item.end : item.end + 1] in (")", "]") and len(words) <= _FLAG
    alone = words in load_words().of_last or flag or not any(c.isalpha() for c in words)
    for result in reading.group[-1:] if alone else _meant(reading, item):
        nothing = result.word is not None and result.word.meaning == "none"
        if (result.word is None or result.inherited or nothing) and not (nothing and item.meaning in _DENIED):
            result.word, result.inherited = item, False
    reading.closed = True
    reading.lead, reading.fresh_lead = None, False


def _meant(reading: Reading, item: Item) -> list[Result]:
    """The members of the group that a word behind it speaks of.

    Of "haemoglobin 10 g/dL, platelets were normal" only the platelets; of tests that all have a value, all; of
    tests whose values stand in brackets, too.
    """
    valued = [i for i, result in enumerate(reading.group) if result.values]
    if not valued or all(_is_bracketed(reading, reading.group[i], item) for i in valued):
        return reading.group
    return reading.group[valued[-1] + 1 :] or [reading.group[i] for i in valued]


def _is_bracketed(reading: Reading, result: Result, item: Item) -> bool:
    """Tell whether the values of a test stand in a bracket that is closed before the word."""
    opening = reading.text[result.test.end : result.values[0].start].strip()
    return opening == "(" and ")" in reading.text[result.values[-1].end : item.start]


def take_exception(reading: Reading, item: Item, after: Item | None) -> None:
    """Take a word that excepts what follows: "except", "but not"."""
    if item.meaning == "next" and not (
        after and after.kind == "test" and leads(reading.text[item.end : after.start])
    ):
        take_boundary(reading, item, after)  # "raised but not measured again"
        return
    unsaid = not reading.closed and not any(r.word or r.values for r in reading.group)
    reading.listed = reading.group if unsaid else []
    reading.exception, reading.lead, reading.fresh_lead = item, None, False
    reading.group, reading.closed = [], False
    reading.last = item.end


def take_boundary(reading: Reading, item: Item, after: Item | None) -> None:
    """Take a word that begins another clause."""
    if _aside().match(reading.text, reading.last, item.end + 1) or _only_dates(reading, item, after):
        return
    if reading.exception and reading.group:
        reading.exception = None
    reading.listed = []
    said = reading.closed and not any(result.values for result in reading.group)
    reading.turned = reading.group if said and reading.text[item.start : item.end].lower() == _TURN else []
    reading.group, reading.lead, reading.fresh_lead, reading.orphan = [], None, False, None
    reading.last = item.end


def _only_dates(reading: Reading, item: Item, after: Item | None) -> bool:
    """Tell "analysis done after two weeks was normal" from a clause of its own; "low after a night's fast (40 mg/dL)"."""
    if reading.closed and leads_to_value(reading.text, reading.last, reading.end):
        return True
    open_ = bool(reading.group) and not reading.closed and not reading.has_been_said()
    said = after is not None and after.kind in ("result", "quantity")
    if not open_ or not said or after is None:
        return False
    gap = without_asides(reading.text[item.start - 1 : after.start])
    return links(gap) or links_over_place(gap.lstrip())
