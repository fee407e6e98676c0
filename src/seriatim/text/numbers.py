"""Numbers and quantities: the one place where "40,000/µL", "1:320" and "12-15 mg/dL" are read."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from seriatim.text.units import Unit, read_unit

_GROUPED = r"\d{1,3}(?:\.\d{3}){2,}(?![\d.]\d)|\d{1,3}(?:,\d{3})+(?!\d)(?:\.\d+)?|[1-9]\d{0,2}(?:[ \u00a0\u2005\u2009\u202f]\d{3})+(?![\d.,:]|\s?[x\u00d7])"
_PLAIN = r"\d+(?:[.\u00b7]\d+)?|(?<![\w.])\.\d+"
_COMMA = r"\d+,\d{1,2}(?![\d,])"
_NUMBER = rf"(?:{_GROUPED}|{_COMMA}|{_PLAIN})"
NUMBER_WORDS = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17,
    "eighteen": 18, "nineteen": 19, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60,
    "seventy": 70, "eighty": 80, "ninety": 90, "hundred": 100,
}  # fmt: skip
"""Numbers written out; "hundred" stands alone, as in "a hundred"."""
# Begins with a set of letters, which lets the search skip the text between.
_WORD_START = re.compile(
    r"[OTFSENHotfsenh](?:ne|wo|hree|our|ive|ix|even|ight|ine|en|leven|welve|hirteen|ourteen|ifteen|ixteen|eventeen|"
    r"ighteen|ineteen|wenty|hirty|orty|ifty|ixty|eventy|ighty|inety|undred)\b"
)
_COMPARATORS = {
    "<": "<", ">": ">", "\u2264": "<=", "\u2265": ">=", "<=": "<=", ">=": ">=", "=<": "<=", "~": "~", "\u2248": "~",
    "less than": "<", "lower than": "<", "below": "<", "under": "<", "more than": ">", "greater than": ">",
    "higher than": ">", "above": ">", "over": ">", "exceeding": ">", "up to": "<=", "at most": "<=",
    "at least": ">=", "about": "~", "approximately": "~", "around": "~", "nearly": "<", "almost": "<",
}  # fmt: skip
_COMPARING = "|".join(c for c in sorted(_COMPARATORS, key=len, reverse=True) if c[0].isalpha())
_POWER = r"\s?[x\u00d7*\u00b7\u2715]\s?10(?:\s?[\^*]\s?|\s?\(|\s?[eE]\s?)?(?P<exponent>[-\u2212]?\d{1,2}|[\u2070\u00b9\u00b2\u00b3\u2074-\u2079]{1,2})\)?"
_COMPARING_BEFORE = re.compile(rf"(?:\b(?i:{_COMPARING})|[<>\u2264\u2265~\u2248]=?|=<)\s?(?:the\s)?$")
_DIGIT = re.compile(r"[0-9]")
_TITRE = re.compile(rf"1\s?:\s?(?P<dilution>{_GROUPED}|\d{{1,7}})(?![\d:]|\.\d)")
_PLUS = re.compile(r"[1-4]\s?\+(?![\w+])")
_CORE = re.compile(rf"(?P<low>{_NUMBER})(?:(?P<ordinal>st|nd|rd|th)\b)?(?P<power>{_POWER})?")
_POINTED = re.compile(r"(?<![\d.])[1-9]\d{0,2}\.\d{3}$")
_ARROW_SHAFTS = ("-", "=", "\u2013", "\u2014")
_SIGNS = frozenset("+-\u2212\u2013")
_REACH_BACK = 20
_SUPERSCRIPTS = str.maketrans(
    "\u2070\u00b9\u00b2\u00b3\u2074\u2075\u2076\u2077\u2078\u2079\u2212", "0123456789-"
)
_HIGH = re.compile(
    rf"\s?(?:(?P<dash>[-\u2010-\u2015\u2212]|(?<=\d)~(?=\d))|to|and(?:\sthe)?|(?P<slash>/)|(?P<by>[x\u00d7]))\s?(?P<high>{_NUMBER})(?P<power>{_POWER})?(?:(?:st|nd|rd|th)\b)?(?!\d)"
)
# "in the 220s", "in his 60s": a decade, no seconds.
_DECADE = re.compile(r"(?i)\b(?:the|his|her|their|low|mid|high|to)[\s-]$")
_SPACES = frozenset("1234")
_FIGURE = re.compile(r"(?i)\b(?:fig\.?|figs\.?|figures?|panels?|table)\s?(?:\d[a-z],?\s?(?:and\s)?){0,3}$")
_DIMENSIONAL = re.compile(r"[-\u2010\u2011]D\b")
# "9/10/10": points at three times, where the first two are points as well
_TRIPLE = re.compile(r"/(?:10|\d)(?!\d|/|[.,]\d)")
_MOST_POINTS = 10
_THIRD = re.compile(rf"\s?[x\u00d7]\s?(?P<third>{_NUMBER})")


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number in the text, with its unit and what else belongs to it.

    Attributes:
        start: offset of its first character, comparator included; `end` is after its last one, unit included.
        number: the number, the lower one of a range; of a titre 1:320 it is 320, of "2+" it is 2.
        number_high: the upper one of a range, the second of a pair ("120/80").
        comparator: `<`, `>`, `<=`, `>=` or `~`; None where the text gives none.
        form: number | range | titre | plus | pair | size | word | ordinal.
        unit: the unit as written, or None.
        ucum: the unit in UCUM, or None.
        unit_span: where the unit stands, or None.
        dimension: what the unit measures, or "".
    """

    start: int
    end: int
    number: float
    number_high: float | None = None
    comparator: str | None = None
    form: str = "number"
    unit: str | None = None
    ucum: str | None = None
    unit_span: tuple[int, int] | None = None
    dimension: str = ""


