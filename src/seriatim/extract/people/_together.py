"""People introduced together with an age each: "Two brothers aged 5 and 7 years"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from seriatim.extract.people._labels import read_count
from seriatim.extract.people._mentions import Mention
from seriatim.extract.people._person_words import word_as, words_as
from seriatim.text import Prose
from seriatim.text.durations import write_duration
from seriatim.text.wording import fill_classes

_LAST_AGE = re.compile(r"and\s\d{1,2}[\s-](?:year|month|week|day)")


@cache
def _together() -> re.Pattern[str]:
    """A number of people and their ages in a list, the unit behind the last."""
    written = (
        r"\b(?P<count>{to_ten})\s(?:[a-z-]+\s){0,3}?(?P<who>{people}),?\s\(?"
        r"(?:(?:who|were|being|are|now|aged|ages|of)\s){0,3}(?P<ages>\d{1,2}(?:,\s\d{1,2}){0,8},?\sand\s\d{1,2})"
        r"[\s-](?P<unit>years?|months?|weeks?|days?)\b(?:[\s-]old|\sof\sage)?"
    )
    return re.compile(fill_classes(written, people=words_as("plural", "kin_plural")))


def mentions_together(prose: Prose) -> Iterator[Mention]:
    """Find people introduced together, one for each age where there are as many ages as people.

    Args:
        prose: the report's prose.
    """
    if not _LAST_AGE.search(prose.folded):
        return
    for m in _together().finditer(prose.folded):
        word = word_as(m["who"], "plural", "kin_plural")
        ages = list(re.finditer(r"\d{1,2}", m["ages"]))
        sentence = prose.sentence_at(m.start())
        if word is None or sentence is None or read_count(m["count"]) != len(ages):
            continue
        if word.stage in ("parent", "grandparent"):
            continue
        for at, age in enumerate(ages):
            low, high = m.start("ages") + age.start(), m.start("ages") + age.end()
            last = at == len(ages) - 1
            yield Mention(
                sentence.index,
                m.start() if at == 0 else low,
                m.end() if last else high,
                age=write_duration(float(age[0]), m["unit"][0].upper()),
                sex=word.sex or None,
                age_span=(low, m.end() if last else high),
                sex_span=m.span("who") if word.sex and at == 0 else None,
                noun=m["who"].removesuffix("s"),
                indefinite=True,
            )
