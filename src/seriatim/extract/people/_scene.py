"""What a report says of people before anyone is cast: labels, mentions, cues, and which sentences are its own."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from typing import TypeVar

from seriatim.extract._context import Context
from seriatim.extract.people._groups import GroupPhrase, PatientCount, find_group_phrases, find_patient_counts
from seriatim.extract.people._labelled import labelled_mentions, listed_mentions
from seriatim.extract.people._labels import Label, find_labels
from seriatim.extract.people._mentions import Mention, age_mentions, times_by_sentence
from seriatim.extract.people._person_tables import PersonTable, find_person_tables
from seriatim.extract.people._person_words import PersonWord, cue_matcher, person_matcher, words_as
from seriatim.extract.people._relative_tables import find_relatives_cells
from seriatim.extract.people._short_mentions import bare_mentions, noted_mentions, titled_mentions
from seriatim.extract.people._table_grids import LiteratureTable, Place, find_literature_tables
from seriatim.extract.people._together import mentions_together
from seriatim.extract.people.family import find_family
from seriatim.terms import Hit
from seriatim.text import Prose, Sentence
from seriatim.text.times import TimeExpression
from seriatim.text.wording import fill_classes

T = TypeVar("T")
_BESIDE = 5
_NAME = re.compile(r"\.?\s{0,2}[A-Z]")
_SECONDARY = frozenset({"discussion", "references"})
_ASIDE = frozenset({"caption", "discussion", "references"})
_COMPARED = re.compile(
    r"\b(?:the|our)\s(?:index\s)?(?:proband|patient|case)\b[^;]{1,100}\b(?:and|than|versus|vs\.?)\s(?:from|in|of|with|that|those)\b[^;,]{0,60}\Z"
)
"""What stands before somebody whom the patient is set beside: "from the proband and from an aneurysm in (a 70-year-old man)"."""


@cache
def _counts_kin() -> re.Pattern[str]:
    """A number of relatives at the head of a sentence: "Two sisters (with ... were seen)"."""
    return re.compile(fill_classes(r"{to_ten}\s(?:[a-z-]+\s){0,3}?{kin}\b", kin=words_as("kin_plural")))


@dataclass(frozen=True)
class Scene:
    """The evidence about people in a report.

    Attributes:
        prose: the report's prose.
        folded: its text, folded.
        times: sentence index to its time expressions.
        mentions: people named by their age.
        labels: labels that stand for a patient.
        words: sentence index to the words for people in it.
        phrases: sentence index to the phrases that tell whom it is about; `cues` holds their roles.
        tables: the people of tables that give each patient a row or a column.
    """

    prose: Prose
    folded: str
    times: dict[int, tuple[TimeExpression, ...]]
    mentions: tuple[Mention, ...]
    labels: tuple[Label, ...]
    words: dict[int, tuple[Hit[PersonWord], ...]]
    phrases: dict[int, tuple[Hit[str], ...]]
    cues: dict[int, frozenset[str]]
    tables: tuple[PersonTable, ...] = ()

    @property
    def is_foreign(self) -> bool:
        """Whether the report is in a language whose words for people are not known."""
        return not (self.prose.report.language or "en").startswith("en")

    @cached_property
    def family(self) -> dict[int, str]:
        """The sentences whose first person is a relative, with the relative's own words."""
        return find_family(self.prose)

    @cached_property
    def kin_announced(self) -> dict[str, str]:
        """The words for relatives, and how they are related, by which the report is announced ("two daughters")."""
        return {
            hit.entry.word: hit.entry.stage
            for s in self.prose.sentences
            if s.section == "title" or (s.index in self.own and self._brings_several(s))
            for hit in self.words.get(s.index, ())
            if hit.entry.role == "kin_plural"
        }

    def _brings_several(self, sentence: Sentence) -> bool:
        """Whether a sentence announces people, or begins with a number of them who came to be seen."""
        if self.says(sentence.index, "introduces"):
            return True
        return (
            self.says(sentence.index, "presents")
            and _counts_kin().match(self.folded, sentence.start) is not None
        )

    @cached_property
    def has_case_section(self) -> bool:
        """Whether a section of the report, not only of its abstract, is its case."""
        inside = [s for s in self.prose.report.sections if s.name == "abstract"]
        return any(
            s.name == "case" and not any(a.start <= s.start < a.end for a in inside)
            for s in self.prose.report.sections
        )

    @cached_property
    def names_both(self) -> bool:
        """Whether something is said of a patient and the family at once: "no personal or family history"."""
        return any("own_and_family" in cues for cues in self.cues.values())

    @cached_property
    def own(self) -> frozenset[int]:
        """Indexes of the sentences that may speak of this report's patients."""
        return frozenset(s.index for s in self.prose.sentences if self._is_own(s))

    @cached_property
    def reviews(self) -> list[LiteratureTable]:
        """The tables of people of other papers."""
        return find_literature_tables(self.prose)

    @cached_property
    def relatives_cells(self) -> tuple[Place, ...]:
        """The cells of tables that are about a relative, in order."""
        return find_relatives_cells(self.prose)

    def _is_own(self, sentence: Sentence) -> bool:
        if any(table.holds(sentence.start) for table in self.reviews):
            return False
        cues = self.cues.get(sentence.index, frozenset())
        if "own" in cues:
            return True
        role = self.role_of(sentence)
        if role in _SECONDARY:
            return False
        cited = bool(self.prose.citations_in(sentence.start, sentence.end))
        if role == "introduction":
            told = "introduces" in cues or (not self.has_case_section and not cited)
            return told and "literature" not in cues
        return not ("literature" in cues and (cited or role in (None, "abstract", "title")))

    def role_of(self, sentence: Sentence) -> str | None:
        """Return the role of a sentence's section; one that has no heading was guessed, and counts as none."""
        section = self.prose.report.section_at(sentence.start)
        if section is None or (not section.title and section.name in ("introduction", "discussion")):
            return None
        return section.name

    def is_of_relative(self, mention: Mention) -> bool:
        """Whether "she was 33 years old" speaks of the relative whom the sentence before named last."""
        if not mention.is_pronoun:
            return False
        people = [
            h.entry for h in self.words.get(mention.sentence - 1, ()) if h.entry.role in ("noun", "kin")
        ]
        return bool(people) and people[-1].role == "kin" and people[-1].sex == mention.sex

    def is_aside(self, mention: Mention) -> bool:
        """Whether a mention stands where someone with an article may be a control or a patient of the literature."""
        sentence = self.prose.sentences[mention.sentence]
        if not mention.indefinite:
            return False
        if _COMPARED.search(self.folded, sentence.start, mention.start):
            return True
        return sentence.section in _ASIDE and not self.says(mention.sentence, "introduces")

    @cached_property
    def mentions_at(self) -> dict[int, list[Mention]]:
        """Sentence index to the people it names by their age."""
        found: dict[int, list[Mention]] = {}
        for mention in self.mentions:
            found.setdefault(mention.sentence, []).append(mention)
        return found

    @cached_property
    def groups_at(self) -> dict[int, tuple[GroupPhrase, ...]]:
        """Sentence index to the phrases in it that mean several of the patients."""
        return {s.index: tuple(find_group_phrases(self.prose, s.start, s.end)) for s in self.prose.sentences}

    @cached_property
    def counts_at(self) -> dict[int, tuple[PatientCount, ...]]:
        """Sentence index to the numbers of patients in it."""
        return {s.index: tuple(find_patient_counts(self.prose, s.start, s.end)) for s in self.prose.sentences}

    def counts_some(self, sentence: int, total: int) -> bool:
        """Tell whether a sentence counts more than one of so many patients, but not all, and does not say which."""
        counted = [c for c in self.counts_at[sentence] if c.is_of_some(total)]
        return any(not any(p.start <= c.start < p.end for p in self.groups_at[sentence]) for c in counted)

    @cached_property
    def labels_at(self) -> dict[int, list[Label]]:
        """Sentence index to the labels in it, in order."""
        found: dict[int, list[Label]] = {}
        for label in self.labels:
            found.setdefault(label.sentence, []).append(label)
        return found

    @cached_property
    def _shared(self) -> frozenset[int]:
        counts = Counter(x.start for x in self.labels)
        return frozenset(start for start, count in counts.items() if count > 1)

    def shares_words(self, label: Label) -> bool:
        """Whether a label stands for several people ("patients 2, 3 and 5")."""
        return label.start in self._shared

    @cached_property
    def _compares(self) -> list[int]:
        return sorted(h.end for hits in self.phrases.values() for h in hits if h.entry == "compares")

    def is_compared(self, label: Label) -> bool:
        """Whether a label is what somebody else is compared with ("identical to those of patient 1")."""
        at = bisect_left(self._compares, label.start - _BESIDE)
        return at < len(self._compares) and self._compares[at] <= label.start

    def says(self, sentence: int, *roles: str) -> bool:
        """Tell whether a sentence holds a phrase of one of the roles."""
        return not self.cues.get(sentence, frozenset()).isdisjoint(roles)


