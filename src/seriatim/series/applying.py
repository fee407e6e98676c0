"""Decisions laid over the facts of a case: what counts, with what the machine had read beside it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from seriatim.model import Case, Fact, Patient, Review, from_json, to_json
from seriatim.series.decisions import Decision, name_facts, statement
from seriatim.series.matching import BY_REVIEWER, Matched, match_decisions

_PERSON = {
    ("sex",): ("sex",),
    ("age", "age_range"): ("age_iso8601", "age_range"),
}  # of a patient, and the facts that tell it
ADDED = "R"  # begins the id of a fact that is not among those read
_FACT_ID = re.compile(r"[FR]\d+")


@dataclass(frozen=True, slots=True)
class Decided:
    """All that was decided about one fact.

    Attributes:
        key: what names the fact today.
        fact: as the machine reads it, or None where a reviewer added it or a later reading has it no more.
        held: the decisions that stand, the earlier first.
    """

    key: str
    fact: Fact | None
    held: tuple[Matched, ...]

    @property
    def reviews(self) -> dict[str, Matched]:
        """What each reviewer decided, by reviewer; a later decision on the same words takes the place of an earlier."""
        return {m.decision.reviewer: m for m in self.held if m.decision.stage == "review" and m.counts}

    @property
    def settled(self) -> Matched | None:
        """The adjudication, or None."""
        return next((m for m in reversed(self.held) if m.decision.stage == "adjudication" and m.counts), None)

    def own(self, reviewer: str, stage: str) -> Matched | None:
        """Return the last decision of a reviewer at a stage, stale or not; an adjudication is everybody's."""
        mine = (m for m in reversed(self.held) if m.decision.stage == stage)
        return next((m for m in mine if stage == "adjudication" or m.decision.reviewer == reviewer), None)

    @property
    def is_disputed(self) -> bool:
        """Whether reviewers decided differently and nobody has settled it."""
        return self.settled is None and len({say_outcome(m) for m in self.reviews.values()}) > 1

    @property
    def deciding(self) -> tuple[Matched, ...]:
        """The decisions that decide: the adjudication, or those of reviewers who agree, or none."""
        if self.settled:
            return (self.settled,)
        return () if self.is_disputed else tuple(self.reviews.values())


def gather_decisions(case: Case, decisions: Iterable[Decision]) -> dict[str, Decided]:
    """Gather what was decided about each fact of a case, by the fact's key.

    Args:
        case: as extracted.
        decisions: of any reports.
    """
    held: dict[str, list[Matched]] = {}
    for matched in match_decisions(case, decisions):
        held.setdefault(matched.key, []).append(matched)
    named = name_facts(case.facts)
    return {key: Decided(key, named.get(key), tuple(group)) for key, group in held.items()}


def apply_decisions(case: Case, decisions: Iterable[Decision]) -> Case:
    """Lay decisions over a case; verdicts and notes are not judged again here.

    An adjudication counts before anything else, then what all reviewers of a fact agree on. Where they disagree the
    fact stays as it was read. What a reviewer accepted, changed or added stays so whatever a later reading says, as
    long as its words are in the text.

    Args:
        case: as it was read.
        decisions: of this report, by whomever and in whatever order; those of other reports are not looked for.
    """
    facts = dict(name_facts(case.facts))
    added: list[Fact] = []
    touched: list[tuple[Fact | None, Fact | None]] = []
    for key, decided in gather_decisions(case, decisions).items():
        if not decided.deciding:
            continue
        before, after = facts.pop(key, None), _decide(decided)
        touched.append((before, after))
        if after and before:
            facts[key] = after.changed(id=before.id)
        elif after:
            added.append(after)
    new = (f.changed(id=f"{ADDED}{n}") for n, f in enumerate(sorted(added, key=_place), 1))
    everything = sorted((*facts.values(), *new), key=_place)
    patients = tuple(_settle_person(p, everything, touched) for p in case.patients)
    return replace(case, patients=patients, facts=_without_dangling(everything))


