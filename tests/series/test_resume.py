from __future__ import annotations

import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

KILLS = 4


def _build(folder: Path, db: Path) -> subprocess.Popen[bytes]:
    words = [sys.executable, "-m", "seriatim", "series", "build", str(folder), "--db", str(db)]
    return subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def _show(db: Path) -> bytes:
    words = [sys.executable, "-m", "seriatim", "series", "show", "--db", str(db), "--format", "json"]
    return subprocess.run(words, capture_output=True, check=True).stdout


@pytest.mark.slow
def test_a_build_killed_again_and_again_ends_as_one_that_was_left_alone(
    tmp_path: Path, examples: Path
) -> None:
    folder = tmp_path / "reports"
    folder.mkdir()
    for source in examples.iterdir():
        if source.suffix in (".txt", ".xml", ".html"):
            for copy in range(4):
                text = source.read_text(encoding="utf-8").replace("10.99999/", f"10.99999/{copy}.")
                (folder / f"{copy}-{source.name}").write_text(text, encoding="utf-8")
    assert _build(folder, tmp_path / "whole.db").wait() == 0
    rng = random.Random(7)
    for _ in range(KILLS):
        process = _build(folder, tmp_path / "killed.db")
        time.sleep(rng.uniform(0.4, 1.6))
        process.kill()
        process.wait()
    assert _build(folder, tmp_path / "killed.db").wait() == 0
    assert _show(tmp_path / "killed.db") == _show(tmp_path / "whole.db")
