"""Who a report describes, and on which patient each fact lies."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterator, Sequence
from operator import attrgetter

from seriatim.extract._context import Context, People
from seriatim.extract.people._casting import cast_patients
from seriatim.extract.people._children import find_children, find_mothers
from seriatim.extract.people._elided import add_elided
from seriatim.extract.people._features import (
    deny_with_heading,
    find_denials,
    find_marks,
    head_of,
    patients_in_table,
    spread_over_patients,
    whose_cell,
)
from seriatim.extract.people._mentions import is_of_many
from seriatim.extract.people._pieces import EXCEPT
from seriatim.extract.people._references import find_references, goes_on_with_relative
from seriatim.extract.people._roles import Role
from seriatim.extract.people._scene import Scene, read_scene, scene_of
from seriatim.extract.people._sexes import tell_sex
from seriatim.extract.people._spread import leave_denied
from seriatim.extract.people._stage import find_regions, holds
from seriatim.extract.people._walk import names_someone
from seriatim.model import Fact, Note, Patient
from seriatim.text import Prose
from seriatim.text.durations import AgeRange, count_days
from seriatim.text.wording import pattern_of

_some = pattern_of(
    r"\bn\s?=\s?\d|\d\s?%\s?\)|\b(?:{to_five}|\d{1,3})\s(?:\([\d.]{1,5}\s?%\)\s)?"
    r"of\s(?:the|these|our|them|whom|\d{1,4})\b|\bone\b[^.]{1,120}\bthe\sother\b",
    re.IGNORECASE,
)
_UNNAMED = {"discussion": "literature", "introduction": "literature", "table": "other", "caption": "other"}
"""Whom a section speaks of where it names none of several patients."""
_ANIMAL = "animal-excluded"
_MORE = re.compile(r"(?:\s?years?)?(?:,\s\d+)*,?\sand\s\d")


def find_patients(prose: Prose) -> People:
    """Find the patients of a report, whom each sentence is about, and what could not be counted.

    Example:
        >>> from seriatim.model import Report
        >>> from seriatim.text import read_prose
        >>> people = find_patients(read_prose(Report(id="r", text="A 3-month-old boy presented with a rash.")))
        >>> [(p.id, p.sex, p.age) for p in people.patients]
        [('P1', 'male', 'P3M')]
    """
    scene = read_scene(prose)
    roles = cast_patients(scene)
    regions, by_sentence = find_regions(scene, roles)
    taken_up = [r for found in find_references(scene, roles).values() for r in found if r.word.role == "kin"]
    patients = tuple(
        _patient(scene, role, f"P{number}", regions[number - 1], by_sentence, len(roles))
        for number, role in enumerate(roles, 1)
    )
    children = find_children(scene, patients)
    mothers = list(find_mothers(scene, patients)) if children else []
    known = {r.sentence for r in taken_up} | {sentence for sentence, _ in mothers}
    return People(
        patients,
        by_sentence,
        children | _family(scene, roles, patients, known),
        _notes(scene, patients),
        scene,
        _rows(roles),
        frozenset((*(r.start for r in taken_up), *(at for _, at in mothers), *_introduced(scene, roles))),
    )


def _introduced(scene: Scene, roles: list[Role]) -> Iterator[int]:
    """The relatives at the head of a sentence who are patients themselves ("Case 2 / Her sister, aged 9, had ...")."""
    for mention in (m for role in roles for m in role.mentions if m.kin and m.relation != "at"):
        if len(roles) > 1 and mention.start == scene.prose.sentences[mention.sentence].start:
            yield mention.end - 1


def _family(
    scene: Scene, roles: list[Role], patients: tuple[Patient, ...], taken_up: set[int]
) -> dict[int, str]:
    """The sentences about relatives, without those that bring a relative who is a patient.

    "She" after a sentence about the mother is the mother where no patient can be meant.
    """
    brought = {m.sentence for role in roles for m in role.mentions if m.relation != "at"}
    brought |= {x.sentence for role in roles for x in role.labels if names_someone(scene, x)}
    found = {k: words for k, words in scene.family.items() if k not in brought and k not in taken_up}
    sexes = {p.sex for p in patients}
    for index in sorted(scene.own):
        pronoun = goes_on_with_relative(scene, index) if None not in sexes and index not in found else None
        if pronoun is not None and pronoun.entry.sex not in sexes:
            found[index] = scene.prose.text[pronoun.start : pronoun.end]
    return found


def _rows(roles: list[Role]) -> dict[tuple[int, int], str]:
    return {row.place: f"P{number}" for number, role in enumerate(roles, 1) for row in role.rows}


def _patient(
    scene: Scene,
    role: Role,
    name: str,
    regions: tuple[tuple[int, int], ...],
    by_sentence: dict[int, tuple[str, ...]],
    count: int,
) -> Patient:
    alone = {index for index, names in by_sentence.items() if names == (name,)}
    start, end = _first_words(scene, role)
    age = _age(scene, role, regions, alone)
    label = " ".join(scene.prose.text[start:end].split())
    return Patient(
        name,
        sex=tell_sex(scene, role, alone, count),
        age=age,
        age_range=None if age else _age_range(role),
        label=f"Patient {label}" if label.isdigit() else label,  # the first cell of a table's row
        spans=(scene.prose.span(start, end),) if end > start else (),
        regions=regions,
    )


def _first_words(scene: Scene, role: Role) -> tuple[int, int]:
    """The report's own words for the person: a label if there is one, else the first description."""
    named = [x for x in role.labels if not scene.shares_words(x) and x.end - x.start > 1]
    if named:
        label = min(named, key=lambda x: (x.key[0] != role.keys[0][0] if role.keys else False, x.start))
        return label.start, label.end
    if tabled := [row.place for row in role.rows if row.key[0] != "own"]:
        return tabled[0]
    if role.mentions:
        first = min(role.mentions, key=lambda m: (m.is_pronoun, not m.indefinite, not m.ages, m.start))
        return first.start, first.end
    for sentence in scene.prose.sentences:
        for hit in scene.words.get(sentence.index, ()):
            if hit.entry.role == "noun" and sentence.index in scene.own:
                return hit.start, hit.end
    case = next((s for s in scene.prose.report.sections if s.name == "case" and s.title), None)
    return (case.start, case.start + len(case.title)) if case else (0, 0)


