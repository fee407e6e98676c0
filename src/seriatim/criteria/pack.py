"""A criteria set as a value: items, what they ask, and the rules that make a verdict of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from seriatim.criteria.expression import Expression, asks_report, codes_of, readings_of, references_of
from seriatim.criteria.rules import Group, Rule, Tallied

CONFLICTS = ("ever", "latest", "undecided")
SCOPES = ("patient", "report")


@dataclass(frozen=True, slots=True)
class Reading:
    """A named reading of a set on which authors and raters differ.

    Attributes:
        accepted: whether Seriatim takes it; its opposite is tried for every verdict that hangs on it.
    """

    id: str
    text: str
    source: str
    accepted: bool = True


@dataclass(frozen=True, eq=False)
class PackItem:
    """One item of a set.

    Attributes:
        definition: our own short paraphrase. source: where it is from; `verified` False where it was not
            checked against a source.
        weights: points by scoring column; empty for an item beside the count.
        evidence: what meets it. refuted_by: findings that rule it out without denying it in words.
        unless: findings that exclude it even so. doubted_by: other explanations, which leave it open. Where
            the report names none of either, it stands only under the reading `unless_reading`.
    """

    id: str
    label: str
    definition: str
    source: str
    evidence: Expression
    verified: bool = True
    group: str | None = None
    weights: Mapping[str, float] = field(default_factory=dict)
    refuted_by: tuple[Expression, ...] = ()
    unless: tuple[Expression, ...] = ()
    doubted_by: tuple[Expression, ...] = ()
    unless_reading: str = ""

    @cached_property
    def expressions(self) -> tuple[Expression, ...]:
        """Everything the item asks."""
        return (self.evidence, *self.refuted_by, *self.unless, *self.doubted_by)

    @cached_property
    def codes(self) -> frozenset[str]:
        """Every code the item asks for."""
        return frozenset(code for e in self.expressions for code in codes_of(e))

    @cached_property
    def refers_to(self) -> tuple[str, ...]:
        """Ids of the items it builds on."""
        return tuple(dict.fromkeys(ref for e in self.expressions for ref in references_of(e)))

    @cached_property
    def readings(self) -> frozenset[str]:
        """Ids of the readings its judgement may hang on."""
        return frozenset({self.unless_reading}.union(*(readings_of(e) for e in self.expressions)))

    @cached_property
    def by_code_alone(self) -> bool:
        """True where facts with other codes, or with none, cannot matter to it."""
        return not any(asks_report(e) for e in self.expressions)


@dataclass(frozen=True, slots=True)
class ClassRow:
    """A row of a decision table; the first row that is met gives the class.

    Attributes:
        status: met where this row establishes the class, unknown where it presumes it.
        said_by: the item that is met where the authors themselves give the case this class, or "".
    """

    id: str
    result: str
    when: Rule
    status: str = "met"
    why: str = ""
    said_by: str = ""


@dataclass(frozen=True, slots=True)
class Column:
    """A way of scoring, where a set has several; used if `when` is met."""

    id: str
    when: Rule | None = None


@dataclass(frozen=True, slots=True)
class Exclusion:
    """An item that, if met, keeps the set from being applied; silence is read by `reading`."""

    item: str
    reading: str


@dataclass(frozen=True, slots=True)
class Claimed:
    """How authors name this set, to compare their claim with the verdict.

    Attributes:
        names: the set's family ("ACR"), matched with their case.
        years: printed with the name, they single out this version.
        conditions: words for the disease it classifies, in lower case.
    """

    names: tuple[str, ...] = ()
    years: tuple[str, ...] = ()
    conditions: tuple[str, ...] = ()


@dataclass(frozen=True, eq=False)
class Pack:
    """A criteria set.

    Attributes:
        scope: patient, or report for instruments that judge the report itself.
        conflicts: what holds when facts contradict each other in time, one of `CONFLICTS`.
        tally: True where no rule makes a verdict of the count.
        entry: what must hold before anything is counted.
        rules: any of them classifies. classes: a decision table instead.
    """

    id: str
    title: str
    version: str
    source: str
    items: tuple[PackItem, ...]
    about: str = ""
    verified: bool = True
    scope: str = "patient"
    conflicts: str = "ever"
    tally: bool = False
    threshold: Mapping[str, float] = field(default_factory=dict)
    groups: tuple[Group, ...] = ()
    columns: tuple[Column, ...] = (Column(""),)
    readings: tuple[Reading, ...] = ()
    entry: Rule | None = None
    exclusions: tuple[Exclusion, ...] = ()
    rules: tuple[tuple[str, Rule], ...] = ()
    classes: tuple[ClassRow, ...] = ()
    claimed: Claimed = Claimed()
    path: str = ""

    @cached_property
    def codes(self) -> frozenset[str]:
        """Every code the set asks for."""
        return frozenset().union(*(item.codes for item in self.items))

    @cached_property
    def by_code_alone(self) -> bool:
        """True where a patient without any of `codes` leaves the whole set blank."""
        return self.scope == "patient" and all(i.by_code_alone for i in self.items)

    @cached_property
    def accepted(self) -> frozenset[str]:
        """Ids of the readings Seriatim takes."""
        return frozenset(r.id for r in self.readings if r.accepted)

    def tallied(self, column: str) -> tuple[Tallied, ...]:
        """Give the items that carry points in a scoring column."""
        return tuple(Tallied(i.id, i.weights[column], i.group) for i in self.items if column in i.weights)
