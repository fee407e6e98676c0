"""Moments and stages: "at birth", "postoperative", "later", "childhood", "since starting", "POD 3"."""

from __future__ import annotations

import re

from seriatim.text import _time_patterns as patterns
from seriatim.text._time_cues import Cue
from seriatim.text._time_expression import TimeExpression


def read_coded_day(folded: str, cue: Cue) -> list[TimeExpression]:
    """Such as "POD 3": the cue's value is the event."""
    m = patterns.code_number().match(folded, cue.end)
    if m is None:
        return []
    return [TimeExpression(cue.start, m.end(), "relative", f"P{m['n']}D", relation="after", anchor=cue.value)]


def read_named(_: str, cue: Cue) -> list[TimeExpression]:
    relation, _, anchor = cue.value.partition(" ")
    return [TimeExpression(cue.start, cue.end, "named", relation=relation, anchor=anchor)]


def read_attributive(folded: str, cue: Cue) -> list[TimeExpression]:
    return [time._replace(attributive=True) for time in read_named(folded, cue)]


def read_deictic(_: str, cue: Cue) -> list[TimeExpression]:
    relation = "at" if cue.value == "P0D" else "after" if cue.value else None
    return [TimeExpression(cue.start, cue.end, "relative", cue.value or None, relation=relation)]


def read_vague(_: str, cue: Cue) -> list[TimeExpression]:
    return [TimeExpression(cue.start, cue.end, "vague", relation=cue.value)]


def read_after_act(folded: str, cue: Cue) -> list[TimeExpression]:
    """Such as "since starting | lisinopril": no length, and what it is counted from follows."""
    m = patterns.act_before().search(folded, max(0, cue.start - 24), cue.start)
    if m is None:
        return []
    time = TimeExpression(m.start(), m.end("lead"), "vague", relation="after", lead=m["lead"], reach=cue.end)
    return [time._replace(anchor=cue.value or None)]


def read_stage(folded: str, cue: Cue) -> list[TimeExpression]:
    """A stage of life; without a preposition it is an adjective of the noun behind it ("childhood asthma").

    That puberty came early, late or not at all dates nothing.
    """
    if patterns.no_stage().search(folded, max(0, cue.start - 24), cue.start):
        return []
    lead = patterns.lead().search(folded, max(0, cue.start - 16), cue.start)
    before = _PREPOSITION.search(folded, max(0, cue.start - 24), cue.start)
    return [
        TimeExpression(
            cue.start,
            cue.end,
            "stage",
            relation="at",
            label=cue.value,
            lead=lead["lead"].strip() if lead else "",
            attributive=not lead and not before and _NOUN.match(folded, cue.end) is not None,
        )
    ]


_PREPOSITION = re.compile(
    r"\b(?:in|during|since|from|at|until|till|through|throughout|by|before|after)\s(?:[a-z]+\s)?\Z"
)
_NOUN = re.compile(
    r"\s(?!(?:and|or|with|she|he|when|the|a|an|in|at|of|on|for|from|by|to|but|as|was|were|had|has|is)\b)[a-z]"
)


def read_set(_: str, cue: Cue) -> list[TimeExpression]:
    return [TimeExpression(cue.start, cue.end, "set", cue.value)]
