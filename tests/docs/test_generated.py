from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from seriatim.text.tables import read_table

ROOT = Path(__file__).parents[2]


def test_the_generated_pages_are_in_step_with_the_code() -> None:
    # a process of its own: click keeps the help options of a command that a test has called by itself
    run = subprocess.run(
        [sys.executable, "-m", "bench.docs", "--check"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert run.returncode == 0, run.stderr


def test_every_bundled_table_names_its_source_and_no_other_is_named() -> None:
    data = ROOT / "src" / "seriatim" / "data"
    named = {row["file"] for row in read_table("SOURCES.tsv") if row["source"] and row["licence"]}
    there = {p.relative_to(data).as_posix() for p in data.rglob("*") if p.is_file()} - {"SOURCES.tsv"}
    assert named == there
