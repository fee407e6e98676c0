"""Weeks that are counted from conception because a pregnancy is told of: "a primigravida ... At 36 weeks she ..."."""

from __future__ import annotations

import re
from collections.abc import Iterable

from seriatim.text import Prose
from seriatim.text.times import TimeExpression
from seriatim.text.value_limits import is_within_limits
from seriatim.text.wording import pattern_of

_WEEKS = re.compile(r"P(?P<weeks>\d+)W(?:\dD)?")
_LEADS = frozenset({"at", "until"})
_expecting = pattern_of(r"\b{expecting}\b")
_delivered = pattern_of(r"\b{delivery}\b")


def count_from_conception(prose: Prose, folded: str, times: Iterable[TimeExpression]) -> list[TimeExpression]:
    """Count bare weeks ("at 36 weeks") from conception, where the paragraph tells of a pregnancy that goes on.

    Weeks before the thirteenth and after a delivery told in an earlier sentence stay lengths.

    Args:
        prose: the report's prose.
        folded: its text, folded.
        times: the report's expressions of time, in order.
    """
    return [
        t._replace(kind="relative", relation="after", anchor="conception")
        if _may_be_of_pregnancy(t) and _goes_on(prose, folded, t.start)
        else t
        for t in times
    ]


def _may_be_of_pregnancy(time: TimeExpression) -> bool:
    if time.kind != "duration" or time.lead not in _LEADS:
        return False
    weeks = _WEEKS.fullmatch(time.iso or "")
    return weeks is not None and is_within_limits("weeks of pregnancy", int(weeks["weeks"]))


def _goes_on(prose: Prose, folded: str, at: int) -> bool:
    """Whether a pregnancy is told of in the paragraph up to a sentence, and no earlier sentence ends it."""
    here = prose.sentence_at(at)
    if here is None:
        return False
    first = here
    while first.index and prose.sentences[first.index - 1].paragraph == here.paragraph:
        first = prose.sentences[first.index - 1]
    if _delivered().search(folded, first.start, here.start):
        return False
    return _expecting().search(folded, first.start, here.end) is not None
