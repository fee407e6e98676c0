"""Prints an article as journals do: columns, running heads, notes, figures, in any drawing order."""

from __future__ import annotations

import io
import random
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from html import escape
from typing import Any

from seriatim.model import Report

_WORD_END = re.compile(r"^(\S{4,}?[aeiouy][bcdfglmnprst])([bcdfglmnprst]\S{3,})$")


@dataclass
class Style:
    """How a journal looks.

    Attributes:
        columns: 1 to 3. size: of the body type in points. indent: first lines indented, or paragraphs spaced.
        justified, hyphenated, raised: how lines are set; `raised` prints [3] as a superscript.
        letter: begins in the middle of a page, below the end of another letter, without an abstract.
    """

    columns: int = 2
    size: float = 9.5
    indent: bool = True
    justified: bool = True
    hyphenated: bool = True
    raised: bool = False
    letter: bool = False
    notes: bool = True
    figures: bool = True
    width: float = 595.0
    height: float = 842.0
    margin: float = 50.0
    gutter: float = 16.0


@dataclass
class Article:
    """What is printed: blocks are (kind, words), kind heading | text."""

    title: str
    authors: str
    blocks: list[tuple[str, str]]
    references: list[str] = field(default_factory=list)
    captions: list[str] = field(default_factory=list)
    journal: str = "Journal of Invented Rashes"


def styles(seed: int) -> Style:
    """A style drawn by lot, the same for the same seed."""
    lot = random.Random(seed)
    return Style(
        columns=lot.choice((1, 2, 2, 3)),
        size=lot.choice((8.5, 9.5, 10.0)),
        indent=lot.random() < 0.6,
        justified=lot.random() < 0.7,
        hyphenated=lot.random() < 0.7,
        raised=lot.random() < 0.4,
        letter=lot.random() < 0.25,
        gutter=lot.choice((12.0, 16.0, 24.0)),
    )


Run = tuple[int, float, float, float, str, str, float]
"""Page, x, y, size, font, words, extra space between words."""


