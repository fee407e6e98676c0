"""`seriatim facts`: one fact a line, for pipes and scoring."""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from seriatim.cli._inputs import Reader, files_argument, make_options, reading_options
from seriatim.model import KINDS, Case, to_json
from seriatim.reading import find_headings

_COLUMNS = ("report patient subject kind label code codes status cue page start end text section value unit "
            "interpretation dose route frequency duration response time sites").split()  # fmt: skip


@click.command("facts")
@files_argument
@click.option("--format", "form", type=click.Choice(["jsonl", "csv"]), default="jsonl", show_default=True)
@click.option("--all", "everything", is_flag=True, help="Add lines of kind article, reference and text.")
@click.option("--nested", is_flag=True, help="Keep mentions of phenotypes that lie inside longer ones.")
@click.option(
    "--kinds",
    metavar="KIND,...",
    default="",
    callback=lambda _context, _option, value: _read_kinds(value),
    help="Find facts of these kinds alone, with status, subject and patient: in half the time.",
)
@reading_options
def command(
    files: tuple[Path, ...],
    form: str,
    everything: bool,
    nested: bool,
    kinds: tuple[str, ...],
    workers: int,
    packs: tuple[Path, ...],
    hpo: Path | None,
    terms: tuple[Path, ...],
) -> None:
    """Print the facts of FILES, one JSON object a line."""
    options = make_options(workers, packs, hpo, terms)
    reader = Reader(replace(options, nested=nested, kinds=kinds, facts_only=True))
    rows = (
        row
        for outcome in reader.read(files)
        for case in outcome.cases
        for row in list_rows(case, everything=everything)
    )
    if form == "csv":
        writer = csv.writer(sys.stdout, lineterminator="\n")
        writer.writerow(_COLUMNS)
        writer.writerows(_flat(row) for row in rows if "spans" in row)
    else:
        for row in rows:
            click.echo(json.dumps(row, ensure_ascii=False))
    reader.exit()


def _read_kinds(value: str) -> tuple[str, ...]:
    kinds = tuple(filter(None, value.split(",")))
    if unknown := set(kinds) - set(KINDS):
        raise click.BadParameter(f"{', '.join(sorted(unknown))} not among {', '.join(KINDS)}")
    return kinds


def list_rows(case: Case, *, everything: bool = False) -> Iterator[dict[str, Any]]:
    """Yield a case as lines: its facts, and with `everything` the article, its references and its text."""
    name = _stem(case)
    labels = {p.id: p.label for p in case.patients}
    for fact in case.facts:
        row = {"report": name} | to_json(fact)
        if page := case.report.page_at(fact.start):
            row["page"] = page.number
        if fact.patient:
            row["patient_label"] = labels.get(fact.patient, "")
        yield row
    if everything:
        yield from _article_rows(case, name)


def _article_rows(case: Case, name: str) -> Iterator[dict[str, Any]]:
    report = case.report
    article = to_json(report)
    yield {
        "report": name,
        "kind": "article",
        **{
            k: article.get(k)
            for k in ("title", "journal", "year", "doi", "pmid", "authors", "article_type", "license")
        },
        "sections": list(find_headings(report)),
        "n_references": len(report.references),
    }
    for index, reference in enumerate(report.references):
        yield {"report": name, "kind": "reference", "index": index} | to_json(reference)
    yield {"report": name, "kind": "text", "text": report.text}


def _stem(case: Case) -> str:
    """The file's name without its endings, or the report's id where it came from no file."""
    name = Path(case.report.source.path or case.report.id).name
    for ending in (".gz", ".txt", ".xml", ".nxml", ".pdf", ".docx", ".html", ".htm"):
        name = name.removesuffix(ending)
    return name


def _flat(row: dict[str, Any]) -> list[Any]:
    spans = row["spans"]
    flat = dict(
        row, start=spans[0]["start"], end=spans[-1]["end"], text=" ... ".join(s["text"] for s in spans)
    )
    flat["codes"] = " ".join(row["codes"])
    flat["time"] = (row.get("time") or {}).get("text")
    flat["sites"] = "; ".join(
        " ".join(filter(None, (s["laterality"], s["label"]))) for s in row.get("sites", ())
    )
    return [flat.get(column) for column in _COLUMNS]
