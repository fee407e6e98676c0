"""Outcomes: what came of a disease and of a treatment."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from seriatim.extract._context import Context, begin_fact
from seriatim.model import Fact
from seriatim.terms import PhraseMatcher, read_table


@dataclass(frozen=True, slots=True)
class ResponseWord:
    """What an outcome word says: the outcome, and the response to a treatment it is tied to."""

    label: str
    response: str


@cache
def load_response_words() -> PhraseMatcher[ResponseWord]:
    """Load the table of outcome words as a matcher."""
    rows = read_table("response_words.tsv")
    return PhraseMatcher((row["words"], ResponseWord(row["label"], row["response"])) for row in rows)


def find_outcomes(context: Context) -> list[Fact]:
    """Find the outcomes a report states: resolved, improved, recurrence, death, lost to follow-up, ..."""
    prose = context.prose
    return [
        begin_fact(prose, "outcome", hit.entry.label, (hit.start, hit.end), response=hit.entry.response)
        for hit in load_response_words().find(prose.text)
        if prose.sentence_at(hit.start) is not None
    ]
