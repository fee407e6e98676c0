"""The running text of a JATS article: sections, paragraphs, lists, captions, citations."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from seriatim.reading._canonical import CanonicalText
from seriatim.reading._jats_front import plain_text
from seriatim.reading._jats_inline import SILENT, JatsInline
from seriatim.reading._jats_tables import write_table
from seriatim.reading.titles import find_role
from seriatim.reading.xml_tree import local_name

if TYPE_CHECKING:
    from lxml import etree

_BACK_PARTS = frozenset("ack app-group app sec fn-group glossary notes bio".split())


class JatsBody(JatsInline):
    """Writes the parts of one article into a canonical text; the arguments are those of `JatsInline`."""

    def __init__(self, canvas: CanonicalText, numbers: Mapping[str, str], *, linked: bool = True) -> None:
        super().__init__(canvas, numbers, linked=linked)
        self._notes = 0
        self._blocks: Mapping[str, Callable[[etree._Element], None]] = {
            "p": self.write_paragraph,
            "sec": self.write_section,
            "fig": self.write_caption,
            "supplementary-material": self.write_caption,
            "table-wrap": lambda element: write_table(self, element),
            "list": self.write_list,
            "def-list": self.write_definitions,
            "disp-formula": self.write_paragraph,
            "boxed-text": self.write_box,
        } | dict.fromkeys(("ack", "app", "notes", "glossary", "fn-group", "bio"), self.write_note)

    def write_article(self, article: etree._Element, title: etree._Element | None) -> None:
        """Write title, abstracts, body, back matter and floats, without the reference list."""
        if title is not None:
            self.canvas.begin_section("title", "")
            self.write_heading(title)
            self.canvas.end_section()
        for abstract in article.iterfind("{*}front/{*}article-meta/{*}abstract"):
            self.write_abstract(abstract)
        for part in ("body", "floats-wrap", "floats-group"):
            for element in article.iterfind(f"{{*}}{part}"):
                self.write_blocks(element)
        for back in article.iterfind("{*}back"):
            for element in back:
                if local_name(element) in _BACK_PARTS:
                    self.write_note(element)

    def write_abstract(self, abstract: etree._Element) -> None:
        """Write an abstract, its own headings as sections inside it."""
        title = self.heading_words(abstract)
        self.canvas.begin_section("abstract", title or "Abstract")
        if title:
            self.write_heading(abstract.find("{*}title"))
        self.write_blocks(abstract)
        self.canvas.end_section()

    def write_blocks(self, parent: etree._Element) -> None:
        """Write every block inside `parent`."""
        for element in parent:
            self.write_block(element)

    def write_block(self, element: etree._Element) -> None:
        """Write one block by its kind; an unknown container by what is in it."""
        tag = local_name(element)
        if not tag or tag in SILENT:
            return
        write = self._blocks.get(tag)
        if write is not None:
            write(element)
        elif len(element) and any(local_name(child) in self._blocks for child in element):
            self.write_blocks(element)
        else:
            self.write_paragraph(element)

    def heading_words(self, element: etree._Element) -> str:
        """The heading of a section as printed, without its number and notes."""
        return plain_text(element.find("{*}title"), skip=frozenset({"xref", "fn"}))

    def write_heading(self, element: etree._Element | None) -> None:
        """Write a heading as a block of its own."""
        if element is not None:
            self.canvas.break_block()
            label = element.getprevious()
            if label is not None and local_name(label) == "label":
                self.write_inline(label)
                self.canvas.write(" ")
            self.write_inline(element)
            self.canvas.break_block()

    def write_section(self, element: etree._Element) -> None:
        """Write a section; what the table of titles does not know has the role of what holds it."""
        if self._notes:
            self.write_note(element)
            return
        title = self.heading_words(element)
        self.canvas.begin_section(self.role_of(title, element), title)
        self.write_heading(element.find("{*}title"))
        self.write_blocks(element)
        self.canvas.end_section()

    def write_note(self, element: etree._Element) -> None:
        """Write a part of the back matter (acknowledgements, interests) without a title of its own.

        The heading stays among the words; only a section of the body has a title.
        """
        self.canvas.begin_section("other", "")
        self._notes += 1
        self.write_heading(element.find("{*}title"))
        self.write_blocks(element)
        self._notes -= 1
        self.canvas.end_section()

    def role_of(self, title: str, element: etree._Element) -> str:
        """The role of a section by its title, its type, and the section around it."""
        outer = self.canvas.role
        if outer == "abstract":
            return "abstract"
        role = find_role(title) or find_role((element.get("sec-type") or "").replace("|", " and "))
        if role is None or (role.level == 2 and outer in ("case", "discussion", "introduction")):
            return (
                outer if outer in ("case", "discussion", "introduction") else role.name if role else "other"
            )
        return role.name

    def write_paragraph(self, element: etree._Element) -> None:
        """Write a paragraph, then the figures and tables that stand in it."""
        outer, self.floats = self.floats, []
        self.canvas.break_block()
        self.write_inline(element)
        self.canvas.break_block()
        floats, self.floats = self.floats, outer
        for held in floats:
            self.write_block(held)

    def write_list(self, element: etree._Element) -> None:
        """Write a list, an item a line."""
        for item in element.iterfind("{*}list-item"):
            self.canvas.break_block("\n")
            label = item.find("{*}label")
            if label is not None:
                self.write_inline(label)
                self.canvas.write(" ")
            for child in item:
                if local_name(child) == "p":
                    self.write_inline(child)
                    self.canvas.break_block("\n")
                else:
                    self.write_block(child)

    def write_definitions(self, element: etree._Element) -> None:
        """Write a list of terms, "term: definition" a line."""
        for item in element.iterfind("{*}def-item"):
            self.canvas.break_block("\n")
            for place, part in enumerate(item):
                self.canvas.write(": " if place else "")
                self.write_inline(part, plain=True)
        self.canvas.break_block()

    def write_caption(self, element: etree._Element) -> None:
        """Write the label and caption of a figure as a section of its own."""
        self.canvas.begin_section("caption", plain_text(element.find("{*}label")))
        self.write_label_and_caption(element)
        self.canvas.end_section()

    def write_label_and_caption(self, element: etree._Element) -> tuple[int, int]:
        """Write "Figure 1. Caption" as one block and return its offsets."""
        self.canvas.break_block()
        start = self.canvas.here
        label, caption = element.find("{*}label"), element.find("{*}caption")
        if label is not None:
            self.write_inline(label)
            self.canvas.write("" if self.canvas.ends_with(".:") else ".")
            self.canvas.write(" ")
        if caption is not None:
            for part in caption:
                self.write_inline(part)
                self.canvas.write(" ")
        self.canvas.break_block()
        return start, self.canvas.length

    def write_box(self, element: etree._Element) -> None:
        """Write boxed text with its heading."""
        for heading in element.iterfind("{*}caption/{*}title"):
            self.write_heading(heading)
        for paragraph in element.iterfind("{*}caption/{*}p"):
            self.write_paragraph(paragraph)
        self.write_blocks(element)
