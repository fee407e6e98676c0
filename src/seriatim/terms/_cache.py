"""A cache on disk for what is slow to compile: named by the hash of its sources, written atomically."""

from __future__ import annotations

import hashlib
import json
import os
import sys
import tempfile
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path
from typing import Any


def cache_folder() -> Path:
    """Return the folder for compiled lexicons: `SERIATIM_CACHE`, or the platform's own cache folder."""
    if named := os.environ.get("SERIATIM_CACHE"):
        return Path(named)
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA", Path.home())) / "seriatim" / "cache"
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Caches" / "seriatim"
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "seriatim"


def hash_sources(sources: Iterable[bytes]) -> str:
    """Hash contents, in order, to the name of what is compiled from them."""
    digest = hashlib.sha256()
    for source in sources:
        digest.update(len(source).to_bytes(8, "big"))
        digest.update(source)
    return digest.hexdigest()[:32]


def load_compiled(kind: str, key: str, build: Callable[[], Any]) -> Any:
    """Load a JSON value from the cache, or build it and keep it there.

    Two processes may build the same value at once: each writes its own temporary file and renames it, so that a
    reader sees a whole file or none. A damaged file is built again; a folder that cannot be written is not an
    error, the value is then built each time.

    Args:
        kind: what it is, the first part of the file's name ("hpo").
        key: hash of everything it is made from.
        build: makes the value, of dicts, lists, strings and numbers only.
    """
    path = cache_folder() / f"{kind}-{key}.json"
    with suppress(OSError, ValueError):
        return json.loads(path.read_bytes())
    value = build()
    with suppress(OSError):
        _write_atomically(path, json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode())
    return value


def _write_atomically(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=path.stem, suffix=".tmp")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        Path(temporary).replace(path)
    except OSError:
        Path(temporary).unlink(missing_ok=True)
        raise
