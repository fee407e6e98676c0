"""Who the patients of a report are: candidates with their evidence, strongest kind of evidence first."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise

from seriatim.extract.people._kin_patients import find_relatives_alone, is_beside
from seriatim.extract.people._labels import Key, Label, heading_number
from seriatim.extract.people._mentions import Mention
from seriatim.extract.people._newcomers import find_newcomers
from seriatim.extract.people._person_words import related_as, word_as
from seriatim.extract.people._roles import Role
from seriatim.extract.people._scene import Scene
from seriatim.extract.people._stage import give_introductions, give_mentions, give_rows
from seriatim.text.durations import may_be_one_age
from seriatim.text.wording import pattern_of

_FEW = 2
_NEAR = 24
_CROWD = 4
_suffers = pattern_of(
    r"\)?,?\s(?:also\s|similarly\s)?{suffers}\s(?!(?:no|normal|the\ssame|a\snormal|neither)\b)"
)
_called = pattern_of(r"\b{called_patient}\b")
_not_ill = pattern_of(r"\b{not_ill}")


def cast_patients(scene: Scene) -> list[Role]:
    """Decide who the patients are, in order of appearance; empty where the report has no case.

    Headings with numbers decide before numbered labels, these before pedigree labels, these before people
    told apart by age and sex alone; where only "the patient" is spoken of, there is one.
    """
    roles: list[Role] = []
    for choose in (_headed, _numbered, _tabled, _pedigree, _ordered, _described):
        roles = choose(scene)
        if len(roles) >= _FEW:
            return roles
    if all(m.animal for m in scene.mentions if m.indefinite) and any(m.animal for m in scene.mentions):
        return []
    if not any(_is_admitted(scene, m) for m in scene.mentions):
        if any(_is_of_animal(scene, k) for k in sorted(scene.own) if scene.says(k, "presents")):
            return []
        if newcomers := find_newcomers(scene):
            return newcomers
    return roles or find_relatives_alone(scene) or _families(scene) or _spoken_of(scene) or _alone(scene)


def _headed(scene: Scene) -> list[Role]:
    """Sections headed "Case 1", "Case 2", and who is numbered on from them ("the new patient 3")."""
    roles: dict[int, Role] = {}
    for section in scene.prose.report.sections:
        number = heading_number(section) if section.name in ("case", "other") else None
        if number is not None:
            role = roles.setdefault(number, Role(keys=[("number", number)]))
            role.sections.append(section)
    if len(roles) < _FEW or 1 not in roles:
        return []
    further = Counter(
        int(x.key[1]) for x in _own_labels(scene, "number") if x.strong and _is_in_prose(scene, x)
    )
    while further[number := max(roles) + 1] >= _FEW:
        roles[number] = Role(keys=[("number", number)])
    return _completed(scene, [roles[k] for k in sorted(roles)])


def _is_in_prose(scene: Scene, label: Label) -> bool:
    return scene.prose.sentences[label.sentence].section not in ("caption", "table")


def _numbered(scene: Scene) -> list[Role]:
    """Such as "Patient 1", "Patient 2", "P3": numbers from 1 upward with hardly a gap."""
    counts: Counter[int] = Counter()
    strong: set[int] = set()
    for label in _own_labels(scene, "number"):
        counts[int(label.key[1])] += 1
        if label.strong:
            strong.add(int(label.key[1]))
    if not strong and (counts.total() < 4 or counts[1] < _FEW):
        return []
    last = 0
    for number in sorted(counts):
        if number - last > 2:
            break
        last = number
    if 1 not in counts:
        return []
    named = {x.key for x in scene.labels if x.strong}  # "our cases 3, 4 and 5" of a discussion
    numbers = [n for n in range(1, last + 1) if n in counts or ("number", n) in named]
    roles = _completed(scene, [Role(keys=[("number", n)]) for n in numbers])
    return [*_beside_series(scene, roles), *roles]


def _beside_series(scene: Scene, roles: list[Role]) -> list[Role]:
    """The patient of a case told at length, where only captions number the others of a series."""
    if len(roles) <= _FEW or any(_is_in_prose(scene, x) for x in _own_labels(scene, "number")):
        return []
    described = _described(scene)
    return described if len(described) == 1 else []


def _tabled(scene: Scene) -> list[Role]:
    """The table with the most people, where it names them by something else than bare numbers."""
    tables = [t.people for t in scene.tables if t.introduces]
    people = max((t for t in tables if t[0].key[0] != "number" or not _described(scene)), key=len, default=())
    return _completed(scene, [Role(keys=[key]) for key in dict.fromkeys(p.key for p in people)])


def _pedigree(scene: Scene) -> list[Role]:
    """Such as "II-3": people of a pedigree who are introduced with an age, or called patients by that label."""
    held: dict[Key, list[Label]] = {}
    for label in _own_labels(scene, "pedigree"):
        held.setdefault(label.key, []).append(label)
    if not held:
        return []
    introduced = [
        k
        for k, labels in held.items()
        if any(_is_introduced(scene, x) or _presents(scene, x) for x in labels)
    ]
    if len(introduced) < _FEW and not _described(scene):
        introduced = [k for k, labels in held.items() if any(_is_called_patient(scene, x) for x in labels)]
    roles = [Role(keys=[k]) for k in sorted(introduced, key=lambda k: held[k][0].start)]
    return _completed(scene, roles)


def _is_introduced(scene: Scene, label: Label) -> bool:
    """A person with a label comes with an age in the same sentence, and with something that befell them."""
    sentence = scene.prose.sentences[label.sentence]
    if scene.role_of(sentence) in ("caption", "other") or scene.says(label.sentence, "unaffected"):
        return False
    return any(
        m.relation != "at"
        and (m.indefinite or scene.says(m.sentence, "presents", "befalls") or _is_told_of(scene, label, m))
        for m in scene.mentions_at.get(label.sentence, ())
    )


def _is_told_of(scene: Scene, label: Label, mention: Mention) -> bool:
    """Whether a label in a relative's own words tells what they have: "His sister (III-4), aged 35, had dysphagia"."""
    within = mention.kin and mention.start <= label.start and label.end <= mention.end
    return within and _suffers().match(scene.folded, mention.end) is not None