def find_quantities(text: str, start: int = 0, end: int | None = None) -> tuple[Quantity, ...]:
    """Find the quantities of a stretch of text, in order and without overlap.

    Args:
        text: the text; offsets are into it.
        start: where to begin.
        end: where to stop; None for the end of the text.

    Example:
        >>> [(q.number, q.number_high, q.comparator, q.ucum) for q in find_quantities("CRP 12-15 mg/L, titre < 1:80")]
        [(12.0, 15.0, None, 'mg/L'), (80.0, None, '<', None)]
    """
    return tuple(_quantities(text, start, len(text) if end is None else end))


def read_number(text: str) -> float:
    """Read a number as printed: "40,000", "12 000", "3,5", "0\u00b745".

    Raises:
        ValueError: not a number.

    Example:
        >>> read_number("40,000"), read_number("3,5")
        (40000.0, 3.5)
    """
    if text.isdigit():
        return float(text)
    plain = re.sub(r"\s", "", text).replace("\u00b7", ".")
    if re.fullmatch(r"\d+,\d{1,2}", plain):
        return float(plain.replace(",", "."))
    if plain.count(".") > 1:
        return float(plain.replace(".", ""))  # "2.500.000"
    return float(plain.replace(",", ""))


def _quantities(text: str, start: int, end: int) -> Iterator[Quantity]:
    words = _WORD_START.finditer(text, start, end)
    word = next(words, None)
    at = start
    while digit := _DIGIT.search(text, at, end):
        while word and word.start() < digit.start():
            if word.start() >= at and (quantity := _read_word(text, word, at, end)):
                yield quantity
            word = next(words, None)
        quantity = _read_at(text, digit.start(), at, end)
        if quantity and quantity.start >= at:
            yield quantity
        at = quantity.end if quantity else _skip(text, digit.start(), end)
    while word:
        if word.start() >= at and (quantity := _read_word(text, word, at, end)):
            yield quantity
        word = next(words, None)


def _skip(text: str, at: int, end: int) -> int:
    """Return the offset after the name that the digit at `at` is part of."""
    while at < end and text[at].isalnum():
        at += 1
    return at


