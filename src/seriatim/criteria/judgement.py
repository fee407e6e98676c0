"""A pack judged on one patient: what was found for each item, and what follows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache

from seriatim.criteria import kleene
from seriatim.criteria.evidence import Evidence, Index, Reported
from seriatim.criteria.finding import Finding, combine
from seriatim.criteria.kleene import MET, NOT_MET, UNKNOWN
from seriatim.criteria.pack import ClassRow, Pack, PackItem
from seriatim.criteria.rules import Tallied, Tally


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a set makes of judged items.

    Attributes:
        row: the row of the decision table that was taken.
        ceiling: the first row before it that may yet hold.
    """

    status: str
    result: str | None = None
    row: ClassRow | None = None
    ceiling: ClassRow | None = None


@dataclass(frozen=True, eq=False)
class Judgement:
    """A pack judged on one patient's facts.

    Attributes:
        evidence: what it was judged on, with the findings by item and the readings that mattered.
    """

    pack: Pack
    evidence: Evidence
    _rejudged: dict[tuple[str, ...], str] = field(default_factory=dict)

    @property
    def findings(self) -> Mapping[str, Finding]:
        """What was found, by item id."""
        return self.evidence.findings

    @cached_property
    def statuses(self) -> dict[str, str]:
        """Every item's status; an exclusion nobody mentions is read as not there, if that is accepted."""
        held = {item_id: finding.status for item_id, finding in self.findings.items()}
        for exclusion in self.pack.exclusions:
            if self.findings[exclusion.item].silent and exclusion.reading in self.evidence.accepted:
                held[exclusion.item] = NOT_MET
        return held

    @cached_property
    def column(self) -> str:
        """The scoring column that applies."""
        plain = Tally((), self.statuses)
        return next(c.id for c in self.pack.columns if c.when is None or c.when.status(plain) == MET)

    @cached_property
    def tally(self) -> Tally:
        """The points of the items as judged."""
        return self._tally(self.statuses)

    @cached_property
    def points(self) -> tuple[float, float] | None:
        """The score and what it may reach; None for a set that does not count."""
        return self.tally.points() if self.tally.items else None

    @cached_property
    def outcome(self) -> Outcome:
        """The verdict on the items as judged."""
        return decide(self.pack, self.tally)

    def outcome_if(self, changes: Mapping[str, str]) -> Outcome:
        """Give the verdict if some items had another status; items that build on them follow."""
        statuses = {**self.statuses, **changes}
        for item in self.pack.items:
            if item.refers_to and item.id not in changes and not changes.keys().isdisjoint(item.refers_to):
                statuses[item.id] = self._rejudge(item, statuses)
        return decide(self.pack, self._tally(statuses))

    def _rejudge(self, item: PackItem, statuses: Mapping[str, str]) -> str:
        key = (item.id, *(statuses[i] for i in item.refers_to))
        if key not in self._rejudged:
            changed = {i: replace(self.findings[i], status=statuses[i]) for i in item.refers_to}
            evidence = replace(self.evidence, findings={**self.findings, **changed}, used=set())
            self._rejudged[key] = judge_item(item, evidence).status
        return self._rejudged[key]

    def _tally(self, statuses: Mapping[str, str]) -> Tally:
        return Tally(_tallied(self.pack, self.column), statuses, _highest(self.pack), self.column)


@lru_cache(maxsize=512)
def _tallied(pack: Pack, column: str) -> tuple[Tallied, ...]:
    return pack.tallied(column)


@lru_cache(maxsize=256)
def _highest(pack: Pack) -> frozenset[str]:
    return frozenset(g.id for g in pack.groups if g.highest)


def judge(pack: Pack, index: Index, reported: Reported) -> Judgement:
    """Judge every item of a pack.

    Args:
        pack: the criteria set.
        index: the facts of one patient.
        reported: the report they come from.
    """
    evidence = Evidence(index, reported, pack.accepted, pack.conflicts)
    for item in pack.items:
        blank = item.by_code_alone and not item.refers_to and not index.touches(item.codes)
        evidence.findings[item.id] = _silent(item) if blank else judge_item(item, evidence)
    return _with_exclusions(pack, evidence)


