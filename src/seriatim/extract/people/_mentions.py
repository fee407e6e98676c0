"""Mentions of single people: "A 49-year-old woman", "Mr X, 70", "she is now 5 years old"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from seriatim.extract.people._labels import Key
from seriatim.extract.people._person_words import letter_sex, phrases_as, related_as, word_as, words_as
from seriatim.extract.people._pregnancy import count_from_conception
from seriatim.text import Prose, Sentence
from seriatim.text.durations import AgeRange
from seriatim.text.times import TimeExpression, find_times
from seriatim.text.wording import any_of, fill_classes, load_classes, pattern_of

_TOKEN = re.compile(r"[a-z][a-z'-]*|[^\w\s]|\d+")
_ENDINGS = frozenset(";:.)][")
_REACH = 9
_ASIDE = 40
_PREDICATE = re.compile(r"\b(?:he|she|who|patient)\s(?:is|was)\s\Z")
_EARLIER = re.compile(r"\b(?:when|since|until|after|before|while|as|that|where|although|if)\s\Z")
_parent = pattern_of(
    r"\b(?:{born_to}|infant|baby)\s(?:to|by|of|from)\s(?:an?\s|the\s)?(?:[a-z-]+,?\s){0,2}\Z"
)
_LEADS = frozenset({"by", "from", "since", "until", "before", "after", "between"})
_OF_PERSON = re.compile(r"(?:year|month|week|day)[-\s]old\Z")  # "from her 3-year-old son" names a person
_BARE = re.compile(
    r"(?:(?!(?:in|for|among|of|at|with|to|from|most|all|many|some|between|no|by|she|he|they|were|was|is)\b)[a-z][a-z-]*,?\s){0,4}\Z"
)
_BARE_AGE = re.compile(r"\s(?:\(|of\s)\Z")
_bare_end = pattern_of(r"[),;]|\s(?:was|with|who|{came})\b")
_ranked = pattern_of(r"the\s(?:{ordinal}|next|last|other)(?:\s(?:patient|case|one))?\s(?:is|was)\s")
_IN_THEIR = re.compile(r"\bin\s(?:his|her|their|the)\s\Z")
_averaged = pattern_of(r"\b{average}\s(?:[a-z]+\s)?\Z")
_compared = pattern_of(r"\b(?:{bound}|{average})\s\Z")


@dataclass(frozen=True, slots=True)
class Mention:
    """One person named by age, sex or both.

    Attributes:
        sentence: index of the sentence.
        start: offset of the first word, article included; `end` is after the noun.
        age: ISO 8601, or None.
        age_range: the youngest and the oldest age, where the words leave several open ("in her sixties").
        age_span, sex_span: where the words stand that tell them, or None.
        noun: the word for the person, folded.
        indefinite: whether the words bring someone new ("A 49-year-old woman"), not someone known.
        kin: whether the noun is a relative's.
        animal: whether the noun is an animal's.
        relation: of the age to its time; "at" for an age told of an earlier event.
        key: of the label whose person it is, where ages are listed behind labels.
    """

    sentence: int
    start: int
    end: int
    age: str | None = None
    age_range: AgeRange | None = None
    sex: str | None = None
    age_span: tuple[int, int] | None = None
    sex_span: tuple[int, int] | None = None
    noun: str = ""
    indefinite: bool = False
    kin: bool = False
    animal: bool = False
    relation: str | None = None
    key: Key | None = None

    @property
    def ages(self) -> AgeRange | None:
        """The youngest and the oldest age told, the same twice where one is; None where none is."""
        return (self.age, self.age) if self.age else self.age_range

    @property
    def is_pronoun(self) -> bool:
        """Whether the person is only "he" or "she"."""
        return word_as(self.noun, "pronoun") is not None

    @property
    def stage(self) -> str:
        """The stage of life that the noun tells, or for a relative how they are related."""
        word = word_as(self.noun, "kin", "noun")
        return word.stage if word else ""


_Found = tuple[str, int, int, str | None, tuple[int, int] | None]
"""Noun, its place, the sex it tells, and where the word for the sex stands."""


@cache
def _before_age() -> re.Pattern[str]:
    written = (
        r"\b(?P<noun>{noun}|{title}\.?\s[a-z]+\.?)(?:\s\([^()]{0,60}\))?\s?[,(]?\s?(?:who\s)?"
        r"(?:(?:{before_age}|,)\s){0,4}(?:at\s(?:the\s)?)?\Z"
    )
    nouns = words_as("noun", "kin", "pronoun", "animal")
    return re.compile(fill_classes(written, noun=nouns, title=words_as("title")))


@cache
def _parent_before() -> re.Pattern[str]:
    """A parent whom the words behind describe: "his mother, | a 29-year-old teacher", "the father was | a 40-year-old"."""
    written = r"\b(?:his|her|their|the|'s)\s(?:[a-z-]+\s)?(?P<kin>{elder})(?:,\s|\s\(|\s(?:is|was)\s)(?:an?\s)?(?:healthy\s)?\Z"
    return re.compile(fill_classes(written, elder=related_as("kin", "parent", "grandparent")))


_article = pattern_of(
    r"\b(?P<article>an?|one|another|the|this|our|that|his|her|their|second|first|third)\s(?:[a-z,-]+\s){0,5}?\Z"
)


def find_mentions(sentence: Sentence, folded_text: str, times: Iterable[TimeExpression]) -> Iterator[Mention]:
    """Find the people that one sentence names by their age.

    Args:
        sentence: the sentence.
        folded_text: the report's text, folded.
        times: its time expressions.
    """
    folded = folded_text[sentence.start : sentence.end]
    for time in times:
        a, b = time.start - sentence.start, time.end - sentence.start
        bare = time.kind == "duration" and _is_bare_age(folded, a, b)
        if not bare and (time.kind != "age" or (time.lead in _LEADS and not _OF_PERSON.search(folded, a, b))):
            continue
        if _compared().search(folded, max(0, a - 12), a):
            continue
        if time.lead == "decade" and (led := _IN_THEIR.search(folded, max(0, a - 12), a)) is not None:
            a = led.start()
        parent = bool(_parent().search(folded, max(0, a - 48), a))
        found = _after(folded, b) or _before(folded, a) or (("parent", a, b, None, None) if parent else None)
        found = found or _named_by_age(folded, a, b) or _unnamed(folded, a, b)
        if found is not None:
            yield _mention(sentence, folded, time, found, is_parent=parent)


def _named_by_age(folded: str, start: int, end: int) -> _Found | None:
    """A noun that tells the age itself: "an octogenarian"."""
    noun = word_as(folded[start:end], "noun")
    return (noun.word, start, end, None, None) if noun else None


def _is_bare_age(folded: str, start: int, end: int) -> bool:
    """Tell whether a length behind a word for a man or a woman is an age: "a woman (49 years)"."""
    if not _BARE_AGE.search(folded, max(0, start - 4), start) or not _bare_end().match(folded, end):
        return False
    noun = _before(folded, start)
    return noun is not None and noun[-1] is not None


def _mention(
    sentence: Sentence, folded: str, time: TimeExpression, found: _Found, *, is_parent: bool
) -> Mention:
    noun, low, high, sex, sex_at = found
    at, end = time.start - sentence.start, time.end - sentence.start
    start, indefinite = _beginning(folded, min(at, low))
    parent = _parent_before().search(folded, max(0, min(at, low) - _ASIDE), min(at, low))
    noun = parent["kin"] if parent else noun
    word = word_as(noun, "noun", "kin")
    is_kin = word is not None and (word.role == "kin" or word.stage == "fetus")
    earlier = low < at and _EARLIER.search(folded, max(0, low - 12), low) is not None
    return Mention(
        sentence.index,
        sentence.start + start,
        sentence.start + max(end, high),
        age=time.iso,
        age_range=time.ages,
        sex=sex,
        age_span=(time.start, time.end),
        sex_span=(sentence.start + sex_at[0], sentence.start + sex_at[1]) if sex_at else None,
        noun=noun,
        indefinite=indefinite,
        kin=is_parent or is_kin,
        animal=word_as(noun, "animal") is not None,
        relation="at" if earlier else None if time.lead == "decade" else time.relation,
    )


def _after(folded: str, at: int) -> _Found | None:
    """The noun after an age: "49-year-old (right-handed Chinese) woman"."""
    noun: tuple[str, int, int] | None = None
    sex: str | None = None
    sex_at: tuple[int, int] | None = None
    for count, m in enumerate(_TOKEN.finditer(folded, at, at + 120)):
        token = m[0].removesuffix("'s")
        if count >= _REACH or token in _ENDINGS or token in _ends_person():
            break
        if word_as(token, "other") is not None:
            return None
        word = word_as(token, "noun", "kin", "animal")
        if word is None:
            if noun is not None:
                break
            continue
        place = (m.start(), m.start() + len(token))
        noun = (token, *place)
        if word.sex and sex is None:
            sex, sex_at = word.sex, place
        if word.role != "noun":
            break
    return (*noun, sex, sex_at) if noun else None


@cache
def _person_verb() -> re.Pattern[str]:
    """What only people do or have done to them: "who", "presented", "was admitted"."""
    return re.compile(rf",?\s(?:who|whose|{any_of(phrases_as('presents'))})\b")


@cache
def _ends_person() -> frozenset[str]:
    """The words that end what describes a person: "a 33-year-old retired zookeeper | with"."""
    return frozenset(load_classes()["ends_person"])


@cache
def _unknown() -> re.Pattern[str]:
    """Words of whatever kind that end in a person's verb, after "a 33-year-old": "retired zookeeper, who ..."."""
    words = fill_classes(r"(?P<words>(?:\s(?!{ends_person}\b)[a-z][a-z'-]*,?){0,6}?)")
    return re.compile(rf"{words}(?:\s?\((?P<letter>[mf])\))?(?={_person_verb().pattern})")


