from __future__ import annotations

import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

from bench.docs import DOCS, PAGES  # noqa: E402


@pytest.mark.parametrize("name", PAGES)
def test_a_generated_page_is_in_step_with_the_code(name: str) -> None:
    assert (DOCS / name).read_text(encoding="utf-8") == PAGES[name](), "run `make docs`"


def test_every_bundled_table_names_its_source() -> None:
    data = ROOT / "src" / "seriatim" / "data"
    named = {
        line.split("\t")[0] for line in (data / "SOURCES.tsv").read_text(encoding="utf-8").splitlines()[1:]
    }
    there = {p.name for p in data.glob("*.tsv")} - {"SOURCES.tsv"}
    assert there <= named, f"SOURCES.tsv lacks {sorted(there - named)}"
