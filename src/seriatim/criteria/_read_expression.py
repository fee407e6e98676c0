"""Reading the expressions of a pack: what each key of the YAML asks."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from seriatim.criteria._fields import Fields
from seriatim.criteria._yaml import Mapped
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
from seriatim.criteria.qualifiers import Qualifiers
from seriatim.criteria.quantity import Threshold, find_unit
from seriatim.criteria.report_questions import FACT_FIELDS, AgeAtOnset, Asked, Described, Printed, Recorded
from seriatim.errors import PackError
from seriatim.model import INTERPRETATIONS, KINDS

_COMMON = ("is", "assume", "source")
_QUALIFIERS = (
    "kinds", "methods", "words", "without", "at",  "sites", "regions", "parts_at_most", "occasions", "persistent",
    "missing",
)  # fmt: skip
_BOUNDS = ("above", "below", "at_least", "at_most")
_SILENCE = ("not_met", "unknown")
_METHODS = ("history", "examination", "laboratory", "imaging", "histology", "electrophysiology", "other")


@dataclass(frozen=True, slots=True)
class ExpressionReader:
    """Reads expressions of one pack.

    Attributes:
        path: the file, for complaints.
        readings: ids of the pack's assumptions.
        items: ids of the items read so far, which an expression may refer to.
    """

    path: Path
    readings: Collection[str]
    items: Collection[str]

    def read(self, data: Any) -> Expression:
        """Read one expression and what it consists of."""
        if not isinstance(data, Mapped):
            raise PackError(
                self.path, None, f"an expression must be a mapping with one of {', '.join(_READERS)}"
            )
        asked = [key for key in data if key in _READERS]
        if len(asked) != 1:
            problem = f"an expression needs exactly one of {', '.join(_READERS)}"
            raise PackError(self.path, data.line, f"{problem}; this has {', '.join(asked) or 'none'}")
        keys, reader = _READERS[asked[0]]
        fields = Fields(self.path, data, (*_COMMON, asked[0], *keys))
        expression = reader(self, fields)
        reading = fields.text("assume", "")
        if not reading:
            return expression
        if reading not in self.readings:
            fields.fail(f"'{reading}' is not among the pack's assumptions", "assume")
        return Assumed(reading, (expression,))

    def parts(self, fields: Fields, key: str) -> tuple[Expression, ...]:
        """Read the parts of a compound expression."""
        parts = fields.each(key, self.read)
        if not parts:
            fields.fail(f"'{key}' is empty", key)
        return parts


def _label(fields: Fields, default: str) -> str:
    return fields.text("is", default)


def _known(fields: Fields, key: str, options: Collection[str]) -> tuple[str, ...]:
    words = fields.words(key)
    for word in words:
        if word not in options:
            fields.fail(f"'{word}' is not one of {', '.join(options)}", key)
    return words


def _lower(fields: Fields, key: str) -> tuple[str, ...]:
    words = fields.words(key)
    for word in words:
        if word != word.lower():
            fields.fail(f"'{word}' must be in lower case: it is compared without regard to case", key)
    return words


def _qualifiers(fields: Fields) -> Qualifiers:
    return Qualifiers(
        kinds=_known(fields, "kinds", KINDS),
        methods=_known(fields, "methods", _METHODS),
        words=_lower(fields, "words"),
        without=_lower(fields, "without"),
        at=fields.words("at"),
        sites=fields.count("sites"),
        regions=fields.count("regions"),
        parts_at_most=fields.count("parts_at_most"),
        occasions=fields.count("occasions"),
        persistent=_lower(fields, "persistent"),
        missing=fields.text("missing", ""),
    )


def _coded(reader: ExpressionReader, fields: Fields) -> Expression:
    codes = fields.codes("code")
    if not codes:
        fields.fail("'code' is empty", "code")
    return Coded(
        label=_label(fields, ", ".join(codes)),
        codes=codes,
        qualifiers=_qualifiers(fields),
        exact=_exact(fields, codes) | _vague(fields, codes),
        but=fields.codes("but"),
        vague=_vague(fields, codes),
        vague_words=_lower(fields, "vague_words"),
    )


def _exact(fields: Fields, codes: tuple[str, ...]) -> frozenset[str]:
    """Read which codes stand for themselves alone: true for all of them, or a list."""
    if not isinstance(fields.data.get("exact"), Mapped | list):
        return frozenset(codes) if fields.flag("exact", False) else frozenset()
    named = fields.codes("exact")
    if not set(named) <= set(codes):
        fields.fail("'exact' must be among the codes asked for", "exact")
    return frozenset(named)


def _vague(fields: Fields, codes: tuple[str, ...]) -> frozenset[str]:
    named = fields.codes("vague")
    if not set(named) <= set(codes):
        fields.fail("'vague' must be among the codes asked for", "vague")
    return frozenset(named)


def _measured(reader: ExpressionReader, fields: Fields) -> Expression:
    codes, named = fields.codes("test"), _lower(fields, "named")
    if not codes and not named:
        fields.fail("a test needs codes, or the words that name it", "test")
    threshold = _threshold(fields)
    interpretations = _known(fields, "result", INTERPRETATIONS)
    if threshold is None and not interpretations:
        fields.fail("a test needs a bound (above, below, at_least, at_most) or a result", "test")
    return Measured(
        label=_label(fields, ", ".join(codes or named)),
        codes=codes,
        named=named,
        threshold=threshold,
        interpretations=interpretations,
        qualifiers=_qualifiers(fields),
    )


def _threshold(fields: Fields) -> Threshold | None:
    bounds = {key: fields.number(key) for key in _BOUNDS}
    if all(bound is None for bound in bounds.values()):
        return None
    unit = fields.text("unit", "")
    if unit and unit != "titre" and find_unit(unit) is None:
        fields.fail(f"unit '{unit}' is not in the table of units", "unit")
    return Threshold(unit=unit, factors=fields.named_numbers("factors"), **bounds)


def _combined(how: str) -> Callable[[ExpressionReader, Fields], Expression]:
    def read(reader: ExpressionReader, fields: Fields) -> Expression:
        parts = reader.parts(fields, how)
        default = {"any": " or ", "all": " and "}.get(how)
        label = default.join(part.label for part in parts) if default else parts[0].label
        return Combined(_label(fields, label), how, parts)

    return read


def _at_least(reader: ExpressionReader, fields: Fields) -> Expression:
    n, parts = fields.count("at_least"), reader.parts(fields, "of")
    if not 1 <= n <= len(parts):
        fields.fail(f"'at_least' is {n}, but there are {len(parts)} parts", "at_least")
    names = ", ".join(part.label for part in parts)
    return Combined(_label(fields, f"{n} of {names}"), "at_least", parts, n)


def _first(reader: ExpressionReader, fields: Fields) -> Expression:
    parts = reader.parts(fields, "first")
    return First(_label(fields, parts[0].label), parts)


def _negated(reader: ExpressionReader, fields: Fields) -> Expression:
    part = fields.one("not", reader.read)
    return Negated(_label(fields, f"not {part.label}"), (part,))


def _referred(reader: ExpressionReader, fields: Fields) -> Expression:
    item = fields.identifier("item")
    if item not in reader.items:
        fields.fail(f"'{item}' is not an item above this one", "item")
    return Referred(_label(fields, item), item)


def _recorded(reader: ExpressionReader, fields: Fields) -> Expression:
    return Recorded(
        label=_label(fields, ""),
        kinds=_known(fields, "facts", KINDS),
        methods=_known(fields, "methods", _METHODS),
        words=_lower(fields, "words"),
        having=_known(fields, "having", FACT_FIELDS),
        at_least=fields.count("at_least", 1),
        silence=fields.choice("silence", _SILENCE, "not_met"),
    )


def _printed(reader: ExpressionReader, fields: Fields) -> Expression:
    inner = Fields(
        fields.path,
        fields.data["report"],
        ("sections", "headings", "words", "title", "keywords", "references"),
    )
    bounds = inner.each("keywords", lambda element: element)
    if not all(isinstance(bound, int) for bound in bounds) or len(bounds) not in (0, 2):
        inner.fail("'keywords' must be two whole numbers, the least and the greatest", "keywords")
    return Printed(
        label=_label(fields, ""),
        sections=inner.words("sections"),
        headings=_lower(inner, "headings"),
        words=_lower(inner, "words"),
        title=_lower(inner, "title"),
        keywords=(bounds[0], bounds[1]) if len(bounds) == 2 else None,
        references=inner.count("references"),
        silence=fields.choice("silence", _SILENCE, "not_met"),
    )


def _described(reader: ExpressionReader, fields: Fields) -> Expression:
    inner = Fields(fields.path, fields.data["patients"], ("having", "at_least"))
    having = _known(inner, "having", ("age", "sex"))
    return Described(_label(fields, ""), having, inner.count("at_least", 1))


def _asked(reader: ExpressionReader, fields: Fields) -> Expression:
    return Asked(fields.text("ask"))


def _age(reader: ExpressionReader, fields: Fields) -> Expression:
    codes = fields.codes("age_at_onset")
    low, high = fields.number("at_least"), fields.number("below")
    label = _label(fields, "age at onset")
    return AgeAtOnset(label, codes, low or 0.0, float("inf") if high is None else high)


_READERS: dict[str, tuple[tuple[str, ...], Callable[[ExpressionReader, Fields], Expression]]] = {
    "code": ((*_QUALIFIERS, "exact", "but", "vague", "vague_words"), _coded),
    "test": ((*_QUALIFIERS, *_BOUNDS, "named", "unit", "factors", "result"), _measured),
    "any": ((), _combined("any")),
    "all": ((), _combined("all")),
    "same": ((), _combined("same")),
    "of": (("at_least",), _at_least),
    "first": ((), _first),
    "not": ((), _negated),
    "item": ((), _referred),
    "facts": (("methods", "words", "having", "at_least", "silence"), _recorded),
    "report": (("silence",), _printed),
    "patients": ((), _described),
    "ask": ((), _asked),
    "age_at_onset": (("at_least", "below"), _age),
}
EXPRESSION_KEYS = tuple(_READERS)
