"""The decisions of a series, one row each: added, never changed, never taken out."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from seriatim.series.decisions import Decision

_COLUMNS = (
    "report, fact_key, action, change, reviewer, decided_at, reason, stage, seen, quote, judged, undoes"
)
_JSON = ("change", "seen", "quote")
_COUNT = """
WITH live AS (
  SELECT report, fact_key, action, judged, decided_at FROM decision WHERE reviewer = :w AND stage = 'review' AND action <> 'undo'
  AND id NOT IN (SELECT undoes FROM decision WHERE reviewer = :w AND action = 'undo')
), standing AS (  -- of a group SQLite takes the row of the maximum
  SELECT report, fact_key, action, judged, max(decided_at) FROM live GROUP BY report, fact_key
)
SELECT d.id, sum(s.action <> 'add' AND f.id IS NOT NULL), sum(s.action <> 'add' AND f.id IS NULL), sum(s.action = 'add')
FROM standing s
JOIN document d ON d.report_id = s.report AND d.to_build IS NULL AND d.role = 'report'
LEFT JOIN fact f INDEXED BY fact_by_key ON f.document = d.id AND f.key = s.fact_key AND s.judged IN ('', f.statement)
GROUP BY d.id
"""


class DecisionLog:
    """The reviewers' decisions of an open series database."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db

    def add(self, decisions: Iterable[Decision]) -> int:
        """Record decisions, all or none; one that is recorded already is left as it is. Return how many were new."""
        before = self._db.total_changes
        with writing(self._db):
            self._db.executemany(
                f"INSERT INTO decision (id, {_COLUMNS}) VALUES (?{', ?' * 12}) ON CONFLICT (id) DO NOTHING",
                ((d.id, *_row(d)) for d in decisions),
            )
        return self._db.total_changes - before

    def of(self, report: str | None = None, *, reviewer: str | None = None) -> list[Decision]:
        """List decisions in the order they were made: of a report or of all, of a reviewer or of all."""
        rows = self._db.execute(
            f"SELECT {_COLUMNS} FROM decision WHERE (:r IS NULL OR report = :r) AND (:w IS NULL OR reviewer = :w)"
            " ORDER BY decided_at, rowid",
            {"r": report, "w": reviewer},
        )
        return [_decision(row) for row in rows]

    def by_report(self, *, reviewer: str | None = None) -> dict[str, list[Decision]]:
        """Gather decisions by report."""
        gathered: dict[str, list[Decision]] = {}
        for decision in self.of(reviewer=reviewer):
            gathered.setdefault(decision.report, []).append(decision)
        return gathered

    def count(self, reviewer: str) -> dict[int, tuple[int, int, int]]:
        """Count a reviewer's standing decisions by document: of facts as they are read, of others, added facts."""
        return {row[0]: row[1:] for row in self._db.execute(_COUNT, {"w": reviewer})}

    def reviewers(self) -> list[str]:
        """List those who have reviewed, in alphabetical order; who only settled disagreements is not among them."""
        rows = self._db.execute(
            "SELECT DISTINCT reviewer FROM decision WHERE stage = 'review' ORDER BY reviewer"
        )
        return [str(name) for (name,) in rows]


def _row(decision: Decision) -> tuple[str, ...]:
    return tuple(
        json.dumps(getattr(decision, name), sort_keys=True) if name in _JSON else getattr(decision, name)
        for name in _COLUMNS.split(", ")
    )


def _decision(row: tuple[str, ...]) -> Decision:
    named = zip(_COLUMNS.split(", "), row, strict=True)
    known: dict[str, Any] = {name: json.loads(value) if name in _JSON else value for name, value in named}
    return Decision(**known)


@contextmanager
def writing(db: sqlite3.Connection) -> Iterator[None]:
    """Hold the one right to write; all that is done inside is done, or nothing is."""
    db.execute("BEGIN IMMEDIATE")
    try:
        yield
    except BaseException:
        db.execute("ROLLBACK")
        raise
    db.execute("COMMIT")
