"""The values of cues: what a cue is, where one stands, and how far it reaches."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple


@dataclass(frozen=True, slots=True)
class Cue:
    """A row of the cue table.

    Attributes:
        kind: absent | gone (it was there and is so no more) | uncertain | pseudo | end | begin | entry | shield |
            place | sample | verb | instance. A place names the known thing in which nothing was found. Of what begins, no denial holds ("no fever until day 3"); an entry ends a scope
            where it begins an item of a list ("no fever, history of gout"); a sample is named by where it came from;
            an instance of what a shield names is judged like that ("causes of rash such as").
        direction: before | after | both, where the cue stands as seen from what it judges; of a shield "both"
            where it closes scopes that run back too.
        reach: clause | phrase | adjacent | noun (may itself be what a verb is said of) | topic (names what is looked
            for; of a cue that follows, judges such a topic only); of an end the kind that it ends, or "" where it
            ends all; finite of a verb that can be nothing else.
        acts: "yes" where it judges tests and treatments too, "act" where it judges, or shields, these alone.
        head: length of its first word.
    """

    kind: str
    direction: str
    reach: str
    acts: str
    head: int


class Mark(NamedTuple):
    """A cue found in the text."""

    start: int
    end: int
    cue: Cue


@dataclass(frozen=True, slots=True)
class Scope:
    """What one cue reaches: a mention that begins in `start:end` has the cue's status.

    Attributes:
        near_end: where the scope ends for a test or a treatment, which "no rash on imaging" does not deny.
        gone: what is denied was there before ("resolution of the rash").
    """

    start: int
    end: int
    status: str
    cue_start: int
    cue_end: int
    acts: str = ""
    near_end: int = 0
    gone: bool = False

    def holds(self, start: int, end: int, *, act: bool = False) -> bool:
        """Tell whether a mention begins in this scope, and the cue is not part of its name."""
        if start < self.cue_end and self.cue_start < end:
            return self.cue_start < start and self.start == self.cue_end and not act
        if act:
            return bool(self.acts) and self.start <= start < self.near_end
        return self.acts != "act" and self.start <= start < self.end

    def distance(self, start: int) -> int:
        """Characters between the cue and a mention that begins at `start`."""
        return max(self.cue_start - start, start - self.cue_end)
