"""Opening a series database: made where it is missing, brought up to date where it is older."""

from __future__ import annotations

import sqlite3
import time
from pathlib import Path

from seriatim.errors import StoreError
from seriatim.series.migrations import MIGRATIONS
from seriatim.series.store import Store

_WAIT_MS = 60_000
_LOOKS = 20  # how often an empty file is looked at
_PAUSE = 0.05  # seconds between one look or try and the next


def open_store(path: str | Path) -> Store:
    """Open a series database, make it where it is missing, and bring an older one up to date.

    Args:
        path: the `.db` file.

    Raises:
        StoreError: the file is no series database, or cannot be written.
    """
    if _stays_empty(Path(path)):
        raise StoreError(
            f"{path}: is empty, so it is no series database; delete it or name another --db file"
        )
    try:
        db = sqlite3.connect(path, isolation_level=None, timeout=_WAIT_MS / 1000)
        db.execute(f"PRAGMA busy_timeout = {_WAIT_MS}")
        _write_ahead(db)
        db.execute("PRAGMA synchronous = FULL")
        db.execute("PRAGMA foreign_keys = ON")
        _migrate(db, path)
    except sqlite3.DatabaseError as error:
        raise StoreError(
            f"{path}: cannot be opened as a series database ({error}); name another --db file"
        ) from error
    return Store(db, Path(path))


def _stays_empty(path: Path) -> bool:
    """Tell whether a file is there and holds nothing; what another process has just begun fills in a moment."""
    for _ in range(_LOOKS):
        if not path.is_file() or path.stat().st_size:
            return False
        time.sleep(_PAUSE)
    return True


def _write_ahead(db: sqlite3.Connection) -> None:
    """Turn a database to write-ahead logging, for which SQLite itself does not wait while another process does it."""
    deadline = time.monotonic() + _WAIT_MS / 1000
    while True:
        try:
            db.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_BUSY or time.monotonic() > deadline:
                raise
            time.sleep(_PAUSE)
        else:
            return


def _migrate(db: sqlite3.Connection, path: str | Path) -> None:
    if int(db.execute("PRAGMA user_version").fetchone()[0]) == len(MIGRATIONS):
        return
    db.execute("BEGIN IMMEDIATE")
    version = int(db.execute("PRAGMA user_version").fetchone()[0])
    if version > len(MIGRATIONS):
        db.execute("ROLLBACK")
        raise StoreError(f"{path}: was written by a newer Seriatim (schema {version}); update Seriatim")
    for number, migration in enumerate(MIGRATIONS[version:], version + 1):
        migration(db)
        db.execute(f"PRAGMA user_version = {number}")
    db.execute("COMMIT")
