"""People who come without an age: "A male infant, born at term, presented with ..."."""

from __future__ import annotations

import re

from seriatim.extract.people._mentions import Mention
from seriatim.extract.people._person_words import PersonWord
from seriatim.extract.people._roles import Role
from seriatim.extract.people._scene import Scene
from seriatim.terms import Hit

_NEAR = 24
_NEW = re.compile(r"\b(?:an?|this|our|another)\s(?:[\w-]+,?\s){0,3}\Z")
_OTHER = re.compile(r"another\b|an?\s(?:second|third|fourth|further)\b")


def find_newcomers(scene: Scene) -> list[Role]:
    """People who come without an age: "A male infant, born at term, presented with ...".

    Someone of another sex, or "another girl", is another person; where all are one, the report is of one patient.

    Args:
        scene: the evidence about people.
    """
    found: list[tuple[Mention, bool]] = []
    for k in sorted(scene.own):
        hit = next(iter(scene.words.get(k, ())), None)
        if hit is None or not scene.says(k, "presents") or hit.entry.role != "noun":
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
