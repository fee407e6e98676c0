"""Some of a group, told by number alone: "six of the nine were women, and four died"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from seriatim.text.numbers import NUMBER_WORDS
from seriatim.text.tables import alternatives, expand_choices, read_table

_NUMBER = rf"(?:\d{{1,4}}|{alternatives(NUMBER_WORDS)})"
_OPENS = r"(?:(?:^|[,;])\s*(?:(?:and|but|while|whereas|of\swhom|of\swhich)\s)?|\b(?:and|but|while|whereas|of\swhom)\s)"


@dataclass(frozen=True, slots=True)
class GroupCount:
    """How many of a group.

    Attributes:
        start: offset of the number; `end` is after the words that show that people are counted.
        number: how many.
        total: of how many, where it is said in the same words.
    """

    start: int
    end: int
    number: int
    total: int | None = None


def find_group_counts(folded: str, start: int, end: int) -> Iterator[GroupCount]:
    """Find numbers of people without a word for people in `folded[start:end]`, one sentence, in order.

    A number and a verb count people where the verb befalls people alone ("four died"), or behind a part of a
    group in the same sentence.

    Args:
        folded: the folded text.
        start: offset of the sentence.
        end: offset after it.

    Example:
        >>> found = find_group_counts("six of the nine were women, and four had fever.", 0, 47)
        >>> [(c.number, c.total) for c in found]
        [(6, 9), (4, None)]
    """
    if _any_count().search(folded, start, end) is None:
        return
    parts = list(_part().finditer(folded, start, end))
    yield from sorted((*_parts(parts), *_bare(folded, start, end, parts)), key=lambda c: c.start)


def find_bracketed_counts(folded: str, start: int, end: int) -> Iterator[GroupCount]:
    """Find parts in brackets behind what they count ("women predominate (14 of 19)").

    Whether they count people only the total can tell: tender points and criteria are counted so, too.

    Example:
        >>> [(c.number, c.total) for c in find_bracketed_counts("women predominate (14 of 19).", 0, 29)]
        [(14, 19)]
    """
    for m in _bracketed().finditer(folded, start, end):
        number, total = _read(m["number"]), _read(m["total"])
        if number <= total:
            yield GroupCount(m.start("number"), m.end("total"), number, total)


def find_counting_figures(folded: str) -> Iterator[int]:
    """Yield where a figure ends that may count people, by what stands behind it; few do."""
    return (m.start() + 1 for m in _figure().finditer(folded))


def may_count(folded: str, end: int) -> bool:
    """Tell whether a number that ends at an offset may count people, by what stands behind it."""
    return _behind().match(folded, end) is not None


def _parts(found: list[re.Match[str]]) -> Iterator[GroupCount]:
    for m in found:
        number, total = _read(m["number"]), _read(m["total"])
        if number <= total:
            yield GroupCount(m.start("number"), m.end("verb"), number, total)


def _bare(folded: str, start: int, end: int, parts: list[re.Match[str]]) -> Iterator[GroupCount]:
    for m in _counted().finditer(folded[start:end]):
        low, high = start + m.start("number"), start + m.end()
        follows = bool(parts) and parts[0].end() <= low
        if (m["people"] or follows) and not any(p.start() <= low < p.end() for p in parts):
            yield GroupCount(low, high, _read(m["number"]))


def _read(number: str) -> int:
    return int(number) if number.isdigit() else NUMBER_WORDS[number]


@cache
def _behind() -> re.Pattern[str]:
    """What stands behind every number that counts people: a verb or a group."""
    verbs = f"{_verbs('people')}|{_verbs('any')}"
    return re.compile(rf"\s(?:(?:out\s)?of\s|(?:also\s)?(?:{verbs})\b)")


@cache
def _figure() -> re.Pattern[str]:
    return re.compile(f"[0-9]{_behind().pattern}")


@cache
def _any_count() -> re.Pattern[str]:
    """What every count begins with."""
    return re.compile(rf"\b{_NUMBER}{_behind().pattern}")


@cache
def _part() -> re.Pattern[str]:
    """Such as "six of the nine were"."""
    verbs = f"{_verbs('people')}|{_verbs('any')}"
    return re.compile(
        rf"\b(?P<number>{_NUMBER})\s(?:out\s)?of\s(?:the|these|those)\s(?:other\s)?(?P<total>{_NUMBER})"
        rf"(?P<verb>\s(?:also\s)?(?:{verbs})\b)"
    )


@cache
def _bracketed() -> re.Pattern[str]:
    return re.compile(
        rf"\((?P<number>{_NUMBER})(?:\s(?:out\s)?of\s(?:the\s)?|/)(?P<total>{_NUMBER})(?=\s?[,;)]|\spatients|\scases)"
    )


@cache
def _counted() -> re.Pattern[str]:
    """A number that a statement begins with, and a verb; the number two of a pair of organs says too little."""
    return re.compile(
        rf"{_OPENS}(?P<number>{_NUMBER})\s(?:also\s)?(?:(?P<people>{_verbs('people')})|(?:{_verbs('any')}))\b"
    )


def _verbs(role: str) -> str:
    rows = (row["words"] for row in read_table("group_verbs.tsv") if row["role"] == role)
    return alternatives(w for cell in rows for w in expand_choices(cell))
