"""Findings said of somebody by an adjective: "she was withdrawn and irritable", "a floppy infant"."""

from __future__ import annotations

import re
from functools import cache

from seriatim.extract._context import Context, begin_fact
from seriatim.extract._places import TakenPlaces
from seriatim.model import Fact
from seriatim.terms import Hit, PhraseMatcher
from seriatim.text.tables import alternatives, read_table

_NAMED = frozenset(
    {"phenotype", "disease", "measurement", "imaging", "histology", "procedure", "medication", "intervention"}
)
_REACH = 120  # characters from the person to the adjective
_BEHIND = 40


def add_said_of_people(context: Context, facts: list[Fact]) -> list[Fact]:
    """Add what is said of a person by an adjective that says something else of a thing: a lesion is depressed too.

    Args:
        context: the prose.
        facts: what has been found already; all are kept, and their words are not read again.

    Source: data/said_of_people.tsv.

    Example:
        >>> from seriatim.model import Report
        >>> from seriatim.text import read_prose
        >>> prose = read_prose(Report(id="r", text="She became withdrawn. The needle was withdrawn."))
        >>> [(f.label, f.start) for f in add_said_of_people(Context(prose), [])]
        [('Reduced social responsiveness', 11)]
    """
    prose = context.prose
    taken = TakenPlaces((s.start, s.end) for f in facts if f.kind in _NAMED for s in f.spans)
    found = []
    for hit in _matcher().find(prose.text, folded=prose.folded):
        sentence = prose.sentence_at(hit.start)
        if sentence is None or taken.overlap(hit.start, hit.end):
            continue
        if _is_said(prose.folded, sentence.start, sentence.end, hit):
            code, label = hit.entry
            found.append(begin_fact(prose, "phenotype", label, (hit.start, hit.end), code=code))
    return facts + found


def _is_said(folded: str, low: int, high: int, hit: Hit[tuple[str, str]]) -> bool:
    """Tell whether a person is what the adjective is said of, by a verb or by standing before him."""
    if folded[hit.end : hit.end + 1] == "-":
        return False
    if _noun().match(folded, hit.end, min(high, hit.end + _BEHIND)):
        return True
    said = _predicate().search(folded, max(low, hit.start - _REACH), hit.start)
    return said is not None and not _thing().match(folded, hit.end, min(high, hit.end + _BEHIND))


@cache
def _matcher() -> PhraseMatcher[tuple[str, str]]:
    rows = read_table("said_of_people.tsv")
    return PhraseMatcher((r["words"], (r["code"], r["label"])) for r in rows if r["role"] == "adjective")


@cache
def _either(*roles: str) -> str:
    words = {row["words"] for row in read_table("said_of_people.tsv") if row["role"] in roles}
    return alternatives(words)


@cache
def _predicate() -> re.Pattern[str]:
    """A person, a verb, and at most eight words of the table up to the adjective ("she was alert but very")."""
    between = _either("adverb", "joint", "besides", "adjective")
    return re.compile(
        rf"\b(?:{_either('person')})\s(?:(?:{_either('adverb')})\s)?(?:{_either('copula')})"
        rf"(?:,?\s(?:{between})\b){{0,8}},?\s$"
    )


@cache
def _noun() -> re.Pattern[str]:
    """The person an adjective stands before, an age or another adjective between them ("a deaf 7-year-old boy")."""
    between = rf"[\d-]*years?-old|[\d-]*months?-old|{_either('adjective', 'besides')}"
    return re.compile(rf",?\s(?:(?:and\s)?(?:{between}),?\s){{0,2}}(?:{_either('noun')})\b(?!['\u2019-])")


@cache
def _thing() -> re.Pattern[str]:
    """A word behind the adjective that is what it is said of ("was weak positive", "was pale yellow")."""
    return re.compile(rf"\s(?:{_either('thing')})\b")
