"""A report's text cut into what its readers ask for: sentences, abbreviations, citations."""

from __future__ import annotations

import sys
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from functools import cached_property

from seriatim.model import Report, Span
from seriatim.text.folding import fold


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence, or a line that stands alone (a heading, a table cell).

    Attributes:
        index: position in `Prose.sentences`.
        start: offset of its first character; `end` is after its last one.
        section: name of the innermost section that holds it, or None.
        paragraph: number of its paragraph, counted over the report.
        pieces: the stretches it is made of; more than one where a caption or a page break splits it.
    """

    index: int
    start: int
    end: int
    section: str | None
    paragraph: int
    pieces: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Abbreviation:
    """A short form defined in the report, with the place of both forms."""

    short: str
    long: str
    start: int
    end: int
    long_start: int
    long_end: int


@dataclass(frozen=True, slots=True)
class Citation:
    """A citation mark in the running text; `numbers` are reference numbers, ranges expanded.

    Attributes:
        is_range: the numbers that stand only inside a range ("3-12" gives 4 to 11).
    """

    start: int
    end: int
    numbers: tuple[str, ...]
    is_range: tuple[str, ...] = ()


@dataclass(frozen=True)
class Prose:
    """A report with its sentences, abbreviations, citations and lists of short forms, all as offsets into `report.text`."""

    report: Report
    sentences: tuple[Sentence, ...]
    abbreviations: tuple[Abbreviation, ...] = ()
    citations: tuple[Citation, ...] = ()
    glossaries: tuple[tuple[int, int], ...] = ()

    @cached_property
    def text(self) -> str:
        """The report's canonical text without the reference list that ends it; same offsets.

        No sentence stands in such a list, so nothing is read there; one that defines a short form is kept.
        """
        text, sections = self.report.text, self.report.sections
        last = max(sections, key=lambda s: (s.end, -s.start), default=None)
        if last is None or last.name != "references" or last.end < len(text.rstrip()):
            return text
        return text if any(a.long_end > last.start for a in self.abbreviations) else text[: last.start]

    @cached_property
    def folded(self) -> str:
        """`text` folded once for every matcher; same offsets (see `seriatim.text.folding`)."""
        return fold(self.text)

    @cached_property
    def _pieces(self) -> tuple[list[int], list[tuple[int, Sentence]]]:
        """Starts of all pieces of all sentences, and for each where it ends and whose it is."""
        pieces = sorted((a, b, s.index) for s in self.sentences for a, b in s.pieces)
        return [a for a, _, _ in pieces], [(b, self.sentences[index]) for _, b, index in pieces]

    @cached_property
    def _citation_starts(self) -> list[int]:
        return [c.start for c in self.citations]

    def sentence_at(self, offset: int) -> Sentence | None:
        """Return the sentence that holds `offset`, or None between sentences."""
        starts, pieces = self._pieces
        at = bisect_right(starts, offset) - 1
        if at < 0:
            return None
        end, sentence = pieces[at]
        return sentence if offset < end else None

    def in_glossary(self, offset: int) -> bool:
        """Tell whether an offset lies in a list of short forms, where nothing is said of anybody."""
        at = bisect_right(self.glossaries, (offset, sys.maxsize)) - 1
        return at >= 0 and offset < self.glossaries[at][1]

    def citations_in(self, start: int, end: int) -> tuple[Citation, ...]:
        """Return the citation marks that begin in `start:end`."""
        low = bisect_left(self._citation_starts, start)
        high = bisect_left(self._citation_starts, end)
        return self.citations[low:high]

    def span(self, start: int, end: int) -> Span:
        """Cut a span out of the text."""
        return Span.of(self.report.text, start, end)


def read_prose(report: Report) -> Prose:
    """Cut a report's text into sentences and find the abbreviations and citations it uses."""
    from seriatim.text.abbreviations import find_abbreviations
    from seriatim.text.citations import find_citations
    from seriatim.text.glossaries import find_glossaries
    from seriatim.text.sentences import find_sentences

    sentences, glossaries = find_sentences(report), find_glossaries(report.text)
    return Prose(
        report,
        sentences,
        find_abbreviations(report.text, sentences, (a for g in glossaries for a in g.entries)),
        find_citations(report),
        tuple((g.start, g.end) for g in glossaries),
    )
