"""What changed between two states of a series, and which report moved which number."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from seriatim.model import Case, CaseTable, ColumnSummary, MovedNumber, Protocol, SeriesDifference
from seriatim.series.cells import Hierarchy
from seriatim.series.documents import Document
from seriatim.series.numbers import summarise_columns
from seriatim.series.store import Store
from seriatim.series.table import build_table


def compare_builds(
    store: Store,
    before: int,
    after: int,
    protocol: Protocol,
    hierarchy: Hierarchy,
    *,
    cases: Callable[[int], Iterable[Case]] | None = None,
) -> SeriesDifference:
    """Compare the series as it stood after two builds.

    Args:
        store: the series.
        before: number of the earlier build; 0 is the empty series.
        after: number of the later build.
        protocol: inclusion and variables.
        hierarchy: the ontology, for descendants.
        cases: gives the cases as they stood after a build, in the state to be compared; as extracted where None.
    """
    old = {d.report_id: d for d in store.documents(build=before)}
    new = {d.report_id: d for d in store.documents(build=after)}
    changed = tuple(r for r in new if r in old and new[r].id != old[r].id)
    give = cases or (lambda build: store.cases(build=build))
    tables = [build_table(give(b), protocol, hierarchy) for b in (before, after)]
    touched = set(changed) | (set(old) ^ set(new))
    return SeriesDifference(
        before, after,
        tuple(r for r in new if r not in old),
        tuple((r, _why_gone(old[r], store)) for r in old if r not in new),
        changed, tuple(_moved(tables[0], tables[1], touched)),
    )  # fmt: skip


def _why_gone(document: Document, store: Store) -> str:
    ended = next((d for d in store.history() if d.id == document.id), None)
    return (ended.ended_because if ended else None) or "removed"


def _moved(before: CaseTable, after: CaseTable, touched: set[str]) -> list[MovedNumber]:
    moved = []
    for old, new in zip(summarise_columns(before), summarise_columns(after), strict=True):
        a, b = describe_column(old), describe_column(new)
        if _numbers(old) != _numbers(new):
            reports = _speaking(before, old.variable.id) | _speaking(after, old.variable.id)
            moved.append(
                MovedNumber(old.variable.id, old.variable.label, a, b, tuple(sorted(touched & reports)))
            )
    return moved


def _numbers(summary: ColumnSummary) -> tuple[object, ...]:
    """What a column says, whatever the number of patients it is silent on."""
    p = summary.proportion
    counts = tuple((value, c.events) for value, c in summary.counts)
    return (summary.reported, summary.median, (p.events, p.reported) if p else None, counts)


def _speaking(table: CaseTable, variable: str) -> set[str]:
    """The reports that say anything of a variable."""
    cells = table.column(variable)
    return {row.report for row, cell in zip(table.rows, cells, strict=True) if cell.state != "not_reported"}


def describe_column(summary: ColumnSummary) -> str:
    """Say a column's numbers in a line: "3 of 5 reporting (of 8)", "median 41 (19-78), n = 6"."""
    if summary.median:
        m = summary.median
        return f"median {m.median:g} ({m.low:g}-{m.high:g}), n = {m.n} of {summary.total}"
    if summary.proportion:
        p = summary.proportion
        return f"{p.events} of {p.reported} reporting (of {p.total})"
    top = ", ".join(f"{value} {p.events}" for value, p in summary.counts[:5])
    return f"{top or 'none'}; reported in {summary.reported} of {summary.total}"


def count_flow(store: Store, table: CaseTable) -> Mapping[str, object]:
    """Count records, reports and cases as PRISMA 2020 asks, exclusions with their reasons.

    Source: Page MJ et al. BMJ 2021;372:n71.
    """
    everything, reports = store.documents(copies=True), store.documents()
    reasons: dict[str, int] = {}
    for exclusion in table.excluded:
        reasons[exclusion.reason] = reasons.get(exclusion.reason, 0) + 1
    failures = store.failures()
    return {
        "records": len(everything) + len(failures),
        "copies_of_one_report": len(everything) - len(reports),
        "not_readable": len(failures),
        "reports_assessed": len(reports),
        "excluded": dict(sorted(reasons.items())),
        "reports_included": len({row.report for row in table.rows}),
        "cases_included": len(table.rows),
    }
