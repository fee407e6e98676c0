"""What a review asks: which cases come in, and which variables become columns.

A protocol is a YAML file; without one, the columns are what most cases report (`series.defaults`).
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

from seriatim.errors import PackError
from seriatim.model import VARIABLE_TYPES, Inclusion, Protocol, Variable

_KEYS = {"id", "label", "type", "codes", "classes", "set", "modifier", "from", "note"}


def read_protocol(path: str | Path) -> Protocol:
    """Read and check a protocol.

    Args:
        path: a YAML file; see docs/protocols.md.

    Raises:
        PackError: names the file, the line and what is wrong.
    """
    try:
        text = Path(path).read_text(encoding="utf-8")
    except OSError as error:
        raise PackError(path, None, f"cannot be read ({error.strerror})") from error
    except UnicodeDecodeError as error:
        raise PackError(path, None, "is no text file; a protocol is YAML in UTF-8") from error
    return parse_protocol(text, path)


def parse_protocol(text: str, path: str | Path = "the stored protocol") -> Protocol:
    """Check the text of a protocol.

    Args:
        text: YAML.
        path: where it came from, for messages.

    Raises:
        PackError: names the place, the line and what is wrong.
    """
    try:
        data = yaml.safe_load(text)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else None
        raise PackError(path, line, f"is not YAML: {error.problem}") from error
    if not isinstance(data, dict) or "variables" not in data:
        raise PackError(path, None, "is no protocol: it needs at least `id` and `variables`")
    return Protocol(
        id=str(data.get("id", Path(path).stem)),
        question=str(data.get("question", "")),
        title=str(data.get("title", "")),
        inclusion=_inclusion(data.get("include") or {}),
        variables=tuple(_variable(v, path, text) for v in data["variables"]),
        groups=data.get("groups"),
    )


def _inclusion(data: Mapping[str, Any]) -> Inclusion:
    age = data.get("age") or {}
    return Inclusion(
        codes=_strings(data.get("codes")),
        words=_strings(data.get("words")),
        minimum_age=age.get("minimum"),
        maximum_age=age.get("maximum"),
        article_types=_strings(data.get("article_types")),
        languages=_strings(data.get("languages")),
    )


def _variable(data: Any, path: str | Path, text: str) -> Variable:
    name = data.get("id", "?") if isinstance(data, dict) else str(data)
    line = next((i for i, row in enumerate(text.splitlines(), 1) if f"id: {name}" in row), None)
    if not isinstance(data, dict) or "id" not in data or "type" not in data:
        raise PackError(path, line, f"variable {name!r} needs `id` and `type`")
    if data["type"] not in VARIABLE_TYPES:
        raise PackError(
            path, line, f"variable {name!r}: no type {data['type']!r}; known: {', '.join(VARIABLE_TYPES)}"
        )
    if unknown := set(data) - _KEYS:
        raise PackError(path, line, f"variable {name!r}: unknown key {', '.join(sorted(unknown))}")
    return Variable(
        id=str(name),
        label=str(data.get("label", name)),
        type=data["type"],
        codes=_strings(data.get("codes")),
        classes={str(k): _strings(v) for k, v in (data.get("classes") or {}).items()},
        criteria=str(data.get("set", "")),
        modifier=str(data.get("modifier", "")),
        start=_strings(data.get("from")),
        note=str(data.get("note", "")),
    )


def _strings(value: Any) -> tuple[str, ...]:
    if value is None:
        return ()
    return (value,) if isinstance(value, str) else tuple(str(v) for v in value)
