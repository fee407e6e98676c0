"""What reviewers decided, kept beside the extracted facts and laid over them when asked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from seriatim.model import Case, Fact, from_json, to_json


@dataclass(frozen=True, slots=True)
class Decision:
    """One decision about one fact.

    Attributes:
        report: the report's id.
        fact_key: what names the fact whatever its number: see `fact_key`. Of an added fact, the key it will have.
        action: accept | edit | recode | reject | add.
        change: the fields that change, as JSON; of `add` the whole fact.
        reviewer: who decided; `decided_at` an ISO 8601 time; `reason` in the reviewer's words.
    """

    report: str
    fact_key: str
    action: str
    change: Mapping[str, Any] = field(default_factory=dict)
    reviewer: str = ""
    decided_at: str = ""
    reason: str = ""


def fact_key(fact: Fact) -> str:
    """Name a fact by what it says and where, so that a decision survives a new reading of the file.

    Example:
        >>> from seriatim.model import Span
        >>> fact_key(Fact("F9", "phenotype", "Malar rash", (Span(4, 14, "malar rash"),), code="HP:0025300"))
        'phenotype:4-14:HP:0025300'
    """
    end = fact.spans[-1].end if fact.spans else 0
    return f"{fact.kind}:{fact.start}-{end}:{fact.code or fact.label}"


def apply_decisions(case: Case, decisions: Iterable[Decision]) -> Case:
    """Lay decisions over a case, the later over the earlier; verdicts and notes are not judged again here."""
    facts: dict[str, Fact | None] = {}
    for fact in case.facts:
        facts[_free(facts, fact_key(fact))] = fact
    for decision in decisions:
        if decision.report != case.report.id or decision.action == "accept":
            continue
        if decision.action == "reject":
            facts[decision.fact_key] = None
        else:
            facts[decision.fact_key] = _changed(facts.get(decision.fact_key), decision, len(facts))
    return replace(case, facts=tuple(sorted((f for f in facts.values() if f), key=lambda f: (f.start, f.id))))


def _free(taken: Mapping[str, object], key: str) -> str:
    number = 2
    free = key
    while free in taken:
        free, number = f"{key}#{number}", number + 1
    return free


def _changed(fact: Fact | None, decision: Decision, number: int) -> Fact | None:
    base = to_json(fact) if fact else {"id": f"R{number + 1}", "kind": "event", "label": "", "spans": []}
    if fact is None and decision.action != "add":
        return None
    return from_json(Fact, base | dict(decision.change) | {"rule": f"reviewer:{decision.reviewer}"})