def _unnamed(folded: str, start: int, end: int) -> _Found | None:
    """Someone called by no word for people that is known: "A 33-year-old zookeeper presented", "A 61-year-old (F) was seen".

    Only a person is told of with "who", or presents, or is admitted.
    """
    lead = _NEWCOMER.search(folded, max(0, start - _REACH * 4), start)
    m = _unknown().match(folded, end) if lead else None
    if lead is None or m is None or any(_is_no_person(w) for w in (m["words"] + lead["words"]).split()):
        return None
    if lead["words"] and m["words"]:
        return None
    sex = letter_sex(m["letter"]) if m["letter"] else None
    place = m.span("letter") if sex else None
    low, high = (lead.start("words"), start) if lead["words"] else (start, m.end("words"))
    return "patient", low, high, sex, place


_NEWCOMER = re.compile(r"\b(?:an?|our|this|another)\s(?P<words>(?:[a-z][a-z'-]*\s){0,4}?)\Z")


def _is_no_person(word: str) -> bool:
    return word_as(word.strip(","), "animal", "other", "plural", "kin_plural", "thing") is not None


def _before(folded: str, at: int) -> _Found | None:
    """The noun before an age: "a man aged 45", "she is 2 years old"."""
    m = _before_age().search(folded, max(0, at - 60), at)
    if m is None:
        return None
    noun = m["noun"]
    first = noun.split()[0].rstrip(".")
    word = word_as(noun, "noun", "kin", "pronoun", "animal") or word_as(first, "title")
    sex = word.sex if word and word.sex else None
    place = (m.start("noun"), m.end("noun"))
    return noun, *place, sex, place if sex and word and word.role != "pronoun" else None


