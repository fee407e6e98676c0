"""The children that grown-up patients have: whose sentences are theirs, and who their mother is."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from seriatim.extract.people._scene import Scene
from seriatim.model import Patient
from seriatim.text.durations import count_days

_GROWN = 18 * 365.0
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
    if not patients or any(_youngest_age(p) < _GROWN for p in patients):
        return {}
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
    return found


def _youngest_age(patient: Patient) -> float:
    """In days; none where no age is told."""
    return count_days(patient.age or (patient.age_range or ("",))[0]) or 0.0


def find_mothers(scene: Scene, patients: Sequence[Patient]) -> Iterator[tuple[int, int]]:
    """Find the sentences and places of "the mother", where she is the patient: the only one, and a grown woman.

    Args:
        scene: the evidence about people.
        patients: of a report that tells of the patient's child.
    """
    if len(patients) != 1 or patients[0].sex != "female":
        return
    for index in sorted(scene.own):
        for hit in scene.words.get(index, ()):
            is_mother = (hit.entry.role, hit.entry.sex, hit.entry.stage) == ("kin", "female", "parent")
            if is_mother and scene.folded.endswith("the ", 0, hit.start):
                yield index, hit.start
