"""The reference list by itself: pages, years, volumes, names, repeats."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import combinations, pairwise

from seriatim.audit.codes import make_note
from seriatim.model import Case, Note, Reference, Report, Span
from seriatim.text import Prose
from seriatim.text.keys import journal_key, title_key
from seriatim.text.tables import read_table

_PAGES = re.compile(
    r"^(?P<prefix>[A-Za-z]{0,3})(?P<first>\d{1,6})(?:-(?P<prefix2>[A-Za-z]{0,3})(?P<last>\d{1,6}))?[A-Za-z]?$"
)
_DOI = re.compile(r"^10\.\d{4,9}/\S{2,}$")
_RETRACTION_NOTICE = re.compile(
    r"^\W*(?:\[?retracted\b|retraction (?:of|note|notice)\b|withdrawn\b)|\[retracted[^\]]*\]|\(retracted[^)]*\)",
    re.I,
)
_STRAY = re.compile(
    r"(?:^|[,;]\s|\b[A-Z]{1,3}\s)(?P<name>[^\W\d_][\w'’-]+,\s[A-Z]{1,3}(?:-[A-Z])?)(?=[\s,.;:]|$)"
)
_PLAIN = re.compile(r"(?:^|[,;]\s|\b[A-Z]{1,3}\s)[^\W\d_][\w'’-]+\s[A-Z]{1,3}(?:-[A-Z])?(?=[\s,.;:]|$)")
_PRESS = 1700  # before it there were no learned journals to speak of
_SHARED = 2  # pages two entries must share: short articles may well end and begin on one page


@dataclass(frozen=True, slots=True)
class PageRange:
    """First and last page, the last one written out (1155-9 is 1155 to 1159)."""

    prefix: str
    first: int
    last: int


def read_pages(pages: str) -> PageRange | None:
    """Read pages as printed.

    Example:
        >>> read_pages("1155-9")
        PageRange(prefix='', first=1155, last=1159)
    """
    m = _PAGES.match(pages.strip())
    if not m:
        return None
    first, last = m["first"], m["last"] or m["first"]
    if len(last) < len(first):
        last = first[: len(first) - len(last)] + last
    return PageRange(m["prefix"].upper(), int(first), int(last))


def check_bibliography(case: Case, _: Prose) -> Iterator[Note]:
    """Check each entry, then entries against each other."""
    report = case.report
    limit = _latest_year(report)
    for reference in report.references:
        yield from _entry_notes(report, reference, limit)
    yield from _repeats(report)
    yield from _shared_pages(report)
    yield from _outliers(report)
    yield from _gaps(report)


def _span(report: Report, *references: Reference) -> tuple[Span, ...]:
    return tuple(report.span(r.start, r.end) for r in references if r.end > r.start)


def _latest_year(report: Report) -> int | None:
    """The last year an entry can be of: the report's own, or the year after it was accepted."""
    dated = [
        int(d[:4])
        for name, d in report.dates.items()
        if d[:4].isdigit() and name in ("accepted", "received", "published", "epub")
    ]
    years = [y for y in (report.year, max(dated) + 1 if dated else None) if y]
    return max(years) if years else None


def _entry_notes(report: Report, r: Reference, limit: int | None) -> Iterator[Note]:
    """What is wrong with one entry by itself."""
    for code, message in _complaints(r, limit):
        yield make_note(code, message, _span(report, r), (r.number,))
    yield from _stray_names(report, r)


def _complaints(r: Reference, limit: int | None) -> Iterator[tuple[str, str]]:
    """Yield the code and message of each field that cannot be right."""
    pages, begun = read_pages(r.pages), load_first_years().get(journal_key(r.journal))
    if not r.title and not r.journal and not (r.authors and r.year):
        yield "ref-unparsed", f"Reference {r.number} could not be read into fields."
    if pages and pages.last < pages.first:
        yield "ref-pages-impossible", f"Reference {r.number} ends on a page before its first: {r.pages}."
    if r.year is not None and ((limit is not None and r.year > limit) or r.year < _PRESS):
        yield "ref-year-impossible", f"Reference {r.number} is dated {r.year}; the report is of {limit}."
    if begun and r.year and r.year < begun:
        yield (
            "ref-before-journal",
            f"Reference {r.number} is dated {r.year}; {r.journal} began in {begun}.",
        )
    if r.doi and not _DOI.match(r.doi):
        yield "ref-doi-malformed", f"Reference {r.number} has a DOI that is none: {r.doi}."
    if _RETRACTION_NOTICE.search(r.title):
        yield (
            "ref-retracted",
            f"The title of reference {r.number} says that it was retracted or withdrawn.",
        )


