"""`seriatim text`: the canonical text of a report."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from seriatim.cli._inputs import read_input


@click.command("text")
@click.argument("file", type=click.Path(path_type=Path))
def command(file: Path) -> None:
    """Print the canonical text of FILE, to which all offsets refer."""
    sys.stdout.buffer.write(read_input(file).text.encode("utf-8", "surrogatepass"))
