"""Names whose parts are shared over "and", "or" or a list: "palmar and plantar pits"."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from seriatim.terms._scan import COORDINATED, Match, lemma_at, parting_words, read_bag
from seriatim.terms._sides import settle_side
from seriatim.terms._tokens import Streams, filler_roles
from seriatim.terms._wordforms import find_concept, find_lemma
from seriatim.terms.lexicon import COMMA, Lexicon
from seriatim.text.tables import read_table

_PLACING = frozenset({"link", "of"})
_PART = 4  # words of a part that may be shared
_MEMBERS = 12  # parts of a list that may share words
_JOINED = 2  # symbols: a conjunction joins nothing in a shorter stretch
_ADJECTIVES = 2  # words of a part that a comma alone joins to the next
_ABNORMAL = "abnormal"
_NOUNS = ("y", "ion", "ease", "order", "ect", "em", "ance")


def add_coordinated(lexicon: Lexicon, streams: Streams, text: str, settled: list[Match]) -> list[Match]:
    """Add names whose parts are shared over "and", "or" or a list: "palmar and plantar pits".

    A shared head is lent by a name that was found whole ("plantar pits") to words that belong to no name
    ("palmar"); a shared beginning ("hypoplasia of the clavicles and ribs") likewise. A general word ("joint pain
    and swelling") gives way to the name it becomes part of.
    """
    general = {m.first: m for m in settled if m.size == 1 and streams.word(text, m.first) in _general_words()}
    owners = _find_owners(streams, [m for m in settled if general.get(m.first) is not m])
    shared = _Shared(lexicon, streams, text, owners)
    found: dict[tuple[tuple[tuple[int, int], ...], str], Match] = {}
    for match in shared.names():
        found.setdefault((match.runs, match.code), match)
    used = {word for match in found.values() for first, last in match.runs for word in range(first, last + 1)}
    return [m for m in settled if m.first not in used or general.get(m.first) is not m] + list(found.values())


@cache
def _general_words() -> frozenset[str]:
    return frozenset(row["word"] for row in read_table("generic_findings.tsv"))


def _find_owners(streams: Streams, settled: list[Match]) -> list[Match | None]:
    """Return for each symbol meant the match that holds its word."""
    owners: list[Match | None] = [None] * len(streams.meant)
    for match in settled:
        low, high = bisect_left(streams.meant_at, match.first), bisect_right(streams.meant_at, match.last)
        owners[low:high] = [match] * (high - low)
    return owners


@cache
def _described_nouns() -> frozenset[str]:
    """Parts of the body and other nouns that several adjectives describe in a row."""
    sites = (
        name for row in read_table("body_sites.tsv") for name in (row["label"], *row["synonyms"].split("|"))
    )
    words = (row["word"] for row in read_table("described_nouns.tsv"))
    return frozenset(find_lemma(name.split()[-1]) for name in (*sites, *words) if name)


@dataclass(slots=True)
class _Part:
    """A part of a list, as positions of symbols; `joined` where a conjunction stands before it, not a comma."""

    words: list[int]
    joined: bool = False


def _chains(lexicon: Lexicon, streams: Streams) -> Iterator[list[_Part]]:
    """Yield lists of the parts that commas and at last a conjunction join."""
    conjunctions = lexicon.conjunctions
    for low, high in _runs_with_conjunction(lexicon, streams):
        parts, joined = [_Part([])], False
        for p in range(low, high):
            symbol = streams.meant[p]
            if symbol in conjunctions:
                joined = bool(parts[0].words)
                if parts[-1].words:
                    parts.append(_Part([]))
                parts[-1].joined = joined
            elif symbol != COMMA:
                parts[-1].words.append(p)
            elif joined:
                yield from _ended(parts)
                parts, joined = [_Part([])], False
            elif parts[-1].words:
                parts.append(_Part([]))
        yield from _ended(parts)


def _ended(parts: list[_Part]) -> Iterator[list[_Part]]:
    filled = [part for part in parts[-_MEMBERS:] if part.words]
    if any(part.joined for part in filled[1:]):
        yield filled


def _runs_with_conjunction(lexicon: Lexicon, streams: Streams) -> Iterator[tuple[int, int]]:
    """Yield the longest stretches of words of names, conjunctions and commas, where a conjunction is in them."""
    symbols, limits = streams.meant, streams.limits
    joints, reached = lexicon.joints, 0
    for at in _find_symbols(symbols, lexicon.conjunctions):
        if at < reached:
            continue
        low, high = at, at + 1
        while low > reached and (limits[low - 1] or symbols[low - 1] in joints):
            low -= 1
        while high < len(symbols) and (limits[high] or symbols[high] in joints):
            high += 1
        if high - low > _JOINED:
            yield low, high
        reached = high


def _adjective_pairs(lexicon: Lexicon, streams: Streams) -> Iterator[tuple[list[int], list[int]]]:
    """Yield what stands on both sides of a comma with no conjunction: "low-set" and "rotated ears"."""
    meant, at, limits = streams.meant, streams.meant_at, streams.limits
    for p in _find_symbols(meant, COMMA):
        if not p or p + 1 >= len(meant) or not (limits[p - 1] and limits[p + 1]):
            continue
        low = p
        while low and limits[low - 1] and at[low] - at[low - 1] == 1 and p - low < _ADJECTIVES:
            low -= 1
        high = p + 1
        while high < len(meant) and limits[high] and at[high] - at[high - 1] == 1 and high - p <= _PART:
            high += 1
        if low < p and high - p > 2:
            yield list(range(low, p)), list(range(p + 1, high))


def _described_pairs(streams: Streams) -> Iterator[tuple[int, int]]:
    """Yield an adjective before a comma and the noun that another adjective parts from it: "enlarged, bright | liver"."""
    meant, at, limits = streams.meant, streams.meant_at, streams.limits
    for p in _find_symbols(meant, COMMA):
        noun = p + 2
        if (
            p
            and noun < len(meant)
            and limits[p - 1]
            and limits[noun]
            and at[noun] - at[p - 1] == noun - p + 1
        ):
            yield p - 1, noun


def _find_symbols(text: str, symbols: Iterable[str]) -> list[int]:
    """Return where any of some symbols stands, in order."""
    found = []
    for symbol in symbols:
        at = text.find(symbol)
        while at >= 0:
            found.append(at)
            at = text.find(symbol, at + 1)
    return sorted(found)


@dataclass(frozen=True, slots=True)
class _Shared:
    """Puts parts of a list together.

    Attributes:
        owners: for each symbol meant, the match it belongs to.
    """

    lexicon: Lexicon
    streams: Streams
    text: str
    owners: list[Match | None]

    def names(self) -> Iterator[Match]:
        """Yield the names that the parts of the lists make together."""
        for chain in _chains(self.lexicon, self.streams):
            yield from self._begun(chain)
            for at, part in enumerate(chain):
                if part.joined:
                    before = chain[:at] if part is chain[-1] else chain[: min(at, 1)]
                    yield from self._headed(before, part.words[:_PART])
        for left, right in _adjective_pairs(self.lexicon, self.streams):
            if self._lemma(right[-1]) in _described_nouns() and not any(self.owners[p] for p in left):
                match = self._first_name(self._lend_head(left, right))
                yield from (match,) if match else ()
        for adjective, noun in _described_pairs(self.streams):
            if self._is_open(adjective, noun) and (match := self._first_name([[adjective, noun]])):
                yield match

    def _is_open(self, adjective: int, noun: int) -> bool:
        """Tell whether an adjective before a comma describes the noun behind the next one, and neither is of a name yet."""
        if self.owners[adjective] or self.owners[noun] or not self._share(adjective, noun):
            return False
        before, between = self.streams.meant_at[adjective] - 1, self.streams.meant_at[noun] - 1
        said = before >= 0 and filler_roles().get(self._written(before)) == "copula"
        return not said and self._written(between).isalpha() and self._lemma(noun) in _described_nouns()

    def _headed(self, before: list[_Part], right: list[int]) -> Iterator[Match]:
        """Yield what the head of a part completes, from it back to a part that holds a name of its own."""
        for part in reversed(before):
            if match := self._first_name(self._lend_head(part.words[-_PART:], right)):
                yield match
            elif self._is_named(part):
                return

    def _begun(self, chain: list[_Part]) -> Iterator[Match]:
        """Yield what the beginning of a part before completes: the nearest, or one with no name of its own between."""
        for at, part in enumerate(chain):
            for lender in reversed(chain[:at]):
                if match := self._first_name(self._lend_start(lender.words[-_PART:], part.words[:_PART])):
                    yield match
                    break
                if self._is_named(lender):
                    break

    def _is_named(self, part: _Part) -> bool:
        return any(self.owners[p] for p in part.words)

    def _lend_head(self, left: list[int], right: list[int]) -> Iterator[list[int]]:
        """Yield "palmar" with "pits", the head of "plantar pits"."""
        free = [p for p in left if self.owners[p] is None]
        lender = self.owners[right[0]]
        if not free or free[-1] != left[-1] or lender is None or self._is_headed(left):
            return
        lent = [p for p in right[1:] if self.owners[p] is lender]
        for low in range(len(free)):
            begins = [begin for begin in range(len(lent)) if self._share(free[low], lent[begin])]
            if begins and not self._is_placed_plural(free[low], free[-1]):
                yield from (free[low:] + lent[begin:] for begin in begins)

    def _lend_start(self, left: list[int], right: list[int]) -> Iterator[list[int]]:
        """Yield "hypoplasia" of "hypoplasia of the clavicles" with "ribs"."""
        if len(right) > 2 or any(self.owners[p] for p in right):
            return
        lender = self.owners[left[-1]]
        lent = [p for p in left[:-1] if self.owners[p] is lender]
        for low in range(len(lent)):
            if self._share(lent[low], right[0]):
                for high in range(len(lent), low, -1):
                    if not self._is_parted(lent[high - 1], right[0]):
                        yield lent[low:high] + right

    def _share(self, first: int, second: int) -> bool:
        """Tell whether two words stand in one name anywhere; most that are joined do not."""
        return self.streams.meant[second] in self.streams.partners[first]

    def _first_name(self, candidates: Iterable[list[int]]) -> Match | None:
        for positions in candidates:
            if code := self._look_up(positions):
                words = tuple(self.streams.meant_at[p] for p in positions)
                return Match(_runs(words), code, COORDINATED, len(words))
        return None

    def _look_up(self, positions: list[int]) -> str:
        entry = self.lexicon.bags.get("".join(sorted(self.streams.meant[p] for p in positions)))
        code = read_bag(self.lexicon, self.streams, self.text, entry, positions)[0] if entry else ""
        words = [self.streams.meant_at[p] for p in positions]
        return settle_side(self.lexicon, self.streams, self.text, code, words)[0]

    def _is_parted(self, first: int, last: int) -> bool:
        """Tell whether a word between two parts them ("joints showed | no swelling or pain")."""
        between = range(self.streams.meant_at[first] + 1, self.streams.meant_at[last])
        return any(self._written(word) in parting_words() for word in between)

    def _is_headed(self, part: list[int]) -> bool:
        """Tell whether a part ends in a noun such as "anomaly", which needs no head of its neighbour."""
        lemma = self._lemma(part[-1])
        return lemma.endswith(_NOUNS) and find_concept(lemma) == _ABNORMAL

    def _is_placed_plural(self, first: int, last: int) -> bool:
        """Tell whether words end in a plural that says where something is ("purpura of | legs and abdominal pain")."""
        written = self._written(self.streams.meant_at[last])
        if not written.endswith("s") or find_lemma(written) == written:
            return False
        roles = filler_roles()
        before = self.streams.meant_at[first] - 1
        while before >= 0 and (role := roles.get(self._written(before))):
            if role in _PLACING:
                return True
            before -= 1
        return False

    def _lemma(self, position: int) -> str:
        return lemma_at(self.streams, self.text, position)

    def _written(self, at: int) -> str:
        return self.streams.word(self.text, at)


def _runs(words: tuple[int, ...]) -> tuple[tuple[int, int], ...]:
    runs = [(words[0], words[0])]
    for word in words[1:]:
        if word == runs[-1][1] + 1:
            runs[-1] = (runs[-1][0], word)
        else:
            runs.append((word, word))
    return tuple(runs)
