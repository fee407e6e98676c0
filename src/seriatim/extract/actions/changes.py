"""Changes: outcomes that are told of a finding by a word that says nothing without it ("a reduction in his fever")."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from seriatim.extract._context import Context
from seriatim.extract.actions._change_grammar import Changeable
from seriatim.extract.actions._grades import grade
from seriatim.extract.actions._prescriptions import find_parts
from seriatim.extract.actions._response_words import ResponseWord, find_response_words
from seriatim.extract.actions.outcomes import make_outcome
from seriatim.model import Fact
from seriatim.terms import Hit
from seriatim.text import Sentence

_TURNED: Mapping[str, tuple[str, str]] = {
    "less": ("progression", "worse"),
    "more": ("improved", "partial"),
}
"""What a change of an ability tells: less of it is worse."""
_STILL_THERE = frozenset({"improved", "not improved", "stable", "progression"})
_ENDED: Mapping[str, tuple[str, ...]] = {"course": ("resolved",)}


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
    for hit, sentence in find_response_words(context):
        if not hit.entry.form:
            continue
        finding = changeable.finding_of(hit, sentence)
        outcome = outcomes.get(hit.start)
        if outcome is None and changeable.named.overlap(hit.start, hit.end):
            continue
        if finding is not None and finding.spans[-1].end == hit.start - 1 and hit.entry.form == "noun":
            hit = hit._replace(start=finding.start)  # "complete | seizure control"
        elif finding is None and outcome is None and changeable.is_said_of("ability", hit, sentence):
            hit = _of_ability(hit)
        elif finding is None and (outcome or not changeable.is_said_of("complaint", hit, sentence)):
            continue
        if (graded := grade(folded, sentence.start, hit)) is None:
            continue
        if outcome is None:
            added.append(make_outcome(context.prose, graded, target=finding.id if finding else None))
        elif finding is not None:
            changed[outcome.id] = outcome.changed(target=finding.id)
        places.setdefault(sentence, []).append((hit.start, hit.end))
    kept = [changed.get(f.id, f) for f in facts]
    return [*_without_their_courses(context, kept, places), *added]


def settle_what_changed(_: Context, facts: list[Fact]) -> list[Fact]:
    """Make absent, as resolved, the findings that are over, and present those of which only the change is denied.

    "Her vomiting stopped"; "no reduction in the fever".

    Args:
        facts: with their status; outcomes name their finding where the words do.
    """
    said = {f.target: f for f in facts if f.kind == "outcome" and f.target and f.status == "present"}
    return [_settled(f, said[f.id]) if f.id in said else f for f in facts]


def _settled(finding: Fact, outcome: Fact) -> Fact:
    if outcome.label == "resolved" and finding.status == "present":
        modifiers = {**finding.modifiers, **_ENDED}
        return finding.changed(status="absent", cue=outcome.spans[0].text, modifiers=modifiers)
    if outcome.label in _STILL_THERE and finding.status == "absent" and not finding.gone:
        return finding.changed(status="present", cue=None)
    return finding


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


def _of_ability(hit: Hit[ResponseWord]) -> Hit[ResponseWord]:
    """A word of change with what it tells of an ability."""
    for need, (label, response) in _TURNED.items():
        if need in hit.entry.needs:
            return hit._replace(entry=replace(hit.entry, label=label, response=response))
    return hit
