"""The names of tests that no table knows, read from the words around their values."""

from __future__ import annotations

import re

from seriatim.extract.results._measurement_gaps import LINK_SIGNS, LONGEST, has_copula, links_over_place
from seriatim.extract.results._measurement_units import dimension_of
from seriatim.extract.results._measurement_vocabulary import Item, find_word, load_names, load_words, tokens
from seriatim.terms.drugs import load_drugs
from seriatim.terms.laboratory import ACT_KINDS
from seriatim.text.units import read_unit

_WORD_OR_SIGN = re.compile(r"[^\s,;:=()\[\]]+|[,;:=()\[\]]")
_MOST_BEFORE = 4
_SHORT_FORM = re.compile(r"[A-Za-z]*[A-Z][A-Za-z0-9-]*[A-Z0-9][A-Za-z0-9-]*")
_NOT_A_NAME = re.compile(r"[\W\d]*\d.*|[IVX]{1,4}\b.*")  # "12.5-20.5 IU/mL = borderline", "part III score"
_SOLVED = frozenset({"mg/mL", "g/mL"})
_STRENGTHS = frozenset({*_SOLVED, "g/L", "mg/L", "g/dL", "ug/mL"})
_LEVELS = ("mass concentration", "molar concentration")
_WORD_BEFORE = re.compile(r"(?<![\w-])([A-Za-z][\w-]{4,})\s$")
_PLACED = re.compile(
    r"(?<![\w-])(?P<head>[A-Za-z][\w-]+)\s(?:(?:of|in|on|for|at)\s)?(?:(?:the|his|her|both)\s)?$"
)
# A drug behind its dose is no test.
_DOSED = re.compile(r"(?i)\d\s?(?:mg|g|mcg|\u00b5g|\u03bcg|ug|units?|iu|u|ml)\s(?:of\s)?$")
# "movements of the", "movements of the pharynx and"
_CIRCUMSTANCE = re.compile(
    r"\b(?:after|following|before|during|since|despite|upon|under|with|without|by|at|on)\s(?:the\s|her\s|his\s)?(?:[\w-]+\sof\s(?:the\s)?)?$"
)
# "the liver, spleen and | pancreas"
_PARTS = re.compile(
    r"(?:\b[Tt]he|\b[Bb]oth|\b[Hh]is|\b[Hh]er)\s(?P<parts>[a-z]{3,}(?:,\s[a-z]{3,}){0,4}),?\sand\s(?:the\s)?$"
)
_PART = re.compile(r"[a-z]{3,}")
_VERBAL = ("ed", "ing", "ly")
_OF_PART = re.compile(
    r"(?P<of>\sof\s(?:the\s)?[a-z-]+(?:\s[a-z-]+){0,2}?)\s(?:about\s|at\sleast\s|approximately\s)?"
)
_OF = re.compile(
    r"(?<![\w-])(?P<head>[A-Za-z][\w-]+)\s(?:of|in|on|for|at|across|through|between)\s(?:(?:the|his|her|both)\s)?(?:[\w-]+\s(?:[\w-]+\s)?and\s)?$"
)


def name_subject(text: str, item: Item, low: int) -> tuple[int, int] | None:
    """Name the test that a result word is said of: of "thymidine kinase was elevated" the first two words.

    Args:
        text: the report's text.
        item: the result word.
        low: where the name may begin.
    """
    words = text[item.start : item.end].lower()
    known = load_words()
    at = find_link_before(text, item.start, low)
    told = at is not None and has_copula(text[at : item.start])
    if words in known.any_test and told:
        name = find_name_before(text, at or item.start, low, whole=True)
        if name and _CIRCUMSTANCE.search(text, max(low, name[0] - 40), name[0]):
            return None  # "the stains following initiation of the drug were negative"
        if name and not is_short_form(text[slice(*name)]) and not _is_place_of_an_act(text, name[0], low):
            return name
    by_itself = words in known.of_itself and text[item.start - 1 : item.start] == " "
    if words in known.of_measured and (told or by_itself):
        return _find_measured(text, item.start, low)
    return None


def find_listed_before(text: str, at: int, low: int) -> list[tuple[int, int]]:
    """Find the members of a list of parts before its last one: "liver" and "spleen" of "the liver, spleen and pancreas".

    Args:
        text: the report's text.
        at: where the last member begins.
        low: where the list may begin.
    """
    listed = _PARTS.search(text, max(low, at - LONGEST), at)
    if listed is None:
        return []
    words = load_words()
    places = [m.span() for m in _PART.finditer(text, listed.start("parts"), listed.end("parts"))]
    stops = (words.link, words.conjunction, words.pre, words.not_test, words.verb)
    unfit = any(text[a:b] in stop or text[a:b].endswith(_VERBAL) for a, b in places for stop in stops)
    return [] if unfit else places


def _find_measured(text: str, at: int, low: int) -> tuple[int, int] | None:
    """Name what is measured by its last noun: the "function" of "swallowing function improved"."""
    words = load_words()
    stops = (words.link, words.conjunction, words.pre, words.not_test)
    back = list(_WORD_OR_SIGN.finditer(text, max(low, at - LONGEST), at))[::-1]
    tie = words.link - words.measured
    head = next((i for i, word in enumerate(back) if word[0].lower() not in tie), None)
    if head is None or back[head][0].lower() not in words.measured:
        return None
    first = head
    while first + 1 < min(len(back), head + _MOST_BEFORE) and _is_of_name(back[first + 1][0].lower(), stops):
        first += 1
    return back[first].start(), back[head].end()


def _is_of_name(token: str, stops: tuple[frozenset[str], ...]) -> bool:
    return token[0].isalpha() and not any(token in stop for stop in stops)


