"""What is said of a patient by a verb alone: "patient 1 had ptosis, but patient 2 did not"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from seriatim.extract._context import Context
from seriatim.extract.people._stage import holds
from seriatim.model import Fact, Patient
from seriatim.text import Sentence

_VERB = "(?:do|does|did|had|has|have)"
_DENIED = re.compile(rf"\b{_VERB}(?:\snot|n't)(?=\s?(?:[.;,)]|\Z)|\s(?:and|but|whereas|while)\b)")
_SHARED = re.compile(r"\b(?:as|so)\s(?:do|does|did|had|has)\s(?=\S)")
_SAID = frozenset({"phenotype", "disease"})


@dataclass(frozen=True, slots=True)
class _Elision:
    """A verb that leaves out what it says.

    Attributes:
        start: offset of the verb; `end` is after it.
        whom: an offset in the words about the patient of whom it is said.
        status: absent where the verb denies.
    """

    start: int
    end: int
    whom: int
    status: str


def add_elided(context: Context, facts: Sequence[Fact]) -> list[Fact]:
    """Add for each patient of whom a verb alone is said the findings that it leaves out, as absent or present.

    They are those of the others before the verb in its sentence, else in the sentence before.

    Args:
        context: the prose and its people.
        facts: with their patients and status.
    """
    patients = context.people.patients
    out = list(facts)
    for sentence in context.prose.sentences:
        for verb in _elisions(context, sentence):
            for patient in (p for p in patients if holds(p.regions, verb.whom)):
                out += _taken_over(context, facts, sentence, verb, patient)
    return out


def _elisions(context: Context, sentence: Sentence) -> Iterator[_Elision]:
    folded = context.prose.folded
    for m in _DENIED.finditer(folded, sentence.start, sentence.end):
        yield _Elision(m.start(), m.end(), m.start(), "absent")
    for m in _SHARED.finditer(folded, sentence.start, sentence.end):
        yield _Elision(m.start(), m.end() - 1, m.end(), "present")


def _taken_over(
    context: Context, facts: Sequence[Fact], sentence: Sentence, verb: _Elision, patient: Patient
) -> Iterator[Fact]:
    """The findings of others that a verb leaves out, each once, for the patient it is said of."""
    low = sentence.start
    left = _of_others(facts, patient, low, verb.start)
    if not left and sentence.index:
        before = context.prose.sentences[sentence.index - 1]
        if before.paragraph == sentence.paragraph:
            left = _of_others(facts, patient, before.start, low)
    for fact in {f.code or f.label: f for f in left}.values():
        yield fact.changed(
            id=f"{fact.id}@{patient.id}-elided",
            patient=patient.id,
            status=verb.status,
            cue=context.prose.text[verb.start : verb.end] if verb.status == "absent" else None,
            rule="ellipsis",
        )


def _of_others(facts: Sequence[Fact], patient: Patient, low: int, high: int) -> list[Fact]:
    """The findings present in a stretch, of other patients and not of this one."""
    held = [f for f in facts if low <= f.start < high and f.kind in _SAID and f.patient]
    own = {f.code or f.label for f in held if f.patient == patient.id}
    return [
        f
        for f in held
        if f.patient != patient.id and f.status == "present" and (f.code or f.label) not in own
    ]
