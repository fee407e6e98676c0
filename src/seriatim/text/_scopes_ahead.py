"""How far a cue reaches that stands before what it judges ("no | rash or fever |, but a cough")."""

from __future__ import annotations

import re
from collections.abc import Sequence

from seriatim.text._cue_values import Mark, Scope
from seriatim.text._scope_marks import JOINTS, PHRASE_END, bracket_end, in_aside, make_scope, says

_SHIELDS = frozenset({"gone", "shield"})  # what has resolved is not what "no" before it denies
_JOINED = re.compile(r"(?:[,;]|\b(?:and|but))\s+\Z")
_ACT_END = re.compile(r"[:;(\[]|\b(?:on|in|at|by|with|for|during|after|upon|following|using|from)\b", re.I)
_HEADING = re.compile(r"\s{2,}[A-Z][A-Za-z &/-]{2,40}:\s")  # of a clinical note, inside a line
_ENTRY_JOINT = re.compile(r",|;|:|\b(?:and|or|nor|plus|with|in|on|but)\b", re.I)
_ADVERBIAL = re.compile(  # a denial that opens its sentence as an aside
    r"\W*(?:without|with|(?:in|with|despite|given|by|from|on|upon|after)\s+(?:the\s+|an\s+)?\w+)", re.I
)
_ITEM_DENIAL = re.compile(r"no|without", re.I)
_LISTED = re.compile(r"[^\W\d_],\s(?:[^,;:]{3,60}\s)?\Z")  # items stand before the denial
_REST_OF_LIST = re.compile(  # ends in "and", holds no "or"
    r"([^,;]{3,60}),\s(?!(?:and|or|nor|but)\b)(?:(?!\bn?or\b)[^;]){3,240}?\band\s(?:(?!\bn?or\b)[^,;]){3,160}"
)
_LAST_OF_LIST = re.compile(r"([^,;]{3,60}),\sand\s(?:(?!\bn?or\b)[^,;]){3,160}")
_ARTICLE = re.compile(r"\s+an?\s", re.I)
_ARTICLE_ITEM = re.compile(r"(?:, (?:and )?|and |or )an?", re.I)
_ITEMS_TO_OR = re.compile(
    r", an? (?:[^,;:()]{2,60}, ){1,8}(?:n?or )[^,;:]{2,80}\Z|, an? [^,;:()]{2,60},? n?or [^,;:]{2,80}\Z", re.I
)
_VERBAL = re.compile(r"(?:did|does|do|den(?:ied|ies|y)|exclude[ds]|ruled|failed|lack(?:s|ed))\b", re.I)
_WITHIN = 3  # characters: more than the comma, so that a denial stands inside an item


def read_ahead(text: str, begin: int, limit: int, marks: Sequence[Mark], at: int) -> Scope:
    """Work out the scope of a cue that runs forward.

    Args:
        text: the report's text.
        begin: where the sentence begins.
        limit: where it ends.
        marks: its cues, in order.
        at: which of them.
    """
    mark = marks[at]
    end = bracket_end(text, mark.end, stop_ahead(text, limit, marks, at))
    if _ADVERBIAL.fullmatch(text, begin, mark.start + mark.cue.head):
        end = min(end, _main_clause(text, limit, marks, at))
    if heading := _HEADING.search(text, mark.end, end):
        end = heading.start()
    if mark.cue.reach == "phrase" and (stop := PHRASE_END.search(text, mark.end, end)):
        end = stop.start()
    elif mark.cue.reach == "adjacent":
        end = mark.end + 1
    if (comma := _own_item_end(text, begin, mark, end)) is not None:
        end = comma
    near = end
    if (stop := _ACT_END.search(text, mark.end, end)) is not None:
        near = stop.start()
    shields = (m.start for m in marks[at + 1 :] if (m.cue.kind, m.cue.acts) == ("shield", "act"))
    return make_scope(mark, mark.end, end, min(near, next(shields, near)))


def _own_item_end(text: str, begin: int, mark: Mark, end: int) -> int | None:
    """Find where the one denied item of a list ends ("fever, no rash | , cough, and chills"), or None.

    A list that goes on with "or" is denied to its end, and so is one that the denial opens. What is only said of an
    item ("diabetes, a stroke without palsy | , and gout") leaves the last one, too.
    """
    listed = _LISTED.search(text, begin, mark.start)
    if listed is None or not _ITEM_DENIAL.fullmatch(text, mark.start, mark.end):
        return None
    rest = _REST_OF_LIST.fullmatch(text, mark.end, end)
    if rest is None and text[mark.start : mark.end].lower() == "without" and len(listed[0]) > _WITHIN:
        rest = _LAST_OF_LIST.fullmatch(text, mark.end, end)
    return rest.end(1) if rest else None