def read_scene(prose: Prose) -> Scene:
    """Collect the evidence about people."""
    text, folded = prose.text, prose.folded
    times = times_by_sentence(prose, folded)
    words = [h for h in person_matcher().find(text, folded=folded) if _is_word(text, h)]
    phrases = _by_sentence(prose, cue_matcher().find(text, nested=True, folded=folded))
    titled = titled_mentions(prose, folded, (h.start for h in words if h.entry.role == "title"))
    tables = find_person_tables(prose)
    labels = sorted(
        [*find_labels(prose, folded), *_code_labels(prose, tables)], key=lambda x: (x.start, x.end)
    )
    together = list(mentions_together(prose))
    taken = {m.end for m in together}
    aged = (m for m in age_mentions(prose, folded, times) if m.end not in taken)
    listed = list(listed_mentions(prose, labels))
    places = {m.age_span[0] for m in listed if m.age_span}
    aged = (m for m in aged if not (m.age_span and any(m.age_span[0] <= at < m.age_span[1] for at in places)))
    named = [*aged, *together, *titled, *noted_mentions(prose), *bare_mentions(prose), *listed]
    mentions = sorted([*named, *labelled_mentions(prose, labels, named)], key=lambda m: (m.start, m.end))
    return Scene(
        prose,
        folded,
        _of_now(times, mentions),
        tuple(mentions),
        tuple(labels),
        {k: tuple(v) for k, v in _by_sentence(prose, words).items()},
        {k: tuple(v) for k, v in phrases.items()},
        {k: frozenset(h.entry for h in v) for k, v in phrases.items()},
        tuple(tables),
    )


