from __future__ import annotations

import json
import re
import signal
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from seriatim.cli import cli
from seriatim.series import open_store
from series.reviewed import judge, rash_of, read, store_with


def run(*words: object, stdin: str | None = None) -> Result:
    return CliRunner().invoke(cli, [str(w) for w in words], input=stdin)


@pytest.fixture
def db(tmp_path: Path) -> Path:
    case = read()
    with store_with(tmp_path / "s.db", case) as store:
        store.decisions.add(
            [judge(case, rash_of(case), "accept"), judge(case, rash_of(case), "reject", "Jo")]
        )
    return tmp_path / "s.db"


def _hear_interrupts() -> None:
    """Undo what a shell does to the jobs of its background, which would not hear Ctrl-C."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


@pytest.mark.parametrize("stop", [signal.SIGINT, signal.SIGTERM])
def test_the_page_is_announced_on_stderr_and_stops_cleanly(db: Path, stop: signal.Signals) -> None:
    words = [sys.executable, "-m", "seriatim", "review", "--db", str(db), "--reviewer", "Ada", "--no-browser"]
    running = subprocess.Popen(
        words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, preexec_fn=_hear_interrupts
    )
    try:
        assert running.stderr
        address = re.search(r"http://127\.0\.0\.1:\d+/", running.stderr.readline())
        assert address
        with urllib.request.urlopen(address[0], timeout=20) as page:
            assert page.read().startswith(b"<!doctype html>")
        running.send_signal(stop)
        out, err = running.communicate(timeout=60)
    finally:
        running.kill()  # a page that does not stop fails this test, and holds up no other
        running.wait()
    assert (out, running.returncode) == ("", 0)
    assert "Stopped." in err
    assert "Traceback" not in err


@pytest.mark.parametrize("content", [None, b"", b"no database at all, but long enough to be looked at" * 30])
def test_a_database_that_is_none_is_one_clear_line(content: bytes | None, tmp_path: Path) -> None:
    path = tmp_path / "x.db"
    if content is not None:
        path.write_bytes(content)
    words = [sys.executable, "-m", "seriatim", "review", "--db", str(path), "--no-browser"]
    done = subprocess.run(words, capture_output=True, text=True, timeout=60)
    assert done.returncode == 2
    assert len(done.stderr.strip().splitlines()) == 1
    assert "x.db" in done.stderr


def test_agreement_is_printed_with_its_numbers(db: Path) -> None:
    out = run("review", "--db", db, "--agreement").stdout
    assert "Agreement of Ada and Jo" in out
    assert re.search(r"Findings +1 +0 \(0 %\)", out)


def test_decisions_travel_to_another_copy_of_the_series(db: Path, tmp_path: Path) -> None:
    lines = run("review", "--db", db, "--export", "-").stdout
    assert [json.loads(line)["reviewer"] for line in lines.splitlines()] == ["Ada", "Jo"]
    store_with(tmp_path / "copy.db", read()).close()
    path = tmp_path / "decisions.jsonl"
    assert run("review", "--db", db, "--export", path).exit_code == 0
    assert (
        "2 decisions added, 0 were there already"
        in run("review", "--db", tmp_path / "copy.db", "--import", path).stderr
    )
    again = run("review", "--db", tmp_path / "copy.db", "--import", "-", stdin=lines)
    assert "0 decisions added, 2 were there already" in again.stderr
    with open_store(db) as here, open_store(tmp_path / "copy.db") as there:
        assert here.decisions.of() == there.decisions.of()


def test_a_file_of_decisions_that_is_none_is_refused_whole(db: Path, tmp_path: Path) -> None:
    path = tmp_path / "decisions.jsonl"
    path.write_text(run("review", "--db", db, "--export", "-").stdout.replace("Jo", "Max") + "{nonsense\n")
    failed = run("review", "--db", db, "--import", path)
    assert failed.exception
    assert "decisions.jsonl:2" in str(failed.exception)
    with open_store(db) as store:
        assert len(store.decisions.of()) == 2


def test_decisions_on_reports_that_are_not_there_wait_for_them(db: Path, tmp_path: Path) -> None:
    store_with(tmp_path / "other.db").close()
    lines = run("review", "--db", db, "--export", "-").stdout
    told = run("review", "--db", tmp_path / "other.db", "--import", "-", stdin=lines).stderr
    assert "no report of this series is called r" in told