def _main_clause(text: str, limit: int, marks: Sequence[Mark], at: int) -> int:
    """Find the comma behind which the main clause begins ("in the absence of fever | , sepsis was thought of")."""
    verb = next((m.start for m in marks[at + 1 :] if says(m)), limit)
    comma = text.rfind(", ", marks[at].end, verb)
    return comma if comma > 0 and verb < limit else limit


def stop_ahead(text: str, limit: int, marks: Sequence[Mark], at: int) -> int:
    """Find where a scope that runs forward ends: at a closing mark, or where another statement begins."""
    mark = marks[at]
    verbs = _is_object(marks, at) or _VERBAL.match(text, mark.start) is not None
    verbs = verbs and not text.endswith("that", 0, mark.end)  # the next verb is that of the clause
    subject = not verbs and (mark.cue.reach == "noun" or _follows_with(marks, at))
    behind = mark.end
    for follower in marks[at + 1 :]:
        kind = follower.cue.kind
        if in_aside(text, mark.end, follower.start) or _is_next_item(text, mark.end, follower, limit):
            continue
        if subject and says(follower):
            joints = list(JOINTS.finditer(text, mark.end, follower.start))
            return joints[0].start() if _adds_another(joints) else follower.start
        if (stop := _closing(text, mark, follower)) is not None:
            return stop
        if kind == "verb" or (kind != "pseudo" and follower.cue.direction == "after"):
            if verbs:
                joints = list(JOINTS.finditer(text, behind, follower.start))
                if not joints and follower.cue.reach == "finite":
                    return follower.start  # "who had no history of gout | developed"
                if joints and joints[-1][0] not in ("or", "nor"):
                    return joints[-1].start()
            verbs, behind = True, follower.end
        if mark.cue.reach == "phrase" and kind in ("absent", "verb"):
            return follower.start
    return limit


def _adds_another(joints: Sequence[re.Match[str]]) -> bool:
    """Tell whether all that joins two nouns is ", and", which parts them ("in the absence of fever, and a rash was")."""
    return [j[0].lower() for j in joints] == [",", "and"] and joints[1].start() - joints[0].end() == 1


def _closing(text: str, mark: Mark, follower: Mark) -> int | None:
    """Find where a mark closes the scope of a cue before it, whatever else is said; None where it does not."""
    kind, cue = follower.cue.kind, mark.cue
    if kind in _SHIELDS and follower.cue.direction != "after" and follower.cue.acts != "act":
        another = cue.kind == "gone" and _JOINED.search(text, mark.end, follower.start)
        return follower.start + (0 if another else follower.cue.head)
    next_denial = kind == cue.kind and follower.cue.direction == "before" and follower.cue.reach == "clause"
    closes = (
        next_denial  # it goes on in its own right
        or kind == "begin"
        or (kind == "end" and follower.cue.reach in ("", cue.kind))
        or (kind == "entry" and _begins_entry(text, mark.end, follower.start))
        or (kind == "uncertain" and text.endswith(", ", 0, follower.start))
        or (kind == "absent" and cue.kind == "uncertain" and is_joined(text, follower.start))
    )
    return follower.start if closes else None


def is_joined(text: str, at: int) -> bool:
    """Tell whether a comma or a conjunction stands right before a place."""
    return _JOINED.search(text, max(0, at - 6), at) is not None


def _follows_with(marks: Sequence[Mark], at: int) -> bool:
    """Tell whether a denial describes whom the sentence is about ("a woman with | no history of gout came")."""
    return at > 0 and marks[at - 1].cue.kind == "end" and marks[at - 1].end + 1 == marks[at].start


def _is_next_item(text: str, start: int, mark: Mark, limit: int) -> bool:
    """Tell whether an article only begins the next item of a list ("without a rash, a | cough").

    Items before it have articles as well, or the list goes on to an "or" that ends the sentence ("no fever, a rash, or cough").
    """
    if mark.cue.kind != "end" or not _ARTICLE_ITEM.fullmatch(text, mark.start, mark.end):
        return False
    return bool(
        _ARTICLE.match(text, start)
        or _ITEMS_TO_OR.match(text, mark.start, limit - text.endswith(".", 0, limit))
    )


def _is_object(marks: Sequence[Mark], at: int) -> bool:
    """Tell whether the cue stands behind its verb ("there was no"), so that the next verb is another statement's."""
    for other in reversed(marks[:at]):
        if other.cue.kind == "verb" or (other.cue.reach, other.cue.direction) == ("topic", "after"):
            return True
        if other.cue.kind == "end":
            return False
    return False


def _begins_entry(text: str, start: int, end: int) -> bool:
    """Tell whether an item of a list begins at `end`: behind a comma or a conjunction that goes on with no denial."""
    joints = list(_ENTRY_JOINT.finditer(text, start, end))
    return bool(joints) and joints[-1][0].lower() not in ("or", "nor")
