"""PDF: printed pages to one text in reading order, each line with its page and box."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from seriatim.errors import InputError
from seriatim.model import CitationMark, Page, Report
from seriatim.reading._canonical import BLOCK
from seriatim.reading._citations import keep_known, read_numbers
from seriatim.reading._headings import MarkedHeading
from seriatim.reading._pdf_columns import order_rows
from seriatim.reading._pdf_furniture import remove_furniture
from seriatim.reading._pdf_glyphs import HYPHEN, PrintedPage, read_pages
from seriatim.reading._pdf_lines import PrintedLine, body_size, set_line
from seriatim.reading._pdf_paragraphs import Paragraph, build_paragraphs, join_words
from seriatim.reading.layout import describe_layout

_WORD = re.compile(r"\w[\w’'-]*\w")
_MOST_PAGES = 2000
_MASTHEAD_LINES = 12
_LEAST_READABLE = 0.5


def read_pdf(data: bytes, name: str) -> Report:
    """Read a PDF file whose pages carry text.

    Columns, running heads, page numbers, footnotes and words divided at line ends are dealt with; each
    printed line keeps its page and box in `Report.pages`.

    Args:
        data: the file's bytes.
        name: the report's id.

    Raises:
        InputError: for an encrypted, damaged, scanned or unreadable file.
    """
    pages = _load_pages(data, name)
    kept, heads = remove_furniture(pages)
    lines = [
        set_line(row, page.number)
        for page, segments in zip(pages, kept, strict=True)
        if segments
        for row in order_rows(segments)
    ]
    paragraphs = build_paragraphs([line for line in lines if line.text.strip()])
    setting = _set(paragraphs)
    text = "".join(setting.parts)
    mastheads = [line.text for line in lines[:_MASTHEAD_LINES] if line.page == 1] + heads
    report = describe_layout(text, name, marked=_headings(setting, paragraphs), mastheads=mastheads)
    front = [s.end for s in report.sections if s.name == "title" or (s.name == "other" and not s.title)]
    marks = [mark for mark in setting.marks if mark.start >= max(front[:2], default=0)]
    return replace(report, pages=_pages(setting, pages), citation_marks=keep_known(marks, report.references))


def _load_pages(data: bytes, name: str) -> list[PrintedPage]:
    import pypdfium2

    try:
        document: Any = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower() or "security" in str(error).lower():
            raise InputError(name, "is an encrypted PDF", "save a copy without a password") from None
        raise InputError(name, "is a damaged PDF", "download it again") from None
    try:
        if not 0 < len(document) <= _MOST_PAGES:
            raise InputError(name, f"is a PDF of {len(document)} pages", "give the article alone")
        pages = read_pages(document)
    except pypdfium2.PdfiumError:
        raise InputError(name, "is a damaged PDF", "download it again") from None
    finally:
        document.close()
    _check_readable(pages, name)
    return pages


def _check_readable(pages: Sequence[PrintedPage], name: str) -> None:
    words = "".join(s.text for page in pages for s in page.segments)
    letters = sum((c.isalpha() and c < "\ue000") or (c > "\uf8ff" and c.isalpha()) for c in words)
    if letters < 20 * len(pages) and letters < 200:
        raise InputError(name, "is a scanned PDF without text", "run text recognition (OCR) on it first")
    if letters < _LEAST_READABLE * len(words) * 0.6:
        raise InputError(
            name, "is a PDF whose letters cannot be read", "give its HTML or XML version, or run OCR on it"
        )


@dataclass
class _Setting:
    """The text under construction, with where each line and paragraph stands in it."""

    parts: list[str] = field(default_factory=list)
    length: int = 0
    lines: list[tuple[int, int, PrintedLine]] = field(default_factory=list)
    paragraphs: list[tuple[int, int]] = field(default_factory=list)
    marks: list[CitationMark] = field(default_factory=list)

    def add(self, words: str) -> None:
        self.parts.append(words)
        self.length += len(words)


def _set(paragraphs: Sequence[Paragraph]) -> _Setting:
    """Write paragraphs one after the other, lines joined."""
    setting = _Setting()
    known = frozenset(
        word.casefold()
        for paragraph in paragraphs
        for line in paragraph.lines
        for word in _WORD.findall(line.text.rstrip("-" + HYPHEN))
    )
    before: Paragraph | None = None
    for paragraph in paragraphs:
        if before is not None:
            rows = before.kind == paragraph.kind == "table" and before.last.page == paragraph.first.page
            setting.add("\n" if rows else BLOCK)
        start = setting.length
        _set_lines(setting, paragraph.lines, known)
        setting.paragraphs.append((start, setting.length))
        before = paragraph
    return setting


def _set_lines(setting: _Setting, lines: Sequence[PrintedLine], known: frozenset[str]) -> None:
    for place, line in enumerate(lines):
        words = line.text.strip()
        shift = line.text.index(words[0])
        following = lines[place + 1].text.strip() if place + 1 < len(lines) else None
        end, between = (
            join_words(words, following, known)
            if following is not None
            else (words[-1:] if words[-1:] == "-" else "", "")
        )
        if words.endswith((HYPHEN, "-", "\u2010", "\u00ad")):
            words = words[:-1] + end.replace(HYPHEN, "-")
        words = words.replace(HYPHEN, "-")
        start = setting.length
        setting.add(words)
        setting.lines.append((start, setting.length, line))
        for first, last in line.marks:
            mark = CitationMark(
                start + first - shift, start + last - shift, read_numbers(line.text[first:last])
            )
            if mark.end <= setting.length:
                setting.marks.append(mark)
        setting.add(between)


def _pages(setting: _Setting, pages: Sequence[PrintedPage]) -> tuple[Page, ...]:
    """Stretches of the text by page: a page comes twice where a sentence runs past a note at its foot."""
    sizes = {page.number: (page.width, page.height) for page in pages}
    runs: list[list[tuple[int, int, PrintedLine]]] = []
    for entry in setting.lines:
        if runs and runs[-1][0][2].page == entry[2].page:
            runs[-1].append(entry)
        else:
            runs.append([entry])
    ends = [run[0][0] for run in runs[1:]] + [setting.length]
    return tuple(
        Page(run[0][2].page, run[0][0], end, *sizes[run[0][2].page], tuple(_boxes(run)))
        for run, end in zip(runs, ends, strict=True)
    )


def _boxes(
    run: Sequence[tuple[int, int, PrintedLine]],
) -> Iterator[tuple[int, int, float, float, float, float]]:
    for start, end, line in run:
        left, bottom, right, top = (round(value, 1) for value in line.box)
        yield start, end, left, bottom, right, top


def _headings(setting: _Setting, paragraphs: Sequence[Paragraph]) -> list[MarkedHeading]:
    """Paragraphs set as headings: the title in the largest type of the first page, the others by size."""
    size = body_size([line for paragraph in paragraphs for line in paragraph.lines])
    held = [(place, p, round(p.first.size, 1)) for place, p in enumerate(paragraphs) if p.kind == "heading"]
    title = _title(held, size)
    ranks = sorted({s for place, _, s in held if place != title}, reverse=True)
    out = []
    for place, paragraph, type_size in held:
        start, end = setting.paragraphs[place]
        level = 0 if place == title else 1 + ranks.index(type_size)
        if level == 0 or paragraph.first.bold or type_size > 1.07 * size:
            out.append(MarkedHeading(start, end, level))
    return out


def _title(held: Sequence[tuple[int, Paragraph, float]], size: float) -> int | None:
    first = [
        (s, -place)
        for place, p, s in held
        if p.first.page == 1 and s > 1.15 * size and len(" ".join(x.text for x in p.lines)) > 15
    ]
    return -max(first)[1] if first else None
