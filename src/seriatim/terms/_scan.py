"""Finding the names of a lexicon in a text that was turned into symbols."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache

from seriatim.terms._tokens import FIRST_SYMBOL, UNKNOWN, Streams, filler_roles
from seriatim.terms._wordforms import find_concept, find_lemma
from seriatim.terms.lexicon import Lexicon
from seriatim.terms.tables import read_table

WRITTEN, MEANT, COORDINATED, REFINED = range(4)
_SPREAD = (3, 4)
_ADJECTIVAL = ("al", "ar", "ic", "ous", "ary", "eal", "ial")
_CONJOINED = frozenset(
    {"and", "or", "but", "with", "who", "which", "as", "by", "because", "when", "while", "since"}
)
_PART = 4  # words of a part that may be shared
_MEMBERS = 12  # parts of a list that may share words
_ADJECTIVES = 2  # words of a part that a comma alone joins to the next
_ABNORMAL = "abnormal"
_NOUNS = ("y", "ion", "ease", "order", "ect", "em", "ance")


@dataclass(frozen=True, slots=True)
class Match:
    """A name found, as positions of words.

    Attributes:
        runs: first and last word of each stretch it is made of.
        code: the term.
        level: WRITTEN, MEANT, COORDINATED or REFINED.
        size: how many words with a meaning of their own it explains.
    """

    runs: tuple[tuple[int, int], ...]
    code: str
    level: int
    size: int

    @property
    def first(self) -> int:
        """Its first word."""
        return self.runs[0][0]

    @property
    def last(self) -> int:
        """Its last word."""
        return self.runs[-1][1]


def find_written(lexicon: Lexicon, streams: Streams, text: str) -> Iterator[Match]:
    """Find names as they are written, but for case, number, hyphens and spelling."""
    symbols, at, phrases, openings = streams.written, streams.written_at, lexicon.phrases, lexicon.openings
    for i, lengths in streams.anchors:
        for n in lengths if symbols[i : i + 2] in openings else lengths[-1:]:
            entry = phrases.get(symbols[i : i + n])
            if entry is None or i + n > len(symbols):
                continue
            first, last = at[i], at[i + n - 1]
            if "\t" in entry or "\n" in entry:
                entry = _choose(entry, text[streams.starts[first] : streams.ends[last]])
            if entry:
                yield Match(((first, last),), entry, WRITTEN, n)


def _choose(entry: str, written: str) -> str:
    """Return the code spelled just as written, or else the first one that needs no spelling."""
    lower, otherwise = written.lower(), ""
    for line in entry.split("\n"):
        code, _, spelling = line.partition("\t")
        if spelling.endswith("!"):
            if written.removesuffix("s") == spelling[:-1].removesuffix("s"):
                return code
        elif spelling == lower:
            return code
        else:
            otherwise = otherwise or code
    return otherwise


def find_meant(lexicon: Lexicon, streams: Streams, text: str) -> Iterator[Match]:
    """Find names by what their words mean, in any order, with fillers between."""
    symbols, at, limits, bags = streams.meant, streams.meant_at, streams.limits, lexicon.bags
    signs, partners = streams.signs, streams.partners
    total = len(symbols)
    for i in _find_bound(streams, 1, least=2):
        size, j = limits[i], i + 1
        # the window is i:j+1; it grows while every word in it may belong to a name that long
        while j < total and j - i < size and limits[j] > j - i and symbols[j] != symbols[j - 1]:
            if not (partners[i] & signs[j] and partners[j] & signs[i]):
                break
            size = min(size, limits[j])
            window = symbols[i : j + 1]
            entry = bags.get("".join(sorted(window)))
            if entry is not None:
                code, _, order = entry.partition("\t")
                first, last = at[i], at[j]
                moved = bool(order) and order != window and j - i == 1 and last - first == 1
                if not moved and _stands_alone(streams, text, first, last):
                    yield Match(((first, last),), code, MEANT, j - i + 1)
            j += 1


def _stands_alone(streams: Streams, text: str, first: int, last: int) -> bool:
    """Tell whether a stretch of words is no mere part: of "X-tooth disease", of "lack of mandibular angles"."""
    start, end = streams.starts[first], streams.ends[last]
    if text[start - 1 : start] == "-" and text[start - 2 : start - 1].isalpha():
        return False
    if last + 1 == len(streams.starts) or streams.starts[last + 1] != end + 1:
        return True
    link = text[streams.starts[last - 1] : streams.ends[last - 1]]
    behind = text[end + 1 : streams.ends[last + 1]].lower()
    qualifies = text[streams.starts[last] : end].lower().endswith(_ADJECTIVAL) and not filler_roles().get(
        behind
    )
    return not (
        qualifies and behind.isalpha() and behind not in _CONJOINED and filler_roles().get(link.lower())
    )


def find_spread(lexicon: Lexicon, streams: Streams) -> Iterator[Match]:
    """Find names of three or four words with one foreign word among them, in any order.

    Two words apart would often be strangers to each other; three that fit one name seldom are.
    """
    symbols, at, bags = streams.meant, streams.meant_at, lexicon.bags
    for size in _SPREAD:
        for i in _find_bound(streams, size, least=size):
            j = i + size
            begin, end = symbols[i], symbols[j]
            if begin == symbols[i + 1]:
                continue
            inner = symbols[i + 1 : j]
            if not all(_is_word(symbol) and symbol not in lexicon.conjunctions for symbol in inner):
                continue
            for gap in range(size - 1):
                window = begin + inner[:gap] + inner[gap + 1 :] + end
                if entry := bags.get("".join(sorted(window))):
                    yield Match(((at[i], at[j]),), entry.partition("\t")[0], MEANT, size)


def _find_bound(streams: Streams, apart: int, *, least: int) -> list[int]:
    """Return the words that may share a name with the word so far behind them, both in names of at least so many."""
    limits, signs, partners = streams.limits, streams.signs, streams.partners
    edges = zip(limits, signs, partners, limits[apart:], signs[apart:], partners[apart:], strict=False)
    return [
        i
        for i, (own, first, to_first, other, second, to_second) in enumerate(edges)
        if own >= least and other >= least and to_first & second and to_second & first
    ]


def _is_word(symbol: str) -> bool:
    return symbol >= FIRST_SYMBOL or symbol == UNKNOWN


def settle(matches: Iterable[Match], *, nested: bool) -> list[Match]:
    """Choose among matches that overlap: the one that explains most words, then the tightest."""
    chosen: list[Match] = []
    taken: dict[int, list[Match]] = {}
    for match in sorted(matches, key=lambda m: (-m.size, m.last - m.first, m.level, m.first, m.code)):
        words = range(match.first, match.last + 1)
        held = [h for w in words for h in taken.get(w, ())]
        if held and (not nested or any(h.runs == match.runs for h in held)):
            continue
        chosen.append(match)
        for word in words:
            taken.setdefault(word, []).append(match)
    return chosen


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
            if code := _look_up(lexicon, streams, positions):
                words = tuple(streams.meant_at[p] for p in positions)
                found.setdefault((words, code), Match(_runs(words), code, COORDINATED, len(words)))
                return

    for parts in _chains(lexicon, streams):
        for left, right in _pairs(parts):
            heads = () if _is_headed(streams, text, left) else _lent_heads(left, right, owners)
            note((*heads, *_lent_starts(left, right, owners)))
    for left, right in _adjective_pairs(lexicon, streams):
        if not any(owners[p] for p in left) and _lemma_at(streams, text, right[-1]) in _described_nouns():
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
    lemma = _lemma_at(streams, text, part[-1])
    return lemma.endswith(_NOUNS) and find_concept(lemma) == _ABNORMAL


def _lemma_at(streams: Streams, text: str, position: int) -> str:
    word = streams.meant_at[position]
    return find_lemma(text[streams.starts[word] : streams.ends[word]])


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


def _look_up(lexicon: Lexicon, streams: Streams, positions: list[int]) -> str:
    entry = lexicon.bags.get("".join(sorted(streams.meant[p] for p in positions)))
    return entry.partition("\t")[0] if entry else ""


def _runs(words: tuple[int, ...]) -> tuple[tuple[int, int], ...]:
    runs = [(words[0], words[0])]
    for word in words[1:]:
        if word == runs[-1][1] + 1:
            runs[-1] = (runs[-1][0], word)
        else:
            runs.append((word, word))
    return tuple(runs)


def refine(lexicon: Lexicon, streams: Streams, text: str, match: Match) -> Match:
    """Take a word beside a match into it, where the two make a more specific term: "severe hypotonia"."""
    for step, edge in ((-1, match.first), (1, match.last)):
        beside = _beside(streams, text, edge, step)
        for word, concept in beside:
            if code := lexicon.refinements.get(f"{match.code} {concept}"):
                low, high = min(match.first, word), max(match.last, word)
                runs = ((low, high),) if len(match.runs) == 1 else match.runs
                return replace(match, runs=runs, code=code, level=REFINED)
    return match


def _beside(streams: Streams, text: str, edge: int, step: int) -> Iterator[tuple[int, str]]:
    """Yield the next words before or behind a match that say something, up to two."""
    roles, at, left = filler_roles(), edge + step, 2
    while 0 <= at < len(streams.starts) and left and abs(at - edge) < 5:
        word = text[streams.starts[at] : streams.ends[at]]
        if not word[0].isalnum():
            return
        role = roles.get(word.lower(), "")
        if role in ("", "severity", "laterality"):
            if step > 0 and abs(at - edge) == 1:
                return
            yield at, find_concept(find_lemma(word))
            left -= 1
            if not role:
                return
        at += step
