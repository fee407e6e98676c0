"""Short names that are a test only in company: the "La" of "Ro, La and Sm", the "PR" of "ER and PR"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache

from seriatim.extract.results._measurement_vocabulary import Item, load_words, tokens
from seriatim.terms import Hit, read_table
from seriatim.terms.laboratory import LaboratoryTest, load_tests
from seriatim.text import Prose

_FARTHEST = 60
_SIGNS = frozenset(",;/()&:=[]+-\u2013\u2212")
_VALUE = re.compile(
    r"[<>\u2264\u2265=:]?\s?\d[\d.,]*(?:\s?[-\u2013]\s?\d[\d.,]*)?\s?(?:%|[^\W\d]+/[^\W\d]+)?"
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

    hit: Hit[Item]
    kind: str
    short: LaboratoryTest | None


def settle_listed(prose: Prose, hits: Sequence[Hit[Item]]) -> list[Hit[Item]]:
    """Make tests of the short names that stand in a list of tests of their kind; drop the others.

    A short name that is another test by itself ("PR", the pulse rate) is that test elsewhere.

    Args:
        prose: the report's prose.
        hits: names and words in order.

    Source: data/listed_names.tsv.
    """
    listed = {(hit.start, hit.end) for hit in hits if hit.entry.kind == "listed"}
    if not listed:
        return list(hits)
    meant: dict[tuple[int, int], LaboratoryTest] = {}
    defined = {a.short for a in prose.abbreviations}
    for kind in _kinds():
        for run in _find_runs(prose, hits, kind, defined):
            if _is_in_company(prose.text, run, kind):
                meant |= {(m.hit.start, m.hit.end): m.short for m in run if m.short}
    settled = [
        Hit(hit.start, hit.end, Item("test", 0, 0, test=meant[hit.start, hit.end]))
        if (hit.start, hit.end) in meant
        else hit
        for hit in hits
        if hit.entry.kind != "listed" or (hit.start, hit.end) in meant
    ]
    return list({(hit.start, hit.end, hit.entry): hit for hit in settled}.values())


def _find_runs(
    prose: Prose, hits: Sequence[Hit[Item]], kind: str, defined: set[str]
) -> Iterator[list[_Member]]:
    """Yield the lists that hold names of a kind, and nothing but list words between them."""
    run: list[_Member] = []
    for member in _members(prose, hits, kind, defined):
        if run and not _goes_on(prose.text[run[-1].hit.end : member.hit.start]):
            yield run
            run = []
        run.append(member)
    if run:
        yield run


def _members(prose: Prose, hits: Sequence[Hit[Item]], kind: str, defined: set[str]) -> Iterator[_Member]:
    names = _kinds()[kind].names
    for hit in hits:
        short = names.get(prose.text[hit.start : hit.end])
        if short and prose.text[hit.start : hit.end] not in defined:
            if not _PROBABILITY.match(prose.text, hit.end):
                yield _Member(hit, kind, short)
        elif hit.entry.test and hit.entry.test.category == kind:
            yield _Member(hit, kind, None)


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
    acronyms = {m.short.name for m in run if m.short and m.hit.end - m.hit.start > 1 and _acronym(text, m)}
    before, after = _around(kind)
    first, last = run[0].hit, run[-1].hit
    return (
        len(acronyms) > 1
        or bool(before.search(text, max(0, first.start - _FARTHEST), first.start))
        or bool(after.match(text, last.end))
    )


def _acronym(text: str, member: _Member) -> bool:
    return text[member.hit.start : member.hit.end].isupper()


def listed_names() -> Iterator[str]:
    """Yield the short names.

    Example:
        >>> "La" in set(listed_names())
        True
    """
    for kind in _kinds().values():
        yield from kind.names


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
def _around(kind: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """The words right before and right behind a list that name its kind."""
    before, after = (
        "|".join(re.escape(w) for w in sorted(words, key=lambda w: (-len(w), w))) or "(?!)"
        for words in (_kinds()[kind].before, _kinds()[kind].after)
    )
    return re.compile(rf"(?i)\b(?:{before})(?:\s|-)(?:the\s)?\(?$"), re.compile(rf"(?i)[\s-](?:{after})\b")
