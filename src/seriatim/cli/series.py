"""`seriatim series`: build, show, compare and publish a case series."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from seriatim.cli._database import database, load_protocol, open_series, protocol_option, summary_or_json
from seriatim.cli._inputs import echo_json, files_argument, make_options, reading_options
from seriatim.errors import UsageError
from seriatim.model import Series, to_json


@click.group("series")
def command() -> None:
    """Build, show, compare and publish a case series."""


@command.command("build")
@files_argument
@database
@protocol_option
@reading_options
def build(
    files: tuple[Path, ...],
    db: Path,
    protocol: Path | None,
    workers: int,
    packs: tuple[Path, ...],
    hpo: Path | None,
    terms: tuple[Path, ...],
) -> None:
    """Read what is new or changed in FILES (folders, reports), store it, and print the series."""
    from seriatim.present.series_terminal import print_series
    from seriatim.series import open_store, read_protocol
    from seriatim.workflow import Outcome, build_series, draw_series

    options = make_options(workers, packs, hpo, terms)

    def tell(outcome: Outcome) -> None:
        for error in outcome.errors:
            click.echo(f"seriatim: {error}", err=True)

    chosen = read_protocol(protocol) if protocol else None
    with open_store(db) as store:
        if protocol and chosen:
            store.set_protocol_text(protocol.read_text(encoding="utf-8"))
        summary = build_series(files, store, options=options, on_done=tell)
        click.echo(
            f"{summary.read} read, {summary.unchanged} unchanged, {summary.failed} not readable", err=True
        )
        for report in summary.missing:
            click.echo(
                f"seriatim: {report} is no longer among the files and stays in the series; "
                f"`seriatim series remove {report} --because WHY --db {db}` takes it out",
                err=True,
            )
        print_series(draw_series(store, load_protocol(protocol, store), options=options))
    if summary.failed:
        sys.exit(1)


@command.command("show")
@database
@protocol_option
@summary_or_json
@click.option("--search", metavar="WORDS", help="Find quotes that hold these words instead.")
def show(db: Path, protocol: Path | None, form: str, search: str | None) -> None:
    """Print the series of a database."""
    from seriatim.present.series_terminal import print_series

    if search:
        _print_hits(db, search)
        return
    series = _draw(db, protocol)
    if form == "json":
        echo_json(to_json(series))
    else:
        print_series(series)


@command.command("page")
@database
@protocol_option
@click.option(
    "--out", type=click.Path(dir_okay=False, path_type=Path), default=Path("series.html"), show_default=True
)
def page(db: Path, protocol: Path | None, out: Path) -> None:
    """Write the series as one self-contained page: tables, figures, ledgers, every cell with its quote."""
    from seriatim.present.series import render_series

    out.write_text(render_series(_draw(db, protocol)), encoding="utf-8")
    click.echo(f"Wrote the series page. Open {out.resolve()} in a browser.")


@command.command("diff")
@database
@protocol_option
@click.option("--from", "before", type=int, help="Build number; default: the one before the last.")
@click.option("--to", "after", type=int, help="Build number; default: the last.")
@summary_or_json
def diff(db: Path, protocol: Path | None, before: int | None, after: int | None, form: str) -> None:
    """Print what came, what changed, and which numbers moved between two builds."""
    from seriatim.present.series_terminal import print_difference
    from seriatim.series import compare_builds, default_protocol
    from seriatim.terms.hpo import load_hpo
    from seriatim.workflow import decided_cases

    with open_series(db) as store:
        last = store.last_build if after is None else after
        chosen = load_protocol(protocol, store) or default_protocol(decided_cases(store, judged=False))
        first = max(0, last - 1) if before is None else before
        difference = compare_builds(
            store, first, last, chosen, load_hpo(), cases=lambda build: decided_cases(store, build=build)
        )
    if form == "json":
        echo_json(to_json(difference))
    else:
        print_difference(difference)


@command.command("duplicates")
@database
@summary_or_json
def duplicates(db: Path, form: str) -> None:
    """Print patients of different reports who may be one person, with the reasons. Nothing is merged."""
    from seriatim.present.series_terminal import print_duplicates

    series = _draw(db, None)
    if form == "json":
        echo_json(to_json(series.duplicates))
    else:
        print_duplicates(series.duplicates)


@command.command("remove")
@database
@click.argument("report")
@click.option("--because", required=True, help="The reason, kept in the series' history.")
def remove(db: Path, report: str, because: str) -> None:
    """Take REPORT out of the series; a trace of it stays."""
    with open_series(db) as store:
        if not store.remove(report, because):
            raise UsageError(f"{db}: holds no report {report!r}; `seriatim series show` lists them")
    click.echo(f"{report} removed: {because}", err=True)


def _print_hits(db: Path, words: str) -> None:
    with open_series(db) as store:
        for hit in store.search(words):
            click.echo(f"{hit.report_id}\t{hit.item}\t{hit.label}\t{' '.join(hit.quote.split())}")


def _draw(db: Path, protocol: Path | None) -> Series:
    from seriatim.workflow import draw_series

    with open_series(db) as store:
        return draw_series(store, load_protocol(protocol, store))
