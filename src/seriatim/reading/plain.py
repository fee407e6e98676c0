"""Plain text: the file, decoded, unchanged; its parts found by layout."""

from __future__ import annotations

from seriatim.model import Report
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
    return describe_layout(decode_text(data), name)
