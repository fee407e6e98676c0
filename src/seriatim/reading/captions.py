"""Captions of figures and tables that stand between the paragraphs of a text."""

from __future__ import annotations

import re
from collections.abc import Sequence

from seriatim.model import Section
from seriatim.reading._lines import Line

# "Fig. 1. ...", "FIGURE 2: ...", "Table I  Findings", "Supplementary Figure S1 | ..." but not "Figure 1 shows".
_LABEL = re.compile(
    r"((?:(?:Supplement(?:ary|al)|Online|Extended Data)\s+)?"
    r"(?:Fig(?:s|ure|ures)?|Table|Tab|Plate|Scheme|Chart|Box|Video|Image|Panel|Photo|Abb(?:ildung)?|Tabelle|Figura|Tabla|Tableau)"
    r"\.?\s*(?:\d{1,3}|S\d{1,2}|[IVX]{1,5})(?:\s?[A-Ha-h](?:\s?[-–,]\s?[A-Ha-h])?)?)"
    r"(?P<end>\s*[.:)|–—]|\s+-\s|\s*$|\s+(?=[A-Z(]))",
    re.I,
)
_SENTENCE = re.compile(
    r"^(?:shows?|illustrates?|demonstrates?|depicts?|and|to|in|is|was|of|for|lists?|summari[sz]es?)\b"
)


def find_label(words: str) -> str | None:
    """Return the label a caption begins with, or None where the words are no caption.

    Example:
        >>> find_label("Fig. 1. Nodules over the elbow."), find_label("Figure 1 shows nodules.")
        ('Fig. 1', None)
    """
    match = _LABEL.match(words)
    if match is None:
        return None
    rest = words[match.end() :].lstrip()
    bare = not match["end"].strip()
    if bare and rest and not (rest[0].isupper() or rest[0] == "("):
        return None
    return None if _SENTENCE.match(rest) else match[1].rstrip(" .")


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