def _presents(scene: Scene, label: Label) -> bool:
    """Whether "the patient (II-2) presented ..."."""
    return scene.says(label.sentence, "presents") and _is_called_patient(scene, label)


def _is_called_patient(scene: Scene, label: Label) -> bool:
    before = scene.prose.text[max(0, label.start - _NEAR) : label.start].lower()
    return bool(_called().search(before)) and not _not_ill().search(before)


def _ordered(scene: Scene) -> list[Role]:
    """Such as "the first patient ... the second patient", "the elder sister ... the younger sister"."""
    labels = _own_labels(scene, "order")
    orders = {int(x.key[1]) for x in labels}
    kin = [x for x in labels if word_as(scene.prose.text[x.start : x.end].lower().split()[-1], "kin")]
    if not {1, 2} <= orders or (len(kin) * 2 > len(labels) and not scene.kin_announced):
        return []
    return _completed(scene, [Role(keys=[("order", n)]) for n in sorted(orders)])


def _own_labels(scene: Scene, kind: str) -> list[Label]:
    """The labels of a kind that stand for this report's people; not those that several families share in a table."""
    shared = {p.place[0] for table in scene.tables for p in table.people if p.key[0] == "member"}
    return [x for x in scene.labels if x.key[0] == kind and x.sentence in scene.own and x.start not in shared]


def _completed(scene: Scene, roles: list[Role]) -> list[Role]:
    """Give each role its labels and table rows, and the mentions in the text that is about it."""
    if not roles:
        return roles
    by_key = {key: role for role in roles for key in role.keys}
    by_key |= {("order", k[1]): role for k, role in by_key.items() if k[0] == "number"}
    by_key = {**_also_called(scene, by_key), **by_key}
    for label in scene.labels:
        if (role := by_key.get(label.key)) is not None:
            role.labels.append(label)
    give_mentions(scene, roles)
    give_introductions(scene, roles)
    give_rows(scene, roles, by_key)
    return roles


def _also_called(scene: Scene, by_key: dict[Key, Role]) -> dict[Key, Role]:
    """The labels that stand in a bracket behind a person's own: "Sibling 1 (III-2)"."""
    return {
        second.key: by_key[first.key]
        for first, second in pairwise(scene.labels)
        if first.key in by_key
        and second.key[0] == "pedigree"
        and scene.prose.text[first.end : second.start].strip() == "("
        and scene.prose.text.startswith(")", second.end)
    }