def judge_otherwise(judgement: Judgement, reading: str) -> Judgement:
    """Judge again with one reading turned round; only the items it bears on can come out differently."""
    before, pack = judgement.evidence, judgement.pack
    evidence = replace(before, accepted=before.accepted ^ {reading}, used=set(), findings={})
    for item in pack.items:
        bears = reading in item.readings or item.refers_to
        evidence.findings[item.id] = judge_item(item, evidence) if bears else before.findings[item.id]
    return _with_exclusions(pack, evidence)


def _with_exclusions(pack: Pack, evidence: Evidence) -> Judgement:
    for exclusion in pack.exclusions:
        if evidence.findings[exclusion.item].silent:
            evidence.used.add(exclusion.reading)
    return Judgement(pack, evidence)


@lru_cache(maxsize=4096)
def _silent(item: PackItem) -> Finding:
    """Judge an item on nothing at all."""
    return judge_item(item, Evidence(Index({}, {})))


def judge_item(item: PackItem, evidence: Evidence) -> Finding:
    """Judge one item: its evidence, then what rules it out, then better explanations."""
    found = item.evidence.judge(evidence)
    if found.status != MET and item.refuted_by:
        found = _refute(item, found, evidence)
    if found.status == MET and (item.unless or item.doubted_by):
        found = _explain_otherwise(item, found, evidence)
    return found if found.label == item.label else replace(found, label=item.label)


def _refute(item: PackItem, found: Finding, evidence: Evidence) -> Finding:
    against = [f for e in item.refuted_by if (f := e.judge(evidence)).status == MET]
    if not against:
        return found
    return replace(combine(MET, item.label, against), status=NOT_MET)


def _explain_otherwise(item: PackItem, found: Finding, evidence: Evidence) -> Finding:
    """Weigh other explanations: one that excludes takes the item away, one that may explain it leaves it open."""
    hard = [e.judge(evidence) for e in item.unless]
    soft = [e.judge(evidence) for e in item.doubted_by]
    parts = (found, *hard, *soft)
    if excluding := [f for f in hard if f.status == MET]:
        taken = combine(MET, item.label, excluding)
        return Finding(NOT_MET, item.label, taken.facts, f"not counted: {taken.why}", parts)
    open_ones = [f for f in (*hard, *soft) if f.facts and f.status != NOT_MET]
    if open_ones:
        why = f"{found.why}; another explanation is open: {'; '.join(f.why for f in open_ones)}"
        return Finding(UNKNOWN, item.label, found.facts, why, parts)
    if all(f.status == NOT_MET for f in (*hard, *soft)):
        return found
    evidence.used.add(item.unless_reading)
    if item.unless_reading in evidence.accepted:
        return found
    why = f"{found.why} (counts only if '{item.unless_reading}' is accepted)"
    return Finding(UNKNOWN, item.label, found.facts, why, found.parts)


def decide(pack: Pack, tally: Tally) -> Outcome:
    """Make a verdict of judged items by the pack's rules."""
    if pack.tally:
        return Outcome(UNKNOWN)
    entry = pack.entry.status(tally) if pack.entry else MET
    free = kleene.all_of(kleene.negate(tally.statuses[e.item]) for e in pack.exclusions)
    if not pack.classes:
        return Outcome(
            kleene.all_of([entry, free, kleene.any_of(rule.status(tally) for _, rule in pack.rules)])
        )
    if entry != MET or free == NOT_MET:
        return Outcome(kleene.all_of([entry, free]))
    return _classify(pack, tally, free)


def _classify(pack: Pack, tally: Tally, free: str) -> Outcome:
    """Take the first row that holds; while an exclusion is open, no row holds for certain."""
    ceiling: ClassRow | None = None
    for row in pack.classes:
        status = kleene.all_of([free, row.when.status(tally)])
        if status == MET:
            return Outcome(row.status, row.result, row, ceiling)
        if status == UNKNOWN and ceiling is None:
            ceiling = row
    return Outcome(UNKNOWN if ceiling else NOT_MET, ceiling=ceiling)
