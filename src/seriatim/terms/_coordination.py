"""Names whose parts are shared over "and", "or", a list or a comma: "palmar and plantar pits"."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from functools import cache

from seriatim.terms._scan import COORDINATED, Match, lemma_at, read_bag
from seriatim.terms._tokens import Streams
from seriatim.terms._wordforms import find_concept, find_lemma
from seriatim.terms.lexicon import Lexicon
from seriatim.terms.tables import read_table

_PART = 4  # words of a part that may be shared
_MEMBERS = 12  # parts of a list that may share words
_ADJECTIVES = 2  # words of a part that a comma alone joins to the next
_ABNORMAL = "abnormal"
_NOUNS = ("y", "ion", "ease", "order", "ect", "em", "ance")


def add_coordinated(lexicon: Lexicon, streams: Streams, text: str, settled: list[Match]) -> list[Match]:
    """Add names whose parts are shared over "and", "or" or a list: "palmar and plantar pits".

    A shared head is lent by a name that was found whole ("plantar pits") to words that belong to no name
    ("palmar"); a shared beginning ("hypoplasia of the clavicles and ribs") likewise. A general word ("joint pain
    and swelling") gives way to the name it becomes part of.
    """
    general = {m.first: m for m in settled if m.size == 1 and _is_general(streams, text, m)}
    lenders = [m for m in settled if general.get(m.first) is not m]
    added = _find_coordinated(lexicon, streams, text, lenders)
    used = {word for match in added for first, last in match.runs for word in range(first, last + 1)}
    return [m for m in settled if m.first not in used or general.get(m.first) is not m] + added


@cache
def _general_words() -> frozenset[str]:
    return frozenset(row["word"] for row in read_table("generic_findings.tsv"))


def _is_general(streams: Streams, text: str, match: Match) -> bool:
    return text[streams.starts[match.first] : streams.ends[match.first]].lower() in _general_words()


def _find_coordinated(lexicon: Lexicon, streams: Streams, text: str, settled: list[Match]) -> list[Match]:
    owners = _find_owners(streams, settled)
    found: dict[tuple[tuple[int, ...], str], Match] = {}

    def note(candidates: Iterable[list[int]]) -> None:
        for positions in candidates:
            if code := _look_up(lexicon, streams, text, positions):
                words = tuple(streams.meant_at[p] for p in positions)
                found.setdefault((words, code), Match(_runs(words), code, COORDINATED, len(words)))
                return

    for parts in _chains(lexicon, streams):
        for left, right in _pairs(parts):
            heads = () if _is_headed(streams, text, left) else _lent_heads(left, right, owners)
            note((*heads, *_lent_starts(left, right, owners)))
    for left, right in _adjective_pairs(lexicon, streams):
        if not any(owners[p] for p in left) and lemma_at(streams, text, right[-1]) in _described_nouns():
            note(_lent_heads(left, right, owners))
    return list(found.values())


def _find_owners(streams: Streams, settled: list[Match]) -> list[Match | None]:
    """Return for each symbol meant the match that holds its word."""
    owners: list[Match | None] = [None] * len(streams.meant)
    for match in settled:
        low, high = bisect_left(streams.meant_at, match.first), bisect_right(streams.meant_at, match.last)
        owners[low:high] = [match] * (high - low)
    return owners


def _is_headed(streams: Streams, text: str, part: list[int]) -> bool:
    """Tell whether a part ends in a noun such as "anomaly", which needs no head of its neighbour."""
    lemma = lemma_at(streams, text, part[-1])
    return lemma.endswith(_NOUNS) and find_concept(lemma) == _ABNORMAL


@cache
def _described_nouns() -> frozenset[str]:
    """Parts of the body and other nouns that several adjectives describe in a row."""
    sites = (
        name for row in read_table("body_sites.tsv") for name in (row["label"], *row["synonyms"].split("|"))
    )
    words = (row["word"] for row in read_table("described_nouns.tsv"))
    return frozenset(find_lemma(name.split()[-1]) for name in (*sites, *words) if name)


def _adjective_pairs(lexicon: Lexicon, streams: Streams) -> Iterator[tuple[list[int], list[int]]]:
    """Yield what stands on both sides of a comma with no conjunction: "low-set" and "rotated ears"."""
    meant, at, limits = streams.meant, streams.meant_at, streams.limits
    for p in _find_symbols(meant, lexicon.commas):
        low = p
        while low and limits[low - 1] and at[low] - at[low - 1] == 1 and p - low < _ADJECTIVES:
            low -= 1
        high = p + 1
        while high < len(meant) and limits[high] and at[high] - at[high - 1] == 1 and high - p <= _PART:
            high += 1
        if low < p and high - p > 2:
            yield list(range(low, p)), list(range(p + 1, high))


def _chains(lexicon: Lexicon, streams: Streams) -> Iterator[list[list[int]]]:
    """Yield lists of the parts that commas and at last a conjunction join, as positions of symbols."""
    conjunctions, commas = lexicon.conjunctions, lexicon.commas
    for low, high in _runs_with_conjunction(lexicon, streams):
        parts: list[list[int]] = [[]]
        joined = False
        for p in range(low, high):
            symbol = streams.meant[p]
            if symbol in conjunctions:
                joined = bool(parts[0])
                if parts[-1]:
                    parts.append([])
            elif symbol in commas:
                if joined:
                    yield from _ended(parts)
                    parts, joined = [[]], False
                elif parts[-1]:
                    parts.append([])
            else:
                parts[-1].append(p)
        if joined:
            yield from _ended(parts)


def _runs_with_conjunction(lexicon: Lexicon, streams: Streams) -> Iterator[tuple[int, int]]:
    """Yield the longest stretches of words of names, conjunctions and commas, where a conjunction is in them."""
    symbols, limits = streams.meant, streams.limits
    joints, reached = lexicon.conjunctions | lexicon.commas, 0
    for at in _find_symbols(symbols, lexicon.conjunctions):
        if at < reached:
            continue
        low, high = at, at + 1
        while low > reached and (limits[low - 1] or symbols[low - 1] in joints):
            low -= 1
        while high < len(symbols) and (limits[high] or symbols[high] in joints):
            high += 1
        yield low, high
        reached = high


def _find_symbols(text: str, symbols: Iterable[str]) -> list[int]:
    """Return where any of some symbols stands, in order."""
    found = []
    for symbol in symbols:
        at = text.find(symbol)
        while at >= 0:
            found.append(at)
            at = text.find(symbol, at + 1)
    return sorted(found)


def _ended(parts: list[list[int]]) -> Iterator[list[list[int]]]:
    if parts[-1]:
        yield parts[-_MEMBERS:]


def _pairs(parts: list[list[int]]) -> Iterator[tuple[list[int], list[int]]]:
    """Yield the parts that may share words: each with the last, and the first with each."""
    last, first = parts[-1], parts[0]
    yield from ((part[-_PART:], last[:_PART]) for part in parts[:-1])
    yield from ((first[-_PART:], part[:_PART]) for part in parts[1:-1])


def _lent_heads(left: list[int], right: list[int], owners: list[Match | None]) -> Iterator[list[int]]:
    free = [p for p in left if owners[p] is None]
    lender = owners[right[0]]
    if not free or free[-1] != left[-1] or lender is None:
        return
    lent = [p for p in right[1:] if owners[p] is lender]
    for low in range(len(free)):
        for begin in range(len(lent)):
            yield free[low:] + lent[begin:]


def _lent_starts(left: list[int], right: list[int], owners: list[Match | None]) -> Iterator[list[int]]:
    if len(right) > 2 or any(owners[p] for p in right):
        return
    lender = owners[left[-1]]
    lent = [p for p in left[:-1] if owners[p] is lender]
    for low in range(len(lent)):
        for high in range(len(lent), low, -1):
            yield lent[low:high] + right


def _look_up(lexicon: Lexicon, streams: Streams, text: str, positions: list[int]) -> str:
    entry = lexicon.bags.get("".join(sorted(streams.meant[p] for p in positions)))
    return read_bag(lexicon, streams, text, entry, positions)[0] if entry else ""


def _runs(words: tuple[int, ...]) -> tuple[tuple[int, int], ...]:
    runs = [(words[0], words[0])]
    for word in words[1:]:
        if word == runs[-1][1] + 1:
            runs[-1] = (runs[-1][0], word)
        else:
            runs.append((word, word))
    return tuple(runs)
