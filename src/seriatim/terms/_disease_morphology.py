"""Disease names by their build: a head word ("carcinoma", "-itis", "syndrome") and the modifiers before it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from seriatim.terms.tables import read_table

_TOKEN = re.compile(r"[^\W\d_][\w'-]*|\d+[a-z]?(?![\w.])")
_ADJECTIVE = re.compile(r"[a-z-]{3,}(?:al|ic|ous|ary|ory|ar|oid|ive|genic)\Z")
_TYPE = re.compile(r" types? (?:\d[a-z]?|i{1,3}|iv|v)(?![\w-])")
_OF = re.compile(r" of (?:the |both |her |his |a )?")
_LONGEST = 6


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
    tokens = [(m.start(), m.end(), m[0]) for m in _TOKEN.finditer(folded)]
    found: list[tuple[int, int]] = []
    low = len(tokens)
    for at in range(len(tokens) - 1, -1, -1):
        kind = head_kind(tokens[at][2]) if at < low else ""
        if not kind:
            continue
        first = _first(text, tokens, at)
        end = _end(folded, tokens, at)
        if kind == "bound" and first == at and end == tokens[at][1]:
            continue
        found.append((tokens[first][0], end))
        low = first
    return iter(sorted(found))


@lru_cache(maxsize=50_000)
def head_kind(word: str) -> str:
    """Tell whether a folded word ends a disease name: "free" (also alone), "bound" (with others) or ""."""
    heads, suffixes, never = _heads(), _suffixes(), _words("not")
    last = word.rpartition("-")[2]
    if last in heads:
        return heads[last]
    if len(word) > 5 and word.endswith(suffixes) and word not in never and last not in never:
        return "free"
    return ""


def _first(text: str, tokens: list[tuple[int, int, str]], at: int) -> int:
    """Index of the first word of the name whose head is `tokens[at]`."""
    eponymous = head_kind(tokens[at][2]) == "bound"
    first = at
    while first and at - first < _LONGEST:
        start, end, word = tokens[first - 1]
        if text[end : tokens[first][0]] not in (" ", "\u00a0", "\n"):
            break
        named = eponymous and text[start].isupper() and word not in _words("stop") and not _opens(text, start)
        if not (named or is_modifier(word)):
            break
        first -= 1
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


def _end(folded: str, tokens: list[tuple[int, int, str]], at: int) -> int:
    """Offset after the name: "of the breast" and "type 2" belong to it."""
    end = tokens[at][1]
    if m := _TYPE.match(folded, end):
        return m.end()
    if (m := _OF.match(folded, end)) is None:
        return end
    reached = end
    for start, stop, word in tokens[at + 1 : at + 7]:
        if start < m.end():
            continue
        if start > m.end() and folded[reached:start] not in (" ", ""):
            break
        if not is_modifier(word):
            break
        reached = stop
        if word in _words("modifier") and not _ADJECTIVE.match(word):
            end = stop
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
