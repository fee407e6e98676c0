"""The headings of a report's body."""

from __future__ import annotations

from seriatim.model import Report

_NOT_BODY = frozenset({"title", "abstract", "references", "caption", "table"})


def find_headings(report: Report) -> tuple[str, ...]:
    """Return the titles of the body's sections in order, without abstract, captions and references.

    Example:
        >>> from seriatim.model import Section
        >>> find_headings(Report("r", "Discussion", sections=(Section("discussion", "Discussion", 0, 10),)))
        ('Discussion',)
    """
    return tuple(s.title for s in report.sections if s.title and s.name not in _NOT_BODY)
