"""What the tests of the review page share: a series of one report, and a reviewer at it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from series.reviewed import read, store_with
from web.desk import Client, review


@pytest.fixture
def db(tmp_path: Path) -> Path:
    """The database of a series of one report."""
    store_with(tmp_path / "s.db", read()).close()
    return tmp_path / "s.db"


@pytest.fixture
def ada(db: Path) -> Iterator[Client]:
    """A reviewer at the page of that series."""
    with review(db, "Ada") as client:
        yield client
