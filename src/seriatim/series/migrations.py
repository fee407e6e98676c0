"""The database's history, one named function a version. Each runs in a transaction of its own."""

from __future__ import annotations

import json
import sqlite3
import zlib
from collections.abc import Callable

from seriatim.model import load_case
from seriatim.series import decisions

Migration = Callable[[sqlite3.Connection], None]


def m001_reports_and_facts(db: sqlite3.Connection) -> None:
    """Create builds, documents with their case, rows for questions in SQL, and full-text search over quotes."""
    for statement in _FIRST.split(";\n\n"):
        db.execute(statement)


def m002_settings(db: sqlite3.Connection) -> None:
    """Create the settings of a series: the protocol it was built with."""
    db.execute("CREATE TABLE setting (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT")


def m003_review(db: sqlite3.Connection) -> None:
    """Let decisions be undone, settled and found again, and name every fact by what reviewers judge of it."""
    for statement in _REVIEW.split(";\n\n"):
        db.execute(statement)
    rows = db.execute(
        "SELECT report, fact_key, action, change, reviewer, decided_at, reason FROM old ORDER BY id"
    )
    for report, key, action, change, *who in rows.fetchall():
        made = decisions.Decision(report, key, action, json.loads(change), *who)
        db.execute(
            "INSERT OR IGNORE INTO decision (id, report, fact_key, action, change, reviewer, decided_at, reason)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            (made.id, report, key, action, change, *who),
        )
    db.execute("DROP TABLE old")
    for document, body in db.execute("SELECT id, body FROM document WHERE to_build IS NULL").fetchall():
        facts = load_case(zlib.decompress(body).decode("utf-8")).facts
        db.executemany(
            "UPDATE fact SET key = ?, statement = ? WHERE document = ? AND id = ?",
            [(key, decisions.statement(f), document, f.id) for key, f in decisions.name_facts(facts).items()],
        )


_FIRST = """
CREATE TABLE build (
  id INTEGER PRIMARY KEY,
  is_closed INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE TABLE document (
  id INTEGER PRIMARY KEY,
  path TEXT NOT NULL,
  member TEXT NOT NULL DEFAULT '',
  sha256 TEXT NOT NULL,
  format TEXT NOT NULL,
  report_id TEXT NOT NULL,
  identity TEXT,
  title TEXT NOT NULL,
  year INTEGER,
  releases TEXT NOT NULL,
  role TEXT NOT NULL CHECK (role IN ('report', 'copy')),
  from_build INTEGER NOT NULL REFERENCES build(id),
  to_build INTEGER REFERENCES build(id),
  ended_because TEXT,
  body BLOB NOT NULL
) STRICT;

CREATE UNIQUE INDEX document_current ON document(path, member) WHERE to_build IS NULL;

CREATE INDEX document_identity ON document(identity) WHERE to_build IS NULL;

CREATE TABLE failure (
  path TEXT PRIMARY KEY,
  message TEXT NOT NULL,
  sha256 TEXT NOT NULL,
  build INTEGER NOT NULL REFERENCES build(id)
) STRICT;

CREATE TABLE patient (
  document INTEGER NOT NULL REFERENCES document(id) ON DELETE CASCADE,
  id TEXT NOT NULL, sex TEXT, age TEXT, label TEXT NOT NULL,
  PRIMARY KEY (document, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE fact (
  document INTEGER NOT NULL REFERENCES document(id) ON DELETE CASCADE,
  id TEXT NOT NULL, patient TEXT, subject TEXT NOT NULL, kind TEXT NOT NULL, label TEXT NOT NULL,
  code TEXT, status TEXT NOT NULL, section TEXT, start INTEGER, quote TEXT NOT NULL,
  PRIMARY KEY (document, id)
) STRICT, WITHOUT ROWID;

CREATE INDEX fact_code ON fact(code, status);

CREATE TABLE claim (
  document INTEGER NOT NULL REFERENCES document(id) ON DELETE CASCADE,
  id TEXT NOT NULL, kind TEXT NOT NULL, stance TEXT NOT NULL, quote TEXT NOT NULL,
  PRIMARY KEY (document, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE verdict (
  document INTEGER NOT NULL REFERENCES document(id) ON DELETE CASCADE,
  patient TEXT NOT NULL, criteria TEXT NOT NULL, status TEXT NOT NULL, result TEXT, score REAL,
  PRIMARY KEY (document, patient, criteria)
) STRICT, WITHOUT ROWID;

CREATE TABLE note (
  document INTEGER NOT NULL REFERENCES document(id) ON DELETE CASCADE,
  position INTEGER NOT NULL, code TEXT NOT NULL, severity TEXT NOT NULL, message TEXT NOT NULL,
  PRIMARY KEY (document, position)
) STRICT, WITHOUT ROWID;

CREATE VIRTUAL TABLE quotes USING fts5(label, quote, document UNINDEXED, item UNINDEXED, tokenize = 'porter unicode61');

CREATE TABLE decision (
  id INTEGER PRIMARY KEY,
  report TEXT NOT NULL,
  fact_key TEXT NOT NULL,
  action TEXT NOT NULL CHECK (action IN ('accept', 'edit', 'recode', 'reject', 'add')),
  change TEXT NOT NULL DEFAULT '{}',
  reviewer TEXT NOT NULL,
  decided_at TEXT NOT NULL,
  reason TEXT NOT NULL DEFAULT ''
) STRICT;

CREATE INDEX decision_report ON decision(report)
"""

_REVIEW = """
ALTER TABLE decision RENAME TO old;

DROP INDEX decision_report;

CREATE TABLE decision (
  id TEXT NOT NULL UNIQUE,
  report TEXT NOT NULL,
  fact_key TEXT NOT NULL,
  action TEXT NOT NULL CHECK (action IN ('accept', 'edit', 'recode', 'reject', 'add', 'undo')),
  change TEXT NOT NULL,
  reviewer TEXT NOT NULL,
  decided_at TEXT NOT NULL,
  reason TEXT NOT NULL,
  stage TEXT NOT NULL DEFAULT 'review' CHECK (stage IN ('review', 'adjudication')),
  seen TEXT NOT NULL DEFAULT '{}',
  quote TEXT NOT NULL DEFAULT '{}',
  judged TEXT NOT NULL DEFAULT '',
  undoes TEXT NOT NULL DEFAULT ''
) STRICT;

CREATE INDEX decision_report ON decision(report);

CREATE INDEX decision_reviewer ON decision(reviewer);

ALTER TABLE fact ADD COLUMN key TEXT;

ALTER TABLE fact ADD COLUMN statement TEXT;

CREATE INDEX fact_by_key ON fact(document, key, statement);

CREATE INDEX document_report ON document(report_id) WHERE to_build IS NULL
"""

MIGRATIONS: tuple[Migration, ...] = (m001_reports_and_facts, m002_settings, m003_review)
