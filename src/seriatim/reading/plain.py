"""Plain text: the file, decoded, unchanged; its parts found by layout."""

from __future__ import annotations

from dataclasses import replace

from seriatim.model import Page, Report
from seriatim.reading.encoding import decode_text
from seriatim.reading.layout import describe_layout


def read_plain(data: bytes, name: str) -> Report:
    r"""Read a plain text file.

    Args:
        data: the file's bytes, in any common encoding.
        name: the report's id, usually the file's stem.

    Returns:
        A report whose text is the decoded file, nothing added, dropped or changed.

    Example:
        >>> report = read_plain(b"CASE REPORT\r\nA rash.", "r1")
        >>> report.text
        'CASE REPORT\r\nA rash.'
        >>> [(s.name, s.start, s.end) for s in report.sections]
        [('case', 0, 20)]
    """
    text = decode_text(data)
    report = describe_layout(text, name)
    return replace(report, pages=_pages(text)) if "\f" in text else report


def _pages(text: str) -> tuple[Page, ...]:
    """The pages of a text whose pages end with form feeds."""
    ends = [place for place, sign in enumerate(text, start=1) if sign == "\f"]
    starts = [0, *ends]
    stops = [*ends, len(text)]
    held = [(start, stop) for start, stop in zip(starts, stops, strict=True) if stop > start]
    return tuple(Page(number, start, stop) for number, (start, stop) in enumerate(held, start=1))
