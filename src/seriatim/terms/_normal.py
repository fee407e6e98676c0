"""What is said to be normal: the finding it would be otherwise is absent."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache

from seriatim.terms._mention import Mention
from seriatim.terms.phrases import PhraseMatcher
from seriatim.text.tables import read_table
from seriatim.text.wording import pattern_of

_CUES = ("normal", "intact", "unremarkable", "preserved", "age-appropriate", "abnormalit", "dysmorphi")
_REACH = 110  # characters behind the words in which "was normal" may stand
_ITEM = (
    r"(?!(?:an?|the|his|her|their|its|he|she|no|was|were|is|are|had|with|without)\b)[a-z][\w-]*"
    r"(?:\s(?!(?:was|were|is|are|and|had|with)\b)[a-z][\w-]*){0,3}"
)
"""A further item of a list, by words that begin no statement."""
_LISTED = rf"(?:(?:,\s{_ITEM}){{0,4}},?\s(?:and|or|as\swell\sas)\s{_ITEM})"
_IS_SAID = r"(?:(?:{wholly})\s){0,2}({in_normal_limits})\b(?! except| apart| but for)"
_SAID = r"(?:{is}|appeared|remained|{showed}|{yielded}|{has_been})\s" + _IS_SAID
_SAID_OF_MANY = r"(?:were|are|appeared|remained|{showed}|{yielded}|{has_been})\s" + _IS_SAID
_TESTED = (
    r"(?:was|were|has been|had been)\s{tested}\b[^.;,]{0,40}?\sand\s(?:was|were|{showed}|{judged})\s(?:(?:as|to be)\s)?"
    r"({normal})\b"
)
_FREE = (
    r"(?:(?:{showed}|{found})\s(no)|(did not {show})(?:\sany)?)\s(?:(?:{notable}|{examined_part})\s){0,2}"
    r"{abnormality}\b(?! except| apart| but for| other)"
)
_NOT_HALF = r"\b(?<!not )(?<!near )(?<!sub)"
_before = pattern_of(_NOT_HALF + r"({normal})\s+$")
_behind = pattern_of(r"\s*{test_noun}?\s*" + f"(?:{_SAID}|{_TESTED}|{_FREE})")
_behind_list = pattern_of(rf"{_LISTED}\s(?:{_SAID_OF_MANY}|{_FREE})")
_before_list = pattern_of(rf"{_NOT_HALF}(normal)\s{_ITEM}(?:,\s{_ITEM}){{0,4}}(?:,\s|,?\sand\s)\Z")
_denied = pattern_of(
    r"\b({denying})\s(?:(?:{notable}|{examined_part}|considered|considered as|was|were)\s){0,2}\Z"
)
_turned = pattern_of(r"[^.;:]{0,50}?,?\sbut\s(?:(?:{is}|became|had\sbecome)\s)?(?:\w+ly\s)?({impaired})\b")
_OPENS = re.compile(r"(?:\A|[.;:\n]\s{0,2}|,\s(?:and\s)?|\sand\s|\b(?:the|his|her|their|both)\s)\Z")
_ENDS = re.compile(r"(?=[.,;)]|\s(?:and|or|but|were|was|on|at|in|for|by|which|who|with|without)\b|\s?\Z)")


@cache
def _matcher() -> PhraseMatcher[tuple[str, str]]:
    return PhraseMatcher(
        (row["words"], (row["code"], row["form"])) for row in read_table("normal_findings.tsv")
    )


def find_normal(text: str, folded: str, labels: Mapping[str, str]) -> Iterator[Mention]:
    """Find what is said to be normal; where a "but" takes it back, the finding is there ("normal, but now reduced").

    Args:
        text: the text; offsets are into it.
        folded: `fold(text)`.
        labels: code -> label.

    Example:
        >>> said = "Hearing was normal. Palate, teeth and nails were normal."
        >>> [text for text in (said[m.start : m.end] for m in find_normal(said, said.lower(), {}))]
        ['Hearing was normal', 'Palate, teeth and nails were normal', 'teeth and nails were normal', 'nails were normal']
    """
    if not any(cue in folded for cue in _CUES):
        return
    for hit in _matcher().find(text, folded=folded):
        code, form = hit.entry
        if (cue := _find_cue(folded, hit.start, hit.end, form)) is not None:
            turned = _turned().match(folded, cue[1]) if cue[0] >= hit.end else None
            if turned:
                pieces = ((hit.start, hit.end), turned.span(1))
                yield Mention(code, labels.get(code, code), pieces, "words")
                continue
            place = (min(hit.start, cue[0]), max(hit.end, cue[1]))
            yield Mention(code, labels.get(code, code), (place,), "normal", "absent", text[slice(*cue)])


def _find_cue(folded: str, start: int, end: int, form: str) -> tuple[int, int] | None:
    """Find the words that call a name normal, or deny it where only that counts."""
    if form == "denied":
        return _place(_denied().search(folded, max(0, start - 40), start))
    behind = _behind().match(folded, end, end + _REACH)
    if behind is None and _OPENS.search(folded, max(0, start - 8), start):
        behind = _behind_list().match(folded, end, end + _REACH)
    if behind is not None or form == "behind":
        return _place(behind)
    before = _before().search(folded, max(0, start - 20), start)
    if before is None and _ENDS.match(folded, end):
        before = _before_list().search(folded, max(0, start - _REACH), start)
    return _place(before)


def _place(found: re.Match[str] | None) -> tuple[int, int] | None:
    """The place of the group that matched."""
    return found.span(found.lastindex) if found and found.lastindex else None
