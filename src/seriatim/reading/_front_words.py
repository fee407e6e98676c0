"""The words of front matter, from `data/front_words.tsv`."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from functools import cache

from seriatim.text.tables import read_table
from seriatim.text.wording import any_of

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
    held: dict[str, list[str]] = defaultdict(list)
    meanings: dict[str, dict[str, str]] = defaultdict(dict)
    for row in read_table("front_words.tsv"):
        kind, _, meaning = row["kind"].partition(":")
        held[kind].append(row["word"])
        meanings[kind][row["word"]] = meaning
    return FrontWords(
        dates=meanings["date"],
        labels=meanings["label"],
        degrees=frozenset(held["degree"]),
        particles=frozenset(held["particle"]),
        salutations=frozenset(held["salutation"]),
        address=_whole(held["address"]),
        notice=_whole(held["notice"]),
        date_cue=_whole(held["date"]),
    )


def _whole(words: list[str]) -> re.Pattern[str]:
    spaced = any_of(words).replace(r"\s", r"\s+")
    return re.compile(rf"(?<!\w){spaced}(?!\w)", re.I)
