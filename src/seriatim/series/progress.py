"""How far a reviewer has come with each report of a series."""

from __future__ import annotations

from dataclasses import dataclass

from seriatim.series.applying import gather_decisions
from seriatim.series.decisions import NOT_REVIEWED
from seriatim.series.documents import Document
from seriatim.series.store import Store


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a reviewer has come with a report.

    Attributes:
        facts: those to be reviewed: all but times on their own.
        decided: of those, the ones decided as they are read today.
        added: facts the reviewer added.
        stale: decisions to be looked at again, because a later reading differs.
    """

    document: Document
    facts: int
    decided: int = 0
    added: int = 0
    stale: int = 0


def count_progress(store: Store, reviewer: str) -> list[Progress]:
    """Count, for every report of a series in its order, the facts and how many of them a reviewer has decided.

    Args:
        store: the open series.
        reviewer: whose decisions count; adjudications do not.
    """
    totals = store.count_facts(besides=NOT_REVIEWED)
    counted = store.decisions.count(reviewer)
    return [
        _count(store, document, totals.get(document.id, 0), counted.get(document.id, (0, 0, 0)), reviewer)
        for document in store.documents()
    ]


def _count(
    store: Store, document: Document, facts: int, counted: tuple[int, int, int], reviewer: str
) -> Progress:
    decided, others, added = counted
    if not others:
        return Progress(document, facts, decided, added)
    decisions = [d for d in store.decisions.of(document.report_id, reviewer=reviewer) if d.stage == "review"]
    found = gather_decisions(store.case(document.id), decisions).values()
    current = sum(v.fact is not None and not v.held[-1].is_stale for v in found)
    return Progress(document, facts, current, added, sum(v.held[-1].is_stale for v in found))
