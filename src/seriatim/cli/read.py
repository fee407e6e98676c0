"""`seriatim read`: reports into cases."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from pathlib import Path

import click

from seriatim.cli._inputs import Reader, echo_one_or_list, files_argument, make_options, reading_options
from seriatim.model import Case, to_json

_SUFFIX = {
    "json": ".json",
    "phenopacket": ".phenopacket.json",
    "fhir": ".fhir.json",
    "annotations": ".annotations.json",
    "html": ".html",
    "summary": ".txt",
}


@click.command("read")
@files_argument
@click.option("--format", "form", type=click.Choice(list(_SUFFIX)), default="summary", show_default=True)
@click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    help="Write one file a report into this folder.",
)
@reading_options
def command(
    files: tuple[Path, ...],
    form: str,
    out: Path | None,
    workers: int,
    packs: tuple[Path, ...],
    hpo: Path | None,
    terms: tuple[Path, ...],
) -> None:
    """Read FILES (text, JATS/PMC XML, PDF, DOCX, HTML; folders; .gz, .zip; - for standard input) into cases.

    JSON of one file is one object, of several a list.
    """
    reader = Reader(make_options(workers, packs, hpo, terms))
    cases = (case for outcome in reader.read(files) for case in outcome.cases)
    if out:
        _write_folder(cases, form, out)
    elif form == "summary":
        _print_summaries(cases)
    else:
        _print_data([_as_data(case, form) for case in cases], form)
    reader.exit()


def _print_summaries(cases: Iterable[Case]) -> None:
    from seriatim.present.terminal import print_case

    for case in cases:
        print_case(case)


def _print_data(items: list[object], form: str) -> None:
    if form == "html":
        for item in items:
            click.echo(item)
    elif items:
        echo_one_or_list(items)


def _write_folder(cases: Iterable[Case], form: str, out: Path) -> None:
    out.mkdir(parents=True, exist_ok=True)
    for case in cases:
        data = _as_data(case, form)
        text = data if isinstance(data, str) else json.dumps(data, ensure_ascii=False, indent=1) + "\n"
        path = out / f"{case.report.id.replace('/', '_')}{_SUFFIX[form]}"
        path.write_text(text, encoding="utf-8")
        click.echo(str(path), err=True)


def _as_data(case: Case, form: str) -> object:
    return _writers()[form](case)


def _writers() -> dict[str, Callable[[Case], object]]:
    from seriatim.export.annotations import make_annotations
    from seriatim.export.fhir import make_bundle
    from seriatim.export.phenopacket import make_phenopackets
    from seriatim.present.case import render_case
    from seriatim.present.terminal import describe_case

    return {
        "json": to_json,
        "phenopacket": make_phenopackets,
        "fhir": make_bundle,
        "annotations": make_annotations,
        "html": render_case,
        "summary": describe_case,
    }
