"""The sex of a patient, from whatever words of the report tell it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator
from functools import cache

from seriatim.extract.people._labels import Label, read_count
from seriatim.extract.people._person_words import PersonWord, word_as, words_as
from seriatim.extract.people._roles import Role
from seriatim.extract.people._scene import Scene
from seriatim.terms import Hit
from seriatim.text.wording import any_of, fill_classes, pattern_of

_REACH = 60
_LISTED = r"(?:(?:patients?|cases?|individuals?|siblings?|p?t?\d{1,2}|[ivx]{1,4}\s?[-.:]\s?\d{1,2}|and|&|to)[,;]?\s){0,8}"
"""Labels and what joins them."""
_of_some = pattern_of(r"\sof\s(?:{to_ten}|an?|\d)\b")
"""As in "a mother of two", who is herself the patient."""


def tell_sex(scene: Scene, role: Role, alone: Collection[int], count: int) -> str | None:
    """Return the sex of a person cast: told with the age or in a table, beside a label, or by other words.

    Args:
        scene: the evidence about people.
        role: the person.
        alone: indexes of the sentences that are about this person and no other patient.
        count: how many patients the report has.
    """
    told = next((m.sex for m in role.mentions if m.sex), None) or next(
        (r.sex for r in role.rows if r.sex), None
    )
    if told or (told := _most(_beside_labels(scene, role))):
        return told
    if scene.is_foreign:  # "son" is no child in French
        return None
    for roles in (("noun", "title"), ("pronoun",), ("kin",), ("anatomy",)):
        found = (
            h.entry.sex
            for index in sorted(alone)
            for h in scene.words.get(index, ())
            if h.entry.role in roles and h.entry.sex and not _is_of_forebear(scene, h)
        )
        if (sex := _most(found)) is not None:
            return sex
    return _announced_sex(scene) or _counted_sex(scene, count)


@cache
def _counted() -> re.Pattern[str]:
    """A number of men or women by their adjective: "four unrelated male patients"."""
    written = r"\b(?P<count>{to_ten}|\d{1,2})\s(?:[a-z-]+\s){0,2}?(?P<sex>male|female)\s(?:[a-z-]+\s){0,2}?{people}\b"
    return re.compile(fill_classes(written, people=words_as("plural")))


def _counted_sex(scene: Scene, count: int) -> str | None:
    """The sex of all, where as many "male patients" are spoken of as the report has."""
    if count < 2:
        return None
    places = ((scene.prose.sentences[k].start, scene.prose.sentences[k].end) for k in sorted(scene.own))
    found = (m for low, high in places for m in _counted().finditer(scene.folded, low, high))
    return next((m["sex"] for m in found if read_count(m["count"]) == count), None)


def _most(sexes: Iterator[str]) -> str | None:
    counts = Counter(sexes)
    return counts.most_common(1)[0][0] if counts else None


def _beside_labels(scene: Scene, role: Role) -> Iterator[str]:
    """The sexes told beside the labels of a person: "his younger sister (P2)", "patients 1 and 3 are brothers"."""
    for label in role.labels:
        if scene.shares_words(label):
            yield from _sex_of_all(scene, label)
            continue
        yield from _sex_of_all(scene, label)
        for hit in scene.words.get(label.sentence, ()):
            beside = hit.entry.role in ("noun", "kin") and 0 < label.start - hit.end < _REACH
            if hit.entry.sex and beside and _before_label().fullmatch(scene.folded, hit.end, label.start):
                yield hit.entry.sex


@cache
def _before_label() -> re.Pattern[str]:
    """What may stand between a word that tells the sex and the label: "male proband (P1)"."""
    people = any_of((*words_as("label"), *words_as("noun")))
    return re.compile(rf"(?:\s(?:index|affected|{people})){{0,2}},?\s?\(?")


@cache
def _of_all() -> re.Pattern[str]:
    plural = any_of(w for w in words_as("plural", "kin_plural") if _sex_in(w))
    return re.compile(
        rf"[,;]?\s{_LISTED}(?:is|are|were|being)\s(?:(?:both|all|two|three|four)\s)?(?P<who>{plural})\b"
        rf"|\s?\((?:two\s|three\s)?(?P<named>{plural})\)"
    )


@cache
def _all_before() -> re.Pattern[str]:
    plural = any_of(w for w in words_as("plural", "kin_plural") if _sex_in(w))
    return re.compile(rf"\b(?P<who>{plural}),?\s\(?{_LISTED}\Z")


def _sex_in(word: str) -> str:
    known = word_as(word, "plural", "kin_plural")
    return known.sex if known else ""


def _sex_of_all(scene: Scene, label: Label) -> Iterator[str]:
    """The sex of several people who are named by label together: "the brothers (P1 and P2)"."""
    if label.sentence < 0:
        return
    sentence = scene.prose.sentences[label.sentence]
    after = _of_all().match(scene.folded, label.end, min(sentence.end, label.end + _REACH))
    if after is not None:
        yield _sex_in(after["who"] or after["named"])
    low = max(sentence.start, label.start - _REACH)
    before = _all_before().search(scene.folded, low, label.start)
    if before is not None:
        yield _sex_in(before["who"])


def _is_of_forebear(scene: Scene, hit: Hit[PersonWord]) -> bool:
    """Whether a word is of the patient's own parent or spouse; "a mother of two" is herself the patient."""
    older = hit.entry.stage in ("parent", "grandparent", "spouse")
    return older and not _of_some().match(scene.folded, hit.end)


def _announced_sex(scene: Scene) -> str | None:
    """The sex of all, where the report is of "two sisters" or "twin boys"."""
    sexes = {
        h.entry.sex
        for s in scene.prose.sentences
        if s.section == "title" or (s.index in scene.own and scene.says(s.index, "introduces", "presents"))
        for h in scene.words.get(s.index, ())
        if h.entry.role in ("plural", "kin_plural") and h.entry.sex
    }
    return sexes.pop() if len(sexes) == 1 else None
