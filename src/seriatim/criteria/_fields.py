"""Reading single fields of a pack, with errors that name the line."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any, NoReturn, TypeVar

from seriatim.criteria._yaml import Listed, Mapped
from seriatim.errors import PackError

T = TypeVar("T")

_CODE = re.compile(r"(HP:\d{7}|MONDO:\d{7}|UBERON:\d{7}|LOINC:\d{1,5}-\d|ATC:[A-Z]\d{2}[A-Z0-9]{0,4}|"
                   r"ICD10CM:[A-Z]\d[\dA-Z](\.[\dA-Z]{1,4})?|OMIM:\d{6}|ORPHA:\d{1,6})")  # fmt: skip
_IDENTIFIER = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


class Fields:
    """A mapping of a pack under reading; every complaint names its file and line.

    Args:
        path: the file.
        data: the mapping.
        known: keys that may occur.
    """

    def __init__(self, path: Path, data: Any, known: Iterable[str]) -> None:
        if not isinstance(data, Mapped):
            raise PackError(path, None, f"expected a mapping with {', '.join(sorted(known))}")
        self.path = path
        self.data = data
        allowed = sorted(known)
        for key in data:
            if key not in allowed:
                near = difflib.get_close_matches(key, allowed, 1)
                hint = f"; did you mean '{near[0]}'?" if near else f"; known: {', '.join(allowed)}"
                self.fail(f"unknown key '{key}'{hint}", key)

    def fail(self, problem: str, key: str | None = None) -> NoReturn:
        """Complain about a key, or about the whole mapping."""
        line = self.data.lines.get(key, self.data.line) if key else self.data.line
        raise PackError(self.path, line, problem)

    def __contains__(self, key: str) -> bool:
        return key in self.data

    def text(self, key: str, default: str | None = None) -> str:
        """Read a string; without a default it must be there."""
        held = self.data.get(key, default)
        if held is None:
            self.fail(f"'{key}' is missing", key)
        if not isinstance(held, str) or (not held.strip() and default is None):
            self.fail(f"'{key}' must be text (quote it)", key)
        return held.strip()

    def identifier(self, key: str = "id") -> str:
        """Read an id: lower-case words with hyphens."""
        held = self.text(key)
        if not _IDENTIFIER.fullmatch(held):
            self.fail(f"'{held}' is not an id (lower-case letters and digits, joined by hyphens)", key)
        return held

    def choice(self, key: str, options: Iterable[str], default: str) -> str:
        """Read one of some words."""
        held = self.text(key, default)
        if held not in options:
            self.fail(f"'{key}' must be one of {', '.join(options)}, not '{held}'", key)
        return held

    def flag(self, key: str, default: bool) -> bool:
        """Read true or false."""
        held = self.data.get(key, default)
        if not isinstance(held, bool):
            self.fail(f"'{key}' must be true or false", key)
        return held

    def count(self, key: str, default: int = 0) -> int:
        """Read a whole number, not negative."""
        held = self.data.get(key, default)
        if not isinstance(held, int) or isinstance(held, bool) or held < 0:
            self.fail(f"'{key}' must be a whole number", key)
        return held

    def number(self, key: str) -> float | None:
        """Read a number, or None where it is not given."""
        held = self.data.get(key)
        if held is None:
            return None
        if not isinstance(held, int | float) or isinstance(held, bool):
            self.fail(f"'{key}' must be a number", key)
        return float(held)

    def numbers(self, key: str, columns: Iterable[str]) -> dict[str, float]:
        """Read points: one number for every scoring column, or one by column."""
        held = self.data.get(key)
        if held is None:
            return {}
        if isinstance(held, Mapped):
            inner = Fields(self.path, held, columns)
            return {name: value for name in held if (value := inner.number(name)) is not None}
        value = self.number(key)
        return {} if value is None else dict.fromkeys(columns, value)

    def words(self, key: str) -> tuple[str, ...]:
        """Read one string or several."""
        held = self.data.get(key)
        if held is None:
            return ()
        said = held if isinstance(held, Listed) else [held]
        if not all(isinstance(word, str) and word for word in said):
            self.fail(f"'{key}' must be text, or a list of texts", key)
        return tuple(said)

    def codes(self, key: str) -> tuple[str, ...]:
        """Read one code or several."""
        codes = self.words(key)
        for code in codes:
            if not _CODE.fullmatch(code):
                self.fail(f"'{code}' is not a code like HP:0025300 or LOINC:5048-4", key)
        return codes

    def each(self, key: str, read: Callable[[Any], T]) -> tuple[T, ...]:
        """Read a list, element by element."""
        held = self.data.get(key)
        if held is None:
            return ()
        if not isinstance(held, Listed):
            self.fail(f"'{key}' must be a list", key)
        lines: list[int | None] = [*held.lines] or [self.data.lines.get(key)] * len(held)
        return tuple(self._located(read, element, line) for element, line in zip(held, lines, strict=True))

    def one(self, key: str, read: Callable[[Any], T]) -> T:
        """Read what stands under a key; it must be there."""
        if key not in self.data:
            self.fail(f"'{key}' is missing")
        return self._located(read, self.data[key], self.data.lines.get(key))

    def _located(self, read: Callable[[Any], T], data: Any, line: int | None) -> T:
        """Read, and give a complaint that knows no line the line of what was read."""
        try:
            return read(data)
        except PackError as error:
            if error.line is not None:
                raise
            raise PackError(self.path, line, error.problem) from error

    def named_numbers(self, key: str) -> dict[str, float]:
        """Read a mapping of any names to numbers, empty where it is not given."""
        held = self.mapping(key)
        for name, value in held.items():
            if not isinstance(value, int | float) or isinstance(value, bool):
                self.fail(f"'{name}' in '{key}' must be a number", key)
        return {name: float(value) for name, value in held.items()}

    def mapping(self, key: str) -> Mapping[str, Any]:
        """Read a mapping, empty where it is not given."""
        held = self.data.get(key)
        if held is None:
            return {}
        if not isinstance(held, Mapped):
            self.fail(f"'{key}' must be a mapping", key)
        return held