def _place(fact: Fact) -> tuple[int, int, str]:
    """Where a fact stands; facts of one place in the order of their ids."""
    number = fact.id[1:]
    return fact.start, int(number) if number.isdigit() else 0, fact.id


def outcome(matched: Matched) -> Fact | None:
    """Return the fact as a decision leaves it, or None where it was rejected."""
    decision = matched.decision
    base = matched.fact if matched.state == "current" and matched.fact else matched.said
    if base is None or decision.action == "reject":
        return None
    if decision.action in ("accept", "add") or not decision.change:
        return matched.said if decision.action == "add" else base
    changed = from_json(Fact, to_json(base) | dict(decision.change))
    return changed.changed(rule=f"{BY_REVIEWER}{decision.reviewer}")


def say_outcome(matched: Matched) -> str:
    """Name what a decision makes of a fact, so that two can be compared: accepted, rejected, or the new statement."""
    after = outcome(matched)
    if after is None:
        return "rejected"
    is_accepted = matched.decision.action == "accept" and not matched.is_stale
    return "accepted" if is_accepted else statement(after)


def _decide(decided: Decided) -> Fact | None:
    """The fact as decided, naming those who decided and what had been read."""
    last = decided.deciding[-1]
    after = outcome(last)
    if after is None:
        return None
    read = decided.fact or (None if last.decision.action == "add" else last.said)
    if read is not None and statement(after) != statement(read):
        after = after.changed(group=None)
    deciding = [m.decision for m in decided.deciding]
    review = Review(
        action=last.decision.action,
        reviewers=tuple(sorted({d.reviewer for d in deciding})),
        decided_at=last.decision.decided_at,
        reason="; ".join(dict.fromkeys(d.reason for d in deciding if d.reason)),
        settled=decided.settled is not None,
        machine=_differences(read, after) if read else {},
    )
    return after.changed(review=review)


def _differences(read: Fact, after: Fact) -> dict[str, Any]:
    """The fields of the fact as read that are not so any more."""
    before, now = to_json(read), to_json(after)
    return {
        name: before.get(name)
        for name in (*before, *(n for n in now if n not in before))
        if name not in ("id", "group", "review") and before.get(name) != now.get(name)
    }


def _settle_person(
    patient: Patient, facts: Sequence[Fact], touched: Sequence[tuple[Fact | None, Fact | None]]
) -> Patient:
    """Let sex and age of a patient follow what was decided about the facts that tell them."""
    changes: dict[str, Any] = {}
    for names, told in _PERSON.items():
        now = tuple(getattr(patient, name) for name in names)
        before_and_after = [(_told(b, patient, told), _told(a, patient, told)) for b, a in touched]
        changed = [after for before, after in before_and_after if after and after != before]
        if changed:
            now = changed[-1]
        elif now in [before for before, _ in before_and_after]:
            left = [value for f in facts if (value := _told(f, patient, told))]
            now = now if now in left else next(iter(left), (None,) * len(names))
        changes |= zip(names, now, strict=True)
    return replace(patient, **changes)


def _told(fact: Fact | None, patient: Patient, names: Iterable[str]) -> tuple[Any, ...] | None:
    """What a demographic fact tells of a patient as they presented; an age at another time is not told of now."""
    if fact is None or fact.kind != "demographic" or fact.patient != patient.id or fact.subject != "patient":
        return None
    if fact.status != "present" or fact.time:
        return None
    told = tuple(getattr(fact, name) for name in names)
    return told if any(told) else None


def _without_dangling(facts: Sequence[Fact]) -> tuple[Fact, ...]:
    """Take out what refers to a fact that is no longer there."""
    ids = {f.id for f in facts}
    return tuple(_freed(f, ids) for f in facts)


def _freed(fact: Fact, ids: set[str]) -> Fact:
    changes: dict[str, Any] = {}
    if fact.target and fact.target not in ids:
        changes["target"] = None
    time = fact.time
    if time and time.anchor and _FACT_ID.fullmatch(time.anchor) and time.anchor not in ids:
        changes["time"] = replace(time, anchor=None, offset=None, relation=None)
    return fact.changed(**changes) if changes else fact
