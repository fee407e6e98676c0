"""The children that grown-up patients have: whose sentences are theirs, and who their mother is."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from seriatim.extract.people._person_words import related_as
from seriatim.extract.people._scene import Scene
from seriatim.model import Patient
from seriatim.text.durations import count_days
from seriatim.text.wording import any_of, fill_classes

_GROWN = 18 * 365.0
_MAY_BEAR = 12 * 365.0
_NO_LONGER_YOUNG = 26 * 365.25
_YOUNG = frozenset({"child", "fetus", "infant"})
_KNOWN_CHILD = re.compile(r"(?:the|this|her|their|our)\s(?:[a-z-]+\s){0,2}")


def find_children(scene: Scene, patients: tuple[Patient, ...]) -> dict[int, str]:
    """The sentences that begin with the child of a grown-up patient: "The baby was born at 34 weeks".

    A young woman may be called "the girl" herself.

    Args:
        scene: the evidence about people.
        patients: of the report.
    """
    delivered = _delivered_by(scene, patients)
    if not patients or any(_youngest_age(p) < _GROWN for p in patients):
        return delivered
    young = {p.sex for p in patients if _youngest_age(p) < _NO_LONGER_YOUNG}
    found: dict[int, str] = {}
    for index in sorted(scene.own):
        hit = next(iter(scene.words.get(index, ())), None)
        low = scene.prose.sentences[index].start
        if hit is None or hit.entry.role != "noun" or hit.entry.stage not in _YOUNG:
            continue
        if hit.entry.stage == "child" and hit.entry.sex in young:
            continue
        if _KNOWN_CHILD.fullmatch(scene.folded, low, hit.start):
            found[index] = scene.prose.text[low : hit.end]
    return delivered | found


def _delivered_by(scene: Scene, patients: tuple[Patient, ...]) -> dict[int, str]:
    """The sentences that bring the newborn of a patient: "She gave birth to a girl who had ...", "A boy was delivered"."""
    if not patients or any(p.sex != "female" or _youngest_age(p) < _MAY_BEAR for p in patients):
        return {}
    return {
        sentence.index: scene.prose.text[slice(*m.span("who" if m["who"] else "born"))]
        for m in _delivered().finditer(scene.folded)
        if (sentence := scene.prose.sentence_at(m.start())) is not None and sentence.index in scene.own
    }


@cache
def _delivered() -> re.Pattern[str]:
    """A newborn brought in by a verb of birth before it (`who`) or behind (`born`)."""
    young = any_of((*related_as("noun", *_YOUNG), *related_as("kin", "child")))
    word = r"(?:[\w/()-]+(?:[.,]\d+)?\s)"
    words = rf"an?\s{word}{{0,6}}?{young}\b"
    written = (
        rf"\b{{bearing}}\s(?P<who>{words})"
        rf"|\b(?P<born>{words})(?=\s{word}{{0,6}}?{{is}}\s(?:[a-z]+ly\s)?(?:born|delivered)\b)"
    )
    return re.compile(fill_classes(written))


def _youngest_age(patient: Patient) -> float:
    """In days; none where no age is told."""
    return count_days(patient.age or (patient.age_range or ("",))[0]) or 0.0


def find_mothers(scene: Scene, patients: Sequence[Patient]) -> Iterator[tuple[int, int]]:
    """Find the sentences and places of "the mother", where she is a patient: every patient is a grown woman.

    Args:
        scene: the evidence about people.
        patients: of a report that tells of the patient's child.
    """
    if not patients or any(p.sex != "female" for p in patients):
        return
    if len(patients) > 1 and any(_youngest_age(p) < _MAY_BEAR for p in patients):
        return
    for index in sorted(scene.own):
        for hit in scene.words.get(index, ()):
            is_mother = (hit.entry.role, hit.entry.sex, hit.entry.stage) == ("kin", "female", "parent")
            if is_mother and scene.folded.endswith("the ", 0, hit.start):
                yield index, hit.start
