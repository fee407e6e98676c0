"""Reading the rules of a pack."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from seriatim.criteria._fields import Fields
from seriatim.criteria._yaml import Mapped
from seriatim.criteria.rules import CombinedRule, ItemRule, NotRule, PointsRule, Rule
from seriatim.errors import PackError

_STATUSES = ("met", "not_met", "unknown")
_KEYS = ("item", "is", "points", "in", "all", "any", "not", "at_least", "of")
_ASKED = ("item", "points", "all", "any", "not", "of")


@dataclass(frozen=True, slots=True)
class RuleReader:
    """Reads rules over items, groups and points; a bare word is an item's id."""

    path: Path
    items: Collection[str]
    groups: Collection[str]
    columns: tuple[str, ...]

    def read(self, data: Any) -> Rule:
        """Read one rule and what it consists of."""
        if isinstance(data, str):
            if data not in self.items:
                raise PackError(self.path, None, f"a rule names '{data}', which is not an item")
            return ItemRule(data)
        if not isinstance(data, Mapped):
            raise PackError(
                self.path, None, f"a rule must be an item's id or a mapping with {', '.join(_ASKED)}"
            )
        fields = Fields(self.path, data, _KEYS)
        asked = [key for key in _ASKED if key in data]
        if len(asked) != 1:
            fields.fail(f"a rule needs exactly one of {', '.join(_ASKED)}")
        return self._read(asked[0], fields)

    def _read(self, key: str, fields: Fields) -> Rule:
        if key == "item":
            return self._item(fields)
        if key == "points":
            return self._points(fields)
        if key == "not":
            return NotRule(fields.one("not", self.read))
        parts = fields.each(key, self.read)
        if not parts:
            fields.fail(f"'{key}' is empty", key)
        if key != "of":
            return CombinedRule(key, parts)
        n = fields.count("at_least")
        if not 1 <= n <= len(parts):
            fields.fail(f"'at_least' is {n}, but there are {len(parts)} parts", "at_least")
        return CombinedRule("at_least", parts, n)

    def _item(self, fields: Fields) -> Rule:
        item = fields.identifier("item")
        if item not in self.items:
            fields.fail(f"'{item}' is not an item", "item")
        status = fields.text("is", "")
        if status and status not in _STATUSES:
            fields.fail(f"'is' must be one of {', '.join(_STATUSES)}", "is")
        return ItemRule(item, status)

    def _points(self, fields: Fields) -> Rule:
        thresholds = fields.numbers("points", self.columns)
        if set(thresholds) != set(self.columns):
            fields.fail("'points' must be given for every column", "points")
        groups = fields.words("in")
        for group in groups:
            if group not in self.groups:
                fields.fail(f"'{group}' is not among the pack's groups", "in")
        return PointsRule(thresholds, groups)