def _stray_names(report: Report, r: Reference) -> Iterator[Note]:
    """One name of a Vancouver list with a comma of its own."""
    head = r.raw[: max(0, r.raw.find(r.title[:30]))] if r.title else ""
    stray = [m["name"] for m in _STRAY.finditer(head)]
    if len(stray) == 1 and len(_PLAIN.findall(head)) >= 1:
        message = f"Reference {r.number} prints one author in another way than the others: {stray[0]!r}."
        yield make_note("ref-name-malformed", message, _span(report, r), (r.number,))


@cache
def load_first_years() -> dict[str, int]:
    """Load the year in which each journal began, by the key of its name.

    Example:
        >>> load_first_years()["lancet"]
        1823
    """
    table = read_table("journals.tsv")
    return {
        journal_key(row[name]): int(row["begun"])
        for row in table
        for name in ("abbreviation", "full")
        if row["begun"]
    }


def _pairs(report: Report) -> Iterable[tuple[Reference, Reference]]:
    """Pairs of entries of the same journal and volume."""
    shelves: dict[tuple[str, str], list[Reference]] = defaultdict(list)
    for r in report.references:
        if r.journal and r.volume:
            shelves[journal_key(r.journal), r.volume].append(r)
    for shelf in shelves.values():
        yield from combinations(shelf, 2)


def _repeats(report: Report) -> Iterator[Note]:
    seen: dict[tuple[str, ...], Reference] = {}
    told: set[tuple[str, str]] = set()
    for r in report.references:
        for key in _identities(r):
            first = seen.setdefault(key, r)
            if first is not r and (first.number, r.number) not in told and _could_be_same(first, r):
                told.add((first.number, r.number))
                message = f"References {first.number} and {r.number} are the same work."
                yield make_note("ref-duplicate", message, _span(report, first, r), (first.number, r.number))


def _identities(r: Reference) -> Iterator[tuple[str, ...]]:
    if r.doi:
        yield "doi", r.doi.casefold()
    if r.pmid:
        yield "pmid", r.pmid
    title = title_key(r.title)
    if len(title) >= 25 and r.authors:
        yield "title", title, r.authors[0].family.casefold()
    pages = read_pages(r.pages)
    if r.journal and r.volume and pages and r.authors:
        yield "place", journal_key(r.journal), r.volume, str(pages.first), r.authors[0].family.casefold()


def _could_be_same(one: Reference, other: Reference) -> bool:
    """The same title may be printed as a series, in two years or on other pages: then it is not the same work."""
    places = [(r.volume, read_pages(r.pages)) for r in (one, other)]
    known = all(volume and pages for volume, pages in places)
    return not (known and places[0] != places[1]) and (
        one.year is None or other.year is None or abs(one.year - other.year) <= 1
    )


def _shared_pages(report: Report) -> Iterator[Note]:
    for one, other in _pairs(report):
        a, b = read_pages(one.pages), read_pages(other.pages)
        if not a or not b or a.prefix != b.prefix or (one.issue and other.issue and one.issue != other.issue):
            continue
        if one.year and other.year and one.year != other.year:
            continue
        shared = min(a.last, b.last) - max(a.first, b.first) + 1
        inside = a.first < b.first == b.last < a.last or b.first < a.first == a.last < b.last
        if (shared >= _SHARED or inside) and a != b and a.first != b.first:
            message = (
                f"References {one.number} and {other.number} share pages of {one.journal} {one.volume}: "
                f"{one.pages} and {other.pages}."
            )
            yield make_note(
                "ref-page-overlap", message, _span(report, one, other), (one.number, other.number)
            )


def _outliers(report: Report) -> Iterator[Note]:
    """An entry whose volume runs against the years of at least two others of its journal, and only it."""
    shelves: dict[str, list[tuple[int, int, Reference]]] = defaultdict(list)
    for r in report.references:
        if r.journal and r.year and r.volume.isdigit():
            shelves[journal_key(r.journal)].append((r.year, int(r.volume), r))
    for shelf in shelves.values():
        against = Counter[int]()
        for i, j in combinations(range(len(shelf)), 2):
            (year, volume, _), (year2, volume2, _) = shelf[i], shelf[j]
            if (year - year2) * (volume - volume2) < 0 or (year != year2 and volume == volume2):
                against.update((i, j))
        for i, count in against.items():
            others = [c for k, c in against.items() if k != i]
            if count >= 2 and all(c == 1 for c in others) and count >= len(shelf) / 2:
                year, volume, r = shelf[i]
                message = f"Reference {r.number} has volume {volume} in {year}, against the other entries of {r.journal}."
                yield make_note("ref-volume-year", message, _span(report, r), (r.number,))


def _gaps(report: Report) -> Iterator[Note]:
    numbers = [r.number for r in report.references]
    if not all(n.isdigit() for n in numbers):
        return
    for before, r in pairwise(report.references):
        if int(r.number) != int(before.number) + 1:
            message = f"Reference {before.number} is followed by reference {r.number}."
            yield make_note("ref-number-gap", message, _span(report, before, r), (before.number, r.number))
