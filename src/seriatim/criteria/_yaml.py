"""YAML with the line of every key, so that a mistake in a pack can be pointed at."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from seriatim.errors import PackError

_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class Mapped(dict[str, Any]):
    """A mapping that knows on which line it and each of its keys stand."""

    line: int
    lines: dict[str, int]


class Listed(list[Any]):
    """A sequence that knows on which line each of its elements stands."""

    line: int
    lines: list[int]


def read_yaml(path: Path) -> Mapped:
    """Read a YAML file whose top is a mapping.

    Raises:
        PackError: where the file cannot be read or is not YAML, with the line.
    """
    try:
        node = yaml.compose(path.read_text("utf-8"), Loader=_Loader)
        if not isinstance(node, yaml.MappingNode):
            raise PackError(path, 1, "must be a mapping of keys to values")
        top: Mapped = _build(node, path, yaml.constructor.SafeConstructor())
    except (OSError, UnicodeDecodeError) as error:
        raise PackError(path, None, f"cannot be read ({error.__class__.__name__})") from error
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else None
        raise PackError(path, line, f"is not YAML: {error.problem or error.context}") from error
    except (yaml.YAMLError, ValueError) as error:
        raise PackError(path, None, f"is not YAML: {error}") from error
    except RecursionError as error:
        raise PackError(path, None, "nests too deep, or an anchor holds itself") from error
    return top


def _build(node: Any, path: Path, scalars: Any) -> Any:
    if isinstance(node, yaml.MappingNode):
        return _mapping(node, path, scalars)
    if isinstance(node, yaml.SequenceNode):
        listed = Listed(_build(child, path, scalars) for child in node.value)
        listed.line = node.start_mark.line + 1
        listed.lines = [child.start_mark.line + 1 for child in node.value]
        return listed
    return scalars.construct_object(node)


def _mapping(node: yaml.MappingNode, path: Path, scalars: Any) -> Mapped:
    mapped = Mapped()
    mapped.line = node.start_mark.line + 1
    mapped.lines = {}
    for key_node, value_node in node.value:
        line = key_node.start_mark.line + 1
        if not isinstance(key_node, yaml.ScalarNode):
            raise PackError(path, line, "a key must be a plain word")
        if key_node.value == "<<":
            _merge(mapped, _build(value_node, path, scalars), path, line)
            continue
        if mapped.lines.get(key_node.value) is not None:
            raise PackError(path, line, f"'{key_node.value}' is given twice")
        mapped[key_node.value] = _build(value_node, path, scalars)
        mapped.lines[key_node.value] = line
    return mapped


def _merge(mapped: Mapped, other: Any, path: Path, line: int) -> None:
    """Take over the keys of an anchored mapping; a key of its own may stand beside or replace one."""
    if not isinstance(other, Mapped):
        raise PackError(path, line, "'<<' takes over a mapping with an anchor (<<: *name)")
    mapped.update({key: value for key, value in other.items() if key not in mapped})
