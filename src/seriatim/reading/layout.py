"""The parts of a text without markup."""

from __future__ import annotations

from seriatim.model import Report


def describe_layout(text: str, name: str) -> Report:
    """Find title, authors, dates, sections and references of a text."""
    return Report(name, text)
