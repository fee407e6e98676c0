"""Running words of a JATS article: superscripts, formulas and citations set on the line."""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from seriatim.model import CitationMark
from seriatim.reading._canonical import CanonicalText
from seriatim.reading._citations import add_mark, numbers_of, read_numbers, set_raised
from seriatim.reading._jats_front import plain_text
from seriatim.reading.xml_tree import local_name

if TYPE_CHECKING:
    from lxml import etree

# Parts that carry no words of the article.
SILENT = frozenset(
    "graphic inline-graphic media object-id tex-math annotation alt-text long-desc private-char x ref-list"
    " permissions processing-meta label title".split()
)
# Parts set apart from the text they stand in; they follow the paragraph that holds them.
_FLOATS = frozenset("fig fig-group table-wrap table-wrap-group boxed-text supplementary-material".split())
_BLOCKS = frozenset("list def-list disp-quote disp-formula disp-formula-group verse-group speech p".split())
_TEN = re.compile(r"(?:^|\D)10$")
_EXPONENT = re.compile(r"^[-+–−]?\d{1,2}$")
# A citation mark that is set apart by being raised alone, not by brackets of its own.
_NUMBERS = re.compile(r"^\d[\d\s,;–-]*$")


class JatsInline(ABC):
    """Writes running words into a canonical text and marks the citations in them.

    Args:
        canvas: the text under construction.
        numbers: id of each reference in the XML to its number in the list.
        linked: whether the article marks its citations up; where it does not, raised numbers are taken for them.
    """

    def __init__(self, canvas: CanonicalText, numbers: Mapping[str, str], *, linked: bool = True) -> None:
        self.canvas = canvas
        self._linked = linked
        self._numbers = numbers
        self.floats: list[etree._Element] = []
        self._inline: dict[str, Callable[[etree._Element], None]] = {
            "xref": self._write_xref,
            "sup": self._write_superscript,
            "break": lambda element: self.canvas.write(" "),
            "alternatives": self._write_alternative,
        }

    @abstractmethod
    def write_block(self, element: etree._Element) -> None:
        """Write a block that stands inside running words."""

    def write_inline(self, element: etree._Element, *, plain: bool = False) -> None:
        """Write the running words of an element and of what is in it."""
        canvas = self.canvas
        canvas.write(element.text)
        for child in element:
            tag = local_name(child)
            special = self._inline.get(tag)
            if special is not None:
                special(child)
            elif tag in _FLOATS:
                self.floats.append(child)
            elif tag in _BLOCKS and not plain:
                self._write_block_inside(child)
            elif tag and (tag not in SILENT or tag == "label"):
                self.write_inline(child, plain=plain)
            canvas.write(child.tail)

    def _write_block_inside(self, element: etree._Element) -> None:
        self.canvas.break_block()
        self.write_block(element)
        self.canvas.break_block()

    def _write_alternative(self, element: etree._Element) -> None:
        for child in element:
            if local_name(child) not in SILENT:
                self.write_inline(child)
                return

    def _write_superscript(self, element: etree._Element) -> None:
        """Keep "10^9" apart from 109, and a superscript citation apart from the word before it."""
        canvas = self.canvas
        words = element.text or ""
        if not len(element) and _EXPONENT.match(words) and _TEN.search(canvas.last(3)):
            canvas.write("^" + words)
        elif _cites(element) and not words.strip().startswith(("[", "(")) and canvas.ends_with_word():
            canvas.write("[")
            self.write_inline(element)
            canvas.write("]")
        elif not len(element) and not self._linked:
            self._write_unlinked(words)
        else:
            self.write_inline(element)

    def _write_unlinked(self, words: str) -> None:
        """Write a raised number of an article that links none of its citations."""
        form, cites = set_raised(words.strip(), self.canvas.last(6))
        numbers = read_numbers(words)
        known = cites and set(numbers) <= set(self._numbers.values())
        self.canvas.write(form if known else words)
        if known:
            end = self.canvas.length
            self.canvas.marks.append(CitationMark(end - len(form), end, numbers))

    def _write_xref(self, element: etree._Element) -> None:
        if element.get("ref-type") != "bibr":
            self.write_inline(element)
            return
        canvas = self.canvas
        if canvas.marks and canvas.marks[-1].end == canvas.here and canvas.last(1).isdigit():
            canvas.write(",")
        glued = canvas.ends_with_word() and not canvas.ends_with("[(,;-–—−/")
        lead = "[" if glued and _NUMBERS.match(plain_text(element)) else ""
        start = canvas.here
        canvas.write(lead)
        self.write_inline(element)
        canvas.write("]" if lead else "")
        self._record_mark(element, start)

    def _record_mark(self, element: etree._Element, start: int) -> None:
        canvas = self.canvas
        targets = tuple(n for rid in (element.get("rid") or "").split() if (n := self._numbers.get(rid)))
        numbers = numbers_of(canvas.slice(start), targets)
        if canvas.length > start and numbers:
            last = canvas.marks[-1].end if canvas.marks else None
            between = canvas.slice(last, start) if last is not None and 0 <= start - last <= 8 else ""
            add_mark(canvas.marks, CitationMark(start, canvas.length, numbers), between)


def _cites(element: etree._Element) -> bool:
    return any(x.get("ref-type") == "bibr" for x in element.iter("{*}xref"))