def _age(
    scene: Scene, role: Role, regions: tuple[tuple[int, int], ...], alone: Collection[int]
) -> str | None:
    """The age the person is introduced with, or where none is told the age at which they were seen.

    What is told of several people is the age of each only where they presented, or something befell them, then.
    """
    aged = [m for m in role.mentions if m.age and m.relation != "at"]
    first = next((m for m in aged if m.indefinite), None) or next((m for m in aged if m.sex), None)
    if aged:
        return (first or aged[0]).age
    tabled = next((row.age for row in role.rows if row.age), None)
    if tabled or _age_range(role):
        return tabled
    others = {m.age_span for m in scene.mentions if m.kin or m.animal or scene.is_of_relative(m)}
    then = [
        (scene.says(index, "presents", "seen"), count_days(t.iso) or 0.0, t.iso)
        for index, times in scene.times.items()
        for t in times
        if t.kind == "age" and t.iso and index in scene.own and (t.start, t.end) not in others
        if index not in scene.family
        if not _MORE.match(scene.folded, t.end) and not is_of_many(scene.folded, t)
        if holds(regions, t.start) and (index in alone or scene.says(index, "presents", "seen", "befalls"))
    ]
    return max(then)[2] if then else None


def _age_range(role: Role) -> AgeRange | None:
    """The ages that the words for a person leave open: "a woman in her sixties"."""
    return next((m.age_range for m in role.mentions if m.age_range and m.relation != "at"), None)


def _notes(scene: Scene, patients: tuple[Patient, ...]) -> tuple[Note, ...]:
    notes: list[Note] = []
    animals = [m for m in scene.mentions if m.animal]
    if animals:
        spans = tuple(scene.prose.span(m.start, m.end) for m in animals)
        notes.append(Note(_ANIMAL, "info", "An animal is described; it is not counted as a patient.", spans))
    if not patients:
        notes.append(
            Note("no-case", "info", "The text describes no patient of its own; it was read as literature.")
        )
    return tuple(notes)


def assign_patients(context: Context, facts: list[Fact]) -> list[Fact]:
    """Give every fact about a patient the patient it is about; a fact about several is repeated for each.

    Args:
        context: the prose and its people.
        facts: with their subject decided.
    """
    patients = context.people.patients
    marks = find_marks(context) if context.people.rows else {}
    scene = scene_of(context)
    reviews, relatives = scene.reviews, scene.relatives_cells
    if len(patients) <= 1 and not (marks or reviews or relatives or scene.names_both):
        return _given_to(patients[0].id if patients else None, _of_animals(context, facts))
    out = list(deny_with_heading(context, find_denials(context), facts)) if marks else []
    for fact in facts:
        if marks and (own := whose_cell(marks, fact)):
            out += _for_each(fact.changed(subject="patient"), own)
        elif (head := head_of(marks, fact)) is not None:
            out += spread_over_patients(context, fact, marks[head])
        elif any(table.holds(fact.start) for table in reviews):
            out.append(fact.changed(patient=None, subject="literature"))
        elif holds(relatives, fact.start):
            out.append(fact.changed(patient=None, subject="family"))
        elif fact.subject != "patient" or not patients:
            out.append(fact.changed(patient=None) if fact.patient else fact)
            if fact.subject == "family" and _is_of_both(context, fact):
                out += _for_each_too(fact, patients_at(patients, fact.start))
        else:
            tabled = patients_in_table(marks, fact.start)
            names = (fact.patient,) if fact.patient else patients_at(patients, fact.start)
            names = names if tabled is None else tabled
            if (
                len(names) != 1
                and len(patients) > 1
                and _tells_of_some(context, fact.start, named=bool(names))
            ):
                out.append(fact.changed(patient=None, subject="other"))
            else:
                out += _for_each(fact, names)
                out += _for_excepted(context, fact, names)
            if _is_of_both(context, fact):
                out.append(fact.changed(id=f"{fact.id}@family", patient=None, subject="family"))
    return add_elided(context, leave_denied(out)) if len(patients) > 1 else out


