"""What a result means: its interpretation, from the text first and else from a table, and what it shows."""

from __future__ import annotations

from dataclasses import dataclass

from seriatim.extract._measurement_items import Item, load_words
from seriatim.extract._measurement_result import Result
from seriatim.terms.laboratory import LaboratoryTest, Shown, find_band, find_interval
from seriatim.text.numbers import Quantity
from seriatim.text.units import convert, find_ucum

_PUBLIC = {
    "not_high": "normal",
    "not_low": "normal",
    "none": "negative",
    "borderline": "abnormal",
    "rose": "high",
    "fell": "low",
    "grown": "positive",
}
_SIGNED = frozenset({"{SD}", "[diop]"})


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

    Args:
        text: the report's text.
        result: the test with what is said of it.
        value: the quantity to judge, one of the result's values, or None.
        sex: the patient's sex, for intervals that depend on it.
        age: in years.
    """
    test = result.known
    quantity = value.quantity if value else None
    banded = _by_band(test, quantity)
    if quantity and (own := _by_reference(test, quantity, result.reference)):
        return own
    if result.word and not (quantity and result.inherited):
        said = _by_word(text, test, result.word)
        return _with_band(said, banded)
    if banded:
        return banded
    if quantity and (ranged := _by_interval(test, quantity, sex, age)):
        if result.word and {result.word.meaning, ranged.interpretation} == {"high", "low"}:
            return Meaning(result.word.meaning)  # the list's word and the number contradict each other
        return ranged
    moved = (
        None if quantity and len(result.values) > 1 else result.change
    )  # of several numbers one was higher
    word = result.word or moved
    return _by_word(text, test, word) if word else Meaning()


def _by_word(text: str, test: LaboratoryTest, word: Item) -> Meaning:
    meaning = word.meaning
    if meaning == "none" and not test.positive:
        return Meaning("negative")
    if meaning in ("borderline", "course", "undone", "grade"):
        return Meaning(_PUBLIC.get(meaning))
    if meaning == "abnormal" and test.category == "antibody":
        meaning = "positive"
    known = {"none": "negative", "rose": "high", "fell": "low", "grown": "positive"}.get(meaning, meaning)
    words = " ".join(text[word.start : word.end].split())
    if known == "positive" and not test.positive and words.lower() in load_words().after_copula:
        return Meaning(known)  # that bile acids are present says nothing of their amount
    return Meaning(_PUBLIC.get(meaning, meaning), test.shows(known), f"result word: {words.lower()}", words)


def _with_band(said: Meaning, banded: Meaning | None) -> Meaning:
    """Prefer the more exact phenotype of a band where it agrees with the words ("low" ejection fraction 20%)."""
    if banded and said.interpretation == banded.interpretation and banded.shown:
        return banded
    return said


def _by_band(test: LaboratoryTest, quantity: Quantity | None) -> Meaning | None:
    if quantity is None or quantity.form in ("titre", "plus", "size", "pair"):
        return None
    number = _judged(quantity)
    if quantity.comparator == "<" and quantity.ucum == "{percentile}":
        number = min(number, number - 0.001)
    if quantity.comparator == ">" and quantity.ucum == "{percentile}":
        number += 0.001
    band = find_band(test, quantity.ucum, number)
    if band is None:
        return None
    rule = f"{band.test} {band.start:g} to {band.end:g} {band.unit}".strip()
    if band.shown:
        status = "absent" if band.interpretation == "normal" else "present"
        shown: tuple[tuple[Shown, str], ...] = ((band.shown, status),)
    else:
        shown = () if band.silent else test.shows(band.interpretation)
    return Meaning(band.interpretation, shown, f"band: {rule} (derived)", None)


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
    low, high = _limits(given)
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
