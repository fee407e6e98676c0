"""The text against the reference list: what is cited, what is listed, and who is named beside a mark."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from itertools import pairwise

from seriatim.audit.codes import make_note
from seriatim.model import Case, Note, Reference, Span
from seriatim.text import Citation, Prose
from seriatim.text.keys import family_key
from seriatim.text.wording import pattern_of

_ENOUGH = 0.6  # of the list must be seen cited before what is not seen is noted
_RUN = r"\d{1,3}(?:\s?[\u2010-\u2015-]\s?\d{1,3})?(?:\s?[,;]\s?\d{1,3}(?:\s?[\u2010-\u2015-]\s?\d{1,3})?)*"
_MARKS = {"[": re.compile(rf"\[({_RUN})\]"), "(": re.compile(rf"\(({_RUN})\)")}
_PART = re.compile(r"(\d{1,3})(?:\s?[\u2010-\u2015-]\s?(\d{1,3}))?")
_NAME = r"[A-Z\u00c0-\u00de][\w'’-]*[a-z\u00df-\u00ff][\w'’-]*"
_named = pattern_of(
    r"(?P<first>(?:{name_particle}\s|El\s|Al\s){0,3}"
    + _NAME
    + r")(?:,?\s(?P<alia>et\s?al\.?)|\s(?:and|&)\s(?P<colleagues>colleagues|co-?workers)|\s(?:and|&)\s(?P<second>"
    + _NAME
    + r"))(?:['’]s?)?,?\s?[\[(]?$"
)
_YEAR_BEFORE = re.compile(r"\b[Ii]n (?P<year>(?:19|20)\d\d),?\s$")
_YEAR_BETWEEN = re.compile(r"\s?\((?:19|20)\d\d[a-z]?\)\s?[\[(]?$")
_ALIKE = 0.72
_BEYOND = 10  # numbers behind the list's end that are still taken for citations


def check_linking(case: Case, prose: Prose) -> Iterator[Note]:
    """Check what is cited against what is listed."""
    references = {r.number: r for r in case.report.references}
    if not references:
        return
    cited = {n for c in prose.citations for n in c.numbers}
    yield from _missing(case, prose, references)
    if len(cited & references.keys()) >= _ENOUGH * len(references):
        yield from _uncited(case, cited)
        yield from _only_in_ranges(case, prose)
        yield from _out_of_order(case, prose)
    for citation in prose.citations:
        yield from _named_otherwise(case, prose, citation, references)


def _uncited(case: Case, cited: set[str]) -> Iterator[Note]:
    """One note for all entries without a mark in the text."""
    never = [r for r in case.report.references if r.number not in cited]
    if never:
        spans = [case.report.span(r.start, r.end) for r in never if r.end > r.start]
        numbers = [r.number for r in never]
        message = f"Never cited in the text: reference{'s' if len(never) > 1 else ''} {', '.join(numbers)}."
        yield make_note("ref-uncited", message, spans, numbers)


def _only_in_ranges(case: Case, prose: Prose) -> Iterator[Note]:
    """One note for all entries that stand in the text only as part of a range."""
    alone: set[str] = set()
    spans: dict[str, Span] = {}
    for c in prose.citations:
        inside = set(c.is_range)
        for n in c.numbers:
            at_edge = n.isdigit() and (str(int(n) + 1) in inside or str(int(n) - 1) in inside)
            if n in inside or at_edge:
                spans.setdefault(n, prose.span(c.start, c.end))
            else:
                alone.add(n)
    only = [r.number for r in case.report.references if r.number in spans and r.number not in alone]
    if only:
        places = tuple(dict.fromkeys(spans[n] for n in only))
        message = f"Cited only inside a range, never for themselves: references {', '.join(only)}."
        yield make_note("range-only-citation", message, places, only)


def _out_of_order(case: Case, prose: Prose) -> Iterator[Note]:
    """In a list that follows the order of citation, entries first cited out of turn."""
    first: dict[str, int] = {}
    for c in prose.citations:
        for n in c.numbers:
            first.setdefault(n, c.start)
    numbers = sorted((n for n in first if n.isdigit()), key=int)
    if len(numbers) < 6:
        return
    late = [b for a, b in pairwise(numbers) if first[b] < first[a]]
    if late and len(late) <= max(1, len(numbers) // 10):
        for n in late:
            at = first[n]
            mark = next(c for c in prose.citations if c.start == at)
            message = f"Reference {n} is cited before reference {int(n) - 1}, in a list that follows the order of citation."
            yield make_note("citation-order", message, (prose.span(mark.start, mark.end),), (n,))


def _missing(case: Case, prose: Prose, references: dict[str, Reference]) -> Iterator[Note]:
    """Numbers cited that the list does not have, one note a number; ranges that run backwards."""
    spans: dict[str, list[Span]] = {}
    for citation in prose.citations:
        for number in citation.numbers:
            if number not in references:
                spans.setdefault(number, []).append(prose.span(citation.start, citation.end))
    sign = _usual_sign(prose)
    if sign is not None and all(n.isdigit() for n in references):
        for m in _MARKS[sign].finditer(prose.text):
            if _could_cite(case, prose, m):
                yield from _reversed(prose, m, references)
                for number in _beyond(m, sign, references):
                    spans.setdefault(number, []).append(prose.span(m.start(), m.end()))
    for number, places in sorted(spans.items(), key=lambda item: (len(item[0]), item[0])):
        message = f"Reference {number} is cited, but not in the list."
        yield make_note("cited-missing", message, dict.fromkeys(places), (number,))


def _usual_sign(prose: Prose) -> str | None:
    """The bracket that most of the report's citations stand in."""
    around = [prose.text[max(0, c.start - 1) : c.start + 1] for c in prose.citations]
    sign = next((s for s in _MARKS if sum(s in a for a in around) * 2 > len(around)), None)
    return sign if len(around) >= 3 else None


