"""Labels that stand for a patient of a report: "Patient 3", "Case II", "P2", "II-3", "the second patient"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from seriatim.extract.people._person_words import words_as
from seriatim.model import Section
from seriatim.terms import Hit, PhraseMatcher
from seriatim.text import Prose
from seriatim.text.numbers import NUMBER_WORDS
from seriatim.text.wording import any_of, load_classes, pattern_of

Key = tuple[str, int | str]

_ROMAN = {"I": 1, "V": 5, "X": 10}
_MOST = 60
_worded = pattern_of(
    r"(?:the\s)?(?:(?:case|patient)(?:\s(?:report|presentation|history|study))?s?)\s(?:no\.?\s|number\s)?(?P<word>{to_ten})\b",
    re.IGNORECASE,
)
_ROWS = frozenset("I II III IV V VI VII VIII IX X".split())
_PEDIGREE = re.compile(
    r"(?P<row>[IVX](?<![\w.:/-].)[IVX]{0,3})(?!\t)\s?[-.:\u2010-\u2013](?!\t)\s?(?P<place>[1-9]\d?)(?![\w%]|[.:]\d|\s?mm\b|\s?cm\b)"
)
_LISTED = re.compile(
    r"(?P<n>[0-9](?<![^\n].)\d?)[.)]\s(?P<at>An?)(?=\s\d{1,3}[-\s])"
)  # at the start of a line
_SHORT = re.compile(r"[Pp]t?\s?#?(?P<number>[1-9]\d?)(?![\w.]\w|\w|-\d)")
_INTRODUCED = re.compile(r"\s(?:is|was)\san?\s\d|,\san?\s\d")
"""What makes letters a person's label: "P1 was a 5-year-old girl"."""
_RANGE = re.compile(r"P(?<!\w.)(?P<first>[1-9]\d?)\s?[-\u2013]\s?P?(?P<last>[1-9]\d?)(?![\w.-])")
_NUMBER = r"(?:\d{1,2}|[IVX]{1,4}|[A-H])"
_NUMBER_SIGN = re.compile(r"\bno\.\s", re.IGNORECASE)  # "patients no. 1 and no. 3"
_NUMBERS = re.compile(
    rf"(?!\t)\s(?:(?i:no\.?|number|nr\.?)\s?|#)?"
    rf"(?P<numbers>{_NUMBER}\b(?:(?!\t)\s?(?:,\sand|,|and|&|or|to|-|\u2013)(?!\t)\s?(?:(?i:no)\.\s)?{_NUMBER}\b(?!\s?[-.]\s?\d))*)"
    r"(?!\s?(?:%|years?\b|yrs?\b|months?\b|weeks?\b|days?\b|of\s(?:the\s)?\d|mg\b|cm\b|/)|[.:-]\d|\w)"
)


@dataclass(frozen=True, slots=True)
class Label:
    """A label in the text.

    Attributes:
        key: what it stands for: ("number", 3), ("pedigree", "II-3"), ("order", 2), ("family", 1).
        start: offset of the label's first word; `end` is after it.
        sentence: index of its sentence, or -1 outside every sentence.
        strong: whether the label names a person for sure ("Patient 3", "P3 was a 4-year-old"), not only by letters.
    """

    key: Key
    start: int
    end: int
    sentence: int
    strong: bool = True


@cache
def _heads() -> PhraseMatcher[str]:
    """The words of labels: an entry is the kind of label that they and a number make, or "order" for "second"."""
    heads = {w: "family" if w in ("family", "pedigree") else "number" for w in words_as("label")}
    heads |= dict.fromkeys(_plural_heads(), "number") | {"families": "family", "pedigrees": "family"}
    return PhraseMatcher((heads | dict.fromkeys(_ORDER, "order")).items())


def _plural_heads() -> tuple[str, ...]:
    return tuple(w + "s" for w in words_as("label") if " " not in w and not w.endswith(("y", "x", "d")))


