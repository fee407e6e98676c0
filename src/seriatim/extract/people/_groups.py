"""Phrases that speak of several of the report's patients at once: "both girls", "none of the three siblings"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from seriatim.extract.people._labels import read_count
from seriatim.extract.people._person_words import related_as, word_as, words_as
from seriatim.extract.people._roles import Role
from seriatim.text import Prose
from seriatim.text.wording import fill_classes, pattern_of

_REACH = 16  # characters before a phrase in which it may be said that only some of them are meant
_MAY_BE_PATIENTS = (
    "sibling",
    "child",
    "cousin",
)  # relatives whom a report may be about; their parents seldom are


@dataclass(frozen=True, slots=True)
class GroupPhrase:
    """Words that mean several patients.

    Attributes:
        start: offset of the first word; `end` is after the last.
        sex: of all of them, where the words tell it, or "".
        count: how many they are, where the words tell it.
        everywhere: whether the words mean this report's patients in a discussion too.
        end_of: first | last, where the words mean only so many from that end ("the first two patients"), or "".
    """

    start: int
    end: int
    sex: str
    count: int | None
    everywhere: bool
    end_of: str = ""


def find_group_phrases(prose: Prose, start: int, end: int) -> Iterator[GroupPhrase]:
    """Find the phrases of a stretch of prose that mean several patients.

    Args:
        prose: the report's prose.
        start: offset of the stretch.
        end: offset after it.
    """
    for m in _group().finditer(prose.folded, start, end):
        if _any_of_them().search(prose.folded, max(start, m.start() - _REACH), m.start()):
            continue
        quantity, own = m["quantity"], m["own"] or m["pointing"]
        who = m["who"] or m["whom"] or m["those"] or m["kind"] or m["twins"] or m["trade"] or ""
        word = word_as(who, "plural", "kin_plural", "noun", "kin")
        told = m["count"] or m["number"] or m["alone"] or m["counted"]
        count = read_count(told) if told else 2 if quantity in _PAIR or m["twins"] else None
        sex = m["sex"] or m["sexed"] or (word.sex if word else "")
        yield GroupPhrase(m.start(), m.end(), sex, count, bool(own) or count is not None)
    for m in _from_one_end().finditer(prose.folded, start, end):
        word = word_as(m["who"], "plural", "kin_plural")
        yield GroupPhrase(
            m.start(), m.end(), word.sex if word else "", read_count(m["count"]), True, _END[m["end"]]
        )


@dataclass(frozen=True, slots=True)
class PatientCount:
    """A number of patients, and of how many where it is told ("three patients", "two of the five")."""

    start: int
    count: int
    of: int | None = None

    def is_of_some(self, total: int) -> bool:
        """Tell whether it counts some of so many patients, but not all; "one patient" says which it means."""
        return 1 < self.count < total if self.of is None else self.count < total == self.of


def find_patient_counts(prose: Prose, start: int, end: int) -> Iterator[PatientCount]:
    """Find the numbers of patients in a stretch of prose.

    Args:
        prose: the report's prose.
        start: offset of the stretch.
        end: offset after it.
    """
    for m in _number_of_patients().finditer(prose.folded, start, end):
        if (count := read_count(m["count"])) is not None:
            yield PatientCount(m.start(), count)
    for m in _number_of_all().finditer(prose.folded, start, end):
        count, everyone = read_count(m["count"]), read_count(m["all"])
        if count is not None and everyone is not None:
            yield PatientCount(m.start(), count, everyone)


_number_of_patients = pattern_of(
    r"\b(?P<count>{to_ten}|\d{1,3})\s(?:[a-z-]+\s){0,2}?(?:patients|cases|individuals|subjects|probands)\b"
)
_number_of_all = pattern_of(
    r"\b(?P<count>{to_ten}|\d{1,3})\sof\s(?:the|these|our|those)\s(?P<all>{to_ten}|\d{1,3})(?=\s(?:had|has|have|were|was|[a-z]+ed)\b)"
)
_END = dict.fromkeys(("first", "initial", "former"), "first") | dict.fromkeys(("last", "latter"), "last")


@cache
def _from_one_end() -> re.Pattern[str]:
    """Some of the patients in their order: "the first two affected cousins"."""
    written = (
        r"\b(?:the|our)\s(?P<end>{ends})\s(?P<count>{to_ten}|\d)\s"
        r"(?:(?:affected|index|male|female)\s){0,2}(?P<who>{many})\b"
    )
    many = (*words_as("plural"), *related_as("kin_plural", *_MAY_BE_PATIENTS))
    return re.compile(fill_classes(written, ends=_END, many=many))


_PAIR = frozenset({"both", "either", "neither"})


@cache
def _any_of_them() -> re.Pattern[str]:
    """What says that only some of a group are meant, or their parents: "two of the ...", "the parents of both ..."."""
    parents = (*related_as("kin", "parent"), *related_as("kin_plural", "parent"))
    written = r"\b(?:{quantity}|{to_ten}|\d{1,3}|{the_rest}|{parents})\s(?:of\s)?\Z"
    return re.compile(fill_classes(written, parents=parents))


@cache
def _group() -> re.Pattern[str]:
    """A quantity, or a word that points at people known, before a word for people; "two sisters" by itself."""
    people = r"(?P<who>{many})|(?<=of\s)them|(?<!all\s)(?<!both\s)(?<!none\s)(?P<whom>{single})"
    named = r"(?:(?!{not_own})[a-z\d-]{2,12}\s)?(?P<kind>{many})"  # "all XYZ children"
    kind, number = r"(?:{patient_kind}[\s-]){0,2}", r"{to_ten}|\d{1,2}"
    written = (
        r"\b(?P<quantity>all|both|each|every|either|neither|none|no)\s(?:of\s)?(?:(?P<own>the|our|these|those)\s)?"
        rf"(?:(?P<count>{number})\s)?{kind}(?:(?P<sex>male|female)\s)?(?:{people}|{named})\b"
        rf"|\b(?:(?P<pointing>the|our|these|those)\s)(?:(?P<number>{number})\s)?{kind}(?:(?P<sexed>male|female)\s)?"
        r"(?P<those>{many})\b"
        rf"|\bthe\s(?P<counted>{number})\s{kind}(?P<trade>"
        r"{trades})\b"
        rf"|\ball\s(?P<alone>{number})(?=\s(?:were|had|have|are|[a-z]+ed)\b)"
        r"|(?<!his\s)(?<!her\s)(?<!their\s)\b(?:{twin_kind}\s){1,2}(?P<twins>{many})\b"
    )
    many = (*words_as("plural"), *related_as("kin_plural", *_MAY_BE_PATIENTS))
    single = (*words_as("noun"), *related_as("kin", *_MAY_BE_PATIENTS))
    trades = [word + "s" for word in words_as("noun")]
    return re.compile(fill_classes(written, many=many, single=single, trades=trades))


def members(roles: Sequence[Role], phrase: GroupPhrase) -> tuple[int, ...]:
    """Return the numbers of the roles a phrase means; none where it counts others than there are.

    Where it counts as many as there are, those are meant whose sex is not told too.
    """
    if phrase.end_of and phrase.count is not None:
        if phrase.count >= len(roles):
            return ()
        everyone = tuple(range(len(roles)))
        return everyone[: phrase.count] if phrase.end_of == "first" else everyone[-phrase.count :]
    sexes = (phrase.sex, None) if phrase.count == len(roles) else (phrase.sex,)
    fits = tuple(n for n, role in enumerate(roles) if not phrase.sex or role.sex in sexes)
    return fits if len(fits) > 1 and phrase.count in (None, len(fits)) else ()
