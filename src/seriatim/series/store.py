"""A series in one SQLite file: every report with its case, its history, and the reviewers' decisions."""

from __future__ import annotations

import sqlite3
import zlib
from collections.abc import Iterator, Mapping
from pathlib import Path

from seriatim.errors import StoreError
from seriatim.model import Case, load_case
from seriatim.series._rows import end_documents, identify, insert_case, settle_copies, write_releases
from seriatim.series.decision_log import DecisionLog, writing
from seriatim.series.documents import Document, Failure, Hit

_ORDER = "ORDER BY coalesce(year, 9999), report_id, path, member"


_COLUMNS = ", ".join(Document.__dataclass_fields__)


class Store:
    """An open series database. Use `open_store`; close it, or use it as a context manager.

    Every report is one transaction, so a crash loses nothing that was reported done. Several processes may
    write: each waits its turn. `decisions` holds what reviewers decided.
    """

    def __init__(self, db: sqlite3.Connection, path: Path) -> None:
        self._db = db
        self.path = path
        self.decisions = DecisionLog(db)

    def __enter__(self) -> Store:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the database."""
        self._db.close()

    # ------------------------------------------------------------------ builds

    @property
    def last_build(self) -> int:
        """Number of the newest closed build, 0 where there is none."""
        return int(self._db.execute("SELECT coalesce(max(id), 0) FROM build WHERE is_closed").fetchone()[0])

    def open_build(self) -> int:
        """Return the build that is under way; one that a crash left open is taken up again."""
        with writing(self._db):
            row = self._db.execute("SELECT id FROM build WHERE NOT is_closed ORDER BY id LIMIT 1").fetchone()
            if row:
                return int(row[0])
            return int(self._db.execute("INSERT INTO build DEFAULT VALUES RETURNING id").fetchone()[0])

    def close_build(self, build: int) -> None:
        """End a build; one in which nothing changed leaves no trace."""
        with writing(self._db):
            used = self._db.execute(
                "SELECT EXISTS (SELECT 1 FROM document WHERE from_build = :b OR to_build = :b)"
                " OR EXISTS (SELECT 1 FROM failure WHERE build = :b)",
                {"b": build},
            ).fetchone()[0]
            if used:
                self._db.execute("UPDATE build SET is_closed = 1 WHERE id = ?", (build,))
            else:
                self._db.execute("DELETE FROM build WHERE id = ?", (build,))

    # ------------------------------------------------------------------ settings

    @property
    def protocol_text(self) -> str | None:
        """The protocol the series was last built with, as written, or None."""
        row = self._db.execute("SELECT value FROM setting WHERE name = 'protocol'").fetchone()
        return str(row[0]) if row else None

    def set_protocol_text(self, text: str) -> None:
        """Keep a protocol as the series' own, for every later command that names none."""
        with writing(self._db):
            self._db.execute("INSERT OR REPLACE INTO setting VALUES ('protocol', ?)", (text,))

    # ------------------------------------------------------------------ reports

    def is_current(self, path: str, sha256: str, releases: Mapping[str, str]) -> bool:
        """Tell whether this very file, read with these releases, is stored already."""
        rows = self._db.execute(
            "SELECT sha256, releases FROM document WHERE path = ? AND to_build IS NULL", (path,)
        ).fetchall()
        return bool(rows) and all(r == (sha256, write_releases(releases)) for r in rows)

    def add_cases(self, path: str, sha256: str, cases: tuple[Case, ...], build: int) -> None:
        """Store every case of one file, in place of what the file gave before. All or nothing."""
        with writing(self._db):
            end_documents(self._db, build, "the file changed", path)
            self._db.execute("DELETE FROM failure WHERE path = ?", (path,))
            for position, case in enumerate(cases):
                insert_case(self._db, path, str(position) if len(cases) > 1 else "", sha256, case, build)
            settle_copies(self._db, {identify(case.report) for case in cases})

    def add_failure(self, path: str, sha256: str, message: str, build: int) -> None:
        """Record that a file could not be read; what an earlier version of it gave stays stored."""
        with writing(self._db):
            self._db.execute(
                "INSERT INTO failure VALUES (:p, :m, :s, :b) ON CONFLICT (path) DO UPDATE SET message = :m, sha256 = :s,"
                " build = CASE WHEN message = :m AND sha256 = :s THEN build ELSE :b END",
                {"p": path, "m": message, "s": sha256, "b": build},
            )

    def remove(self, report_id: str, because: str) -> int:
        """Take a report out of the series and keep the trace; return how many files that ended."""
        build = self.open_build()
        with writing(self._db):
            ended = self._db.execute(
                "UPDATE document SET to_build = ?, ended_because = ? WHERE report_id = ? AND to_build IS NULL",
                (build, because, report_id),
            ).rowcount
        self.close_build(build)
        return ended

    def documents(self, *, build: int | None = None, copies: bool = False) -> list[Document]:
        """List the stored files as they stood after a build (default: now)."""
        roles = "" if copies else "AND role = 'report'"
        rows = self._db.execute(
            f"SELECT {_COLUMNS} FROM document WHERE {_at(build)} {roles} {_ORDER}", _when(build)
        )
        return [Document(*row) for row in rows]

    def history(self) -> list[Document]:
        """List every file version ever stored, ended ones with the reason, oldest first."""
        return [Document(*row) for row in self._db.execute(f"SELECT {_COLUMNS} FROM document ORDER BY id")]

    def count_facts(self, *, besides: tuple[str, ...] = ()) -> dict[int, int]:
        """Count the facts of every stored document, but those of some kinds."""
        marks = ", ".join("?" * len(besides))
        rows = self._db.execute(
            f"SELECT document, count(*) FROM fact WHERE kind NOT IN ({marks}) GROUP BY document", besides
        )
        return dict(rows.fetchall())

    def failures(self) -> list[Failure]:
        """List the files that could not be read."""
        return [Failure(*row) for row in self._db.execute("SELECT path, message FROM failure ORDER BY path")]

    def cases(self, *, build: int | None = None) -> Iterator[Case]:
        """Yield the stored cases as they stood after a build, as extracted, one at a time in a fixed order."""
        for (number,) in self._db.execute(
            f"SELECT id FROM document WHERE {_at(build)} AND role = 'report' {_ORDER}", _when(build)
        ).fetchall():
            yield self.case(number)

    def case(self, document: int) -> Case:
        """Return the case of one stored document.

        Raises:
            StoreError: no such document.
        """
        row = self._db.execute("SELECT body FROM document WHERE id = ?", (document,)).fetchone()
        if row is None:
            raise StoreError(f"{self.path}: holds no document {document}")
        return load_case(zlib.decompress(row[0]).decode("utf-8"))

    def holds(self, document: int) -> bool:
        """Tell whether a document stands for its report now: not ended, and no copy of another."""
        query = "SELECT 1 FROM document WHERE id = ? AND to_build IS NULL AND role = 'report'"
        return self._db.execute(query, (document,)).fetchone() is not None

    def search(self, words: str, *, limit: int = 50) -> list[Hit]:
        """Find quotes that hold all the words, best first."""
        query = " ".join('"' + word.replace('"', "") + '"' for word in words.split())
        rows = self._db.execute(
            "SELECT d.report_id, q.item, q.label, q.quote FROM quotes q JOIN document d ON d.id = q.document"
            " WHERE quotes MATCH ? AND d.to_build IS NULL AND d.role = 'report' ORDER BY rank, d.report_id, q.item LIMIT ?",
            (query, limit),
        )
        return [Hit(*row) for row in rows]


def _at(build: int | None) -> str:
    return "to_build IS NULL" if build is None else "from_build <= :b AND (to_build IS NULL OR to_build > :b)"


def _when(build: int | None) -> dict[str, int | None]:
    return {} if build is None else {"b": build}
