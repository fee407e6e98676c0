from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from seriatim.errors import StoreError
from seriatim.series import Decision, apply_decisions, fact_key, open_store
from seriatim.series.migrations import MIGRATIONS
from seriatim.series.progress import count_progress
from seriatim.series.store import Store
from series.cases import CALCINOSIS, NO_RASH, RASH, case


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return open_store(tmp_path / "s.db")


def add(store: Store, path: str, sha: str, *cases: object) -> None:
    build = store.open_build()
    store.add_cases(path, sha, cases, build)  # type: ignore[arg-type]
    store.close_build(build)


def test_a_stored_case_comes_back_as_it_was(store: Store) -> None:
    add(store, "a.txt", "1", case("a", RASH, CALCINOSIS))
    assert list(store.cases()) == [case("a", RASH, CALCINOSIS)]


def test_the_same_file_read_with_the_same_releases_is_known(store: Store) -> None:
    add(store, "a.txt", "1", case("a", RASH))
    assert store.is_current("a.txt", "1", {"seriatim": "test"})
    assert not store.is_current("a.txt", "2", {"seriatim": "test"})
    assert not store.is_current("a.txt", "1", {"seriatim": "newer"})


def test_a_changed_file_replaces_its_old_version_and_keeps_the_history(store: Store) -> None:
    add(store, "a.txt", "1", case("a", RASH))
    add(store, "a.txt", "2", case("a", NO_RASH))
    assert [c.facts[0].status for c in store.cases()] == ["absent"]
    assert [c.facts[0].status for c in store.cases(build=1)] == ["present"]
    assert [(d.sha256, d.ended_because) for d in store.history()] == [("1", "the file changed"), ("2", None)]


def test_a_removed_report_leaves_a_trace(store: Store) -> None:
    add(store, "a.txt", "1", case("a", RASH))
    assert store.remove("a", "retracted") == 1
    assert list(store.cases()) == []
    assert store.history()[0].ended_because == "retracted"


def test_the_pdf_and_the_xml_of_one_doi_are_one_report(store: Store) -> None:
    from seriatim.model import Source

    add(store, "a.pdf", "1", case("a", RASH, doi="10.1/X", source=Source("a.pdf", "pdf")))
    add(store, "a.xml", "2", case("a", RASH, doi="10.1/x", source=Source("a.xml", "jats")))
    assert [d.path for d in store.documents()] == ["a.xml"]
    assert {d.path: d.role for d in store.documents(copies=True)} == {"a.xml": "report", "a.pdf": "copy"}


def test_a_build_in_which_nothing_changed_leaves_no_trace(store: Store) -> None:
    add(store, "a.txt", "1", case("a", RASH))
    store.close_build(store.open_build())
    assert store.last_build == 1


def test_quotes_are_found_by_their_words(store: Store) -> None:
    add(store, "a.txt", "1", case("a", RASH, CALCINOSIS))
    assert [hit.item for hit in store.search("calcinosis")] == ["F2"]


def test_a_file_that_is_no_series_is_named_in_the_error(tmp_path: Path) -> None:
    (tmp_path / "x.db").write_bytes(b"no database at all, but long enough to be looked at" * 30)
    with pytest.raises(StoreError, match=r"x\.db"):
        open_store(tmp_path / "x.db")


def test_a_series_of_a_newer_seriatim_is_refused(tmp_path: Path) -> None:
    open_store(tmp_path / "s.db").close()
    with sqlite3.connect(tmp_path / "s.db") as db:
        db.execute("PRAGMA user_version = 99")
    with pytest.raises(StoreError, match="newer Seriatim"):
        open_store(tmp_path / "s.db")


def test_a_series_of_an_older_seriatim_keeps_its_decisions_and_is_ready_for_review(tmp_path: Path) -> None:
    with store_of_version_2(tmp_path / "s.db") as db:
        db.execute(
            "INSERT INTO decision (report, fact_key, action, reviewer, decided_at) VALUES ('a', ?, 'reject', 'R1', '2026')",
            (fact_key(RASH),),
        )
    with open_store(tmp_path / "s.db") as store:
        (case_,) = store.cases()
        assert [f.label for f in apply_decisions(case_, store.decisions.of()).facts] == ["Calcinosis cutis"]
        (progress,) = count_progress(store, "R1")
        assert (progress.facts, progress.decided, progress.stale) == (2, 1, 0)


