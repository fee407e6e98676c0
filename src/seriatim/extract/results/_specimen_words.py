"""Which specimen the words beside a test name: "urinary cortisol", "cortisol was raised in the saliva"."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache

from seriatim.extract.results._measurement_result import Result
from seriatim.extract.results._measurement_vocabulary import load_names
from seriatim.terms.laboratory import OF_BLOOD, LaboratoryTest
from seriatim.text.folding import fold
from seriatim.text.tables import read_table
from seriatim.text.wording import any_of, pattern_of

_MEASURED = frozenset({"chemistry", "haematology", "immunology", "tumour marker", "enzyme activity", "other"})
_REACH = 60


@dataclass(frozen=True, slots=True)
class _Specimen:
    """A specimen: its word before the names of tests, whether it is a fluid of its own, what it is a part of."""

    name: str
    fluid: bool
    within: str


def name_specimen(text: str, result: Result, low: int, high: int) -> None:
    """Make a test that of the specimen which the words beside it name, unless its name tells it already.

    Args:
        text: the report's text.
        result: a test with what is said of it.
        low: where the words before the test may begin.
        high: where those behind it must end.

    Source: data/specimen_words.tsv.
    """
    test = result.known
    if test.category not in _MEASURED or test.specimen not in OF_BLOOD:
        return
    if specimen := _before(text, result, low) or _behind(text, result, high):
        result.test = replace(result.test, test=_in(specimen, text, result))


def is_specimen(words: str) -> bool:
    """Tell whether words behind "in" name a specimen.

    Example:
        >>> is_specimen("Leukocytes"), is_specimen("platelets")
        (True, False)
    """
    return fold(words) in _specimens("behind")


def _before(text: str, result: Result, low: int) -> _Specimen | None:
    found = _ahead().search(text, max(low, result.test.start - _REACH), result.test.start)
    return _specimens("before")[_written(found)] if found else None


def _behind(text: str, result: Result, high: int) -> _Specimen | None:
    last = [result.test.end, *(value.end for value in result.values)]
    if result.word and not result.inherited:
        last.append(result.word.end)
    for at in sorted(set(last)):
        if found := _following().match(text, at, min(high, at + _REACH)):
            return _specimens("behind")[_written(found)]
    return None


def _written(found: re.Match[str]) -> str:
    return fold(" ".join(found[1].split()))


def _in(specimen: _Specimen, text: str, result: Result) -> LaboratoryTest:
    """Return what a test is in a specimen: the test of that name, or one that shows nothing of the blood."""
    test, known = result.known, load_names()
    if test.name.startswith(specimen.name):
        return test
    bases = (test.name, *test.synonyms, text[result.test.start : result.test.end])
    place: _Specimen | None = specimen
    while place:
        for base in bases:
            if named := known.get(fold(f"{place.name} {base}")):
                return named
        place = _by_name().get(place.within)
    return LaboratoryTest(f"{specimen.name} {test.name}", category="other") if specimen.fluid else test


@cache
def _specimens(place: str) -> dict[str, _Specimen]:
    return {
        fold(row["words"]): _Specimen(row["name"], bool(row["fluid"]), row["within"])
        for row in read_table("specimen_words.tsv")
        if row["place"] == place
    }


@cache
def _by_name() -> dict[str, _Specimen]:
    return {known.name: known for place in ("before", "behind") for known in _specimens(place).values()}


def _named(place: str, written: str) -> Callable[[], re.Pattern[str]]:
    @cache
    def compiled() -> re.Pattern[str]:
        return pattern_of(written.replace("SPECIMEN", any_of(_specimens(place))), re.IGNORECASE)()

    return compiled


_ahead = _named("before", r"\b(SPECIMEN)\s(?:(?:free|total)\s)?(?:{measured_as}\sof\s)?$")
_following = _named(
    "behind", r"(?:\s{measured_as})?\s(?:in|of)\s(?:the\s|his\s|her\s)?(?:{prepared}\s){0,3}(SPECIMEN)\b"
)
