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
from itertools import takewhile
from typing import NamedTuple

from seriatim.extract._context import Context
from seriatim.extract.people._relatives import find_parents, find_relative_stretches
from seriatim.extract.status._subject_cues import SEX_OF, find_cues, role_pattern, words_as
from seriatim.extract.status._subject_parts import TURNED_AWAY, Part, cut_parts
from seriatim.terms import Hit
from seriatim.text import Prose, Sentence
from seriatim.text.tables import read_table
from seriatim.text.wording import pattern_of

PATIENT, LITERATURE, FAMILY, OTHER = "patient", "literature", "family", "other"

_NARRATIVE = frozenset({"case", "caption", "table"})
_SPEAKS_OF_OTHERS_TOO = frozenset({"abstract", "introduction", "discussion"})
_TOLD = frozenset({"study", "general"})
_AWAY = frozenset({"study", "counted", "general", "tenseless", "donor", "relative"})
_UNDIVIDED = frozenset({"undivided", "opening"})
_OF_THE_REPORT = frozenset({"patient", "person", "relative", "donor"})
_OF_OTHERS = frozenset({"study", "counted", "general"})


@cache
def _introduced() -> re.Pattern[str]:
    """Someone brought into what is told: "a 40-year-old man"."""
    nouns = "|".join(words_as("person"))
    return re.compile(rf"\b(?:an?|one|single)\s+(?:[\w-]+\s+){{0,3}}?(?:{nouns})\b", re.I)


class Stretch(NamedTuple):
    """A stretch of a sentence with its subject."""

    start: int
    end: int
    subject: str


@dataclass(slots=True)
class _Thread:
    """What the sentences before in a paragraph have left in mind.

    Where it begins, "the patient" is the report's own again, and nothing is gone on with.

    Attributes:
        person: subject that "she" or "the patient" would now take up.
        topic: subject of the last statement, which a bare past tense goes on with.
        uncited: the paragraph cites nothing, in a report that cites.
    """

    person: str = PATIENT
    topic: str = LITERATURE
    uncited: bool = False


class Subjects:
    """Whom each part of each sentence is about; a stretch about a relative lies over the others.

    A paragraph is judged when something in it is asked for: none takes up what was said in another.

    Args:
        context: the prose and its people.

    Attributes:
        general: the report speaks of patients in general or of studies, and names no patient as its own.

    Example:
        >>> from seriatim.model import Report, Section
        >>> from seriatim.text import read_prose
        >>> text = "DISCUSSION Most patients with morphea have no fever. Our patient had arthritis."
        >>> prose = read_prose(Report(id="r", text=text, sections=(Section("discussion", "DISCUSSION", 0, 80),)))
        >>> subjects = Subjects(Context(prose))
        >>> [subjects.at(s, s.end - 5) for s in prose.sentences]
        ['literature', 'patient']
    """

    def __init__(self, context: Context) -> None:
        hits = find_cues(context)
        kinds = {h.entry for h in hits}
        self.general = kinds.isdisjoint(("patient", "lesson")) and not kinds.isdisjoint(_TOLD)
        self._judge = _Judge(context, hits)
        self._sentences = context.prose.sentences
        self._stretches: dict[int, tuple[Stretch, ...]] = {}

    def at(self, sentence: Sentence | None, offset: int) -> str:
        """Return the subject of what stands at an offset; outside every sentence it is the patient."""
        found = self.stretches_of(sentence) if sentence else ()
        holding = [s for s in found if s.start <= offset < s.end]
        return holding[-1].subject if holding else PATIENT

    def stretches_of(self, sentence: Sentence) -> tuple[Stretch, ...]:
        """Return the parts of a sentence; none where all of it is about the patient."""
        if sentence.index not in self._stretches:
            self._read_paragraph(sentence)
        return self._stretches[sentence.index]

    def _read_paragraph(self, sentence: Sentence) -> None:
        """Judge the sentences of a paragraph in order."""
        sentences, first = self._sentences, sentence.index
        while first and sentences[first - 1].paragraph == sentence.paragraph:
            first -= 1
        thread = _Thread()
        before: tuple[Stretch, ...] = ()
        following = map(sentences.__getitem__, range(first, len(sentences)))
        for other in takewhile(lambda s: s.paragraph == sentence.paragraph, following):
            before = self._judge.sentence(other, before, thread)
            self._stretches[other.index] = before


