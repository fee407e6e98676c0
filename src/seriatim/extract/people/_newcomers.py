"""People who come without an age: "A male infant, born at term, presented with ...", "A newborn girl had ..."."""

from __future__ import annotations

import re

from seriatim.extract.people._mentions import Mention
from seriatim.extract.people._person_words import PersonWord
from seriatim.extract.people._roles import Role
from seriatim.extract.people._scene import Scene
from seriatim.terms import Hit
from seriatim.text.wording import pattern_of

_NEAR = 24
_NEW = re.compile(r"\b(?:an?|this|our|another)\s(?:[\w-]+,?\s){0,3}\Z")
_had = pattern_of(r"\s(?:[a-z-]+\s){0,2}?{fell_ill}\b")
_OTHER = re.compile(r"another\b|an?\s(?:second|third|fourth|further)\b")


def find_newcomers(scene: Scene) -> list[Role]:
    """Cast the people who come without an age.

    Someone of another sex, or "another girl", is another person; where all are one, the report is of one patient.

    Args:
        scene: the evidence about people.
    """
    found: list[tuple[Mention, bool]] = []
    for k in sorted(scene.own):
        hit = next(iter(scene.words.get(k, ())), None)
        if hit is None or hit.entry.role != "noun" or not _is_brought(scene, hit, k):
            continue
        new = _NEW.search(scene.folded, max(0, hit.start - _NEAR), hit.start)
        if new is not None and (hit.entry.sex or hit.entry.stage):
            found.append((_mention_of(hit, k), _OTHER.match(new[0]) is not None))
    roles: list[Role] = []
    for mention, is_other in found:
        if not roles or is_other or (mention.sex and all(r.sex not in (None, mention.sex) for r in roles)):
            roles.append(Role())
            roles[-1].add(mention)
    return roles if len(roles) > 1 else [Role()] if roles else []


def _is_brought(scene: Scene, hit: Hit[PersonWord], sentence: int) -> bool:
    """Whether someone comes to be seen, is born, or has something: "A newborn girl had a rash"."""
    return (
        scene.says(sentence, "presents", "befalls", "introduces")
        or _had().match(scene.folded, hit.end) is not None
    )


def _mention_of(hit: Hit[PersonWord], sentence: int) -> Mention:
    return Mention(
        sentence,
        hit.start,
        hit.end,
        sex=hit.entry.sex or None,
        sex_span=(hit.start, hit.end) if hit.entry.sex else None,
        noun=hit.entry.word,
        indefinite=True,
    )
