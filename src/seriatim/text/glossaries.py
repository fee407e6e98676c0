"""Lists of short forms below tables and at the end of reports: "GDD, global developmental delay; OA, ..."."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from seriatim.text.folding import fold
from seriatim.text.prose import Abbreviation
from seriatim.text.wording import pattern_of

_ITEM = re.compile(
    r"\s*(?:[^;\n]{0,400}[.:)\]]\s{1,2})??(?P<short>(?!(?i:abbreviations?)\b)[^\W_][\w+/.\u2013-]{0,12})(?:,\s|\s?[=:]\s?|\s[-\u2013]\s)\s?(?P<long>[^\W\d_][^;=:]{2,90})\s*"
)
_WHOLE = re.compile(  # a whole sentence: "LE = lupus erythematosus.", "IL8, interleukin-8."
    r"(?P<short>[^\W\d_][\w+/\u2013-]{1,12})(?:\s?=\s?|,\s|:\s)(?P<long>[^\W\d_][^.;=:,\n]{2,70})\.?(?=\s|\Z)"
)
_ALONE = re.compile(rf"\s(?:(?<=\n)|(?<=[.:)\]]\s)){_WHOLE.pattern}")
_ENDS = re.compile(r"[.](?=\s|$)")
_PART = re.compile(r"[^;\n]+")
_PART_OF_EQUATIONS = re.compile(r"[^;,\n]+")
_HEADED = re.compile(r"\babbreviations?(?:\sused)?\s?[:.]", re.IGNORECASE)
_LONGEST = 512  # characters of a definition and the words before it: longer ones do not fit `_ITEM`
_MOST_WORDS = 6
_verb = pattern_of(r"\b(?:{is}|{has}|{showed}|normal|negative|positive)\b")
_SHARE = 0.6
"""The share of a list's long forms that must hold the letters of their short ones."""


@dataclass(frozen=True, slots=True)
class Glossary:
    """A list of short forms.

    Attributes:
        start: offset of the first short form; `end` is after the last long form.
        entries: the definitions in it.
    """

    start: int
    end: int
    entries: tuple[Abbreviation, ...]


def find_glossaries(text: str) -> tuple[Glossary, ...]:
    """Find the lists of short forms in a text.

    Args:
        text: the report's text.

    Example:
        >>> [found] = find_glossaries("+ present. GDD, global developmental delay; OA, optic atrophy.")
        >>> [(a.short, a.long) for a in found.entries]
        [('GDD', 'global developmental delay'), ('OA', 'optic atrophy')]
    """
    listed = tuple(_listed(text))
    return tuple(sorted((*listed, *_alone(text, listed)), key=lambda g: g.start))


def _alone(text: str, listed: Sequence[Glossary]) -> Iterator[Glossary]:
    """Sentences that are a definition and nothing else, beside those of the lists."""
    opening = _WHOLE.match(text)
    for m in (*filter(None, [opening]), *_ALONE.finditer(text, opening.end() if opening else 0)):
        entry = Abbreviation(m["short"], m["long"], *m.span("short"), *m.span("long"))
        capitals = sum(c.isupper() for c in m["short"])
        held = any(g.start <= entry.start < g.end for g in listed)
        said = _verb().search(fold(m["long"])) is not None
        if capitals > 1 and not (held or said) and _fits(entry) and len(m["long"].split()) <= _MOST_WORDS:
            yield Glossary(entry.start, entry.long_end, (entry,))


def _listed(text: str) -> Iterator[Glossary]:
    lines = (m for m in re.finditer(r"[^\n]+", text) if ";" in m[0] or m[0].count("=") > 1 or ":" in m[0])
    yield from (g for m in lines for g in _in_line(text, m.start(), m.end()))


def _in_line(text: str, low: int, high: int) -> Iterator[Glossary]:
    part = _PART_OF_EQUATIONS if text.count("=", low, high) > 1 else _PART
    run: list[Abbreviation] = []
    for m in part.finditer(text, low, high):
        entry, goes_on = _read_item(text, m.start(), m.end(), first=not run)
        if entry is not None:
            run.append(entry)
        if entry is None or not goes_on:
            yield from _glossary(text, low, run)
            run = []
            if entry is None and (entry := _read_item(text, m.start(), m.end(), first=True)[0]) is not None:
                run = [entry]
    yield from _glossary(text, low, run)


def _read_item(text: str, start: int, end: int, *, first: bool) -> tuple[Abbreviation | None, bool]:
    """Read one definition, and tell whether the list may go on behind it; only its first may have words before it."""
    if len(text[start:end].strip()) > _LONGEST:
        return None, False
    m = _ITEM.fullmatch(text, start, end)
    if m is None or (not first and text[start : m.start("short")].strip()):
        return None, False
    stop = _ENDS.search(text, m.start("long"), m.end("long"))
    long = text[m.start("long") : stop.start() if stop else m.end("long")]
    long = long if stop else long.rstrip()
    close = m.start("long") + len(long)
    if len(long) < 3 or any(c.isdigit() and c not in m["short"] for c in long):
        return None, False
    entry = Abbreviation(m["short"], long, m.start("short"), m.end("short"), m.start("long"), close)
    return entry, stop is None


def _glossary(text: str, low: int, run: list[Abbreviation]) -> Iterator[Glossary]:
    if not run:
        return
    headed = _HEADED.search(text, max(low, run[0].start - 24), run[0].start) is not None
    fitting = sum(_fits(entry) for entry in run)
    if (len(run) > 1 or headed) and fitting >= _SHARE * len(run):
        yield Glossary(run[0].start, run[-1].long_end, tuple(run))


def _fits(entry: Abbreviation) -> bool:
    """Whether the letters of a short form stand in its long one, in order, the first at its beginning."""
    letters = [c for c in fold(entry.short).rstrip("s") or fold(entry.short) if c.isalpha()]
    rest = iter(fold(entry.long))
    return bool(letters) and fold(entry.long).startswith(letters[0]) and all(c in rest for c in letters)
