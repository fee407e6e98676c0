"""The rows that a case becomes in a series database."""

from __future__ import annotations

import hashlib
import json
import sqlite3
import zlib
from collections.abc import Iterable, Mapping

from seriatim.model import Case, Report, dump_case
from seriatim.series.decisions import name_facts, statement

_PREFERRED = ("jats", "html", "docx", "pdf", "text")
"""Of several files of one report the best structured is read."""


def end_documents(db: sqlite3.Connection, build: int, because: str, path: str) -> None:
    """End what a file gave before; what this very build has stored of it is written again, without a trace."""
    db.execute("DELETE FROM document WHERE path = ? AND to_build IS NULL AND from_build = ?", (path, build))
    db.execute(
        "UPDATE document SET to_build = ?, ended_because = ? WHERE path = ? AND to_build IS NULL",
        (build, because, path),
    )


def insert_case(db: sqlite3.Connection, path: str, member: str, sha256: str, case: Case, build: int) -> None:
    """Store one case of a file."""
    report = case.report
    body = zlib.compress(dump_case(case, indent=None, text=True).encode("utf-8", "surrogatepass"), 1)
    document = db.execute(
        "INSERT INTO document (path, member, sha256, format, report_id, identity, title, year, releases, role,"
        " from_build, body) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 'report', ?, ?) RETURNING id",
        (
            path, member, sha256, report.source.format, report.id, identify(report), report.title, report.year,
            write_releases(case.releases), build, body,
        ),
    ).fetchone()[0]  # fmt: skip
    _insert_rows(db, document, case)


def _insert_rows(db: sqlite3.Connection, document: int, case: Case) -> None:
    """Write what is searched and counted beside the case itself: a table a kind, and the quotes."""
    quoted = [(f, " ... ".join(s.text for s in f.spans)) for f in case.facts]
    _add_rows(db, "patient", ((document, p.id, p.sex, p.age, p.label) for p in case.patients))
    facts = (
        (
            *(document, f.id, f.patient, f.subject, f.kind, f.label, f.code, f.status, f.section, f.start),
            *(quote, key, statement(f)),
        )
        for (f, quote), key in zip(quoted, name_facts(case.facts), strict=True)
    )
    _add_rows(db, "fact", facts)
    _add_rows(db, "claim", ((document, c.id, c.kind, c.stance, c.text) for c in case.claims))
    _add_rows(
        db,
        "verdict",
        ((document, v.patient or "", v.set, v.status, v.result, v.score) for v in case.verdicts),
        replacing=True,
    )
    _add_rows(db, "note", ((document, i, n.code, n.severity, n.message) for i, n in enumerate(case.notes)))
    _add_rows(db, "quotes", ((f.label, quote, document, f.id) for f, quote in quoted))
    _add_rows(db, "quotes", ((c.kind, c.text, document, c.id) for c in case.claims))


def _add_rows(
    db: sqlite3.Connection, table: str, rows: Iterable[tuple[object, ...]], *, replacing: bool = False
) -> None:
    held = list(rows)
    if held:
        verb = "INSERT OR REPLACE" if replacing else "INSERT"
        db.executemany(f"{verb} INTO {table} VALUES ({', '.join('?' * len(held[0]))})", held)


def settle_copies(db: sqlite3.Connection, identities: set[str]) -> None:
    """Of several current files of one report, let the best structured one stand for it."""
    for identity in sorted(identities):
        rows = db.execute(
            "SELECT id, format, path FROM document WHERE identity = ? AND to_build IS NULL", (identity,)
        ).fetchall()
        best = min(rows, key=lambda r: (_PREFERRED.index(r[1]) if r[1] in _PREFERRED else 9, r[2]))
        for number, *_ in rows:
            role = "report" if number == best[0] else "copy"
            db.execute("UPDATE document SET role = ? WHERE id = ? AND role <> ?", (role, number, role))


def identify(report: Report) -> str:
    """What makes two files one report: a DOI, else a PMCID, else a PMID, else the very same text."""
    if report.doi:
        return f"doi:{report.doi.lower()}"
    if report.pmcid:
        return f"pmcid:{report.pmcid}"
    if report.pmid:
        return f"pmid:{report.pmid}"
    return f"sha256:{hashlib.sha256(report.text.encode('utf-8', 'surrogatepass')).hexdigest()}"


def write_releases(releases: Mapping[str, str]) -> str:
    """Write what a case was made with, the same for the same releases."""
    return json.dumps(dict(releases), sort_keys=True)
