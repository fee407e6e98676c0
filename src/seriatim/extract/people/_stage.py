"""Which stretches of the text are about which patient."""

from __future__ import annotations

import re
import sys
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence

from seriatim.extract.people._labels import Key, Label
from seriatim.extract.people._person_tables import PersonTable, TablePerson
from seriatim.extract.people._pieces import Piece
from seriatim.extract.people._roles import Role
from seriatim.extract.people._scene import Scene
from seriatim.extract.people._walk import walk

_FIGURE = re.compile(r"\bfig(?:ure)?s?\.?\s?(?P<number>\d{1,2})")


def find_regions(
    scene: Scene, roles: list[Role]
) -> tuple[list[tuple[tuple[int, int], ...]], dict[int, tuple[str, ...]]]:
    """Find the regions of every role, and the patients of every sentence.

    Returns:
        For each role its half-open stretches in order; and sentence index to patient ids ("P1").
    """
    pieces = list(walk(scene, roles))
    if len(roles) > 1:
        pieces = list(_outside(_cells_of(roles), sorted([*pieces, *_captions(scene, pieces)])))
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
    return [tuple(_merged(held)) for held in regions], {k: tuple(v) for k, v in by_sentence.items()}


def _cells_of(roles: Sequence[Role]) -> list[tuple[int, int]]:
    """The cells of the patients' own rows and columns, which tell by themselves whom they are about."""
    return sorted({place for role in roles for row in role.rows for place in row.cells})


def _outside(cells: Sequence[tuple[int, int]], pieces: Iterable[Piece]) -> Iterator[Piece]:
    """Cut the cells, which are in order, out of the stretches."""
    for index, start, end, cast in pieces:
        low = start
        for first, last in cells[bisect_left(cells, (start, 0)) :]:
            if first >= end:
                break
            if low < first:
                yield index, low, first, cast
            low = last
        if low < end:
            yield index, low, end, cast


def _merged(places: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Join places that overlap, so that they are in order and apart."""
    start, end = -1, -1
    for low, high in sorted(places):
        if low > end:
            if end >= 0:
                yield start, end
            start, end = low, high
        else:
            end = max(end, high)
    if end >= 0:
        yield start, end


def holds(regions: Sequence[tuple[int, int]], offset: int) -> bool:
    """Whether one of several places that are in order and apart holds an offset.

    Example:
        >>> holds(((0, 5), (9, 12)), 9), holds(((0, 5), (9, 12)), 5)
        (True, False)
    """
    at = bisect_right(regions, (offset, sys.maxsize)) - 1
    return at >= 0 and offset < regions[at][1]


def _captions(scene: Scene, pieces: Iterable[Piece]) -> Iterator[Piece]:
    """Give a caption that names nobody to the one patient whose text points at its figure."""
    told = {piece[0] for piece in pieces}
    pointed: dict[str, set[int]] = {}
    for sentence, start, end, cast in pieces:
        if scene.prose.sentences[sentence].section != "caption":
            for m in _FIGURE.finditer(scene.folded, start, end):
                pointed.setdefault(m["number"], set()).update(cast)
    number = ""
    for s in scene.prose.sentences:
        if s.section != "caption":
            continue
        if (figure := _FIGURE.match(scene.folded, s.start, s.end)) is not None:
            number = figure["number"]
        whom = pointed.get(number, set())
        if len(whom) == 1 and s.index not in told:
            yield s.index, s.start, s.end, tuple(whom)


def give_mentions(scene: Scene, roles: list[Role]) -> None:
    """Give each role the mentions that stand in text about it alone.

    A relative's only beside a label, or behind a heading that is one ("Patient 2 / Her brother, aged 4, ...").
    """
    named = {x.sentence for role in roles for x in role.labels}
    introduced = {x.sentence + 1 for role in roles for x in role.labels if _is_heading(scene, x)}
    pieces: dict[int, list[tuple[int, int, tuple[int, ...]]]] = {}
    for sentence, start, end, cast in walk(scene, roles):
        pieces.setdefault(sentence, []).append((start, end, cast))
    for mention in scene.mentions:
        if mention.animal or mention.sentence not in scene.own or scene.is_of_relative(mention):
            continue
        if mention.key is not None:
            for role in (r for r in roles if mention.key in r.keys):
                role.add(mention)
            continue
        opens = (
            mention.start == scene.prose.sentences[mention.sentence].start and mention.sentence in introduced
        )
        if mention.kin and mention.sentence not in named and not opens:
            continue
        held = [c for a, b, c in pieces.get(mention.sentence, ()) if a <= mention.end - 1 < b]
        if held and len(held[0]) == 1:
            roles[held[0][0]].add(mention)


def give_introductions(scene: Scene, roles: list[Role]) -> None:
    """Give people whose labels tell no age those whom one sentence introduces, in order, where it has as many.

    Such as "A 57-year-old woman and a 63-year-old man presented ... Patient 1 ... Patient 2".
    """
    if any(role.age for role in roles):
        return
    for index in sorted(scene.own.intersection(scene.mentions_at)):
        told = [m for m in scene.mentions_at[index] if m.indefinite and m.age and m.relation != "at"]
        if len(told) == len(roles) and not any(m.kin or m.animal for m in told):
            for role, mention in zip(roles, told, strict=True):
                role.add(mention)
            return


def _is_heading(scene: Scene, label: Label) -> bool:
    """Whether a label is all that its line, or its sentence, says."""
    text, sentence = scene.prose.text, scene.prose.sentences[label.sentence]
    end = text.find("\n", label.end)
    line = text[text.rfind("\n", 0, label.start) + 1 : end if end >= 0 else None]
    said = (line, text[sentence.start : sentence.end])
    return text[label.start : label.end].strip(" .:") in (words.strip(" .:") for words in said)


def give_rows(scene: Scene, roles: list[Role], by_key: dict[Key, Role]) -> None:
    """Give each role its rows of tables.

    By its label, by a study's own code that stands beside it, or by an age and sex that no other role has. To a
    patient who is alone, only the row that a table of other papers calls the present case.
    """
    for table in scene.tables:
        if len(roles) < 2 and (len(table.people) > 1 or table.people[0].key[0] != "own"):
            continue
        for person in table.people:
            role = by_key.get(person.key) or _coded(scene, roles, person) or _alike(roles, table, person)
            if role is not None:
                role.rows.append(person)


def _alike(roles: list[Role], table: PersonTable, person: TablePerson) -> Role | None:
    """The one role with the age and sex of a row, where no other row has them."""
    if person.key[0] == "own" and len(roles) == 1:
        return roles[0]
    if person.key[0] not in ("code", "own") or person.age is None:
        return None
    told = (person.age, person.sex)
    rows = [p for p in table.people if (p.age, p.sex) == told]
    fits = [role for role in roles if role.age == person.age and person.sex in (role.sex, None)]
    return fits[0] if len(fits) == len(rows) == 1 else None


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
