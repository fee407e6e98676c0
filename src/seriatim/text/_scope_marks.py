"""What the scopes of cues before and behind what they judge have in common."""

from __future__ import annotations

import re

from seriatim.text._cue_values import Mark, Scope

JUDGES = frozenset({"absent", "gone", "uncertain"})
JOINTS = re.compile(r",|;|\b(?:and|or|nor|plus)\b")
PHRASE_END = re.compile(r"[,;:()]|\b(?:and|with|in|on|at|for|from|by|as|after|of(?= the\b))\b", re.I)
BRACKETS = re.compile(r"[()\[\]]")
_ASIDE = 200  # characters: brackets that close no sooner hold no aside


def make_scope(mark: Mark, start: int, end: int, near: int) -> Scope:
    """Make the scope of a cue; for a test or a treatment it ends at `near`."""
    gone = mark.cue.kind == "gone"
    status = "absent" if gone else mark.cue.kind
    return Scope(start, end, status, mark.start, mark.end, mark.cue.acts, near, gone)


def says(mark: Mark) -> bool:
    """Tell whether a mark holds a verb that says something of the noun before it."""
    cue = mark.cue
    return cue.kind == "verb" or (cue.kind in JUDGES and (cue.direction == "after" or cue.reach == "clause"))


def in_aside(text: str, start: int, at: int) -> bool:
    """Tell whether a place stands in brackets opened since `start`: what they say bounds nothing outside."""
    start = max(start, at - _ASIDE)
    opened = text.rfind("(", start, at)
    return opened > text.rfind(")", start, at) and text.find(")", at, at + _ASIDE) > 0


def bracket_end(text: str, start: int, end: int) -> int:
    """End a scope that began inside brackets where these close."""
    depth = 0
    for bracket in BRACKETS.finditer(text, start, end):
        depth += 1 if bracket[0] in "([" else -1
        if depth < 0:
            return bracket.start()
    return end
