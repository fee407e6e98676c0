"""Files to reports: one canonical text with exact offsets, whatever the format."""

from seriatim.reading.files import read_bytes, read_report
from seriatim.reading.headings import find_headings

__all__ = ["find_headings", "read_bytes", "read_report"]
