"""A case series: the numbers of its table, and what ties its reports together."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from seriatim.model.case_table import CaseTable
from seriatim.model.claim import Claim
from seriatim.model.note import Note
from seriatim.model.protocol import Variable
from seriatim.model.report import Reference
from seriatim.model.statistics import GroupDifference, Median, Proportion, SurvivalStep
from seriatim.model.verdict import Verdict


@dataclass(frozen=True)
class ColumnSummary:
    """What a column amounts to.

    Attributes:
        reported, total: denominator, and all patients.
        proportion: of a yes/no variable. median: of a numeric one.
        counts: of a variable with several values: (value, patients with it, proportion), most frequent first.
    """

    variable: Variable
    reported: int
    total: int
    proportion: Proportion | None = None
    median: Median | None = None
    counts: tuple[tuple[str, Proportion], ...] = ()
    conflicts: int = 0
    uncertain: int = 0


@dataclass(frozen=True)
class AgentSummary:
    """What was reported of one treatment.

    Attributes:
        agent: the drug or intervention. code: ATC, where it has one.
        treated: patients who were given it. reported: those whose response is told clearly.
        responses: patients by best response told of them (complete, partial, none, worse, unclear).
        responded: complete or partial, of those reported, with bounds over all treated.
        patients: (report, patient, response or None, fact id) of each.
    """

    agent: str
    code: str | None
    treated: int
    reported: int
    responses: tuple[tuple[str, int], ...]
    responded: Proportion
    patients: tuple[tuple[str, str, str | None, str], ...]


@dataclass(frozen=True)
class TimeToEvent:
    """Months from treatment to a response, where reports tell both; censored at the last follow-up told."""

    event: str
    n: int
    events: int
    steps: tuple[SurvivalStep, ...]


@dataclass(frozen=True)
class Likeness:
    """How like another patient is, and why.

    Attributes:
        score: 0 to 1: best-match average of Lin's measure over present findings, both ways, less conflicts.
        shared: (code here, code there, common ancestor, its information content), most informative first.
        only_here, only_there: findings without a counterpart; the other report may just not mention them.
        conflicts: findings present in one and absent in the other.
        shared_absent: findings absent in both.
    """

    report: str
    patient: str
    label: str
    score: float
    shared: tuple[tuple[str, str, str, float], ...] = ()
    only_here: tuple[str, ...] = ()
    only_there: tuple[str, ...] = ()
    conflicts: tuple[str, ...] = ()
    shared_absent: tuple[str, ...] = ()


@dataclass(frozen=True)
class DuplicateCandidate:
    """Two patients of different reports who may be one person.

    Attributes:
        a, b: (report, patient). score: sum of the reasons' weights, in bits.
        reasons_for, reasons_against: (reason in words, weight).
    """

    a: tuple[str, str]
    b: tuple[str, str]
    score: float
    reasons_for: tuple[tuple[str, float], ...]
    reasons_against: tuple[tuple[str, float], ...]


@dataclass(frozen=True, slots=True)
class SecondHand:
    """A claim whose source is in the series: the two are not independent.

    Attributes:
        report, claim: who says it, and which claim. reference: the number it cites.
        primary: the report in the series that the reference is. how: what tied them together.
    """

    report: str
    claim: str
    reference: str
    primary: str
    how: str


@dataclass(frozen=True, slots=True)
class MovedNumber:
    """A number that differs between two states, with the reports whose coming, change or going moved it."""

    variable: str
    label: str
    before: str
    after: str
    reports: tuple[str, ...]


@dataclass(frozen=True)
class SeriesDifference:
    """The difference between two builds of a series."""

    before: int
    after: int
    added: tuple[str, ...]
    removed: tuple[tuple[str, str], ...]
    changed: tuple[str, ...]
    moved: tuple[MovedNumber, ...]


@dataclass(frozen=True)
class LedgerEntry:
    """A claim with the report that makes it, and the references it cites as printed."""

    report: str
    claim: Claim
    cited: tuple[str, ...] = ()


@dataclass(frozen=True)
class SeriesReport:
    """What the series keeps of one report beside its rows.

    Attributes:
        citation: the report as a reference entry. notes: of severity warning or error.
        verdicts: of its patients. reference_count: entries in its own list.
    """

    id: str
    citation: Reference
    path: str
    verdicts: tuple[Verdict, ...] = ()
    notes: tuple[Note, ...] = ()
    reference_count: int = 0


@dataclass(frozen=True, slots=True)
class Reviewed:
    """How the facts of a series were reviewed.

    Attributes:
        reviewers: who decided, in alphabetical order.
        facts: all that were read, but times on their own.
        accepted, changed, rejected: of those, by what counts. added: further facts that reviewers added.
    """

    reviewers: tuple[str, ...]
    facts: int
    accepted: int = 0
    changed: int = 0
    rejected: int = 0
    added: int = 0


@dataclass(frozen=True)
class Series:
    """A case series: everything a page, a table or a paper shows, each number with its denominator.

    Attributes:
        flow: records, copies, unreadable files, exclusions with reasons, reports and cases (PRISMA 2020).
        failures: (file, the line that said why).
        releases: what it was made with.
        reviewed: what reviewers decided about its facts, or None where nobody has.
    """

    table: CaseTable
    columns: tuple[ColumnSummary, ...] = ()
    agents: tuple[AgentSummary, ...] = ()
    differences: tuple[GroupDifference, ...] = ()
    time_to_response: TimeToEvent | None = None
    reports: tuple[SeriesReport, ...] = ()
    ledger: tuple[LedgerEntry, ...] = ()
    duplicates: tuple[DuplicateCandidate, ...] = ()
    second_hand: tuple[SecondHand, ...] = ()
    flow: Mapping[str, object] = field(default_factory=dict)
    failures: tuple[tuple[str, str], ...] = ()
    build: int = 0
    releases: Mapping[str, str] = field(default_factory=dict)
    reviewed: Reviewed | None = None