def _beginning(folded: str, at: int) -> tuple[int, bool]:
    """Where a mention begins, and whether its article brings someone new."""
    m = _article().search(folded, max(0, at - 60), at)
    if m is None:
        return at, _BARE.match(folded, 0, at) is not None
    if _PREDICATE.search(folded, max(0, m.start() - 24), m.start()):
        return m.start("article"), False
    new = m["article"] in ("a", "an", "one", "another", "second", "first", "third", "this", "our")
    new = new or _ranked().match(folded, m.start()) is not None
    near = not re.search(r"[,.;:()]", folded[m.end("article") : at])
    return (m.start("article") if near else at), new or not near


def is_of_many(folded: str, time: TimeExpression) -> bool:
    """Whether an age is the middle of many people's ("a median age of 2.75 years").

    Args:
        folded: the report's text, folded.
        time: the age.
    """
    return _averaged().search(folded, max(0, time.start - 24), time.start) is not None


def age_mentions(prose: Prose, folded: str, times: dict[int, tuple[TimeExpression, ...]]) -> list[Mention]:
    """Find the people named by their age in the whole report.

    Args:
        prose: the report's prose.
        folded: its text, folded.
        times: sentence index to the sentence's time expressions.
    """
    return [m for s in prose.sentences if s.index in times for m in find_mentions(s, folded, times[s.index])]


def times_by_sentence(prose: Prose, folded: str) -> dict[int, tuple[TimeExpression, ...]]:
    """Find every time expression of a report, by sentence."""
    found: dict[int, list[TimeExpression]] = {}
    for time in count_from_conception(prose, folded, find_times(prose.text, folded=folded)):
        if (sentence := prose.sentence_at(time.start)) is not None:
            found.setdefault(sentence.index, []).append(time)
    return {k: tuple(v) for k, v in found.items()}
