"""Characters of a PDF page to segments: words in a row, drawn on one baseline in one size."""

from __future__ import annotations

import ctypes
import math
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

HYPHEN = "\ufffe"
"""How pdfium writes a hyphen at the end of a line."""

_LINE_ENDS = frozenset({10, 13})
_SPACES = frozenset({9, 32, 160, 0x2002, 0x2003, 0x2009, 0x200A, 0x202F})
_ACCENTS = {
    "´": "\u0301", "`": "\u0300", "¨": "\u0308", "ˆ": "\u0302", "˜": "\u0303", "ˇ": "\u030c", "˚": "\u030a",
    "¸": "\u0327", "˘": "\u0306", "¯": "\u0304", "˙": "\u0307", "˛": "\u0328", "˝": "\u030b",
}  # fmt: skip
_TILT = math.radians(10)
_BUFFER = 256


@dataclass(frozen=True, slots=True)
class Segment:
    """Words in a row on one baseline; lengths in PDF points from the lower left corner of the page.

    Attributes:
        base: height of the baseline. size: of the type. bold: whether the font says so.
    """

    text: str
    left: float
    right: float
    base: float
    size: float
    bold: bool = False

    @property
    def top(self) -> float:
        """Height of the tops of the letters."""
        return self.base + 0.75 * self.size

    @property
    def bottom(self) -> float:
        """Height of the descenders."""
        return self.base - 0.22 * self.size


@dataclass(frozen=True, slots=True)
class PrintedPage:
    """A page with what is printed on it."""

    number: int
    width: float
    height: float
    segments: tuple[Segment, ...]


@dataclass(frozen=True, slots=True)
class _Glyph:
    index: int
    text: str
    left: float
    right: float
    base: float
    size: float
    spaced: bool


def read_pages(document: Any) -> list[PrintedPage]:
    """Read the segments of every page of an open pdfium document."""
    pages = []
    for index in range(len(document)):
        page = document[index]
        width, height = page.get_size()
        text_page = page.get_textpage()
        segments = tuple(_segments(text_page, _compose(_glyphs(text_page))))
        pages.append(PrintedPage(index + 1, width, height, segments))
        text_page.close()
        page.close()
    return pages


def _glyphs(text_page: Any) -> Iterator[_Glyph | None]:
    """The characters of a page in drawing order; None where a line ends."""
    import pypdfium2.raw as pdfium

    raw = text_page.raw
    box, x, y = pdfium.FS_RECTF(), ctypes.c_double(), ctypes.c_double()
    spaced, high, height, size = False, 0, -1.0, 0.0
    for index in range(pdfium.FPDFText_CountChars(raw)):
        code = pdfium.FPDFText_GetUnicode(raw, index)
        if code in _LINE_ENDS:
            spaced = False
            yield None
        elif code in _SPACES:
            spaced = True
        elif 0xD800 <= code < 0xDC00:
            high = code
        elif code >= 32 or code == 2:
            if 0xDC00 <= code < 0xE000:
                code, high = (0x10000 + ((high - 0xD800) << 10) + (code - 0xDC00) if high else 0xFFFD), 0
            pdfium.FPDFText_GetLooseCharBox(raw, index, box)
            pdfium.FPDFText_GetCharOrigin(raw, index, x, y)
            if box.top - box.bottom != height:
                height = box.top - box.bottom
                size = _type_size(raw, index, height)
            yield _Glyph(index, _character(code), box.left, box.right, y.value, size, spaced)
            spaced = False


def _type_size(raw: Any, index: int, height: float) -> float:
    """The size a character is printed in: that of its font, scaled as the page scales it."""
    import pypdfium2.raw as pdfium

    size: float = pdfium.FPDFText_GetFontSize(raw, index)
    matrix = pdfium.FS_MATRIX()
    if pdfium.FPDFText_GetMatrix(raw, index, matrix):
        size *= math.hypot(matrix.c, matrix.d)
    return size if 0.3 * height < size < 3 * height or height <= 0 else height / 1.2


