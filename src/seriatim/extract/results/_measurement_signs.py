"""Results given as signs and grades: "CD34 (+)", "RF+", "46,XX", "NYHA class III"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from seriatim.extract.results._measurement_vocabulary import Item, load_words
from seriatim.text.numbers import Quantity

_SIGN_MARKS = ("+", "(-", "(\u2212", "(\u2010", "(\u2013")
_SIGN = re.compile(
    r"(?<=\()(?P<sign>\+{1,4}|[-\u2010-\u2015\u2212])(?=\))|(?<=[\s:])(?P<plus>\+{2,4})(?=[\s,.;)]|$)"
)
# Behind the name of a test: "RF+, ANA-".
_SIGN_AFTER = re.compile(
    r"(?:\s(?:antibod(?:y|ies)|levels?|titers?|titres?))?(?:,?\s|:\s?)?"
    r"(?P<sign>\+(?:\s?\+){0,3}|(?:(?<=,\s)|(?<=:\s)|(?<![\s,]))[-\u2212\u2013])(?=[,.;)/]|\s(?:and|or|but)\b|$)"
)
# "ferritin \u2191", "4.9 g/dL (L)"
_ARROW = re.compile(r"[\u2191\u2b06\u21e7]+|[\u2193\u2b07\u21e9]+")
_ARROWS = frozenset("\u2191\u2b06\u21e7\u2193\u2b07\u21e9")
_UPWARDS = frozenset("\u2191\u2b06\u21e7")
_FLAG = re.compile(r"\s?[(\[](?P<flag>HH?|LL?)[)\]]")
_SIGNED_KINDS = frozenset({"antibody", "serology", "tissue marker", "molecular", "microbiology"})
# "4 + 3 = 7", "7 (4 + 3)"
_SUM = re.compile(
    r"(?<![\w.+])(?:(?P<parts>\d(?:\s?\+\s?\d){1,3})\s?=\s?(?P<total>\d{1,2})|(?P<first>\d{1,2})\s?[(\[](?P<inner>\d(?:\s?\+\s?\d){1,3})[)\]])(?!\w|\.\d)"
)
_PART = re.compile(r"\d")
_ROMAN = {"I": 1, "II": 2, "III": 3, "IV": 4, "V": 5, "VI": 6}
_TNM = r"[cpyr]{0,2}T(?:is|[0-4][a-d]?|[xX])\s?,?\s?[cp]?N[0-3xX][a-c]?(?:\s?,?\s?[cp]?M[01xX][a-c]?)?"
_ROMAN_PAIR = re.compile(r"(?<![\w/-])(?P<low>I{1,3}|IV|VI?)\s?/\s?(?P<high>VI|V)(?![\w/-])")
# ISCN: "46,XY", "47,XX,+21", "46,XX,del(22)(q11.2)[12]/46,XX[8]"
_ABERRATION = r"[+-]?(?:(?:(?:der|del|dup|inv|add|ins|idic|dic|trp|rob|psu|mar|t|i|r)(?:\s?\([^()\s]{1,20}\)){0,2}){1,3}|[\dXY]\w{0,6})[pq]?[+-]?"
_CLONE = rf"(?:3[5-9]|4\d|5\d|6\d|9[0-4]),?\s?X[XY0O]{{0,3}}(?:,\s?{_ABERRATION}){{0,12}}(?:\[\d{{1,3}}\])?"
_KARYOTYPE = re.compile(rf"(?<![\d.]){_CLONE}(?:\s?/\s?{_CLONE}){{0,4}}(?![\w])")
_NORMAL_KARYOTYPE = re.compile(r"46,?\s?(?:XX|XY)(?:\[\d{1,3}\])?")


def find_signs(
    text: str, start: int, end: int, named: Sequence[Item], quantities: Sequence[Item] = ()
) -> list[Item]:
    """Find results given as signs: stains and dipsticks ("CD34 (+), desmin (-)"), karyotypes ("46,XX").

    Args:
        text: the report's text.
        start: offset of the sentence.
        end: offset after it.
        named: the tests and words of the sentence.
        quantities: its quantities, behind which a laboratory prints its marks.
    """
    stretch = text[start:end]
    signed = any(mark in stretch for mark in _SIGN_MARKS)
    matches = [*_SIGN.finditer(text, start, end)] if signed else []
    matches += [
        match
        for item in named
        if item.test and item.test.category in _SIGNED_KINDS
        if (match := _SIGN_AFTER.match(text, item.end, end))
    ]
    signs = list(dict.fromkeys(_sign(match) for match in matches))
    formulas = [
        Item("result", *m.span(), meaning="normal" if _NORMAL_KARYOTYPE.fullmatch(m[0]) else "abnormal")
        for m in (_KARYOTYPE.finditer(text, start, end) if "X" in stretch else ())
    ]
    arrows = () if _ARROWS.isdisjoint(stretch) else _ARROW.finditer(text, start, end)
    arrowed = [Item("result", *m.span(), meaning="high" if m[0][0] in _UPWARDS else "low") for m in arrows]
    return signs + formulas + arrowed + _find_flags(text, quantities)


def _find_flags(text: str, quantities: Sequence[Item]) -> list[Item]:
    """Find the "(H)" and "(L)" that a laboratory prints behind a value."""
    flags = (_FLAG.match(text, quantity.end) for quantity in quantities)
    return [
        Item("result", *m.span("flag"), meaning="high" if m["flag"][0] == "H" else "low") for m in flags if m
    ]


def find_sums(text: str, start: int, end: int) -> list[Quantity]:
    """Find scores given as a sum: "4 + 3 = 7", "7 (4 + 3)".

    Args:
        text: the report's text.
        start: offset of the sentence.
        end: offset after it.
    """
    if text.find("+", start, end) < 0:
        return []
    return [
        Quantity(*m.span(), float(m["total"] or m["first"]))
        for m in _SUM.finditer(text, start, end)
        if int(m["total"] or m["first"]) == sum(map(int, _PART.findall(m["parts"] or m["inner"])))
    ]


def _sign(match: re.Match[str]) -> Item:
    place = next((name for name in ("sign", "plus") if match.groupdict().get(name)), 0)
    return Item("result", *match.span(place), meaning="positive" if "+" in match[0] else "negative")


def find_roman_pairs(text: str, start: int, end: int) -> list[Quantity]:
    """Find grades out of a scale in Roman numerals: the "III/VI" of "a grade III/VI murmur".

    Args:
        text: the report's text.
        start: offset of the sentence.
        end: offset after it.
    """
    if text.find("/", start, end) < 0:
        return []
    return [
        Quantity(*m.span(), float(_ROMAN[m["low"]]), float(_ROMAN[m["high"]]), form="pair")
        for m in _ROMAN_PAIR.finditer(text, start, end)
        if _ROMAN[m["low"]] <= _ROMAN[m["high"]]
    ]


def find_grade(text: str, item: Item) -> Item | None:
    """Return the grade or class behind the name of a score: the "III" of "NYHA class III"."""
    if item.kind != "test" or item.test is None or item.test.category != "score":
        return None
    match = _grade_pattern().match(text, item.end)
    return Item("result", *match.span("grade"), meaning="grade") if match else None


@cache
def _grade_pattern() -> re.Pattern[str]:
    """Words such as "class", a link, and a Roman numeral or letter; a plain number only behind such a word."""
    word = "|".join(re.escape(w) for w in sorted(load_words().grade_word))
    link = r"(?:\s*[:=(,]\s*|\s+(?:was|were|is|of|as|at|to be)\s+|\s+)"
    roman, letter = r"(?:I{1,3}|IV|VI{0,3})[abcABC]?[1-3]?", r"[A-E]"
    either = rf"(?:{roman}|{letter})(?:\s?[-\u2013/]\s?(?:{roman}|{letter}))?"
    return re.compile(
        rf"(?:\s+(?:{word})\b){{0,3}}(?:\s*\([A-Z]{{2,6}}\))?(?:{link}(?:(?:{word})\s+)?)"
        rf"(?P<grade>(?:{_TNM}|{either}|E\dV[\dT]M\d)(?![\w'-])|(?:(?<=class )|(?<=grade )|(?<=stage ))\d[ab]?(?![\w/]|\.\d))"
    )
