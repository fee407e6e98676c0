"""`seriatim audit`: what a careful editor would want to know of a report."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from seriatim.cli._inputs import Reader, echo_one_or_list, files_argument, make_options, reading_options
from seriatim.model import Case, Note, to_json

if TYPE_CHECKING:
    from rich.console import Console

_STYLES = {"error": "bold red", "warning": "yellow", "info": "dim"}
_STRICT = 3  # exit status of --strict where a note is an error
_QUOTE = 90


@click.command("audit")
@files_argument
@click.option(
    "--format", "form", type=click.Choice(["text", "json", "html"]), default="text", show_default=True
)
@click.option("--strict", is_flag=True, help=f"Exit with status {_STRICT} where a note is an error.")
@reading_options
def command(
    files: tuple[Path, ...],
    form: str,
    strict: bool,
    workers: int,
    packs: tuple[Path, ...],
    hpo: Path | None,
    terms: tuple[Path, ...],
) -> None:
    """Print the audit notes of FILES, the gravest first."""
    reader = Reader(make_options(workers, packs, hpo, terms))
    cases = [case for outcome in reader.read(files) for case in outcome.cases]
    _WRITERS[form](cases)
    if strict and any(note.severity == "error" for case in cases for note in case.notes):
        sys.exit(_STRICT)
    reader.exit()


def _gravest_first(case: Case) -> list[Note]:
    grave = list(_STYLES)
    return sorted(case.notes, key=lambda n: grave.index(n.severity))


def _print_text(cases: list[Case]) -> None:
    from rich.console import Console

    console = Console(soft_wrap=True, highlight=False)
    for case in cases:
        counts = {s: sum(n.severity == s for n in case.notes) for s in _STYLES}
        console.print(f"[bold]{_plain(case.report.title or case.report.id)}[/bold]")
        console.print(", ".join(f"{n} {s}" for s, n in counts.items() if n) or "nothing to note")
        for note in _gravest_first(case):
            _print_note(console, note)
        console.print()


def _print_note(console: Console, note: Note) -> None:
    style = _STYLES[note.severity]
    console.print(f"  [{style}]{note.severity:7}[/{style}] {note.code}: {_plain(note.message)}")
    for span in note.spans[:2]:
        words = " ".join(span.text.split())
        shown = words if len(words) <= _QUOTE else words[:_QUOTE].rstrip() + "..."
        console.print(f"          [dim]{span.start}-{span.end}[/dim] {_plain(shown)}")


def _plain(words: str) -> str:
    from rich.markup import escape

    return escape(words)


def _print_json(cases: list[Case]) -> None:
    rows = [{"report": case.report.id, "notes": [to_json(n) for n in _gravest_first(case)]} for case in cases]
    echo_one_or_list(rows)


def _print_html(cases: list[Case]) -> None:
    from html import escape

    click.echo("<!doctype html>\n<meta charset=utf-8>\n<title>Audit notes</title>")
    for case in cases:
        click.echo(f"<h1>{escape(case.report.title or case.report.id)}</h1>\n<table>")
        click.echo("<tr><th>Severity<th>Code<th>Note<th>Words")
        for note in _gravest_first(case):
            words = " &hellip; ".join(f"<q>{escape(' '.join(s.text.split()))}</q>" for s in note.spans)
            click.echo(f"<tr><td>{note.severity}<td>{note.code}<td>{escape(note.message)}<td>{words}")
        click.echo("</table>")


_WRITERS = {"text": _print_text, "json": _print_json, "html": _print_html}