def _compose(glyphs: Iterator[_Glyph | None]) -> Iterator[_Glyph | None]:
    """Set accents that are drawn by themselves on the letter they stand over."""
    held: _Glyph | None = None
    accent: _Glyph | None = None
    for glyph in glyphs:
        if glyph is not None and glyph.text in _ACCENTS:
            if held is not None and _over(glyph, held):
                held = _accented(held, glyph)
            else:
                accent = glyph
            continue
        if glyph is None and accent is not None:
            continue
        if glyph is not None and accent is not None:
            glyph = _accented(glyph, accent) if _over(accent, glyph) else glyph
            accent = None
            if held is not None and abs(glyph.base - held.base) < 0.2 * held.size:
                glyph = replace(glyph, spaced=glyph.left - held.right > 0.2 * glyph.size)
        if held is not None:
            yield held
        if glyph is None:
            yield None
        held = glyph
    if held is not None:
        yield held


def _over(accent: _Glyph, letter: _Glyph) -> bool:
    middle = (accent.left + accent.right) / 2
    inside = letter.left - 0.5 <= middle <= letter.right + 0.5
    return inside and letter.text.isalpha() and abs(accent.base - letter.base) < letter.size


def _accented(letter: _Glyph, accent: _Glyph) -> _Glyph:
    base = {"ı": "i", "ȷ": "j"}.get(letter.text, letter.text)
    composed = unicodedata.normalize("NFC", base + _ACCENTS[accent.text])
    return replace(letter, text=composed if len(composed) == 1 else letter.text)


def _character(code: int) -> str:
    if code in (0xFFFE, 2, 0xAD):
        return HYPHEN
    character = chr(code)
    return unicodedata.normalize("NFKC", character) if 0xFB00 <= code <= 0xFB06 else character


def _segments(text_page: Any, glyphs: Iterator[_Glyph | None]) -> Iterator[Segment]:
    row: list[_Glyph] = []
    for glyph in glyphs:
        if row and (glyph is None or not _continues(row[-1], row[0], glyph)):
            if _is_upright(text_page, row[0]):
                yield _segment(text_page, row)
            row = []
        if glyph is not None:
            row.append(glyph)
    if row and _is_upright(text_page, row[0]):
        yield _segment(text_page, row)


def _is_upright(text_page: Any, glyph: _Glyph) -> bool:
    import pypdfium2.raw as pdfium

    angle = pdfium.FPDFText_GetCharAngle(text_page.raw, glyph.index) % (2 * math.pi)
    return bool(min(angle, 2 * math.pi - angle) <= _TILT)


def _continues(last: _Glyph, first: _Glyph, glyph: _Glyph) -> bool:
    size = first.size
    gap = glyph.left - last.right
    return (
        abs(glyph.base - first.base) < 0.12 * size
        and abs(glyph.size - size) < 0.12 * size
        and gap < 0.9 * size
        and glyph.left > last.left - 0.1 * size
    )


def _segment(text_page: Any, row: list[_Glyph]) -> Segment:
    words = [row[0].text]
    for before, glyph in pairwise(row):
        words.append(" " if glyph.spaced or glyph.left - before.right > 0.22 * glyph.size else "")
        words.append(glyph.text)
    first = row[0]
    right = max(glyph.right for glyph in row)
    return Segment(
        "".join(words), first.left, right, first.base, first.size, _is_bold(text_page, first.index)
    )


def _is_bold(text_page: Any, index: int) -> bool:
    import pypdfium2.raw as pdfium

    buffer, flags = ctypes.create_string_buffer(_BUFFER), ctypes.c_int()
    length = pdfium.FPDFText_GetFontInfo(text_page.raw, index, buffer, _BUFFER, flags)
    name = buffer.raw[: min(length, _BUFFER)].lower()
    return any(mark in name for mark in (b"bold", b"black", b"heavy", b"semibold", b"-bd", b".b")) or (
        pdfium.FPDFText_GetFontWeight(text_page.raw, index) >= 600
    )
