"""A publication as read from a file: its canonical text and what is known about it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from seriatim.model.note import Note
from seriatim.model.span import Span

SECTION_NAMES = (
    "title",
    "abstract",
    "introduction",
    "case",
    "discussion",
    "references",
    "caption",
    "table",
    "other",
)


@dataclass(frozen=True, slots=True)
class Author:
    """One author as printed: family name and given names or initials."""

    family: str
    given: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """A titled part of the text.

    Attributes:
        name: one of `SECTION_NAMES`, the role this part plays.
        title: its heading as printed ("CASE REPORT"), or "" where there is none.
        start: offset of the first character, heading included.
        end: offset after the last one. Sections nest and never cross.
        level: 1 for a top-level section.
    """

    name: str
    title: str
    start: int
    end: int
    level: int = 1


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a table; `start:end` slices the report's text to the cell's words."""

    row: int
    column: int
    start: int
    end: int
    header: bool = False
    row_span: int = 1
    column_span: int = 1


@dataclass(frozen=True, slots=True)
class Table:
    """A table of the report, cell by cell, laid out in the canonical text."""

    start: int
    end: int
    cells: tuple[Cell, ...] = ()
    caption: Span | None = None
    label: str = ""


@dataclass(frozen=True, slots=True)
class Page:
    """A page of a paginated source; `start:end` is its part of the canonical text.

    `boxes` holds runs `(start, end, left, bottom, right, top)` in PDF points, one for each printed line.
    """

    number: int
    start: int
    end: int
    width: float = 0.0
    height: float = 0.0
    boxes: tuple[tuple[int, int, float, float, float, float], ...] = ()


@dataclass(frozen=True, slots=True)
class Reference:
    """An entry of the reference list.

    Attributes:
        number: as printed, or the 1-based position where the list is not numbered.
        raw: the whole entry as printed.
        pages: as printed but with a plain hyphen and no spaces ("1155-9").
        start: offset of the entry in the canonical text; `end` is after it.
        fields: where each field stands: `{"title": (start, end), ...}`.
    """

    number: str
    raw: str
    start: int
    end: int
    authors: tuple[Author, ...] = ()
    title: str = ""
    journal: str = ""
    year: int | None = None
    volume: str = ""
    issue: str = ""
    pages: str = ""
    doi: str | None = None
    pmid: str | None = None
    fields: Mapping[str, tuple[int, int]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class CitationMark:
    """A citation in the running text as the source marks it up (JATS `xref`, a superscript).

    Attributes:
        start: offset of the mark; `end` is after it.
        numbers: the reference numbers it stands for, ranges expanded.
    """

    start: int
    end: int
    numbers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Source:
    """Where a report came from.

    Attributes:
        path: as the user named it.
        format: text | jats | pdf | docx | html.
        sha256: of the file's bytes.
    """

    path: str = ""
    format: str = "text"
    sha256: str = ""


@dataclass(frozen=True)
class Report:
    r"""A publication: one canonical text, never edited, and offsets into it.

    Example:
        >>> report = Report(id="r1", text="CASE REPORT\nA rash.", sections=(Section("case", "CASE REPORT", 0, 19),))
        >>> report.section_at(13).name
        'case'
    """

    id: str
    text: str
    title: str = ""
    authors: tuple[Author, ...] = ()
    journal: str | None = None
    year: int | None = None
    dates: Mapping[str, str] = field(default_factory=dict)
    doi: str | None = None
    pmid: str | None = None
    pmcid: str | None = None
    article_type: str | None = None
    license: str | None = None
    keywords: tuple[str, ...] = ()
    language: str | None = None
    sections: tuple[Section, ...] = ()
    references: tuple[Reference, ...] = ()
    tables: tuple[Table, ...] = ()
    pages: tuple[Page, ...] = ()
    citation_marks: tuple[CitationMark, ...] = ()
    source: Source = Source()
    notes: tuple[Note, ...] = ()

    @cached_property
    def _cover(self) -> tuple[list[int], list[Section | None]]:
        """Boundaries at which the innermost section changes, and the section after each."""
        edges = sorted({0, *(s.start for s in self.sections), *(s.end for s in self.sections)})
        inner: list[Section | None] = []
        for edge in edges:
            holders = [s for s in self.sections if s.start <= edge < s.end]
            inner.append(min(holders, key=lambda s: (s.end - s.start, -s.level), default=None))
        return edges, inner

    def section_at(self, offset: int) -> Section | None:
        """Return the innermost section that holds `offset`, or None."""
        edges, inner = self._cover
        return inner[bisect_right(edges, offset) - 1] if self.sections else None

    def page_at(self, offset: int) -> Page | None:
        """Return the page that holds `offset`, or None where the source has no pages."""
        return next((page for page in self.pages if page.start <= offset < page.end), None)

    def span(self, start: int, end: int) -> Span:
        """Cut a span out of the canonical text."""
        return Span.of(self.text, start, end)
