"""Sections of a report that prints no headings: what comes before, in and after the case."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

from seriatim.model import Report, Section
from seriatim.reading._front_words import front_words
from seriatim.reading._lines import group_blocks, is_prose, split_lines
from seriatim.reading.titles import find_role
from seriatim.text.tables import read_table
from seriatim.text.wording import any_of

_AGE = re.compile(
    r"\b(?:\d{1,3}|[a-z]+(?:[-\s][a-z]+)?)[-–\s](?:years?|yrs?|months?|weeks?|days?)[-–\s]?(?:old|of age)\b|\b\d{1,3}\s?y/?o\b|\baged\s\d"
    r"|\b\d{1,3} (?:ans|años|anos|anni|Jahre)\b|\b\d{1,3}-jährige",
    re.I,
)
_CITATION = re.compile(r"[\[(]\d{1,3}(?:\s?[-–,]\s?\d{1,3})*[\])]|\bet al\b")
_OPENING = 300
_TELLING = 5
_BENEFIT = 0.2
"""What a paragraph that tells neither counts for the story it follows."""


@dataclass(frozen=True, slots=True)
class _Paragraph:
    """A paragraph with how much it tells of a patient and of the literature."""

    start: int
    end: int
    story: float
    literature: float
    opens_case: bool


@cache
def _cues() -> dict[str, re.Pattern[str]]:
    words: dict[str, list[str]] = defaultdict(list)
    for row in read_table("letter_cues.tsv"):
        words[row["kind"]].append(row["cue"].lower())
    spaced = {kind: any_of(held).replace(r"\s", r"\s+") for kind, held in words.items()}
    return {kind: re.compile(rf"(?<!\w){cues}(?!\w)") for kind, cues in spaced.items()}


def add_letter_sections(report: Report) -> Report:
    """Return the report with the sections of its unheaded part.

    Text above a headed case is its introduction. Without a headed case, paragraphs before the first
    that tells of a patient are the introduction, those after the last one the discussion.
    """
    salutations = [s for s in report.sections if (r := find_role(s.title)) is not None and r.level == 0]
    sections = [s for s in report.sections if s not in salutations]
    paragraphs = _uncovered(report, sections)
    if not paragraphs:
        return _add_hidden_case(report)
    names = {s.name for s in sections if s.level == 1}
    if "case" in names:
        first_case = min(s.start for s in sections if s.name == "case")
        before = [p for p in paragraphs if p.end <= first_case]
        added = _runs(
            [("abstract" if "introduction" in names else "introduction", p) for p in before], sections
        )
    else:
        added = _runs(_label(paragraphs, discussed="discussion" in names), sections)
    if salutations and added:
        added[0] = replace(
            added[0], title=salutations[0].title, start=min(added[0].start, salutations[0].start)
        )
    if not added:
        return report
    return replace(report, sections=_ordered([*sections, *added]))


def _add_hidden_case(report: Report) -> Report:
    """Mark the paragraphs that tell a case under a heading that does not say so."""
    if any(s.name == "case" for s in report.sections):
        return report
    added = []
    for section in report.sections:
        if section.level == 1 and (
            section.name == "introduction" or (section.name == "other" and section.title)
        ):
            paragraphs = _paragraphs(report.text, section.start, section.end, begun=False)
            inside = [s for s in report.sections if s.level > 1 and section.start <= s.start < section.end]
            free = [p for p in paragraphs if all(p.end <= s.start or s.end <= p.start for s in inside)]
            told = [pair for pair in _label(free, discussed=True) if pair[0] == "case"]
            added += [replace(s, level=2) for s in _runs(told, inside)]
    return replace(report, sections=_ordered([*report.sections, *added])) if added else report


def _ordered(sections: Sequence[Section]) -> tuple[Section, ...]:
    return tuple(sorted(sections, key=lambda s: (s.start, -s.end, s.level)))


def _uncovered(report: Report, sections: Sequence[Section]) -> list[_Paragraph]:
    """Paragraphs outside every section, from the first one of prose on."""
    text = report.text
    out: list[_Paragraph] = []
    reached = 0
    for start, end in [*((s.start, s.end) for s in sorted(sections, key=lambda s: s.start)), (len(text), 0)]:
        if start > reached and text[reached:start].strip():
            out.extend(_paragraphs(text, reached, start, begun=bool(out)))
        reached = max(reached, end)
    return out


def _paragraphs(text: str, start: int, end: int, *, begun: bool) -> list[_Paragraph]:
    """The paragraphs of a stretch, without those above its first prose unless the body has begun."""
    stretch = text[start:end]
    lines = split_lines(stretch)
    places = [(start + lines[a].start, start + lines[b - 1].end) for a, b in group_blocks(lines)]
    first = 0 if begun else next((i for i, p in enumerate(places) if _is_body(text[slice(*p)])), len(places))
    return [_weigh(text, *place) for place in places[first:]]


def _is_body(words: str) -> bool:
    return is_prose(words) and not front_words().is_notice(words)


def _weigh(text: str, start: int, end: int) -> _Paragraph:
    words = text[start:end]
    cues, lower = _cues(), words.lower()
    opening = words[:_OPENING]
    ages = len(_AGE.findall(opening))
    story = len(cues["story"].findall(lower)) + 2 * ages
    literature = len(cues["literature"].findall(lower)) + 0.7 * len(_CITATION.findall(words))
    announces = cues["announcement"].search(lower[:_OPENING])
    opens = bool(ages and (not announces or story >= 4))
    return _Paragraph(start, end, story, literature, opens or bool(cues["opening"].match(lower)))


def _label(paragraphs: Sequence[_Paragraph], *, discussed: bool) -> list[tuple[str, _Paragraph]]:
    """Give each paragraph its part of the letter; nothing where none tells of a patient."""
    telling = [
        i for i, p in enumerate(paragraphs) if p.story > p.literature and (p.opens_case or p.story >= 3)
    ]
    if not telling:
        return []
    first = next((i for i in telling if _is_story(paragraphs[i])), telling[0])
    last = _last_of_story(paragraphs, first)
    after = "case" if discussed else "discussion"
    return [
        ("introduction" if i < first else "case" if i <= last else after, p) for i, p in enumerate(paragraphs)
    ]


def _is_story(paragraph: _Paragraph) -> bool:
    plain = paragraph.story >= _TELLING and paragraph.story >= 2 * paragraph.literature
    return paragraph.opens_case or plain


def _last_of_story(paragraphs: Sequence[_Paragraph], first: int) -> int:
    """Index of the paragraph after which the literature outweighs the story for good."""
    last, weight, most = first, 0.0, 0.0
    for i in range(first + 1, len(paragraphs)):
        weight += paragraphs[i].story - paragraphs[i].literature + _BENEFIT
        if weight >= most:
            last, most = i, weight
    return last


def _runs(labelled: Sequence[tuple[str, _Paragraph]], sections: Sequence[Section]) -> list[Section]:
    """Neighbouring paragraphs of one name as one section without a heading."""
    out: list[Section] = []
    for name, paragraph in labelled:
        apart = any(out[-1].end <= s.start < paragraph.start for s in sections) if out else True
        if not apart and out[-1].name == name:
            out[-1] = replace(out[-1], end=paragraph.end)
        else:
            out.append(Section(name, "", paragraph.start, paragraph.end))
    return out
