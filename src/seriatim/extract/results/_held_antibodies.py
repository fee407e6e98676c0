"""Antibodies that are only named: there ("a woman with anti-Ro antibodies"), or asked for ("tests for anti-Ro")."""

from __future__ import annotations

import re
from functools import cache

from seriatim.extract.results._measurement_result import Result
from seriatim.text import Prose, Sentence
from seriatim.text.tables import alternatives, read_table

_REACH = 220  # characters between the word that says so and an antibody of its list
_BEHIND = 40
_JOINT = re.compile(r",|\sand\s")
_LIST = re.compile(r"[\s,/]*(?:(?:and|or)\s)?(?:[\w()-]+[\s,/]+(?:(?:and|or)\s)?){0,4}")


def is_held(prose: Prose, sentence: Sentence, result: Result) -> bool:
    """Tell whether the sentence says that an antibody named without a result is there.

    The word nearest before it decides; what stands between may be a list, but no statement of its own. An antibody
    that a verb is said of ("In women with lupus, anti-Ro antibodies were ...") is only named by it.
    """
    start, end = result.test.start, result.test.end
    low = max(sentence.start, start - _REACH)
    before = list(_words("held", "asked", "told").finditer(prose.folded, low, start))
    if not before or before[-1][0] not in _held() or not _is_named_so(prose.folded, start, end):
        return False
    between = prose.folded[before[-1].end() : start]
    told = _words("told").search(prose.folded, end, min(sentence.end, end + _BEHIND))
    subject = told is not None and _LIST.fullmatch(prose.folded, end, told.start()) is not None
    return ";" not in between and not (subject and _JOINT.search(between))


def _is_named_so(folded: str, start: int, end: int) -> bool:
    """Whether the name says that it is an antibody, or stands in a list that ends in the word."""
    if _words("noun").search(folded, start, end):
        return True
    behind = _words("noun").search(folded, end, end + _BEHIND)
    return behind is not None and _LIST.fullmatch(folded, end, behind.start()) is not None


@cache
def _held() -> frozenset[str]:
    return frozenset(row["words"] for row in read_table("held_words.tsv") if row["role"] == "held")


@cache
def _words(*roles: str) -> re.Pattern[str]:
    words = {row["words"] for row in read_table("held_words.tsv") if row["role"] in roles}
    return re.compile(rf"\b(?:{alternatives(words)})\b")
