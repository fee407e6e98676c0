"""A patient whom a report of a family calls only by kinship: "The daughter was referred at the age of 11"."""

from __future__ import annotations

from seriatim.extract.people._mentions import Mention
from seriatim.extract.people._person_words import PersonWord
from seriatim.extract.people._roles import Role
from seriatim.extract.people._scene import Scene
from seriatim.terms import Hit

_SEEN_IN = frozenset({"case", None})
_PERSON = frozenset({"noun", "kin", "plural"})
_ARTICLE = "the "


def find_child_seen(scene: Scene) -> list[Role]:
    """Return the son or daughter who was brought to be seen, where the case names nobody else before; else nobody.

    Args:
        scene: the evidence about people.
    """
    for index in sorted(scene.own):
        if scene.prose.sentences[index].section not in _SEEN_IN:
            continue
        people = [h for h in scene.words.get(index, ()) if h.entry.role in _PERSON and h.entry.word != "case"]
        if people:
            return [_cast(scene, index, people[0])] if _is_child_seen(scene, index, people[0]) else []
    return []


def _is_child_seen(scene: Scene, index: int, first: Hit[PersonWord]) -> bool:
    start = scene.prose.sentences[index].start
    opens = first.start - start == len(_ARTICLE) and scene.folded.startswith(_ARTICLE, start)
    return opens and first.entry.stage == "child" and scene.says(index, "presents")


def _cast(scene: Scene, index: int, first: Hit[PersonWord]) -> Role:
    """Make the person of the words that open a sentence, with the age told in it."""
    word = first.entry
    age = next((t for t in scene.times.get(index, ()) if t.kind == "age" and t.relation == "at"), None)
    role = Role()
    role.add(
        Mention(
            index,
            scene.prose.sentences[index].start,
            first.end,
            age=age.iso if age else None,
            sex=word.sex,
            age_span=(age.start, age.end) if age else None,
            sex_span=(first.start, first.end),
            noun=word.word,
        )
    )
    return role
