"""The words that say what came of a disease or a treatment, from `data/response_words.tsv`."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from seriatim.terms import PhraseMatcher
from seriatim.text.folding import fold
from seriatim.text.tables import expand_choices, read_table


@dataclass(frozen=True, slots=True)
class ResponseWord:
    """What an outcome word says: the outcome, and the response to a treatment it is tied to."""

    label: str
    response: str


@cache
def load_response_words() -> PhraseMatcher[ResponseWord]:
    """Load the table of outcome words as a matcher.

    Source: `data/response_words.tsv`.
    """
    rows = read_table("response_words.tsv")
    return PhraseMatcher(
        (phrase, ResponseWord(row["label"], row["response"]))
        for row in rows
        for phrase in expand_choices(row["words"])
    )


@cache
def _words() -> frozenset[str]:
    rows = [row for row in read_table("response_words.tsv") if row["label"]]
    words = {phrase for row in rows for phrase in expand_choices(row["words"])}
    return frozenset(words.union(row["label"] for row in rows))


def is_outcome_word(words: str) -> bool:
    """Tell whether words say only what came of something, and name no finding.

    Example:
        >>> is_outcome_word("Disease-free"), is_outcome_word("stable"), is_outcome_word("rash")
        (True, True, False)
    """
    return fold(words) in _words()
