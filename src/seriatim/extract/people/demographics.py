"""Age, sex, background and vital status of the patients."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from itertools import product

from seriatim.extract._context import Context, begin_fact
from seriatim.extract.people._mentions import Mention, is_of_many
from seriatim.extract.people._person_tables import find_death_cell
from seriatim.extract.people._person_words import words_as
from seriatim.extract.people._scene import Scene, scene_of
from seriatim.extract.people.patients import is_about, patients_at
from seriatim.model import Fact, Patient, Time
from seriatim.terms import PhraseMatcher
from seriatim.text.durations import count_days
from seriatim.text.times import TimeExpression

_KNOWN = {"status": "present", "subject": "patient"}


def find_demographics(context: Context) -> list[Fact]:
    """Find the demographic facts of the patients; who has which is decided by `assign_patients`.

    Example:
        >>> from seriatim.model import Report
        >>> from seriatim.text import read_prose
        >>> from seriatim.extract.people.patients import find_patients
        >>> prose = read_prose(Report(id="r", text="A 34-year-old woman presented with a rash."))
        >>> facts = find_demographics(Context(prose, find_patients(prose)))
        >>> [(f.label, f.spans[0].text, f.age_iso8601, f.sex) for f in facts]
        [('age', '34-year-old', 'P34Y', None), ('sex', 'woman', None, 'female')]
    """
    if not context.people.patients:
        return []
    scene = scene_of(context)
    told = [
        m
        for m in scene.mentions
        if m.sentence in scene.own and not m.animal and not _is_other(context, scene, m)
    ]
    facts = [f for m in told for f in _of_mention(context, m)]
    facts += _tabled(context, scene)
    facts += _untold_sexes(context, scene, facts)
    facts += _ages_at_other_times(context, scene, {m.age_span for m in told})
    facts += _background(context, told)
    facts += _vital_status(context, scene)
    return sorted({f.id: f for f in facts}.values(), key=lambda f: f.start)


def _is_other(context: Context, scene: Scene, mention: Mention) -> bool:
    """Someone who is no patient: a relative introduced without being one, or a person of another age or sex."""
    people = context.people.patients
    if scene.is_of_relative(mention):
        return True
    if scene.is_aside(mention) and mention.age and all(mention.age != p.age for p in people):
        return True
    if mention.kin:
        return all(p.age != mention.age or not is_about(p, mention.start) for p in people)
    names = patients_at(people, mention.start)
    sexes = {p.sex for p in people if p.id in names}
    return bool(mention.sex) and None not in sexes and mention.sex not in sexes


def _of_mention(context: Context, mention: Mention) -> Iterator[Fact]:
    if mention.age_span and mention.relation != "at":
        for whose in _whose_age(context, mention):
            yield begin_fact(
                context.prose,
                "demographic",
                "age",
                mention.age_span,
                age_iso8601=mention.age,
                age_range=mention.age_range,
                **(_KNOWN | whose),
            )
    if mention.sex_span and mention.sex:
        whose = _whose_sex(context, mention)
        yield begin_fact(
            context.prose, "demographic", "sex", mention.sex_span, sex=mention.sex, **(_KNOWN | whose)
        )


def _whose_sex(context: Context, mention: Mention) -> dict[str, str]:
    """Whose a sex is, of several people spoken of together ("a boy and a girl"): the one who is of it, and of the age told."""
    people = context.people.patients
    names = patients_at(people, mention.start)
    if len(names) < 2:
        return {}
    own = [p.id for p in people if p.id in names and p.sex in (mention.sex, None)]
    aged = [p.id for p in people if p.id in own and mention.age and p.age == mention.age]
    own = own if len(aged) != 1 else aged
    return {"patient": own[0]} if len(own) == 1 else {}


def _whose_age(context: Context, mention: Mention) -> list[dict[str, str]]:
    """Whose an age is, of several people spoken of together ("two brothers aged 5 and 7"): the one who has it."""
    people = context.people.patients
    names = patients_at(people, mention.start)
    if len(names) < 2 or mention.age is None:
        return [{}]
    own = [p.id for p in people if p.id in names and p.age == mention.age]
    return [{}] if len(own) == len(names) else [{"patient": name} for name in own[:1]]


def _tabled(context: Context, scene: Scene) -> Iterator[Fact]:
    """Ages and sexes from the row or column of a table that is a patient's."""
    for person in (p for table in scene.tables for p in table.people):
        patient = context.people.rows.get(person.place)
        if patient is None:
            continue
        known = _KNOWN | {"patient": patient}
        if person.age_place:
            yield begin_fact(
                context.prose, "demographic", "age", person.age_place, age_iso8601=person.age, **known
            )
        if person.sex_place:
            yield begin_fact(context.prose, "demographic", "sex", person.sex_place, sex=person.sex, **known)
        if (place := find_death_cell(context.prose, person)) is not None:
            yield begin_fact(
                context.prose, "demographic", "vital status", place, vital_status="DECEASED", **known
            )


