"""Where sentences begin and end."""

from __future__ import annotations

import re
from collections.abc import Iterator

from seriatim.model import Report
from seriatim.text.prose import Sentence

_BLANK_LINE = re.compile(r"\n[ \t\r]*\n\s*")
_STOP = re.compile(r"[.!?][\"')\]\u201d\u2019]{0,3}(?=\s)")
_NOT_THE_END = re.compile(
    r"(?:\b(?:Fig|Figs|Dr|Prof|Mr|Mrs|Ms|vs|cf|approx|ca|No|Nos|Ref|Refs|al|e\.g|i\.e|St|resp)|\b[A-Z])\.$"
)


def find_sentences(report: Report) -> tuple[Sentence, ...]:
    """Cut a report's text into sentences; the reference list is left out.

    Example:
        >>> [s.end for s in find_sentences(Report(id="r", text="A rash. No fever."))]
        [7, 17]
    """
    found: list[Sentence] = []
    for paragraph, (start, end) in enumerate(_paragraphs(report)):
        for low, high in _split(report.text, start, end):
            section = report.section_at(low)
            name = section.name if section else None
            if name != "references":
                found.append(Sentence(len(found), low, high, name, paragraph, ((low, high),)))
    return tuple(found)


def _paragraphs(report: Report) -> Iterator[tuple[int, int]]:
    at = 0
    for gap in _BLANK_LINE.finditer(report.text):
        if at < gap.start():
            yield at, gap.start()
        at = gap.end()
    if at < len(report.text):
        yield at, len(report.text)


def _split(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    at = start
    for stop in _STOP.finditer(text, start, end):
        after = text[stop.end() : stop.end() + 3].lstrip()[:1]
        if after.islower() or _NOT_THE_END.search(text, max(at, stop.start() - 12), stop.start() + 1):
            continue
        yield from _trim(text, at, stop.end())
        at = stop.end()
    yield from _trim(text, at, end)


def _trim(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start < end:
        yield start, end
