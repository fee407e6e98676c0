"""Invented prose for the tests of medical actions."""

from __future__ import annotations

from seriatim.extract import run_steps
from seriatim.extract._context import Context, People
from seriatim.extract.people.patients import find_patients
from seriatim.extract.steps import default_steps
from seriatim.model import Fact, Report, Section
from seriatim.text import Prose, read_prose


def context_of(text: str) -> Context:
    """The context of a text whose patients nobody has looked for."""
    return Context(read_prose(Report("invented", text)), People())


def facts_of(text: str) -> list[Fact]:
    """The facts of a case section after every step."""
    prose = read_prose(Report("invented", text, sections=(Section("case", "", 0, len(text)),)))
    return list(run_steps(prose, find_patients(prose), default_steps()).facts)


def prose_of(*parts: tuple[str, str, str]) -> Prose:
    """Build prose from (section name, heading, words)."""
    text, sections = "", []
    for name, title, words in parts:
        start = len(text)
        text += (f"{title}\n\n" if title else "") + words + "\n\n"
        sections.append(Section(name, title, start, len(text)))
    return read_prose(Report(id="r", text=text, sections=tuple(sections)))
