"""What is said to be normal: the finding it would be otherwise is absent."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache

from seriatim.terms._mention import Mention
from seriatim.terms.phrases import PhraseMatcher
from seriatim.terms.tables import read_table

_CUES = ("normal", "intact", "unremarkable", "preserved", "age-appropriate")
_REACH = 70  # characters behind the words in which "was normal" may stand
_BEFORE = re.compile(
    r"\b(?<!not )(?<!near )(?<!sub)(normal|intact|unremarkable|preserved|age-appropriate)\s+$"
)
_BEHIND = re.compile(
    r"\s*(?:results?|studies|study|examinations?|tests?|testing|findings?|levels?|recordings?)?\s*"
    r"(?:was|were|is|are|appeared|remained|showed|revealed|gave|yielded|had been|has been|have been)\s+"
    r"(?:(?:also|all|both|entirely|completely|otherwise|found to be)\s+){0,2}"
    r"(normal|within (?:the )?normal (?:limits|range)|intact|unremarkable|preserved)\b(?! except| apart| but)"
)


@cache
def _matcher() -> PhraseMatcher[str]:
    return PhraseMatcher((row["words"], row["code"]) for row in read_table("normal_findings.tsv"))


def find_normal(text: str, folded: str, labels: Mapping[str, str]) -> Iterator[Mention]:
    """Find what is said to be normal.

    Args:
        text: the text; offsets are into it.
        folded: `fold(text)`.
        labels: code -> label.

    Example:
        >>> [m.cue for m in find_normal("Hearing was normal.", "hearing was normal.", {})]
        ['normal']
    """
    if not any(cue in folded for cue in _CUES):
        return
    for hit in _matcher().find(text, folded=folded):
        before = _BEFORE.search(folded, max(0, hit.start - 20), hit.start)
        behind = _BEHIND.match(folded, hit.end, hit.end + _REACH)
        found = before or behind
        if found:
            place = (min(hit.start, found.start(1)), max(hit.end, found.end(1)))
            cue = text[found.start(1) : found.end(1)]
            label = labels.get(hit.entry, hit.entry)
            yield Mention(hit.entry, label, (place,), "normal", "absent", cue)
