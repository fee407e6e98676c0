"""Mentions in short form: "Mrs K, 71, was referred", "45F presented"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache

from seriatim.extract.people._mentions import Mention
from seriatim.extract.people._person_words import letter_sex, word_as, words_as
from seriatim.text import Prose
from seriatim.text.durations import write_duration
from seriatim.text.wording import any_of

_NOTED = re.compile(
    r"(?P<age>[0-9](?<![\w.].)\d?)\s?(?:yo|y/o|y\.o\.|year[- ]old)?\s?(?P<sex>[FM])"
    r"(?=,|\s(?:with|presented|presenting|presents|was|who|admitted|c/o|h/o|patient)\b)"
)


@cache
def _titled() -> re.Pattern[str]:
    title = any_of(words_as("title"))
    return re.compile(rf"\b(?P<noun>{title})\.?\s[a-z.]{{1,20}},?\s\(?(?P<age>1?\d{{1,2}})(?=[,;)]|\swas\b)")


def titled_mentions(prose: Prose, folded: str, titles: Iterable[int]) -> Iterator[Mention]:
    """Find people named with a title and a bare age: "Mrs K, 71, was referred".

    Args:
        prose: the report's prose.
        folded: its text, folded.
        titles: offsets at which a title stands.
    """
    for m in (m for start in titles if (m := _titled().match(folded, start))):
        sentence = prose.sentence_at(m.start())
        word = word_as(m["noun"], "title")
        if sentence is not None and word is not None:
            yield Mention(
                sentence.index,
                m.start(),
                m.end(),
                age=write_duration(int(m["age"]), "Y"),
                sex=word.sex,
                age_span=m.span("age"),
                sex_span=m.span("noun"),
                noun=m["noun"],
                indefinite=True,
            )


_BETWEEN_COMMAS = re.compile(r",\s(?P<age>\d{1,2})(?=,\s)")
_REACH = 80  # characters before a bare age in which it is said whose it is


@cache
def _someone() -> re.Pattern[str]:
    who = any_of(w for w in words_as("noun", "kin") if (word := word_as(w, "noun", "kin")) and word.sex)
    return re.compile(rf"\b(?:the|his|her|their)\s(?:[a-z]+\s)?(?P<noun>{who})\Z")


def bare_mentions(prose: Prose) -> Iterator[Mention]:
    """Find people whose bare age stands between commas: "The mother, 45, had diplopia".

    Args:
        prose: the report's prose.
    """
    for age in _BETWEEN_COMMAS.finditer(prose.folded):
        m = _someone().search(prose.folded, max(0, age.start() - _REACH), age.start())
        if m is None:
            continue
        sentence, word = prose.sentence_at(m.start()), word_as(m["noun"], "noun", "kin")
        if sentence is not None and word is not None:
            yield Mention(
                sentence.index,
                m.start(),
                age.end(),
                age=write_duration(int(age["age"]), "Y"),
                sex=word.sex,
                age_span=age.span("age"),
                sex_span=m.span("noun"),
                noun=m["noun"],
                kin=word.role == "kin",
            )


def noted_mentions(prose: Prose) -> Iterator[Mention]:
    """Find people in the short form of notes: "45F presented", "45 yo M with pain"."""
    for m in _NOTED.finditer(prose.text):
        sentence = prose.sentence_at(m.start())
        if sentence is not None:
            yield Mention(
                sentence.index,
                m.start(),
                m.end(),
                age=write_duration(int(m["age"]), "Y"),
                sex=letter_sex(m["sex"]),
                age_span=m.span("age"),
                sex_span=m.span("sex"),
                noun="patient",
                indefinite=True,
            )
