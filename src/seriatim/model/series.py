"""A case series: the table, its numbers with their denominators, and what ties its reports together."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from seriatim.model.claim import Claim
from seriatim.model.note import Note
from seriatim.model.report import Reference
from seriatim.model.verdict import Verdict

VARIABLE_TYPES = {
    "sex": "sex of the patient",
    "age": "age at presentation, in years",
    "finding": "whether the finding, or a more special one, is present or absent",
    "class": "which of the named groups the patient's present diseases or findings belong to",
    "measurement": "interpretation, and value where given, of the test",
    "verdict": "what the criteria set makes of the patient",
    "sites": "body sites of the findings asked for",
    "modifier": "how the findings asked for are described",
    "treatment": "drugs and interventions the patient was given",
    "response": "response told of each treatment",
    "outcome": "what became of the patient",
    "interval": "years from the first sign of the disease to the finding",
    "follow_up": "longest time after treatment that the report tells of, in months",
}
CELL_STATES = ("value", "absent", "uncertain", "conflict", "not_reported")


@dataclass(frozen=True, slots=True)
class Proportion:
    """A proportion among those who report, with its exact interval and its bounds over all.

    Attributes:
        events, reported, total: n of N that report, of all cases.
        low, high: Clopper-Pearson interval at 95 %; (0, 1) where nobody reports.
        worst, best: the proportion of all if every silent case had none, or had it.
    """

    events: int
    reported: int
    total: int
    low: float
    high: float

    @property
    def share(self) -> float | None:
        """Return events / reported, or None where nobody reports."""
        return self.events / self.reported if self.reported else None

    @property
    def worst(self) -> float | None:
        """Return the lower bound over all cases, silent ones counted as none."""
        return self.events / self.total if self.total else None

    @property
    def best(self) -> float | None:
        """Return the upper bound over all cases, silent ones counted as events."""
        return (self.events + self.total - self.reported) / self.total if self.total else None


@dataclass(frozen=True, slots=True)
class Median:
    """A median with its range and the number of values."""

    n: int
    median: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class SurvivalStep:
    """The Kaplan-Meier estimate from `time` on, with the number at risk just before it."""

    time: float
    at_risk: int
    events: int
    survival: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class GroupDifference:
    """A finding compared between a group and the rest.

    Attributes:
        p: two-sided Fisher's exact test. adjusted: Holm's correction over all comparisons made.
    """

    variable: str
    group: str
    inside: Proportion
    outside: Proportion
    p: float
    adjusted: float


@dataclass(frozen=True)
class Variable:
    """A column of the case table.

    Attributes:
        id: short name, used in exports and the codebook.
        label: column heading.
        type: one of `VARIABLE_TYPES`.
        codes: what the type asks about; descendants in HPO are included.
        classes: for `class`: name -> codes, in order of precedence.
        criteria: for `verdict`: the criteria set. modifier: for `modifier`: which one. start: for `interval`.
    """

    id: str
    label: str
    type: str
    codes: tuple[str, ...] = ()
    classes: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    criteria: str = ""
    modifier: str = ""
    start: tuple[str, ...] = ()
    note: str = ""


@dataclass(frozen=True)
class Inclusion:
    """Which patients come in: every condition that is given must hold.

    Attributes:
        codes: at least one present fact of the patient has one of these codes or a descendant.
        words: at least one of these words stands in the title or the text.
        minimum_age, maximum_age: in years, inclusive; a patient without an age comes in.
        article_types, languages: as the report gives them; a report that gives none comes in.
    """

    codes: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    minimum_age: float | None = None
    maximum_age: float | None = None
    article_types: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()


@dataclass(frozen=True)
class Protocol:
    """A review's question, inclusion and variables."""

    id: str
    question: str = ""
    title: str = ""
    inclusion: Inclusion = Inclusion()
    variables: tuple[Variable, ...] = ()
    groups: str | None = None


@dataclass(frozen=True, slots=True)
class Quote:
    """A fact's words, by its id in the report, with the sentence and section they stand in."""

    fact: str
    text: str
    section: str | None = None
    sentence: str = ""


@dataclass(frozen=True, slots=True)
class CaseCell:
    """What one report says of one variable of one patient.

    Attributes:
        state: value | absent | uncertain | conflict (said present and absent) | not_reported.
        values: what it says, in words, without repeats.
        number: the value as a number, where the variable has one.
        quotes: the words it rests on.
    """

    state: str = "not_reported"
    values: tuple[str, ...] = ()
    number: float | None = None
    quotes: tuple[Quote, ...] = ()

    @property
    def text(self) -> str:
        """The cell in words: "present", "absent", "not reported", or its values."""
        if self.state == "not_reported":
            return "not reported"
        return "; ".join(self.values) if self.values else self.state

    @property
    def is_reported(self) -> bool:
        """Whether the report says anything that decides the variable."""
        return self.state not in ("not_reported", "uncertain")


@dataclass(frozen=True)
class CaseRow:
    """One patient: which report, which person, and a cell for each variable."""

    report: str
    patient: str
    label: str
    title: str
    year: int | None
    cells: tuple[CaseCell, ...]


@dataclass(frozen=True, slots=True)
class Exclusion:
    """A patient, or a whole report, that did not come in, and why."""

    report: str
    patient: str | None
    reason: str


@dataclass(frozen=True)
class CaseTable:
    """Every included patient by every variable, and what was left out.

    Example:
        >>> table = CaseTable(Protocol("p", variables=(Variable("sex", "Sex", "sex"),)), rows=())
        >>> table.denominators
        (0,)
    """

    protocol: Protocol
    rows: tuple[CaseRow, ...]
    excluded: tuple[Exclusion, ...] = ()

    @property
    def variables(self) -> tuple[Variable, ...]:
        """The columns."""
        return self.protocol.variables

    @cached_property
    def denominators(self) -> tuple[int, ...]:
        """For each variable, the number of patients for whom it was reported."""
        return tuple(sum(row.cells[i].is_reported for row in self.rows) for i in range(len(self.variables)))

    def column(self, variable: str) -> tuple[CaseCell, ...]:
        """Return the cells of one variable, in the order of the rows.

        Raises:
            KeyError: no such variable.
        """
        position = next((i for i, v in enumerate(self.variables) if v.id == variable), None)
        if position is None:
            raise KeyError(variable)
        return tuple(row.cells[position] for row in self.rows)

    def where(self, test: Callable[[CaseRow], bool]) -> CaseTable:
        """Return the table of the rows for which `test` holds; denominators are counted anew."""
        return CaseTable(self.protocol, tuple(r for r in self.rows if test(r)), self.excluded)


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


@dataclass(frozen=True)
class Series:
    """A case series: everything a page, a table or a paper shows, each number with its denominator.

    Attributes:
        flow: records, copies, unreadable files, exclusions with reasons, reports and cases (PRISMA 2020).
        failures: (file, the line that said why).
        releases: what it was made with.
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