class _Judge:
    """Judges the sentences of a report in order.

    Args:
        context: the prose and its people.
        hits: the words that tell of whom the report speaks, in order.
    """

    def __init__(self, context: Context, hits: list[Hit[str]]) -> None:
        prose = context.prose
        self._context, self._prose, self._hits = context, prose, hits
        self._starts = [h.start for h in hits]
        self._has_case = bool(context.people.patients) or any(s.name == "case" for s in prose.report.sections)
        self._cited = {s.paragraph for c in prose.citations if (s := prose.sentence_at(c.start))}
        self._brought = frozenset(_introducing(context))
        self._begins = min((p.spans[0].start for p in context.people.patients if p.spans), default=0)
        self._has_discussion = any(s.name == "discussion" for s in prose.report.sections)
        self._discusses: dict[int, bool] = {}  # by paragraph

    def sentence(
        self, sentence: Sentence, before: tuple[Stretch, ...], thread: _Thread
    ) -> tuple[Stretch, ...]:
        """Return the stretches of a sentence, none where all of it is about the patient.

        Args:
            sentence: the next sentence.
            before: the stretches of the one before it.
            thread: what those before it in its paragraph have left in mind.
        """
        cues = self._cues(sentence)
        home = _home(self._prose, sentence, has_case=self._has_case)
        thread.uncited = bool(self._cited) and sentence.paragraph not in self._cited
        if sentence.index in self._brought and not self._prose.citations_in(sentence.start, sentence.end):
            thread.person = thread.topic = home = PATIENT
        discussed = home is PATIENT and self._is_in_discussion(sentence, cues)
        if discussed:
            home = LITERATURE
        if home is PATIENT:
            if before and before[-1].subject is FAMILY and _takes_up_relative(self._context, sentence):
                return (Stretch(sentence.start, sentence.end, FAMILY),)
            own = sentence.index not in self._context.people.family
            own = own and not any(find_parents(self._context, sentence))
            if own and _AWAY.isdisjoint(c.entry for c in cues):
                return ()
        section = "discussion" if discussed else sentence.section or ("" if self._has_case else "no case")
        if home is PATIENT and self._has_case and _is_undivided(self._prose, sentence):
            section = "undivided" if sentence.start >= self._begins else "opening"
        parts = list(cut_parts(self._prose, sentence, cues))
        said = [_judge_part(self._prose, part, home, section, thread) for part in parts]
        settled = tuple(_settle(parts, said, home))
        if not _speaks_of_patient(settled):
            return settled
        relatives = find_relative_stretches(self._context, sentence, cues)
        return (*settled, *(Stretch(a, b, FAMILY) for a, b in relatives))

    def _is_in_discussion(self, sentence: Sentence, cues: Sequence[Hit[str]]) -> bool:
        """Whether a paragraph behind the patient's has opened a discussion, in a report that heads none.

        It does with a sentence of studies or of what is so in general, where none before it tells what was so, or
        of somebody of the report.
        """
        if self._has_discussion or not self._has_case or sentence.section not in (None, "case"):
            return False
        known = self._discusses.get(sentence.paragraph)
        if known is None and (known := self._opens_discussion(sentence, cues)) is not None:
            self._discusses[sentence.paragraph] = known
        return bool(known)

    def _opens_discussion(self, sentence: Sentence, cues: Sequence[Hit[str]]) -> bool | None:
        """Whether a sentence opens a discussion, or tells of the case; None where it leaves both open."""
        prose, kinds, past = self._prose, {c.entry for c in cues}, role_pattern("past")
        introduced = prose.sentence_at(self._begins)
        if introduced is None or introduced.paragraph >= sentence.paragraph or kinds & _OF_THE_REPORT:
            return False
        if past.search(prose.text, sentence.start, sentence.end):
            return False
        if prose.citations_in(sentence.start, sentence.end) or kinds & _OF_OTHERS:
            return True
        # where the case is told in the past, what is stated in the present is so of everybody
        stated = any(c.entry == "tenseless" and not _shows().match(prose.folded, c.start) for c in cues)
        pointing = role_pattern("pointing").search(prose.folded, sentence.start, sentence.end)
        told = past.search(prose.text, introduced.start, introduced.end)
        return True if stated and told and not pointing else None

    def _cues(self, sentence: Sentence) -> list[Hit[str]]:
        low, high = bisect_left(self._starts, sentence.start), bisect_left(self._starts, sentence.end)
        cues = self._hits[low:high]
        if len(sentence.pieces) > 1:
            cues = [h for h in cues if any(a <= h.start < b for a, b in sentence.pieces)]
        return cues


def _introducing(context: Context) -> Iterator[int]:
    """Yield the sentences of the report's own that bring one of its patients ("A 3-year-old boy was seen")."""
    scene = context.people.scene
    if scene is None:
        return
    for mention in scene.mentions:
        if not mention.indefinite or mention.kin or mention.sentence not in scene.own:
            continue
        known = (p for p in context.people.patients if p.age and p.age == mention.age)
        if any(mention.sex in (p.sex, None) for p in known) and not scene.is_aside(mention):
            yield mention.sentence


_shows = pattern_of(r"(?:{showed}|shows?|contains?|appears?|remains?|{has})\b|(?<=there )(?:is|are)\b")
_TAKES_UP = re.compile(r"\W*(?P<pronoun>he|she|his|her)\b", re.I)


def _takes_up_relative(context: Context, sentence: Sentence) -> bool:
    """Tell whether a sentence goes on about a relative: its "she" fits none of the patients it could be about."""
    before = context.prose.sentences[sentence.index - 1]
    opening = _TAKES_UP.match(context.prose.text, sentence.start, sentence.end)
    if opening is None or before.paragraph != sentence.paragraph:
        return False
    ids = context.people.by_sentence.get(sentence.index, ())
    sexes = {p.sex for p in context.people.patients if p.id in ids or not ids}
    return bool(sexes) and None not in sexes and SEX_OF[opening["pronoun"].lower()] not in sexes


