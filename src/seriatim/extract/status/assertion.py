"""What is said of a fact: present, absent or uncertain, and of whom."""

from __future__ import annotations

from functools import cache

from seriatim.extract._context import UNDECIDED, Context
from seriatim.extract.status._denied_outcomes import keep_what_outcomes_deny
from seriatim.extract.status._disorder_text import describes_disorder
from seriatim.extract.status._missing_parts import end_behind_part
from seriatim.extract.status.subject import LITERATURE, Subjects
from seriatim.model import Fact
from seriatim.text import Prose, Sentence
from seriatim.text.cues import PRESENT, Assertion, Scopes, find_scopes
from seriatim.text.folding import fold
from seriatim.text.tables import read_table

ACTS = frozenset({"measurement", "imaging", "histology", "procedure", "medication", "intervention"})
"""Kinds that are done or given: "MRI showed no mass" does not deny the MRI."""
_APART = 2  # characters between marks that belong together ("(3), (4)")
_ALWAYS_SO = frozenset({"demographic", "time"})
_GONE = {"course": ("resolved",)}


def assert_facts(context: Context, facts: list[Fact]) -> list[Fact]:
    """Give every fact its status with the cue, its subject, its section and its citations.

    What a finder has decided already is kept. A list of short forms says nothing of anybody.
    """
    facts = [fact for fact in facts if not context.prose.in_glossary(fact.start)]
    subjects = Subjects(context)
    scopes_of = _ScopesOf(context.prose, _named(facts))
    general = describes_disorder(context, subjects)
    asserted = [_assert(context.prose, subjects, scopes_of, fact, general=general) for fact in facts]
    return keep_what_outcomes_deny(context.prose, asserted)


def _assert(prose: Prose, subjects: Subjects, scopes_of: _ScopesOf, fact: Fact, *, general: bool) -> Fact:
    start = fact.start
    sentence = prose.sentence_at(start)
    assertion = PRESENT
    if sentence and fact.kind not in _ALWAYS_SO and not (fact.status and fact.cue):
        assertion = scopes_of(sentence).judge(start, fact.spans[-1].end, act=fact.kind in ACTS)
    subject = fact.subject or subjects.at(sentence, start)
    if (general or subject == LITERATURE) and _tells_of_frequency(assertion):
        assertion = PRESENT
    status = assertion.status if fact.status == UNDECIDED else fact.status
    cue = assertion.cue if assertion.status == status else None
    gone = assertion.gone and cue and fact.kind not in ACTS
    modifiers = {**fact.modifiers, **_GONE} if gone else fact.modifiers
    section = prose.report.section_at(start)
    return fact.changed(
        status=status,
        cue=fact.cue or cue,
        subject=subject,
        section=fact.section or (section.name if section else None),
        citations=fact.citations or _citations(prose, sentence, fact),
        modifiers=modifiers,
    )


def _tells_of_frequency(assertion: Assertion) -> bool:
    """Tell whether a hedge says how often: that patients "may have" a finding does not doubt it."""
    return assertion.status == "uncertain" and fold(assertion.cue or "") in _frequency_hedges()


@cache
def _frequency_hedges() -> frozenset[str]:
    return frozenset(row["cue"] for row in read_table("frequency_hedges.tsv"))


def _named(facts: list[Fact]) -> dict[int, int]:
    """Return the stretches that name findings of several words, start -> end; a cue in one is part of the name."""
    return {
        span.start: span.end
        for fact in facts
        if fact.kind in ("phenotype", "disease") and not fact.cue and not fact.rule
        for span in fact.spans
        if " " in span.text
    }


class _ScopesOf:
    """The scopes of the sentences asked about, each worked out once.

    Args:
        prose: the report's prose.
        named: stretches that name findings: in "absence of the fibula, cleft lip" nothing is denied.
    """

    def __init__(self, prose: Prose, named: dict[int, int]) -> None:
        self._prose = prose
        self._named = named
        self._known: dict[int, Scopes] = {}

    def __call__(self, sentence: Sentence) -> Scopes:
        if sentence.index not in self._known:
            found = find_scopes(self._prose, sentence)
            denying = tuple(
                end_behind_part(found.text, s)
                for s in found.scopes
                if self._named.get(s.cue_start, 0) <= s.cue_end
            )
            self._known[sentence.index] = Scopes(found.text, denying)
        return self._known[sentence.index]


def _citations(prose: Prose, sentence: Sentence | None, fact: Fact) -> tuple[str, ...]:
    """Return the numbers cited for what a fact says: the first mark behind it, else the last one before it."""
    marks = prose.citations_in(sentence.start, sentence.end) if sentence else ()
    if not marks:
        return ()
    end = fact.spans[-1].end
    behind = [m for m in marks if m.start >= end]
    first = behind[0] if behind else marks[-1]
    numbers, last = list(first.numbers), first
    for mark in marks[marks.index(first) + 1 :]:
        if mark.start - last.end > _APART:
            break
        numbers += mark.numbers
        last = mark
    return tuple(dict.fromkeys(numbers))