def store_of_version_2(path: Path) -> sqlite3.Connection:
    """A series as it was before facts had keys: one report of two facts."""
    with open_store(path) as store:
        add(store, "a.txt", "1", case("a", RASH, CALCINOSIS))
    old = sqlite3.connect(":memory:")
    for migrate in MIGRATIONS[:2]:
        migrate(old)
    decision = old.execute("SELECT sql FROM sqlite_master WHERE name = 'decision'").fetchone()[0]
    db = sqlite3.connect(path)
    for statement in (
        "DROP TABLE decision", decision, "CREATE INDEX decision_report ON decision(report)", "DROP INDEX fact_by_key", "DROP INDEX document_report",
        "ALTER TABLE fact DROP COLUMN key", "ALTER TABLE fact DROP COLUMN statement", "PRAGMA user_version = 2",
    ):  # fmt: skip
        db.execute(statement)
    return db


def test_a_decision_lies_over_the_fact_and_leaves_it_stored(store: Store) -> None:
    add(store, "a.txt", "1", case("a", RASH, CALCINOSIS))
    store.decisions.add(
        [Decision("a", fact_key(RASH), "reject", {}, "R1", "2026-01-02T03:04:05Z", "a quotation")]
    )
    stored = next(store.cases())
    decided = apply_decisions(stored, store.decisions.of("a"))
    assert [f.label for f in decided.facts] == ["Calcinosis cutis"]
    assert len(stored.facts) == 2


def test_a_recoded_fact_names_its_reviewer() -> None:
    decision = Decision("a", fact_key(RASH), "recode", {"code": "HP:0000988", "label": "Skin rash"}, "R2")
    (changed,) = apply_decisions(case("a", RASH), [decision]).facts
    assert (changed.code, changed.rule) == ("HP:0000988", "reviewer:R2")


def test_the_later_decision_wins() -> None:
    decisions = [
        Decision("a", fact_key(RASH), "reject"),
        Decision("a", "new", "add", {"kind": "phenotype", "label": "Fever", "patient": "P1"}),
    ]
    assert [f.label for f in apply_decisions(case("a", RASH), decisions).facts] == ["Fever"]


_WRITER = """
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
sys.path.insert(0, sys.argv[2])
from series.cases import RASH, case
from seriatim.series import open_store
store = open_store(sys.argv[1])
build = store.open_build()
for i in range(200):
    store.add_cases(f"{sys.argv[3]}{i}.txt", "1", (case(f"{sys.argv[3]}{i}", RASH),), build)
    print(i, flush=True)
store.close_build(build)
"""


def _start_writer(db: Path, name: str) -> subprocess.Popen[str]:
    tests = str(Path(__file__).parent.parent)
    return subprocess.Popen(
        [sys.executable, "-c", _WRITER, str(db), tests, name], stdout=subprocess.PIPE, text=True
    )


def test_a_killed_process_loses_nothing_it_reported_done(tmp_path: Path) -> None:
    writer = _start_writer(tmp_path / "s.db", "a")
    assert writer.stdout
    for _ in range(25):
        last = int(writer.stdout.readline())
    os.kill(writer.pid, signal.SIGKILL)
    writer.wait()
    with open_store(tmp_path / "s.db") as store:
        assert len(store.documents()) >= last + 1


def test_two_processes_write_one_series_without_loss(tmp_path: Path) -> None:
    writers = [_start_writer(tmp_path / "s.db", name) for name in "ab"]
    deadline = time.monotonic() + 60
    assert [
        w.wait(timeout=max(1, deadline - time.monotonic())) for w in writers if not w.stdout.read().count("x")
    ] == [0, 0]  # type: ignore[union-attr]
    with open_store(tmp_path / "s.db") as store:
        assert len(store.documents()) == 400


def test_a_new_series_opened_by_many_at_the_same_moment_opens_for_all(tmp_path: Path) -> None:
    openers = 8

    def open_together(number: int, barrier: threading.Barrier) -> int:
        barrier.wait()
        with open_store(tmp_path / f"{number}.db") as store:
            return store.last_build

    with ThreadPoolExecutor(openers) as pool:
        for number in range(20):
            barrier = threading.Barrier(openers)
            assert list(pool.map(open_together, [number] * openers, [barrier] * openers)) == [0] * openers


def test_a_copy_of_the_very_same_text_is_one_report(store: Store) -> None:
    add(store, "a.txt", "1", case("a", RASH))
    add(store, "copy.txt", "1", case("a", RASH))
    assert len(store.documents()) == 1
    assert len(store.documents(copies=True)) == 2


def test_a_series_keeps_the_protocol_it_was_built_with(store: Store) -> None:
    assert store.protocol_text is None
    store.set_protocol_text("id: mine")
    assert open_store(store.path).protocol_text == "id: mine"


def test_an_empty_file_is_not_made_a_series(tmp_path: Path) -> None:
    (tmp_path / "empty.db").touch()
    with pytest.raises(StoreError, match="is empty"):
        open_store(tmp_path / "empty.db")
    assert (tmp_path / "empty.db").stat().st_size == 0
