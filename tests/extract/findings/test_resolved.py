"""Findings that are told by their end."""

from __future__ import annotations

from extract.invented import context, facts
from seriatim.extract.findings.resolved import add_what_was_there
from seriatim.extract.status.assertion import assert_facts
from seriatim.model import Fact


def told(text: str, *words: str) -> list[Fact]:
    where = context(text)
    found = [f.changed(patient="P1", code=f"HP:{f.label}") for f in facts(where, *words)]
    return add_what_was_there(where, assert_facts(where, found))


def test_what_resolved_is_absent_by_then_and_was_there_before() -> None:
    ended, before = told("The colic had resolved by May.", "colic")
    assert (ended.status, ended.cue, ended.gone) == ("absent", "had resolved", True)
    assert (before.status, before.cue, before.rule) == ("present", None, "told by its resolution")


def test_what_is_told_elsewhere_is_not_added_again() -> None:
    where = context("He had colic. By May the colic resolved.")
    found = [f.changed(code="HP:1") for f in assert_facts(where, facts(where, "colic", "the colic"))]
    assert [f.status for f in add_what_was_there(where, found)] == ["present", "absent"]


def test_what_is_denied_was_never_there() -> None:
    [fact] = told("He had no colic.", "colic")
    assert (fact.status, fact.gone) == ("absent", False)
