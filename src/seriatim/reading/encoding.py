"""Bytes to text, by byte order mark, then by what fits."""

from __future__ import annotations

import codecs
import re

_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
# Letters that Mac OS Roman writes for quotes, dashes and accents look like these when taken for cp1252.
_MAC_SIGNS = re.compile(
    rb"[A-Za-z][\xd5\x8e\x8f\x87\x97\x9f\x8a\x9a\x96\x92][a-z]|[ (][\xd2][A-Za-z]|[a-z.,][\xd3][ .,)]"
)
_ANSI_SIGNS = re.compile(
    rb"[A-Za-z][\x92\xe9\xe8\xe1\xed\xf3\xf6\xfc\xe4\xf1\xe7\x96][a-z]|[\x93][A-Za-z]|[a-z.,][\x94]"
)


def decode_text(data: bytes) -> str:
    r"""Decode a text file without changing its characters.

    UTF-8 comes first and keeps a leading U+FEFF, as Python's `open(encoding="utf-8", newline="")` does,
    so that offsets agree with what any other reader of the file counts. UTF-16 and UTF-32 go by their
    mark or by where their zero bytes stand; what is left is Windows-1252, Mac Roman or Latin-1.

    Raises:
        UnicodeError: where the bytes are not text in any of these.

    Example:
        >>> decode_text("Sjögren".encode("cp1252")), decode_text("µg".encode("utf-16"))
        ('Sjögren', 'µg')
    """
    for mark, name in _MARKS:
        if data.startswith(mark):
            return data.decode(name)
    if wide := _wide_encoding(data):
        return data.decode(wide)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return _decode_single_byte(data)


def _wide_encoding(data: bytes) -> str | None:
    """UTF-16 without a mark: Latin text has a zero in every other byte."""
    sample = data[:4000]
    if len(data) % 2 or len(sample) < 8:
        return None
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    most = len(sample) // 2 * 0.7
    if odd > most and even < most / 10:
        return "utf-16-le"
    return "utf-16-be" if even > most and odd < most / 10 else None


def _decode_single_byte(data: bytes) -> str:
    sample = data[:200_000]
    if len(_MAC_SIGNS.findall(sample)) > len(_ANSI_SIGNS.findall(sample)):
        return data.decode("mac-roman")
    try:
        return data.decode("cp1252")
    except UnicodeDecodeError:
        return data.decode("latin-1")


def is_binary(text: str) -> bool:
    r"""Tell whether decoded text is no text at all: control characters among the words.

    Example:
        >>> is_binary("\x00\x01PNG\x02"), is_binary("page one\fpage two")
        (True, False)
    """
    sample = text[:100_000]
    controls = len(_CONTROLS.findall(sample)) + sample.count("\ufffd")
    return controls > max(2, len(sample) // 200)
