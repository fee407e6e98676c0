"""The front of a text without markup: title, authors, dates, journal, identifiers."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from seriatim.model import Author, Report
from seriatim.reading._dates import find_date
from seriatim.reading._front_words import front_words
from seriatim.reading._lines import Line
from seriatim.reading._mastheads import Masthead, find_masthead
from seriatim.reading.authors import find_authors, is_author_line

_DOI = re.compile(r"\b10\.\d{4,9}/[^\s\"<>|]+[^\s\"<>|.,;:)\]]")
_PMID = re.compile(r"\bPMID\s*:?\s*(\d{5,9})\b")
_PMCID = re.compile(r"\bPMC\s?ID?\s*:?\s*(?:PMC)?(\d{5,9})\b|\bPMC(\d{5,9})\b")
_YEAR = re.compile(r"(?:©|copyright|\(c\))\s*(?:by\s+)?(?:the\s+authors?\W+)?((?:19|20)\d\d)", re.I)
_FURNITURE = re.compile(
    r"^[\W\d]*$|^(?:page\s+)?\d+(?:\s+of\s+\d+)?$|^(?:vol(?:ume)?|issue|no)\b[\W\d]*$", re.I
)
_TITLE_END = re.compile(r"[*†‡§¶\s]+$")
_FAR = 6000
_LONGEST_AUTHORS = 3000
_FRONT_LINES = 120
_LICENSE = re.compile(r"https?://(?:www\.)?creativecommons\.org/(?:licenses|publicdomain)/[\w./-]+")
_KEYWORDS = re.compile(r"(?:key\s?words?|index terms)\s*[:.—–-]\s*(.{3,600})", re.I)


@dataclass
class FrontMatter:
    """What the front of a text tells; `title_span` is where the title stands."""

    title: str = ""
    title_span: tuple[int, int] | None = None
    authors: tuple[Author, ...] = ()
    masthead: Masthead = field(default_factory=Masthead)
    dates: dict[str, str] = field(default_factory=dict)
    doi: str | None = None
    pmid: str | None = None
    pmcid: str | None = None
    year: int | None = None
    keywords: tuple[str, ...] = ()
    article_type: str | None = None
    license: str | None = None

    def report(self, name: str, text: str) -> Report:
        """A report of this text with these fields."""
        return Report(
            id=name, text=text, title=self.title, authors=self.authors, journal=self.masthead.journal, year=self.year,
            dates=self.dates, doi=self.doi, pmid=self.pmid, pmcid=self.pmcid, article_type=self.article_type,
            license=self.license, keywords=self.keywords,
        )  # fmt: skip


def find_front(
    text: str,
    lines: Sequence[Line],
    body: int,
    end: int,
    *,
    title: int | None = None,
    mastheads: Sequence[str] = (),
) -> FrontMatter:
    """Read the front matter.

    Args:
        text: the canonical text.
        lines: its lines.
        body: index of the first line of the body; the title and the authors stand before it.
        end: offset at which the reference list begins: dates and identifiers are sought before it.
        title: index of the line of the title, where the source marks it.
        mastheads: running heads, where a journal may be named.
    """
    front = FrontMatter()
    first, last = _find_title(lines, body) if title is None else (title, title + 1)
    if first < last < len(lines) or title is not None:
        span = (lines[first].start, lines[last - 1].end)
        front.title_span = span
        front.title = " ".join(_TITLE_END.sub("", " ".join(text[slice(*span)].split())).strip("*_# ").split())
        front.authors = _authors_after(lines, last, body)
    labels = [front_words().article_type(line.text) for line in lines[: first or body] if len(line.text) < 80]
    front.article_type = next((label for label in labels if label), None)
    front.masthead = find_masthead([*(line.text for line in lines[: min(len(lines), body + 3)]), *mastheads])
    _find_identifiers(text[:end], front)
    _find_dates(text[:end], lines, front)
    front.year = front.masthead.year or _year(text[: min(end, _FAR)], front)
    return front


def is_noise(words: str) -> bool:
    """Whether a line of the front is neither title nor names: a notice, a date, an address, a number."""
    cues = front_words()
    return bool(
        _FURNITURE.match(words)
        or cues.is_label(words)
        or cues.notice.search(words)
        or find_masthead([words]).journal
        or (len(words) < 120 and cues.is_address(words) and words.count(",") >= 1)
    )


def _find_title(lines: Sequence[Line], body: int) -> tuple[int, int]:
    """Index of the first line of the title, and after its last."""
    runs: list[tuple[int, int]] = []
    index = 0
    body = min(body, _FRONT_LINES)
    while index < body and len(runs) < 3:
        if is_noise(lines[index].text):
            index += 1
            continue
        stop = index + 1
        while stop < body and lines[stop].gap < 2 and not is_noise(lines[stop].text) and stop - index < 5:
            if is_author_line(lines[stop].text) and not lines[stop - 1].text.endswith((",", "-", ":")):
                break
            stop += 1
        runs.append((index, stop))
        index = stop
    full = [run for run in runs if sum(len(lines[i].text.split()) for i in range(*run)) >= 2]
    return (full or runs or [(0, 0)])[0]


def _authors_after(lines: Sequence[Line], first: int, body: int) -> tuple[Author, ...]:
    """Authors of the first line of names below the title, with the lines that continue it."""
    for index in range(first, min(body, first + 8)):
        words, stop = lines[index].text, index + 1
        while stop < body and len(words) < _LONGEST_AUTHORS and _goes_on(words, lines[stop]):
            following = lines[stop].text
            apart = bool(find_authors(following)) and not words.endswith((",", ";", "&", " and"))
            words = f"{words}{',' if apart else ''} {following}"
            stop += 1
        if authors := find_authors(words):
            return authors
    return ()


def _goes_on(words: str, line: Line) -> bool:
    """Whether a line goes on with the authors above it."""
    if front_words().is_address(line.text) or is_noise(line.text) or len(line.text) > 400:
        return False
    return line.gap < 2 or words.endswith((",", ";", "&", " and")) or is_author_line(line.text)


def _find_identifiers(text: str, front: FrontMatter) -> None:
    head = text[:_FAR]
    if match := _DOI.search(head) or _DOI.search(text[-1500:] if len(text) > _FAR else ""):
        front.doi = match[0]
    if match := _LICENSE.search(text):
        front.license = match[0].rstrip(".,;")
    if match := _PMID.search(head):
        front.pmid = match[1]
    if match := _PMCID.search(head):
        front.pmcid = f"PMC{match[1] or match[2]}"
    if match := _KEYWORDS.search(head):
        words = re.split(r"\s*[;•·|]\s*|\s*,\s*", match[1].splitlines()[0].strip(" ."))
        front.keywords = tuple(w for w in words if w and len(w) < 60)[:12]


def _find_dates(text: str, lines: Sequence[Line], front: FrontMatter) -> None:
    """Dates with a cue before them, in the front or below the body."""
    cues = front_words()
    for start, stop in ((0, _FAR), (max(_FAR, len(text) - 2500), len(text))):
        for match in cues.date_cue.finditer(text, start, min(stop, len(text))):
            rest = text[match.end() : match.end() + 60]
            lead = re.match(
                r"(?:\s*(?:for publication|online|on|date|in final form|in revised form|first))*\s*[:,.]?\s*",
                rest,
                re.I,
            )
            found = find_date(rest[lead.end() :]) if lead else None
            kind = cues.dates.get(" ".join(match[0].casefold().split()))
            if found and kind:
                front.dates.setdefault(kind, found[0])


def _year(head: str, front: FrontMatter) -> int | None:
    if match := _YEAR.search(head):
        return int(match[1])
    for kind in ("published", "accepted", "revised", "received"):
        if kind in front.dates:
            return int(front.dates[kind][:4])
    return None
