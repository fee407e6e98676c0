"""A pack as a clinician reads it."""

from __future__ import annotations

from collections.abc import Iterator

from seriatim.criteria.expression import (
    Assumed,
    Coded,
    Combined,
    Expression,
    First,
    Measured,
    Negated,
    Referred,
)
from seriatim.criteria.pack import Pack, PackItem
from seriatim.criteria.report_questions import Asked

_JOINTS = {"any": "any of", "all": "all of", "same": "reported as either of"}


def describe_pack(pack: Pack) -> str:
    """Write a pack out in words: items with their evidence, rules, and the readings it takes.

    Returns:
        Plain text, one thing a line.
    """
    return "\n".join(_lines(pack)) + "\n"


def _lines(pack: Pack) -> Iterator[str]:
    yield f"{pack.id}: {pack.title} ({pack.version}){_mark(pack.verified)}"
    yield f"Source: {pack.source}"
    for group in pack.groups:
        yield f"Group {group.label}: {'the highest item counts' if group.highest else 'all items count'}"
    yield ""
    for item in pack.items:
        yield from _item(item)
    if pack.entry:
        yield f"Entry: {pack.entry.words}"
    for exclusion in pack.exclusions:
        yield f"Not applied if: {exclusion.item}"
    for label, rule in pack.rules:
        yield f"Rule: {label} [{rule.words}]"
    for row in pack.classes:
        yield f"Class {row.result} ({row.status.replace('_', ' ')}): {row.when.words}"
    if pack.tally:
        yield "No rule: the items are counted, no verdict is given."
    for reading in pack.readings:
        yield f"Reading {reading.id} ({'taken' if reading.accepted else 'not taken'}): {reading.text}"


def _mark(verified: bool) -> str:
    return "" if verified else " [not verified]"


def _item(item: PackItem) -> Iterator[str]:
    points = " / ".join(f"{weight:g}" for weight in dict.fromkeys(item.weights.values()))
    yield f"- {item.label} [{item.id}]{f' {points} points' if points else ''}{_mark(item.verified)}"
    if item.definition:
        yield f"    {item.definition} ({item.source})"
    yield from _expression(item.evidence, 2)
    for title, expressions in (
        ("refuted by", item.refuted_by),
        ("not if", item.unless),
        ("open if", item.doubted_by),
    ):
        for expression in expressions:
            yield f"    {title}:"
            yield from _expression(expression, 3)


def _expression(expression: Expression, depth: int) -> Iterator[str]:
    yield f"{'  ' * depth}{_words(expression)}"
    inner = expression.parts[0].parts if isinstance(expression, Assumed) else expression.parts
    for part in inner:
        yield from _expression(part, depth + 1)


def _words(expression: Expression) -> str:
    """Say in a few words what one expression asks, without its parts."""
    if isinstance(expression, Assumed):
        return f"{_words(expression.parts[0])} - if '{expression.assumption}'"
    if isinstance(expression, Combined):
        return f"{expression.label}: {_JOINTS.get(expression.how, f'at least {expression.n} of')}"
    if isinstance(expression, First):
        return f"{expression.label}: the first that is known of"
    if isinstance(expression, Negated):
        return f"{expression.label}: not"
    if isinstance(expression, Referred):
        return f"{expression.label} (item {expression.item})"
    if isinstance(expression, Coded):
        return f"{expression.label} ({', '.join(expression.codes)})"
    if isinstance(expression, Measured):
        asked = [expression.threshold.words] if expression.threshold else []
        asked += ["/".join(expression.interpretations)] if expression.interpretations else []
        return f"{expression.label} ({', '.join(expression.codes or expression.named)}: {' or '.join(asked)})"
    return f"asked of the reviewer: {expression.label}" if isinstance(expression, Asked) else expression.label