def _read_at(text: str, first: int, low: int, end: int) -> Quantity | None:
    """Read the quantity whose first digit stands at `first`."""
    before = text[first - 1] if first > low else " "
    if before == "." and (first - 2 < low or text[first - 2] in " <>=(~"):
        first -= 1
        before = text[first - 1] if first > low else " "
    if before.isalnum() or before in "._\u00b7":
        return None
    comparator, begin = _comparator_before(text, first, low)
    if before not in ":/" and (titre := _TITRE.match(text, first, end)):
        return Quantity(begin, titre.end(), read_number(titre["dilution"]), None, comparator, "titre")
    if plus := _PLUS.match(text, first, end):
        return Quantity(begin, plus.end(), float(text[first]), None, comparator, "plus")
    match = _CORE.match(text, first, end)
    if match is None:
        return None
    sign = ""
    if (
        before in _SIGNS
        and not comparator
        and (first - 2 < low or not (text[first - 2].isalnum() or text[first - 2] in ")]."))
    ):
        sign, begin = before, first - 1
        if (
            sign == "+"
            and match["low"] in ("1", "2", "3", "4")
            and not text[match.end() : match.end() + 1].strip(" ,;).")
            and not read_unit(text, match.end(), end)
        ):
            return Quantity(begin, match.end("low"), read_number(match["low"]), None, None, "plus")
    return _read_number(text, match, begin, comparator, sign, end)


def _comparator_before(text: str, first: int, low: int) -> tuple[str | None, int]:
    """Return the comparator before a number and where it begins, or None and the number's own place."""
    if (
        not text[first - 1 : first]
        or text[first - 1] not in " <>=\u2264\u2265~\u2248\u00a0\u2009"
        or first <= low
    ):
        return None, first
    stretch = text[max(low, first - _REACH_BACK) : first]
    match = _COMPARING_BEFORE.search(stretch)
    if match is None:
        return None, first
    if match[0][0] == ">" and stretch[: match.start()].endswith(_ARROW_SHAFTS):
        return None, first  # "7.8 -> 9.5"
    words = match[0].strip().lower().removesuffix(" the")
    return _COMPARATORS.get(words.strip()), first - len(stretch) + match.start()


def _read_word(text: str, match: re.Match[str], low: int, end: int) -> Quantity | None:
    """Read "seven years": a number word, with its unit where one follows."""
    if match.start() > 0 and text[match.start() - 1].isalnum():
        return None
    number = NUMBER_WORDS.get(match[0].lower())
    if number is None:
        return None
    comparator, begin = _comparator_before(text, match.start(), low)
    unit = read_unit(text, match.end(), end)
    return _with_unit(text, Quantity(begin, match.end(), float(number), None, comparator, "word"), unit)


def _read_number(
    text: str, match: re.Match[str], first: int, comparator: str | None, sign: str, end: int
) -> Quantity | None:
    stop = match.end()
    unit = read_unit(text, stop, end)
    if unit and unit[1] == stop and _is_lettered(text, first, unit[2], stop):
        return None
    if stop < end and not unit and (text[stop].isalpha() or _DIMENSIONAL.match(text, stop)):
        return None  # the number is part of a name: 25OH, 3D, 17q, 3-D
    low = read_number(match["low"]) * (-1 if sign and sign != "+" else 1)
    if unit and _is_decade(text, low, first, stop, unit[2]):
        return Quantity(first, unit[2], low, low + 9, comparator, "range")
    exponent = match["exponent"]
    high, form = None, "ordinal" if match["ordinal"] else "number"
    last = unit[2] if unit else stop
    more = _HIGH.match(text, last, end)
    if more and not sign and _belongs(text, match, more, unit) and _is_whole(text, more.end(), end):
        high, stop = read_number(more["high"]), more.end()
        exponent = more["exponent"] or exponent
        if form != "ordinal":
            form = "pair" if more["slash"] else "size" if more["by"] else "range"
        third = _THIRD.match(text, read_end(text, stop, end), end) if form == "size" else None
        third = _TRIPLE.match(text, stop, end) if form == "pair" and max(low, high) <= _MOST_POINTS else third
        stop = third.end() if third else stop
        unit = read_unit(text, stop, end) or unit
    quantity = Quantity(first, stop, low, high, comparator, form)
    if exponent is not None:
        return _with_power(text, quantity, exponent, match, more, end)
    return _with_unit(text, quantity, unit)


_BY = re.compile(r"\bby\s\Z")
_NUMBERED = re.compile(r"\b(?:day|week|month|year|hour|visit|cycle)\s\Z", re.IGNORECASE)
"""Before a number that counts: in "on day 1 to 3.0 mg/dL" it is no lower bound."""


