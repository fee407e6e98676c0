"""How far each cue of a sentence reaches."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from seriatim.text._cue_values import Mark, Scope
from seriatim.text._scope_marks import JOINTS, JUDGES, bracket_end
from seriatim.text._scopes_ahead import read_ahead, stop_ahead
from seriatim.text._scopes_behind import read_behind

_SOON = 24  # characters between a denial and the time it holds up to
_DENIES = re.compile(r"(?:any|no|without|never)\b", re.I)


def find_cue_scopes(
    text: str, pieces: tuple[tuple[int, int], ...], marks: Sequence[Mark]
) -> tuple[Scope, ...]:
    """Work out the scope of every cue of a sentence.

    Args:
        text: the report's text.
        pieces: the stretches the sentence is made of.
        marks: its cues, in order, none overlapping.
    """
    scopes = []
    places = [m for m in marks if m.cue.kind == "place"]
    marks = [m for m in marks if m.cue.kind != "place"] if places else marks
    for at, mark in enumerate(marks):
        if mark.cue.kind not in JUDGES:
            continue
        if mark.cue.direction in ("before", "both"):
            scope = read_ahead(text, pieces[0][0], pieces[-1][1], marks, at)
            if _begins_later(marks, at, scope.end):
                continue
            scopes += [*_around_places(text, places, scope), *_between_shields(text, marks, at, scope)]
            scopes += _instances(text, pieces[-1][1], marks, at, scope)
        if mark.cue.direction in ("after", "both") and not _begins_later(marks, at, mark.end + _SOON):
            scopes += read_behind(text, pieces[0][0], marks, at)
    question = _question(text, pieces)
    return (*_undisputed(text, scopes), *question)


def _begins_later(marks: Sequence[Mark], at: int, end: int) -> bool:
    """Tell whether a denial holds only up to a time, in the clause that ends at `end` ("was not seen | until May")."""
    follower = next(iter(marks[at + 1 :]), None)
    return bool(
        follower and follower.cue.kind == "begin" and follower.start <= end and marks[at].cue.kind == "absent"
    )


def _undisputed(text: str, scopes: list[Scope]) -> Iterator[Scope]:
    """Leave out what is gone only by what is denied or in doubt itself ("resolution of the rash was not seen").

    What denies by its own words is not disputed by a denial before it ("no seizure or any recurrence of the rash").
    """
    for scope in scopes:
        denies = _DENIES.match(text, scope.cue_start) is not None
        if (
            not scope.gone
            or denies
            or not any(o.start <= scope.cue_start < o.end for o in scopes if not o.gone)
        ):
            yield scope


def _around_places(text: str, places: Sequence[Mark], scope: Scope) -> Iterator[Scope]:
    """Cut out of a denial the known thing in which nothing was found ("no flow | in the aneurysm |, thrombosis or leak")."""
    if scope.status != "absent" or scope.gone:
        places = ()
    for mark in places:
        if scope.start < mark.start < scope.end:
            joint = JOINTS.search(text, mark.end, scope.end)
            yield replace(scope, end=mark.start, near_end=min(scope.near_end, mark.start))
            scope = replace(scope, start=joint.start() if joint else scope.end)
    yield scope


def _instances(text: str, limit: int, marks: Sequence[Mark], at: int, scope: Scope) -> Iterator[Scope]:
    """Yield what is named behind a shield as instances ("excluded causes of rash | such as | measles, rubella")."""
    for number, mark in enumerate(marks[at + 1 :], at + 1):
        if mark.cue.kind == "instance" and mark.start > scope.end:
            as_cue = [*marks[:number], Mark(mark.start, mark.end, marks[at].cue), *marks[number + 1 :]]
            end = bracket_end(text, mark.end, stop_ahead(text, limit, as_cue, number))
            yield replace(scope, start=mark.end, end=end, near_end=mark.end)
            return
        if mark.cue.kind not in ("pseudo", "shield"):
            return


def _between_shields(text: str, marks: Sequence[Mark], at: int, scope: Scope) -> Iterator[Scope]:
    """Yield the stretch between two shields of one word ("no change in sight, | ptosis, or change | in voice")."""
    held: Mark | None = None
    for mark in marks[at + 1 :]:
        if mark.cue.kind == "end" or (held is None and mark.start > scope.end):
            return
        if mark.cue.kind != "shield":
            continue
        if held is None:
            held = mark
        elif text[held.start : held.end].lower() == text[mark.start : mark.end].lower():
            comma = text.find(",", held.end, mark.start) + 1
            if comma:
                yield replace(scope, start=comma, end=mark.start + mark.cue.head, near_end=comma)
            return


def _question(text: str, pieces: tuple[tuple[int, int], ...]) -> tuple[Scope, ...]:
    """What is asked is not said: doubt over a sentence that ends in a question mark."""
    start, end = pieces[-1]
    if text[end - 1] != "?":
        return ()
    colon = text.rfind(": ", start, end)
    return (Scope(start if colon < 0 else colon, end, "uncertain", end - 1, end),)
