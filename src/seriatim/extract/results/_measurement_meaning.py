"""What a result means: its interpretation, from the text first and else from a table, and what it shows."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from seriatim.extract.results._measurement_result import Result
from seriatim.extract.results._measurement_vocabulary import BY_FINDING, SHARE, Item, load_words
from seriatim.terms.laboratory import LaboratoryTest, Shown, find_band, find_interval, load_bands
from seriatim.text.numbers import Quantity
from seriatim.text.tables import read_table
from seriatim.text.units import convert, find_ucum

_PUBLIC = {
    "not_high": "normal",
    "not_low": "normal",
    "none": "negative",
    "borderline": "abnormal",
    "grown": "positive",
    "regular": "normal",
    "irregular": "abnormal",
}
_LOW_CENTILE = 5  # "below the 5th centile" is low; the number itself is not said
_FAR_BELOW, _FAR_ABOVE = 50, 200  # percent of normal
_SIGNS = frozenset("+-\u2212\u2013")
_SIGNED = frozenset({"{SD}", "[diop]"})
_CONCENTRATIONS = frozenset({"chemistry", "haematology", "immunology", "enzyme activity"})


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a result means.

    Attributes:
        interpretation: normal | abnormal | high | low | positive | negative, or None where nothing decides.
        shown: phenotypes with their status.
        rule: which words or which row of a table decided.
        cue: the words that decided, for what is absent.
    """

    interpretation: str | None = None
    shown: tuple[tuple[Shown, str], ...] = ()
    rule: str | None = None
    cue: str | None = None


def judge_result(
    text: str, result: Result, value: Item | None, *, sex: str | None = None, age: float | None = None
) -> Meaning:
    """Judge a result: by the text's own interval, by its words, by a band, by a reference interval.

    That it rose or fell is its course: a rise may end inside the interval.

    Args:
        text: the report's text.
        result: the test with what is said of it.
        value: the quantity to judge, one of the result's values, or None.
        sex: the patient's sex, for intervals that depend on it.
        age: in years.
    """
    test = result.known
    quantity = value.quantity if value else None
    banded = _by_band(text, test, quantity)
    if quantity and (own := _by_reference(test, quantity, result.reference)):
        return own
    if value and value.meaning == SHARE and not banded:
        return _by_share(test, _judged(value.quantity) if value.quantity else 0.0)
    if quantity and result.test.meaning == BY_FINDING and test.asked:
        return Meaning(test.asked, (), "finding that names the test", None)
    left_open = result.word is not None and result.word.meaning == "course"  # "stable at 8.1 g/dL"
    if result.word and not (quantity and (result.inherited or left_open or quantity.ucum == "{SD}")):
        said = _by_word(text, test, result.word)
        if (
            quantity
            and value
            and said.interpretation == "normal"
            and _is_of_another(text, value, result.word)
        ):
            said = _by_outside(test, quantity, sex, age) or said
        return _with_band(said, banded)
    if banded:
        return banded
    if quantity and quantity.ucum == "{fold}" and " " in (quantity.unit or ""):
        return _by_fold(test, quantity)
    if quantity and quantity.ucum == "{SD}":
        return Meaning()  # "1.5 SD higher than a year ago"
    if quantity and (ranged := _by_interval(test, quantity, sex, age)):
        if result.word and {result.word.meaning, ranged.interpretation} == {"high", "low"}:
            return Meaning(result.word.meaning)  # the list's word and the number contradict each other
        return ranged
    return _by_word(text, test, result.word) if result.word else Meaning()


def _by_word(text: str, test: LaboratoryTest, word: Item) -> Meaning:
    meaning = word.meaning
    if meaning == "none" and not test.positive:
        return Meaning("negative")
    if meaning in ("borderline", "course", "undone", "grade", "regular", "irregular"):
        return Meaning(_PUBLIC.get(meaning))
    if meaning == "abnormal" and test.category == "antibody":
        meaning = "positive"
    known = {"none": "negative", "grown": "positive"}.get(meaning, meaning)
    words = " ".join(text[word.start : word.end].split())
    if known == "negative" and _is_lacking(test, words):
        known = meaning = "low"
    if known == "positive" and not test.positive and words.lower() in load_words().after_copula:
        return Meaning(known)  # that bile acids are present says nothing of their amount
    return Meaning(_PUBLIC.get(meaning, meaning), test.shows(known), f"result word: {words.lower()}", words)