def _is_place_of_an_act(text: str, start: int, low: int) -> bool:
    """Tell the abdomen of "skiagram of abdomen" and of "that of the abdomen" from a test."""
    head = _PLACED.search(text, max(0, min(low, start - 60)), start)
    if head is None:
        return False
    word = head["head"].lower()
    act = load_names().get(word)
    return word in load_words().stands_for or (act is not None and act.category in ACT_KINDS)


def name_measure(text: str, item: Item, low: int) -> tuple[int, int] | None:
    """Name the test of a laboratory quantity by the words before it: "xanthine of 12 µmol/L"."""
    if not dimension_of(item).laboratory:
        return None
    at = find_link_before(text, item.start, low)
    if at is None:
        return _find_drug_before(text, item, low)
    name = find_name_before(text, at, low, whole=True)
    if name and text[name[1] : name[1] + 1] == ")" and "(" not in text[name[0] - 1 : name[1]]:
        return None  # "(Maker, Japan), with 370 mg/mL"
    if name and (_DOSED.search(text, max(low, name[0] - 20), name[0]) or _is_change(text[slice(*name)])):
        return None
    return None if name and _is_solution(item, text[slice(*name)]) else name


def _find_drug_before(text: str, item: Item, low: int) -> tuple[int, int] | None:
    """Name the drug whose level stands right behind it: "digoxin 4.1 ng/mL"; that of a solution is its strength."""
    quantity = item.quantity
    if quantity is None or quantity.ucum in _STRENGTHS or not quantity.dimension.startswith(_LEVELS):
        return None
    word = _WORD_BEFORE.search(text, max(low, item.start - LONGEST), item.start)
    return word.span(1) if word and load_drugs().named(word[1]) else None


def _is_solution(item: Item, name: str) -> bool:
    """Tell a drug with the strength of its solution ("triamcinolone acetonide (10 mg/mL"), which is no level."""
    if item.quantity is None or item.quantity.ucum not in _SOLVED:
        return False
    words = name.split()
    return any(load_drugs().named(" ".join(words[at:])) for at in range(len(words)))


def _is_change(words: str) -> bool:
    """Tell a verb of rise or fall, which names no test ("and fell to 4 g/L")."""
    word = find_word(words, 0, len(words))
    return word is not None and word.meaning in ("rose", "fell") and word.end == len(words)


def find_end_of_name(text: str, item: Item, after: Item | None) -> int | None:
    """Return where the name ends that "size" begins in "the size of the left kidney was 10 cm", or None.

    Args:
        text: the report's text.
        item: the noun of measure.
        after: the item behind it.
    """
    if after is None or after.kind not in ("quantity", "result"):
        return None
    gap = text[item.end : after.start]
    if item.meaning == "size" and after.kind == "quantity" and (of := _OF_PART.fullmatch(gap)):
        stops = load_words().not_test | load_words().copula
        if stops.isdisjoint(tokens(of["of"])):
            return item.end + of.end("of")  # "diameter of the arch 3.1 cm"
    if not links_over_place(gap) or not load_words().not_test.isdisjoint(tokens(gap)):
        return None
    end = find_link_before(text, after.start, item.end)
    return item.end + len(text[item.end : end].rstrip()) if end else None


def find_name_before(text: str, at: int, low: int, *, whole: bool = False) -> tuple[int, int] | None:
    """Return the noun phrase that ends before `at` and begins after `low`: at most five words, none grammar.

    Args:
        text: the report's text.
        at: where the name may end.
        low: where it may begin.
        whole: take what it is of along: "movements of the palate".

    Example:
        >>> find_name_before("with urinary xanthine of", 21, 0)
        (13, 21)
    """
    words = load_words()
    stops = (words.link, words.conjunction, words.pre, words.not_test)
    first = last = None
    for word in list(_WORD_OR_SIGN.finditer(text, max(low, at - 60), at))[:-6:-1]:
        token = word[0].lower()
        if not token[0].isalnum() or token.isdigit() or any(token in stop for stop in stops):
            break
        first, last = word, last or word
    if (
        first is None
        or last is None
        or len(first[0]) < 2
        or _NOT_A_NAME.fullmatch(text, first.start(), last.end())
        or last[0].lower().endswith(tuple(words.name_ending))
    ):
        return None
    unit = read_unit(text, first.start(), last.end())
    if unit and unit[2] == last.end() and text[max(low, first.start() - 2) : first.start()].strip().isdigit():
        return None  # ">20 IU/mL = positive"
    return _name_start(text, first.start(), low) if whole else first.start(), last.end()


def _name_start(text: str, start: int, low: int) -> int:
    """Return where a name begins whose last words are those from `start`: the head of an "of the"."""
    head = _OF.search(text, max(low, start - 60), start)
    stops = (load_words().link, load_words().conjunction, load_words().pre, load_words().not_test)
    if head is None or any(head["head"].lower() in stop for stop in stops):
        return start
    return head.start("head")


def is_short_form(word: str) -> bool:
    """Tell a short form by its capitals: "CDAI", "PTHrP".

    Example:
        >>> is_short_form("PTHrP"), is_short_form("Weight")
        (True, False)
    """
    return bool(_SHORT_FORM.fullmatch(word))


def find_link_before(text: str, at: int, low: int) -> int | None:
    """Return where the words that tie a value to a name before it begin: of "xanthine was" the offset of "was".

    None where nothing ties them; a short form in capitals needs no tie ("PTHrP 1.4 pg/L").
    """
    linked, begin = False, at
    words = load_words().link
    for word in reversed(list(_WORD_OR_SIGN.finditer(text, max(low, at - LONGEST), at))):
        if word[0].lower() not in words and word[0] not in LINK_SIGNS:
            linked = linked or is_short_form(word[0])
            break
        begin, linked = word.start(), True
    return begin if linked else None