def _of_animals(context: Context, facts: list[Fact]) -> list[Fact]:
    """Say of all that a report without a patient tells of "the patient" that it is of the animal it describes."""
    if context.people.patients or not any(n.code == _ANIMAL for n in context.people.notes):
        return facts
    return [f.changed(subject="other") if f.subject == "patient" else f for f in facts]


def _given_to(patient: str | None, facts: Sequence[Fact]) -> list[Fact]:
    """Give what is said of the patient to the only one there is, if any; what is said of others to nobody."""
    given = []
    for fact in facts:
        name = (fact.patient or patient) if patient and fact.subject == "patient" else None
        given.append(fact if fact.patient == name else fact.changed(patient=name))
    return given


def _tells_of_some(context: Context, offset: int, *, named: bool) -> bool:
    """Tell whether a sentence counts patients, or sets one against the other, without saying which."""
    prose, total = context.prose, len(context.people.patients)
    sentence = prose.sentence_at(offset)
    if sentence is None:
        return False
    told = _some().search(prose.text, sentence.start, sentence.end)
    return told is not None or (not named and scene_of(context).counts_some(sentence.index, total))


def _is_of_both(context: Context, fact: Fact) -> bool:
    """Whether a fact is said of the patient and of the family: "no personal or family history of gout"."""
    scene = scene_of(context)
    if not scene.names_both:
        return False
    sentence = context.prose.sentence_at(fact.start)
    hits = scene.phrases.get(sentence.index, ()) if sentence else ()
    return any(hit.entry == "own_and_family" and hit.end <= fact.start for hit in hits)


def _for_excepted(context: Context, fact: Fact, names: tuple[str, ...]) -> Iterator[Fact]:
    """The opposite, for those of whom a statement about the others is not true: "seen in all except patient 2"."""
    sentence = context.prose.sentence_at(fact.start)
    patients = context.people.patients
    if sentence is None or fact.status not in _OPPOSITE or not 0 < len(names) < len(patients):
        return
    begin, end = -1, -1
    labels = scene_of(context).labels
    first = bisect_right(labels, sentence.start, key=_START)
    for label in labels[first : bisect_left(labels, sentence.end, key=_START)]:
        if (m := EXCEPT.search(context.prose.folded, sentence.start, label.start)) is not None:
            begin, end = m.start(), label.start
        if begin < 0 or label.start - end > _LISTED:
            continue
        end = label.end
        cue, status = context.prose.text[begin:end], _OPPOSITE[fact.status]
        for name in patients_at(patients, label.start):
            if name not in names:
                yield fact.changed(id=f"{fact.id}@{name}", patient=name, status=status, cue=cue)


_START = attrgetter("start")
_LISTED = 8
"""Characters between two labels of a list."""
_OPPOSITE = {"present": "absent", "absent": "present"}


def _for_each_too(fact: Fact, names: tuple[str, ...]) -> Iterator[Fact]:
    for name in names:
        yield fact.changed(id=f"{fact.id}@{name}", patient=name, subject="patient")


def _for_each(fact: Fact, names: tuple[str, ...]) -> Iterator[Fact]:
    """Repeat a fact for each patient it is about; the first keeps its id, by which other facts refer to it.

    What the discussion of several patients says of none of them is said of the disease.
    """
    if not names:
        yield fact.changed(patient=None, subject=_UNNAMED.get(fact.section or "", fact.subject))
    for name in names:
        key = fact.id if name == names[0] else f"{fact.id}@{name}"
        yield fact.changed(id=key, patient=name)


def patients_at(patients: tuple[Patient, ...], offset: int) -> tuple[str, ...]:
    """Return the ids of the patients that the text at an offset is about; none where it does not say.

    A report of one patient is about that patient throughout.
    """
    if len(patients) == 1:
        return (patients[0].id,)
    return tuple(p.id for p in patients if is_about(p, offset))


def is_about(patient: Patient, offset: int) -> bool:
    """Whether a region of a patient holds an offset."""
    return holds(patient.regions, offset)
