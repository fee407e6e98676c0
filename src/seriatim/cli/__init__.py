"""The command line: a thin skin, one file a command, loaded when it is called."""

from __future__ import annotations

import gc
import importlib
import sys

import click

_COLLECT_AFTER = 500_000
"""New objects: facts and vocabularies hold no cycles, and looking for them while both are made costs a sixth."""

_COMMANDS = {  # name: (module, one line for --help)
    "read": ("read", "Read reports into cases: a summary, JSON, Phenopackets, FHIR, a page."),
    "facts": ("facts", "Print the facts of reports, one JSON object a line."),
    "references": ("references", "Print the reference list of a report."),
    "text": ("text", "Print the canonical text that offsets refer to."),
    "series": ("series", "Build, show, compare and publish a case series."),
    "criteria": ("criteria", "Judge a case by classification criteria; list and check packs."),
    "audit": ("audit", "Print what a careful editor would want to know of a report."),
    "export": ("export", "Write a series as Phenopackets, FHIR, CSV, XLSX and others."),
    "review": ("review", "Decide each fact beside the text; compare reviewers and settle."),
    "similar": ("similar", "Find the cases of a series that are like this one, and say why."),
}


class _LazyGroup(click.Group):
    """Lists commands without importing them, so that --help stays fast."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in _COMMANDS:
            return None
        command = importlib.import_module(f"seriatim.cli.{_COMMANDS[cmd_name][0]}").command
        assert isinstance(command, click.Command)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, text) for name, (_, text) in _COMMANDS.items()])


def _print_version(ctx: click.Context, _: click.Parameter, value: bool) -> None:
    if value and not ctx.resilient_parsing:
        from seriatim.cli._version import describe_version

        click.echo(describe_version())
        ctx.exit()


@click.group(cls=_LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--version",
    is_flag=True,
    callback=_print_version,
    expose_value=False,
    is_eager=True,
    help="Show Seriatim, every vocabulary release in use, and where the cache is.",
)
def cli() -> None:
    """Turn published case reports into an audited, computable case series.

    Seriatim reports what was published, with its source. It gives no advice about a patient.
    """


def main() -> None:
    """Run the command line; exit 0 done, 1 some inputs failed, 2 wrong usage."""
    from seriatim.errors import InputError, SeriatimError

    gc.set_threshold(_COLLECT_AFTER)
    try:
        cli(standalone_mode=True)
    except InputError as error:
        click.echo(f"seriatim: {error}", err=True)
        sys.exit(1)
    except SeriatimError as error:
        click.echo(f"seriatim: {error}", err=True)
        sys.exit(2)
