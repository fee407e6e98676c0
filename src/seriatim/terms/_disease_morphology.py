"""Disease names by their build: a head word ("carcinoma", "-itis", "syndrome") and the modifiers before it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from itertools import islice

from seriatim.terms._endings import EndingFinder
from seriatim.text.tables import read_table

_TOKEN = re.compile(r"[^\W\d_][\w'-]*|\d+[a-z]?(?![\w.])")
_ADJECTIVE = re.compile(r"[a-z-]{3,}(?:al|ic|ous|ary|ory|ar|oid|ive|genic)\Z")
_TYPE = re.compile(r" types? (?:\d[a-z]?|i{1,3}|iv|v)(?![\w-])")
_OF = re.compile(r" of (?:the |both |her |his |a )?")
_LONGEST = 6
_WINDOW = 90


def find_disease_phrases(text: str, folded: str) -> Iterator[tuple[int, int]]:
    """Find phrases built like disease names, whether any table knows them or not, in text order.

    Args:
        text: the text, whose capitals tell eponyms.
        folded: `fold(text)`.

    Example:
        >>> text = "had a necrotizing sialometaplasia and Smith-Jones syndrome"
        >>> [text[a:b] for a, b in find_disease_phrases(text, text.lower())]
        ['necrotizing sialometaplasia', 'Smith-Jones syndrome']
    """
    found: list[tuple[int, int]] = []
    low = len(folded)
    for stop in reversed(_head_finder().ends(folded)):
        if stop > low:
            continue
        words = _words_back(folded, stop)
        head = next(words, None)
        kind = head_kind(head[2]) if head and head[1] == stop else ""
        if head is None or not kind:
            continue
        start, end = _first(text, head[0], words, kind), _end(folded, stop)
        if kind == "free" or start != head[0] or end != stop:
            found.append((start, end))
            low = start
    return iter(sorted(found))


@cache
def _head_finder() -> EndingFinder:
    return EndingFinder([*_heads(), *_suffixes()])


def _words_back(folded: str, stop: int) -> Iterator[tuple[int, int, str]]:
    """The words before an offset, from the one that ends there backwards, as far as a name may reach."""
    low = max(folded.rfind(" ", 0, max(0, stop - _WINDOW)) + 1, stop - 2 * _WINDOW)
    while stop > low:
        start = max(low, folded.rfind(" ", low, stop) + 1)
        yield from [(m.start(), m.end(), m[0]) for m in _TOKEN.finditer(folded, start, stop)][::-1]
        stop = start - 1


@lru_cache(maxsize=50_000)
def head_kind(word: str) -> str:
    """Tell whether a folded word ends a disease name: "free" (also alone), "bound" (with others) or ""."""
    heads, suffixes, never = _heads(), _suffixes(), _words("not")
    last = word.rpartition("-")[2]
    if last in heads:
        return "free" if last != word else heads[last]
    if len(word) > 5 and word.endswith(suffixes) and word not in never and last not in never:
        return "free"
    return ""


def is_finding(words: str) -> bool:
    """Tell whether the head of a folded name is a finding rather than a disease ("atrophy", "-emia").

    Example:
        >>> is_finding("muscle atrophy"), is_finding("lupus")
        (True, False)
    """
    last = words.partition(" of ")[0].rpartition(" ")[2]
    listed = _words("finding")
    return last in listed or any(f"-{last[at:]}" in listed for at in range(2, len(last) - 2))


def _first(text: str, first: int, before: Iterator[tuple[int, int, str]], kind: str) -> int:
    """Offset of the first word of a name, given where its head begins and the words before that, backwards."""
    for start, end, word in islice(before, _LONGEST):
        if text[end:first] not in (" ", "\u00a0", "\n"):
            break
        named = (
            kind == "bound"
            and text[start].isupper()
            and word not in _words("stop")
            and not _opens(text, start)
        )
        if not (named or is_modifier(word)):
            break
        first = start
    return first


def _opens(text: str, start: int) -> bool:
    """Whether a word opens a sentence, so that its capital says nothing."""
    before = text[max(0, start - 3) : start].rstrip()
    return not before or before[-1] in ".!?\n"


@lru_cache(maxsize=50_000)
def is_modifier(word: str) -> bool:
    """Tell whether a folded word may stand in a disease name before its head."""
    if word in _words("stop") or word in _words("neutral"):
        return False
    return word in _words("modifier") or bool(_ADJECTIVE.match(word)) or bool(head_kind(word))


def _end(folded: str, end: int) -> int:
    """Offset after the name: "of the breast" and "type 2" belong to it."""
    if m := _TYPE.match(folded, end):
        return m.end()
    if (m := _OF.match(folded, end)) is None:
        return end
    reached = m.end()
    for token in islice(_TOKEN.finditer(folded, m.end(), m.end() + _WINDOW), _LONGEST):
        if folded[reached : token.start()] not in (" ", "") or not is_modifier(token[0]):
            break
        reached = token.end()
        named = token[0] in _words("modifier") and token[0] not in _words("side")
        if named and not _ADJECTIVE.match(token[0]):
            end = reached
    return end


@cache
def _rows(role: str) -> tuple[dict[str, str], ...]:
    return tuple(row for row in read_table("disease_heads.tsv") if row["role"] == role)


@cache
def _words(role: str) -> frozenset[str]:
    return frozenset(row["words"].lower() for row in _rows(role))


@cache
def _heads() -> dict[str, str]:
    return {row["words"]: "free" if row["bare"] == "yes" else "bound" for row in _rows("head")}


@cache
def _suffixes() -> tuple[str, ...]:
    return tuple(row["words"] for row in _rows("suffix"))
