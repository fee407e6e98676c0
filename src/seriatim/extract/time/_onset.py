"""Whether a time is the onset of a finding, and whether it is the earlier end of a change."""

from __future__ import annotations

import re
from functools import cache

from seriatim.model import Time
from seriatim.text.times import TimeExpression, time_words

_SINCE = ("since", "from")


@cache
def _pattern(role: str) -> re.Pattern[str]:
    words = sorted(time_words(role), key=lambda w: (-len(w), w))
    return re.compile(r"\b(?:" + "|".join(re.escape(w).replace(r"\ ", r"\s") for w in words) + r")\b")


def find_onset(folded: str, time: TimeExpression, made: Time) -> str | None:
    """Return the onset a time gives a finding: an ISO 8601 age, or an HPO onset label.

    Args:
        folded: the folded sentence.
        time: the expression that governs the finding.
        made: the same, resolved.
    """
    begins = (
        time.attributive or time.lead in _SINCE or (time.kind == "duration" and made.relation == "before")
    )
    if not begins and not tells_onset(folded):
        return None
    if time.kind == "stage":
        return time.label
    if time.kind == "named" and made.anchor == "birth":
        return "Congenital onset"
    if time.kind in ("age", "relative", "duration"):
        return made.age
    return None


def tells_onset(folded: str) -> bool:
    """Whether a folded sentence says that something began ("developed", "was first noted").

    Example:
        >>> tells_onset("later she developed a rash"), tells_onset("the rash was red")
        (True, False)
    """
    return _pattern("onset_word").search(folded) is not None


def names_change(folded: str, time_at: int, fact_at: int) -> tuple[str, ...]:
    """Return the words of a change seen against an earlier state, and what they amount to.

    "Compared with films of two years before, there was increased swelling": ("increased", "progression").

    Args:
        folded: the folded sentence.
        time_at: where the time of the earlier state stands.
        fact_at: where the finding stands.
    """
    compares = _pattern("compares").search(folded)
    if compares is None or not compares.start() < time_at:
        return ()
    changes = list(_pattern("change").finditer(folded))
    if not changes:
        return ()
    nearest = min(changes, key=lambda m: (abs(fact_at - m.start()), m.start()))
    return tuple(dict.fromkeys((nearest[0], time_words("change")[nearest[0]])))
