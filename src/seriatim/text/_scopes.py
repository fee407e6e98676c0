"""How far each cue of a sentence reaches."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from seriatim.text._cue_values import Mark, Scope
from seriatim.text._openings import end_of_opening

_JUDGES = frozenset({"absent", "gone", "uncertain"})
_SHIELDS = frozenset({"gone", "shield"})  # what has resolved is not what "no" before it denies
_SHIELDS_BACK = frozenset({("gone", "before"), ("shield", "both")})
_JOINTS = re.compile(r",|;|\b(?:and|or|nor|plus)\b")
_SEMICOLON = re.compile(r";(?!\s(?:and|or|nor)\b)")
_JOINED = re.compile(r"(?:[,;]|\b(?:and|but))\s+\Z")
_BRACKETS = re.compile(r"[()\[\]]")
_PHRASE_END = re.compile(r"[,;:()]|\b(?:and|with|in|on|at|for|from|by|as|after|of(?= the\b))\b", re.I)
_ACT_END = re.compile(r"[:;(\[]|\b(?:on|in|at|by|with|for|during|after|upon|following|using|from)\b", re.I)
_HEADING = re.compile(r"\s{2,}[A-Z][A-Za-z &/-]{2,40}:\s")  # of a clinical note, inside a line
_ENTRY_JOINT = re.compile(r",|;|:|\b(?:and|or|nor|plus|with|in|on|but)\b", re.I)
_AUXILIARY_GAP = re.compile(r"\s+(?:(?:\w+ly|also|still|again|otherwise)\s+)?")  # "was | clearly | not seen"
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
_VERBAL = re.compile(r"(?:did|does|do|den(?:ied|ies|y)|exclude[ds]|ruled|failed|lack(?:s|ed))\b", re.I)
_SUBJECT = re.compile(r"\s(?:he|she|it|we|they|there)\Z", re.I)
_SOON = 24  # characters between a denial and the time it holds up to
_ASIDE = 200  # characters: brackets that close no sooner hold no aside
_ADJACENT = 24  # characters: a mention that ends right before the cue begins no further back
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
        if mark.cue.kind not in _JUDGES:
            continue
        if mark.cue.direction in ("before", "both"):
            scope = _forward(text, pieces[0][0], pieces[-1][1], marks, at)
            if _begins_later(marks, at, scope.end):
                continue
            scopes += [*_around_places(text, places, scope), *_between_shields(text, marks, at, scope)]
            scopes += _instances(text, pieces[-1][1], marks, at, scope)
        if mark.cue.direction in ("after", "both") and not _begins_later(marks, at, mark.end + _SOON):
            scopes += _backward(text, pieces[0][0], marks, at)
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


def _forward(text: str, begin: int, limit: int, marks: Sequence[Mark], at: int) -> Scope:
    mark = marks[at]
    end = _bracket_end(text, mark.end, _stop_ahead(text, limit, marks, at))
    if _ADVERBIAL.fullmatch(text, begin, mark.start + mark.cue.head):
        end = min(end, _main_clause(text, limit, marks, at))
    if heading := _HEADING.search(text, mark.end, end):
        end = heading.start()
    if mark.cue.reach == "phrase" and (stop := _PHRASE_END.search(text, mark.end, end)):
        end = stop.start()
    elif mark.cue.reach == "adjacent":
        end = mark.end + 1
    if (comma := _own_item_end(text, begin, mark, end)) is not None:
        end = comma
    near = end
    if (stop := _ACT_END.search(text, mark.end, end)) is not None:
        near = stop.start()
    shields = (m.start for m in marks[at + 1 :] if (m.cue.kind, m.cue.acts) == ("shield", "act"))
    return _scope(mark, mark.end, end, min(near, next(shields, near)))


def _around_places(text: str, places: Sequence[Mark], scope: Scope) -> Iterator[Scope]:
    """Cut out of a denial the known thing in which nothing was found ("no flow | in the aneurysm |, thrombosis or leak")."""
    if scope.status != "absent" or scope.gone:
        places = ()
    for mark in places:
        if scope.start < mark.start < scope.end:
            joint = _JOINTS.search(text, mark.end, scope.end)
            yield replace(scope, end=mark.start, near_end=min(scope.near_end, mark.start))
            scope = replace(scope, start=joint.start() if joint else scope.end)
    yield scope


def _instances(text: str, limit: int, marks: Sequence[Mark], at: int, scope: Scope) -> Iterator[Scope]:
    """Yield what is named behind a shield as instances ("excluded causes of rash | such as | measles, rubella")."""
    for number, mark in enumerate(marks[at + 1 :], at + 1):
        if mark.cue.kind == "instance" and mark.start > scope.end:
            as_cue = [*marks[:number], Mark(mark.start, mark.end, marks[at].cue), *marks[number + 1 :]]
            end = _bracket_end(text, mark.end, _stop_ahead(text, limit, as_cue, number))
            yield replace(scope, start=mark.end, end=end, near_end=mark.end)
            return
        if mark.cue.kind not in ("pseudo", "shield"):
            return


def _scope(mark: Mark, start: int, end: int, near: int) -> Scope:
    gone = mark.cue.kind == "gone"
    status = "absent" if gone else mark.cue.kind
    return Scope(start, end, status, mark.start, mark.end, mark.cue.acts, near, gone)


def _between_shields(text: str, marks: Sequence[Mark], at: int, scope: Scope) -> Iterator[Scope]:
    """Yield the stretch between two shields of one word ("no change in vision, | diplopia, or change | in hearing")."""
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


_WITHIN = 3  # characters: more than the comma, so that a denial stands inside an item


def _main_clause(text: str, limit: int, marks: Sequence[Mark], at: int) -> int:
    """Find the comma behind which the main clause begins ("in the absence of fever | , sepsis was thought of")."""
    verb = next((m.start for m in marks[at + 1 :] if _says(m)), limit)
    comma = text.rfind(", ", marks[at].end, verb)
    return comma if comma > 0 and verb < limit else limit


def _stop_ahead(text: str, limit: int, marks: Sequence[Mark], at: int) -> int:
    """Find where a scope that runs forward ends: at a closing mark, or where another statement begins."""
    mark = marks[at]
    verbs = _is_object(marks, at) or _VERBAL.match(text, mark.start) is not None
    verbs = verbs and not text.endswith("that", 0, mark.end)  # the next verb is that of the clause
    subject = not verbs and (mark.cue.reach == "noun" or _follows_with(marks, at))
    behind = mark.end
    for follower in marks[at + 1 :]:
        kind = follower.cue.kind
        if _in_aside(text, mark.end, follower.start) or _is_next_item(text, mark.end, follower):
            continue
        if subject and _says(follower):
            joints = list(_JOINTS.finditer(text, mark.end, follower.start))
            return joints[0].start() if _adds_another(joints) else follower.start
        if (stop := _closing(text, mark, follower)) is not None:
            return stop
        if kind == "verb" or (kind != "pseudo" and follower.cue.direction == "after"):
            if verbs:
                joints = list(_JOINTS.finditer(text, behind, follower.start))
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
        or (kind == "absent" and cue.kind == "uncertain" and _is_joined(text, follower.start))
    )
    return follower.start if closes else None


def _is_joined(text: str, at: int) -> bool:
    """Tell whether a comma or a conjunction stands right before a place."""
    return _JOINED.search(text, max(0, at - 6), at) is not None


def _follows_with(marks: Sequence[Mark], at: int) -> bool:
    """Tell whether a denial describes whom the sentence is about ("a woman with | no history of gout came")."""
    return at > 0 and marks[at - 1].cue.kind == "end" and marks[at - 1].end + 1 == marks[at].start


def _in_aside(text: str, start: int, at: int) -> bool:
    """Tell whether a place stands in brackets opened since `start`: what they say bounds nothing outside."""
    start = max(start, at - _ASIDE)
    opened = text.rfind("(", start, at)
    return opened > text.rfind(")", start, at) and text.find(")", at, at + _ASIDE) > 0


def _is_next_item(text: str, start: int, mark: Mark) -> bool:
    """Tell whether an article only begins the next item of a list of such ("without a rash, a | cough")."""
    listed = _ARTICLE.match(text, start) and _ARTICLE_ITEM.fullmatch(text, mark.start, mark.end)
    return mark.cue.kind == "end" and bool(listed)


def _is_object(marks: Sequence[Mark], at: int) -> bool:
    """Tell whether the cue stands behind its verb ("there was no"), so that the next verb is another statement's."""
    for other in reversed(marks[:at]):
        if other.cue.kind == "verb" or (other.cue.reach, other.cue.direction) == ("topic", "after"):
            return True
        if other.cue.kind == "end":
            return False
    return False


