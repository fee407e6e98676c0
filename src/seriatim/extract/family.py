"""Sentences about a relative of the patient."""

from __future__ import annotations

import re
from functools import cache

from seriatim.extract._person_words import any_of, words_as
from seriatim.text import Prose
from seriatim.text.folding import fold


@cache
def _relative() -> re.Pattern[str]:
    kin = any_of((*words_as("kin"), *words_as("kin_plural")))
    whose = (
        r"(?:his|her|their|the|our|both|one|two|three|a|an|patient's|proband's|child's|infant's|boy's|girl's)"
    )
    kind = r"(?:(?:healthy|unaffected|affected|older|elder|younger|eldest|youngest|maternal|paternal|twin|first|second|other|only|\d+|\w+-year-old)\s)"
    acts = (
        r"(?:had|has|have|was|were|is|are|also|died|suffered|presented|developed|reported|carried|carries|showed|"
        r"underwent|did|denied|received|who|with|and|,|\()"
    )
    return re.compile(
        rf"(?:(?<!\w)|[,;:]\s|\b(?:and|that|while|whereas|but|in|of)\s)(?P<who>(?:{whose}\s){{1,2}}{kind}{{0,3}}{kin})\s?(?={acts})"
    )


@cache
def _family_history() -> re.Pattern[str]:
    return re.compile(
        r"\b(?P<who>family\shistory|familial\shistory|family\smembers?|relatives?|siblings?|parents)\b"
    )


def find_family(prose: Prose, folded: str | None = None) -> dict[int, str]:
    """Find the sentences whose first person is a relative, with the relative's own words.

    Args:
        prose: the report's prose.
        folded: its text, folded, where the caller has it already.

    Returns:
        Sentence index to the words ("Her mother"), as written.

    Example:
        >>> from seriatim.model import Report
        >>> from seriatim.text import read_prose
        >>> find_family(read_prose(Report(id="r", text="She was well. Her mother had psoriasis.")))
        {1: 'Her mother'}
    """
    found: dict[int, str] = {}
    plain = fold(prose.text) if folded is None else folded
    for sentence in prose.sentences:
        low, high = sentence.start, sentence.end
        m = _relative().match(plain, low, high) or _family_history().match(plain, low, high)
        if m is not None:
            found[sentence.index] = prose.text[m.start("who") : m.end("who")]
    return found
