"""The headings of a report's body."""

from __future__ import annotations

from seriatim.model import Report

_NOT_BODY = frozenset({"title", "abstract", "references", "caption", "table"})
_MAIN = frozenset({"introduction", "case", "discussion"})


def find_headings(report: Report) -> tuple[str, ...]:
    r"""Return the titles of the body's sections in order, without abstract, captions and references.

    JATS marks its back matter (acknowledgements, interests) itself, and such parts have no title; in the other
    formats back matter is what follows the last main section.

    Example:
        >>> from seriatim.model import Section
        >>> sections = (Section("discussion", "Discussion", 0, 10), Section("other", "Funding", 12, 19))
        >>> find_headings(Report("r", "Discussion\\n\\nFunding", sections=sections))
        ('Discussion',)
    """
    main = max((s.end for s in report.sections if s.name in _MAIN), default=None)
    marked = report.source.format == "jats" or main is None
    return tuple(
        s.title
        for s in report.sections
        if s.title and s.name not in _NOT_BODY and (marked or s.name in _MAIN or s.start < (main or 0))
    )
