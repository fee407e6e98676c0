"""Which stretches of the text are about which patient."""

from __future__ import annotations

from collections.abc import Iterator

from seriatim.extract._labels import Key
from seriatim.extract._person_tables import TablePerson
from seriatim.extract._roles import Role
from seriatim.extract._scene import Scene
from seriatim.text import Sentence

_HEAD = 30
"""How far into a sentence a label may stand and still be what the sentence is about."""
_JOINED = 8
Piece = tuple[int, int, tuple[int, ...]]


def find_regions(
    scene: Scene, roles: list[Role]
) -> tuple[list[tuple[tuple[int, int], ...]], dict[int, tuple[str, ...]]]:
    """Find the regions of every role, and the patients of every sentence.

    Returns:
        For each role its half-open stretches in order; and sentence index to patient ids ("P1").
    """
    pieces = list(_pieces(scene, roles))
    regions: list[list[tuple[int, int]]] = [[] for _ in roles]
    by_sentence: dict[int, list[str]] = {}
    for sentence, start, end, cast in pieces:
        for number in cast:
            held = regions[number]
            if held and start - held[-1][1] < 3:
                held[-1] = (held[-1][0], end)
            else:
                held.append((start, end))
            names = by_sentence.setdefault(sentence, [])
            if f"P{number + 1}" not in names:
                names.append(f"P{number + 1}")
    for held, role in zip(regions, roles, strict=True):
        held += (place for row in role.rows for place in row.cells)
        held.sort()
    return [tuple(held) for held in regions], {k: tuple(v) for k, v in by_sentence.items()}


def give_mentions(scene: Scene, roles: list[Role]) -> None:
    """Give each role the mentions that stand in text about it alone; a relative's only beside a label."""
    named = {x.sentence for role in roles for x in role.labels}
    pieces: dict[int, list[tuple[int, int, tuple[int, ...]]]] = {}
    for sentence, start, end, cast in _pieces(scene, roles):
        pieces.setdefault(sentence, []).append((start, end, cast))
    for mention in scene.mentions:
        if mention.animal or mention.sentence not in scene.own or scene.is_of_relative(mention):
            continue
        if mention.kin and mention.sentence not in named:
            continue
        held = [c for a, b, c in pieces.get(mention.sentence, ()) if a <= mention.end - 1 < b]
        if held and len(held[0]) == 1:
            roles[held[0][0]].mentions.append(mention)


def give_rows(scene: Scene, roles: list[Role], by_key: dict[Key, Role]) -> None:
    """Give each role its rows of tables: by its label, or by a study's own code that stands beside it."""
    if len(roles) < 2:
        return
    for person in (p for table in scene.tables for p in table.people):
        role = by_key.get(person.key) or _coded(scene, roles, person)
        if role is not None:
            role.rows.append(person)


def _coded(scene: Scene, roles: list[Role], person: TablePerson) -> Role | None:
    """The role in whose own sentences a code ("NR-06") is written."""
    if person.key[0] != "code":
        return None
    code, text = str(person.key[1]), scene.prose.text
    sentences = {m.sentence: role for role in roles for m in role.mentions if m.indefinite}
    at = text.find(code)
    while at >= 0:
        sentence = scene.prose.sentence_at(at)
        if sentence is not None and sentence.index in sentences:
            return sentences[sentence.index]
        at = text.find(code, at + len(code))
    return None


def _pieces(scene: Scene, roles: list[Role]) -> Iterator[tuple[int, int, int, tuple[int, ...]]]:
    """Walk through the text, carrying the patient last spoken of from sentence to sentence."""
    if len(roles) == 1:
        yield from ((s.index, s.start, s.end, (0,)) for s in scene.prose.sentences if s.index in scene.own)
        return
    marks = _marks(scene, roles)
    current: tuple[int, ...] = ()
    paragraph = -1
    for sentence in scene.prose.sentences:
        headed = tuple(
            i for i, r in enumerate(roles) if any(s.start <= sentence.start < s.end for s in r.sections)
        )
        if sentence.section in ("discussion", "introduction") and sentence.paragraph != paragraph:
            current = ()
        paragraph = sentence.paragraph
        if headed:
            current = headed[:1]
        if scene.says(sentence.index, "all") or _opens(scene, sentence, marks):
            yield sentence.index, sentence.start, sentence.end, tuple(range(len(roles)))
            continue
        found = [] if headed else marks.get(sentence.index, [])
        for start, end, cast in _split(sentence, found, current):
            if cast:
                yield sentence.index, start, end, cast
        if found and (not current or found[0][0] - sentence.start <= _HEAD):
            current = cast


def _opens(scene: Scene, sentence: Sentence, marks: dict[int, list[tuple[int, int, int]]]) -> bool:
    """Whether a sentence of the title or abstract speaks of the report's patients without naming one."""
    return (
        sentence.section in ("title", "abstract")
        and sentence.index in scene.own
        and sentence.index not in marks
        and not any(k < sentence.index for k in marks if scene.prose.sentences[k].section == "abstract")
    )


def _marks(scene: Scene, roles: list[Role]) -> dict[int, list[tuple[int, int, int]]]:
    """Sentence index to the places where a role is named: (start, end, role)."""
    marks: dict[int, list[tuple[int, int, int]]] = {}
    for number, role in enumerate(roles):
        places = {(x.sentence, x.start, x.end) for x in role.labels if not scene.is_compared(x)}
        places |= {(m.sentence, m.start, m.end) for m in role.mentions if not role.labels or m.indefinite}
        for sentence, start, end in sorted(places):
            marks.setdefault(sentence, []).append((start, end, number))
    return {k: sorted(v) for k, v in marks.items()}


def _split(
    sentence: Sentence, marks: list[tuple[int, int, int]], current: tuple[int, ...]
) -> Iterator[Piece]:
    """Cut a sentence where another patient is named; labels joined by "and" share what follows."""
    groups: list[tuple[int, int, list[int]]] = []
    for start, end, number in marks:
        if groups and start - groups[-1][1] <= _JOINED:
            numbers = [*groups[-1][2], number]
            groups[-1] = (groups[-1][0], max(end, groups[-1][1]), numbers)
        else:
            groups.append((start, end, [number]))
    if not groups or (current and groups[0][0] - sentence.start > _HEAD):
        groups.insert(0, (sentence.start, sentence.start, list(current)))
    begins = [sentence.start, *(g[0] for g in groups[1:]), sentence.end]
    for at, (_, _, numbers) in enumerate(groups):
        yield begins[at], begins[at + 1], tuple(dict.fromkeys(numbers))
