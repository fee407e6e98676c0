"""How a sentence that names several patients is cut into the words about each of them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from seriatim.extract.people._labels import read_count
from seriatim.extract.people._person_words import word_as, words_as
from seriatim.text import Sentence
from seriatim.text.wording import any_of, pattern_of

Cast = tuple[int, ...]
Piece = tuple[int, int, int, Cast]
"""Sentence index, start, end, and the numbers of the roles that stretch is about."""

Mark = tuple[int, int, int]
"""Start and end of the words that name a role, and its number."""

NOBODY = -1
"""The number of a mark that turns to people it does not name."""

HEAD = 30
"""How far into a sentence a label may stand and still be what the sentence is about."""
_JOINED = 8
_TURN = re.compile(r"[;:]\s|,?\s(?:but|while|whereas|although)\s")
_NEXT = re.compile(r"[;,]\s|\)?,?\s(?:and|but|while|whereas|with)\s|\)\s")
_goes_on = pattern_of(r"(?:he|she|his|her|the\s{patient_word})\b")
_PLACED = re.compile(r"(?P<by>[^\s,;(]+)?(?P<join>[,;(]?\s)(?:in|of|for|on|from)\s\Z")
_COORDINATORS = frozenset("and or but while whereas as than".split())
_AND_MORE = re.compile(
    r"(?:[\s,]*\[[\d,\s\u2013-]+\])?\)?(?:,\s(?:and\s|or\s)?|\s(?:and|or|as\swell\sas)\s)(?!(?:an?|the|aged|he|she|who|whose|which|his|her|both|was|were|had|has)\b)"
)
"""What goes on behind a bracket with more that was found: "rash (P1) | and ulcers"."""
_OTHERS_BEGIN = re.compile(r"(?:;\s|,[\d,\u2013-]*\s?(?:and|while|whereas|but)\s)(?=(?:[\w-]+\s){1,3}\(\Z)")
"""Where the words begin that count those in a bracket: "two had gout, and | two others (P4 and ...)"."""
_BRACKETED = re.compile(r"(?P<word>[a-z-]+)\s?\(\Z")
_IN_SOME = re.compile(r"\S\s(?:in|of|for|by|from|among)\s(?:[a-z\d-]+\s){0,6}[a-z\d-]+\s?\(\Z")
EXCEPT = re.compile(
    r"\b(?:except(?:ing)?(?:\sfor)?|apart\sfrom|other\sthan|with\sthe\s(?:sole\s)?exception\sof|excluding|but\snot)"
    r"(?:\s(?:in|the|our)){0,2}\s\Z"
)
"""Before people of whom a statement about all the others is not true."""
_LIKENED = re.compile(r"\b(?:as|than|like|similar|identical|same|unlike)\b[^,;]{0,30}\Z")


@dataclass(slots=True)
class Group:
    """Marks that share what follows them: "patient 1 and patient 3", "a woman and her son"; none, for a start."""

    start: int
    end: int
    marks: list[Mark]
    numbers: list[int]
    begin: int = -1
    """Where the words about them begin: before the marks, where these stand behind what is said of them."""


@cache
def _apposed() -> re.Pattern[str]:
    """A relative named between two people, of whom the second is that relative: "and her sister, a 9-year-old girl"."""
    kin = any_of(words_as("kin"))
    return re.compile(
        rf",?\s(?:and|as\swell\sas)\s(?:his|her|the|an?|their)\s(?:[\w-]+\s){{0,2}}{kin},?\s\(?(?:an?\s)?"
    )


def group_marks(folded: str, sentence: Sentence, marks: Sequence[Mark], current: Cast) -> list[Group]:
    """Join the labels of a sentence that are coordinated, and find where the words about each group begin.

    Args:
        folded: the report's text, folded.
        sentence: the sentence.
        marks: where it names roles, in order.
        current: whom it goes on about before the first mark.
    """
    groups: list[Group] = []
    for mark in marks:
        start, end, number = mark
        last = groups[-1] if groups else None
        if number == NOBODY:
            groups.append(Group(start, end, [], []))
        elif last and last.numbers and not _singles_out(last, mark) and _joins(folded, last.end, start):
            last.end = max(end, last.end)
            last.marks.append(mark)
            last.numbers += [number] if number not in last.numbers else []
        else:
            groups.append(Group(start, end, [mark], [number]))
    for at, group in enumerate(groups):  # what follows those excepted is of all the others again
        last = groups[at - 1] if at else None
        group.begin = _begin(folded, sentence, group, last, current)
        if last is not None and EXCEPT.search(folded, last.end, group.start):
            last.marks = [mark for mark in last.marks if mark[2] not in group.numbers]
            last.numbers = [number for number in last.numbers if number not in group.numbers]
            groups.insert(at + 1, Group(group.end, group.end, [], list(last.numbers), group.end))
    if not groups:
        return [Group(sentence.start, sentence.start, [], list(current), sentence.start)]
    _close_brackets(folded, sentence, groups, current)
    first = groups[0]
    counted = _OTHERS_BEGIN.search(folded, sentence.start, first.start) if not current else None
    if counted and first.begin == first.start:
        first.begin = counted.end()
        groups.insert(0, Group(sentence.start, sentence.start, [], [], sentence.start))
    elif first.begin > sentence.start and (
        first.begin < first.start or (current and first.begin > sentence.start + HEAD)
    ):
        groups.insert(0, Group(sentence.start, sentence.start, [], list(current), sentence.start))
    return groups


def _close_brackets(folded: str, sentence: Sentence, groups: list[Group], current: Cast) -> None:
    """End what is said of those in a bracket where it closes: "sepsis (patient 4) | and cellulitis"."""
    for at, group in reversed(list(enumerate(groups))):
        high = groups[at + 1].begin if at + 1 < len(groups) else sentence.end
        close = folded.find(")", group.end, high)
        if not group.numbers or group.begin >= group.start or close < 0:
            continue
        if "(" in folded[group.end : close] or not folded.endswith("(", 0, group.start):
            continue
        if _AND_MORE.match(folded, close):
            groups.insert(at + 1, Group(close + 1, close + 1, [], list(current), close + 1))


def _singles_out(group: Group, mark: Mark) -> bool:
    """Whether a mark names one of a group that was spoken of together ("in our cases, | patient 2 died")."""
    together = len(group.numbers) > 1 and len({start for start, _, _ in group.marks}) == 1
    return together and mark[2] in group.numbers and mark[0] >= group.end


def _joins(folded: str, low: int, high: int) -> bool:
    if EXCEPT.search(folded, low, high):
        return False
    if high - low <= _JOINED or _and_the_patient().fullmatch(folded, low, high):
        return True
    return _apposed().fullmatch(folded, low, high) is not None


_and_the_patient = pattern_of(r",?\s(?:and|or)\s(?:the\s)?{called_patient}\s")  # "and patient | IV-2"


def _begin(folded: str, sentence: Sentence, group: Group, last: Group | None, current: Cast) -> int:
    """Where the words about a group begin: at its marks, or before them ("ataxia in patient 2", "two (P1, P3)")."""
    low = last.end if last else sentence.start
    if not _stands_behind(folded, low, group.start):
        return group.start
    if last is not None:
        turns = [m for m in _TURN.finditer(folded, low, group.start) if m[0][0] == ";"]
        m = turns[-1] if turns else _NEXT.search(folded, low, group.start)
        return m.end() if m else low
    turns = list(_TURN.finditer(folded, low, group.start))
    if turns:
        return turns[-1].end()
    return group.start if current and _goes_on().match(folded, low) else low


def _stands_behind(folded: str, low: int, start: int) -> bool:
    """Whether marks stand behind what is said: "seen in patient 2", "ataxia (P1)"; not "a girl (P1)", "two boys (P1, P2)"."""
    before = folded[low:start]
    if _LIKENED.search(before):
        return False
    if (m := _BRACKETED.search(before)) is not None:
        if word_as(m["word"], "noun", "kin", "label"):
            return False
        many = word_as(m["word"], "plural", "kin_plural") or read_count(m["word"]) is not None
        many = many or m["word"] == "others"
        return not many or _IN_SOME.search(before) is not None
    m = _PLACED.search(before)
    return m is not None and bool(m["by"]) and m["join"] == " " and m["by"] not in _COORDINATORS


def split_sentence(sentence: Sentence, groups: Sequence[Group]) -> Iterator[Piece]:
    """Cut a sentence where another patient is spoken of; labels joined by "and" share what is said.

    Args:
        sentence: the sentence.
        groups: the groups it names, in order.
    """
    begins = [sentence.start, *(g.begin for g in groups[1:]), sentence.end]
    for at, group in enumerate(groups):
        yield from _apart(sentence.index, begins[at], begins[at + 1], group)


def _apart(index: int, low: int, high: int, group: Group) -> Iterator[Piece]:
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
