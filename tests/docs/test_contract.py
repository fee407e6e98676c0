"""docs/contract.md names every field that the JSON of a case has; CONTRIBUTING.md names functions that exist."""

from __future__ import annotations

import re
from dataclasses import fields
from importlib import import_module
from pathlib import Path

import pytest

from seriatim import model
from seriatim.model.case import Case
from seriatim.model.claim import Claim
from seriatim.model.fact import Fact, Patient, Site, Time
from seriatim.model.note import Note
from seriatim.model.report import Author, Cell, Page, Reference, Report, Section, Source, Table
from seriatim.model.review import Review
from seriatim.model.verdict import Assumption, Flip, Item, Verdict
from seriatim.series.decisions import ACTIONS, STAGES, Decision

ROOT = Path(__file__).parents[2]
CONTRACT = (ROOT / "docs" / "contract.md").read_text(encoding="utf-8")
VALUES = (
    Assumption, Author, Case, Cell, Claim, Fact, Flip, Item, Note, Page, Patient, Reference, Report, Review, Section, Site,
    Source, Table, Time, Verdict,
)  # fmt: skip
ROOM = re.compile(r"^\| `(?P<room>[a-z]+)` \|[^|]*\|(?P<gives>.*)\|$", re.MULTILINE)
CALLED = re.compile(r"`(?:(?P<module>[a-z_]+)\.)?(?P<name>[a-z_]+)\(")


@pytest.mark.parametrize("value", VALUES, ids=lambda v: v.__name__)
def test_every_field_of_the_json_is_explained(value: type) -> None:
    words = set(re.findall(r"\w+", CONTRACT))
    assert {f.name.removesuffix("_") for f in fields(value)} - words == set()


def test_every_field_of_a_decision_is_explained() -> None:
    words = set(re.findall(r"\w+", (ROOT / "docs" / "review.md").read_text(encoding="utf-8")))
    assert {f.name for f in fields(Decision)} - words == set()
    assert set(ACTIONS) | set(STAGES) <= words


def test_every_value_of_a_closed_list_is_named() -> None:
    words = set(re.findall(r"\w+", CONTRACT))
    lists = (model.KINDS, model.STATUSES, model.SUBJECTS, model.INTERPRETATIONS, model.RESPONSES)
    assert [value for values in lists for value in values if value not in words] == []


def _promised() -> list[tuple[str, str, str]]:
    map_of_the_house = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    return [
        (row["room"], call["module"] or "", call["name"])
        for row in ROOM.finditer(map_of_the_house)
        for call in CALLED.finditer(row["gives"])
    ]


@pytest.mark.parametrize(("room", "module", "name"), _promised())
def test_a_function_of_the_map_is_where_it_is_said_to_be(room: str, module: str, name: str) -> None:
    path = ".".join(filter(None, ("seriatim", room, module)))
    assert hasattr(import_module(path), name), f"{path} has no {name}"


def test_every_link_of_the_pages_leads_somewhere() -> None:
    pages = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md"))]
    links = [(p, link) for p in pages for link in re.findall(r"\]\(([^)#:]+)[^):]*\)", p.read_text("utf-8"))]
    assert links
    assert [f"{p.name}: {link}" for p, link in links if not (p.parent / link).exists()] == []