def _says(mark: Mark) -> bool:
    """Tell whether a mark holds a verb that says something of the noun before it."""
    cue = mark.cue
    return cue.kind == "verb" or (cue.kind in _JUDGES and (cue.direction == "after" or cue.reach == "clause"))


def _begins_entry(text: str, start: int, end: int) -> bool:
    """Tell whether an item of a list begins at `end`: behind a comma or a conjunction that goes on with no denial."""
    joints = list(_ENTRY_JOINT.finditer(text, start, end))
    return bool(joints) and joints[-1][0].lower() not in ("or", "nor")


def _backward(text: str, limit: int, marks: Sequence[Mark], at: int) -> Iterator[Scope]:
    mark = marks[at]
    start = _statement_start(text, _subject_start(text, limit, marks, at), marks, at)
    if mark.cue.reach == "topic" and not _on_topic(marks, at):
        start = mark.start
    for bracket in reversed(list(_BRACKETS.finditer(text, start, mark.start))):
        if bracket[0] in ")]":
            break
        start = bracket.end()
        break
    end = start if _is_of_sample(text, marks, at) else _shielded(marks[:at], start, mark.start)
    if mark.cue.reach == "phrase":
        start = max([start, *(stop.end() for stop in _PHRASE_END.finditer(text, start, mark.start))])
    elif mark.cue.reach == "adjacent":
        start = max(start, mark.start - _ADJACENT)
    near = mark.start if mark.cue.acts else start
    yield _scope(mark, start, end, near)
    for other in marks[:at]:
        if other.cue.kind == "instance" and other.start >= end:
            yield _scope(mark, other.end, mark.start, other.end)


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
    said = [m for m in marks[:at] if m.cue.kind in (*_JUDGES, "verb")]
    return bool(said) and said[-1].cue.reach == "topic" and said[-1].cue.direction == "before"


