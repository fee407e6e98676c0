"""Decisions as JSON Lines, so that they travel from one copy of a series to another."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict, fields

from seriatim.errors import UsageError
from seriatim.model import Fact, from_json
from seriatim.series.decisions import ACTIONS, STAGES, Decision, statement

SCHEMA = "seriatim.decision/1"
_NAMES = frozenset(f.name for f in fields(Decision))
_OBJECTS = frozenset({"change", "seen", "quote"})


def write_decisions(decisions: Iterable[Decision]) -> Iterator[str]:
    """Write decisions as lines of JSON, each with its id.

    Example:
        >>> decision = Decision("r", "phenotype:0-4:HP:0000988", "accept", reviewer="Ada")
        >>> list(read_decisions(write_decisions([decision]), "x.jsonl")) == [decision]
        True
    """
    for decision in decisions:
        yield json.dumps({"schema": SCHEMA, "id": decision.id} | asdict(decision), ensure_ascii=False)


def read_decisions(lines: Iterable[str], name: str) -> Iterator[Decision]:
    """Read what `write_decisions` wrote; unknown fields are left out.

    Args:
        lines: one decision each; empty ones are passed over.
        name: of the file, for the error.

    Raises:
        UsageError: a line is no decision, or was changed since it was written.
    """
    for number, line in enumerate(lines, 1):
        if line.strip():
            yield _read(line, f"{name}:{number}")


def _read(line: str, place: str) -> Decision:
    try:
        held = json.loads(line)
        decision = Decision(**{k: v for k, v in held.items() if k in _NAMES})
    except (ValueError, TypeError, AttributeError) as error:
        raise UsageError(
            f"{place}: is no decision ({error}); write them with `seriatim review --export`"
        ) from error
    if not _fits(decision):
        raise UsageError(f"{place}: has a field that does not fit")
    if decision.action not in ACTIONS or decision.stage not in STAGES:
        raise UsageError(
            f"{place}: has the action {decision.action!r} at the stage {decision.stage!r}, which there is not"
        )
    if held.get("id", decision.id) != decision.id:
        raise UsageError(f"{place}: was changed since it was written, for its id does not fit")
    return decision


def _fits(decision: Decision) -> bool:
    """Whether every field has its type, and what was seen and added can be read as facts."""
    if not all(isinstance(getattr(decision, n), dict if n in _OBJECTS else str) for n in _NAMES):
        return False
    try:
        if decision.seen and decision.judged != statement(from_json(Fact, decision.seen)):
            return False
        if decision.action == "add":
            statement(from_json(Fact, decision.change))
    except (KeyError, TypeError, AttributeError, ValueError):
        return False
    return all(isinstance(words, str) for words in decision.quote.values())