def _is_lacking(test: LaboratoryTest, words: str) -> bool:
    """Tell that none is found of what blood always holds: undetectable IgA is low IgA."""
    measured = test.low and not test.positive and test.category in _CONCENTRATIONS
    return bool(measured) and words.lower() in load_words().existence


def _is_of_another(text: str, value: Item, word: Item) -> bool:
    """Tell whether another number stands between a value and a word: the word is the last one's.

    "AST 410 U/L, ALT 380 U/L and alkaline phosphatase 70 U/L (normal)".
    """
    return word.start > value.end and any(c.isdigit() for c in text[value.end : word.start])


def _by_outside(
    test: LaboratoryTest, quantity: Quantity, sex: str | None, age: float | None
) -> Meaning | None:
    """Judge by the reference interval, where the number lies outside it."""
    ranged = _by_interval(test, quantity, sex, age)
    return ranged if ranged and ranged.interpretation in ("high", "low") else None


def _with_band(said: Meaning, banded: Meaning | None) -> Meaning:
    """Prefer the more exact phenotype of a band where it agrees with the words ("low" ejection fraction 20%)."""
    if banded and said.interpretation == banded.interpretation and banded.shown:
        return banded
    return said


def _by_band(text: str, test: LaboratoryTest, quantity: Quantity | None) -> Meaning | None:
    if quantity is None or quantity.form in ("titre", "plus", "size"):
        return None
    number = _banded_number(text, test, quantity)
    if number is None:
        return None
    band = find_band(test, quantity.ucum, number)
    if band is None or _contradicts(quantity.comparator, band.interpretation):
        return None
    rule = f"{band.test} {band.start:g} to {band.end:g} {band.unit}".strip()
    if band.shown:
        status = "absent" if band.interpretation == "normal" else "present"
        shown: tuple[tuple[Shown, str], ...] = ((band.shown, status),)
    else:  # a size within the usual ones: the report denies nothing
        shown = () if band.silent or band.interpretation == "normal" else test.shows(band.interpretation)
    return Meaning(band.interpretation, shown, f"band: {rule} (derived)", None)


def _by_fold(test: LaboratoryTest, quantity: Quantity) -> Meaning:
    """Judge by "20 times the upper limit of normal", which is more than the "3-fold" that has no limit to it."""
    verdict = "high" if _judged(quantity) > 1 and quantity.comparator not in ("<", "<=") else None
    return Meaning(verdict, test.shows(verdict) if verdict else (), "times the upper limit of normal", None)


def _by_share(test: LaboratoryTest, percent: float) -> Meaning:
    """Judge by "5% of normal", which is far from it; "80% of normal" is left open."""
    verdict = "low" if percent <= _FAR_BELOW else "high" if percent >= _FAR_ABOVE else None
    return Meaning(verdict, test.shows(verdict) if verdict else (), "share of normal", None)


def _banded_number(text: str, test: LaboratoryTest, quantity: Quantity) -> float | None:
    """The number that a band is looked up for; None where the text leaves it open."""
    if quantity.form == "pair":
        return _paired_number(test, quantity)
    bands = (*load_bands().get(test.name, ()), *(load_bands()["size"] if test.category == "size" else ()))
    below_zero = not quantity.ucum and any(band.start < 0 and not band.unit for band in bands)
    number = quantity.number if below_zero and quantity.form == "number" else _judged(quantity)
    if quantity.ucum == "{SD}":
        return _deviation(text, quantity, number)
    if quantity.ucum == "{percentile}" and quantity.comparator == "<":
        return 0.0 if number <= _LOW_CENTILE else number - 0.001
    if quantity.ucum == "{percentile}" and quantity.comparator == ">":
        return 100.0 if number >= 100 - _LOW_CENTILE else number + 0.001
    return number


def _paired_number(test: LaboratoryTest, quantity: Quantity) -> float | None:
    """A score out of its most is the score; a fraction such as 20/200 is its quotient."""
    if test.category == "score":
        return quantity.number
    if test.name == "visual acuity" and quantity.number_high:
        return quantity.number / quantity.number_high
    return None


