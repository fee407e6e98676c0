"""A series in one SQLite file: every report with its case, its history, and the reviewers' decisions."""

from __future__ import annotations

import hashlib
import json
import sqlite3
import time
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from seriatim.errors import StoreError
from seriatim.model import Case, Report, dump_case, load_case
from seriatim.series.decision_log import DecisionLog, writing
from seriatim.series.decisions import name_facts, statement
from seriatim.series.migrations import MIGRATIONS

_WAIT_MS = 60_000
_LOOKS, _PAUSE = 20, 0.05  # how often an empty file is looked at, and the seconds between
_PREFERRED = (
    "jats",
    "html",
    "docx",
    "pdf",
    "text",
)  # of several files of one report the best structured is read
_ORDER = "ORDER BY coalesce(year, 9999), report_id, path, member"


@dataclass(frozen=True, slots=True)
class Document:
    """One stored file: where it came from, what it was read with, and in which builds it stood.

    Attributes:
        role: "report", or "copy" where another file of the same report is read instead.
        from_build: the build that brought it; `to_build` the one that ended it, or None while it is current.
    """

    id: int
    path: str
    member: str
    sha256: str
    format: str
    report_id: str
    identity: str | None
    title: str
    year: int | None
    role: str
    from_build: int
    to_build: int | None
    ended_because: str | None


@dataclass(frozen=True, slots=True)
class Hit:
    """A quote found by full-text search."""

    report_id: str
    item: str
    label: str
    quote: str


@dataclass(frozen=True, slots=True)
class Failure:
    """A file that could not be read, and the line that said so."""

    path: str
    message: str


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

    def is_current(self, path: str, sha256: str, releases: dict[str, str]) -> bool:
        """Tell whether this very file, read with these releases, is stored already."""
        rows = self._db.execute(
            "SELECT sha256, releases FROM document WHERE path = ? AND to_build IS NULL", (path,)
        ).fetchall()
        return bool(rows) and all(r == (sha256, _canonical(releases)) for r in rows)

    def add_cases(self, path: str, sha256: str, cases: tuple[Case, ...], build: int) -> None:
        """Store every case of one file, in place of what the file gave before. All or nothing."""
        with writing(self._db):
            self._end(build, "the file changed", path)
            self._db.execute("DELETE FROM failure WHERE path = ?", (path,))
            for position, case in enumerate(cases):
                self._insert(path, str(position) if len(cases) > 1 else "", sha256, case, build)
            self._settle_copies({_identity(case.report) for case in cases})

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

    # ------------------------------------------------------------------ inside

    def _end(self, build: int, because: str, path: str) -> None:
        self._db.execute(
            "DELETE FROM document WHERE path = ? AND to_build IS NULL AND from_build = ?", (path, build)
        )
        self._db.execute(
            "UPDATE document SET to_build = ?, ended_because = ? WHERE path = ? AND to_build IS NULL",
            (build, because, path),
        )

    def _insert(self, path: str, member: str, sha256: str, case: Case, build: int) -> None:
        report = case.report
        body = zlib.compress(dump_case(case, indent=None, text=True).encode("utf-8", "surrogatepass"), 1)
        document = self._db.execute(
            "INSERT INTO document (path, member, sha256, format, report_id, identity, title, year, releases, role,"
            " from_build, body) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 'report', ?, ?) RETURNING id",
            (
                path, member, sha256, report.source.format, report.id, _identity(report), report.title, report.year,
                _canonical(case.releases), build, body,
            ),
        ).fetchone()[0]  # fmt: skip
        self._insert_rows(document, case)

    def _insert_rows(self, document: int, case: Case) -> None:
        """Write what is searched and counted beside the case itself: a table a kind, and the quotes."""
        quoted = [(f, " ... ".join(s.text for s in f.spans)) for f in case.facts]
        self._add_rows("patient", ((document, p.id, p.sex, p.age, p.label) for p in case.patients))
        self._add_rows(
            "fact",
            (
                (
                    document, f.id, f.patient, f.subject, f.kind, f.label, f.code, f.status, f.section, f.start, quote,
                    key, statement(f),
                )
                for (f, quote), key in zip(quoted, name_facts(case.facts), strict=True)
            ),
        )  # fmt: skip
        self._add_rows("claim", ((document, c.id, c.kind, c.stance, c.text) for c in case.claims))
        self._add_rows(
            "verdict",
            ((document, v.patient or "", v.set, v.status, v.result, v.score) for v in case.verdicts),
            replacing=True,
        )
        self._add_rows(
            "note", ((document, i, n.code, n.severity, n.message) for i, n in enumerate(case.notes))
        )
        self._add_rows("quotes", ((f.label, quote, document, f.id) for f, quote in quoted))
        self._add_rows("quotes", ((c.kind, c.text, document, c.id) for c in case.claims))

    def _add_rows(self, table: str, rows: Iterable[tuple[object, ...]], *, replacing: bool = False) -> None:
        held = list(rows)
        if held:
            verb = "INSERT OR REPLACE" if replacing else "INSERT"
            self._db.executemany(f"{verb} INTO {table} VALUES ({', '.join('?' * len(held[0]))})", held)

    def _settle_copies(self, identities: set[str]) -> None:
        """Of several current files of one report, let the best structured one stand for it."""
        for identity in sorted(identities):
            rows = self._db.execute(
                "SELECT id, format, path FROM document WHERE identity = ? AND to_build IS NULL", (identity,)
            ).fetchall()
            best = min(rows, key=lambda r: (_PREFERRED.index(r[1]) if r[1] in _PREFERRED else 9, r[2]))
            for number, *_ in rows:
                role = "report" if number == best[0] else "copy"
                self._db.execute(
                    "UPDATE document SET role = ? WHERE id = ? AND role <> ?", (role, number, role)
                )


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
        db.execute("PRAGMA journal_mode = WAL")
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


def _identity(report: Report) -> str:
    """What makes two files one report: a DOI, else a PMCID, else a PMID, else the very same text."""
    if report.doi:
        return f"doi:{report.doi.lower()}"
    if report.pmcid:
        return f"pmcid:{report.pmcid}"
    if report.pmid:
        return f"pmid:{report.pmid}"
    return f"sha256:{hashlib.sha256(report.text.encode('utf-8', 'surrogatepass')).hexdigest()}"


def _canonical(releases: object) -> str:
    return json.dumps(dict(releases), sort_keys=True)  # type: ignore[call-overload]


def _at(build: int | None) -> str:
    return "to_build IS NULL" if build is None else "from_build <= :b AND (to_build IS NULL OR to_build > :b)"


def _when(build: int | None) -> dict[str, int | None]:
    return {} if build is None else {"b": build}
