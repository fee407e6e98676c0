from __future__ import annotations

import re
from pathlib import Path

PAGE = (Path(__file__).parents[2] / "docs" / "benchmarks.md").read_text(encoding="utf-8")


def test_every_figure_given_in_short_stands_in_its_own_section_as_well() -> None:
    summary, details = PAGE.split("**The halves.**")
    figures = re.findall(r"[-+]?\.\d{3}", summary)
    shown = {re.sub(r"\b0\.", ".", figure) for figure in re.findall(r"[-+]?0?\.\d{3}", details)}
    assert figures
    assert set(figures) <= shown
