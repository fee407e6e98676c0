"""What stays although "neither ... nor" stands before it: the denial is of the outcome ("neither X nor Y helped")."""

from __future__ import annotations

from collections.abc import Sequence

from seriatim.model import Fact
from seriatim.text import Prose

_PAIR = frozenset({"neither", "nor"})
_TAKEN_BACK = frozenset({"complete", "partial"})


def keep_what_outcomes_deny(prose: Prose, facts: Sequence[Fact]) -> list[Fact]:
    """Make present what was denied by "neither" or "nor" in a sentence whose outcome is what they deny.

    "Neither X nor Y improved the rash": both were given, and the rash was there.

    Args:
        prose: the report's prose.
        facts: with their status.
    """
    denied = {
        _place(prose, f) for f in facts if f.kind == "outcome" and f.response in _TAKEN_BACK and _is_paired(f)
    }
    if not denied:
        return list(facts)
    return [
        f.changed(status="present", cue=None)
        if f.kind != "outcome" and _is_paired(f) and _place(prose, f) in denied
        else f
        for f in facts
    ]


def _is_paired(fact: Fact) -> bool:
    return fact.status == "absent" and (fact.cue or "").lower() in _PAIR


def _place(prose: Prose, fact: Fact) -> int:
    """The sentence of a fact, or -1."""
    sentence = prose.sentence_at(fact.start)
    return sentence.index if sentence else -1
