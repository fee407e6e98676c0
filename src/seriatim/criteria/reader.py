"""Reading criteria packs from YAML, and loading those that come with Seriatim."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

from seriatim.criteria._fields import Fields
from seriatim.criteria._read_expression import ExpressionReader
from seriatim.criteria._read_rule import RuleReader
from seriatim.criteria._yaml import Listed, Mapped, read_yaml
from seriatim.criteria.pack import (
    CONFLICTS,
    SCOPES,
    Claimed,
    ClassRow,
    Column,
    Exclusion,
    Pack,
    PackItem,
    Reading,
)
from seriatim.criteria.rules import Group
from seriatim.errors import PackError
from seriatim.text.tables import read_table

ENTRY_POINT = "seriatim.criteria"
_PACK_KEYS = (
    "id", "title", "version", "source", "verified", "about", "extends", "scope", "conflicts", "tally", "threshold",
    "groups", "columns", "assumptions", "items", "entry", "exclusions", "rules", "classes", "claimed_as",
)  # fmt: skip
_ITEM_KEYS = (
    "id", "label", "definition", "source", "verified", "group", "weight", "evidence", "refuted_by", "unless",
    "doubted_by", "unless_assume",
)  # fmt: skip


def read_pack(path: str | Path) -> Pack:
    """Read one pack.

    Raises:
        PackError: naming file, line and what is wrong.
    """
    return _PackReader(Path(path)).read()


def load_packs(extra: Iterable[Path] = ()) -> dict[str, Pack]:
    """Load the packs that come with Seriatim, those of installed plugins, and some more files.

    Args:
        extra: further pack files; one with the id of an earlier pack takes its place.

    Raises:
        PackError: naming file, line and what is wrong.

    Example:
        >>> load_packs()["acr-1997"].threshold
        {'': 4.0}
    """
    packs = dict(_builtin())
    for path in extra:
        pack = read_pack(path)
        packs[pack.id] = pack
    return packs


@cache
def _builtin() -> dict[str, Pack]:
    folder = Path(str(resources.files("seriatim.data").joinpath("criteria")))
    packs = [read_pack(folder / f"{row['id']}.yaml") for row in read_table("criteria/order.tsv")]
    return {pack.id: pack for pack in (*packs, *_plugins())}


def _plugins() -> Iterable[Pack]:
    """Read the packs that installed distributions name: an entry point is a function giving paths."""
    from importlib.metadata import entry_points

    for point in sorted(entry_points(group=ENTRY_POINT), key=lambda p: p.name):
        for path in point.load()():
            yield read_pack(path)


class _PackReader:
    """Reads one file."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.data = Fields(path, _extended(path, read_yaml(path)), _PACK_KEYS)
        self.columns: tuple[str, ...] = ("",)
        self.readings: dict[str, Reading] = {}
        self.items: dict[str, PackItem] = {}

    def read(self) -> Pack:
        data = self.data
        self.readings = dict(self._reading(*pair) for pair in data.mapping("assumptions").items())
        groups = {g.id: g for g in data.each("groups", self._group)}
        self.columns = tuple(data.each("columns", self._column_id)) or ("",)
        for element in data.each("items", lambda element: element):
            self._item(element, groups)
        if not self.items:
            data.fail("a pack needs items", "items")
        rules = RuleReader(self.path, self.items, groups, self.columns)
        pack = Pack(
            id=data.identifier(),
            title=data.text("title"),
            version=data.text("version"),
            source=data.text("source"),
            items=tuple(self.items.values()),
            about=data.text("about", ""),
            verified=data.flag("verified", True),
            scope=data.choice("scope", SCOPES, "patient"),
            conflicts=data.choice("conflicts", CONFLICTS, "ever"),
            tally=data.flag("tally", False),
            threshold=data.numbers("threshold", self.columns),
            groups=tuple(groups.values()),
            columns=self._columns(rules),
            readings=tuple(self.readings.values()),
            entry=data.one("entry", rules.read) if "entry" in data else None,
            exclusions=data.each("exclusions", self._exclusion),
            rules=data.each("rules", lambda element: self._rule(element, rules)),
            classes=data.each("classes", lambda element: self._row(element, rules)),
            claimed=self._claimed(),
            path=str(self.path),
        )
        if not (pack.tally or pack.rules or pack.classes):
            data.fail("a pack needs 'rules', 'classes' or 'tally: true'")
        return pack

    def _reading(self, reading_id: str, data: Any) -> tuple[str, Reading]:
        fields = Fields(self.path, data, ("text", "source", "accepted"))
        accepted = fields.flag("accepted", True)
        return reading_id, Reading(reading_id, fields.text("text"), fields.text("source"), accepted)

    def _group(self, data: Any) -> Group:
        fields = Fields(self.path, data, ("id", "label", "counts"))
        counts = fields.choice("counts", ("all", "highest"), "all")
        return Group(fields.identifier(), fields.text("label"), counts == "highest")

    def _column_id(self, data: Any) -> str:
        return Fields(self.path, data, ("id", "when")).identifier()

    def _columns(self, rules: RuleReader) -> tuple[Column, ...]:
        def read(data: Any) -> Column:
            return Column(data["id"], rules.read(data["when"]) if "when" in data else None)

        columns = self.data.each("columns", read) or (Column(""),)
        if columns[-1].when is not None:
            self.data.fail("the last column must be without 'when', for all other cases", "columns")
        return columns

    def _item(self, data: Any, groups: dict[str, Group]) -> None:
        fields = Fields(self.path, data, _ITEM_KEYS)
        item_id = fields.identifier()
        if item_id in self.items:
            fields.fail(f"there are two items '{item_id}'", "id")
        group = fields.text("group", "") or None
        if group and group not in groups:
            fields.fail(f"'{group}' is not among the pack's groups", "group")
        expressions = ExpressionReader(self.path, self.readings, self.items)
        self.items[item_id] = PackItem(
            id=item_id,
            label=fields.text("label"),
            definition=fields.text("definition", ""),
            source=fields.text("source"),
            evidence=fields.one("evidence", expressions.read),
            verified=fields.flag("verified", True),
            group=group,
            weights=fields.numbers("weight", self.columns),
            refuted_by=fields.each("refuted_by", expressions.read),
            unless=fields.each("unless", expressions.read),
            doubted_by=fields.each("doubted_by", expressions.read),
            unless_reading=self._unless_reading(fields),
        )

    def _unless_reading(self, fields: Fields) -> str:
        reading = fields.text("unless_assume", "")
        if ("unless" in fields or "doubted_by" in fields) and reading not in self.readings:
            fields.fail("'unless' and 'doubted_by' need 'unless_assume', one of the pack's assumptions")
        return reading

    def _exclusion(self, data: Any) -> Exclusion:
        fields = Fields(self.path, data, ("item", "assume"))
        item, reading = fields.identifier("item"), fields.text("assume")
        if item not in self.items:
            fields.fail(f"'{item}' is not an item", "item")
        if reading not in self.readings:
            fields.fail(f"'{reading}' is not among the pack's assumptions", "assume")
        return Exclusion(item, reading)

    def _rule(self, data: Any, rules: RuleReader) -> tuple[str, Any]:
        fields = Fields(self.path, data, ("label", "when"))
        return fields.text("label"), fields.one("when", rules.read)

    def _row(self, data: Any, rules: RuleReader) -> ClassRow:
        fields = Fields(self.path, data, ("id", "result", "when", "status", "why", "said_by"))
        said_by = fields.text("said_by", "")
        if said_by and said_by not in self.items:
            fields.fail(f"'{said_by}' is not among the pack's items", "said_by")
        return ClassRow(
            id=fields.identifier(),
            result=fields.text("result"),
            when=fields.one("when", rules.read),
            status=fields.choice("status", ("met", "not_met", "unknown"), "met"),
            why=fields.text("why", ""),
            said_by=said_by,
        )

    def _claimed(self) -> Claimed:
        if "claimed_as" not in self.data:
            return Claimed()
        fields = Fields(self.path, self.data.data["claimed_as"], ("names", "years", "conditions"))
        return Claimed(fields.words("names"), fields.words("years"), fields.words("conditions"))


def _extended(path: Path, data: Mapped) -> Mapped:
    """Put a pack on top of the one it extends: its keys take their place, its items those of the same id."""
    base_id = data.get("extends")
    if base_id is None:
        return data
    base_path = path.parent / f"{base_id}.yaml"
    if not isinstance(base_id, str) or not base_path.is_file():
        raise PackError(path, data.lines["extends"], f"there is no pack '{base_id}' beside this file")
    base = _extended(base_path, read_yaml(base_path))
    merged = Mapped({**base, **data})
    merged.line, merged.lines = data.line, {**base.lines, **data.lines}
    merged["items"] = _merged_items(base.get("items", []), data.get("items", []))
    return merged


def _merged_items(base: list[Any], own: list[Any]) -> Listed:
    replaced = {item.get("id"): item for item in own if isinstance(item, Mapped)}
    items = Listed(replaced.pop(item.get("id"), item) for item in base)
    items.extend(item for item in own if not isinstance(item, Mapped) or item.get("id") in replaced)
    items.line, items.lines = 0, []
    return items
