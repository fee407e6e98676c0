"""Citation marks in the running text, tied to the numbers of the reference list.

Four habits are read: `[1,3-5]`, `(3-12)`, superscripts glued to words (`lupus.1,2`) and author with year.
A report keeps to one of them; the one that covers most of the list is taken, so that a count in brackets or
a year is not mistaken for a citation. Marks that the source itself gives (JATS `xref`) come first.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from seriatim.model import Report
from seriatim.text._author_year import find_author_years
from seriatim.text.prose import Citation
from seriatim.text.tables import read_table

_DASH = r"(?:\s?[\u2010-\u2015\u2212-]+\s?|\s(?:to|through)\s)"
_RUN = (
    rf"\d{{1,3}}(?:{_DASH}\d{{1,3}})?(?:\s?[,;\u00b7]\s?(?:and\s|&\s)?\d{{1,3}}(?:{_DASH}\d{{1,3}})?){{0,40}}"
)
_LEAD = r"(?:[Rr]efs?\.?\s|[Rr]eferences?\s|[Rr]eviewed in\s|see\s|e\.g\.,?\s|cf\.\s)?"
_BRACKETS = {
    "square": re.compile(rf"\[\s?{_LEAD}({_RUN})\s?\)?\](?:{_DASH}\[\s?(\d{{1,3}})\s?\])?"),
    "round": re.compile(rf"\(\s?{_LEAD}({_RUN})\s?\)"),
}
_TIGHT = _RUN.replace(r"\s?", "")  # no blanks
_GLUED = re.compile(rf"(?<!\d)({_TIGHT})(?=[\s.,;:)\u201d]|$)")
_GLUE = re.compile(
    r"(?:[a-z\u00e0-\u00ff]{4}|[a-zA-Z)\]%\u201d\"][.,;:]|\s(?:19|20)\d\d[.,])$"  # a word, a stop, a year
)
_LOOSE_GLUE = re.compile(r"[a-z]{2}[.,]\s$")  # "word. 3,4 The": set apart, but between two sentences
_RAISED = re.compile(
    "[\u00b9\u00b2\u00b3\u2070\u2074-\u2079]+(?:[,\u2013\u207b-][\u00b9\u00b2\u00b3\u2070\u2074-\u2079]+)*"
)
_PLAIN = str.maketrans("\u2070\u00b9\u00b2\u00b3\u2074\u2075\u2076\u2077\u2078\u2079\u207b", "0123456789-")
_PART = re.compile(rf"(\d{{1,3}})(?:{_DASH}(\d{{1,3}}))?")
_WORD_BEFORE = re.compile(r"([^\W\d_]+)[.\s]*$")
_LISTING = re.compile(r"(?:^|[:;,]|\band|\bor|\n)\s*$")
_NO_TEXT = frozenset({"references", "title"})
_OFTEN = 0.25  # marks for each entry of the list
_HALF = 0.5  # of the list: with so much and many marks, a habit is believed
_MOST = 0.7  # of the list: a habit that reaches so much is the report's


def find_citations(report: Report) -> tuple[Citation, ...]:
    """Find the marks that point at the reference list, with ranges expanded.

    Args:
        report: its text, its reference list and, where the source has them, its own citation marks.

    Returns:
        Citations in text order. `numbers` are as printed, ranges expanded: one that the list does not have stays
        where it stands among others that it has.

    Example:
        >>> from seriatim.model import Reference
        >>> refs = tuple(Reference(str(n), "", 0, 0) for n in range(1, 6))
        >>> report = Report("r", "Calcium is raised [1,3-5] in some (2001).", references=refs)
        >>> [(c.numbers, c.is_range) for c in find_citations(report)]
        [(('1', '3', '4', '5'), ('4',))]
    """
    known = _Known.of(report)
    if not known.numbers:
        return ()
    habits = [_marked(report, known)] if report.citation_marks else []
    habits += [] if _holds(habits, known) else [_in_brackets(report, known, name) for name in _BRACKETS]
    if not _holds(habits, known):
        # names are surer signs than numbers: they come first, so that they win a draw
        habits = [*habits[:-2], list(find_author_years(report)), *habits[-2:]]
        habits += [_glued(report, known), _raised(report, known)]
    return tuple(_with_strays(report, known, max(habits, key=known.weigh)))


def _holds(habits: list[list[Citation]], known: _Known) -> bool:
    """Tell whether a habit was found that reaches most of the list, by more than a few long ranges."""
    return any(known.covered(h) >= _MOST and len(h) >= _OFTEN * len(known.numbers) for h in habits)


@dataclass(frozen=True)
class _Known:
    """The numbers of the reference list."""

    numbers: frozenset[str]
    highest: int

    @classmethod
    def of(cls, report: Report) -> _Known:
        numbers = frozenset(r.number for r in report.references)
        return cls(numbers, max((int(n) for n in numbers if n.isdigit()), default=0))

    def covered(self, found: Iterable[Citation]) -> float:
        """The share of the list that these citations reach."""
        return len({n for c in found for n in c.numbers} & self.numbers) / len(self.numbers)

    def weigh(self, found: list[Citation]) -> tuple[bool, float]:
        """Rank a habit: one that is kept to comes before a single long range."""
        share = self.covered(found)
        return share >= _HALF and len(found) >= _OFTEN * len(self.numbers), share

    def accepts(self, numbers: list[str]) -> bool:
        """Tell whether numbers can be a citation: most are listed; one alone may be missing from inside the list."""
        listed = sum(n in self.numbers for n in numbers)
        if len(numbers) == 1:
            return bool(listed) or int(numbers[0]) < self.highest
        return listed * 2 >= len(numbers) and listed > 0


def _marked(report: Report, known: _Known) -> list[Citation]:
    """The source's own marks; brackets of the same habit that it left unmarked join in."""
    marks = [
        Citation(m.start, m.end, m.numbers, _inside(m.numbers, report.text[m.start : m.end]))
        for m in sorted(report.citation_marks, key=lambda m: (m.start, m.end))
    ]
    signs = [
        max("[(", key=lambda sign: report.text.rfind(sign, max(0, m.start - 40), m.start + 1)) for m in marks
    ]
    held = [
        s for s, m in zip(signs, marks, strict=True) if s in report.text[max(0, m.start - 40) : m.start + 1]
    ]
    habit = next(
        (n for n, sign in (("square", "["), ("round", "(")) if held.count(sign) * 2 > len(marks)), None
    )
    if habit is None:
        return marks
    extra = [
        c
        for c in _in_brackets(report, known, habit)
        if not any(m.start < c.end and c.start < m.end for m in marks)
    ]
    return sorted((*marks, *extra), key=lambda c: (c.start, c.end))


