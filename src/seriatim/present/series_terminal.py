"""A series on the terminal: its numbers, its differences, its duplicates, its likenesses."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from seriatim.model import (
    Agreement,
    ColumnSummary,
    Comparison,
    DuplicateCandidate,
    Likeness,
    Proportion,
    Series,
    SeriesDifference,
)
from seriatim.present.terminal import open_console
from seriatim.present.wording import DISCLAIMER, KIND_TITLES


def say_proportion(p: Proportion) -> str:
    """Say a proportion with its denominator, interval and bounds.

    Example:
        >>> say_proportion(Proportion(3, 4, 10, 0.194, 0.994))
        '3 of 4 reporting (75 %, 95 % CI 19-99); of all 10: 30-90 %'
    """
    if p.share is None or p.worst is None or p.best is None:
        return f"not reported in any of {p.total}"
    said = f"{p.events} of {p.reported} reporting ({p.share:.0%}, 95 % CI {p.low * 100:.0f}-{p.high * 100:.0f})".replace(
        "%,", " %,"
    )
    return (
        said
        if p.reported == p.total
        else f"{said}; of all {p.total}: {p.worst * 100:.0f}-{p.best * 100:.0f} %"
    )


def say_column(summary: ColumnSummary, most: int = 4) -> str:
    """Say what a column amounts to, in a line."""
    if summary.median:
        m = summary.median
        return f"median {m.median:g} (range {m.low:g}-{m.high:g}), reported in {m.n} of {summary.total}"
    if summary.proportion:
        return say_proportion(summary.proportion)
    if not summary.counts:
        return f"not reported in any of {summary.total}"
    told = ", ".join(f"{value} {p.events}" for value, p in summary.counts[:most])
    more = f", {len(summary.counts) - most} more" if len(summary.counts) > most else ""
    return f"{told}{more}; reported in {summary.reported} of {summary.total}"


def print_series(series: Series) -> None:
    """Print a series: how many came in, every column with its denominator, treatments with responses."""
    from rich.markup import escape
    from rich.table import Table

    console = open_console()
    console.rule(f"[bold]{escape(series.table.protocol.title or 'Case series')}[/bold]", align="left")
    console.print(escape(say_flow(series)))
    table = Table(box=None, show_header=False, padding=(0, 2, 0, 0))
    for column in series.columns:
        table.add_row(f"[bold]{escape(column.variable.label)}[/bold]", escape(say_column(column)))
    console.print(table)
    treatments = Table(
        title="Treatments", title_justify="left", title_style="bold cyan", box=None, padding=(0, 2, 0, 0)
    )
    for name in ("agent", "patients", "responses told", "complete or partial"):
        treatments.add_column(name)
    for agent in series.agents[:15]:
        told = ", ".join(f"{r} {n}" for r, n in agent.responses) or "none told"
        shown = say_proportion(agent.responded) if agent.reported else ""
        treatments.add_row(escape(agent.agent), str(agent.treated), told, shown)
    if series.agents:
        console.print(treatments)
    if series.duplicates:
        print_duplicates(series.duplicates)
    console.print(
        f"[dim]Published cases are selected: proportions are of what was published. {DISCLAIMER}[/dim]"
    )


def say_flow(series: Series) -> str:
    """Say how the files became cases."""
    flow = series.flow
    excluded = flow.get("excluded") or {}
    told = f"{flow.get('cases_included', 0)} cases in {flow.get('reports_included', 0)} reports, from {flow.get('records', 0)} files"
    extra = []
    if flow.get("copies_of_one_report"):
        extra.append(f"{flow['copies_of_one_report']} further copies of a report")
    if flow.get("not_readable"):
        extra.append(f"{flow['not_readable']} not readable")
    if isinstance(excluded, dict):
        extra += [f"{n} excluded: {reason}" for reason, n in excluded.items()]
    return f"{told} ({'; '.join(extra)})." if extra else f"{told}."


def print_difference(difference: SeriesDifference) -> None:
    """Print what came, what went, and which numbers moved by which report."""
    from rich.markup import escape

    console = open_console()
    console.print(f"[bold]Build {difference.before} to build {difference.after}[/bold]")
    for mark, reports in (("+", difference.added), ("~", difference.changed)):
        for report in reports:
            console.print(f"{mark} {escape(report)}")
    for report, why in difference.removed:
        console.print(f"- {escape(report)} ({escape(why)})")
    for moved in difference.moved:
        by = f" [dim]by {escape(', '.join(moved.reports))}[/dim]" if moved.reports else ""
        console.print(
            f"[bold]{escape(moved.label)}[/bold]: {escape(moved.before)} -> {escape(moved.after)}{by}"
        )
    if not (difference.added or difference.changed or difference.removed or difference.moved):
        console.print("Nothing changed.")


def print_duplicates(duplicates: Iterable[DuplicateCandidate]) -> None:
    """Print candidate pairs with the reasons for and against."""
    from rich.markup import escape

    console = open_console()
    console.print("[bold cyan]Patients who may be one person[/bold cyan] (never merged)")
    found = False
    for pair in duplicates:
        found = True
        console.print(f"{escape(' '.join(pair.a))} ~ {escape(' '.join(pair.b))}  score {pair.score:g}")
        for mark, reasons in (("+", pair.reasons_for), ("-", pair.reasons_against)):
            for reason, weight in reasons:
                console.print(f"   {mark} {escape(reason)} ({weight:+g})")
    if not found:
        console.print("None found.")


def print_similar(patient: str, likenesses: Sequence[Likeness], name: Callable[[str], str]) -> None:
    """Print the cases most like one, with what they share and where they differ."""
    from rich.markup import escape

    console = open_console()
    console.print(f"[bold]Cases like {escape(patient)}[/bold]")
    for likeness in likenesses:
        console.print(
            f"{likeness.score:.2f}  {escape(likeness.report)} {likeness.patient}  [dim]{escape(likeness.label)}[/dim]"
        )
        shared = ", ".join(dict.fromkeys(name(common) for _, _, common, _ in likeness.shared[:8]))
        for title, told in (
            ("shared", shared),
            ("denied in one", ", ".join(map(name, likeness.conflicts))),
            ("only here", ", ".join(map(name, likeness.only_here[:6]))),
            ("only there", ", ".join(map(name, likeness.only_there[:6]))),
        ):
            if told:
                console.print(f"      {title}: {escape(told)}")


def print_agreement(comparisons: Sequence[Comparison]) -> None:
    """Print how far every two reviewers agree, kind by kind."""
    from rich.markup import escape
    from rich.table import Table

    console = open_console()
    if not comparisons:
        console.print("Fewer than two reviewers have decided anything yet.")
    for comparison in comparisons:
        names = (comparison.first, comparison.second)
        title = escape(f"Agreement of {' and '.join(names)}")
        table = Table(
            title=title, title_justify="left", title_style="bold cyan", box=None, padding=(0, 2, 0, 0)
        )
        alone = [f"added by {escape(name)} alone" for name in names]
        for head in ("kind", "both decided", "agreed", "kappa (95 % CI)", "settled", *alone):
            table.add_column(head)
        for row in comparison.rows:
            agreed = f"{row.agreed} ({100 * row.agreed / row.n:.0f} %)" if row.n else "-"
            counts = (str(row.settled), *map(str, row.alone))
            table.add_row(KIND_TITLES.get(row.kind, "All"), str(row.n), agreed, say_kappa(row), *counts)
        console.print(table)


def say_kappa(row: Agreement) -> str:
    """Say Cohen's kappa with its interval, or that it has no value.

    Example:
        >>> from seriatim.model import Agreement
        >>> say_kappa(Agreement("phenotype", 50, 35, 0.4, 0.146, 0.654))
        '0.40 (0.15 to 0.65)'
    """
    if row.kappa is None:
        return "-"
    interval = "" if row.low is None or row.high is None else f" ({row.low:.2f} to {row.high:.2f})"
    return f"{row.kappa:.2f}{interval}"
