"""Phrases that speak of several of the report's patients at once: "both girls", "none of the three siblings"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from seriatim.extract.people._labels import NUMBER_WORDS, read_count
from seriatim.extract.people._person_words import PersonWord, any_of, word_as, words_as
from seriatim.extract.people._roles import Role
from seriatim.text import Prose

_ANY_OF_THEM = re.compile(
    r"\b(?:half|majority|most|some|many|few|several|none|neither|any|all|both|each|either|one|two|three|four|five|"
    r"six|seven|eight|nine|ten|\d{1,3}|rest|remainder|remaining|other|another|parents?|mothers?|fathers?)\s(?:of\s)?\Z"
)
_REACH = 16
_TWIN = "(?:monozygotic|dizygotic|identical|non-identical|fraternal|conjoined|twin)"


@dataclass(frozen=True, slots=True)
class GroupPhrase:
    """Words that mean several patients.

    Attributes:
        start: offset of the first word; `end` is after the last.
        sex: of all of them, where the words tell it, or "".
        count: how many they are, where the words tell it.
        everywhere: whether the words mean this report's patients in a discussion too.
    """

    start: int
    end: int
    sex: str
    count: int | None
    everywhere: bool


def find_group_phrases(prose: Prose, start: int, end: int) -> Iterator[GroupPhrase]:
    """Find the phrases of a stretch of prose that mean several patients.

    Args:
        prose: the report's prose.
        start: offset of the stretch.
        end: offset after it.
    """
    for m in _group().finditer(prose.folded, start, end):
        if _ANY_OF_THEM.search(prose.folded, max(start, m.start() - _REACH), m.start()):
            continue
        quantity, own = m["quantity"], m["own"] or m["pointing"]
        who = m["who"] or m["whom"] or m["those"] or m["kind"] or m["twins"] or ""
        word = word_as(who, "plural", "kin_plural", "noun", "kin")
        told = m["count"] or m["number"] or m["alone"]
        count = read_count(told) if told else 2 if quantity in _PAIR or m["twins"] else None
        sex = m["sex"] or m["sexed"] or (word.sex if word else "")
        yield GroupPhrase(m.start(), m.end(), sex, count, bool(own) or count is not None)


_PAIR = frozenset({"both", "either", "neither"})


@cache
def _group() -> re.Pattern[str]:
    """A quantity, or a word that points at people known, before a word for people; "two sisters" by itself."""
    kin = tuple(w.word for w in _kin("kin_plural"))
    many = any_of((*words_as("plural"), *kin))
    single = any_of((*words_as("noun"), *(w.word for w in _kin("kin"))))
    number = rf"{any_of(NUMBER_WORDS)}|\d{{1,2}}"
    kind = r"(?:(?:affected|symptomatic|index|present|reported|unrelated|study|half)[\s-]){0,2}"
    named = r"(?:(?!other|remain|previous|healthy|unaffect|control|publish)[a-z\d-]{2,12}\s)?"  # "all XYZ children"
    people = rf"(?P<who>{many})|(?<=of\s)them|(?<!all\s)(?<!both\s)(?<!none\s)(?P<whom>{single})"
    return re.compile(
        rf"\b(?P<quantity>all|both|each|every|either|neither|none|no)\s(?:of\s)?(?:(?P<own>the|our|these|those)\s)?"
        rf"(?:(?P<count>{number})\s)?{kind}(?:(?P<sex>male|female)\s)?(?:{people}|{named}(?P<kind>{many}))\b"
        rf"|\b(?:(?P<pointing>the|our|these|those)\s)(?:(?P<number>{number})\s)?{kind}(?:(?P<sexed>male|female)\s)?"
        rf"(?P<those>{many})\b"
        rf"|\ball\s(?P<alone>{number})(?=\s(?:were|had|have|are|[a-z]+ed)\b)"
        rf"|(?<!his\s)(?<!her\s)(?<!their\s)\b(?:{_TWIN}\s){{1,2}}(?P<twins>{many})\b"
    )


def _kin(role: str) -> tuple[PersonWord, ...]:
    """The words for brothers, sisters and children, who may be the patients; not for their parents."""
    found = (word_as(w, role) for w in words_as(role))
    return tuple(w for w in found if w is not None and w.stage in ("sibling", "child"))


def members(roles: Sequence[Role], phrase: GroupPhrase) -> tuple[int, ...]:
    """Return the numbers of the roles a phrase means; none where it counts others than there are.

    Where it counts as many as there are, those are meant whose sex is not told too.
    """
    sexes = (phrase.sex, None) if phrase.count == len(roles) else (phrase.sex,)
    fits = tuple(n for n, role in enumerate(roles) if not phrase.sex or role.sex in sexes)
    return fits if len(fits) > 1 and phrase.count in (None, len(fits)) else ()