def _untold_sexes(context: Context, scene: Scene, facts: list[Fact]) -> Iterator[Fact]:
    """The sex of a patient whose age stands without one, from the first word that tells it."""
    people = context.people.patients
    told = [f for f in facts if f.sex]
    done = {name for f in told for name in ((f.patient,) if f.patient else patients_at(people, f.start))}
    for patient in people:
        if patient.id in done or patient.sex is None:
            continue
        place = _first_sexed(scene, patient, only=len(people) == 1)
        if place is not None:
            yield begin_fact(
                context.prose, "demographic", "sex", place, sex=patient.sex, patient=patient.id, **_KNOWN
            )


def _first_sexed(scene: Scene, patient: Patient, *, only: bool) -> tuple[int, int] | None:
    """The first word that tells a patient's sex: in the words about them, else beside them ("her brother (P2)")."""
    hits = [h for k in sorted(scene.own) for h in scene.words.get(k, ()) if h.entry.sex == patient.sex]
    own = hits if only else [h for h in hits if is_about(patient, h.start)]
    for held, roles in product((own, hits), (("noun", "title"), ("pronoun",), ("kin", "anatomy"))):
        near = held if held is own else [h for h in held if _is_beside(scene, patient, h.start)]
        if (hit := next((h for h in near if h.entry.role in roles), None)) is not None:
            return hit.start, hit.end
    return None


def _is_beside(scene: Scene, patient: Patient, offset: int) -> bool:
    """Whether the sentence of an offset is in part about a patient."""
    sentence = scene.prose.sentence_at(offset)
    return sentence is not None and any(a < sentence.end and sentence.start < b for a, b in patient.regions)


def _ages_at_other_times(context: Context, scene: Scene, told: set[tuple[int, int] | None]) -> Iterator[Fact]:
    """Such as "at the age of 12": an age with its time.

    Where the report introduces a patient without an age, the one at presentation and the latest one are
    the patient's own.
    """
    people = context.people
    spent = {
        patient.id
        for m in scene.mentions
        if m.ages and m.age_span in told and m.relation != "at"
        for patient in people.patients
        if (patient.age, patient.age_range) == (m.age, m.age_range)
        and (len(people.patients) == 1 or is_about(patient, m.start))
    }
    others = {
        m.age_span
        for m in scene.mentions
        if m.kin or m.animal or scene.is_of_relative(m) or scene.is_aside(m)
    } - told
    found = [
        (time, _aged_then(context, scene, index, time.start))
        for index in sorted(scene.own.intersection(scene.times).difference(people.family))
        for time in scene.times[index]
        if time.kind == "age"
        and (time.iso or time.ages)
        and time.lead != "between"
        and (time.start, time.end) not in others
        if "\t" not in context.prose.text[time.start : time.end]  # a heading and the cell beside it
        if not is_of_many(scene.folded, time)
    ]
    own = {p.id: {p.age} for p in people.patients if p.id not in spent}
    for name, ages in own.items():
        ages.add(max((t.iso for t, names in found if name in names and t.iso), key=_length, default=None))
    for time, names in found:
        if time.relation == "at" or (time.start, time.end) not in told:
            is_own = time.iso is not None and any(time.iso in own.get(n, ()) for n in names)
            yield _age_then(context, time, is_own=is_own)


