"""Places in a report's text."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open stretch of a report's canonical text, with its words.

    Attributes:
        start: offset of the first character, in Unicode code points.
        end: offset after the last character.
        text: the words themselves; `report.text[start:end] == text` always.

    Example:
        >>> Span.of("a malar rash", 2, 12)
        Span(start=2, end=12, text='malar rash')
    """

    start: int
    end: int
    text: str = ""

    @classmethod
    def of(cls, text: str, start: int, end: int) -> Span:
        """Cut a span out of `text`."""
        return cls(start, end, text[start:end])

    def overlaps(self, other: Span) -> bool:
        """Tell whether the two share at least one character."""
        return self.start < other.end and other.start < self.end

    def holds(self, other: Span) -> bool:
        """Tell whether `other` lies inside this span."""
        return self.start <= other.start and other.end <= self.end


Spans = tuple[Span, ...]
