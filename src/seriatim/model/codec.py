"""Values to JSON and back, by the field names of docs/contract.md.

A field that is empty or has its default is left out, except the ones a reader always expects
(`_ALWAYS`). `Flip.if_` is written `if`, because the contract says so and Python does not allow it.
"""

from __future__ import annotations

import json
import types
import typing
from collections.abc import Mapping
from dataclasses import MISSING, Field, fields, is_dataclass
from functools import cache
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

from seriatim.model.case import CASE_SCHEMA, Case
from seriatim.model.claim import Claim
from seriatim.model.fact import Fact, Patient, Site
from seriatim.model.note import Note
from seriatim.model.report import Author, Page, Reference, Report, Section
from seriatim.model.span import Span
from seriatim.model.verdict import Assumption, Flip, Item, Verdict

T = TypeVar("T")

_ALWAYS: dict[type, frozenset[str]] = {
    Span: frozenset({"start", "end", "text"}),
    Author: frozenset({"family", "given"}),
    Section: frozenset({"name", "title", "start", "end"}),
    Reference: frozenset(
        [
            "number",
            "raw",
            "authors",
            "title",
            "journal",
            "year",
            "volume",
            "pages",
            "doi",
            "pmid",
            "start",
            "end",
        ]
    ),
    Report: frozenset(
        [
            "id",
            "title",
            "authors",
            "journal",
            "year",
            "dates",
            "doi",
            "pmid",
            "article_type",
            "license",
            "sections",
            "references",
        ]
    ),
    Patient: frozenset({"id", "sex", "age", "label", "spans"}),
    Fact: frozenset(
        [
            "id",
            "patient",
            "subject",
            "kind",
            "label",
            "code",
            "codes",
            "status",
            "cue",
            "spans",
            "section",
            "citations",
        ]
    ),
    Site: frozenset({"label", "code", "laterality"}),
    Claim: frozenset(["id", "kind", "text", "spans", "citations", "stance", "endorsed"]),
    Verdict: frozenset(
        [
            "set",
            "version",
            "status",
            "result",
            "score",
            "threshold",
            "range",
            "items",
            "assumptions",
            "would_flip",
            "disagrees_with_authors",
        ]
    ),
    Item: frozenset(["id", "label", "status", "weight", "counted", "facts", "why"]),
    Assumption: frozenset({"id", "text", "changes"}),
    Flip: frozenset({"item", "if_", "then"}),
    Note: frozenset(["code", "severity", "message", "spans", "refers_to"]),
}
_HIDDEN: dict[type, frozenset[str]] = {Page: frozenset({"boxes"}), Report: frozenset({"text"})}
_RENAMED = {"if_": "if"}


def to_json(value: Any, *, text: bool = False) -> Any:
    """Turn a value of the model into plain JSON data.

    Args:
        value: any value of `seriatim.model`.
        text: include a report's canonical text and the boxes of its lines, so that `from_json` gives back the same value.

    Example:
        >>> to_json(Span(0, 4, "rash"))
        {'start': 0, 'end': 4, 'text': 'rash'}
    """
    if isinstance(value, Case):
        return {"schema": CASE_SCHEMA} | _object(value, text)
    if is_dataclass(value) and not isinstance(value, type):
        return _object(value, text)
    if isinstance(value, Mapping):
        return {k: to_json(v, text=text) for k, v in value.items()}
    if isinstance(value, tuple | list):
        return [to_json(v, text=text) for v in value]
    return value


def _object(value: Any, text: bool) -> dict[str, Any]:
    kind: type = type(value)
    always = _ALWAYS.get(kind, frozenset())
    hidden = frozenset() if text else _HIDDEN.get(kind, frozenset())
    out: dict[str, Any] = {}
    for f in _fields(kind):
        if f.name in hidden:
            continue
        held = getattr(value, f.name)
        if f.name in always or kind is Case or not _is_default(f, held):
            out[_RENAMED.get(f.name, f.name)] = to_json(held, text=text)
    return out


@cache
def _fields(kind: type) -> tuple[Field[Any], ...]:
    return fields(kind)


def _is_default(f: Field[Any], held: Any) -> bool:
    if f.default is not MISSING:
        return bool(held == f.default)
    if f.default_factory is not MISSING:
        return bool(held == f.default_factory())
    return False


def from_json(kind: type[T], data: Any) -> T:
    """Build a value of the model from plain JSON data; unknown keys are ignored.

    Raises:
        KeyError, TypeError: where a needed field is missing or has the wrong shape.

    Example:
        >>> from_json(Span, {"start": 0, "end": 4, "text": "rash"})
        Span(start=0, end=4, text='rash')
    """
    return typing.cast(T, _build(kind, data))


@cache
def _hints(kind: type) -> dict[str, Any]:
    return get_type_hints(kind)


def _build(kind: Any, data: Any) -> Any:
    if data is None or kind is Any:
        return data
    origin = get_origin(kind)
    if origin in (Union, types.UnionType):
        options = [a for a in get_args(kind) if a is not type(None)]
        pick = next((a for a in options if _shape_fits(a, data)), options[0])
        return _build(pick, data)
    if origin is tuple:
        args = get_args(kind)
        if len(args) == 2 and args[1] is Ellipsis:
            return tuple(_build(args[0], item) for item in data)
        return tuple(_build(a, item) for a, item in zip(args, data, strict=True))
    if origin is not None and issubclass(origin, Mapping):
        return {k: _build(get_args(kind)[1], v) for k, v in data.items()}
    if is_dataclass(kind):
        hints = _hints(typing.cast(type, kind))
        given = {
            f.name: _build(hints[f.name], data[key])
            for f in _fields(typing.cast(type, kind))
            if (key := _RENAMED.get(f.name, f.name)) in data
        }
        if kind is Report:
            given.setdefault("text", "")
        return typing.cast(Any, kind)(**given)
    if kind is float and isinstance(data, int):
        return float(data)
    return data


def _shape_fits(kind: Any, data: Any) -> bool:
    if get_origin(kind) is tuple:
        return isinstance(data, list | tuple)
    if is_dataclass(kind):
        return isinstance(data, Mapping)
    return isinstance(data, kind) if isinstance(kind, type) else True


def dump_case(case: Case, *, indent: int | None = 1, text: bool = False) -> str:
    """Write a case as JSON, the same bytes every time.

    Args:
        case: the case.
        indent: spaces a level; None for one line.
        text: write the report's text, too, so that the case can be read back whole.

    Example:
        >>> from seriatim.model import Report
        >>> dump_case(Case(Report(id="letter", text="Fever.")), indent=None)[:50]
        '{"schema": "seriatim.case/1", "report": {"id": "le'
    """
    return json.dumps(to_json(case, text=text), ensure_ascii=False, indent=indent)


def load_case(source: str) -> Case:
    """Read a case from the JSON that `dump_case` writes, or a hand-written one of the same shape.

    Args:
        source: the JSON.

    Raises:
        ValueError: it is no JSON.
        KeyError, TypeError: a needed field is missing or has the wrong shape.

    Example:
        >>> load_case('{"report": {"id": "letter"}}').report.id
        'letter'
    """
    return from_json(Case, json.loads(source))
