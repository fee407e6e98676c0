"""Weights and lengths of people that no name of a test tells: "she weighs 52 kg", "150 cm tall", "born at term (3,100 g)"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from seriatim.extract.results._measurement_result import Result
from seriatim.extract.results._measurement_vocabulary import VALUE_FIRST, Item
from seriatim.terms.laboratory import load_tests
from seriatim.text import Sentence
from seriatim.text.numbers import Quantity, find_quantities
from seriatim.text.tables import read_table
from seriatim.text.units import find_ucum
from seriatim.text.value_limits import is_within_limits
from seriatim.text.wording import any_of, fill_classes

_WEIGHT, _HEIGHT, _BIRTH_WEIGHT, _BIRTH_LENGTH = "body weight", "body height", "birth weight", "birth length"
_MASSES = frozenset({"g", "kg", "[lb_av]"})
_NEWBORN = ("newborn", "neonate")
_STEMS = ("born", "birth", "deliver")
_VERB_STEMS = ("weigh", "measur", "tall")
_OPENING = re.compile(r"(?:[(,;]\s?(?:(?:and\s)?weight\s)?|\bweighing\s)\Z")
_LISTED = re.compile(r"(?:,|;|\sand)\s\Z")
_REACH = 16


def find_body_verbs(text: str, start: int, end: int) -> list[Item]:
    """Find the verbs and the adjective by which the weight and the height of a person are told.

    Args:
        text: the report's text.
        start: offset of the sentence.
        end: offset after it.
    """
    words = text[start:end].lower()
    if not any(stem in words for stem in _VERB_STEMS):
        return []
    tests = load_tests()
    told = {
        m.span("verb"): m
        for chained in (False, True)
        if _NUMBERED_VERB.search(words)
        for m in _told(chained=chained).finditer(text, start, end)
    }
    verbs = [
        Item("test", *place, test=tests[_name_of_verb(m["person"], m["verb"])]) for place, m in told.items()
    ]
    return verbs + [
        Item("test", *m.span("tall"), test=tests[_HEIGHT], meaning=VALUE_FIRST)
        for m in _TALL.finditer(text, start, end)
        if _person().search(text, start, m.start())
    ]


def _name_of_verb(person: str, verb: str) -> str:
    """Name what is told of a person: "weighed", "measured"; of a newborn it is what they weighed at birth."""
    if not verb.lower().startswith("w"):
        return _HEIGHT
    return _BIRTH_WEIGHT if person.lower().startswith(_NEWBORN) else _WEIGHT


def find_born(text: str, sentence: Sentence, results: Sequence[Result]) -> list[Result]:
    """Find the weight and length at birth that stand beside the birth alone: "born at term (3,100 g)".

    Args:
        text: the report's text.
        sentence: what to read.
        results: what has been read in it.
    """
    words = text[sentence.start : sentence.end].lower()
    if not any(stem in words for stem in _STEMS) or not _born().search(text, sentence.start, sentence.end):
        return []
    taken = [(item.start, item.end) for result in results for item in (result.test, *result.values)]
    found: list[Result] = []
    for quantity in find_quantities(text, sentence.start, sentence.end):
        if any(a < quantity.end and quantity.start < b for a, b in taken):
            continue
        last = found[-1].test.end if found else None
        name = _name_of_newborn(text, quantity, last, sentence.end)
        if name:
            place = Item("test", quantity.start, quantity.end, test=load_tests()[name])
            value = Item("quantity", quantity.start, quantity.end, quantity=quantity)
            found.append(Result(place, values=[value], last=quantity.end))
    return found


def _name_of_newborn(text: str, quantity: Quantity, last: int | None, end: int) -> str | None:
    """Name a bare quantity of a newborn: a mass that opens a bracket or a list, and the length behind it."""
    before = text[max(0, quantity.start - _REACH) : quantity.start]
    if quantity.form != "number" or quantity.ucum is None:
        return None
    if quantity.ucum in _MASSES and (unit := find_ucum(quantity.ucum)):
        listed = bool(_OPENING.search(before)) or bool(_person_behind().match(text, quantity.end, end))
        fits = is_within_limits(_BIRTH_WEIGHT, quantity.number * unit.factor)
        return _BIRTH_WEIGHT if listed and fits else None
    beside = (
        last is not None and last <= quantity.start and bool(_LISTED.fullmatch(text, last, quantity.start))
    )
    return (
        _BIRTH_LENGTH
        if beside and quantity.ucum == "cm" and is_within_limits(_BIRTH_LENGTH, quantity.number)
        else None
    )


@cache
def _people() -> str:
    """The words for one person that can be the subject of a verb."""
    roles = ("noun", "kin")
    nouns = [row["word"] for row in read_table("people_words.tsv") if row["role"] in roles]
    return any_of((*nouns, "he", "she", "who"))


_VERB = r"(?:weigh(?:s|ed|ing)|measur(?:es|ed|ing))"
_NUMBER_BEHIND = r"(?=\s(?:about\s|only\s|approximately\s|at\s)?\d)"
_NUMBERED_VERB = re.compile(_VERB + _NUMBER_BEHIND)
_TALL = re.compile(r"\d\s?(?:cm|m|centimet(?:er|re)s|feet|ft|inches)\s(?:or\s)?(?P<tall>tall)\b")


@cache
def _person() -> re.Pattern[str]:
    return re.compile(rf"(?i)\b{_people()}\b")


@cache
def _told(*, chained: bool) -> re.Pattern[str]:
    """A person, a verb of measure and a number; chained, another verb with its own number stands before it."""
    other = rf"(?:{_VERB}|was|is|had)\s[\d.,]+\s?[a-z]{{1,4}}(?:\stall)?(?:\s\([^()]{{1,30}}\))?(?:\sat\sbirth)?\sand\s"
    return re.compile(
        fill_classes(
            rf"(?i)\b(?P<person>{_people()}),?\s(?:(?:now|then|only|currently|also|had|has|{{adverb}})\s){{0,2}}{other if chained else ''}"
            rf"(?P<verb>{_VERB}){_NUMBER_BEHIND}"
        )
    )


@cache
def _born() -> re.Pattern[str]:
    return re.compile(
        rf"(?i)\b{_people()}\b[^.;]{{0,60}}?\b(?:born|delivered)\b|\b(?:born|delivered|birth\sof|delivery\sof)\b[^.;]{{0,80}}?\b{_people()}\b|\b(?:born|delivered)\sat\b"
    )


@cache
def _person_behind() -> re.Pattern[str]:
    return re.compile(rf"(?i)[\s,](?:(?!and\b)[\w-]+\s){{0,2}}{_people()}\b")
