"""The words of front matter, from `data/front_words.tsv`."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

_ADDRESS_SIGNS = re.compile(r"@|\bhttps?://|\bwww\.|\b\d{5}(?:-\d{4})?\b|\bTel\b|\bFax\b", re.I)


@dataclass(frozen=True)
class FrontWords:
    """Cue words of title pages by what they tell.

    Attributes:
        dates: cue ("accepted for publication") to the kind of date ("accepted").
        labels: article type labels printed above a title ("case report").
        degrees, particles, salutations: parts of names that are not names.
        address: words of an affiliation. notice: of a line about rights, contact or the journal's site.
    """

    dates: dict[str, str]
    labels: frozenset[str]
    degrees: frozenset[str]
    particles: frozenset[str]
    salutations: frozenset[str]
    address: re.Pattern[str]
    notice: re.Pattern[str]
    date_cue: re.Pattern[str]

    def is_address(self, words: str) -> bool:
        """Whether words are an affiliation or a way to reach someone."""
        return bool(self.address.search(words) or _ADDRESS_SIGNS.search(words))

    def is_label(self, words: str) -> bool:
        """Whether words are the kind of article ("Case Report", "Letter to the Editor")."""
        return " ".join(re.sub(r"[^\w ]", " ", words).casefold().split()) in self.labels


@cache
def front_words() -> FrontWords:
    """Load the table."""
    table = files("seriatim.data").joinpath("front_words.tsv").read_text(encoding="utf-8")
    held: dict[str, list[str]] = defaultdict(list)
    dates: dict[str, str] = {}
    for line in table.splitlines()[1:]:
        if line and not line.startswith("#"):
            word, kind, *_ = line.split("\t")
            held[kind.split(":")[0]].append(word)
            if kind.startswith("date:"):
                dates[word] = kind[5:]
    return FrontWords(
        dates=dates,
        labels=frozenset(held["label"]),
        degrees=frozenset(held["degree"]),
        particles=frozenset(held["particle"]),
        salutations=frozenset(held["salutation"]),
        address=_any_of(held["address"]),
        notice=_any_of(held["notice"]),
        date_cue=_any_of(list(dates)),
    )


def _any_of(words: list[str]) -> re.Pattern[str]:
    ordered = sorted(words, key=lambda w: (-len(w), w))
    return re.compile(
        r"(?<!\w)(?:" + "|".join(re.escape(w).replace(r"\ ", r"\s+") for w in ordered) + r")(?!\w)", re.I
    )