def _aged_then(context: Context, scene: Scene, sentence: int, offset: int) -> tuple[str, ...]:
    """The patients an age is told of; of several only where they presented, or something befell them, then."""
    names = patients_at(context.people.patients, offset)
    return names if len(names) < 2 or scene.says(sentence, "presents", "seen", "befalls") else ()


def _length(age: str | None) -> float:
    return count_days(age) or 0.0


def _age_then(context: Context, time: TimeExpression, *, is_own: bool) -> Fact:
    prose = context.prose
    return begin_fact(
        prose,
        "demographic",
        "age at that time",
        (time.start, time.end),
        age_iso8601=time.iso if is_own else None,
        time=Time(prose.text[time.start : time.end], relation="at", age=time.iso, age_range=time.ages),
        status="present",
    )


@cache
def _background_matcher() -> PhraseMatcher[str]:
    return PhraseMatcher((w, role) for role in ("ethnicity", "occupation") for w in words_as(role))


def _background(context: Context, told: list[Mention]) -> Iterator[Fact]:
    """Ethnicity and occupation inside the words that introduce a person."""
    text = context.prose.text
    for mention in told:
        for hit in _background_matcher().find(text[mention.start : mention.end + 24]):
            start, end = mention.start + hit.start, mention.start + hit.end
            if end <= mention.end or hit.entry == "occupation":
                label = f"{hit.entry}: {text[start:end].lower()}"
                yield begin_fact(context.prose, "demographic", label, (start, end), **_KNOWN)


def _vital_status(context: Context, scene: Scene) -> Iterator[Fact]:
    for index in sorted(scene.own):
        if index in context.people.family or not scene.says(index, "died", "alive"):
            continue
        for hit in scene.phrases.get(index, ()):
            if hit.entry in ("died", "alive") and not _of_someone_else(scene, index, hit.start):
                yield begin_fact(
                    context.prose,
                    "demographic",
                    "vital status",
                    (hit.start, hit.end),
                    vital_status="DECEASED" if hit.entry == "died" else "ALIVE",
                )


def settle_vital_status(_: Context, facts: list[Fact]) -> list[Fact]:
    """Keep one vital status a patient: no death that is denied, and no life of someone who died.

    Args:
        _: the surroundings, unused.
        facts: with their patients and status.

    Example:
        >>> from seriatim.model import Report
        >>> from seriatim.text import read_prose
        >>> prose = read_prose(Report(id="r", text="She was alive. She died."))
        >>> told = {"patient": "P1", "status": "present"}
        >>> alive = begin_fact(prose, "demographic", "vital status", (4, 13), vital_status="ALIVE", **told)
        >>> died = begin_fact(prose, "demographic", "vital status", (19, 23), vital_status="DECEASED", **told)
        >>> [f.vital_status for f in settle_vital_status(Context(prose), [alive, died])]
        ['DECEASED']
    """
    denied = {f.start for f in facts if f.kind == "outcome" and f.status in ("absent", "uncertain")}
    kept = [f for f in facts if f.kind != "demographic" or not f.vital_status or f.start not in denied]
    died = {f.patient for f in kept if f.vital_status == "DECEASED" and f.status == "present" and f.patient}
    return [
        f.changed(vital_status=None) if _lives_again(f, died) else f
        for f in kept
        if f.kind != "demographic" or not _lives_again(f, died)
    ]


def _lives_again(fact: Fact, died: set[str]) -> bool:
    return fact.vital_status == "ALIVE" and fact.patient in died


def _of_someone_else(scene: Scene, sentence: int, offset: int) -> bool:
    """Whether these words name someone else ("deceased donor"), or a relative or group is named last before them."""
    if any(h.entry == "other_person" and h.start <= offset < h.end for h in scene.phrases.get(sentence, ())):
        return True
    before = [h.entry for h in scene.words.get(sentence, ()) if h.end <= offset and h.entry.role != "pronoun"]
    return bool(before) and before[-1].role in ("kin", "kin_plural", "plural", "animal")