def _could_cite(case: Case, prose: Prose, m: re.Match[str]) -> bool:
    section = case.report.section_at(m.start())
    marked = case.report.citation_marks and prose.citations_in(m.start() + 1, m.end())
    return not marked and (section is None or section.name not in ("references", "title"))


def _reversed(prose: Prose, m: re.Match[str], references: dict[str, Reference]) -> Iterator[Note]:
    parts = [(p[1], p[2] or p[1]) for p in _PART.finditer(m[1])]
    listed = [n for pair in parts for n in pair]
    if any(int(low) > int(high) for low, high in parts) and all(n in references for n in listed):
        span = prose.span(m.start(), m.end())
        yield make_note(
            "citation-range-reversed", f"The range {m[0]} runs backwards.", (span,), dict.fromkeys(listed)
        )


def _beyond(m: re.Match[str], sign: str, references: dict[str, Reference]) -> list[str]:
    """Numbers a little behind the list's end, alone in square brackets; round ones may be counts."""
    highest = max(map(int, references))
    numbers = [str(int(n)) for n in re.findall(r"\d+", m[1])]
    near = all(highest < int(n) <= highest + _BEYOND for n in numbers)
    return numbers if sign == "[" and near else []


def _named_otherwise(
    case: Case, prose: Prose, citation: Citation, references: dict[str, Reference]
) -> Iterator[Note]:
    """The author named right before a mark against the authors of the entries it points at."""
    before = _YEAR_BETWEEN.sub(" ", prose.text[max(0, citation.start - 90) : citation.start])
    m = _named().search(before)
    entries = [references[n] for n in citation.numbers if n in references]
    if not m or not entries or not all(r.authors for r in entries) or prose.text[citation.start].isalpha():
        return
    named = [n for n in (m["first"], m["second"]) if n]
    if m["second"] and not m["alia"] and not _are_authors(named, case):
        return
    span = prose.span(citation.start, citation.end)
    held = {_key(part) for r in entries for a in r.authors for part in (a.family, *a.family.split())}
    if not any(_key(n) in held or _key(n.split()[-1]) in held for n in named):
        nearest = max(((_likeness(n, h), h) for n in named for h in held), default=(0.0, ""))
        how = "is spelled differently in" if nearest[0] >= _ALIKE else "is no author of"
        numbers = ", ".join(citation.numbers)
        message = (
            f"{named[0]}, named in the text, {how} reference {numbers} ({entries[0].authors[0].family})."
        )
        yield make_note("citation-name-mismatch", message, (span,), citation.numbers)
        return
    year = _YEAR_BEFORE.search(before[: m.start()])
    if year and len(entries) == 1 and entries[0].year and abs(entries[0].year - int(year["year"])) >= 2:
        message = (
            f"The text gives {year['year']} for reference {entries[0].number}, which is of {entries[0].year}."
        )
        yield make_note("citation-year-mismatch", message, (span,), citation.numbers)


def _are_authors(named: list[str], case: Case) -> bool:
    """Two capitalised words with "and" between are authors only if the list knows one of them."""
    known = {_key(a.family) for r in case.report.references for a in r.authors}
    return any(_key(n) in known for n in named)


def _likeness(one: str, other: str) -> float:
    return SequenceMatcher(None, _key(one), other, autojunk=False).ratio()


def _key(family: str) -> str:
    """A family name's key, also where it stands in the genitive."""
    return family_key(family).removesuffix("s")
