"""The cache of compiled lexicons."""

from __future__ import annotations

from multiprocessing import get_context
from pathlib import Path

import pytest

from seriatim.terms._cache import hash_sources, load_compiled


def build_and_load(folder: str) -> list[int]:
    import os

    os.environ["SERIATIM_CACHE"] = folder
    loaded: list[int] = load_compiled("demo", "k", lambda: list(range(1000)))
    return loaded


def test_a_value_is_built_once_and_read_afterwards(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("SERIATIM_CACHE", str(tmp_path / "deep"))
    assert load_compiled("demo", "k", lambda: {"a": 1}) == {"a": 1}
    assert load_compiled("demo", "k", lambda: {"a": 2}) == {"a": 1}
    assert load_compiled("demo", "other", lambda: {"a": 2}) == {"a": 2}


def test_a_damaged_file_is_built_again(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("SERIATIM_CACHE", str(tmp_path))
    load_compiled("demo", "k", lambda: [1, 2, 3])
    (tmp_path / "demo-k.json").write_bytes(b"[1, 2")
    assert load_compiled("demo", "k", lambda: [4]) == [4]
    assert load_compiled("demo", "k", lambda: [5]) == [4]


def test_a_folder_that_cannot_be_written_is_no_error(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("")
    monkeypatch.setenv("SERIATIM_CACHE", str(blocked))
    assert load_compiled("demo", "k", lambda: [1]) == [1]


def test_two_processes_may_build_at_once(tmp_path: Path) -> None:
    with get_context("fork").Pool(2) as pool:
        assert pool.map(build_and_load, [str(tmp_path)] * 4) == [list(range(1000))] * 4
    assert [p.name for p in tmp_path.iterdir()] == ["demo-k.json"]


def test_the_name_depends_on_every_source_and_their_order() -> None:
    names = {hash_sources(s) for s in ([b"a", b"b"], [b"b", b"a"], [b"ab"], [b"a", b"b", b""])}
    assert len(names) == 4
