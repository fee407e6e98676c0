"""What tests share: the evaluation corpora, found by SERIATIM_SHARED, and the bundled examples."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import settings

ROOT = Path(__file__).parent.parent

# The first example loads the vocabularies, and machines differ: what a test takes says nothing of whether it holds.
settings.register_profile("seriatim", deadline=None)
settings.load_profile("seriatim")


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of the evaluation corpora; tests that need it skip clearly without it."""
    path = Path(os.environ.get("SERIATIM_SHARED") or ROOT.parent / "shared")
    if not path.is_dir():
        pytest.skip(f"no evaluation corpora at {path}; set SERIATIM_SHARED")
    return path


@pytest.fixture(scope="session")
def examples() -> Path:
    """The folder of the bundled example reports."""
    return ROOT / "examples"


@pytest.fixture(scope="session", autouse=True)
def _own_cache(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Keep compiled vocabularies of all test processes in one place, built once."""
    os.environ.setdefault("SERIATIM_CACHE", str(tmp_path_factory.getbasetemp().parent / "seriatim-cache"))
