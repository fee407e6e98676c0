"""Which diagnostic act governs which stretch of text: what follows "the biopsy revealed" is histology."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache

from seriatim.extract._context import Context
from seriatim.extract._results import read_results
from seriatim.terms import read_table
from seriatim.terms.laboratory import ACT_KINDS
from seriatim.text import Sentence

# What an act shows is looked for this far behind it and before it.
_REACH = 160
_CARRIED = frozenset({"histology", "imaging", "examination"})


@dataclass
class Governed:
    """The stretches of a text and how the findings in them were made.

    Attributes:
        starts: offsets at which the method changes, in order.
        methods: the method from each of them on, None where it is open.
    """

    starts: list[int] = field(default_factory=list)
    methods: list[str | None] = field(default_factory=list)

    def add(self, start: int, method: str | None) -> None:
        """Let `method` hold from `start` on; offsets must not go back."""
        self.starts.append(start)
        self.methods.append(method)

    def method_at(self, offset: int) -> str | None:
        """Return how a finding at an offset was made, or None."""
        at = bisect_right(self.starts, offset) - 1
        return self.methods[at] if at >= 0 else None


def find_governed(context: Context) -> Governed:
    """Find which method holds where, sentence by sentence."""
    acts = {
        read.sentence.index: [
            (r.test.start, r.test.end, r.known.method) for r in read.results if r.known.category in ACT_KINDS
        ]
        for read in read_results(context)
    }
    governed, carried, paragraph = Governed(), None, -1
    for sentence in context.prose.sentences:
        if sentence.paragraph != paragraph:
            paragraph, carried = sentence.paragraph, None
        carried = _govern(context.prose.text, sentence, acts.get(sentence.index, []), carried, governed)
    return governed


def _govern(
    text: str, sentence: Sentence, acts: list[tuple[int, int, str]], carried: str | None, governed: Governed
) -> str | None:
    """Add the stretches of one sentence; return the method that holds on in the next one."""
    words = text[sentence.start : sentence.end]
    opening = _backward(words, sentence.start, acts)
    changes = sorted(_forward(text, sentence, acts))
    if opening is None and carried and not _is_broken(words, carried):
        opening = carried
    governed.add(sentence.start, opening)
    for start, method in changes:
        governed.add(start, method)
    governed.add(sentence.end, None)
    last = changes[-1][1] if changes else opening
    return last if last in _CARRIED else None


def _forward(text: str, sentence: Sentence, acts: list[tuple[int, int, str]]) -> Iterator[tuple[int, str]]:
    """Yield where the findings of each act begin: behind its verb of showing."""
    patterns = _patterns()
    for _, end, method in acts:
        if verb := patterns["show"].search(text, end, min(sentence.end, end + _REACH)):
            yield verb.end(), method
        elif method == "examination":
            yield end, method
    for role, method in _TRIGGERS:
        for trigger in patterns[role].finditer(text, sentence.start, sentence.end):
            yield trigger.end(), method


def _backward(words: str, start: int, acts: list[tuple[int, int, str]]) -> str | None:
    """Return the method of a sentence whose findings stand before "was seen on the radiographs"."""
    for low, _, method in acts:
        if _patterns()["seen_by"].search(words[max(0, low - start - 60) : low - start]):
            return method
    return None


def _is_broken(words: str, carried: str) -> bool:
    """Tell whether a sentence takes up something else than the findings before it."""
    patterns = _patterns()
    if patterns["break"].search(words):
        return True
    return carried != "examination" and bool(patterns["opener"].match(words))


_TRIGGERS = (("history", "history"), ("examination", "examination"))


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    rows = read_table("finding_verbs.tsv")

    def alternatives(role: str, method: str = "") -> str:
        found = [r["words"] for r in rows if r["role"] == role and r["method"] == method]
        return "|".join(re.escape(w) for w in sorted(found, key=len, reverse=True))

    between = r"(?:\s+(?:both|also|only|the|a|an|his|her|initial|follow-up|plain|routine|subsequent)){0,3}\s*"
    return {
        "show": re.compile(rf"(?i)\b(?:{alternatives('show')})\b"),
        "seen_by": re.compile(
            rf"(?i)\b(?:{alternatives('seen')})(?:\s+both)?\s+(?:on|in|by|at|with|during|upon|through){between}$"
        ),
        "break": re.compile(rf"(?i)\b(?:{alternatives('break')})\b"),
        "opener": re.compile(rf"(?i)(?:{alternatives('opener')})\b"),
        "history": re.compile(rf"(?i)\b(?:{alternatives('trigger', 'history')})\b"),
        "examination": re.compile(rf"(?i)\b(?:{alternatives('trigger', 'examination')})\b"),
    }
