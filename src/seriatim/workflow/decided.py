"""The cases of a series as reviewers decided them, and how far the reviewers agree."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import combinations
from typing import TYPE_CHECKING

from seriatim.model import Case, Comparison, Note
from seriatim.workflow.case import DEFAULTS, Options, judge_case

if TYPE_CHECKING:
    from seriatim.series import Decision, Store

# notes that do not come from the audit and outlive a new one
_READING_NOTES = ("animal-excluded", "file-misnamed", "no-case")
_SINCE = {
    "changed": "a later reading gives differently",
    "gone": "a later reading does not give any more",
    "lost": "is not in the text any more",
}


def decided_cases(
    store: Store, *, build: int | None = None, options: Options = DEFAULTS, judged: bool = True
) -> Iterator[Case]:
    """Yield the cases of a series with the reviewers' decisions laid over them.

    Args:
        store: the open series.
        build: as they stood after a build; None for now.
        options: the criteria packs to judge by.
        judged: judge and audit what was decided; without it verdicts and notes are those of the reading.
    """
    from seriatim.series import apply_decisions

    decisions = store.decisions.by_report()
    for case in store.cases(build=build):
        held = decisions.get(case.report.id)
        if held and judged:
            yield decide_case(case, held, options=options)
        else:
            yield apply_decisions(case, held) if held else case


def decide_case(case: Case, decisions: Sequence[Decision], *, options: Options = DEFAULTS) -> Case:
    """Lay reviewers' decisions over a case as it was read; where they change what it says, judge and audit it again.

    Args:
        case: as extracted.
        decisions: of its report.
        options: the criteria packs to judge it by.
    """
    from seriatim.audit import audit_case
    from seriatim.series import apply_decisions
    from seriatim.text import read_prose

    decided = apply_decisions(case, decisions)
    notes = tuple(_note_open_decisions(case, decisions))
    if decided.patients == case.patients and [f.changed(review=None) for f in decided.facts] == list(
        case.facts
    ):
        return replace(decided, notes=case.notes + notes)
    judged = judge_case(decided, options=options)
    kept = tuple(n for n in case.notes if n.code in _READING_NOTES)
    return replace(judged, notes=kept + audit_case(judged, read_prose(case.report)) + notes)


def _note_open_decisions(case: Case, decisions: Sequence[Decision]) -> Iterator[Note]:
    """Note what reviewers should look at again: decisions on what is read differently now, and disagreements."""
    from seriatim.audit.codes import make_note
    from seriatim.series import gather_decisions

    for decided in gather_decisions(case, decisions).values():
        last = decided.held[-1]
        fact = decided.fact or last.said
        words = f"“{' ... '.join(s.text for s in fact.spans)}”" if fact else decided.key
        spans, ids = fact.spans if fact else (), [decided.fact.id] if decided.fact else []
        if decided.is_disputed:
            told = f"{', '.join(sorted(decided.reviews))} decided differently about {words}"
            yield make_note("review-disagreement", told, spans, ids)
        if last.is_stale:
            told = f"{last.decision.reviewer} decided about {words}, which {_SINCE[last.state]}"
            yield make_note("review-stale", told, spans, ids)


def assess_agreement(store: Store) -> tuple[Comparison, ...]:
    """Compare every two reviewers of a series on the facts that both decided.

    Args:
        store: the open series.
    """
    from seriatim.series import compare_reviewers

    decisions = store.decisions.by_report()
    numbers = [d.id for d in store.documents() if d.report_id in decisions]
    return tuple(
        compare_reviewers(map(store.case, numbers), decisions, first, second)
        for first, second in combinations(store.decisions.reviewers(), 2)
    )
