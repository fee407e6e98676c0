"""Stains whose names no table holds, told by their company: "positive for vimentin, calponin B and desmin"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import takewhile
from typing import NamedTuple

from seriatim.extract.results._measurement_result import Result
from seriatim.extract.results._measurement_vocabulary import Item, load_words, tokens
from seriatim.terms.laboratory import ACT_KINDS, LaboratoryTest

_MARKER = "tissue marker"
_SAID = frozenset({"positive", "negative", "none"})
_STOPS = frozenset({"result", "boundary", "except", "head"})
_SEPARATOR = re.compile(r"(?:\s?[,;]\s?(?:and|or|but)?\s?|\s(?:and|or|nor|as well as)\s)(?![^()]{0,40}\))")
_NAME = re.compile(r"(?:[^\W_][\w./-]*)(?:\s[^\W_][\w./-]*){0,3}")
_MOST_WORDS = 4
# What names of proteins look like: a capital, a figure, or an ending of theirs.
_PROTEIN = re.compile(r"[A-Z0-9]|(?:in|ins|ase|ases|gen|gens|receptor|receptors)$")
_ENDS = (".", ";")
_FARTHEST = 90
# " of the hands, ", " and whole body "
_ACT_GAP = re.compile(
    r"(?:\s(?:of|in|on)\s(?:the\s|his\s|her\s|both\s)?(?P<of>[a-z-]+(?:\s[a-z-]+)?))?(?:,\s(?:and\s)?|\s(?:and|or)\s)(?:an?\s|the\s)?"
    r"(?P<before>[a-z-]+(?:\s[a-z-]+)?\s)?"
)
_LEADING = re.compile(r",?\s(?:(?:and|but|while|whereas)\s)?$")
_BRACKET = re.compile(r"\s?\([^()]{0,60}\)")


class _Piece(NamedTuple):
    start: int
    end: int


def settle_marker_lists(text: str, end: int, items: Sequence[Item], results: list[Result]) -> list[Result]:
    """Say "positive for" of every member of its list of stains, those that no table knows included.

    Args:
        text: the report's text.
        end: offset after the sentence.
        items: of the sentence, in order.
        results: of the sentence, in order; members that nothing was said of get their word.

    Returns:
        The results with the members that no table knows, in order.
    """
    added: list[Result] = []
    for at, word in enumerate(items):
        if not _announces(text, word):
            continue
        stop = next((_cut(text, word.end, i.start) for i in items[at + 1 :] if i.kind in _STOPS), end)
        listed = [r for r in results if word.end <= r.test.start < stop]
        if any(r.known.category == _MARKER for r in listed):
            added += _say_of_list(text, word, stop, listed)
    return sorted([*results, *added], key=lambda r: r.test.start) if added else results


def _cut(text: str, start: int, end: int) -> int:
    """Leave the "but" out that leads on to the next word."""
    leading = _LEADING.search(text, start, end)
    return leading.start() if leading else end


def _announces(text: str, item: Item) -> bool:
    """Tell the "positive for" that a list of stains may follow."""
    if item.kind != "result" or item.meaning not in _SAID:
        return False
    return text[item.start : item.end].lower().endswith(tuple(load_words().announcing))


def _say_of_list(text: str, word: Item, stop: int, listed: Sequence[Result]) -> Iterator[Result]:
    """Give a word to the known members of its list, and yield those that no table knows."""
    for piece in _members(text, word.end, stop, listed[-1].test.end):
        known = [r for r in listed if piece.start <= r.test.start < piece.end]
        for result in known:
            if result.word is None and not result.values and result.known.category == _MARKER:
                result.word, result.inherited = word, True
        if not known and _is_name(text[piece.start : piece.end], _PROTEIN):
            name = " ".join(text[piece.start : piece.end].split())
            item = Item("test", *piece, test=LaboratoryTest(name, category=_MARKER), generic=True)
            yield Result(item, word=word, inherited=True, last=piece.end)


def _members(text: str, start: int, stop: int, last: int) -> list[_Piece]:
    """Return the members of a list: those up to the last known one, and those behind it where they end the clause."""
    pieces = list(_pieces(text, start, stop))
    inner = list(takewhile(lambda p: p.start < last and _holds_names(text, p), pieces))
    behind = pieces[len(inner) :]
    if len(inner) < sum(p.start < last for p in pieces) or not behind:
        return inner
    whole = _is_closing(text, behind[-1], stop) and all(_is_name(text[p.start : p.end]) for p in behind)
    return pieces if whole else inner


def _holds_names(text: str, piece: _Piece) -> bool:
    """Tell a member of a list, words such as "focally" before it included."""
    words = load_words()
    return words.verb.isdisjoint(tokens(text[piece.start : piece.end]))


def _pieces(text: str, start: int, stop: int) -> Iterator[_Piece]:
    """Yield the members of a list, without what stands in brackets behind them."""
    at = start
    for match in (*_SEPARATOR.finditer(text, start, stop), None):
        low, high = at, match.start() if match else stop
        bracket = _BRACKET.search(text, low, high)
        high = bracket.start() if bracket else high
        while low < high and not text[low].isalnum():
            low += 1
        while high > low and not text[high - 1].isalnum():
            high -= 1
        if low < high:
            yield _Piece(low, high)
        at = match.end() if match else stop


def _is_closing(text: str, piece: _Piece, stop: int) -> bool:
    """Tell the last member of a list: a full stop or the end of the stretch follows its name."""
    behind = _BRACKET.match(text, piece.end, stop)
    at = behind.end() if behind else piece.end
    return at >= stop or text[at : at + 1] in _ENDS


def _is_name(name: str, form: re.Pattern[str] | None = None) -> bool:
    words = load_words()
    found = tokens(name)
    return (
        _NAME.fullmatch(name) is not None
        and (form is None or form.search(name) is not None)
        and len(found) <= _MOST_WORDS
        and not any(t in words.link or t in words.verb or t in words.not_test for t in found if t != "of")
    )


def joins_acts(gap: str, first: Result, second: Result) -> bool:
    """Tell whether two acts are members of one list, with what they were of or in: " of the hands, ", " and whole body ".

    Example:
        >>> act = Result(Item("test", 0, 1, test=LaboratoryTest("CT", category="imaging")))
        >>> joins_acts(" of the hands, ", act, act), joins_acts(" and whole body ", act, act), joins_acts(" showed ", act, act)
        (True, True, False)
    """
    if first.known.category not in ACT_KINDS or second.known.category not in ACT_KINDS:
        return False
    match = _ACT_GAP.fullmatch(gap)
    return match is not None and all(
        _is_name(words.strip()) for words in match.group("of", "before") if words
    )


def joins_markers(gap: str, first: Result, second: Result) -> bool:
    """Tell whether two stains are members of one list over names that no table knows: ", calponin B, ".

    Example:
        >>> stain = Result(Item("test", 0, 1, test=LaboratoryTest("CD4", category="tissue marker")))
        >>> joins_markers(", calponin 2, and ", stain, stain), joins_markers(" was weak, ", stain, stain)
        (True, False)
    """
    if first.known.category != _MARKER or second.known.category != _MARKER or len(gap) > _FARTHEST:
        return False
    opening = _SEPARATOR.match(gap) or _BRACKET.match(gap)
    if opening is None:
        return False
    return all(_is_name(gap[p.start : p.end]) for p in _pieces(gap, 0, len(gap)))