def _speaks_of_patient(settled: Sequence[Stretch]) -> bool:
    """Tell whether a sentence is about the patient, so that its mother is the patient's."""
    return any(s.subject is PATIENT for s in settled)


def _home(prose: Prose, sentence: Sentence, *, has_case: bool) -> str:
    """Whom a sentence is about by where it stands.

    A section without a heading is a guess of the reader's; it counts only in a report that cites others.
    """
    if sentence.section is None or sentence.section in _NARRATIVE:
        return PATIENT
    section = prose.report.section_at(sentence.start)
    if section and not section.title and not prose.report.references:
        return PATIENT
    if sentence.section in ("abstract", "title"):
        told = section is None or section.title.strip(" :.").lower() not in _abstract_parts()
        return PATIENT if has_case and told else LITERATURE
    if sentence.section == "other":  # methods, consent, abbreviations; without any heading, anything
        told_elsewhere = any(s.name == "case" for s in prose.report.sections)
        return PATIENT if has_case and not told_elsewhere and not (section and section.title) else LITERATURE
    return LITERATURE


@cache
def _abstract_parts() -> frozenset[str]:
    """Headings inside an abstract under which others are spoken of."""
    return frozenset(row["heading"] for row in read_table("abstract_parts.tsv"))


def _judge_part(prose: Prose, part: Part, home: str, section: str, thread: _Thread) -> str:
    """Judge one part by its cues; "" where it says nothing of its own."""
    if "lesson" in part.kinds and not role_pattern("past").search(prose.text, part.start, part.end):
        return LITERATURE
    if not part.kinds.isdisjoint(("patient", "lesson")):
        thread.person = thread.topic = PATIENT
        return PATIENT
    if "donor" in part.kinds and "person" not in part.kinds:
        return OTHER
    if "counted" in part.kinds or (part.opener == TURNED_AWAY and "person" not in part.kinds):
        thread.topic = LITERATURE
        return LITERATURE
    cited = bool(prose.citations_in(part.start, part.end))
    if home is LITERATURE:
        return _in_discussion(prose, part, cited, section, thread)
    if "person" in part.kinds:
        return ""
    told = bool(part.kinds & _TOLD)
    if (
        section in _UNDIVIDED
        and "relative" not in part.kinds
        and _is_general(prose, part, trusting=cited or section == "opening")
    ):
        return LITERATURE
    if section in _SPEAKS_OF_OTHERS_TOO:
        general = "tenseless" in part.kinds and not role_pattern("past").search(
            prose.text, part.start, part.end
        )
        return LITERATURE if told or general else ""
    return LITERATURE if told and (cited or section == "no case") else ""


def _is_undivided(prose: Prose, sentence: Sentence) -> bool:
    """Tell whether a sentence stands in a text, or a part of one, that no heading calls the case."""
    section = prose.report.section_at(sentence.start)
    return sentence.section in (None, "case") and (section is None or not section.title)


def _is_general(prose: Prose, part: Part, *, trusting: bool) -> bool:
    """Tell whether a part of an undivided text states what is so of a disease, not what was so of the patient.

    What points at something told ("these", "we") or is in the past is the patient's; so is what may be the
    description of a film or a slide ("shows necrosis"), but not before anyone was introduced, or with a source.

    Args:
        prose: the report's prose.
        part: the part.
        trusting: whether it cites, or nobody was introduced before it.
    """
    if role_pattern("past").search(prose.text, part.start, part.end) or role_pattern("pointing").search(
        prose.folded, part.start, part.end
    ):
        return False
    if "general" in part.kinds:
        return role_pattern("stating").search(prose.text, part.start, part.end) is not None
    return trusting and "tenseless" in part.kinds


def _in_discussion(prose: Prose, part: Part, cited: bool, section: str, thread: _Thread) -> str:
    """Judge a part that speaks of the literature unless it takes up the patient again."""
    if "study" in part.kinds or (cited and "person" not in part.kinds):
        if _introduced().search(prose.text, part.start, part.end):
            thread.person = LITERATURE
        thread.topic = LITERATURE
        return LITERATURE
    if "general" in part.kinds:
        return LITERATURE
    if "person" in part.kinds:
        thread.topic = thread.person
        return thread.person
    if "tenseless" in part.kinds:
        return LITERATURE
    goes_on = thread.topic is PATIENT or (thread.uncited and section != "other")
    if goes_on and role_pattern("past").search(prose.text, part.start, part.end):
        return PATIENT
    return ""


def _settle(parts: Sequence[Part], said: Sequence[str], home: str) -> Iterator[Stretch]:
    """Give parts that say nothing of their own the subject of their neighbour."""
    first = next(filter(None, said), "") if home is LITERATURE else ""
    last = ""
    for part, subject in zip(parts, said, strict=True):
        if not subject and part.opener != "contrast":
            subject = last or first
        last = subject or home
        yield Stretch(part.start, part.end, last)
