"""Whether the report is written in the language that facts are read from."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from seriatim.audit.codes import make_note
from seriatim.model import Case, Note
from seriatim.text import Prose
from seriatim.text.tables import read_table

_WORD = re.compile(r"[^\W\d_]+")
_ENOUGH = 50  # words from which the language of a text can be told
_SHARE = 0.1  # of English prose about a third are function words, of other languages some hundredths
_READ = 20_000  # characters looked at


def check_language(case: Case, prose: Prose) -> Iterator[Note]:
    """Check that the text before the references is English: what is found in another language is incomplete."""
    report = case.report
    end = next((s.start for s in report.sections if s.name == "references"), len(prose.text))
    words = _WORD.findall(prose.text[: min(end, _READ)].lower())
    if len(words) >= _ENOUGH and sum(w in _function_words() for w in words) < _SHARE * len(words):
        yield make_note(
            "not-english",
            "The text is not in English; facts are read from English, and what is found is incomplete.",
        )


@cache
def _function_words() -> frozenset[str]:
    return frozenset(row["word"] for row in read_table("function_words.tsv"))