def _inside(numbers: tuple[str, ...], printed: str) -> tuple[str, ...]:
    """Numbers that a mark stands for but does not print."""
    shown = set(re.findall(r"\d+", printed))
    return tuple(n for n in numbers if n not in shown) if len(numbers) > 2 and len(shown) > 1 else ()


def _with_strays(report: Report, known: _Known, marks: list[Citation]) -> list[Citation]:
    """Add marks in square brackets to a report that cites in round ones: those are nothing else there."""
    if not marks or any(report.text[m.start] != "(" for m in marks):
        return marks
    square = _in_brackets(report, known, "square")
    strays = [c for c in square if known.numbers.issuperset(c.numbers) and 4 * len(square) < len(marks)]
    return sorted((*marks, *strays), key=lambda c: c.start)


def _in_brackets(report: Report, known: _Known, habit: str) -> list[Citation]:
    """Marks in one kind of bracket; a number missing from the list is believed alone once it stood beside others."""
    found: list[Citation] = []
    alone: list[Citation] = []
    for m in _prose_matches(report, _BRACKETS[habit]):
        if report.text[m.end() : m.end() + 1] == "/" or (
            habit == "round" and not _is_citation(report.text, m)
        ):
            continue
        citation = _expand(m[1] if m.lastindex == 1 else f"{m[1]}-{m[2]}", m.start(), m.end())
        if citation is not None:
            (found if known.accepts(list(citation.numbers)) else alone).append(citation)
    beside = {n for c in found for n in c.numbers}
    found += [c for c in alone if beside.issuperset(c.numbers)]
    return sorted(found, key=lambda c: c.start)


def _glued(report: Report, known: _Known) -> list[Citation]:
    matches = (m for m in _prose_matches(report, _GLUED) if _is_glued(report.text, m))
    found = (_expand(m[0], m.start(), m.end()) for m in matches)
    return [c for c in found if c is not None and known.numbers.issuperset(c.numbers)]


def _is_glued(text: str, m: re.Match[str]) -> bool:
    low = max(0, m.start() - 8)
    after = text[m.end() : m.end() + 2]
    loose = _LOOSE_GLUE.search(text, low, m.start()) and (after[:1] == "\n" or after.strip()[:1].isupper())
    return bool(loose or _GLUE.search(text, low, m.start())) and not _stopped(text, m.start(), glued=True)


def _raised(report: Report, known: _Known) -> list[Citation]:
    found = []
    for m in _prose_matches(report, _RAISED):
        word = _WORD_BEFORE.search(report.text, max(0, m.start() - 12), m.start())
        if word and word.end() == m.start() and len(word[1]) < 3:  # a unit: cm2, mm3
            continue
        citation = _expand(m[0].translate(_PLAIN), m.start(), m.end())
        if citation is not None and known.numbers.issuperset(citation.numbers):
            found.append(citation)
    return found


def _prose_matches(report: Report, pattern: re.Pattern[str]) -> Iterator[re.Match[str]]:
    for m in pattern.finditer(report.text):
        section = report.section_at(m.start())
        if section is None or section.name not in _NO_TEXT:
            yield m


def _is_citation(text: str, m: re.Match[str]) -> bool:
    """A number in round brackets may also be a figure's, a patient's, or count a list's items."""
    before = text[max(0, m.start() - 24) : m.start()]
    lists_items = (
        _LISTING.search(before) and m[1].isdigit() and text[m.end() : m.end() + 1] in (" ", "\u00a0")
    )
    return not lists_items and not _stopped(text, m.start())


def _stopped(text: str, at: int, *, glued: bool = False) -> bool:
    word = _WORD_BEFORE.search(text, max(0, at - 24), at)
    return word is not None and word[1].lower() in (_shortened_stops() if glued else _stops())


@cache
def _stops() -> frozenset[str]:
    return frozenset(row["word"] for row in read_table("citation_stops.tsv"))


@cache
def _shortened_stops() -> frozenset[str]:
    """Those that end in a stop themselves ("Fig.1"), so that the number behind may be glued to it."""
    return frozenset(row["word"] for row in read_table("citation_stops.tsv") if row["shortened"])


def _expand(printed: str, start: int, end: int) -> Citation | None:
    """Expand ranges; None where one runs backwards or a number begins with 0."""
    numbers: list[str] = []
    inside: list[str] = []
    for part in _PART.finditer(printed):
        low, high = int(part[1]), int(part[2] or part[1])
        if high < low or high - low > 200 or part[1].startswith("0"):
            return None
        numbers += map(str, range(low, high + 1))
        inside += map(str, range(low + 1, high))
    return Citation(start, end, tuple(dict.fromkeys(numbers)), tuple(inside)) if numbers else None
