"""Changes: outcomes that are told of a finding by a word that says nothing without it ("a reduction in his fever")."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from seriatim.extract._context import Context
from seriatim.extract.actions._change_grammar import Changeable
from seriatim.extract.actions._grades import grade
from seriatim.extract.actions._prescriptions import find_parts
from seriatim.extract.actions._response_words import ResponseWord, find_response_words
from seriatim.extract.actions._treatment_links import FINDINGS
from seriatim.extract.actions.outcomes import make_outcome
from seriatim.model import Fact
from seriatim.terms import Hit
from seriatim.text import Sentence

_BETTER, _WORSE = ("improved", "partial"), ("progression", "worse")
_OF_ABILITY: Mapping[str, tuple[str, str]] = {"less": _WORSE, "more": _BETTER}
"""What a change of an ability tells."""
_OF_TEST: Mapping[str, Mapping[str, tuple[str, str]]] = {
    "high": {"less": _BETTER, "more": _WORSE},
    "low": {"less": _WORSE, "more": _BETTER},
}
"""What a change of a test's value tells, by what the value was before."""
_STILL_THERE = frozenset({"improved", "not improved", "stable", "progression"})


def add_changes(context: Context, facts: list[Fact]) -> list[Fact]:
    """Add the outcomes that words of change tell of findings, and say of every outcome which finding it changed.

    "A reduction in his fever", "the plaques flattened", "which reduced pain". An ability counts as well ("strength
    increased").

    Args:
        context: the prose; a change of what no fact tells ("a reduction in the dose") is no outcome.
        facts: with every finding, their status undecided.
    """
    folded = context.prose.folded
    changeable = Changeable.among(folded, facts)
    outcomes = {at: f for f in facts if f.kind == "outcome" for at in range(f.start, f.spans[-1].end)}
    changed: dict[str, Fact] = {}
    added: list[Fact] = []
    places: dict[Sentence, list[tuple[int, int]]] = {}
    for word, sentence in find_response_words(context):
        outcome = outcomes.get(word.start)
        read = _what_changed(changeable, word, sentence, known=outcome is not None)
        if read is None:
            continue
        hit, target = read
        places.setdefault(sentence, []).append((word.start, word.end))
        graded = grade(folded, sentence.start, hit) if hit.entry.label else None
        if graded and outcome is None:
            added.append(make_outcome(context.prose, graded, target=target.id if target else None))
        elif graded and outcome and target is not None:
            changed[outcome.id] = outcome.changed(target=target.id)
    kept = [changed.get(f.id, f) for f in facts]
    return [*_without_their_courses(context, kept, places), *added]


def _what_changed(
    changeable: Changeable, hit: Hit[ResponseWord], sentence: Sentence, *, known: bool
) -> tuple[Hit[ResponseWord], Fact | None] | None:
    """What a word of change is said of, if any fact tells it, and the word with what it tells of that.

    Args:
        changeable: what can change.
        hit: the word.
        sentence: its sentence.
        known: the word is an outcome whatever it is said of.
    """
    if not hit.entry.form:
        return None
    if not known and changeable.named.overlap(hit.start, hit.end):
        return (_told_by(hit, {}), None) if changeable.measured(hit, sentence) else None
    if (finding := changeable.finding_of(hit, sentence)) is not None:
        if hit.entry.form == "noun" and finding.spans[-1].end == hit.start - 1:
            hit = hit._replace(start=finding.start)  # "complete | seizure control"
        return hit, finding
    if known:
        return None
    if changeable.is_said_of("ability", hit, sentence):
        return _told_by(hit, _OF_ABILITY), None
    if changeable.is_said_of("complaint", hit, sentence):
        return hit, None
    if (test := changeable.measured(hit, sentence)) is not None:
        return _told_by(hit, _OF_TEST.get(changeable.earlier(test) or "", {})), test
    return None


def settle_what_changed(_: Context, facts: list[Fact]) -> list[Fact]:
    """Make present the findings of which only the change is denied ("no reduction in the fever").

    Args:
        facts: with their status; outcomes name their finding where the words do.
    """
    changed = {
        f.target for f in facts if f.kind == "outcome" and f.status == "present" and f.label in _STILL_THERE
    }

    def is_kept(fact: Fact) -> bool:
        return fact.kind in FINDINGS and fact.status == "absent" and not fact.gone and fact.id in changed

    return [f.changed(status="present", cue=None) if is_kept(f) else f for f in facts]


def _without_their_courses(
    context: Context, facts: list[Fact], places: Mapping[Sentence, Sequence[tuple[int, int]]]
) -> list[Fact]:
    """Take from drugs what words beside them say of a finding: "the pain stopped with X" stops no drug."""
    text = context.prose.text
    said: list[tuple[Sentence, set[str]]] = []
    for sentence, own in places.items():
        courses = [p for p in find_parts(text, sentence.start, sentence.end) if p.role == "course"]
        of_drugs = {p.value for p in courses if not any(a < p.end and p.start < b for a, b in own)}
        if of_findings := {p.value for p in courses} - of_drugs:
            said.append((sentence, of_findings))
    return [_without(f, said) if f.kind == "medication" and "course" in f.modifiers else f for f in facts]


def _without(drug: Fact, said: Sequence[tuple[Sentence, set[str]]]) -> Fact:
    """A drug without the courses that its sentence tells of findings alone."""
    other = next((courses for s, courses in said if s.start <= drug.start < s.end), set())
    kept = tuple(c for c in drug.modifiers["course"] if c not in other)
    rest = {k: v for k, v in drug.modifiers.items() if k != "course"}
    return drug.changed(modifiers={**rest, "course": kept} if kept else rest)


def _told_by(hit: Hit[ResponseWord], turned: Mapping[str, tuple[str, str]]) -> Hit[ResponseWord]:
    """A word of change with what it tells of something that is neither good nor bad by itself; no label for nothing."""
    label, response = next((told for need, told in turned.items() if need in hit.entry.needs), ("", ""))
    return hit._replace(entry=replace(hit.entry, label=label, response=response))
