"""Short names that are a test only in company: the "La" of "Ro, La and Sm", the "PR" of "ER and PR"."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache

from seriatim.extract.results._measurement_vocabulary import Item, load_words, tokens
from seriatim.terms import Hit
from seriatim.terms.laboratory import LaboratoryTest, load_tests
from seriatim.text import Prose
from seriatim.text.tables import alternatives, read_table

_FARTHEST = 60
_SIGNS = frozenset(",;/()&:=[]+-\u2013\u2212")
_VALUE = re.compile(
    r"[<>\u2264\u2265=:]?\s?\d[\d.,]*(?:\s?[-\u2013/]\s?\d[\d.,]*)?"
    r"(?:\s?(?:%|[^\W\d]*/[^\W\d]+|mm\s?Hg|bpm|kPa|[cm]?m\b|ms\b|m[Ll]\b|k?g\b|\u00b0\s?[CF]|[CF]\b))?"
)
# "P = .03" is a probability; "P 0.6 mmol/L" is phosphate.
_PROBABILITY = re.compile(r"\s?(?:value|[<>\u2264\u2265=]?\s?0?\.\d+(?!\d*\s?[a-zA-Z]))")


@dataclass(frozen=True)
class _Kind:
    """The short names beside one kind of test, and the words that make one of them a test by itself."""

    names: dict[str, LaboratoryTest] = field(default_factory=dict)
    before: list[str] = field(default_factory=list)
    after: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class _Member:
    """A name in the text: a test of a kind, or a short name that may be one."""

    start: int
    end: int
    short: LaboratoryTest | None = None


def settle_listed(prose: Prose, hits: Sequence[Hit[Item]]) -> list[Hit[Item]]:
    """Make tests of the short names that stand in a list of tests of their kind.

    A short name that is another test by itself ("PR", the pulse rate) is that test elsewhere.

    Args:
        prose: the report's prose.
        hits: names and words in order.

    Source: data/listed_names.tsv.
    """
    meant: dict[tuple[int, int], Hit[Item]] = {}
    for kind, short in _find_short(prose, hits).items():
        for run in _find_runs(prose.text, _members(hits, kind, short)):
            if _is_in_company(prose.text, run, kind):
                named = [m for m in run if m.short]
                meant |= {
                    (m.start, m.end): Hit(m.start, m.end, Item("test", 0, 0, test=m.short)) for m in named
                }
    if not meant:
        return list(hits)
    others = [hit for hit in hits if (hit.start, hit.end) not in meant]
    return sorted([*others, *meant.values()], key=lambda hit: hit.start)


def _find_runs(text: str, members: Sequence[_Member]) -> Iterator[list[_Member]]:
    """Yield the lists that hold a short name, and nothing but list words between their members."""
    run: list[_Member] = []
    for member in members:
        if run and not _goes_on(text[run[-1].end : member.start]):
            yield from [run] if any(m.short for m in run) else []
            run = []
        run.append(member)
    yield from [run] if any(m.short for m in run) else []


def _members(hits: Sequence[Hit[Item]], kind: str, short: Sequence[_Member]) -> list[_Member]:
    """Return the short names of a kind and the tests of the kind, in order."""
    places = {(member.start, member.end) for member in short}
    tests = [h for h in hits if h.entry.test is not None and h.entry.test.category == kind]
    others = [_Member(h.start, h.end) for h in tests if (h.start, h.end) not in places]
    return sorted([*short, *others], key=lambda member: member.start)


def _find_short(prose: Prose, hits: Sequence[Hit[Item]]) -> dict[str, list[_Member]]:
    """Find the short names that are no part of a longer name, nor defined as something else, by their kind."""
    found: dict[str, list[_Member]] = {}
    text = prose.text
    for match in _pattern().finditer(text):
        start, end = match.span()
        if text[start - 1 : start].isalnum() or _PROBABILITY.match(text, end):
            continue
        low = bisect_right(hits, start, key=_start_of)
        around = hits[max(0, low - 1) : bisect_left(hits, end, key=_start_of)]
        part = any(h.end > start and (h.start, h.end) != (start, end) for h in around)
        if not part and not any(a.short == match[0] for a in prose.abbreviations):
            for kind in _kinds_of()[match[0]]:
                found.setdefault(kind, []).append(_Member(start, end, _kinds()[kind].names[match[0]]))
    return found


def _start_of(hit: Hit[Item]) -> int:
    return hit.start


def _goes_on(gap: str) -> bool:
    words = load_words()
    return len(gap) <= _FARTHEST and all(
        t in _SIGNS or t in words.conjunction or t in words.copula or t in words.of_list
        for t in tokens(_VALUE.sub(" ", gap))
    )


def _is_in_company(text: str, run: Sequence[_Member], kind: str) -> bool:
    """Tell a list with a test of the kind, with two acronyms of it, or with the words that name the kind."""
    if any(m.short is None for m in run):
        return True
    acronyms = {m.short.name for m in run if m.short and m.end - m.start > 1 and _is_acronym(text, m)}
    before, after = _around(kind)
    first, last = run[0], run[-1]
    return (
        len(acronyms) > 1
        or bool(before.search(text, max(0, first.start - _FARTHEST), first.start))
        or bool(after.match(text, last.end))
    )


def _is_acronym(text: str, member: _Member) -> bool:
    return text[member.start : member.end].isupper()


@cache
def _kinds() -> dict[str, _Kind]:
    kinds: dict[str, _Kind] = {}
    for row in read_table("listed_names.tsv"):
        kind = kinds.setdefault(row["beside"], _Kind())
        if row["role"] == "name":
            kind.names[row["words"]] = load_tests()[row["test"]]
        else:
            (kind.before if row["role"] == "before" else kind.after).append(row["words"])
    return kinds


@cache
def _kinds_of() -> dict[str, list[str]]:
    kinds: dict[str, list[str]] = {}
    for kind, known in _kinds().items():
        for name in known.names:
            kinds.setdefault(name, []).append(kind)
    return kinds


@cache
def _pattern() -> re.Pattern[str]:
    """The short names; it begins with a letter, for speed: what stands before is looked at later."""
    names = alternatives(_kinds_of())
    return re.compile(rf"(?:{names})(?!\w)")


@cache
def _around(kind: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """The words right before and right behind a list that name its kind."""
    before, after = (alternatives(words) or "(?!)" for words in (_kinds()[kind].before, _kinds()[kind].after))
    return re.compile(rf"(?i)\b(?:{before})(?:\s|-)(?:the\s)?\(?$"), re.compile(rf"(?i)[\s-](?:{after})\b")
