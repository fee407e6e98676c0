"""What is said to be normal: the finding it would be otherwise is absent."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache

from seriatim.terms._mention import Mention
from seriatim.terms.phrases import PhraseMatcher
from seriatim.terms.tables import read_table

_CUES = ("normal", "intact", "unremarkable", "preserved", "age-appropriate", "abnormalit", "dysmorphi")
_REACH = 110  # characters behind the words in which "was normal" may stand
_BEFORE = re.compile(
    r"\b(?<!not )(?<!near )(?<!sub)(normal|intact|unremarkable|preserved|age-appropriate)\s+$"
)
_ITEM = r"(?!(?:an?|the|his|her|their|its|he|she|no|was|were|is|are|had|with|without)\b)[a-z][\w-]*(?:\s(?!(?:was|were|is|are|and|had|with)\b)[a-z][\w-]*){0,3}"
"""A further item of a list, by words that begin no statement."""
_LISTED = rf"(?:(?:,\s{_ITEM}){{0,4}},?\s(?:and|or|as\swell\sas)\s{_ITEM})"
_IS_SAID = (
    r"(?:{verbs}appeared|remained|showed|revealed|gave|yielded|had been|has been|have been)\s+"
    r"(?:(?:also|all|both|entirely|completely|otherwise|found to be)\s+){{0,2}}"
    r"(normal|within (?:the )?normal (?:limits|range)|intact|unremarkable|preserved)\b(?! except| apart| but)"
)
_SAID, _SAID_OF_MANY = _IS_SAID.format(verbs="was|were|is|are|"), _IS_SAID.format(verbs="were|are|")
_NOUN = r"\s*(?:results?|studies|study|examinations?|tests?|testing|findings?|levels?|recordings?|scans?|evaluations?)?\s*"
_TESTED = (
    r"(?:was|were|has been|had been)\s(?:tested|assessed|evaluated|checked|examined|performed|measured|done)\b"
    r"[^.;,]{0,40}?\sand\s(?:was|were|showed|revealed|considered|concluded|found|judged)\s(?:(?:as|to be)\s)?"
    r"(normal|unremarkable|intact)\b"
)
_FREE = (
    r"(?:(?:showed|revealed|disclosed|demonstrated|detected|found)\s(no)|(did not (?:show|reveal|disclose|demonstrate|detect))(?:\sany)?)"
    r"\s(?:(?:significant|gross|obvious|clear|structural|major|overt|visible|pathological|intracranial|cerebral|brain|cardiac)\s){0,2}"
    r"(?:abnormalit(?:y|ies)|anomal(?:y|ies))\b(?! except| apart| but| other)"
)
_BEHIND = re.compile(rf"{_NOUN}(?:{_SAID}|{_TESTED}|{_FREE})")
_BEHIND_LIST = re.compile(rf"{_LISTED}\s(?:{_SAID_OF_MANY}|{_FREE})")
_OPENS = re.compile(r"(?:\A|[.;:\n]\s{0,2}|,\s(?:and\s)?|\sand\s|\b(?:the|his|her|their|both)\s)\Z")
_BEFORE_LIST = re.compile(
    rf"\b(?<!not )(?<!near )(?<!sub)(normal)\s{_ITEM}(?:,\s{_ITEM}){{0,4}}(?:,\s|,?\sand\s)\Z"
)
_ENDS = re.compile(r"(?=[.,;)]|\s(?:and|or|but|were|was|on|at|in|for|by|which|who|with|without)\b|\s?\Z)")
_DENIED = re.compile(
    r"\b(no|not|without|absence of|lack of|lacked|never)\s(?:(?:any|obvious|significant|apparent|gross|overt|evident|"
    r"particular|major|specific|facial|noticeable|clear|considered|considered as|was|were)\s){0,2}\Z"
)


@cache
def _matcher() -> PhraseMatcher[tuple[str, str]]:
    return PhraseMatcher(
        (row["words"], (row["code"], row["form"])) for row in read_table("normal_findings.tsv")
    )


def find_normal(text: str, folded: str, labels: Mapping[str, str]) -> Iterator[Mention]:
    """Find what is said to be normal.

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
            place = (min(hit.start, cue[0]), max(hit.end, cue[1]))
            yield Mention(code, labels.get(code, code), (place,), "normal", "absent", text[slice(*cue)])


def _find_cue(folded: str, start: int, end: int, form: str) -> tuple[int, int] | None:
    """Find the words that call a name normal, or deny it where only that counts."""
    if form == "denied":
        return _place(_DENIED.search(folded, max(0, start - 40), start))
    behind = _BEHIND.match(folded, end, end + _REACH)
    if behind is None and _OPENS.search(folded, max(0, start - 8), start):
        behind = _BEHIND_LIST.match(folded, end, end + _REACH)
    if behind is not None or form == "behind":
        return _place(behind)
    before = _BEFORE.search(folded, max(0, start - 20), start)
    if before is None and _ENDS.match(folded, end):
        before = _BEFORE_LIST.search(folded, max(0, start - _REACH), start)
    return _place(before)


def _place(found: re.Match[str] | None) -> tuple[int, int] | None:
    """The place of the group that matched."""
    return found.span(found.lastindex) if found and found.lastindex else None
