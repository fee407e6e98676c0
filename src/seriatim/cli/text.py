"""`seriatim text`: the canonical text of a report."""

from __future__ import annotations

import sys
from pathlib import Path

import click


@click.command("text")
@click.argument("file", type=click.Path(path_type=Path))
def command(file: Path) -> None:
    """Print the canonical text of FILE, to which all offsets refer."""
    from seriatim.reading import read_bytes, read_report

    report = read_bytes(sys.stdin.buffer.read(), "stdin") if str(file) == "-" else read_report(file)
    sys.stdout.buffer.write(report.text.encode("utf-8", "surrogatepass"))
