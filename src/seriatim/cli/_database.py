"""What every command on a series does alike: its options, opening the database, reading the protocol."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from seriatim.errors import UsageError
from seriatim.model import Protocol

if TYPE_CHECKING:
    from seriatim.series import Store

database = click.option(
    "--db",
    type=click.Path(dir_okay=False, path_type=Path),
    required=True,
    help="The series: one SQLite file.",
)
protocol_option = click.option(
    "--protocol",
    type=click.Path(dir_okay=False, path_type=Path),
    help="What is asked (YAML); default: what the series was built with, else what most cases report.",
)
summary_or_json = click.option(
    "--format", "form", type=click.Choice(["summary", "json"]), default="summary", show_default=True
)


def open_series(db: Path) -> Store:
    """Open a series that is there.

    Raises:
        UsageError: there is no such file; only `series build` makes one.
    """
    from seriatim.series import open_store

    if not db.exists():
        raise UsageError(
            f"{db}: there is no such series; make it with `seriatim series build FOLDER --db {db}`"
        )
    return open_store(db)


def load_protocol(path: Path | None, store: Store) -> Protocol | None:
    """Read the protocol that was named, else the one the series was built with, else none."""
    from seriatim.series import parse_protocol, read_protocol

    if path:
        return read_protocol(path)
    return parse_protocol(store.protocol_text) if store.protocol_text else None
