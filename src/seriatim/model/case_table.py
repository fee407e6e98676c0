"""The case table: a row a patient, a cell a question, every cell with its quotes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from seriatim.model.protocol import Protocol, Variable

CELL_STATES = ("value", "absent", "uncertain", "conflict", "not_reported")


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
