"""Relatives who are patients of the report themselves: beside the patient, or where it is about relatives alone."""

from __future__ import annotations

import re

from seriatim.extract.people._child_seen import find_child_seen
from seriatim.extract.people._mentions import Mention
from seriatim.extract.people._roles import Role
from seriatim.extract.people._scene import Scene
from seriatim.text.wording import pattern_of

_SEEN = 12
_AND = re.compile(r",?\s(?:and\s)?")
_suffer_both = pattern_of(
    r"\s(?:both\s)?{suffers}\s(?!(?:no|normal|the\ssame|a\snormal|neither|{to_ten}|children)\b|an?\s(?:healthy\s)?(?:child|son|daughter|baby)\b)"
)
_ARTICLE = re.compile(r"an?\s")
_CASE_OF = re.compile(r"\s(?:(?:the|two|here|herein)\s){0,2}(?:cases?\sof\s)?")


def find_relatives_alone(scene: Scene) -> list[Role]:
    """A report about relatives alone: "The 14-year-old son underwent ..."."""
    mentions = [
        m
        for m in scene.mentions
        if m.kin
        and m.sentence in scene.own
        and m.relation != "at"
        and (not scene.says(m.sentence, "unaffected") or f"{m.noun}s" in scene.kin_announced)
        and not any(h.entry.role == "noun" and h.end <= m.start for h in scene.words.get(m.sentence, ()))
    ]
    roles: list[Role] = []
    for mention in mentions:
        if not (scene.says(mention.sentence, "presents", "befalls") or mention.sentence in scene.family):
            continue
        alike = (r for r in roles if r.mentions[0].noun == mention.noun)
        role = next((r for r in alike if None in (r.age, mention.age) or r.age == mention.age), None)
        if role is None:
            roles.append(role := Role())
        role.add(mention)
    return roles or find_child_seen(scene)


def is_beside(scene: Scene, mention: Mention) -> bool:
    """Whether a relative is a patient too: "A girl and her 7-year-old brother presented", "Her brother, aged 9, was seen".

    A sibling with an age is one where the report announces relatives, a son or daughter where it announces children.
    """
    announced = {"sibling", *(stage for stage in scene.kin_announced.values() if stage == "child")}
    if scene.kin_announced and mention.age and mention.stage in announced:
        return not scene.says(mention.sentence, "unaffected")
    if _is_brought_first(scene, mention):
        return True
    both = mention.age is not None and _suffer_both().match(scene.folded, mention.end) is not None
    if not (both or scene.says(mention.sentence, "presents", "introduces")):
        return False
    if mention.ages and _is_seen(scene, mention):
        return True
    before = [m for m in scene.mentions_at.get(mention.sentence, ()) if m.end <= mention.start]
    return any(
        _AND.fullmatch(scene.folded, m.end, mention.start)
        for m in before
        if not m.kin or _is_brought_first(scene, m)
    )


def _is_brought_first(scene: Scene, mention: Mention) -> bool:
    """Whether a report is announced to be of a relative first: "We describe | a 45-year-old mother and her son"."""
    if mention.age_span is None or not _ARTICLE.fullmatch(scene.folded, mention.start, mention.age_span[0]):
        return False
    hits = (h for h in scene.phrases.get(mention.sentence, ()) if h.entry == "introduces")
    return any(_CASE_OF.fullmatch(scene.folded, h.end, mention.start) for h in hits if h.end <= mention.start)


def _is_seen(scene: Scene, mention: Mention) -> bool:
    """Whether what follows a brother, sister or child says that they were brought to be seen."""
    if mention.stage not in ("sibling", "child") or scene.says(mention.sentence, "unaffected"):
        return False
    hits = (h for h in scene.phrases.get(mention.sentence, ()) if h.entry == "presents")
    return any(0 <= h.start - mention.end <= _SEEN for h in hits)
