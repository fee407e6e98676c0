"""Captions and page furniture that stand between the paragraphs of a text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from seriatim.model import Section
from seriatim.reading._lines import Line
from seriatim.reading._mastheads import find_masthead
from seriatim.text.wording import pattern_of

# "Fig. 1. ...", "FIGURE 2: ...", "Table I  Findings", "Supplementary Figure S1 | ..." but not "Figure 1 shows".
_label = pattern_of(
    r"((?:{supplement}\s+)?{figure}\.?\s*(?:\d{1,3}|S\d{1,2}|[IVX]{1,5})(?:\s?[A-Ha-h](?:\s?[-–,]\s?[A-Ha-h])?)?)"
    r"(?P<end>\s*[.:)|–—]|\s+-\s|\s*$|\s+(?=[A-Z(]))",
    re.I,
)
_PAGE_NUMBER = re.compile(r"^\W*(?:(?:page|p\.)\s*)?\d{1,5}(?:\s*(?:of|/)\s*\d{1,5})?\W*$", re.I)
_FIGURES = re.compile(r"\d+")
_sentence = pattern_of(r"^{behind_figure}\b")


def find_label(words: str) -> str | None:
    """Return the label a caption begins with, or None where the words are no caption.

    Example:
        >>> find_label("Fig. 1. Nodules over the elbow."), find_label("Figure 1 shows nodules.")
        ('Fig. 1', None)
    """
    match = _label().match(words)
    if match is None:
        return None
    rest = words[match.end() :].lstrip()
    bare = not match["end"].strip()
    if bare and rest and not (rest[0].isupper() or rest[0] == "("):
        return None
    return None if _sentence().match(rest) else match[1].rstrip(" .")


def find_debris(lines: Sequence[Line], blocks: Sequence[tuple[int, int]]) -> list[Section]:
    """Find page numbers and running heads that stand between two halves of a sentence.

    They are set aside as captions are, so that the sentence is read as one.

    Args:
        lines: the lines of the text.
        blocks: index of the first line of each block, and after its last.
    """
    seen = Counter(_without_figures(lines[first].text) for first, last in blocks if last - first == 1)
    out: list[Section] = []
    start = 1
    while start < len(blocks) - 1:
        stop = start
        while stop < len(blocks) - 1 and _is_furniture(lines, blocks[stop], seen):
            stop += 1
        if stop > start and _is_cut(lines[blocks[start][0] - 1].text, lines[blocks[stop][0]].text):
            first, last = lines[blocks[start][0]], lines[blocks[stop][0] - 1]
            out.append(Section("caption", "", first.start, last.end))
        start = stop + 1
    return out


def _is_furniture(lines: Sequence[Line], block: tuple[int, int], seen: Counter[str]) -> bool:
    if block[1] - block[0] > 2:
        return False
    words = " ".join(line.text for line in lines[slice(*block)])
    repeated = len(words) < 100 and seen[_without_figures(words)] >= 2
    return bool(_PAGE_NUMBER.match(words)) or repeated or find_masthead([words]).journal is not None


def _is_cut(before: str, after: str) -> bool:
    """Whether a sentence stops at the end of one block and goes on in the next."""
    return not before.endswith((".", "?", "!", ":")) and after[:1].islower()


def _without_figures(words: str) -> str:
    kept = " ".join(_FIGURES.sub(" ", words).casefold().split())
    return kept if len(kept) >= 4 else words


def find_captions(lines: Sequence[Line], blocks: Sequence[tuple[int, int]]) -> list[Section]:
    """Find blocks that are captions; a label inside a block of several captions begins a new one.

    Args:
        lines: the lines of the text.
        blocks: index of the first line of each block, and after its last.

    Returns:
        Sections named "caption", level 1, in text order.
    """
    out = []
    for first, last in blocks:
        starts = [i for i in range(first, last) if find_label(lines[i].text)]
        if not starts or starts[0] != first:
            continue
        for start, end in zip(starts, [*starts[1:], last], strict=True):
            label = find_label(lines[start].text) or ""
            out.append(Section("caption", label, lines[start].start, lines[end - 1].end))
    return out
