"""Files to reports: one canonical text with exact offsets, whatever the format."""

from seriatim.reading.archives import read_packed, read_reports
from seriatim.reading.files import read_bytes, read_report
from seriatim.reading.headings import find_headings
from seriatim.reading.location import find_box, find_location

__all__ = [
    "find_box",
    "find_headings",
    "find_location",
    "read_bytes",
    "read_packed",
    "read_report",
    "read_reports",
]
