"""Where on paper a span stands."""

from __future__ import annotations

from seriatim.model import Report, Span

Box = tuple[float, float, float, float]
"""Left, bottom, right, top in PDF points, from the lower left corner of the page."""


def find_location(report: Report, span: Span) -> str:
    r"""Name the place of a span for a reader: its page, or its section where the source has no pages.

    Example:
        >>> from seriatim.model import Page, Section
        >>> pages = (Page(1, 0, 6), Page(2, 6, 12))
        >>> find_location(Report("r", "A rash. Gone.", pages=pages), Span(8, 12))
        'page 2'
        >>> find_location(Report("r", "Case\nA rash.", sections=(Section("case", "Case", 0, 12),)), Span(5, 11))
        'Case'
    """
    page = report.page_at(span.start)
    if page is not None:
        return f"page {page.number}"
    section = report.section_at(span.start)
    return (section.title or section.name) if section is not None else ""


def find_box(report: Report, span: Span) -> tuple[int, Box] | None:
    """Find the page of a span and the box round its lines there, or None where the source has no pages.

    Where the page prints whole lines as one run, the box is as wide as the share of the line's characters
    that the span takes.

    Example:
        >>> from seriatim.model import Page
        >>> page = Page(1, 0, 10, 600, 800, ((0, 10, 100.0, 700.0, 200.0, 710.0),))
        >>> find_box(Report("r", "Red plaque", pages=(page,)), Span(4, 10))
        (1, (140.0, 700.0, 200.0, 710.0))
    """
    page = report.page_at(span.start)
    if page is None:
        return None
    boxes = [_part(run, span) for run in page.boxes if run[0] < span.end and span.start < run[1]]
    if not boxes:
        return None
    lefts, bottoms, rights, tops = zip(*boxes, strict=True)
    return page.number, (min(lefts), min(bottoms), max(rights), max(tops))


def _part(run: tuple[int, int, float, float, float, float], span: Span) -> Box:
    start, end, left, bottom, right, top = run
    width = (right - left) / max(1, end - start)
    first = left + width * (max(span.start, start) - start)
    last = left + width * (min(span.end, end) - start)
    return first, bottom, last, top
