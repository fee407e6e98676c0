"""What a report tells only by its end: "the rash resolved" says that there was a rash, too."""

from __future__ import annotations

from seriatim.extract._context import Context
from seriatim.model import Fact

_FINDINGS = frozenset({"phenotype", "disease"})
_RULE = "told by its resolution"


def add_what_was_there(_: Context, facts: list[Fact]) -> list[Fact]:
    """Add the finding itself where only its resolution is told.

    A finding that has resolved is absent at that time; that it was there is another fact. Where no other
    statement about the patient says so, the same words do, and the fact drawn from them is derived. Only
    findings with a code are counted over patients, and need it.

    Args:
        facts: with status and patient; what resolved is absent with the course "resolved".

    Example:
        >>> from seriatim.extract._context import begin_fact
        >>> from seriatim.model import Report
        >>> from seriatim.text import read_prose
        >>> context = Context(read_prose(Report(id="r", text="The rash resolved.")))
        >>> course = {"course": ("resolved",)}
        >>> rash = begin_fact(context.prose, "phenotype", "Rash", (4, 8), code="HP:0000988", status="absent", modifiers=course)
        >>> [(f.status, f.rule) for f in add_what_was_there(context, [rash])]
        [('absent', None), ('present', 'told by its resolution')]
    """
    told = {_finding(f) for f in facts if f.status == "present"}
    added = []
    for fact in facts:
        if fact.kind in _FINDINGS and fact.gone and fact.code and _finding(fact) not in told:
            told.add(_finding(fact))
            added.append(_as_it_was(fact))
    return [*facts, *added]


def _finding(fact: Fact) -> tuple[str | None, str, str]:
    return fact.patient, fact.subject, fact.code or ""


def _as_it_was(fact: Fact) -> Fact:
    """The same finding before it resolved; the time told is that of its end."""
    kept = {k: v for k, v in fact.modifiers.items() if k != "course"}
    return fact.changed(
        id=f"{fact.id}@before", status="present", cue=None, rule=_RULE, time=None, modifiers=kept
    )
