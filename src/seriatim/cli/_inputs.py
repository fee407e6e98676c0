"""What every command that reads reports does alike: options, progress, errors to stderr, exit status."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, TypeVar

import click

from seriatim.errors import InputError
from seriatim.model import Report
from seriatim.workflow import Options, Outcome

F = TypeVar("F", bound=Callable[..., Any])

_FEW = 5  # files read without a progress line
_STDIN = Path("-")

files_argument = click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))


def reading_options(function: F) -> F:
    """Add the options that say how reports are read."""
    for option in (
        click.option(
            "--terms",
            multiple=True,
            type=click.Path(exists=True, path_type=Path),
            help="Further vocabulary: OBO, or TSV of term, synonym, code.",
        ),
        click.option(
            "--hpo",
            type=click.Path(exists=True, path_type=Path),
            help="Use this hp.obo instead of the bundled release.",
        ),
        click.option(
            "--pack",
            "packs",
            multiple=True,
            type=click.Path(exists=True, path_type=Path),
            help="Further criteria pack (YAML).",
        ),
        click.option(
            "--workers",
            type=click.IntRange(min=1),
            default=1,
            show_default=True,
            help="Processes to read with.",
        ),
    ):
        function = option(function)
    return function


def make_options(workers: int, packs: tuple[Path, ...], hpo: Path | None, terms: tuple[Path, ...]) -> Options:
    """Turn the options of `reading_options` into the workflow's."""
    return Options(packs=packs, workers=workers, hpo=hpo, terms=terms)


def read_input(path: Path) -> Report:
    """Read one report; `-` is standard input."""
    from seriatim.reading import read_bytes, read_report

    return read_bytes(sys.stdin.buffer.read(), "stdin") if path == _STDIN else read_report(path)


def echo_json(data: object) -> None:
    """Print data as JSON, indented."""
    click.echo(json.dumps(data, ensure_ascii=False, indent=1))


def echo_one_or_list(rows: Sequence[object]) -> None:
    """Print what was made of each input as JSON: of one input one object, of several a list."""
    echo_json(rows[0] if len(rows) == 1 else rows)


class Reader:
    """Reads inputs for a command: progress and failures go to stderr, `failed` counts the failures."""

    def __init__(self, options: Options) -> None:
        self.options = options
        self.failed = 0

    def read(self, files: tuple[Path, ...]) -> Iterator[Outcome]:
        """Yield the outcome of each input in order; `-` is standard input."""
        from seriatim.workflow import find_inputs, read_cases

        if files == (_STDIN,):
            yield self._told(_read_stdin(self.options))
            return
        inputs = find_inputs(files)
        if not inputs:
            raise InputError(
                str(files[0]), "holds no report", "name files or a folder of .txt, .xml, .pdf, .docx or .html"
            )
        for done, outcome in enumerate(read_cases(inputs, options=self.options), 1):
            if len(inputs) > _FEW and sys.stderr.isatty():
                click.echo(f"\r{done} of {len(inputs)} read", err=True, nl=done == len(inputs))
            yield self._told(outcome)

    def _told(self, outcome: Outcome) -> Outcome:
        for error in outcome.errors:
            self.failed += 1
            click.echo(f"seriatim: {error}", err=True)
        return outcome

    def exit(self) -> None:
        """End with status 1 where some inputs failed."""
        if self.failed:
            sys.exit(1)


def _read_stdin(options: Options) -> Outcome:
    from seriatim.workflow import build_case

    try:
        report = read_input(_STDIN)
    except InputError as error:
        return Outcome("-", errors=(error,))
    return Outcome("-", (build_case(report, options=options),))
