"""Sentences about a relative of the patient."""

from __future__ import annotations

import re
from functools import cache

from seriatim.extract.people._person_words import words_as
from seriatim.text import Prose
from seriatim.text.tables import read_table
from seriatim.text.wording import fill_classes


@cache
def _relative() -> re.Pattern[str]:
    """A relative at the head of a sentence, before a word that says how they are, not what they report."""
    whose = r"(?:{whose}|{to_four}|both|all|an?|{patient_word}'s)"
    kind = r"(?:{kin_kind}|\d+|\w+-year-old)"
    written = (
        rf"(?P<who>(?:(?:{whose}\s){{1,2}}(?:{kind}\s){{0,3}})?"
        r"{kin})(?!\w)(?:\s(?:also|both|all|never|later))?(?:\s{state}\b|\s?\(|,?\s(?:who|with|and|of)\b|,)"
    )
    return re.compile(fill_classes(written, kin=words_as("kin", "kin_plural"), state=_states()))


def _states() -> tuple[str, ...]:
    return tuple(row["phrase"] for row in read_table("people_cues.tsv") if row["role"] == "relative_is")


_HISTORY = re.compile(r"(?P<who>(?:(?:his|her|the|a|patient's)\s)?famil(?:y|ial)\s(?:medical\s)?history)\b")


def find_family(prose: Prose) -> dict[int, str]:
    """Find the sentences whose first person is a relative, with the relative's own words.

    Args:
        prose: the report's prose.

    Returns:
        Sentence index to the words ("Her mother"), as written.

    Example:
        >>> from seriatim.model import Report
        >>> from seriatim.text import read_prose
        >>> find_family(read_prose(Report(id="r", text="She was well. Her mother had psoriasis.")))
        {1: 'Her mother'}
    """
    found: dict[int, str] = {}
    for sentence in prose.sentences:
        low, high = sentence.start, sentence.end
        m = _relative().match(prose.folded, low, high) or _HISTORY.match(prose.folded, low, high)
        if m is not None:
            found[sentence.index] = prose.text[m.start("who") : m.end("who")]
    return found
