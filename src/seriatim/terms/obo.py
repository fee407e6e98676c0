"""Ontologies in OBO format: the whole graph, retired identifiers, synonyms with their scope."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from seriatim.errors import InputError

SCOPES = ("EXACT", "NARROW", "BROAD", "RELATED")

_SYNONYM = re.compile(r'"((?:[^"\\]|\\.)*)"\s+([A-Z]+)(?:\s+([^\s\[]+))?')
_RELEASE = re.compile(r"\d{4}-\d{2}-\d{2}")


@dataclass(frozen=True, slots=True)
class Synonym:
    """Another name of a term.

    Attributes:
        text: the name.
        scope: one of `SCOPES`.
        kind: the ontology's own synonym type ("layperson", "abbreviation", ...), or "".
    """

    text: str
    scope: str = "EXACT"
    kind: str = ""


@dataclass(frozen=True)
class Ontology:
    """A directed acyclic graph of named terms. A term may have several parents; all are kept.

    Attributes:
        prefix: of its identifiers ("HP").
        release: what it calls its version ("2025-01-16"), or "" where it does not say.
        names: identifier -> label, of the terms in use.
        is_a: identifier -> identifiers of its parents, in file order.
        renamed: alternative or retired identifier -> the one in use.
        consider: retired identifier -> identifiers a curator should look at instead.
        synonyms: identifier -> its synonyms.
    """

    prefix: str
    release: str
    names: Mapping[str, str]
    is_a: Mapping[str, tuple[str, ...]]
    renamed: Mapping[str, str] = field(default_factory=dict)
    consider: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    synonyms: Mapping[str, tuple[Synonym, ...]] = field(default_factory=dict)

    def __contains__(self, code: object) -> bool:
        return code in self.names

    def __len__(self) -> int:
        return len(self.names)

    def current(self, code: str) -> str | None:
        """Return the identifier in use for `code`, or None where the ontology does not know it.

        Example:
            >>> Ontology("X", "", {"X:1": "rash"}, {}, {"X:9": "X:1"}).current("X:9")
            'X:1'
        """
        seen = {code}
        while code not in self.names:
            code = self.renamed.get(code, "")
            if not code or code in seen:
                return None
            seen.add(code)
        return code

    def name(self, code: str) -> str | None:
        """Return the label of a term, retired identifiers included."""
        known = self.current(code)
        return None if known is None else self.names[known]

    def parents(self, code: str) -> tuple[str, ...]:
        """Return the direct parents of a term."""
        return self.is_a.get(self.current(code) or "", ())

    def children(self, code: str) -> tuple[str, ...]:
        """Return the direct children of a term, in file order."""
        return self._children.get(self.current(code) or "", ())

    def ancestors(self, code: str) -> frozenset[str]:
        """Return everything above a term, and the term itself; empty for an unknown code."""
        return self._closure(code, self.is_a, self._above)

    def descendants(self, code: str) -> frozenset[str]:
        """Return everything below a term, and the term itself; empty for an unknown code."""
        return self._closure(code, self._children, self._below)

    @cached_property
    def _children(self) -> dict[str, tuple[str, ...]]:
        found: dict[str, list[str]] = {}
        for code, parents in self.is_a.items():
            for parent in parents:
                found.setdefault(parent, []).append(code)
        return {parent: tuple(codes) for parent, codes in found.items()}

    @cached_property
    def _above(self) -> dict[str, frozenset[str]]:
        return {}

    @cached_property
    def _below(self) -> dict[str, frozenset[str]]:
        return {}

    def _closure(
        self, code: str, edges: Mapping[str, tuple[str, ...]], known: dict[str, frozenset[str]]
    ) -> frozenset[str]:
        start = self.current(code)
        if start is None:
            return frozenset()
        if start not in known:
            found, todo = {start}, [start]
            while todo:
                fresh = [c for c in edges.get(todo.pop(), ()) if c not in found]
                found.update(fresh)
                todo += fresh
            known[start] = frozenset(found)
        return known[start]


def read_obo(path: str | Path) -> Ontology:
    """Read an ontology in OBO 1.2 or 1.4 format.

    Args:
        path: the file.

    Raises:
        InputError: the file cannot be read or has no terms.
    """
    try:
        content = Path(path).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(
            path, f"cannot be read as an ontology ({error})", "give an OBO file in UTF-8"
        ) from error
    ontology = parse_obo(content)
    if not ontology.names:
        raise InputError(path, "holds no [Term]", "give an ontology in OBO format")
    return ontology


def parse_obo(content: str) -> Ontology:
    r"""Parse the text of an OBO file.

    Example:
        >>> parse_obo('data-version: x/2025-01-16\n\n[Term]\nid: X:1\nname: rash\nalt_id: X:2\n').current("X:2")
        'X:1'
    """
    header, *stanzas = content.replace("\r\n", "\n").split("\n[")
    names: dict[str, str] = {}
    columns: dict[str, dict[str, Any]] = {"is_a": {}, "renamed": {}, "consider": {}, "synonyms": {}}
    for stanza in stanzas:
        if stanza.startswith("Term]"):
            _add_term(stanza, names, columns)
    first = next(iter(names), "")
    return Ontology(first.partition(":")[0], _release(header), names, **columns)


def _add_term(stanza: str, names: dict[str, str], columns: dict[str, dict[str, Any]]) -> None:
    tags: dict[str, list[str]] = {}
    for tag, value in _tags(stanza):
        tags.setdefault(tag, []).append(value)
    code = _bare(tags.get("id", [""])[0])
    if not code:
        return
    if tags.get("is_obsolete", [""])[0].startswith("true"):
        columns["renamed"].update((code, _bare(v)) for v in tags.get("replaced_by", ())[:1])
        if "consider" in tags:
            columns["consider"][code] = tuple(map(_bare, tags["consider"]))
        return
    names[code] = _unescape(tags.get("name", [code])[0])
    columns["is_a"][code] = tuple(map(_bare, tags.get("is_a", ())))
    columns["renamed"].update((_bare(v), code) for v in tags.get("alt_id", ()))
    if found := tuple(filter(None, map(_synonym, tags.get("synonym", ())))):
        columns["synonyms"][code] = found


def _tags(stanza: str) -> Iterator[tuple[str, str]]:
    for line in stanza.split("\n"):
        tag, colon, value = line.partition(": ")
        if colon:
            yield tag, value


def _bare(value: str) -> str:
    """Cut the comment and the trailing modifiers off an identifier."""
    return value.split(" !")[0].split(" {")[0].strip()


def _unescape(value: str) -> str:
    return value.replace('\\"', '"').replace("\\\\", "\\").strip()


def _synonym(value: str) -> Synonym | None:
    m = _SYNONYM.match(value)
    return Synonym(_unescape(m[1]), m[2], m[3] or "") if m else None


def _release(header: str) -> str:
    for tag, value in _tags(header):
        if tag == "data-version":
            dated = _RELEASE.search(value)
            return dated[0] if dated else value.strip()
    return ""
