"""From a row of headings to sections that nest."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from seriatim.model import Section
from seriatim.reading._headings import Heading
from seriatim.reading._lines import Line

_MOST_PARTS = 8
_MAIN = ("introduction", "case", "discussion")


def outline_sections(
    headings: Sequence[Heading], lines: Sequence[Line], listed: tuple[int, int], end: int
) -> list[Section]:
    """Turn headings into sections, each as far as the next heading of its level or above.

    Args:
        headings: in text order.
        lines: the lines of the text.
        listed: offsets of the entries of the reference list.
        end: offset after the last word of the text.
    """
    kept = [h for h in headings if not listed[0] < h.start < listed[1]]
    abstract = _abstract_members(kept)
    sections: list[Section] = []
    names, levels = _names_and_levels(kept, abstract)
    following: dict[int, Heading] = {}
    for heading, name, level in reversed(list(zip(kept, names, levels, strict=True))):
        nearest = min((h for at, h in following.items() if at <= level), key=lambda h: h.start, default=None)
        stop = _end_before(nearest, lines) if nearest else end
        sections.append(Section(name, heading.title, heading.start, max(stop, heading.end), level))
        following[level] = heading
    sections.reverse()
    if listed[0] < listed[1] and "references" not in names:
        last = next((line.end for line in reversed(lines) if line.end <= listed[0]), listed[0])
        sections = [replace(s, end=last) if s.start < last and s.end > listed[0] else s for s in sections]
        sections.append(Section("references", "", *listed))
    return sections


def _names_and_levels(headings: Sequence[Heading], abstract: frozenset[int]) -> tuple[list[str], list[int]]:
    names: list[str] = []
    levels: list[int] = []
    outer: str | None = None
    for place, heading in enumerate(headings):
        behind = outer == "other" and "discussion" in names
        name, level = _name_and_level(heading, outer, in_abstract=place in abstract)
        if behind and heading.role is not None and heading.role.level == 2:
            name, level = "other", 2
        if place not in abstract and (heading.level is not None or heading.depth > 1):
            level = heading.depth if heading.depth > 1 else heading.level or 1
            name = _name_at(level, heading, outer)
        if level == 1:
            outer = name
        names.append(name)
        levels.append(level)
    return names, levels


def _end_before(heading: Heading, lines: Sequence[Line]) -> int:
    line = lines[heading.line]
    return lines[heading.line - 1].end if heading.start <= line.start + 3 or heading.run_in else heading.start


def _abstract_members(headings: Sequence[Heading]) -> frozenset[int]:
    """Headings of a structured abstract: those after "Abstract" whose role begins again further down."""
    start = next((i for i, h in enumerate(headings) if h.role and h.role.name == "abstract"), None)
    names = [h.role.name if h.role else "" for h in headings]
    if start is None:
        return _unheaded_abstract(headings, names)
    stop = start + 1
    for place in range(start + 1, min(len(headings), start + 9)):
        title = headings[place].title.casefold()
        if title.startswith(("keyword", "key word")):
            return frozenset(range(start + 1, place))
        if names[place] == "introduction" and "introduction" in names[start + 1 : place]:
            stop = place
            break
        run_in_before = headings[place - 1].run_in or place - 1 == start
        if (
            not headings[place].run_in
            and run_in_before
            and all(h.run_in for h in headings[start + 1 : place])
        ):
            stop = place
            break
    return frozenset(range(start + 1, stop))


def _unheaded_abstract(headings: Sequence[Heading], names: Sequence[str]) -> frozenset[int]:
    """Headings of an abstract without a heading of its own: the introduction begins again below them.

    They are run in, or a conclusion stands among them.
    """
    first = next((i for i, h in enumerate(headings) if not h.run_in), 0)
    if first and names[first] == "introduction":
        return frozenset(range(first))
    again = next(
        (i for i in range(1, len(names)) if names[i] == "introduction" and "discussion" in names[:i]), 0
    )
    return frozenset(range(again)) if again <= _MOST_PARTS else frozenset()


def _name_and_level(heading: Heading, outer: str | None, *, in_abstract: bool) -> tuple[str, int]:
    if in_abstract:
        return "abstract", 2
    role = heading.role
    if role is None:
        return (outer, 2) if outer in _MAIN else ("other", 2)
    if role.name == "abstract" and outer in ("case", "discussion"):
        return "discussion", 1
    if role.level == 2 and outer in _MAIN:
        return outer, 2
    return role.name, min(max(role.level, 1), 1 if outer not in _MAIN else 2)


def _name_at(level: int, heading: Heading, outer: str | None) -> str:
    """The name of a heading whose level the source tells."""
    role = heading.role
    if level > 1 and outer in _MAIN and (role is None or role.level == 2 or heading.depth > 1):
        return outer
    if role is None:
        return "other"
    return "discussion" if role.name == "abstract" and outer in ("case", "discussion") else role.name


def nest_sections(sections: Sequence[Section], captions: Iterable[Section]) -> tuple[Section, ...]:
    """Order sections, and put each caption one level below the section that holds it.

    A caption that would cross the edge of a section is left out.
    """
    held = [s for s in sections if s.end > s.start]
    out = list(held)
    for caption in captions:
        near = [s for s in held if s.start < caption.end and caption.start < s.end]
        holders = [s for s in near if s.start <= caption.start and caption.end <= s.end]
        if len(holders) == len(near):
            out.append(replace(caption, level=max((s.level for s in holders), default=0) + 1))
    return tuple(sorted(out, key=lambda s: (s.start, -s.end, s.level)))
