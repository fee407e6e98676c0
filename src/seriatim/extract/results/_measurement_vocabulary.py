"""The vocabulary of results: the names of tests, the words of results, and the words between them."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, fields
from functools import cache, lru_cache

from seriatim.terms import PhraseMatcher
from seriatim.terms.laboratory import LaboratoryTest, load_acts, load_tests
from seriatim.text.folding import fold
from seriatim.text.numbers import Quantity
from seriatim.text.tables import read_table

TOKEN = re.compile(r"[^\W_][\w'\u2019./-]*|[^\w\s]")
"""A word or a sign of a gap."""
_CLUSTER = re.compile(r"(CD)(\d{1,3}[a-z]?)")  # also written "CD 68"
_BRACKETED = re.compile(r"\([^()]{0,80}\)|\[[^\[\]]{0,40}\]")
# A short form this long at most is found only as it is written.
_SHORT = 5
_BEHIND_CHANGE = ("to", "from", "by", "at")


VALUE_FIRST = "value first"
"""Meaning of a test that its value may stand before: "3/6 systolic murmur"."""
BY_FINDING = "by finding"
"""Meaning of a test that a finding names, which tells its result: "tachycardia (120/min)"."""
SHARE = "share"
"""Meaning of a quantity that is a part of what is normal: "5% of normal"."""


@dataclass(frozen=True, slots=True)
class Item:
    """A piece of a sentence that takes part in a result.

    Attributes:
        kind: test | result | quantity | reference | except | boundary | head.
        start: offset of its first character; `end` is after its last one.
        test: for a test, what it is; `quantity` for a quantity or a reference interval.
        meaning: for a result word, what it says (normal, high, not_high, rose, ...); for a quantity, `SHARE` or "".
        severity: mild | moderate | severe, or "", as the adverbs before a result word say.
        generic: the test is named by the text alone and in no table.
    """

    kind: str
    start: int
    end: int
    test: LaboratoryTest | None = None
    quantity: Quantity | None = None
    meaning: str = ""
    severity: str = ""
    generic: bool = False


@dataclass(frozen=True)
class Words:
    """The grammar of results: which words stand between what belongs together, lower case; see the table."""

    link: frozenset[str]
    pre: frozenset[str]
    conjunction: frozenset[str]
    copula: frozenset[str]
    verb: frozenset[str]
    attribute: frozenset[str]
    means: frozenset[str]
    series: frozenset[str]
    including: frozenset[str]
    too: frozenset[str]
    remainder: frozenset[str]
    not_test: frozenset[str]
    not_after: frozenset[str]
    reference: frozenset[str]
    pattern: frozenset[str]
    name_ending: frozenset[str]
    after_copula: frozenset[str]
    predicative: frozenset[str]
    size_link: frozenset[str]
    existence: frozenset[str]
    attained: frozenset[str]
    any_test: frozenset[str]
    grow: frozenset[str]
    legend: frozenset[str]
    show_growth: frozenset[str]
    body_length: frozenset[str]
    measured: frozenset[str]
    of_measured: frozenset[str]
    of_itself: frozenset[str]
    grade_word: frozenset[str]
    finding_noun: frozenset[str]
    numbered: frozenset[str]
    of_last: frozenset[str]
    later: frozenset[str]
    of_list: frozenset[str]
    stands_for: frozenset[str]
    device: frozenset[str]
    fluid: frozenset[str]
    announcing: frozenset[str]
    antigen: frozenset[str]
    act_noun: frozenset[str]
    acuity: frozenset[str]
    antibody_class: frozenset[str]
    antibody_noun: frozenset[str]
    directed: frozenset[str]
    sought_by: frozenset[str]
    degree: dict[str, str]


@cache
def load_words() -> Words:
    """Load the grammar words of data/result_words.tsv."""
    by_role: dict[str, dict[str, str]] = defaultdict(dict)
    for row in read_table("result_words.tsv"):
        by_role[row["role"]][row["words"].lower()] = row["meaning"]
    roles = [field.name for field in fields(Words) if field.name != "degree"]
    return Words(**{role: frozenset(by_role[role]) for role in roles}, degree=by_role["degree"])


def _tied(name: str) -> str | None:
    """Return a name as it stands before a noun: "renal-function tests" for "renal function tests"."""
    first, blank, rest = name.partition(" ")
    plain = blank and first.isalpha() and len(first) > _SHORT - 1 and rest[:1].isalpha() and "-" not in name
    return f"{first}-{rest}" if plain else None


@cache
def load_matcher() -> PhraseMatcher[Item]:
    """Load the matcher of every test, act and word of results."""
    entries: list[tuple[str, Item]] = []
    cased: set[str] = set()
    for test in (*load_tests().values(), *load_acts().values()):
        for name in (test.name, *test.synonyms):
            entries.append((name, Item("test", 0, 0, test=test)))
            if tied := _tied(name):
                entries.append((tied, Item("test", 0, 0, test=test)))
            if spaced := _CLUSTER.fullmatch(name):
                entries.append((f"{spaced[1]} {spaced[2]}", Item("test", 0, 0, test=test)))
                cased.add(f"{spaced[1]} {spaced[2]}")
            if (len(name) <= _SHORT and any(c.isupper() for c in name)) or (
                name.isupper() and name.isalpha()
            ):
                cased.add(name)  # ASPECTS is a score, "aspects" are none
    entries += [
        (row["words"], Item(row["role"], 0, 0, meaning=row["meaning"]))
        for row in read_table("result_words.tsv")
        if row["role"] in ("result", "except", "boundary", "head", "guard")
    ]
    entries += [
        (f"{row['words']} {behind}", Item("result", 0, 0, meaning=row["meaning"]))
        for row in read_table("result_words.tsv")
        if row["role"] == "changing"
        for behind in _BEHIND_CHANGE
    ]
    return PhraseMatcher(entries, cased=cased)


@cache
def load_names() -> dict[str, LaboratoryTest]:
    """Load every spelling of a test or act, folded, with what it names."""
    found: dict[str, LaboratoryTest] = {}
    for test in (*load_tests().values(), *load_acts().values()):
        for name in (test.name, *test.synonyms):
            found.setdefault(fold(name), test)
    return found


@lru_cache(maxsize=10_000)  # most gaps are short and common, and several rules look at each
def tokens(text: str, *, brackets: bool = False) -> tuple[str, ...]:
    """Return the lower-case words and signs of a gap; what stands in closed brackets is left out.

    Args:
        text: the gap.
        brackets: keep what stands in brackets.
    """
    plain = text if brackets or ("(" not in text and "[" not in text) else _BRACKETED.sub(" ", text)
    return tuple([t.lower() for t in TOKEN.findall(plain)])


def find_test(text: str, start: int, end: int) -> Item | None:
    """Return the test that a table cell names in its first words, or None.

    Example:
        >>> find_test("Hemoglobin (g/dL)", 0, 17).test.name
        'hemoglobin'
    """
    for hit in load_matcher().find(text[start:end]):
        if hit.entry.kind == "test" and not any(c.isalnum() for c in text[start : start + hit.start]):
            return Item("test", start + hit.start, start + hit.end, test=hit.entry.test)
    return None


def find_word(text: str, start: int, end: int) -> Item | None:
    """Return the result word that a table cell consists of, or None."""
    for hit in load_matcher().find(text[start:end]):
        if hit.entry.kind == "result" and hit.start == 0:
            return Item("result", start + hit.start, start + hit.end, meaning=hit.entry.meaning)
    return None
