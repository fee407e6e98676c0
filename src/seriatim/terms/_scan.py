"""Finding the names of a lexicon in a text that was turned into symbols."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from itertools import compress, count, islice
from operator import contains
from typing import NamedTuple

from seriatim.terms._sides import settle_side
from seriatim.terms._tokens import FIRST_SYMBOL, UNKNOWN, Streams, filler_roles
from seriatim.terms._wordforms import find_concept, find_lemma
from seriatim.terms.lexicon import MISSING, Lexicon
from seriatim.text.tables import read_table
from seriatim.text.wording import load_classes

WRITTEN, MEANT, COORDINATED, REFINED = range(4)
_SPREAD = (3, 4)
_DENIAL = "no"
_ABNORMAL = "abnormal"
_CHANGED = ("decreased", "increased")
_ADJECTIVAL = ("al", "ar", "ic", "ous", "ary", "eal", "ial")


class Match(NamedTuple):
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
    total = len(symbols)
    for i, lengths in enumerate(streams.lengths):
        if not lengths:
            continue
        fitting = openings.get(symbols[i : i + 2])
        if fitting is None:
            if lengths[-1] > 1:
                continue
            fitting = lengths[-1:]
        for n in fitting:
            entry = phrases.get(symbols[i : i + n])
            if entry is None or i + n > total:
                continue
            first, last = at[i], at[i + n - 1]
            if "\t" in entry or "\n" in entry:
                entry = _choose(entry, text[streams.starts[first] : streams.ends[last]])
            if entry and not _is_of_another_thing(streams, text, first, last):
                copulas = _count_copulas(streams, text, first, last) if n > 2 else 0
                yield Match(((first, last),), entry, WRITTEN, n - copulas)


def _count_copulas(streams: Streams, text: str, first: int, last: int) -> int:
    """Count the "was" of "neck was short", which explains no more of a text than "short neck" does."""
    roles = filler_roles()
    return sum(roles.get(streams.word(text, at)) == "copula" for at in range(first + 1, last))


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
    total, missing = len(symbols), lexicon.concepts.get(MISSING, "")
    for i in _find_partners(streams, 1):
        size, j, shared = limits[i], i + 1, streams.partners[i]
        # the window is i:j+1; it grows while every word in it may belong to a name that long
        while j < total and j - i < size and limits[j] > j - i and symbols[j] != symbols[j - 1]:
            if symbols[j] not in shared:
                break
            size = min(size, limits[j])
            window = symbols[i : j + 1]
            entry = bags.get("".join(sorted(window)))
            if entry is not None:
                code, order, same = read_bag(lexicon, streams, text, entry, (i, j))
                first, last = at[i], at[j]
                moved = order not in ("", window) and j - i == 1 and last - first == 1
                placed = (symbols[i] == missing and _is_placed(streams, text, first)) or (
                    symbols[j] == missing and _is_in_absence(streams, text, last)
                )
                parted = placed or (moved and (same or _goes_on(streams, text, last)))
                apart = parted or _is_said_of_another(streams, text, first, last)
                code, first = settle_side(lexicon, streams, text, code, at[i : j + 1])
                if code and not apart and _stands_alone(streams, text, first, last):
                    yield Match(((first, last),), code, MEANT, j - i + 1)
            j += 1


def read_bag(
    lexicon: Lexicon, streams: Streams, text: str, entry: str, positions: Iterable[int]
) -> tuple[str, str, bool]:
    """Return the code of an entry of the bags, its own order, and whether its two words stand in their own forms.

    The order is "" where any will do, the code where the entry needs other words than stand here.
    """
    for line in entry.split("\n"):
        code, order, pairs, fixed = (*line.split("\t"), "", "", "")[:4]
        if not (pairs or fixed):
            return code, order, True
        written = "".join(sorted(lexicon.lemmas.get(lemma_at(streams, text, p), "") for p in positions))
        if fixed or written in pairs.split(" "):
            return code, order, not fixed or written in fixed.split(" ")
    return "", "", True


def lemma_at(streams: Streams, text: str, position: int) -> str:
    word = streams.meant_at[position]
    return find_lemma(text[streams.starts[word] : streams.ends[word]])


def _stands_alone(streams: Streams, text: str, first: int, last: int) -> bool:
    """Tell whether a stretch is no mere part: of "X-tooth disease", "lack of mandibular angles", "no eye exam"."""
    if _is_of_another_thing(streams, text, first, last):
        return False
    start = streams.starts[first]
    if text[start - 1 : start] == "-" and text[start - 2 : start - 1].isalpha():
        return False
    if streams.word(text, first) == _DENIAL and _goes_on(streams, text, last):
        return False
    if not (streams.word(text, last).endswith(_ADJECTIVAL) and _goes_on(streams, text, last)):
        return True
    link = streams.word(text, last - 1)
    lacking = link in parting_words() or find_concept(find_lemma(link)) == MISSING
    return not (lacking or filler_roles().get(link))


def _is_of_another_thing(streams: Streams, text: str, first: int, last: int) -> bool:
    return _is_head_of_another(streams, text, first) or _is_of_its_function(streams, text, first, last)


def _is_head_of_another(streams: Streams, text: str, first: int) -> bool:
    """Tell the head of a bone, or the neck of an organ, which is not the head or the neck itself."""
    heads, headed = _headed()
    return first > 0 and streams.word(text, first) in heads and streams.word(text, first - 1) in headed


def _is_of_its_function(streams: Streams, text: str, first: int, last: int) -> bool:
    """Tell an abnormal function or size, which leaves open how a thing looks ("abnormal joint | function").

    So it is with what is low or high of blood and its cells ("low blood | pH").
    """
    functions, amounts = _functions()
    behind = streams.word(text, last + 1)
    if behind not in functions and behind not in amounts:
        return False
    concept = find_concept(find_lemma(streams.word(text, first)))
    return concept == _ABNORMAL if behind in functions else concept in _CHANGED


@cache
def _functions() -> tuple[frozenset[str], frozenset[str]]:
    words = load_classes()
    return frozenset(words["function_noun"]), frozenset(words["blood_quality"])


@cache
def _headed() -> tuple[frozenset[str], frozenset[str]]:
    """Return the parts that bones and organs have as the body has one, and what has such a part."""
    words = load_classes()
    return frozenset(words["shared_part"]), frozenset(words["headed"])


def _is_placed(streams: Streams, text: str, at: int) -> bool:
    """Tell whether what stands behind a word says where ("missing | in the hands")."""
    return filler_roles().get(streams.word(text, at + 1)) == "link"


def _is_said_of_another(streams: Streams, text: str, first: int, last: int) -> bool:
    """Tell whether what is said of something in a place only ends with the place ("tremor | of the hands was absent").

    "The size of the hands" and "both of the hands" are the hands themselves, and "the level of" a substance is the substance.
    """
    roles = filler_roles()
    if not any(roles.get(streams.word(text, at)) == "copula" for at in range(first + 1, last)):
        return False
    at = first - 1
    while at > 0 and roles.get(streams.word(text, at)) in ("article", "laterality", "quantity"):
        at -= 1
    if at < 1 or roles.get(streams.word(text, at)) != "of":
        return False
    head = streams.word(text, at - 1)
    named = roles.get(head) in ("laterality", "quantity", "laboratory")
    return head.isalpha() and head not in _dimensions() and not named


@cache
def _dimensions() -> frozenset[str]:
    return frozenset(row["word"] for row in read_table("dimension_words.tsv"))


def _is_in_absence(streams: Streams, text: str, at: int) -> bool:
    """Tell whether a word stands in "in the absence of", which is about what follows."""
    return "in" in (streams.word(text, at - 1), streams.word(text, at - 2))


def find_spread(lexicon: Lexicon, streams: Streams, text: str) -> Iterator[Match]:
    """Find names of three or four words with one foreign word among them, in any order.

    Two words apart would often be strangers to each other; three that fit one name seldom are.
    """
    symbols, at, bags = streams.meant, streams.meant_at, lexicon.bags
    for size in _SPREAD:
        for i in _find_partners(streams, size):
            j, shared = i + size, streams.partners[i]
            begin, end, inner = symbols[i], symbols[j], symbols[i + 1 : j]
            if begin == inner[0]:
                continue
            for gap in range(size - 1):
                kept = inner[:gap] + inner[gap + 1 :]
                if kept[0] not in shared or kept[-1] not in shared:
                    continue
                entry = bags.get("".join(sorted(begin + kept + end)))
                if not entry or not _may_part(lexicon, streams, text, inner, at[i + 1 + gap], at[j]):
                    continue
                code, first = settle_side(lexicon, streams, text, entry.partition("\t")[0], at[i : j + 1])
                if code and not _is_said_of_another(streams, text, first, at[j]):
                    yield Match(((first, at[j]),), code, MEANT, size)


def _may_part(lexicon: Lexicon, streams: Streams, text: str, inner: str, foreign: int, last: int) -> bool:
    """Tell whether a foreign word may stand in a name: not "free", nor "with" where what follows it goes on."""
    if not all(_is_word(symbol) and symbol not in lexicon.conjunctions for symbol in inner):
        return False
    word = streams.word(text, foreign)
    return not _goes_on(streams, text, last) if word == "with" else word not in parting_words()


def _goes_on(streams: Streams, text: str, last: int) -> bool:
    """Tell whether a noun follows a word at once ("ventricles with dilated | occipital horns")."""
    if last + 1 == len(streams.starts) or streams.starts[last + 1] != streams.ends[last] + 1:
        return False
    behind = streams.word(text, last + 1)
    ends = behind in _followers() or behind in filler_roles() or behind.endswith("ly")
    return behind.isalpha() and not ends


@cache
def _followers() -> frozenset[str]:
    """Return the words that may follow an adjective without being its noun ("atrophic changes", "abnormal during")."""
    return frozenset(row["word"] for row in read_table("name_followers.tsv"))


@cache
def parting_words() -> frozenset[str]:
    """Return the words that part what stands before them from what stands behind ("free", "without", "which")."""
    return frozenset(row["word"] for row in read_table("parting_words.tsv"))


def _find_partners(streams: Streams, apart: int) -> list[int]:
    """Return the words that share a name with the word so far behind them."""
    return list(compress(count(), map(contains, streams.partners, islice(streams.signs, apart, None))))


def _is_word(symbol: str) -> bool:
    return symbol >= FIRST_SYMBOL or symbol == UNKNOWN


def settle(matches: Iterable[Match], *, nested: bool) -> list[Match]:
    """Choose among matches that overlap: the one that explains most words, then the tightest."""
    chosen: list[Match] = []
    taken: set[object] = set()  # words, or where names may be nested whole places
    ranked = [(-m.size, m.last - m.first, m.level, m.first, m.code, m) for m in matches]
    for *_, match in sorted(ranked):
        places = (match.runs,) if nested else range(match.first, match.last + 1)
        if taken.isdisjoint(places):
            chosen.append(match)
            taken.update(places)
    return chosen


def find_heads(
    lexicon: Lexicon, streams: Streams, settled: Iterable[Match], found: Iterable[Match]
) -> list[Match]:
    """Find what is there though a more specific name of it is denied: "her cough | was not productive"."""
    heads = []
    for match in settled:
        denied = match.level != WRITTEN and streams.denial_between(match.first, match.last)
        if denied:
            heads += [
                name
                for name in found
                if match.first <= name.first <= name.last < denied
                and match.code in lexicon.refinements.get(name.code, {}).values()
            ][:1]
    return heads