def _of_now(
    times: dict[int, tuple[TimeExpression, ...]], mentions: list[Mention]
) -> dict[int, tuple[TimeExpression, ...]]:
    """The times without a past for the decades that people are introduced with ("a man in his sixties")."""
    now = {m.age_span for m in mentions if m.age_range and m.relation != "at"}
    changed = {
        k: tuple(t._replace(relation=None) if (t.start, t.end) in now else t for t in found)
        for k, found in times.items()
        if any(t.lead == "decade" for t in found)
    }
    return times | changed if changed else times


def _code_labels(prose: Prose, tables: Sequence[PersonTable]) -> Iterator[Label]:
    """The places in the text of the codes by which a study's tables call its people ("NR-06")."""
    people = [p for table in tables for p in table.people if p.key[0] == "code"]
    cells = {p.place for p in people}
    for code in sorted({str(p.key[1]) for p in people}):
        for m in re.finditer(rf"(?<![\w.-]){re.escape(code)}(?![\w-]|\.\w)", prose.text):
            sentence = prose.sentence_at(m.start())
            if sentence is not None and not any(a <= m.start() < b for a, b in cells):
                yield Label(("code", code), m.start(), m.end(), sentence.index)


def _is_word(text: str, hit: Hit[PersonWord]) -> bool:
    """Whether a title stands before a name; "MR" and "MS" in capitals are an examination and a disease."""
    if hit.entry.role != "title":
        return True
    return _NAME.match(text, hit.end) is not None and (
        text[hit.end] == "." or not text[hit.start : hit.end].isupper()
    )


def scene_of(context: Context) -> Scene:
    """Return the evidence that came with the people, or collect it."""
    return context.people.scene or read_scene(context.prose)


def _by_sentence(prose: Prose, hits: list[Hit[T]]) -> dict[int, list[Hit[T]]]:
    found: dict[int, list[Hit[T]]] = {}
    for hit in hits:
        if (sentence := prose.sentence_at(hit.start)) is not None:
            found.setdefault(sentence.index, []).append(hit)
    return found
