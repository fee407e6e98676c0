"""`seriatim references`: the reference list of a report, or of a file with one reference a line."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import click

from seriatim.cli._inputs import files_argument, read_input
from seriatim.errors import InputError
from seriatim.model import Reference, Report

_FORMATS = ("jsonl", "ris", "bibtex", "csl-json")
_LISTED = 0.5  # of the lines must read as references before a file is taken for a list
_LONGEST = 700  # characters of an entry; a longer line is a paragraph


@click.command("references")
@files_argument
@click.option("--format", "form", type=click.Choice(_FORMATS), default="jsonl", show_default=True)
@click.option(
    "--lines", is_flag=True, help="Take every line for one reference, whatever the file looks like."
)
def command(files: tuple[Path, ...], form: str, lines: bool) -> None:
    """Print the reference lists of FILES; a text of one reference a line is read as such."""
    from seriatim.export.citations import write_references
    from seriatim.workflow import find_inputs

    failed = False
    gathered: list[Reference] = []
    for path in find_inputs(files):
        try:
            references = _read(path, lines=lines)
        except InputError as error:
            failed = True
            click.echo(f"seriatim: {error}", err=True)
            continue
        gathered += references
        if form == "jsonl":
            for row in write_references(references, form).splitlines():
                click.echo(json.dumps({"report": path.stem} | json.loads(row), ensure_ascii=False))
    if form != "jsonl":
        click.echo(write_references(gathered, form), nl=False)
    if failed:
        sys.exit(1)


def _read(path: Path, *, lines: bool) -> tuple[Reference, ...]:
    report = read_input(path)
    if lines or (report.source.format == "text" and not report.references):
        listed = _read_lines(report)
        read = sum(1 for r in listed if r.year and (r.authors or r.journal) and len(r.raw) < _LONGEST)
        if lines or read >= _LISTED * len(listed):
            return listed
    return report.references


def _read_lines(report: Report) -> tuple[Reference, ...]:
    from seriatim.reading.references import parse_reference

    found: list[Reference] = []
    at = 0
    for line in report.text.splitlines(keepends=True):
        if line.strip():
            found.append(parse_reference(line.rstrip("\r\n"), start=at, number=str(len(found) + 1)))
        at += len(line)
    return tuple(found)