_told_of = pattern_of(
    r"(?=\s(?:has|presented|died|{fell_ill})\b|,\s(?:(?:now\s)?aged\s\d|(?:an?\s)?\d{1,3}[-\s](?:year|month|week|day)))"
)
"""What is told of a person only: "the first patient had ptosis and the second had deafness", "the younger, aged 9,"."""
_BEFORE_ORDER = re.compile(r"(?:the|our|a)\s\Z")
_ORDER = {
    word: number
    for number, words in enumerate(
        ("first elder eldest older oldest", "second younger", "third youngest", "fourth"), 1
    )
    for word in words.split()
}


@cache
def _person_behind() -> re.Pattern[str]:
    nouns = any_of((*words_as("noun"), *words_as("kin")))
    return re.compile(rf"\s(?:affected\s|female\s|male\s|index\s)?(?:{nouns})\b(?!\s(?:of|born|to)\b)")


def read_number(words: str) -> int | None:
    """Read "3", "IV" or "B" as a number, or None.

    Example:
        >>> read_number("IV"), read_number("B"), read_number("12")
        (4, 2, 12)
    """
    if words.isdigit():
        return int(words)
    if all(c in _ROMAN for c in words):
        values = [_ROMAN[c] for c in words]
        return sum(-v if v < max(values[i:]) else v for i, v in enumerate(values))
    return ord(words) - ord("A") + 1 if len(words) == 1 and words.isupper() else None


def read_count(words: str) -> int | None:
    """Read a number of people, in words or in digits.

    Example:
        >>> read_count("two"), read_count("12"), read_count("several")
        (2, 12, None)
    """
    return int(words) if words.isdigit() else NUMBER_WORDS.get(words)


def find_labels(prose: Prose, folded: str) -> list[Label]:
    """Find every label of the report, in order.

    Args:
        prose: the report's prose.
        folded: its text, folded.
    """
    found = [*_worded_labels(prose, folded), *_pattern_labels(prose), *_spelled_labels(prose, folded)]
    if _has_first_alone(found):
        found += _other_labels(prose, folded)
    found += (
        _label(prose, ("number", int(m["n"])), m.start("at"), m.end("at"))
        for m in _LISTED.finditer(prose.text)
    )
    return sorted(found, key=lambda x: (x.start, x.end))


def _worded_labels(prose: Prose, folded: str) -> Iterator[Label]:
    for hit in _heads().find(prose.text, folded=folded):
        if hit.entry == "order":
            yield from _order_labels(prose, folded, hit)
        elif (m := _NUMBERS.match(prose.text, hit.end)) is not None:
            for number in _expand(m["numbers"]):
                yield _label(prose, (hit.entry, number), hit.start, m.end())


def _order_labels(prose: Prose, folded: str, order: Hit[str]) -> Iterator[Label]:
    before = _BEFORE_ORDER.search(folded, max(0, order.start - 4), order.start)
    person = _person_behind().match(folded, order.end) or _told_of().match(folded, order.end)
    if before and person:
        number = _ORDER[folded[order.start : order.end]]
        yield _label(prose, ("order", number), before.start(), person.end())


def _has_first_alone(labels: Iterable[Label]) -> bool:
    """Whether a "first patient" is spoken of and nobody is numbered further."""
    return {x.key for x in labels if x.key[0] in ("order", "number")} == {("order", 1)}


def _other_labels(prose: Prose, folded: str) -> Iterator[Label]:
    """The second of two who are told apart as "the first patient" and "the other patient"."""
    for m in re.finditer(r"\bthe\sother\b", folded):
        if (person := _person_behind().match(folded, m.end())) is not None:
            yield _label(prose, ("order", 2), m.start(), person.end())


_spelled = pattern_of(  # not "patient one month later", "case two of them"
    r"\b{numbered_person}\s(?P<word>{to_ten})\b"
    r"(?!-|\s(?:of|to|or|more|further|other|and\sa|(?:and|to)\s\w+\s{counted_time}s?|(?:{counted_time}|{counted_thing})s?)\b)"
)
_INDEFINITE = re.compile(r"\b(?:an?|the|this|that|each|every|our|his|her|per|another|one)\s(?:[a-z-]+\s)?\Z")
_NEAR = 24