def _subject_start(text: str, limit: int, marks: Sequence[Mark], at: int) -> int:
    """Find where the subject of a cue that follows it begins ("A, B and C | were absent")."""
    mark = marks[at]
    for other in reversed(marks[:at]):
        kind = other.cue.kind
        if _in_aside(text, limit, other.start) and not _in_aside(text, limit, mark.start):
            continue
        if kind == "begin" or (
            kind == "end" and (not _JOINTS.match(text, other.start) or _begins_clause(text, other))
        ):
            return max(other.end, end_of_opening(text, limit, mark.start))
        if kind == "verb" and _AUXILIARY_GAP.fullmatch(text, other.end, mark.start):
            continue
        if (kind, other.cue.direction) in _SHIELDS_BACK:
            continue
        if other.cue.reach == "adjacent" and text[other.end : mark.start].isspace():
            continue  # "vitamin D prophylaxis | was not begun"
        if kind == "verb" or kind in _JUDGES:
            if other.cue.reach == "topic" and other.cue.direction == "before":
                return other.end
            joint = _JOINTS.search(text, other.end, mark.start)
            return joint.end() if joint else other.end
    return end_of_opening(text, limit, mark.start)


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


def _bracket_end(text: str, start: int, end: int) -> int:
    """End a scope that began inside brackets where these close."""
    depth = 0
    for bracket in _BRACKETS.finditer(text, start, end):
        depth += 1 if bracket[0] in "([" else -1
        if depth < 0:
            return bracket.start()
    return end


def _question(text: str, pieces: tuple[tuple[int, int], ...]) -> tuple[Scope, ...]:
    """What is asked is not said: doubt over a sentence that ends in a question mark."""
    start, end = pieces[-1]
    if text[end - 1] != "?":
        return ()
    colon = text.rfind(": ", start, end)
    return (Scope(start if colon < 0 else colon, end, "uncertain", end - 1, end),)
