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
        labels: kinds of article printed above a title ("case report") to the JATS article type, or "".
        degrees, particles, salutations: parts of names that are not names.
        address: words of an affiliation. notice: of a line about rights, contact or the journal's site.
    """

    dates: dict[str, str]
    labels: dict[str, str]
    degrees: frozenset[str]
    particles: frozenset[str]
    salutations: frozenset[str]
    address: re.Pattern[str]
    notice: re.Pattern[str]
    date_cue: re.Pattern[str]

    def is_address(self, words: str) -> bool:
        """Whether words are an affiliation or a way to reach someone."""
        return bool(self.address.search(words) or _ADDRESS_SIGNS.search(words))

    def is_notice(self, words: str) -> bool:
        """Whether a paragraph is about rights, contact or history of the article."""
        return bool(self.notice.search(words[:90]))

    def is_label(self, words: str) -> bool:
        """Whether words are the kind of article ("Case Report", "Letter to the Editor")."""
        return self.article_type(words) is not None

    def article_type(self, words: str) -> str | None:
        """The JATS article type a label stands for, "" where it is a label of no such type, or None."""
        return self.labels.get(" ".join(re.sub(r"[^\w ]", " ", words).casefold().split()))


@cache
def front_words() -> FrontWords:
    """Load the table."""
    table = files("seriatim.data").joinpath("front_words.tsv").read_text(encoding="utf-8")
    held: dict[str, list[str]] = defaultdict(list)
    dates: dict[str, str] = {}
    labels: dict[str, str] = {}
    for line in table.splitlines()[1:]:
        if line and not line.startswith("#"):
            word, kind, *_ = line.split("\t")
            held[kind.split(":")[0]].append(word)
            dates |= {word: kind[5:]} if kind.startswith("date:") else {}
            labels |= {word: kind[6:]} if kind.startswith("label") else {}
    return FrontWords(
        dates=dates,
        labels=labels,
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
