"""The case table: a row a patient; a cell is a value, *absent* or *not reported*, and knows its quotes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Protocol as Interface

from seriatim.model import Case, Fact, Patient, Verdict
from seriatim.series.durations import in_months, in_years
from seriatim.series.protocol import Protocol, Variable

STATES = ("value", "absent", "uncertain", "conflict", "not_reported")


class Hierarchy(Interface):
    """What the table asks of an ontology."""

    def ancestors(self, code: str) -> frozenset[str]:
        """Return the code and everything above it."""
        ...


@dataclass(frozen=True, slots=True)
class Cell:
    """What one report says of one variable of one patient.

    Attributes:
        state: value | absent | uncertain | conflict (said present and absent) | not_reported.
        values: what it says, in words, without repeats.
        number: the value as a number, where the variable has one.
        facts: ids of the facts it rests on.
    """

    state: str = "not_reported"
    values: tuple[str, ...] = ()
    number: float | None = None
    facts: tuple[str, ...] = ()

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
class Row:
    """One patient: which report, which person, and a cell for each variable."""

    report: str
    patient: str
    label: str
    title: str
    year: int | None
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Exclusion:
    """A patient, or a whole report, that did not come in, and why."""

    report: str
    patient: str | None
    reason: str


@dataclass(frozen=True)
class CaseTable:
    """Every included patient by every variable, and what was left out.

    `denominators[i]` is the number of patients for whom variable i was reported.
    """

    protocol: Protocol
    variables: tuple[Variable, ...]
    rows: tuple[Row, ...]
    excluded: tuple[Exclusion, ...] = ()
    denominators: tuple[int, ...] = field(default=())

    def column(self, variable: str) -> tuple[Cell, ...]:
        """Return the cells of one variable, in the order of the rows.

        Raises:
            KeyError: no such variable.
        """
        position = next((i for i, v in enumerate(self.variables) if v.id == variable), None)
        if position is None:
            raise KeyError(variable)
        return tuple(row.cells[position] for row in self.rows)

    def where(self, test: Callable[[Row], bool]) -> CaseTable:
        """Return the table of the rows for which `test` holds."""
        return make_table(self.protocol, self.variables, [r for r in self.rows if test(r)], self.excluded)


def make_table(
    protocol: Protocol, variables: Sequence[Variable], rows: Sequence[Row], excluded: Sequence[Exclusion] = ()
) -> CaseTable:
    """Put rows under their variables and count the denominators."""
    counts = tuple(sum(row.cells[i].is_reported for row in rows) for i in range(len(variables)))
    return CaseTable(protocol, tuple(variables), tuple(rows), tuple(excluded), counts)


def build_table(cases: Iterable[Case], protocol: Protocol, hierarchy: Hierarchy) -> CaseTable:
    """Make the case table of a series; one case is held at a time.

    Args:
        cases: the cases in the order they shall stand.
        protocol: inclusion and variables.
        hierarchy: the ontology, for descendants.
    """
    rows: list[Row] = []
    excluded: list[Exclusion] = []
    for case in cases:
        if reason := _report_excluded(case, protocol):
            excluded.append(Exclusion(case.report.id, None, reason))
            continue
        for patient in case.patients:
            facts = case.facts_of(patient.id)
            if reason := _patient_excluded(patient, facts, protocol, hierarchy):
                excluded.append(Exclusion(case.report.id, patient.id, reason))
            else:
                rows.append(_row(case, patient, facts, protocol.variables, hierarchy))
    return make_table(protocol, protocol.variables, rows, excluded)


def _row(
    case: Case, patient: Patient, facts: Sequence[Fact], variables: Sequence[Variable], hierarchy: Hierarchy
) -> Row:
    verdicts = [v for v in case.verdicts if v.patient in (patient.id, None)]
    sheet = Sheet(patient, tuple(facts), tuple(verdicts), hierarchy)
    cells = tuple(_READERS[v.type](sheet, v) for v in variables)
    return Row(case.report.id, patient.id, patient.label, case.report.title, case.report.year, cells)


def _report_excluded(case: Case, protocol: Protocol) -> str:
    wanted, report = protocol.inclusion, case.report
    if not case.patients:
        return "describes no patient"
    if wanted.article_types and report.article_type and report.article_type not in wanted.article_types:
        return f"article type {report.article_type}"
    if wanted.languages and report.language and report.language not in wanted.languages:
        return f"language {report.language}"
    if wanted.words:
        text = f"{report.title}\n{report.text}".lower()
        if not any(word.lower() in text for word in wanted.words):
            return "none of the protocol's words"
    return ""


def _patient_excluded(
    patient: Patient, facts: Sequence[Fact], protocol: Protocol, hierarchy: Hierarchy
) -> str:
    wanted = protocol.inclusion
    if wanted.codes and not any(
        f.status == "present" and _is_about(f, wanted.codes, hierarchy) for f in facts
    ):
        return "none of the protocol's findings"
    age = in_years(patient.age)
    if age is not None and wanted.minimum_age is not None and age < wanted.minimum_age:
        return "younger than the protocol asks"
    if age is not None and wanted.maximum_age is not None and age > wanted.maximum_age:
        return "older than the protocol asks"
    return ""


# ---------------------------------------------------------------------- cells


@dataclass(frozen=True)
class Sheet:
    """What is known of one patient, for the readers of cells."""

    patient: Patient
    facts: tuple[Fact, ...]
    verdicts: tuple[Verdict, ...]
    hierarchy: Hierarchy

    def about(self, codes: Sequence[str]) -> list[Fact]:
        """Return the facts with one of the codes or a descendant."""
        return [f for f in self.facts if _is_about(f, codes, self.hierarchy)]


def _is_about(fact: Fact, codes: Sequence[str], hierarchy: Hierarchy) -> bool:
    """Whether a fact speaks of one of the codes; an ICD-10-CM or ATC code stands for everything below it."""
    for code in fact.all_codes:
        if code.startswith(("ICD10CM:", "ATC:")):
            if any(code.startswith(wanted) for wanted in codes):
                return True
        elif code in codes or (code.startswith("HP:") and not hierarchy.ancestors(code).isdisjoint(codes)):
            return True
    return False


def _values(facts: Iterable[Fact], words: Iterable[str], number: float | None = None) -> Cell:
    facts, words = list(facts), tuple(dict.fromkeys(words))
    return Cell("value", words, number, tuple(f.id for f in facts)) if words else Cell()


def _sex(sheet: Sheet, _: Variable) -> Cell:
    facts = [f for f in sheet.facts if f.kind == "demographic" and f.sex]
    return _values(facts, [sheet.patient.sex] if sheet.patient.sex else [])


def _age(sheet: Sheet, _: Variable) -> Cell:
    years = in_years(sheet.patient.age)
    facts = [f for f in sheet.facts if f.kind == "demographic" and f.age_iso8601 == sheet.patient.age]
    return _values(facts, [] if years is None else [f"{years:g}"], years)


def _finding(sheet: Sheet, variable: Variable) -> Cell:
    about = [
        f
        for f in sheet.about(variable.codes)
        if f.kind not in ("measurement", "imaging", "histology", "procedure")
    ]
    return _state_of(about)


def _state_of(facts: Sequence[Fact]) -> Cell:
    statuses = {f.status for f in facts}
    ids = tuple(f.id for f in facts)
    if {"present", "absent"} <= statuses:
        return Cell("conflict", ("present and absent",), None, ids)
    if "present" in statuses:
        return Cell("value", ("present",), 1.0, ids)
    if "absent" in statuses:
        return Cell("absent", (), 0.0, ids)
    return Cell("uncertain", (), None, ids) if facts else Cell()


def _class(sheet: Sheet, variable: Variable) -> Cell:
    found: dict[str, list[Fact]] = {}
    for name, codes in variable.classes.items():
        if facts := [f for f in sheet.about(codes) if f.status == "present"]:
            found[name] = facts
    return _values([f for facts in found.values() for f in facts], found)


def _measurement(sheet: Sheet, variable: Variable) -> Cell:
    tests = [f for f in sheet.about(variable.codes) if f.kind == "measurement"]
    shown = [f for f in sheet.about(variable.codes) if f.kind in ("phenotype", "disease")]
    if not tests:
        return _state_of(shown)
    words = [" ".join(filter(None, (f.interpretation, f.value and f"({f.value})"))) or "done" for f in tests]
    return _values([*tests, *shown], words, next((f.number for f in tests if f.number is not None), None))


def _verdict(sheet: Sheet, variable: Variable) -> Cell:
    verdict = next((v for v in sheet.verdicts if v.set == variable.criteria), None)
    if verdict is None or (verdict.status == "unknown" and not verdict.result):
        return Cell()
    facts = tuple(dict.fromkeys(i for item in verdict.items if item.status == "met" for i in item.facts))
    if verdict.result:
        return Cell("value" if verdict.status == "met" else "uncertain", (verdict.result,), None, facts)
    return Cell("value", ("met",), 1.0, facts) if verdict.status == "met" else Cell("absent", (), 0.0, facts)


def _sites(sheet: Sheet, variable: Variable) -> Cell:
    facts = [f for f in sheet.about(variable.codes) if f.status == "present" and f.sites]
    return _values(facts, (s.label for f in facts for s in f.sites))


def _modifier(sheet: Sheet, variable: Variable) -> Cell:
    facts = [
        f for f in sheet.about(variable.codes) if f.status == "present" and variable.modifier in f.modifiers
    ]
    return _values(facts, (word for f in facts for word in f.modifiers[variable.modifier]))


def _treatments(sheet: Sheet, variable: Variable) -> list[Fact]:
    given = [f for f in sheet.facts if f.kind in ("medication", "intervention") and f.status == "present"]
    return [f for f in given if not variable.codes or _is_about(f, variable.codes, sheet.hierarchy)]


def _treatment(sheet: Sheet, variable: Variable) -> Cell:
    given = _treatments(sheet, variable)
    return _values(given, (f.label for f in given))


def _response(sheet: Sheet, variable: Variable) -> Cell:
    told = [f for f in _treatments(sheet, variable) if f.response]
    return _values(told, (f"{f.label}: {f.response}" for f in told))


def _outcome(sheet: Sheet, _: Variable) -> Cell:
    told = [f for f in sheet.facts if f.kind == "outcome" and f.status == "present"]
    return _values(told, (f.label for f in told))


def _interval(sheet: Sheet, variable: Variable) -> Cell:
    first, then = _earliest(sheet, variable.start), _earliest(sheet, variable.codes)
    if first is None or then is None or then[0] < first[0]:
        return Cell()
    years = round(then[0] - first[0], 2)
    return _values([first[1], then[1]], [f"{years:g}"], years)


def _earliest(sheet: Sheet, codes: Sequence[str]) -> tuple[float, Fact] | None:
    """The patient's age in years when a fact was first so, by its stated or derived age or onset."""
    dated = [
        (age, f)
        for f in sheet.about(codes)
        if f.status == "present"
        and (age := in_years((f.time.age if f.time else None) or f.onset)) is not None
    ]
    return min(dated, key=lambda pair: pair[0], default=None)


def _follow_up(sheet: Sheet, _: Variable) -> Cell:
    after = [
        (months, f)
        for f in sheet.facts
        if f.time and f.time.relation == "after" and (months := in_months(f.time.offset)) is not None
    ]
    if not after:
        return Cell()
    months, fact = max(after, key=lambda pair: pair[0])
    return _values([fact], [f"{months:g}"], months)


_READERS: dict[str, Callable[[Sheet, Variable], Cell]] = {
    "sex": _sex,
    "age": _age,
    "finding": _finding,
    "class": _class,
    "measurement": _measurement,
    "verdict": _verdict,
    "sites": _sites,
    "modifier": _modifier,
    "treatment": _treatment,
    "response": _response,
    "outcome": _outcome,
    "interval": _interval,
    "follow_up": _follow_up,
}
