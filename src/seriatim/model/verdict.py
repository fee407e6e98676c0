"""What a criteria set makes of a patient's facts, with the proof."""

from __future__ import annotations

from dataclasses import dataclass

VERDICT_STATUSES = ("met", "not_met", "unknown")


@dataclass(frozen=True, slots=True)
class Item:
    """One item of a criteria set, judged.

    Attributes:
        counted: whether its weight entered the score (False where a heavier item of its domain did).
        facts: ids of the facts that decided it; empty only where nothing was reported.
        why: the reason in words, naming what is missing where the status is unknown.
        domain: the group it belongs to, where the set has groups.
        children: judged parts of a compound item.
    """

    id: str
    label: str
    status: str
    weight: float | None = None
    counted: bool = False
    facts: tuple[str, ...] = ()
    why: str = ""
    domain: str | None = None
    source: str | None = None
    children: tuple[Item, ...] = ()


@dataclass(frozen=True, slots=True)
class Assumption:
    """A named reading on which the verdict may hang, and what changes without it.

    Attributes:
        decides: True where the verdict itself would be another.
    """

    id: str
    text: str
    changes: str = ""
    decides: bool = False


@dataclass(frozen=True, slots=True)
class Flip:
    """A smallest set of items whose change would change the verdict.

    Attributes:
        item: an item id, or several that must change together.
        if_: the status they would take.
        then: the status the verdict would take.
    """

    item: str | tuple[str, ...]
    if_: str
    then: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """A criteria set applied to one patient.

    `status` is met, not_met or unknown in three-valued logic; `range` is the score's [min, max] over the
    unknown items; `result` is the class chosen by sets that choose one ("dystrophic").
    """

    set: str
    status: str
    patient: str | None = None
    version: str = ""
    title: str = ""
    result: str | None = None
    score: float | None = None
    threshold: float | None = None
    range: tuple[float, float] | None = None
    items: tuple[Item, ...] = ()
    assumptions: tuple[Assumption, ...] = ()
    would_flip: tuple[Flip, ...] = ()
    disagrees_with_authors: bool | None = None
    why: str = ""
