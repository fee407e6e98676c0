"""Jinja and the static parts of the pages, loaded at first use."""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from jinja2 import Environment


@cache
def _environment() -> Environment:
    from jinja2 import Environment, FunctionLoader

    return Environment(loader=FunctionLoader(read_part), autoescape=True, trim_blocks=True)


@cache
def read_part(name: str) -> str:
    """Read a template, style sheet or script of the pages."""
    return (files("seriatim") / "present" / "templates" / name).read_text(encoding="utf-8")


def fill(template: str, **values: Any) -> str:
    """Fill a template; everything is escaped but what is marked safe."""
    from markupsafe import Markup

    return _environment().get_template(template).render(style=Markup(read_part("style.css")), **values)


def embed_json(data: Any) -> Any:
    """Make data safe to stand inside a script element."""
    from markupsafe import Markup

    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return Markup(text.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029"))
