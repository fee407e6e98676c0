"""What reviewers decided, kept beside the extracted facts: one value a decision, none of them ever overwritten."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from seriatim.model import Case, Fact, to_json

ACTIONS = ("accept", "edit", "recode", "reject", "add", "undo")
STAGES = ("review", "adjudication")
NOT_REVIEWED = ("time",)  # kinds of fact that no table counts and no reviewer is asked about

_AROUND = 32  # characters of context kept before and after the words of a fact, as W3C Web Annotations advise
_SAID = (
    "kind", "code", "status", "subject", "patient", "value", "interpretation", "response", "dose", "route",
    "frequency", "duration", "onset", "sex", "age_iso8601", "age_range", "vital_status",
)  # fmt: skip
_NUMBERED = re.compile(r"[FR]\d+")


@dataclass(frozen=True, slots=True)
class Decision:
    """One decision of one reviewer about one fact.

    Attributes:
        report: the report's id.
        fact_key: what names the fact whatever its number: see `fact_key`. Of an added fact, the key it has.
        action: one of `ACTIONS`; `undo` takes back the decision whose id is `undoes`.
        change: the fields that change, as JSON; of `add` the whole fact.
        reviewer: who decided.
        decided_at: UTC time, ISO 8601.
        reason: in the reviewer's words.
        stage: review, or adjudication where a disagreement of reviewers is settled.
        seen: the fact as it was when it was judged, as JSON.
        quote: its words with those around them: `{"prefix", "exact", "suffix"}`.
        judged: the digest of what it said then: see `statement`.
        undoes: id of the decision taken back.
    """

    report: str
    fact_key: str
    action: str
    change: Mapping[str, Any] = field(default_factory=dict)
    reviewer: str = ""
    decided_at: str = ""
    reason: str = ""
    stage: str = "review"
    seen: Mapping[str, Any] = field(default_factory=dict)
    quote: Mapping[str, str] = field(default_factory=dict)
    judged: str = ""
    undoes: str = ""

    @property
    def id(self) -> str:
        """What names the decision wherever it travels: a digest of all it says."""
        return _digest(asdict(self))


def decide(
    case: Case,
    fact: Fact,
    action: str,
    *,
    reviewer: str,
    decided_at: str,
    change: Mapping[str, Any] | None = None,
    reason: str = "",
    stage: str = "review",
    key: str = "",
) -> Decision:
    """Make a decision about a fact of a case, with what is needed to find the fact again in a later reading.

    Args:
        case: the case as it was read.
        fact: one of its facts; for `add` the new one.
        action: accept | edit | recode | reject | add.
        reviewer: who decides.
        decided_at: UTC time, ISO 8601.
        change: the fields that change, as JSON.
        reason: in the reviewer's words.
        stage: review | adjudication.
        key: what names the fact, where a reviewer added it; else it is looked up in the case.
    """
    read = to_json(fact)
    return Decision(
        report=case.report.id,
        fact_key=key or key_in(case, fact),
        action=action,
        change=read if action == "add" else change or {},
        reviewer=reviewer,
        decided_at=decided_at,
        reason=reason,
        stage=stage,
        seen=read,
        quote=quote_words(case.report.text, fact),
        judged=statement(fact),
    )


def fact_key(fact: Fact) -> str:
    """Name a fact by what it says and where, so that a decision survives a new reading of the file.

    Example:
        >>> from seriatim.model import Span
        >>> fact_key(Fact("F9", "phenotype", "Malar rash", (Span(4, 14, "malar rash"),), code="HP:0025300"))
        'phenotype:4-14:HP:0025300'
    """
    end = fact.spans[-1].end if fact.spans else 0
    return f"{fact.kind}:{fact.start}-{end}:{fact.code or fact.label}"


def name_facts(facts: Iterable[Fact]) -> dict[str, Fact]:
    """Name facts by their keys; a second fact of the same key ("the brothers had a rash") ends in "#2"."""
    named: dict[str, Fact] = {}
    for fact in facts:
        key, number = fact_key(fact), 2
        free = key
        while free in named:
            free, number = f"{key}#{number}", number + 1
        named[free] = fact
    return named


def key_in(case: Case, fact: Fact) -> str:
    """Return the key of a fact among those of its case, or the one it would have there."""
    return next((key for key, held in name_facts(case.facts).items() if held is fact), fact_key(fact))


def statement(fact: Fact) -> str:
    """Digest what a reviewer judges of a fact: what is said, of whom, and when; not how it was found.

    Example:
        >>> fact = Fact("F1", "phenotype", "Rash", (), code="HP:0000988")
        >>> statement(fact) == statement(fact.changed(id="F7")), statement(fact) == statement(fact.changed(status="absent"))
        (True, False)
    """
    said = {name: getattr(fact, name) for name in _SAID}
    if not fact.code:
        said["label"] = fact.label
    if time := fact.time:
        anchor = None if _NUMBERED.fullmatch(time.anchor or "") else time.anchor
        said["time"] = [time.offset, time.relation, anchor, time.age, time.age_range, time.date]
    return _digest(said)


def quote_words(text: str, fact: Fact) -> dict[str, str]:
    """Return a fact's words and those around them, by which they are found again where offsets have moved."""
    if not fact.spans:
        return {}
    start, end = fact.start, fact.spans[-1].end
    return {
        "prefix": text[max(0, start - _AROUND) : start],
        "exact": text[start:end],
        "suffix": text[end : end + _AROUND],
    }


def find_standing(decisions: Iterable[Decision]) -> tuple[Decision, ...]:
    """Return the decisions that stand: of each reviewer, fact and stage the last that was not taken back.

    Args:
        decisions: in any order; those of one moment count in the order given.
    """
    ordered = sorted(decisions, key=lambda d: d.decided_at)
    undone = {d.undoes for d in ordered if d.action == "undo"}
    standing: dict[tuple[str, ...], Decision] = {}
    for decision in ordered:
        if decision.action != "undo" and not (undone and decision.id in undone):
            slot = (decision.report, decision.fact_key, decision.reviewer, decision.stage)
            standing.pop(slot, None)
            standing[slot] = decision
    return tuple(standing.values())


def _digest(value: object) -> str:
    written = json.dumps(value, sort_keys=True, ensure_ascii=True)
    return hashlib.sha256(written.encode("ascii")).hexdigest()[:20]