def _deviation(text: str, quantity: Quantity, number: float) -> float | None:
    """Give a number of standard deviations its sign: "3 SD below the mean" is -3.

    Without a sign, a side or the name of a score ("SDS") the text leaves open which side is meant; "0.5 SD higher than a year
    ago" is no deviation from the mean.
    """
    said = _sides().match(text, quantity.end)
    if said:
        centre = said["mean"] is not None
        return None if not centre else -abs(number) if said["below"] else abs(number)
    signed = text[quantity.start] in _SIGNS or number <= 0
    scored = (
        "s" in (quantity.unit or "").lower().removesuffix("s").removesuffix(".")[2:]
        or "z" in (quantity.unit or "").lower()
    )
    return number if signed or scored else None


def _contradicts(comparator: str | None, interpretation: str) -> bool:
    """Tell a limit that says nothing of its band: "below the 50th centile" is not normal."""
    return (comparator in ("<", "<=") and interpretation != "low") or (
        comparator in (">", ">=") and interpretation != "high"
    )


@cache
def _sides() -> re.Pattern[str]:
    """The words behind a number of standard deviations that tell its side."""
    by_role: dict[str, list[str]] = {}
    for row in read_table("deviation_words.tsv"):
        by_role.setdefault(row["role"], []).append(row["words"])
    either = {role: "|".join(words) for role, words in by_role.items()}
    return re.compile(
        rf"[\s)]{{0,2}}(?:(?P<below>{either['below']})|(?:{either['above']}))\s"
        rf"(?:(?:{either['filler']})\b[\s-]{{0,2}}){{0,5}}(?P<mean>{either['mean']})?",
        re.I,
    )


def _by_reference(test: LaboratoryTest, quantity: Quantity, reference: Item | None) -> Meaning | None:
    """Judge by the interval that the text gives in brackets."""
    given = reference.quantity if reference else None
    if given is None or quantity.form in ("titre", "pair", "size"):
        return None
    number = _judged(quantity)
    unit, there = (find_ucum(u) if u else None for u in (quantity.ucum, given.ucum))
    if unit and there:
        converted = convert(number, unit, there)
        if converted is None:
            return None
        number = converted
    low, high = (given.number, None) if reference and reference.meaning == "low" else _limits(given)
    verdict = (
        "low"
        if low is not None and number < low
        else "high"
        if high is not None and number > high
        else "normal"
    )
    return Meaning(verdict, test.shows(verdict), "reference interval of the report", None)


def _limits(given: Quantity) -> tuple[float | None, float | None]:
    if given.number_high is not None:
        return given.number, given.number_high
    if given.comparator in (">", ">="):
        return given.number, None
    return None, given.number


def _by_interval(
    test: LaboratoryTest, quantity: Quantity, sex: str | None, age: float | None
) -> Meaning | None:
    if quantity.form in ("titre", "plus", "size"):
        return _by_titre(test, quantity)
    number = _judged(quantity)
    found = find_interval(test.name, quantity.ucum, number, sex=sex, age=age)
    if found is None:
        return None
    interval, converted = found
    verdict = interval.judge(converted)
    if (quantity.comparator == "<" and verdict == "high") or (
        quantity.comparator == ">" and verdict == "low"
    ):
        return None
    who = " ".join(filter(None, (interval.sex, "child" if interval.age_to <= 18 else "adult")))
    rule = f"reference interval: {test.name} {interval.words}, {who} (derived)"
    # That a number is normal by a general interval is not said by the report, so nothing is absent by it.
    return Meaning(verdict, () if verdict == "normal" else test.shows(verdict), rule, None)


def _by_titre(test: LaboratoryTest, quantity: Quantity) -> Meaning | None:
    """A titre or a dipstick grade that is given at all is a positive result."""
    if quantity.form == "size" or quantity.comparator == "<":
        return None
    verdict = "positive"
    return Meaning(verdict, test.shows(verdict), f"{quantity.form} given (derived)", None)


def _judged(quantity: Quantity) -> float:
    """The number to judge: the upper one of a range that begins at a limit is no better than its middle."""
    number = quantity.number if quantity.ucum in _SIGNED else abs(quantity.number)
    if quantity.form == "range" and quantity.number_high is not None:
        return (number + quantity.number_high) / 2
    return number
