"""Where sentences begin and end."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

from seriatim.model import Report
from seriatim.text._blocks import Block, find_blocks
from seriatim.text.prose import Sentence
from seriatim.text.tables import read_table

_STOP = re.compile(
    r"""[.!?]
        (?:(?<=[a-z)\]%]\.)\d{1,3}(?:\s?[,\u2013-]\s?\d{1,3}){0,12}(?=\s+[A-Z]))?  # "disorder.12 In": a superscript
        (?:[\[(]\d{1,3}(?:\s?[,;\u2013-]\s?\d{1,3}){0,20}[\])]){0,3}                    # "disorder.[12] In"
        ["')\]\u201d\u2019]{0,3}
        (?=\s|(?<=[a-z)\]][.])[A-Z][a-z])                                          # "rash.The": a space was lost
    """,
    re.X,
)
_TO_LAST_WORD = re.compile(r".*[\s(\[\"'\u201c\u2018]", re.S)
_NEXT_WORD = re.compile(r"[\s\"'(\[\u201c\u2018]*([^\s,;:.)\]]{0,24})")
_BULLET = re.compile(r"(?:\d{1,2}|[a-zA-Z]|[ivx]{1,4})$")
_RESIDUE = re.compile(r"\s?\(?[A-Z][a-z]{2}\d")
_UNFINISHED = re.compile(r"[\w,)\u2013-]$")
_WORD = 24  # characters of a word that are looked at
_LONGEST = 3000  # characters: what has no stop for longer is no prose, and nothing in it reaches that far
_SHORTEST = 16  # characters: what stands before a break and is shorter is a heading, not half a sentence


@dataclass(frozen=True, slots=True)
class _Words:
    """What the word before or behind a full stop is, by its lower-case spelling."""

    kinds: dict[str, str]

    def is_opener(self, word: str) -> bool:
        return self.kinds.get(word.lower()) == "opener"


@cache
def _load_words() -> _Words:
    return _Words({row["word"]: row["kind"] for row in read_table("sentence_abbreviations.tsv")})


def find_sentences(report: Report) -> tuple[Sentence, ...]:
    """Cut a report's text into sentences; the reference list is left out.

    A sentence that a caption, a table or a page break interrupts is one sentence of several pieces.

    Example:
        >>> [s.end for s in find_sentences(Report(id="r", text="A rash (Fig. 1). No fever."))]
        [16, 26]
    """
    found: list[Sentence] = []
    held: int | None = None  # the last sentence of running prose, which may go on behind a caption
    for block in find_blocks(report):
        first = True
        for start, end in _cut(report, block):
            if held is not None and first and _goes_on(report.text, found[held], block, start):
                found[held] = _extend(report.text, found[held], start, end)
            else:
                found.append(
                    Sentence(len(found), start, end, block.section, block.paragraph, ((start, end),))
                )
                held = len(found) - 1 if block.is_prose else held
            first = False
    return tuple(found)


def _cut(report: Report, block: Block) -> Iterator[tuple[int, int]]:
    """Cut one block at the stops that end a sentence."""
    text = report.text
    at = block.start
    if block.is_prose or block.section == "caption":
        for stop in _STOP.finditer(text, block.start, block.end):
            if stop.end() < block.end and _ends(text, at, stop):
                yield from _trim(text, at, stop.end())
                at = stop.end()
    yield from _trim(text, at, block.end)


def _ends(text: str, start: int, stop: re.Match[str]) -> bool:
    """Tell whether a stop ends its sentence, by the words on either side of it."""
    words = _load_words()
    behind = _NEXT_WORD.match(text, stop.end())
    follower = behind[1] if behind else ""
    if text[stop.start()] != ".":
        return not follower[:1].islower()
    at, word = _last_word(text, max(start, stop.start() - _WORD), stop.start())
    kind = words.kinds.get(word.lower(), "")
    if kind == "open" or (kind == "number" and follower[:1].isdigit()):
        return False
    if at == start and _BULLET.match(word):
        return False
    if word.lstrip("(") == "p" and _RESIDUE.match(text, stop.end()):
        return False  # "p.Arg164X", "p. Pro110Leu"
    if len(word) == 1 and word.isalpha():
        return _ends_letter(text, start, at, word, follower)
    if kind == "either" or "." in word:
        return words.is_opener(follower) and follower[:1].isupper()
    if follower[:1].islower():
        return _opens_lower(follower, word)
    return True


def _last_word(text: str, low: int, high: int) -> tuple[int, str]:
    """Return the word that ends at `high`, or on the line that ends there, with its place; "" where none does."""
    high -= text.endswith("\n", low, high)
    gap = _TO_LAST_WORD.match(text, low, high)
    at = gap.end() if gap else low
    return at, text[at:high]


def _ends_letter(text: str, start: int, at: int, letter: str, follower: str) -> bool:
    """Tell whether a single letter ends a sentence ("vitamin D.") or is an initial ("J. Smith")."""
    if follower[:1].islower():
        return False
    if letter.islower():
        return True
    _, earlier = _last_word(text, max(start, at - 1 - _WORD), at - 1) if at > start else (start, "")
    plain = earlier[:1].islower() or earlier[:1].isdigit()
    return plain and (_load_words().is_opener(follower) or not follower)


def _opens_lower(follower: str, word: str) -> bool:
    """Tell whether a sentence begins in lower case: "pH was ...", or a writer without capitals."""
    if any(c.isupper() for c in follower):
        return True
    return (
        len(word) > 3
        and word.isalpha()
        and follower in ("he", "she", "the", "there", "patient", "on", "no", "it")
    )


def _goes_on(text: str, sentence: Sentence, block: Block, start: int) -> bool:
    """Tell whether a block continues an unfinished sentence: the same section, and a small letter."""
    return (
        block.is_prose
        and block.section == sentence.section
        and text[start].islower()
        and sentence.end - sentence.start >= _SHORTEST
        and bool(_UNFINISHED.search(text, sentence.end - 1, sentence.end))
    )


def _extend(text: str, sentence: Sentence, start: int, end: int) -> Sentence:
    """Add a stretch to a sentence: a piece of its own where more than space lies between."""
    *earlier, (low, high) = sentence.pieces
    if text[high:start].isspace():
        return replace(sentence, end=end, pieces=(*earlier, (low, end)))
    return replace(sentence, end=end, pieces=(*sentence.pieces, (start, end)))


def _trim(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield a stretch without the space around it; one too long for any sentence is cut between words."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    while end - start > _LONGEST:
        gap = text.rfind(" ", start + 1, start + _LONGEST)
        cut = gap if gap > 0 else start + _LONGEST
        yield start, cut
        start = cut + (gap > 0)
    if start < end:
        yield start, end
