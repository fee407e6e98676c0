"""What a title or an abstract says of all the patients, and the report denies of one of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from seriatim.model import Fact

_ANNOUNCING = frozenset({"title", "abstract"})


def leave_denied(facts: Iterable[Fact]) -> list[Fact]:
    """Leave out a finding announced of several patients at once where it is denied of that patient further on.

    Args:
        facts: with their patients and status.
    """
    held = list(facts)
    told = Counter((f.code, f.start) for f in held if f.patient and f.section in _ANNOUNCING)
    denied = {
        (f.patient, f.code)
        for f in held
        if f.status == "absent" and f.patient and f.code and f.section not in _ANNOUNCING
    }
    return [
        f
        for f in held
        if f.section not in _ANNOUNCING
        or f.status != "present"
        or told[f.code, f.start] < 2
        or (f.patient, f.code) not in denied
    ]
