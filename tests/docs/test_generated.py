from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_the_generated_pages_are_in_step_with_the_code() -> None:
    # a process of its own: click keeps the help options of a command that a test has called by itself
    run = subprocess.run(
        [sys.executable, "-m", "bench.docs", "--check"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert run.returncode == 0, run.stderr


def test_every_bundled_table_names_its_source() -> None:
    data = ROOT / "src" / "seriatim" / "data"
    named = {
        line.split("\t")[0] for line in (data / "SOURCES.tsv").read_text(encoding="utf-8").splitlines()[1:]
    }
    there = {p.name for p in data.glob("*.tsv")} - {"SOURCES.tsv"}
    assert there <= named, f"SOURCES.tsv lacks {sorted(there - named)}"
