"""The numbers of a series, each with its denominator: column summaries, responses, time to event, groups."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from seriatim.model import Case, Fact
from seriatim.series.durations import in_months
from seriatim.series.protocol import Variable
from seriatim.series.statistics import (
    Difference,
    Median,
    Proportion,
    SurvivalStep,
    assess_differences,
    assess_median,
    assess_proportion,
    assess_survival,
)
from seriatim.series.table import CaseTable, Cell

_NUMERIC = ("age", "interval", "follow_up")
_FEWEST_FOR_SURVIVAL = 3
_FEWEST_IN_GROUP = 2


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


def summarise_columns(table: CaseTable) -> tuple[ColumnSummary, ...]:
    """Summarise every column of a case table."""
    return tuple(_summarise(v, table.column(v.id)) for v in table.variables)


def _summarise(variable: Variable, cells: Sequence[Cell]) -> ColumnSummary:
    total, reported = len(cells), sum(c.is_reported for c in cells)
    states = Counter(c.state for c in cells)
    proportion = median = None
    counts: tuple[tuple[str, Proportion], ...] = ()
    if variable.type in _NUMERIC:
        median = assess_median([c.number for c in cells if c.number is not None])
    elif _is_yes_or_no(variable, cells):
        decided = states["value"] + states["absent"]
        proportion = assess_proportion(states["value"], decided, total)
    else:
        seen = Counter(value for c in cells if c.state == "value" for value in dict.fromkeys(c.values))
        counts = tuple(
            (v, assess_proportion(n, reported, total))
            for v, n in sorted(seen.items(), key=lambda p: (-p[1], p[0]))
        )
    return ColumnSummary(
        variable, reported, total, proportion, median, counts, states["conflict"], states["uncertain"]
    )


def _is_yes_or_no(variable: Variable, cells: Sequence[Cell]) -> bool:
    if variable.type == "finding":
        return True
    return variable.type == "verdict" and {v for c in cells for v in c.values} <= {"met"}


# ---------------------------------------------------------------------- treatment and response


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


_BEST_FIRST = ("complete", "partial", "none", "worse", "unclear")


def summarise_treatments(
    cases: Iterable[Case], included: frozenset[tuple[str, str]] | None = None
) -> tuple[AgentSummary, ...]:
    """Tabulate treatments against responses, a patient counted once for each agent.

    Patients are never pooled with lesions: only facts about a patient enter. What a report says of other
    papers' patients is a claim and stays out.

    Args:
        cases: the series.
        included: (report, patient) pairs to count; None for all.
    """
    agents: dict[str, tuple[str, str | None]] = {}
    told: dict[str, dict[tuple[str, str], list[Fact]]] = {}
    for case in cases:
        for fact in case.facts:
            who = (case.report.id, fact.patient or "")
            if (
                fact.kind not in ("medication", "intervention")
                or fact.status != "present"
                or fact.subject != "patient"
            ):
                continue
            if fact.patient is None or (included is not None and who not in included):
                continue
            key = fact.code or fact.label.lower()
            agents.setdefault(key, (fact.label, fact.code))
            told.setdefault(key, {}).setdefault(who, []).append(fact)
    summaries = [_summarise_agent(*agents[key], told[key]) for key in told]
    return tuple(sorted(summaries, key=lambda s: (-s.treated, s.agent)))


def _summarise_agent(agent: str, code: str | None, told: dict[tuple[str, str], list[Fact]]) -> AgentSummary:
    patients = []
    for (report, patient), facts in told.items():
        best = min(
            (f for f in facts if f.response), key=lambda f: _BEST_FIRST.index(f.response or ""), default=None
        )
        patients.append((report, patient, best.response if best else None, (best or facts[0]).id))
    counts = Counter(response for _, _, response, _ in patients if response)
    reported = sum(counts[r] for r in _BEST_FIRST[:4])
    responded = assess_proportion(counts["complete"] + counts["partial"], reported, len(patients))
    responses = tuple((r, counts[r]) for r in _BEST_FIRST if counts[r])
    return AgentSummary(agent, code, len(patients), reported, responses, responded, tuple(patients))


# ---------------------------------------------------------------------- time to event


@dataclass(frozen=True)
class TimeToEvent:
    """Months from treatment to a response, where reports tell both; censored at the last follow-up told."""

    event: str
    n: int
    events: int
    steps: tuple[SurvivalStep, ...]


def summarise_time_to_response(cases: Iterable[Case]) -> TimeToEvent | None:
    """Estimate the time to a complete or partial response; None where too few cases give times."""
    times: list[float] = []
    events: list[bool] = []
    for case in cases:
        for patient in case.patients:
            if told := _first_response(case.facts_of(patient.id)):
                times.append(told[0])
                events.append(told[1])
    if len(times) < _FEWEST_FOR_SURVIVAL or not any(events):
        return None
    return TimeToEvent("response", len(times), sum(events), assess_survival(times, events))


def _first_response(facts: Sequence[Fact]) -> tuple[float, bool] | None:
    dated = [
        (months, fact.response in ("complete", "partial"))
        for fact in facts
        if fact.response and fact.time and fact.time.relation == "after"
        and (months := in_months(fact.time.offset)) is not None
    ]  # fmt: skip
    happened = [months for months, event in dated if event]
    if happened:
        return min(happened), True
    return (max(months for months, _ in dated), False) if dated else None


# ---------------------------------------------------------------------- groups


def compare_groups(table: CaseTable, by: str) -> tuple[Difference, ...]:
    """Compare every yes/no variable between each class of variable `by` and the other patients.

    Raises:
        KeyError: no variable `by`.
    """
    groups = table.column(by)
    names = sorted({value for cell in groups if cell.state == "value" for value in cell.values})
    counts = []
    for variable in table.variables:
        if variable.type != "finding":
            continue
        cells = table.column(variable.id)
        for name in names:
            inside = [
                c
                for c, g in zip(cells, groups, strict=True)
                if name in g.values and c.state in ("value", "absent")
            ]
            outside = [
                c
                for c, g in zip(cells, groups, strict=True)
                if g.values and name not in g.values and c.state in ("value", "absent")
            ]
            if len(inside) >= _FEWEST_IN_GROUP and len(outside) >= _FEWEST_IN_GROUP:
                counts.append(
                    (variable.label, name, _events(inside), len(inside), _events(outside), len(outside))
                )
    return assess_differences(counts) if counts else ()


def _events(cells: Sequence[Cell]) -> int:
    return sum(c.state == "value" for c in cells)
