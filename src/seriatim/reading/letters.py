"""Sections of a report that prints no headings: what comes before, in and after the case."""

from __future__ import annotations

from seriatim.model import Report


def add_letter_sections(report: Report) -> Report:
    """Return the report with the sections of its unheaded part."""
    return report
