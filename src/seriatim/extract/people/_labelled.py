"""People whose age or sex stands behind their label: "P1 (M, 12 years)", "patient 2 (female)"."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache

from seriatim.extract.people._labels import Label
from seriatim.extract.people._mentions import Mention
from seriatim.extract.people._person_words import letter_sex, word_as, words_as
from seriatim.text import Prose
from seriatim.text.durations import write_duration
from seriatim.text.wording import any_of

_KINDS = ("number", "pedigree", "code")


@cache
def _behind() -> re.Pattern[str]:
    """The sex, the age or both in brackets behind a label; the single letter only as a capital."""
    words = any_of(w for w in words_as("noun") if (word := word_as(w, "noun")) and word.sex)
    sex = rf"(?:[FM]|(?i:{words}))\b"
    age = r"(?:aged?\s)?(?P<age>\d{1,3}(?:\.\d)?)[\s-]?(?P<unit>years?|yrs?|y|months?|mo|weeks?|days?)\b(?:[\s-]old)?"
    return re.compile(
        rf"\s?[(\[]\s?(?:(?:an?|the)\s)?(?:(?P<first>{sex})[\s,;/]{{0,3}}(?:{age})?|{age.replace('<age>', '<years>').replace('<unit>', '<in>')}"
        rf"[\s,;/]{{0,3}}(?:(?P<second>{sex}))?)(?=\s?[)\],;:])"
    )


_NOTED = re.compile(
    r"(?:\s?[(\[]\s?|,\s)(?:(?P<first>[FM])[\s,;/-]{0,2}(?P<age>\d{1,2})|(?P<years>\d{1,2})[\s,;/-]{0,2}(?P<second>[FM]))"
    r"(?=\s?[)\],;:])(?P<unit>)(?P<in>)"
)
"""The letter of the sex beside a bare age: "(F/34)", ", 41 M,"."""


def labelled_mentions(prose: Prose, labels: Iterable[Label], known: Iterable[Mention]) -> Iterator[Mention]:
    """Find the people whose label has their age or sex in brackets behind it.

    Args:
        prose: the report's prose.
        labels: its labels.
        known: the mentions found otherwise; a label beside the same age is no other person.
    """
    ages = {m.age_span for m in known}
    labels = tuple(labels)
    named = Counter(x.start for x in labels)
    for label in labels:
        if label.key[0] not in _KINDS or label.sentence < 0 or named[label.start] > 1:
            continue
        m = _behind().match(prose.text, label.end) or _NOTED.match(prose.text, label.end)
        if m is None:
            continue
        part = "age" if m["age"] else "years" if m["years"] else None
        if part and any(span and span[0] <= m.start(part) < span[1] for span in ages):
            continue
        yield _mention(label, m, part)


_LISTED_AGES = re.compile(
    r"age(?<!\wage)[ds]?\s(?P<ages>\d{1,2}(?:,\s\d{1,2}){0,8},?\sand\s\d{1,2})\s(?P<unit>years?|months?|weeks?|days?)\b"
)
_REACH = 60
"""Characters between labels and the ages of those they name."""


def listed_mentions(prose: Prose, labels: Iterable[Label]) -> Iterator[Mention]:
    """Find the ages that are listed behind as many labels: "patients 1 and 2 are brothers aged 4 and 7 years".

    Args:
        prose: the report's prose.
        labels: its labels.
    """
    held = [x for x in labels if x.key[0] in _KINDS]
    for m in _LISTED_AGES.finditer(prose.folded):
        sentence = prose.sentence_at(m.start())
        if sentence is None:
            continue
        low = max(sentence.start, m.start() - _REACH)
        keys = list(dict.fromkeys(x.key for x in held if low <= x.start and x.end <= m.start()))
        ages = list(re.finditer(r"\d{1,2}", m["ages"]))
        if len(keys) != len(ages):
            continue
        for key, age in zip(keys, ages, strict=True):
            start, end = m.start("ages") + age.start(), m.start("ages") + age.end()
            yield Mention(
                sentence.index,
                start,
                end,
                age=write_duration(float(age[0]), m["unit"][0].upper()),
                age_span=(start, end),
                noun="patient",
                key=key,
            )


def _mention(label: Label, m: re.Match[str], part: str | None) -> Mention:
    unit = m["unit"] or m["in"] or "years"
    told = "first" if m["first"] else "second" if m["second"] else None
    place = m.span("unit" if m["unit"] else "in" if m["in"] else part or 0)
    return Mention(
        label.sentence,
        label.start,
        m.end(),
        age=write_duration(float(m[part]), unit[0].upper()) if part else None,
        sex=_sex(m[told]) if told else None,
        age_span=(m.start(part), place[1]) if part else None,
        sex_span=m.span(told) if told else None,
        noun="patient",
    )


def _sex(words: str) -> str | None:
    word = word_as(words.lower(), "noun")
    return letter_sex(words) if len(words) == 1 else word.sex if word else None
