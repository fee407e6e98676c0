"""The walk through a report of several patients, carrying whom it speaks of from sentence to sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from seriatim.extract._labels import NUMBER_WORDS, Label, read_count
from seriatim.extract._person_words import any_of, words_as
from seriatim.extract._references import Reference, find_references, leading_sex
from seriatim.extract._roles import Role
from seriatim.extract._scene import Scene
from seriatim.text import Sentence

Cast = tuple[int, ...]
Piece = tuple[int, int, int, Cast]
"""Sentence index, start, end, and the numbers of the roles that stretch is about."""

Mark = tuple[int, int, int]
"""Start and end of the words that name a role, and its number."""

NOBODY = -1
"""The number of a mark that turns to people it does not name."""

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
    marks, references = _find_marks(scene, roles), find_references(scene, roles)
    carried: dict[int, Cast] = {}
    spoken: list[int] = []
    everyone = tuple(range(len(roles)))
    for sentence in scene.prose.sentences:
        section = scene.prose.report.section_at(sentence.start)
        place = section.start if section else -1
        headed = _headed(roles, sentence)
        kept = headed or carried.get(place, ())
        current = headed or _agreeing(scene, roles, sentence, _carried(scene, sentence, kept), spoken)
        named = marks.get(sentence.index, [])
        about_all = _is_about_all(scene, sentence, marks, len(roles))
        if about_all and not named and not scene.says(sentence.index, "part"):
            yield sentence.index, sentence.start, sentence.end, everyone
            continue
        found = [] if headed else sorted([*named, *_taking_up(roles, references, sentence, named, current)])
        current = everyone if about_all and not named else current
        found = sorted([*found, *_others(scene, sentence, len(roles), all_too=about_all)])
        groups = _group(scene, sentence, found, current)
        yield from (piece for piece in _split(sentence, groups) if piece[-1])
        at_head = bool(found) and (not current or found[0][0] - sentence.start <= _HEAD)
        carried[place] = tuple(groups[-1].numbers) if at_head else (current or kept)
        spoken = [*spoken[-_HEAD:], *(groups[-1].numbers if len(groups[-1].numbers) == 1 else ())]


def _headed(roles: list[Role], sentence: Sentence) -> Cast:
    """The role whose own section holds a sentence."""
    held = (i for i, r in enumerate(roles) if any(s.start <= sentence.start < s.end for s in r.sections))
    return tuple(held)[:1]


def _carried(scene: Scene, sentence: Sentence, cast: Cast) -> Cast:
    """Whom a sentence goes on about; nobody in particular where it says "one of the patients"."""
    if _is_of_some(scene, sentence):
        return ()
    goes_on = scene.role_of(sentence) not in _ELSEWHERE or _GOES_ON.match(scene.folded, sentence.start)
    return cast if goes_on else ()


def _agreeing(
    scene: Scene, roles: Sequence[Role], sentence: Sentence, current: Cast, spoken: Sequence[int]
) -> Cast:
    """Whom the "he" or "she" at the head of a sentence means: of those spoken of, else whoever was last."""
    sex = leading_sex(scene, sentence.index)
    if sex is None or not current:
        return current
    agreeing = tuple(n for n in current if roles[n].sex in (sex, None))
    if agreeing:
        return agreeing
    last = next((n for n in reversed(spoken) if roles[n].sex == sex), None)
    others = [n for n, role in enumerate(roles) if role.sex == sex]
    return (last,) if last is not None else tuple(others) if len(others) == 1 else current


def _taking_up(
    roles: Sequence[Role],
    references: Mapping[int, Sequence[Reference]],
    sentence: Sentence,
    named: Sequence[Mark],
    current: Cast,
) -> Iterator[Mark]:
    """The words that take up somebody else than whom the sentence goes on about: "the man", "the son"."""
    for reference in references.get(sentence.index, ()):
        start, end, number = reference.start, reference.end, reference.number
        goes_on = len(current) == 1 and reference.word.role != "kin"
        if goes_on and not named and roles[current[0]].sex in (reference.word.sex, None):
            continue
        if not any(a < end and start < b for a, b, _ in named):
            yield start, end, number


def _others(scene: Scene, sentence: Sentence, count: int, *, all_too: bool) -> Iterator[Mark]:
    """Where a sentence turns to all ("and both patients"), or to some that it does not name ("two of whom")."""
    for hit in scene.phrases.get(sentence.index, ()):
        if hit.entry == "part":
            yield hit.start, hit.end, NOBODY
        elif all_too and hit.entry in ("all", "all_here"):
            yield from ((hit.start, hit.end, number) for number in range(count))


def _is_about_all(scene: Scene, sentence: Sentence, marks: dict[int, list[Mark]], count: int) -> bool:
    if (told := _counted(scene, sentence, count)) is not None:
        return told
    if _is_of_some(scene, sentence):
        return False
    if scene.says(sentence.index, "all") or _opens(scene, sentence, marks):
        return True
    return scene.role_of(sentence) not in _ELSEWHERE and scene.says(sentence.index, "all_here")


def _is_of_some(scene: Scene, sentence: Sentence) -> bool:
    """Whether a sentence is of "one of the patients"; "none of the patients" is all of them."""
    hits = scene.phrases.get(sentence.index, ())
    whole = [h for h in hits if h.entry in ("all", "all_here")]
    if _part_of().search(scene.folded, sentence.start, sentence.end):
        return True
    return any(
        h.entry == "some" and not any(w.start <= h.start and h.end <= w.end for w in whole) for h in hits
    )


@cache
def _part_of() -> re.Pattern[str]:
    """Such as "2 of the 12 patients"."""
    count = rf"(?:{any_of(NUMBER_WORDS)}|\d{{1,3}})"
    people = any_of(words_as("plural", "kin_plural"))
    return re.compile(rf"\b{count}\sof\s(?:(?:the|our|these|those)\s)?{count}\s(?:affected\s)?{people}\b")


@cache
def _of_number() -> re.Pattern[str]:
    people = any_of((*words_as("plural", "kin_plural"), "members"))
    return re.compile(rf"\b(?:in|of)\s(?P<count>{any_of(NUMBER_WORDS)}|\d{{1,2}})\s(?:affected\s)?{people}\b")


def _counted(scene: Scene, sentence: Sentence, count: int) -> bool | None:
    """Whether "in two members" is all of them; None where nobody is counted."""
    if sentence.index not in scene.own or scene.role_of(sentence) in _ELSEWHERE:
        return None
    m = _of_number().search(scene.folded, sentence.start, sentence.end)
    return None if m is None or read_count(m["count"]) != count else True


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


@dataclass(slots=True)
class _Group:
    """Marks that share what follows them: "patient 1 and patient 3", "a woman and her son"; none, for a start."""

    start: int
    end: int
    marks: list[Mark]
    numbers: list[int]


@cache
def _apposed() -> re.Pattern[str]:
    """A relative named between two people, of whom the second is that relative: "and her sister, a 9-year-old girl"."""
    kin = any_of(words_as("kin"))
    return re.compile(
        rf",?\s(?:and|as\swell\sas)\s(?:his|her|the|an?|their)\s(?:[\w-]+\s){{0,2}}{kin},?\s\(?(?:an?\s)?"
    )


def _group(scene: Scene, sentence: Sentence, marks: Sequence[Mark], current: Cast) -> list[_Group]:
    """Join the labels of a sentence that are coordinated; before the first it goes on about the current cast."""
    groups: list[_Group] = []
    for mark in marks:
        start, end, number = mark
        last = groups[-1] if groups else None
        if number == NOBODY:
            groups.append(_Group(start, end, [], []))
        elif (
            last
            and last.numbers
            and (start - last.end <= _JOINED or _apposed().fullmatch(scene.folded, last.end, start))
        ):
            last.end = max(end, last.end)
            last.marks.append(mark)
            last.numbers += [number] if number not in last.numbers else []
        else:
            groups.append(_Group(start, end, [mark], [number]))
    if not groups or (current and groups[0].start - sentence.start > _HEAD):
        groups.insert(0, _Group(sentence.start, sentence.start, [], list(current)))
    return groups


def _split(sentence: Sentence, groups: Sequence[_Group]) -> Iterator[Piece]:
    """Cut a sentence where another patient is named; labels joined by "and" share what follows."""
    begins = [sentence.start, *(g.start for g in groups[1:]), sentence.end]
    for at, group in enumerate(groups):
        yield from _apart(sentence.index, begins[at], begins[at + 1], group)


def _apart(index: int, low: int, high: int, group: _Group) -> Iterator[Piece]:
    """Give each of several people their own words, and what stands around them to all."""
    everyone = tuple(group.numbers)
    if len(everyone) > 1 and all(a[1] <= b[0] for a, b in pairwise(group.marks)):
        for start, end, number in group.marks:
            if start > low:
                yield index, low, start, everyone
            yield index, start, end, (number,)
            low = end
    if high > low:
        yield index, low, high, everyone
