"""The walk through a report of several patients, carrying whom it speaks of from sentence to sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from seriatim.extract._labels import Label
from seriatim.extract._person_words import any_of, words_as
from seriatim.extract._roles import Role
from seriatim.extract._scene import Scene
from seriatim.text import Sentence

Cast = tuple[int, ...]
Piece = tuple[int, int, int, Cast]
"""Sentence index, start, end, and the numbers of the roles that stretch is about."""

Mark = tuple[int, int, int]
"""Start and end of the words that name a role, and its number."""

_HEAD = 30
"""How far into a sentence a label may stand and still be what the sentence is about."""
_JOINED = 8
_ELSEWHERE = ("discussion", "introduction")
_GOES_ON = re.compile(r"(?:he|she|his|her|they|their|this\s(?:patient|child|infant|boy|girl))\b")


def walk(scene: Scene, roles: list[Role]) -> Iterator[Piece]:
    """Yield the stretches of the text that are about one or several of the roles, in order.

    What a section says of one patient is carried to the sentences after it in that section; in a discussion
    only to those that go on with "he" or "she".
    """
    if not roles:
        return
    if len(roles) == 1:
        yield from ((s.index, s.start, s.end, (0,)) for s in scene.prose.sentences if s.index in scene.own)
        return
    marks = _find_marks(scene, roles)
    carried: dict[int, Cast] = {}
    for sentence in scene.prose.sentences:
        section = scene.prose.report.section_at(sentence.start)
        place = section.start if section else -1
        headed = _headed(roles, sentence)
        kept = headed or carried.get(place, ())
        current = _carried(scene, sentence, kept)
        if _is_about_all(scene, sentence, marks):
            yield sentence.index, sentence.start, sentence.end, tuple(range(len(roles)))
            continue
        found = [] if headed else marks.get(sentence.index, [])
        pieces = list(_split(sentence, found, current))
        yield from (piece for piece in pieces if piece[-1])
        at_head = bool(found) and (not current or found[0][0] - sentence.start <= _HEAD)
        carried[place] = pieces[-1][-1] if at_head else kept


def _headed(roles: list[Role], sentence: Sentence) -> Cast:
    """The role whose own section holds a sentence."""
    held = (i for i, r in enumerate(roles) if any(s.start <= sentence.start < s.end for s in r.sections))
    return tuple(held)[:1]


def _carried(scene: Scene, sentence: Sentence, cast: Cast) -> Cast:
    """Whom a sentence goes on about; nobody in particular where it says "one of the patients"."""
    if scene.says(sentence.index, "some"):
        return ()
    goes_on = scene.role_of(sentence) not in _ELSEWHERE or _GOES_ON.match(scene.folded, sentence.start)
    return cast if goes_on else ()


def _is_about_all(scene: Scene, sentence: Sentence, marks: dict[int, list[Mark]]) -> bool:
    if scene.says(sentence.index, "some"):
        return False
    if scene.says(sentence.index, "all") or _opens(scene, sentence, marks):
        return True
    return scene.role_of(sentence) not in _ELSEWHERE and scene.says(sentence.index, "all_here")


def _opens(scene: Scene, sentence: Sentence, marks: dict[int, list[Mark]]) -> bool:
    """Whether a sentence of the title or abstract speaks of the report's patients without naming one."""
    return (
        sentence.section in ("title", "abstract")
        and sentence.index in scene.own
        and sentence.index not in marks
        and not any(k < sentence.index for k in marks if scene.prose.sentences[k].section == "abstract")
    )


def _find_marks(scene: Scene, roles: list[Role]) -> dict[int, list[Mark]]:
    """Sentence index to the places where a role is named."""
    marks: dict[int, list[Mark]] = {}
    for number, role in enumerate(roles):
        places = {(x.sentence, x.start, x.end) for x in role.labels if names_someone(scene, x)}
        places |= {(m.sentence, m.start, m.end) for m in role.mentions if not role.labels or m.indefinite}
        for sentence, start, end in sorted(places):
            marks.setdefault(sentence, []).append((start, end, number))
    return {k: sorted(v) for k, v in marks.items()}


@cache
def _of_relative() -> re.Pattern[str]:
    kin = any_of((*words_as("kin"), *words_as("kin_plural")))
    return re.compile(rf"\b{kin}\s(?:of|to)\s(?:the\s)?\Z")


def names_someone(scene: Scene, label: Label) -> bool:
    """Whether a label names whom the sentence is about, not with whom they are compared or related."""
    related = _of_relative().search(scene.folded, max(0, label.start - _HEAD), label.start)
    return not scene.is_compared(label) and related is None


def _split(sentence: Sentence, marks: list[Mark], current: Cast) -> Iterator[Piece]:
    """Cut a sentence where another patient is named; labels joined by "and" share what follows."""
    groups: list[list[Any]] = []
    for start, end, number in marks:
        if groups and start - groups[-1][1] <= _JOINED:
            groups[-1][1] = max(end, groups[-1][1])
            groups[-1][2].append(number)
        else:
            groups.append([start, end, [number]])
    if not groups or (current and groups[0][0] - sentence.start > _HEAD):
        groups.insert(0, [sentence.start, sentence.start, list(current)])
    begins = [sentence.start, *(g[0] for g in groups[1:]), sentence.end]
    for at, (_, _, numbers) in enumerate(groups):
        yield sentence.index, begins[at], begins[at + 1], tuple(dict.fromkeys(numbers))
