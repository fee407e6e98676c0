"""The words that say what came of a disease or a treatment, from `data/response_words.tsv`, and where they say so."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from seriatim.extract._context import Context
from seriatim.terms import Hit, PhraseMatcher
from seriatim.text import Sentence
from seriatim.text.folding import fold
from seriatim.text.tables import alternatives, expand_choices, read_table

AHEAD = 60
"""How many characters before an outcome word may change what it says."""
_COMPOUND = re.compile(r"-[a-z]")  # "was well-capsulated"


@dataclass(frozen=True, slots=True)
class ResponseWord:
    """What an outcome word says: the outcome, and the response to a treatment it is tied to.

    Attributes:
        label: the outcome in plain words; "" of words that are none.
        response: complete | partial | none | worse | unclear.
        form: noun | verb | predicate | determiner; "" of a fixed phrase.
        needs: without what the word is no outcome: finding, less, more, denied, grade, of, turn, let.
    """

    label: str
    response: str
    form: str = ""
    needs: frozenset[str] = frozenset()


@cache
def load_response_words() -> PhraseMatcher[ResponseWord]:
    """Load the table of outcome words as a matcher.

    Source: `data/response_words.tsv`.
    """
    rows = read_table("response_words.tsv")
    return PhraseMatcher(
        (phrase, ResponseWord(row["label"], row["response"], row["form"], frozenset(row["needs"].split())))
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


def find_response_words(context: Context) -> list[tuple[Hit[ResponseWord], Sentence]]:
    """Find the outcome words of a report, with their sentences, but for what something was only done for."""
    known = context.memo.get("response words")
    if known is None:
        prose = context.prose
        known = context.memo["response words"] = [
            (hit, sentence)
            for hit in load_response_words().find(prose.text, folded=prose.folded)
            if hit.entry.label
            and not _COMPOUND.match(prose.folded, hit.end)
            and (sentence := prose.sentence_at(hit.start)) is not None
            and not _is_purpose(prose.folded, sentence.start, hit.start)
        ]
    found: list[tuple[Hit[ResponseWord], Sentence]] = known
    return found


def _is_purpose(folded: str, low: int, at: int) -> bool:
    """Tell whether what begins at an offset is only what something was done for ("to alleviate worsening")."""
    cut = at - low > AHEAD
    return _purpose().search(f"-{folded[at - AHEAD : at]}" if cut else folded[low:at]) is not None


@cache
def _purpose() -> re.Pattern[str]:
    words = {strength: alternatives(_cues(strength)) for strength in ("purpose", "no purpose")}
    return re.compile(
        rf"(?<![\w-])(?!(?:{words['no purpose']})\s)(?:[\w)%-]+,?\s|\A)(?:in order\s)?(?:{words['purpose']})"
        rf"\s(?:[a-z'-]+\s){{0,3}}\Z"
    )


def _cues(strength: str) -> set[str]:
    return {row["words"] for row in read_table("adverse_cues.tsv") if row["strength"] == strength}
