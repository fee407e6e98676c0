"""Short forms: those a text defines for itself, and those whose meaning their surroundings decide."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from itertools import accumulate
from typing import NamedTuple, Protocol

from seriatim.terms._mention import Mention
from seriatim.text.tables import read_table

_AROUND = 200  # characters on either side that may decide what a short form means


class ShortForm(Protocol):
    """A short form defined in the text, as `seriatim.text.Abbreviation` holds it."""

    @property
    def short(self) -> str:
        """The short form."""

    @property
    def long_start(self) -> int:
        """Offset of the long form."""

    @property
    def long_end(self) -> int:
        """Offset after the long form."""


@cache
def ambiguous_forms() -> dict[str, tuple[tuple[str, tuple[str, ...]], ...]]:
    """Return short form -> (code, words that decide for it), in order; no words: the code without any."""
    found: dict[str, list[tuple[str, tuple[str, ...]]]] = {}
    for row in read_table("ambiguous.tsv"):
        found.setdefault(row["short"], []).append((row["code"], tuple(row["words"].lower().split())))
    return {short: tuple(sorted(rows, key=lambda r: not r[1])) for short, rows in found.items()}


def decide(text: str, start: int, end: int, code: str) -> str:
    """Return the code an ambiguous short form has where it stands, or "" where it is no phenotype.

    Args:
        text: the text.
        start: offset of the form; `end` is after it.
        end: offset after the form.
        code: what it means where it is not ambiguous.
    """
    words = text[start:end]
    rows = ambiguous_forms().get(words) or ambiguous_forms().get(words[:1].lower() + words[1:])
    if rows is None:
        return code
    around = text[max(0, start - _AROUND) : end + _AROUND].lower()
    return next((code for code, words in rows if not words or any(w in around for w in words)), "")


class _Cover(NamedTuple):
    """What mentions cover: where they begin, in order, and how far those up to each reach."""

    starts: list[int]
    reach: list[int]

    @classmethod
    def of(cls, mentions: Sequence[Mention]) -> _Cover:
        """Make the cover of mentions in order."""
        return cls([m.start for m in mentions], list(accumulate((m.end for m in mentions), max)))

    def holds(self, start: int, end: int) -> bool:
        """Tell whether a mention begins before a place and ends behind it."""
        at = bisect_left(self.starts, start)
        return at > 0 and self.reach[at - 1] > end


def apply_definitions(
    text: str,
    mentions: Sequence[Mention],
    defined: Iterable[ShortForm],
    find: Callable[[int, int], Sequence[Mention]],
) -> list[Mention]:
    """Give the short forms a text defines the meaning of their long forms, and no other.

    Args:
        text: the text.
        mentions: what was found so far, in order.
        defined: the short forms it defines, with the place of each long form.
        find: finds the mentions between two offsets, where the words before a long form belong to its mention:
            of "dilated left ventricle (LV)" the short form is the ventricle alone; or the mention goes on behind.
    """
    forms = [d for d in defined if sum(map(str.isupper, d.short)) > 1]
    if not forms:
        return list(mentions)
    by_end = {m.end: m for m in mentions}
    around = _Cover.of(mentions)

    def meaning(form: ShortForm) -> Mention | None:
        whole = by_end.get(form.long_end)
        if whole is None and not around.holds(form.long_end, form.long_end):
            return None
        if whole and whole.start >= form.long_start:
            return whole
        return next((m for m in find(form.long_start, form.long_end) if m.end == form.long_end), None)

    meanings = {form.short: meaning(form) for form in forms}
    places = {(start, end): meanings[short] for start, end, short in _find_uses(text, meanings)}
    kept = [m for m in mentions if (m.start, m.end) not in places]
    around = _Cover.of(kept)
    inside = {place for place in places if around.holds(*place)}
    kept += (
        Mention(long.code, long.label, (place,), "abbreviation", long.status, long.cue)
        for place, long in places.items()
        if long and place not in inside
    )
    return sorted(kept, key=lambda m: (m.pieces, m.label))


def _find_uses(text: str, shorts: Iterable[str]) -> Iterator[tuple[int, int, str]]:
    """Yield the whole-word places of short forms, a plural "s" allowed; of those that overlap the first, longest."""
    from ahocorasick_rs import AhoCorasick, MatchKind

    known = list(shorts)
    automaton = AhoCorasick(known, matchkind=MatchKind.Standard)
    matches = automaton.find_matches_as_indexes(text, overlapping=True)
    reached = 0
    for start, minus_length, index in sorted((start, start - end, index) for index, start, end in matches):
        end = start - minus_length
        end += text.startswith("s", end)
        if start >= reached and not (text[start - 1 : start].isalnum() or text[end : end + 1].isalnum()):
            yield start, end, known[index]
            reached = end