class Press:
    """Sets one article in one style."""

    def __init__(self, article: Article, style: Style, seed: int) -> None:
        from reportlab.pdfbase.pdfmetrics import stringWidth

        self._measure = stringWidth
        self.article, self.style, self.lot = article, style, random.Random(seed)
        self.runs: list[Run] = []
        self.page, self.column = 1, 0
        self.top = style.height - 70
        self.y = self.top
        self.column_width = (
            style.width - 2 * style.margin - (style.columns - 1) * style.gutter
        ) / style.columns
        self.floor = self._floor()
        self.captions = list(article.captions)

    def _floor(self) -> float:
        return 70.0

    @property
    def x(self) -> float:
        """Left edge of the present column."""
        return self.style.margin + self.column * (self.column_width + self.style.gutter)

    def print(self) -> bytes:
        """The finished PDF."""
        self._front()
        for kind, words in self.article.blocks:
            if kind == "heading":
                self._heading(words)
            else:
                self._paragraph(words, self.style.size)
        if self.article.references:
            self._heading("References")
            for entry in self.article.references:
                self._paragraph(entry, self.style.size * 0.85, hanging=True)
        self._heads()
        return self._draw()

    def _front(self) -> None:
        style, wide = self.style, self.style.width - 2 * self.style.margin
        if style.letter:
            end = "and she has been well since. We thank the editors of this invented journal for their patience."
            self._block(end, style.size, "Times-Roman", style.margin, wide)
            self.y -= 30
        self._block(self.article.title, 16, "Times-Bold", style.margin, wide)
        self.y -= 8
        self._block(self.article.authors, 10, "Times-Roman", style.margin, wide)
        self.y -= 14
        self.top = self.y

    def _block(self, words: str, size: float, font: str, x: float, width: float) -> None:
        for line in self._lines(words.split(), size, font, width, width):
            self.runs.append((self.page, x, self.y, size, font, " ".join(line), 0.0))
            self.y -= size * 1.2

    def _heading(self, words: str) -> None:
        size = self.style.size + 1
        self._room(4 * size)
        if self.y < self.top:
            self.y -= size * 0.8
        for line in self._lines(words.split(), size, "Times-Bold", self.column_width, self.column_width):
            self.runs.append((self.page, self.x, self.y, size, "Times-Bold", " ".join(line), 0.0))
            self.y -= size * 1.25
        self.y -= 2

    def _paragraph(self, words: str, size: float, *, hanging: bool = False) -> None:
        style = self.style
        step = 1.2 * size if style.indent or hanging else 0.0
        first = self.column_width - (0 if hanging else step)
        rest = self.column_width - (step if hanging else 0)
        lines = list(self._lines(words.split(), size, "Times-Roman", first, rest))
        for number, line in enumerate(lines):
            self._room(size)
            shift = step if (number == 0) != hanging else 0.0
            width = first if number == 0 else rest
            self._line(line, size, self.x + shift, width, last=number == len(lines) - 1)
            self.y -= size * 1.2
        if not style.indent:
            self.y -= size * 0.7

    def _line(self, line: list[str], size: float, x: float, width: float, *, last: bool) -> None:
        natural = sum(self._width(word, size) for word in line) + (len(line) - 1) * self._width(" ", size)
        spread = self.style.justified and not last and len(line) > 1
        extra = (width - natural) / (len(line) - 1) if spread else 0.0
        if not self.style.raised:
            self.runs.append((self.page, x, self.y, size, "Times-Roman", " ".join(line), max(0.0, extra)))
            return
        for word in line:
            for piece, raised in _pieces(word):
                lift, type_size = (size * 0.35, size * 0.65) if raised else (0.0, size)
                self.runs.append((self.page, x, self.y + lift, type_size, "Times-Roman", piece, 0.0))
                x += self._measure(piece, "Times-Roman", type_size)
            x += self._width(" ", size) + max(0.0, extra)

    def _width(self, word: str, size: float) -> float:
        if not self.style.raised:
            return float(self._measure(word, "Times-Roman", size))
        return sum(
            float(self._measure(p, "Times-Roman", size * (0.65 if r else 1))) for p, r in _pieces(word)
        )

    def _lines(
        self, words: Sequence[str], size: float, font: str, first: float, rest: float
    ) -> Iterator[list[str]]:
        line: list[str] = []
        used, width = 0.0, first
        space = self._measure(" ", font, size)
        waiting = list(reversed(words))
        while waiting:
            word = waiting.pop()
            length = self._width(word, size) if font == "Times-Roman" else self._measure(word, font, size)
            if line and used + space + length > width:
                parts = _WORD_END.match(word) if self.style.hyphenated and font == "Times-Roman" else None
                if parts and used + space + self._width(parts[1] + "-", size) <= width:
                    line.append(parts[1] + "-")
                    waiting.append(parts[2])
                else:
                    waiting.append(word)
                yield line
                line, used, width = [], 0.0, rest
                continue
            used += length + (space if line else 0)
            line.append(word)
        if line:
            yield line

    def _room(self, height: float) -> None:
        """Go to the next column or page where the present one is full; put notes and figures there."""
        if self.y - height >= self.floor:
            return
        self.column += 1
        if self.column == self.style.columns:
            self.page, self.column, self.top = self.page + 1, 0, self.style.height - 70
        self.y, self.floor = self.top, self._floor()
        if self.style.figures and self.captions and self.lot.random() < 0.5:
            self.y -= 60
            self._small(self.captions.pop(0), self.style.size * 0.85)
            self.y -= 14
        if self.style.notes and self.lot.random() < 0.3:
            held, self.y = self.y, 70 + 2 * self.style.size
            self._small("*Correspondence to the invented author of these pages, Rash House, New Town.", 7)
            self.y, self.floor = held, 70 + 3.6 * self.style.size

    def _small(self, words: str, size: float) -> None:
        for line in self._lines(words.split(), size, "Helvetica", self.column_width, self.column_width):
            self.runs.append((self.page, self.x, self.y, size, "Helvetica", " ".join(line), 0.0))
            self.y -= size * 1.2

    def _heads(self) -> None:
        style = self.style
        for page in range(1, self.page + 1):
            right = style.width - style.margin - 120
            head, number = (style.margin, right) if page % 2 else (right, style.margin)
            self.runs.append((page, head, style.height - 40, 8, "Helvetica", self.article.journal, 0.0))
            self.runs.append((page, number, style.height - 40, 8, "Helvetica", str(100 + page), 0.0))

    def _draw(self) -> bytes:
        from reportlab.pdfgen.canvas import Canvas

        target = io.BytesIO()
        canvas: Any = Canvas(target, pagesize=(self.style.width, self.style.height), invariant=1)
        for page in range(1, self.page + 1):
            runs = [run for run in self.runs if run[0] == page]
            self.lot.shuffle(runs)
            for _, x, y, size, font, words, extra in runs:
                text = canvas.beginText(x, y)
                text.setFont(font, size)
                text.setWordSpace(extra)
                text.textOut(words)
                canvas.drawText(text)
            canvas.showPage()
        canvas.save()
        return target.getvalue()


