"""Of whom a sentence speaks: the patient of this report, the literature, a relative, or another being.

`data/subject_cues.tsv` holds the words. Where a sentence stands decides what it is about unless it says otherwise:
a discussion is about the literature, a case about the patient. A sentence that sets the patient against other
reports is cut where it does so.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from seriatim.extract._context import Context
from seriatim.terms import Hit, PhraseMatcher
from seriatim.text import Prose, Sentence
from seriatim.text.tables import expand_choices, read_table

PATIENT, LITERATURE, FAMILY, OTHER = "patient", "literature", "family", "other"

_NARRATIVE = frozenset({"case", "caption", "table", "title"})
_CLAUSE = re.compile(
    r";|\.\s|,\s+(?:and|but|so)\s+(?=he\b|she\b|the patient\b|our patient\b|his\b|her\b)|\bbut\b", re.I
)
_OF_RELATIVE = re.compile(
    r"\b(?:in|of|among|affecting)\s+(?:(?:his|her|the|their|two|both|one|a)\s+)*$", re.I
)
_STATEMENT = re.compile(r"[,;]|\b(?:and|but|with|had|was|were|showed)\b", re.I)
_PAST = re.compile(r"\b(?:was|were|had|did|showed|revealed|presented|developed|underwent|received)\b")


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of a sentence with its subject."""

    start: int
    end: int
    subject: str


@dataclass(frozen=True)
class Subjects:
    """Whom each part of each sentence is about; a stretch about a relative lies over the others."""

    stretches: dict[int, tuple[Stretch, ...]]

    def at(self, sentence: Sentence | None, offset: int) -> str:
        """Return the subject of what stands at an offset; outside every sentence it is the patient."""
        found = self.stretches.get(sentence.index, ()) if sentence else ()
        holding = [s for s in found if s.start <= offset < s.end]
        return holding[-1].subject if holding else PATIENT


@dataclass(slots=True)
class _Thread:
    """What the sentences before have left in mind.

    Attributes:
        person: subject that "she" or "the patient" would now take up.
        paragraph: the paragraph that it was said in.
    """

    person: str = PATIENT
    paragraph: int = -1


@cache
def _load_matcher() -> PhraseMatcher[str]:
    return PhraseMatcher(
        (phrase, row["kind"])
        for row in read_table("subject_cues.tsv")
        for phrase in expand_choices(row["cue"])
    )


def find_subjects(context: Context) -> Subjects:
    """Decide for every sentence whom it is about.

    Example:
        >>> from seriatim.model import Report, Section
        >>> from seriatim.text import read_prose
        >>> text = "DISCUSSION Most patients with morphea have no fever. Our patient had arthritis."
        >>> prose = read_prose(Report(id="r", text=text, sections=(Section("discussion", "DISCUSSION", 0, 80),)))
        >>> subjects = find_subjects(Context(prose))
        >>> [subjects.at(s, s.end - 5) for s in prose.sentences]
        ['literature', 'patient']
    """
    prose = context.prose
    hits = _load_matcher().find(prose.text)
    starts = [h.start for h in hits]
    has_case = bool(context.people.patients) or any(s.name == "case" for s in prose.report.sections)
    thread = _Thread()
    stretches: dict[int, tuple[Stretch, ...]] = {}
    for sentence in prose.sentences:
        cues = hits[bisect_left(starts, sentence.start) : bisect_left(starts, sentence.end)]
        cues = [h for h in cues if any(a <= h.start < b for a, b in sentence.pieces)]
        home = _home(sentence, has_case=has_case)
        parts = [_judge_part(prose, sentence, part, home, thread) for part in _parts(prose, sentence, cues)]
        stretches[sentence.index] = (*_settle(parts, home), *_relatives(context, sentence, cues))
    return Subjects(stretches)


def _home(sentence: Sentence, *, has_case: bool) -> str:
    """Whom a sentence is about by where it stands."""
    if sentence.section is None or sentence.section in _NARRATIVE:
        return PATIENT
    if sentence.section in ("abstract", "other"):
        return PATIENT if has_case else LITERATURE
    return LITERATURE


@dataclass(frozen=True, slots=True)
class _Part:
    """A part of a sentence between two contrasts, with the kinds of cue in it."""

    start: int
    end: int
    kinds: frozenset[str]
    contrast: bool
    subject: str = ""


