"""Write the generated pages of docs/: the commands with their options, and the sources of the bundled tables."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import click

from seriatim.audit.codes import describe_codes
from seriatim.cli import cli
from seriatim.text.tables import read_table

DOCS = Path(__file__).parents[1] / "docs"


def describe_commands() -> str:
    """Write every command's help as Markdown."""
    contexts = _walk(click.Context(cli, info_name="seriatim", terminal_width=100, **cli.context_settings))
    helps = [f"## `{c.command_path}`\n\n```\n{c.get_help().strip()}\n```\n" for c in contexts]
    return "\n".join(["# Commands\n\nWritten by `make docs` from the commands themselves.\n", *helps])


def _walk(context: click.Context) -> Iterator[click.Context]:
    """A command's context and those of the commands below it, in the order of the help."""
    yield context
    command = context.command
    if isinstance(command, click.Group):
        for name in command.list_commands(context):
            if inner := command.get_command(context, name):
                yield from _walk(click.Context(inner, info_name=name, parent=context, terminal_width=100))


def describe_sources() -> str:
    """Write the table of bundled data as Markdown."""
    rows = sorted(read_table("SOURCES.tsv"), key=lambda row: row["file"])
    lines = [
        "# Bundled data",
        "",
        "Written by `make docs` from `src/seriatim/data/SOURCES.tsv`. Larger vocabularies come in through `--terms` and `--hpo`.",
        "",
        "| file | what | release | licence | source |",
        "|---|---|---|---|---|",
    ]
    lines += [
        f"| `{r['file']}` | {r['what']} | {r['release']} | {r['licence']} | {r['source']} |" for r in rows
    ]
    return "\n".join(lines) + "\n"


PAGES = {"audit-notes.md": describe_codes, "commands.md": describe_commands, "data.md": describe_sources}


def stale_pages() -> list[str]:
    """Name the pages that are not what the code would write."""
    return [
        name for name, describe in PAGES.items() if (DOCS / name).read_text(encoding="utf-8") != describe()
    ]


def main(*, check: bool) -> None:
    if check:
        stale = stale_pages()
        sys.exit(f"out of step with the code, run `make docs`: {', '.join(stale)}" if stale else 0)
    for name, describe in PAGES.items():
        (DOCS / name).write_text(describe(), encoding="utf-8")


if __name__ == "__main__":
    main(check="--check" in sys.argv[1:])
