"""What kind of file some bytes are, and which reader takes them."""

from __future__ import annotations

import re
from collections.abc import Callable
from importlib import import_module
from pathlib import PurePosixPath

from seriatim.errors import InputError
from seriatim.model import Note, Report

_ROOT = re.compile(rb"<([A-Za-z_][\w.-]*:)?([A-Za-z_][\w.-]*)")
_PROLOGUE = re.compile(rb"\s*(?:<\?[^>]*>\s*|<!--.*?-->\s*|<!DOCTYPE[^\[>]*(?:\[[^\]]*\])?[^>]*>\s*)*", re.S)
_HTML = frozenset(
    {b"html", b"head", b"body", b"div", b"p", b"title", b"meta", b"article", b"main", b"span", b"table"}
)
_JATS = frozenset({b"article", b"pmc-articleset", b"oai-pmh", b"articles", b"record", b"response"})
_STRANGERS = (
    (b"\x89PNG", "is an image", "give the text of the article"),
    (b"\xff\xd8\xff", "is an image", "give the text of the article"),
    (b"GIF8", "is an image", "give the text of the article"),
    (b"II*\x00", "is an image", "give the text of the article"),
    (b"MM\x00*", "is an image", "give the text of the article"),
    (b"\xd0\xcf\x11\xe0", "is an old Word or Excel file", "save it as DOCX"),
    (b"{\\rtf", "is a rich text (RTF) file", "save it as DOCX or plain text"),
    (b"\x7fELF", "is a program", "give an article"),
    (b"MZ\x90", "is a program", "give an article"),
    (b"Rar!", "is a RAR archive", "unpack it, or pack it as ZIP"),
    (b"7z\xbc\xaf", "is a 7z archive", "unpack it, or pack it as ZIP"),
    (b"BZh", "is a bzip2 archive", "unpack it, or pack it with gzip"),
    (b"\xfd7zXZ", "is an xz archive", "unpack it, or pack it with gzip"),
    (b"%!PS", "is a PostScript file", "save it as PDF"),
    (b"SQLite format 3", "is a database", "give an article"),
)


def _lazy(module: str, function: str) -> Callable[[bytes, str], Report]:
    def read(data: bytes, name: str) -> Report:
        reader: Callable[[bytes, str], Report] = getattr(
            import_module(f"seriatim.reading.{module}"), function
        )
        return reader(data, name)

    return read


FORMATS: dict[str, Callable[[bytes, str], Report]] = {
    "text": _lazy("plain", "read_plain"),
    "jats": _lazy("jats", "read_jats"),
    "pdf": _lazy("pdf", "read_pdf"),
    "docx": _lazy("docx", "read_docx"),
    "html": _lazy("html", "read_html"),
}
"""Reader of each format."""


_NAMED = {
    ".txt": "text",
    ".pdf": "pdf",
    ".docx": "docx",
    ".html": "html",
    ".htm": "html",
    ".xml": "jats",
    ".nxml": "jats",
}
_SAID = {"text": "plain text", "jats": "JATS XML", "pdf": "a PDF", "docx": "a Word document", "html": "HTML"}


def note_misnamed(path: str, kind: str) -> tuple[Note, ...]:
    """Say where the name of a file promises another format than it holds: it was read as what it is.

    Example:
        >>> [n.message for n in note_misnamed("letter.docx", "text")]
        ['letter.docx holds plain text, not a Word document; it was read as plain text. Give it the right ending.']
    """
    name = PurePosixPath(path.replace("\\", "/").split("!")[-1]).name
    named = _NAMED.get(PurePosixPath(name).suffix.casefold(), kind)
    if named == kind:
        return ()
    held = _SAID[kind]
    message = f"{name} holds {held}, not {_SAID[named]}; it was read as {held}. Give it the right ending."
    return (Note("file-misnamed", "info", message),)


def sniff_format(data: bytes, path: str) -> str:
    """Tell the format of a file by its content, and by its name only where the content leaves it open.

    Raises:
        InputError: where it is empty, binary, or of a kind that cannot be read.

    Example:
        >>> sniff_format(b"%PDF-1.4 ...", "x.txt"), sniff_format(b"A man aged 40.", "x.pdf")
        ('pdf', 'text')
    """
    if not data.strip(b"\x00 \t\r\n\f\xef\xbb\xbf"):
        raise InputError(path, "is empty", "check that it was saved or downloaded whole")
    for signature, problem, advice in _STRANGERS:
        if data.startswith(signature):
            raise InputError(path, problem, advice)
    if b"%PDF-" in data[:1024]:
        return "pdf"
    if data.startswith(b"PK\x03\x04"):
        return _sniff_zip(data, path)
    if data.startswith(b"\x1f\x8b"):
        return "gz"
    return _sniff_markup(data, path)


def _sniff_zip(data: bytes, path: str) -> str:
    if b"word/document.xml" in data:
        return "docx"
    for part, problem in ((b"xl/workbook", "is a spreadsheet"), (b"ppt/", "is a slide show")):
        if part in data:
            raise InputError(path, problem, "give the article as DOCX, PDF, JATS or text")
    if b"content.xml" in data and b"opendocument" in data[:200]:
        raise InputError(path, "is an OpenDocument file", "save it as DOCX")
    return "zip"


def _sniff_markup(data: bytes, path: str) -> str:
    head = data[:20_000].removeprefix(b"\xef\xbb\xbf")
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        head = head.decode("utf-16", "replace").encode("utf-8", "replace")
    head = head.lstrip()
    if not head.startswith(b"<"):
        return _sniff_text(data, path)
    rest = head[_PROLOGUE.match(head).end() :]  # type: ignore[union-attr]
    root = _ROOT.match(rest)
    name = root[2].lower() if root else b""
    if (name == b"article" and b"<front" in data[:200_000]) or name in _JATS - {b"article"}:
        return "jats"
    if name in _HTML or b"<!doctype html" in head[:1000].lower():
        return "jats" if name == b"article" and b"<body" in data and b"<html" not in data else "html"
    if head.startswith(b"<?xml") or (root and b"</" + root[2] in data):
        raise InputError(
            path,
            f"is XML of another kind (<{name.decode()}>)",
            "give JATS (PMC) XML, PDF, DOCX, HTML or text",
        )
    return _sniff_text(data, path)


def _sniff_text(data: bytes, path: str) -> str:
    from seriatim.reading.encoding import decode_text, is_binary

    try:
        text = decode_text(data[:400_000])
    except UnicodeError:
        text = "\x00" * 10
    if is_binary(text):
        raise InputError(path, "is a binary file", "give the article as text, JATS XML, PDF, DOCX or HTML")
    return "text"