def _spelled_labels(prose: Prose, folded: str) -> Iterator[Label]:
    """Labels with their number in words ("in patient two, ..."), where at least a first and a second are so called."""
    if not any(f"{person} two" in folded for person in load_classes()["numbered_person"]):
        return
    found = [
        m
        for m in _spelled().finditer(folded)
        if not _INDEFINITE.search(folded, max(0, m.start() - _NEAR), m.start())
    ]
    if {"one", "two"} <= {m["word"] for m in found}:
        for m in found:
            yield _label(prose, ("number", NUMBER_WORDS[m["word"]]), m.start(), m.end())


def _expand(words: str) -> list[int]:
    """Expand "1, 3 and 5-7" into its numbers; nothing where they do not rise or are of two kinds ("I-2")."""
    out: list[int] = []
    joins = re.split(r"\s?(,\sand|,|and|&|or|to|-|\u2013)\s?", _NUMBER_SIGN.sub("", words))
    if len({number.isdigit() for number in joins[::2]}) > 1:
        return []
    for at in range(0, len(joins), 2):
        number = read_number(joins[at])
        if number is None or number > _MOST or (out and number <= out[-1]):
            return []
        if at and joins[at - 1] in ("-", "to", "\u2013"):
            out += range(out[-1] + 1, number)
        out.append(number)
    return out


def _pattern_labels(prose: Prose) -> Iterator[Label]:
    text = prose.text
    for m in _PEDIGREE.finditer(text):
        if m["row"] in _ROWS:
            yield _label(prose, ("pedigree", f"{m['row']}-{m['place']}"), m.start(), m.end())
    for m in _SHORT.finditer(text):
        if not _continues(text, m.start()):
            strong = _INTRODUCED.match(text, m.end()) is not None
            yield _label(prose, ("number", int(m["number"])), m.start(), m.end(), strong=strong)
    for m in _RANGE.finditer(text):
        for number in range(int(m["first"]), min(int(m["last"]), _MOST) + 1):
            yield _label(prose, ("number", number), m.start(), m.end(), strong=False)


def _continues(text: str, start: int) -> bool:
    """Whether letters that look like a label are the end of a longer word."""
    before = text[start - 1] if start else " "
    return before.isalnum() or before in "_.:/-"


def _label(prose: Prose, key: Key, start: int, end: int, *, strong: bool = True) -> Label:
    sentence = prose.sentence_at(start)
    return Label(key, start, end, sentence.index if sentence else -1, strong)


def heading_number(section: Section) -> int | None:
    """Return the number of a section about one patient ("Case 2"), or None.

    Example:
        >>> heading_number(Section("case", "Patient III: the sister", 0, 40))
        3
    """
    if m := _worded().match(section.title.strip()):
        return NUMBER_WORDS[m["word"].lower()]
    return _leading_number(section.title.strip())


def _leading_number(words: str) -> int | None:
    """The number of the label a line begins with ("Patient 2: ..."), or None."""
    hit = next((h for h in _heads().find(words) if h.start == 0 and h.entry == "number"), None)
    m = _NUMBERS.match(words, hit.end) if hit else None
    numbers = _expand(m["numbers"]) if m else []
    return numbers[0] if len(numbers) == 1 else None


_CODE = re.compile(r"(?=[\w.-]*\d)(?=[\w.-]*[A-Z])[A-Z][\w.-]{1,15}")


def read_label(words: str, *, bare: bool) -> Key | None:
    """Read what a heading cell stands for: a numbered label, a pedigree label, or a study's own code.

    Args:
        words: the cell.
        bare: whether a number by itself stands for a person.

    Example:
        >>> read_label("Patient 2", bare=False), read_label("III:1", bare=False), read_label("2", bare=False)
        (('number', 2), ('pedigree', 'III-1'), None)
    """
    plain = " ".join(words.split())
    if (m := _PEDIGREE.fullmatch(plain.split(" (")[0])) is not None:
        return ("pedigree", f"{m['row']}-{m['place']}")
    if (m := _SHORT.match(plain)) is not None:
        return ("number", int(m["number"]))
    if (number := _leading_number(plain)) is not None:
        return ("number", number)
    if bare and plain.strip(".#").isdigit() and int(plain.strip(".#")) <= _MOST:
        return ("number", int(plain.strip(".#")))
    if bare and (m := _CODE.match(plain)) is not None:
        return ("code", m[0])
    return None
