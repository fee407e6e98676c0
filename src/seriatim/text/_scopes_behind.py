"""How far a cue reaches that stands behind what it judges ("fever and rash | were absent")."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from seriatim.text._cue_values import Mark, Scope
from seriatim.text._openings import end_of_opening
from seriatim.text._scope_marks import BRACKETS, JOINTS, JUDGES, PHRASE_END, in_aside, make_scope

_SHIELDS_BACK = frozenset({("gone", "before"), ("shield", "both")})
_SEMICOLON = re.compile(r";(?!\s(?:and|or|nor)\b)")
_AUXILIARY_GAP = re.compile(r"\s+(?:(?:\w+ly|also|still|again|otherwise)\s+)?")  # "was | clearly | not seen"
_SUBJECT = re.compile(r"\s(?:he|she|it|we|they|there)\Z", re.I)
_PLURAL_VERB = re.compile(r"(?:were|are|have)\b", re.I)
_ADJACENT = 24  # characters: a mention that ends right before the cue begins no further back


def read_behind(text: str, limit: int, marks: Sequence[Mark], at: int) -> Iterator[Scope]:
    """Yield the scopes of a cue that runs back: of what stands before it, and of the instances of that.

    Args:
        text: the report's text.
        limit: where the sentence begins.
        marks: its cues, in order.
        at: which of them.
    """
    mark = marks[at]
    start = _statement_start(text, _subject_start(text, limit, marks, at), marks, at)
    if mark.cue.reach == "topic" and not _on_topic(marks, at):
        start = mark.start
    for bracket in reversed(list(BRACKETS.finditer(text, start, mark.start))):
        if bracket[0] in ")]":
            break
        start = bracket.end()
        break
    end = start if _is_of_sample(text, marks, at) else _shielded(marks[:at], start, mark.start)
    if mark.cue.reach == "phrase":
        start = max([start, *(stop.end() for stop in PHRASE_END.finditer(text, start, mark.start))])
    elif mark.cue.reach == "adjacent":
        start = max(start, mark.start - _ADJACENT)
    near = mark.start if mark.cue.acts else start
    yield make_scope(mark, start, end, near)
    for other in marks[:at]:
        if other.cue.kind == "instance" and other.start >= end:
            yield make_scope(mark, other.end, mark.start, other.end)


def _is_of_sample(text: str, marks: Sequence[Mark], at: int) -> bool:
    """Tell whether it is a sample that is judged, not what it is of ("pleural effusion cultures | were negative")."""
    last = marks[at - 1] if at else None
    return bool(last and last.cue.kind == "sample" and text[last.end : marks[at].start].isspace())


def _shielded(marks: Sequence[Mark], start: int, end: int) -> int:
    """End a scope that runs back where a shield of both directions stands ("the cause | of X was not found")."""
    if any(m.cue.reach == "topic" and m.cue.direction == "before" and m.end >= start for m in marks):
        return end
    shields = (
        m.start + m.cue.head
        for m in marks
        if m.start >= start and (m.cue.kind, m.cue.direction) in _SHIELDS_BACK
    )
    return next(shields, end)


def _on_topic(marks: Sequence[Mark], at: int) -> bool:
    """Tell whether what was said last is a topic ("screening for X | was unremarkable")."""
    said = [m for m in marks[:at] if m.cue.kind in (*JUDGES, "verb")]
    return bool(said) and said[-1].cue.reach == "topic" and said[-1].cue.direction == "before"


def _subject_start(text: str, limit: int, marks: Sequence[Mark], at: int) -> int:
    """Find where the subject of a cue that follows it begins ("A, B and C | were absent")."""
    mark = marks[at]
    for other in reversed(marks[:at]):
        kind = other.cue.kind
        if in_aside(text, limit, other.start) and not in_aside(text, limit, mark.start):
            continue
        if kind == "begin" or (
            kind == "end" and (not JOINTS.match(text, other.start) or _begins_clause(text, other))
        ):
            return max(other.end, end_of_opening(text, limit, mark.start))
        if kind == "verb" and _AUXILIARY_GAP.fullmatch(text, other.end, mark.start):
            continue
        if (kind, other.cue.direction) in _SHIELDS_BACK:
            continue
        if other.cue.reach == "adjacent" and text[other.end : mark.start].isspace():
            continue  # "vitamin D prophylaxis | was not begun"
        if kind == "verb" or kind in JUDGES:
            if other.cue.reach == "topic" and other.cue.direction == "before":
                return other.end
            joint = JOINTS.search(text, other.end, mark.start)
            pair = other.cue.direction == "before" and _is_of_pair(text, other.end, mark.start)
            return joint.end() if joint and not pair else other.end
    return end_of_opening(text, limit, mark.start)


def _is_of_pair(text: str, start: int, end: int) -> bool:
    """Tell whether a plural verb at `end` has two subjects since `start` ("possible | gout and sarcoidosis | were excluded")."""
    joints = list(JOINTS.finditer(text, start, end))
    if len(joints) != 1 or not joints[0][0].isalpha() or not _PLURAL_VERB.match(text, end):
        return False
    last = text[joints[0].end() : end].rstrip().lower()
    return not last.endswith("s") or last.endswith(("ss", "is", "us"))


def _statement_start(text: str, start: int, marks: Sequence[Mark], at: int) -> int:
    """Skip the statement before a semicolon ("she took aspirin; | dapsone was not given").

    A list whose items semicolons part goes on over them: it has several, or its last item begins with "and".
    """
    stops = [m.end() for m in _SEMICOLON.finditer(text, start, marks[at].start)]
    said = any(m.cue.kind == "verb" and m.end <= stops[-1] for m in marks[:at]) if stops else False
    return stops[-1] if stops and (len(stops) == 1 or said) else start


def _begins_clause(text: str, mark: Mark) -> bool:
    """Tell whether a mark ends in the subject of another clause, which is no item of a list ("due to gout, he")."""
    return _SUBJECT.search(text, mark.start, mark.end) is not None
