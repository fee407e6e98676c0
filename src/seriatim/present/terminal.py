"""A case on the terminal: what a clinician takes in at a glance."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from typing import TYPE_CHECKING

from seriatim.model import Case, Fact, Patient, Verdict
from seriatim.present.wording import (
    DISCLAIMER,
    KIND_TITLES,
    count_notes,
    fold_facts,
    say_age,
    say_no_patient,
    say_together,
)

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table

_SHOWN_KINDS = (
    "disease",
    "phenotype",
    "measurement",
    "imaging",
    "histology",
    "procedure",
    "medication",
    "intervention",
    "outcome",
)
_STATUS_MARK = {"present": ("+", "green"), "absent": ("-", "red"), "uncertain": ("?", "yellow")}
_VERDICT_STYLE = {"met": "green", "not_met": "red", "unknown": "yellow"}
_SEVERITY_STYLE = {"error": "red", "warning": "yellow"}
_WIDTH_WHEN_PIPED = 120


def open_console() -> Console:
    """Open standard output: as wide as the terminal, or a fixed width and no colours where it is piped."""
    from rich.console import Console

    return Console(highlight=False, width=None if sys.stdout.isatty() else _WIDTH_WHEN_PIPED)


def print_case(case: Case, console: Console | None = None) -> None:
    """Print a case; colours are off where standard output is not a terminal."""
    console = console or open_console()
    _print_report(case, console)
    for patient in case.patients:
        _print_patient(case, patient, console)
    _print_literature(case, console)
    _print_instruments(case, console)
    _print_notes(case, console)
    console.print(f"\n[dim]{DISCLAIMER}[/dim]")


def describe_case(case: Case) -> str:
    """Return what `print_case` prints, without colours."""
    import io

    from rich.console import Console

    out = io.StringIO()
    print_case(case, Console(file=out, width=_WIDTH_WHEN_PIPED, highlight=False, color_system=None))
    return out.getvalue()


def _print_report(case: Case, console: Console) -> None:
    from rich.markup import escape

    report = case.report
    console.rule(f"[bold]{escape(report.title or report.id)}[/bold]", align="left")
    names = ", ".join(f"{a.family} {a.given}".strip() for a in report.authors[:6])
    where = "; ".join(filter(None, (names, report.journal, str(report.year or ""), report.doi)))
    console.print(f"[dim]{escape(where)}[/dim]")
    if not case.patients:
        console.print(say_no_patient(case))


def _print_patient(case: Case, patient: Patient, console: Console) -> None:
    from rich.markup import escape

    who = ", ".join(filter(None, (patient.sex, say_age(patient.age, patient.age_range))))
    console.print(
        f"\n[bold]{patient.id}[/bold]  {escape(who or 'age and sex not reported')}  [dim]{escape(patient.label)}[/dim]"
    )
    facts = case.facts_of(patient.id)
    for kind in _SHOWN_KINDS:
        if chosen := [f for f in facts if f.kind == kind]:
            console.print(_facts_table(KIND_TITLES[kind], chosen))
    verdicts = [v for v in case.verdicts if v.patient == patient.id]
    told = [v for v in verdicts if v.status != "unknown" or v.result or v.score]
    if told:
        console.print(_verdicts_table(told))
    if len(told) < len(verdicts):
        console.print(
            f"[dim]{len(verdicts) - len(told)} further criteria sets: nothing that counts is reported[/dim]"
        )


def _facts_table(title: str, facts: Iterable[Fact]) -> Table:
    from rich.markup import escape
    from rich.table import Table

    table = Table(
        title=title,
        title_justify="left",
        title_style="bold cyan",
        box=None,
        show_header=False,
        padding=(0, 1),
    )
    table.add_column(width=1)
    table.add_column(min_width=28, max_width=44)
    table.add_column(min_width=11)
    table.add_column(ratio=1)
    table.add_column(style="dim", max_width=40)
    for fact, same in fold_facts(facts):
        mark, style = _STATUS_MARK[fact.status]
        quote = " ... ".join(s.text for s in fact.spans)
        more = f" (+{len(same) - 1})" if len(same) > 1 else ""
        table.add_row(
            f"[{style}]{mark}[/{style}]", escape(fact.label), fact.code or "", escape(say_together(same)),
            escape(f"“{_short(quote)}”{more}"),
        )  # fmt: skip
    return table


def _short(quote: str, most: int = 60) -> str:
    quote = " ".join(quote.split())
    return quote if len(quote) <= most else f"{quote[: most - 1]}…"


def _verdicts_table(verdicts: Iterable[Verdict]) -> Table:
    from rich.markup import escape
    from rich.table import Table

    table = Table(
        title="Criteria",
        title_justify="left",
        title_style="bold cyan",
        box=None,
        show_header=False,
        padding=(0, 1),
    )
    for verdict in verdicts:
        style = _VERDICT_STYLE[verdict.status]
        table.add_row(
            escape(verdict.set),
            f"[{style}]{verdict.status.replace('_', ' ')}[/{style}]",
            escape(_score(verdict)),
            escape(_changes(verdict)),
        )
    return table


def _score(verdict: Verdict) -> str:
    if verdict.result:
        return f"{verdict.result}{' (authors say otherwise)' if verdict.disagrees_with_authors else ''}"
    if verdict.score is None:
        return ""
    spread = f" ({verdict.range[0]:g}-{verdict.range[1]:g})" if verdict.range else ""
    return f"{verdict.score:g}{f' of {verdict.threshold:g}' if verdict.threshold else ''}{spread}"


def _changes(verdict: Verdict) -> str:
    """Say what would change a verdict: what would have to be so, and what not."""
    labels = {item.id: item.label for item in verdict.items}
    said = []
    for status, word in (("met", "with"), ("not_met", "without")):
        flips = [
            " + ".join(labels.get(i, i) for i in ((f.item,) if isinstance(f.item, str) else f.item))
            for f in verdict.would_flip[:3]
            if f.if_ == status
        ]
        said += [f"{word}: {'; '.join(flips)}"] if flips else []
    return f"would change {', or '.join(said)}" if said else ""


def _print_instruments(case: Case, console: Console) -> None:
    told = [
        f"{v.set} {v.score:g} ({v.range[0]:g}-{v.range[1]:g})"
        for v in case.verdicts
        if not v.patient and v.score and v.range
    ]
    if told:
        console.print(
            f"[bold cyan]The report itself[/bold cyan]  items met, and with those that only a reader can judge: {', '.join(told)}"
        )


def _ranges(citations: tuple[str, ...]) -> str:
    """Write citations shortly: 3-12, 15."""
    runs: list[list[str]] = []
    for number in citations:
        if runs and number.isdigit() and runs[-1][-1].isdigit() and int(number) == int(runs[-1][-1]) + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return ", ".join(run[0] if len(run) == 1 else f"{run[0]}-{run[-1]}" for run in runs)


def _print_literature(case: Case, console: Console) -> None:
    from rich.markup import escape
    from rich.table import Table

    if not case.claims:
        return
    console.print(
        f"\n[bold cyan]What it says of the literature and of cause[/bold cyan] ({len(case.claims)} claims)"
    )
    table = Table(box=None, show_header=False, padding=(0, 1))
    for claim in case.claims:
        table.add_row(
            claim.kind, claim.stance, escape(_short(claim.text, 160)), escape(_ranges(claim.citations))
        )
    console.print(table)


def _print_notes(case: Case, console: Console) -> None:
    from rich.markup import escape

    told = [n for n in case.notes if n.severity != "info"] or list(case.notes)
    if not told:
        return
    quiet = len(case.notes) - len(told)
    console.print(
        f"\n[bold cyan]Audit[/bold cyan] ({count_notes(len(case.notes))}{f', {quiet} for information not shown' if quiet else ''})"
    )
    for note in told:
        style = _SEVERITY_STYLE.get(note.severity, "dim")
        console.print(
            f"  [{style}]{note.severity:<8}[/{style}] {escape(note.message)} [dim]{note.code}[/dim]"
        )