def _described(scene: Scene) -> list[Role]:
    """People told apart by age and sex: "A 34-year-old woman ...", "A 50-year-old man ..."."""
    roles: list[Role] = []
    mentions = [m for m in scene.mentions if m.sentence in scene.own and not m.animal and m.relation != "at"]
    told = [m for m in mentions if not scene.is_aside(m)]
    if not any(not m.indefinite or _brings_someone(scene, m) for m in told) and _alone(scene):
        return []
    case = [m for m in told if scene.prose.sentences[m.sentence].section in ("case", None)]
    for mention in [m for m in case or told or mentions if not m.kin or is_beside(scene, m)]:
        role = next((r for r in roles if _same_person(r, mention)), None)
        if role is None and (not roles or _brings_someone(scene, mention)):
            role = Role()
            roles.append(role)
        if role is not None:
            role.add(mention)
    if not any(_is_told(scene, m) for role in roles for m in role.mentions):
        return []
    taken = {id(m) for role in roles for m in role.mentions}
    for mention in mentions:
        if not mention.kin and id(mention) not in taken:
            role = next((r for r in roles if _same_person(r, mention)), None)
            if role is not None:
                role.add(mention)
    give_rows(scene, roles, {})
    return roles


def _is_admitted(scene: Scene, mention: Mention) -> bool:
    return (
        mention.sentence in scene.own and not mention.animal and not mention.kin and mention.relation != "at"
    )


def _is_of_animal(scene: Scene, sentence: int) -> bool:
    return any(h.entry.role == "animal" for h in scene.words.get(sentence, ()))


def _is_told(scene: Scene, mention: Mention) -> bool:
    """Whether a mention speaks of someone in particular, not of an age group."""
    return mention.indefinite or scene.says(
        mention.sentence, "one", "own", "presents", "befalls", "introduces"
    )


def _same_person(role: Role, mention: Mention) -> bool:
    ages, sexes = role.ages, role.sexes
    if mention.sex and sexes and mention.sex not in sexes:
        return False
    told = mention.ages
    return not mention.indefinite or told is None or not ages or any(may_be_one_age(told, a) for a in ages)


def _brings_someone(scene: Scene, mention: Mention) -> bool:
    """A new person comes with an article and at the head of a sentence, or is announced."""
    sentence = scene.prose.sentences[mention.sentence]
    if mention.kin:
        return True
    return mention.indefinite and (
        mention.start - sentence.start < 30
        or mention.sentence in scene.family
        or scene.says(mention.sentence, "introduces", "presents", "befalls")
    )


def _spoken_of(scene: Scene) -> list[Role]:
    """People of a pedigree, where nobody is introduced: those named more than once and not as well or parents."""
    held: dict[Key, list[Label]] = {}
    for label in _own_labels(scene, "pedigree"):
        if not scene.says(label.sentence, "unaffected", "other_person") and not _is_parent(scene, label):
            held.setdefault(label.key, []).append(label)
    roles = [Role(keys=[k]) for k, labels in held.items() if len(labels) >= _FEW]
    return _completed(scene, roles)


def _is_parent(scene: Scene, label: Label) -> bool:
    words = scene.folded[max(0, label.start - _NEAR) : label.end + _NEAR]
    return any(word in words for word in related_as("kin", "parent"))


def _families(scene: Scene) -> list[Role]:
    """Such as "family 1", "family 2", where nobody in them is described by age: the one studied in each."""
    numbers = {int(x.key[1]) for x in _own_labels(scene, "family")}
    if not {1, 2} <= numbers:
        return []
    return _completed(scene, [Role(keys=[("family", n)]) for n in sorted(numbers)])


def _alone(scene: Scene) -> list[Role]:
    """One patient spoken of without age and label; not where the text speaks of patients by the dozen.

    In a language whose words for people are not known, a section headed as the case stands for its patient.
    """
    if scene.has_case_section and scene.is_foreign:
        return [Role()]
    spoken = [s for s in scene.prose.sentences if s.index in scene.own and _is_of_one(scene, s.index)]
    many = sum(h.entry.role == "plural" for s in scene.prose.sentences for h in scene.words.get(s.index, ()))
    if not spoken or many > _CROWD * len(spoken):
        return []
    case = [s for s in spoken if s.section in ("case", "abstract", None)]
    return [Role()] if scene.has_case_section or len(case) >= _FEW else []


def _is_of_one(scene: Scene, sentence: int) -> bool:
    """Whether a sentence tells of one person: "the patient", or what befell "a teenager" or "her"."""
    if scene.says(sentence, "one", "own"):
        return True
    single = any(h.entry.role in ("noun", "pronoun") for h in scene.words.get(sentence, ()))
    return single and scene.says(sentence, "presents", "befalls")