def _is_lettered(text: str, start: int, end: int, stop: int) -> bool:
    """Tell the letter of "3D" and of "Figure 1g", which is no unit."""
    if end - stop != 1:
        return False
    spatial = text[stop] == "D" and text[start:stop] in _SPACES
    return spatial or bool(_FIGURE.search(text, max(0, start - _REACH_BACK), start))


def _is_decade(text: str, number: float, start: int, stop: int, end: int) -> bool:
    """Tell "in the 220s", which are no seconds."""
    whole = text[stop:end] == "s" and number % 10 == 0 and 20 <= number <= 300
    return whole and bool(_DECADE.search(text, max(0, start - _REACH_BACK), start))


def _is_whole(text: str, at: int, end: int) -> bool:
    """Tell whether a second number ends at `at`: its unit may stick to it ("70/40mmHg"), no other word may."""
    follows = text[at : min(at + 1, end)]
    return not (follows.isalnum() or follows == "_") or read_unit(text, at, end) is not None


def read_end(text: str, at: int, end: int) -> int:
    """Return the offset after the unit at `at`, or `at` where there is none."""
    unit = read_unit(text, at, end)
    return unit[2] if unit else at


def _belongs(
    text: str, match: re.Match[str], more: re.Match[str], unit: tuple[Unit, int, int] | None
) -> bool:
    """Tell whether a second number continues the first: a range upwards, a pair, a size."""
    low, high = read_number(match["low"]), read_number(more["high"])
    if match["ordinal"] and (more["slash"] or more["by"]):
        return False
    if more["slash"] or more["by"]:
        return True
    if "and" in more[0]:
        before = text[max(0, match.start() - _REACH_BACK) : match.start()].rstrip().removesuffix(" the")
        return before.endswith("between") and low < high
    if (
        unit
        and more[0].lstrip().startswith("to")
        and _BY.search(text, max(0, match.start() - 4), match.start())
    ):
        return False  # "fell by 2 g/dL to 7 g/dL"
    numbered = _NUMBERED.search(text, max(0, match.start() - _REACH_BACK), match.start())
    return low < high and not (numbered and read_unit(text, more.end(), len(text)))


def _with_power(
    text: str, quantity: Quantity, exponent: str, match: re.Match[str], more: re.Match[str] | None, end: int
) -> Quantity:
    """Read "15.8 × 10^9/L": the power belongs to the unit where a unit follows, else to the number."""
    power = 3 if exponent == "00" else int(exponent.translate(_SUPERSCRIPTS))  # "x 1000/\u00b5L"
    unit = read_unit(text, quantity.end, end)
    bare = _power_unit(power, unit[0]) if unit else None
    begin = (
        (more.start("power") if more and more["power"] else match.start("power")) if bare else quantity.end
    )
    while text[begin : begin + 1].isspace():
        begin += 1
    if unit and bare:
        return _place(text, quantity, bare, begin, unit[2])
    scale = 10.0**power
    high = None if quantity.number_high is None else quantity.number_high * scale
    scaled = Quantity(
        quantity.start, quantity.end, quantity.number * scale, high, quantity.comparator, quantity.form
    )
    return _with_unit(text, scaled, unit)


def _power_unit(power: int, unit: Unit) -> Unit | None:
    if not unit.ucum.startswith("/"):
        return None
    return Unit(f"10*{power}{unit.ucum}", unit.dimension, unit.factor * 10.0**power)


def _with_unit(text: str, quantity: Quantity, unit: tuple[Unit, int, int] | None) -> Quantity:
    return _place(text, quantity, *unit) if unit else quantity


def _thousands(text: str, quantity: Quantity, unit: Unit) -> float:
    """Return the number, with "131.000/mm3" read as the thousands that continental print makes of a count."""
    written = text[quantity.start : quantity.end].split("/")[0].strip()
    if unit.ucum in ("/mm3", "/uL") and _POINTED.search(written):
        return quantity.number * 1000
    return quantity.number


def _place(text: str, quantity: Quantity, unit: Unit, start: int, end: int) -> Quantity:
    return Quantity(
        quantity.start,
        max(end, quantity.end),
        _thousands(text, quantity, unit),
        quantity.number_high,
        quantity.comparator,
        quantity.form,
        text[start:end],
        unit.ucum,
        (start, end),
        unit.dimension,
    )
