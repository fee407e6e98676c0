"""`seriatim review`: decide each fact beside the text, blind to other reviewers; compare and settle."""

from __future__ import annotations

import signal
import sys
from pathlib import Path

import click

from seriatim.cli._database import database, open_series
from seriatim.errors import InputError


@click.command("review")
@database
@click.option("--reviewer", help="Your name, stored with every decision; default: your login name.")
@click.option(
    "--adjudicate",
    "adjudicates",
    is_flag=True,
    help="See what all reviewers decided and settle their disagreements; without it you review blind.",
)
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=0,
    show_default="any that is free",
    help="Port of this machine.",
)
@click.option("--no-browser", is_flag=True, help="Print the address, but open no browser.")
@click.option("--agreement", "wants_agreement", is_flag=True, help="Print how far reviewers agree instead.")
@click.option(
    "--export",
    "export_to",
    type=click.Path(dir_okay=False, allow_dash=True, path_type=Path),
    help="Write all decisions as JSON Lines instead (- for standard output).",
)
@click.option(
    "--import",
    "import_from",
    type=click.Path(exists=True, dir_okay=False, allow_dash=True, path_type=Path),
    help="Add the decisions of such a file instead; those that are there already stay as they are.",
)
def command(
    db: Path,
    reviewer: str | None,
    adjudicates: bool,
    port: int,
    no_browser: bool,
    wants_agreement: bool,
    export_to: Path | None,
    import_from: Path | None,
) -> None:
    """Review a series on a local page: accept, edit, re-code or reject each fact beside the text.

    The page is for this machine only and needs no network. Every decision is stored at once; Ctrl-C stops the page.
    """
    instead = [bool(wanted) for wanted in (wants_agreement, export_to, import_from)]
    if sum(instead) > 1:
        raise click.UsageError("--agreement, --export and --import are done one at a time")
    if import_from:
        _import(db, import_from)
    elif export_to:
        _export(db, export_to)
    elif wants_agreement:
        _print_agreement(db)
    else:
        _serve(db, reviewer or _login_name(), port, adjudicates=adjudicates, opens_browser=not no_browser)


def _serve(db: Path, reviewer: str, port: int, *, adjudicates: bool, opens_browser: bool) -> None:
    from seriatim.web import open_review

    open_series(db).close()
    with open_review(db, reviewer, port=port, adjudicates=adjudicates) as server:
        signal.signal(signal.SIGTERM, signal.default_int_handler)
        click.echo(f"Reviewing {db} as {reviewer}. Open {server.address}", err=True)
        click.echo("Ctrl-C stops the page; every decision is stored at once.", err=True)
        if opens_browser:
            click.launch(server.address)
        try:
            server.serve()
        except KeyboardInterrupt:
            click.echo("\nStopped.", err=True)


def _login_name() -> str:
    import getpass

    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        raise click.UsageError("give your name with --reviewer") from None


def _print_agreement(db: Path) -> None:
    from seriatim.present.series_terminal import print_agreement
    from seriatim.workflow import assess_agreement

    with open_series(db) as store:
        print_agreement(assess_agreement(store))


def _export(db: Path, path: Path) -> None:
    from seriatim.series.decision_lines import write_decisions

    with open_series(db) as store:
        lines = "".join(f"{line}\n" for line in write_decisions(store.decisions.of()))
    if str(path) == "-":
        click.echo(lines, nl=False)
        return
    path.write_text(lines, encoding="utf-8", errors="surrogatepass")
    click.echo(f"Wrote {lines.count(chr(10))} decisions to {path}", err=True)


def _import(db: Path, path: Path) -> None:
    from seriatim.series.decision_lines import read_decisions

    try:
        text = sys.stdin.read() if str(path) == "-" else path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(
            path, f"cannot be read ({error})", "give a file of `seriatim review --export`"
        ) from error
    decisions = list(read_decisions(text.splitlines(), str(path)))
    with open_series(db) as store:
        known = {d.report_id for d in store.documents()}
        new = store.decisions.add(decisions)
    click.echo(f"{new} decisions added, {len(decisions) - new} were there already", err=True)
    if strangers := sorted({d.report for d in decisions} - known):
        click.echo(
            f"seriatim: no report of this series is called {', '.join(strangers[:5])}{' ...' * (len(strangers) > 5)}; its decisions wait for it",
            err=True,
        )
