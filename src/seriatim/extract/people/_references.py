"""Words that take up a person already introduced: "the man", "the son", "the older sibling", "and she"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from seriatim.extract.people._person_words import PersonWord
from seriatim.extract.people._roles import Role
from seriatim.extract.people._scene import Scene
from seriatim.terms import Hit
from seriatim.text.durations import count_days
from seriatim.text.wording import pattern_of

_REACH = 40
_GROWN = 16 * 365.0
_taking_up = pattern_of(
    r"(?:\A|[;:,(]\s?|\b(?:and|but|while|whereas|in|of|for|then|thus)\s){whose_or_this}\s"
    r"(?:(?P<rank>{rank})\s|{told_apart}\s)?\Z"
)
_ranked_only = pattern_of(  # "the elder improved; the younger did not", without a noun
    r"the(?<!\w...)\s(?P<rank>{rank})(?:\sone|\sof\s(?:the\stwo|them|both))?"
    r"(?=\s(?:(?:also|never|still|then|only)\s)?(?:was|is|has|had|did|does|{befell}|[a-z]{2,}ed)\b)"
)
_ANYONE = PersonWord("", "noun", "", "")
_GOES_ON = re.compile(r";\s|,?\s(?:and|but|while|whereas)\s\Z")
_OWNER = re.compile(r"'s?\s|\s(?:of|to)\s(?:the|this|our|his|her|a|an)\s")
_RELATED = {"child": "parent", "parent": "child", "grandchild": "grandparent", "grandparent": "grandchild"}


@dataclass(frozen=True, slots=True)
class Reference:
    """A word that takes up one of the people cast.

    Attributes:
        sentence: index of the sentence.
        start: offset of the word; `end` is after it.
        number: the number of the role.
        word: the word.
    """

    sentence: int
    start: int
    end: int
    number: int
    word: PersonWord


def find_references(scene: Scene, roles: Sequence[Role]) -> dict[int, list[Reference]]:
    """Find the words that take up exactly one of several people, by sentence.

    Args:
        scene: the evidence about people.
        roles: the people cast, with their mentions.
    """
    if len(roles) < 2 or scene.is_foreign:
        return {}
    found: dict[int, list[Reference]] = {}
    for index, hits in scene.words.items():
        if references := list(_references_in(scene, roles, index, hits)):
            found[index] = references
    for reference in _ranked_alone(scene, roles):
        found[reference.sentence] = sorted(
            (*found.get(reference.sentence, ()), reference), key=lambda r: r.start
        )
    return found


def _ranked_alone(scene: Scene, roles: Sequence[Role]) -> Iterator[Reference]:
    """People meant by their rank in age alone."""
    for m in _ranked_only().finditer(scene.folded):
        sentence, number = scene.prose.sentence_at(m.start()), _ranked(roles, _ANYONE, m["rank"])
        if sentence is not None and number is not None:
            yield Reference(sentence.index, m.start("rank"), m.end("rank"), number, _ANYONE)


def _references_in(
    scene: Scene, roles: Sequence[Role], index: int, hits: Sequence[Hit[PersonWord]]
) -> Iterator[Reference]:
    low = scene.prose.sentences[index].start
    for hit in hits:
        word, before = hit.entry, _before(scene, low, hit.start)
        if word.role == "pronoun":
            if _GOES_ON.search(before) and not _means_relative(scene, index, hit):
                number = _only(n for n, role in enumerate(roles) if role.sex == word.sex)
                if number is not None and all(role.sex for role in roles):
                    yield Reference(index, hit.start, hit.end, number, word)
        elif word.role in ("noun", "kin") and (m := _determined(scene, hit, before)) is not None:
            number = _referent(roles, word, m.groupdict().get("rank"))
            if number is not None:
                yield Reference(index, hit.start, hit.end, number, word)


def _before(scene: Scene, low: int, at: int) -> str:
    """The words of a sentence before an offset; a full stop stands for those too far off."""
    return scene.folded[low:at] if at - low <= _REACH else "." + scene.folded[at - _REACH : at]


def _determined(scene: Scene, hit: Hit[PersonWord], before: str) -> re.Match[str] | None:
    """The words that make a noun one already known: "the man", "her older brother", "(son)"."""
    if _OWNER.match(scene.folded, hit.end):
        return None
    if before.endswith("(") and scene.folded.startswith(")", hit.end):
        return re.search(r"\(\Z", before)
    return _taking_up().search(before)


def _only(numbers: Iterator[int]) -> int | None:
    found = list(numbers)
    return found[0] if len(found) == 1 else None


def _referent(roles: Sequence[Role], word: PersonWord, rank: str | None) -> int | None:
    """The one role that a word means: introduced by it, ranked by age, or alone of that sex and kinship."""
    if rank is not None:
        return _ranked(roles, word, rank)
    named = [n for n, role in enumerate(roles) if any(m.noun == word.word for m in role.mentions)]
    if named:
        return named[0] if len(named) == 1 else None
    if word.role == "kin":
        return _only(n for n in range(len(roles)) if _is_kin(roles, n, word))
    if not word.sex:
        return None
    fits = [n for n, role in enumerate(roles) if role.sex == word.sex]
    if len(fits) > 1:
        fits = [n for n in fits if _is_of_stage(roles[n], word.stage)]
    return fits[0] if len(fits) == 1 else None


def _ranked(roles: Sequence[Role], word: PersonWord, rank: str) -> int | None:
    """The oldest or youngest of the people whose sex fits, where every age is told."""
    fits = [(count_days(r.age) or 0.0, n) for n, r in enumerate(roles) if _may_be(r, word) and r.age]
    if len(fits) < 2 or any(role.age is None for role in roles):
        return None
    fits.sort()
    (age, number), (rival, _) = fits[:2] if rank.startswith("young") else fits[::-1][:2]
    return number if age != rival else None


def _is_kin(roles: Sequence[Role], number: int, word: PersonWord) -> bool:
    """Whether someone else was introduced as the other end of the kinship: a "mother" makes a "son" of the patient."""
    if not _may_be(roles[number], word):
        return False
    other = _RELATED.get(word.stage, word.stage)
    return bool(other) and any(
        m.kin and m.stage == other for n, role in enumerate(roles) if n != number for m in role.mentions
    )


def _may_be(role: Role, word: PersonWord) -> bool:
    return not word.sex or role.sex == word.sex


def _is_of_stage(role: Role, stage: str) -> bool:
    """Whether an age fits a word for the grown-up or for a child."""
    days = count_days(role.age) if role.age else None
    return days is not None and bool(stage) and (days >= _GROWN) == (stage == "adult")


def _means_relative(scene: Scene, index: int, pronoun: Hit[PersonWord]) -> bool:
    """Whether the person named last before a pronoun is a relative of its sex."""
    before = [h.entry for k in (index - 1, index) for h in scene.words.get(k, ()) if h.end <= pronoun.start]
    people = [w for w in before if w.role in ("noun", "kin")]
    return bool(people) and people[-1].role == "kin" and people[-1].sex in ("", pronoun.entry.sex)


def leading_sex(scene: Scene, index: int) -> str | None:
    """Return the sex of the "he" or "she" that a sentence begins with, unless it may mean a relative.

    Args:
        scene: the evidence about people.
        index: of the sentence.
    """
    first = _leading_pronoun(scene, index)
    return first.entry.sex if first is not None and not _means_relative(scene, index, first) else None


def goes_on_with_relative(scene: Scene, index: int) -> Hit[PersonWord] | None:
    """Return the pronoun that a sentence begins with, where the sentence before named a relative of its sex last.

    Args:
        scene: the evidence about people.
        index: of the sentence.
    """
    first = _leading_pronoun(scene, index)
    return first if first is not None and _means_relative(scene, index, first) else None


def _leading_pronoun(scene: Scene, index: int) -> Hit[PersonWord] | None:
    first = next(iter(scene.words.get(index, ())), None)
    if first is None or first.entry.role != "pronoun" or not first.entry.sex:
        return None
    return first if first.start - scene.prose.sentences[index].start <= _REACH else None
