"""The numbers of a series, each with its denominator: column summaries, responses, time to event, groups."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from seriatim.model import (
    AgentSummary,
    Case,
    CaseCell,
    CaseTable,
    ColumnSummary,
    Fact,
    GroupDifference,
    Proportion,
    TimeToEvent,
    Variable,
)
from seriatim.series.durations import in_months
from seriatim.series.statistics import assess_differences, assess_median, assess_proportion, assess_survival

_NUMERIC = ("age", "interval", "follow_up")
_FEWEST_FOR_SURVIVAL = 3
_FEWEST_IN_GROUP = 2


def summarise_columns(table: CaseTable) -> tuple[ColumnSummary, ...]:
    """Summarise every column of a case table."""
    return tuple(_summarise(v, table.column(v.id)) for v in table.variables)


def _summarise(variable: Variable, cells: Sequence[CaseCell]) -> ColumnSummary:
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


def _is_yes_or_no(variable: Variable, cells: Sequence[CaseCell]) -> bool:
    if variable.type == "finding":
        return True
    return variable.type == "verdict" and {v for c in cells for v in c.values} <= {"met"}


# ---------------------------------------------------------------------- treatment and response


_BEST_FIRST = ("complete", "partial", "none", "worse", "unclear")


class TreatmentTally:
    """Tabulates treatments against responses, a patient counted once for each agent.

    Patients are never pooled with lesions: only facts about a patient enter. What a report says of other
    papers' patients is a claim and stays out.
    """

    def __init__(self) -> None:
        self._agents: dict[str, tuple[str, str | None]] = {}
        self._told: dict[str, dict[tuple[str, str], list[Fact]]] = {}
        self._times: dict[tuple[str, str], tuple[float, bool]] = {}

    def add(self, case: Case) -> None:
        """Take in the treatments of a case's patients."""
        for patient in case.patients:
            who, facts = (case.report.id, patient.id), case.facts_of(patient.id)
            if told := _first_response(facts):
                self._times[who] = told
            for fact in facts:
                if fact.kind in ("medication", "intervention") and fact.status == "present":
                    key = fact.code or fact.label.lower()
                    self._agents.setdefault(key, (fact.label, fact.code))
                    self._told.setdefault(key, {}).setdefault(who, []).append(fact)

    def summarise(self, included: frozenset[tuple[str, str]]) -> tuple[AgentSummary, ...]:
        """Summarise each agent over the included (report, patient) pairs, the most used first."""
        kept = {
            key: {who: facts for who, facts in told.items() if who in included}
            for key, told in self._told.items()
        }
        summaries = [_summarise_agent(*self._agents[key], told) for key, told in kept.items() if told]
        return tuple(sorted(summaries, key=lambda s: (-s.treated, s.agent)))

    def summarise_time_to_response(self, included: frozenset[tuple[str, str]]) -> TimeToEvent | None:
        """Estimate the time to a complete or partial response; None where too few cases give times."""
        told = [self._times[who] for who in sorted(self._times) if who in included]
        if len(told) < _FEWEST_FOR_SURVIVAL or not any(event for _, event in told):
            return None
        times, events = [t for t, _ in told], [e for _, e in told]
        return TimeToEvent("response", len(told), sum(events), assess_survival(times, events))


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


def compare_groups(table: CaseTable, by: str) -> tuple[GroupDifference, ...]:
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


def _events(cells: Sequence[CaseCell]) -> int:
    return sum(c.state == "value" for c in cells)
