"""Which stretches of the text are about which patient."""

from __future__ import annotations

from collections.abc import Iterator

from seriatim.extract._casting import Role
from seriatim.extract._scene import Scene
from seriatim.text import Sentence

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


def _pieces(scene: Scene, roles: list[Role]) -> Iterator[tuple[int, int, int, tuple[int, ...]]]:
    """Walk through the text, carrying the patient last spoken of from sentence to sentence."""
    if len(roles) == 1:
        yield from ((s.index, s.start, s.end, (0,)) for s in scene.prose.sentences if s.index in scene.own)
        return
    marks = _marks(roles)
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
        if scene.says(sentence.index, "all"):
            yield sentence.index, sentence.start, sentence.end, tuple(range(len(roles)))
            continue
        for start, end, cast in _split(sentence, marks.get(sentence.index, []), current, fixed=bool(headed)):
            if cast:
                yield sentence.index, start, end, cast
                current = cast


def _marks(roles: list[Role]) -> dict[int, list[tuple[int, int, int]]]:
    """Sentence index to the places where a role is named: (start, end, role)."""
    marks: dict[int, list[tuple[int, int, int]]] = {}
    for number, role in enumerate(roles):
        places = {(x.sentence, x.start, x.end) for x in role.labels}
        places |= {(m.sentence, m.start, m.end) for m in role.mentions if not role.labels or m.indefinite}
        for sentence, start, end in sorted(places):
            marks.setdefault(sentence, []).append((start, end, number))
    return {k: sorted(v) for k, v in marks.items()}


def _split(
    sentence: Sentence, marks: list[tuple[int, int, int]], current: tuple[int, ...], *, fixed: bool
) -> Iterator[Piece]:
    """Cut a sentence where another patient is named; labels joined by "and" share what follows."""
    if not marks or fixed:
        yield sentence.start, sentence.end, current
        return
    groups: list[tuple[int, int, list[int]]] = []
    for start, end, number in marks:
        if groups and start - groups[-1][1] <= 8:
            groups[-1][2].append(number)
            groups[-1] = (groups[-1][0], max(end, groups[-1][1]), groups[-1][2])
        else:
            groups.append((start, end, [number]))
    begins = [sentence.start, *(g[0] for g in groups[1:]), sentence.end]
    for at, (_, _, numbers) in enumerate(groups):
        yield begins[at], begins[at + 1], tuple(dict.fromkeys(numbers))
