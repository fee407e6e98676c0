"""`seriatim export`: a series in the formats of other programs."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import click

from seriatim.cli._database import database, load_protocol, open_series, protocol_option
from seriatim.model import Case, Protocol

_ONE_A_CASE = ("phenopacket", "fhir", "annotations")
_REFERENCES = ("ris", "bibtex", "csl-json")
_TABLES = ("csv", "xlsx", "parquet", "docx")


@click.command("export")
@database
@protocol_option
@click.option("--format", "form", type=click.Choice([*_ONE_A_CASE, *_TABLES, *_REFERENCES]), required=True)
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    required=True,
    help="One file, or a folder where the format is one file a patient or report.",
)
def command(db: Path, protocol: Path | None, form: str, out: Path) -> None:
    """Write a series in another program's format."""
    from seriatim.workflow import decided_cases

    with open_series(db) as store:
        if form in _ONE_A_CASE:
            written = _write_each(decided_cases(store), form, out)
        elif form in _REFERENCES:
            written = _write_references(decided_cases(store), form, out)
        else:
            written = _write_table(store, load_protocol(protocol, store), form, out)
    for path in written:
        click.echo(str(path), err=True)


def _write_each(cases: Iterable[Case], form: str, out: Path) -> list[Path]:
    from seriatim.export.annotations import make_annotations
    from seriatim.export.fhir import make_bundle
    from seriatim.export.phenopacket import make_phenopackets

    make: dict[str, Callable[[Case], list[dict[str, Any]]]] = {
        "phenopacket": make_phenopackets,
        "fhir": lambda case: [make_bundle(case)],
        "annotations": lambda case: [make_annotations(case)],
    }
    out.mkdir(parents=True, exist_ok=True)
    written = []
    for case in cases:
        for data in make[form](case):
            name = data["id"] if form == "phenopacket" else case.report.id
            path = out / f"{name.replace('/', '_')}.json"
            path.write_text(json.dumps(data, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
            written.append(path)
    return written


def _write_references(cases: Iterable[Case], form: str, out: Path) -> list[Path]:
    from seriatim.export.citations import write_references

    references = [reference for case in cases for reference in case.report.references]
    out.write_text(write_references(references, form), encoding="utf-8")
    return [out]


def _write_table(store: Any, protocol: Protocol | None, form: str, out: Path) -> list[Path]:
    from seriatim.export.case_table import make_codebook, make_quotes, make_sheet
    from seriatim.export.tables import format_csv, write_docx, write_parquet, write_xlsx
    from seriatim.workflow import draw_series

    series = draw_series(store, protocol)
    sheet, codebook = make_sheet(series.table), make_codebook(series)
    if form == "xlsx":
        write_xlsx([sheet, make_quotes(series.table), codebook], out)
        return [out]
    if form == "docx":
        write_docx(sheet, out, title=series.table.protocol.title or "Case series", legend="NR, not reported.")
        return [out]
    if form == "parquet":
        write_parquet(sheet, out)
    else:
        out.write_text(format_csv(sheet), encoding="utf-8")
    beside = out.with_name(f"{out.stem}.codebook.csv")
    beside.write_text(format_csv(codebook), encoding="utf-8")
    return [out, beside]