def _parts(prose: Prose, sentence: Sentence, cues: Sequence[Hit[str]]) -> Iterator[_Part]:
    """Cut a sentence where it sets one statement against another."""
    edges = [(sentence.start, False), *((c.start, True) for c in cues if c.entry == "contrast")]
    opening = len(edges) > 1 and edges[1][0] == sentence.start
    if opening and (comma := prose.text.find(",", sentence.start, sentence.end)) > 0:
        edges = sorted({*edges[1:], (comma, False)})
    for at, (start, contrast) in enumerate(edges):
        end = edges[at + 1][0] if at + 1 < len(edges) else sentence.end
        yield _Part(start, end, frozenset(c.entry for c in cues if start <= c.start < end), contrast)


def _judge_part(prose: Prose, sentence: Sentence, part: _Part, home: str, thread: _Thread) -> _Part:
    """Judge one part by its cues; "" where it says nothing of its own."""
    cited = bool(prose.citations_in(part.start, part.end))
    if "patient" in part.kinds:
        thread.person, thread.paragraph = PATIENT, sentence.paragraph
        subject = PATIENT
    elif "donor" in part.kinds and home is LITERATURE:
        subject = OTHER
    elif home is PATIENT:
        told = "study" in part.kinds or ("general" in part.kinds and "person" not in part.kinds)
        subject = LITERATURE if cited and told and not _told_of_patient(part, sentence) else ""
        if sentence.section == "abstract" and "general" in part.kinds and "person" not in part.kinds:
            subject = LITERATURE
    else:
        subject = _in_discussion(prose, sentence, part, cited, thread)
    return _Part(part.start, part.end, part.kinds, part.contrast, subject)


def _told_of_patient(part: _Part, sentence: Sentence) -> bool:
    return "person" in part.kinds and sentence.section == "case"


def _in_discussion(prose: Prose, sentence: Sentence, part: _Part, cited: bool, thread: _Thread) -> str:
    """Judge a part that speaks of the literature unless it takes up the patient again."""
    same = thread.paragraph == sentence.paragraph
    if "study" in part.kinds or (cited and "person" not in part.kinds):
        thread.person, thread.paragraph = LITERATURE, sentence.paragraph
        return LITERATURE
    if "person" in part.kinds and "general" not in part.kinds:
        person = thread.person if same else PATIENT
        thread.person, thread.paragraph = person, sentence.paragraph
        return person
    if "general" in part.kinds:
        return LITERATURE
    if same and thread.person is PATIENT and _PAST.search(prose.text, part.start, part.end):
        return PATIENT
    return ""


def _settle(parts: list[_Part], home: str) -> Iterator[Stretch]:
    """Give parts that say nothing of their own the subject of their neighbour."""
    said = [p.subject for p in parts if p.subject]
    for at, part in enumerate(parts):
        subject = part.subject
        if not subject and at and not part.contrast:
            subject = parts[at - 1].subject
        if not subject and not part.contrast and home is LITERATURE and said:
            subject = said[0]
        yield Stretch(part.start, part.end, subject or home)


def _relatives(context: Context, sentence: Sentence, cues: Sequence[Hit[str]]) -> Iterator[Stretch]:
    """Find the stretches of a sentence that are about a relative who is no patient of the report."""
    if sentence.index in context.people.family:
        yield Stretch(sentence.start, sentence.end, FAMILY)
        return
    text = context.prose.text
    labels = " ".join(p.label.lower() for p in context.people.patients)
    for cue in cues:
        word = text[cue.start : cue.end].lower()
        if cue.entry != "relative" or word.split()[-1] in labels:
            continue
        stop = _CLAUSE.search(text, cue.end, sentence.end)
        before = _OF_RELATIVE.search(text, max(sentence.start, cue.start - 24), cue.start)
        start = _clause_start(text, sentence.start, cue.start) if before else cue.start
        yield Stretch(start, stop.start() if stop else sentence.end, FAMILY)


def _clause_start(text: str, low: int, high: int) -> int:
    """Find where the clause that ends at a relative begins ("diabetes in her mother")."""
    return max([low, *(m.end() for m in _STATEMENT.finditer(text, low, high))])
