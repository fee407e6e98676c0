"""Words for people, from `data/people_words.tsv` and `data/people_cues.tsv`, ready to be matched."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from seriatim.terms import PhraseMatcher
from seriatim.text.tables import read_table


@dataclass(frozen=True, slots=True)
class PersonWord:
    """A word for a person: its role in the table, the sex and the stage of life it tells, or ""."""

    word: str
    role: str
    sex: str
    stage: str


@cache
def load_words() -> dict[str, tuple[PersonWord, ...]]:
    """Load the words, each with every role it has."""
    words: dict[str, list[PersonWord]] = {}
    for row in read_table("people_words.tsv"):
        words.setdefault(row["word"], []).append(
            PersonWord(row["word"], row["role"], row["sex"], row["stage"])
        )
    return {k: tuple(v) for k, v in words.items()}


def word_as(word: str, *roles: str) -> PersonWord | None:
    """Return a folded word in the first of its roles that is asked for, or None.

    Example:
        >>> word_as("sister", "noun", "kin").sex
        'female'
    """
    return next((w for w in load_words().get(word, ()) if w.role in roles), None)


@cache
def words_as(*roles: str) -> tuple[str, ...]:
    """Return the words of some roles, longest first."""
    found = {w.word for held in load_words().values() for w in held if w.role in roles}
    return tuple(sorted(found, key=lambda w: (-len(w), w)))


@cache
def related_as(role: str, *stages: str) -> tuple[str, ...]:
    """Return the words for relatives that are related in one of some ways, longest first.

    Args:
        role: kin or kin_plural.
        stages: parent, child, sibling, ...

    Example:
        >>> related_as("kin", "parent")
        ('father', 'mother', 'parent')
    """
    return tuple(w for w in words_as(role) if (word := word_as(w, role)) and word.stage in stages)


def letter_sex(letter: str) -> str | None:
    """Return the sex that a single letter or sign stands for.

    Example:
        >>> letter_sex("F"), letter_sex("x")
        ('female', None)
    """
    word = word_as(letter.lower(), "letter")
    return word.sex if word else None


@cache
def person_matcher() -> PhraseMatcher[PersonWord]:
    """The matcher of words that stand for people or tell their sex."""
    roles = ("noun", "plural", "kin", "kin_plural", "pronoun", "title", "anatomy", "animal")
    return PhraseMatcher((w.word, w) for held in load_words().values() for w in held if w.role in roles)


@cache
def phrases_as(*roles: str) -> tuple[str, ...]:
    """Return the phrases of some roles of `people_cues.tsv`, longest first.

    Example:
        >>> "presented" in phrases_as("presents")
        True
    """
    found = {row["phrase"] for row in read_table("people_cues.tsv") if row["role"] in roles}
    return tuple(sorted(found, key=lambda w: (-len(w), w)))


@cache
def cue_matcher() -> PhraseMatcher[str]:
    """The matcher of phrases that tell whom a sentence is about; an entry is the phrase's role."""
    rows = (row for row in read_table("people_cues.tsv") if row["role"] != "relative_is")
    return PhraseMatcher((row["phrase"], row["role"]) for row in rows)
