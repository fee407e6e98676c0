"""Write the generated pages of docs/: the commands with their options, and the sources of the bundled tables."""

from __future__ import annotations

from pathlib import Path

import click

from seriatim.audit.codes import describe_codes
from seriatim.cli import cli
from seriatim.terms import read_table

DOCS = Path(__file__).parents[1] / "docs"


def describe_commands() -> str:
    """Write every command's help as Markdown."""
    parts = ["# Commands\n\nWritten by `make docs` from the commands themselves.\n"]
    for words, command in _walk(cli, ("seriatim",)):
        context = click.Context(command, info_name=" ".join(words), max_content_width=100, terminal_width=100)
        parts.append(f"## `{' '.join(words)}`\n\n```\n{command.get_help(context).strip()}\n```\n")
    return "\n".join(parts)


def _walk(command: click.Command, words: tuple[str, ...]) -> list[tuple[tuple[str, ...], click.Command]]:
    found = [(words, command)]
    if isinstance(command, click.Group):
        context = click.Context(command)
        for name in command.list_commands(context):
            inner = command.get_command(context, name)
            if inner is not None:
                found += _walk(inner, (*words, name))
    return found


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


def main() -> None:
    for name, describe in PAGES.items():
        (DOCS / name).write_text(describe(), encoding="utf-8")


if __name__ == "__main__":
    main()
