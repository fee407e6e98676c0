"""The words that tell of whom a report speaks: cues, counted people, pronouns of another sex."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from functools import cache

from seriatim.extract._context import Context
from seriatim.terms import Hit, PhraseMatcher
from seriatim.text.group_counts import find_counting_figures, find_group_counts, may_count
from seriatim.text.numbers import NUMBER_WORDS
from seriatim.text.tables import alternatives, expand_choices, read_table
from seriatim.text.wording import pattern_of

_HYPHENED = re.compile(r"[-\u2010\u2011](?=like\b)")  # "lupus-like" compares nobody
SEX_OF = {"he": "male", "his": "male", "him": "male", "she": "female", "her": "female"}


@cache
def _load_matcher() -> PhraseMatcher[str]:
    return PhraseMatcher(
        (phrase, row["kind"])
        for row in read_table("subject_cues.tsv")
        for phrase in expand_choices(row["cue"])
    )


_SOURCE = re.compile(
    r"\s?[\[(]\d|\s(?:of|in|from|by)\s(?:the\s)?[A-Z]"
)  # "patient 2 [14]", "case 1 of Smith"
_NUMBERED = re.compile(r"\(n\s?=\s?(?P<count>\d{1,4})\)")
_LESSON = 40  # characters behind a case in which what it teaches begins
_lesson = pattern_of(r"\b(?:[a-z']+\s){2,4}?(?:(?:[a-z]+ly|also|thus|further|again)\s)?{teaches}\s{lesson}\b")
_COUNT_REACH = 60  # characters before a word for people in which their number may stand


@cache
def words_as(role: str) -> tuple[str, ...]:
    """Return the words of one role of `data/subject_words.tsv`."""
    return tuple(row["word"] for row in read_table("subject_words.tsv") if row["role"] == role)


@cache
def role_pattern(role: str) -> re.Pattern[str]:
    """Return an expression that finds a word of one role, in small letters."""
    words = sorted(words_as(role), key=lambda w: (-len(w), w))
    return re.compile(rf"\b(?:{'|'.join(words)})\b")


@cache
def _counting() -> PhraseMatcher[str]:
    """Words for people, and numbers."""
    numbers = ((word, "number") for word in NUMBER_WORDS)
    return PhraseMatcher([*((word, "people") for word in words_as("people")), *numbers])


@cache
def _counted() -> re.Pattern[str]:
    """A number and at most two words, up to a word for people."""
    words = alternatives(NUMBER_WORDS)
    return re.compile(rf"\b(?P<count>\d{{1,4}}|{words})\s(?:(?!of\b|and\b|or\b)[a-z-]+\s){{0,2}}\Z")


def _groups_of_others(folded: str, people: Iterable[Hit[str]], own: int) -> Iterator[Hit[str]]:
    """Yield counted people who are more than the report's own patients ("all seven patients", "stopped (n = 3)")."""
    for n in _NUMBERED.finditer(folded):
        if int(n["count"]) > max(own, 1):
            yield Hit(*n.span(), "study")
    for word in people:
        m = _counted().search(folded, max(0, word.start - _COUNT_REACH), word.start)
        count = int(m["count"]) if m and m["count"].isdigit() else NUMBER_WORDS.get(m["count"], 0) if m else 0
        if m and count > max(own, 1):
            yield Hit(m.start(), word.end, "study")


def find_cues(context: Context) -> list[Hit[str]]:
    """Find the words that tell of whom a report speaks, in order."""
    text = context.prose.text
    hits = [
        h
        for h in _load_matcher().find(text, folded=context.prose.folded)
        if not _HYPHENED.match(text, h.start - 1)
    ]
    folded = context.prose.folded
    words = _counting().find(folded, folded=folded)
    people = (word for word in words if word.entry == "people")
    others = _groups_of_others(folded, people, len(context.people.patients))
    ends = (word.end for word in words if word.entry == "number" and may_count(folded, word.end))
    counted = _counted_others(context, sorted([*ends, *find_counting_figures(folded)]))
    named = _labels_of_patients(context)
    return sorted([*_settle_pronouns(context, hits), *others, *counted, *named], key=lambda h: h.start)


def _labels_of_patients(context: Context) -> Iterator[Hit[str]]:
    """Yield the labels of the report's own patients, where it has several ("seen in patients 1 and 3")."""
    scene, patients = context.people.scene, context.people.patients
    if scene is None or len(patients) < 2:
        return
    for label in scene.labels:
        elsewhere = _SOURCE.match(context.prose.text, label.end) or not label.strong
        about = any(low <= label.start < high for p in patients for low, high in p.regions)
        if about and not elsewhere and not scene.is_compared(label):
            yield Hit(label.start, label.end, "patient")


def _counted_others(context: Context, counting: Sequence[int]) -> Iterator[Hit[str]]:
    """Yield the people counted without a word for them, more than the report's own ("six of the nine had died").

    Args:
        context: the prose and its people.
        counting: where the numbers end that may count people, in order; most sentences hold none.
    """
    own = len(context.people.patients)
    for sentence in context.prose.sentences:
        at = bisect_left(counting, sentence.start)
        if at == len(counting) or counting[at] > sentence.end:
            continue
        for count in find_group_counts(context.prose.folded, sentence.start, sentence.end):
            if max(count.number, count.total or 0) > max(own, 1):
                yield Hit(count.start, count.end, "counted")


def _settle_pronouns(context: Context, hits: Sequence[Hit[str]]) -> Iterator[Hit[str]]:
    """Yield the cues; a pronoun that fits none of the patients is one of another person ("he" in a report on a woman).

    A case that teaches something ("our case shows that") tells of patients in general.
    """
    sexes = {patient.sex for patient in context.people.patients}
    for hit in hits:
        sex = SEX_OF.get(context.prose.text[hit.start : hit.end].lower())
        is_other = sex is not None and None not in sexes and bool(sexes) and sex not in sexes
        if is_other:
            yield Hit(hit.start, hit.end, "study")
        elif hit.entry == "patient" and _lesson().match(context.prose.folded, hit.start, hit.end + _LESSON):
            yield Hit(hit.start, hit.end, "lesson")
        else:
            yield hit