def _pieces(word: str) -> list[tuple[str, bool]]:
    """A word with its citation marks told apart: "lupus[3,4]," to "lupus", raised "3,4", ","."""
    parts = re.split(r"\[(\d[\d,–-]*)\]", word)
    return [(part, place % 2 == 1) for place, part in enumerate(parts) if part]


def printable(words: str) -> str:
    """Words in the letters the standard fonts have."""
    return " ".join(words.encode("cp1252", "ignore").decode("cp1252").split())


def print_article(article: Article, style: Style, seed: int = 0) -> bytes:
    """Print an article; the drawing order of each page is shuffled by `seed`."""
    return Press(article, style, seed).print()


def article_of(report: Report, *, numbered: bool = True) -> Article:
    """The headings, paragraphs, captions and references of a report, ready to be printed."""
    apart = ("caption", "table", "references", "title", "abstract")
    skipped = [(s.start, s.end) for s in report.sections if s.name in apart]
    titles = {s.start for s in report.sections if s.title and s.name not in apart}
    blocks, place = [], 0
    for paragraph in report.text.split("\n\n"):
        start = report.text.index(paragraph, place)
        place = start + len(paragraph)
        words = printable(paragraph)
        if words and not any(a <= start < b for a, b in skipped):
            blocks.append(("heading" if start in titles else "text", words))
    return Article(
        title=printable(report.title),
        authors=", ".join(printable(f"{a.given} {a.family}") for a in report.authors),
        blocks=blocks,
        references=[printable(f"{r.number}. {r.raw}" if numbered else r.raw) for r in report.references],
        captions=[
            printable(report.text[s.start : s.end])[:400] for s in report.sections if s.name == "caption"
        ],
    )


def write_html(article: Article) -> bytes:
    """The article as a publisher's page, with the page's own words around it."""
    tags = {"heading": "h2", "text": "p"}
    body = "".join(f"<{tags[kind]}>{escape(words)}</{tags[kind]}>" for kind, words in article.blocks)
    listed = "".join(f"<li>{escape(words)}</li>" for words in article.references)
    return (
        '<!doctype html><html><body><div class="navbar">Home Menu Login</div><div class="sidebar">Related</div>'
        f"<div><h1>{escape(article.title)}</h1><p>{escape(article.authors)}</p>{body}<h2>References</h2><ol>{listed}</ol>"
        '</div><div class="footer">Terms and privacy</div></body></html>'
    ).encode()


def write_docx(article: Article, *, styled: bool = True) -> bytes:
    """The article as a manuscript, its headings styled as such or only set in bold."""
    import docx

    document = docx.Document()

    def heading(words: str, level: int) -> None:
        if styled:
            document.add_heading(words, level)
        else:
            document.add_paragraph().add_run(words).bold = True

    heading(article.title, 0)
    document.add_paragraph(article.authors)
    for kind, words in article.blocks:
        if kind == "heading":
            heading(words, 1)
        else:
            document.add_paragraph(words)
    heading("References", 1)
    for words in article.references:
        document.add_paragraph(words)
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


def order_kept(wanted: Sequence[str], found: Sequence[str]) -> tuple[int, int]:
    """How many words of `wanted` are in `found` in order, and in any order."""
    places: dict[str, int] = {}
    for place, word in enumerate(wanted):
        places[word] = places.get(word, 0) | 1 << place
    full = (1 << len(wanted)) - 1
    row = full
    for word in found:
        held = row & places.get(word, 0)
        row = ((row + held) | (row - held)) & full
    common = Counter(wanted) & Counter(found)
    return len(wanted) - row.bit_count(), sum(common.values())
