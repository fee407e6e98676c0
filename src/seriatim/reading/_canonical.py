"""The canonical text under construction: words go in once, offsets are known at once."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from seriatim.model import CitationMark, Section, Table

_SPACES = re.compile(r"[ \t\r\n\f\v]+")
BLOCK = "\n\n"


@dataclass
class CanonicalText:
    r"""Builds a report's text block by block and keeps the offsets of what is in it.

    Spaces inside a block are single, blocks are separated by a blank line, and neither stands at an end,
    so that every section and cell begins and ends with a word.

    Example:
        >>> canvas = CanonicalText()
        >>> canvas.begin_section("case", "Case report")
        >>> canvas.write_block("Case report")
        (0, 11)
        >>> canvas.write_block("A man\n  aged 40.")
        (13, 27)
        >>> canvas.end_section()
        >>> canvas.text
        'Case report\n\nA man aged 40.'
        >>> canvas.sections[0].end
        27
    """

    sections: list[Section] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)
    marks: list[CitationMark] = field(default_factory=list)
    _parts: list[str] = field(default_factory=list)
    _open: list[tuple[int, str, str, int]] = field(default_factory=list)
    _length: int = 0
    _gap: str = ""
    _space: bool = False

    @property
    def text(self) -> str:
        """The text so far."""
        return "".join(self._parts)

    @property
    def length(self) -> int:
        """Code points written so far, without a pending gap."""
        return self._length

    @property
    def here(self) -> int:
        """The offset at which the next word will stand."""
        return self._length + len(self._gap) + (1 if self._space and not self._gap else 0)

    @property
    def depth(self) -> int:
        """How many sections are open."""
        return len(self._open)

    @property
    def role(self) -> str | None:
        """The name of the innermost open section."""
        return self._open[-1][1] if self._open else None

    def last(self, count: int) -> str:
        """The last characters written, a pending space or gap included."""
        if self._gap or self._space:
            return " "
        tail = ""
        for part in reversed(self._parts):
            tail = part + tail
            if len(tail) >= count:
                break
        return tail[-count:]

    def slice(self, start: int, end: int | None = None) -> str:
        """The words between two offsets near the end of the text."""
        tail, held = "", self._length
        for part in reversed(self._parts):
            if held <= start:
                break
            tail = part + tail
            held -= len(part)
        return tail[start - held : None if end is None else end - held] if held <= start else tail

    def trim(self, start: int) -> tuple[int, int]:
        """The offsets of the words from `start` to here, without white space of any kind around them."""
        words = self.slice(start)
        first = start + len(words) - len(words.lstrip())
        return first, max(first, start + len(words.rstrip()))

    def ends_with(self, signs: str) -> bool:
        """Whether the last character written is one of `signs`."""
        return self.last(1) in signs and bool(self._parts)

    def ends_with_word(self) -> bool:
        """Whether the last character written is not white space."""
        return bool(self.last(1).strip())

    def break_block(self, gap: str = BLOCK) -> None:
        """End the present block; `gap` stands before the next word, the longest asked for wins."""
        if self._parts and len(gap) >= len(self._gap):
            self._gap = gap
        self._space = False

    def write(self, words: str | None) -> None:
        """Add running text; any run of white space becomes one space."""
        if not words:
            return
        if "\n" in words or "  " in words or "\t" in words or "\r" in words:
            words = _SPACES.sub(" ", words)
        if words[0] == " ":
            self._space = bool(self._parts) and not self._gap and not self._parts[-1].endswith("\t")
            words = words[1:]
            if not words:
                return
        trailing = words[-1] == " "
        self.write_exactly(words[:-1] if trailing else words)
        self._space = trailing

    def write_exactly(self, words: str) -> None:
        """Add words as they are, after the pending gap or space."""
        lead = self._gap or (" " if self._space else "")
        self._gap, self._space = "", False
        self._parts.append(lead + words)
        self._length += len(lead) + len(words)

    def drop_space(self) -> None:
        """Forget a space that waits for the next word."""
        self._space = False

    def write_block(self, words: str) -> tuple[int, int]:
        """Add a block of its own and return its offsets; empty words add nothing."""
        self.break_block()
        start = self.here
        self.write(words)
        end = self._length
        self.break_block()
        return (start, end) if end > start else (end, end)

    def begin_section(self, name: str, title: str) -> None:
        """Open a section at the next block."""
        self.break_block()
        self._open.append((self.here, name, title, len(self.sections)))

    def end_section(self) -> None:
        """Close the innermost section after the last word; a section without words is dropped."""
        start, name, title, place = self._open.pop()
        start, end = self.trim(start)
        if end > start:
            self.sections.insert(place, Section(name, title, start, end, len(self._open) + 1))
        self.break_block()
