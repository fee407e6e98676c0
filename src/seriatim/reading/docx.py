"""DOCX: the document as it stands, with tracked insertions and without deletions."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from seriatim.errors import InputError
from seriatim.model import Report
from seriatim.reading._docx_styles import Numbering, Styles, attribute, read_numbering, read_styles
from seriatim.reading._rich import Piece, RichText
from seriatim.reading.xml_tree import local_name, parse_xml

if TYPE_CHECKING:
    from lxml import etree

_LARGEST_PART = 100_000_000
# Deleted and moved text, field codes, and the drawing's second version for old programs.
_DROPPED = frozenset(
    "del moveFrom instrText delText Fallback pPr rPr sectPr tblPr trPr tcPr delInstrText fldData binData".split()
)
_SIGNS = {"tab": " ", "cr": " ", "noBreakHyphen": "‑", "ptab": " "}


def read_docx(data: bytes, name: str) -> Report:
    """Read a DOCX file.

    Paragraphs, tables, text boxes, content controls, footnotes and endnotes are read; tracked insertions
    count as text, tracked deletions do not.

    Args:
        data: the file's bytes.
        name: the report's id.

    Raises:
        InputError: where the package is damaged or holds no words.
    """
    parts = _load_parts(data, name)
    reader = _DocxReader(parts, name)
    rich = RichText()
    for piece in reader.pieces():
        rich.add(piece)
    report = rich.report(name)
    if not report.text:
        raise InputError(name, "is a DOCX file without words", "save the document again")
    return report


def _load_parts(data: bytes, name: str) -> dict[str, bytes]:
    wanted = ("document", "styles", "numbering", "footnotes", "endnotes")
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        held = set(archive.namelist())
        parts = {}
        for part in wanted:
            path = f"word/{part}.xml"
            if path in held:
                with archive.open(path) as file:
                    parts[part] = file.read(_LARGEST_PART + 1)
                if len(parts[part]) > _LARGEST_PART:
                    raise InputError(name, "unpacks to too many bytes", "save the document again")
    except (
        zipfile.BadZipFile,
        zlib.error,
        EOFError,
        OSError,
        NotImplementedError,
        RuntimeError,
        ValueError,
    ) as error:
        raise InputError(name, f"is a damaged DOCX file ({error})", "save the document again") from None
    if "document" not in parts:
        raise InputError(name, "is a DOCX file without a document", "save the document again")
    return parts


class _DocxReader:
    """Walks the parts of one document in reading order."""

    def __init__(self, parts: Mapping[str, bytes], name: str) -> None:
        self._roots = {part: parse_xml(data, name) for part, data in parts.items()}
        self._styles: Styles = read_styles(self._roots.get("styles"))
        self._numbering: Numbering = read_numbering(self._roots.get("numbering"))
        self._boxes: list[etree._Element] = []
        self._notes: list[etree._Element] = []

    def pieces(self) -> Iterator[Piece]:
        """The pieces of the body, then of footnotes and endnotes."""
        body = self._roots["document"].find("{*}body")
        yield from self._blocks(self._roots["document"] if body is None else body)
        for part, tag in (("footnotes", "footnote"), ("endnotes", "endnote")):
            root = self._roots.get(part)
            notes = (
                [n for n in root if local_name(n) == tag and attribute(n, "type") is None]
                if root is not None
                else []
            )
            for number, note in enumerate(notes, start=1):
                yield Piece("block" if number == 1 else "line")
                yield Piece("words", f"{number}. ")
                for paragraph in note.iter("{*}p"):
                    yield from self._runs(paragraph)
                    yield Piece("words", " ")
            if notes:
                yield Piece("end")

    def _blocks(self, parent: etree._Element) -> Iterator[Piece]:
        for element in parent:
            tag = local_name(element)
            if tag == "p":
                yield from self._paragraph(element)
            elif tag == "tbl":
                yield from self._table(element)
            elif tag and tag not in _DROPPED:
                yield from self._blocks(element)

    def _paragraph(self, element: etree._Element) -> Iterator[Piece]:
        properties = element.find("{*}pPr")
        kind, level = self._styles.kind_of(properties)
        yield Piece(kind, level=level)
        if kind == "block" and (label := self._numbering.next_label(properties, self._styles)):
            yield Piece("words", label + " ")
        yield from self._runs(element)
        yield Piece("end")
        boxes, self._boxes = self._boxes, []
        for box in boxes:
            yield from self._blocks(box)

    def _runs(self, parent: etree._Element) -> Iterator[Piece]:
        for element in parent:
            tag = local_name(element)
            if tag == "t":
                yield Piece("words", element.text or "")
            elif tag in _SIGNS:
                yield Piece("words", _SIGNS[tag])
            elif tag == "br":
                yield Piece("words", " ") if attribute(element, "type") else Piece("line")
            elif tag == "txbxContent":
                self._boxes.append(element)
            elif tag == "r" and _is_raised(element):
                yield Piece("raised")
                yield from self._runs(element)
                yield Piece("level")
            elif tag and tag not in _DROPPED:
                yield from self._runs(element)

    def _table(self, element: etree._Element) -> Iterator[Piece]:
        yield Piece("table")
        for row in element.iterfind("{*}tr"):
            yield Piece("row")
            for cell in row.iter("{*}tc"):
                if next((a for a in cell.iterancestors() if local_name(a) == "tr"), None) is not row:
                    continue
                yield Piece("cell", spans=(_grid_span(cell), 1))
                yield from self._blocks(cell)
                yield Piece("end cell")
        yield Piece("end table")
        boxes, self._boxes = self._boxes, []
        for box in boxes:
            yield from self._blocks(box)


def _is_raised(run: etree._Element) -> bool:
    align = run.find("{*}rPr/{*}vertAlign")
    return align is not None and attribute(align, "val") == "superscript"


def _grid_span(cell: etree._Element) -> int:
    span = cell.find("{*}tcPr/{*}gridSpan")
    value = attribute(span, "val") if span is not None else None
    return min(int(value), 200) if value and value.isdigit() and int(value) > 0 else 1
