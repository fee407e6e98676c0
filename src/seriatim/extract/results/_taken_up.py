"""A test that the next sentence takes up by a pronoun ("Glucose was 560 mg/dL. It fell to 320 mg/dL")."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from seriatim.extract.results._measurement_grammar import read_sentence
from seriatim.extract.results._measurement_result import Result
from seriatim.extract.results._measurement_units import fits
from seriatim.extract.results._measurement_vocabulary import Item
from seriatim.terms.laboratory import ACT_KINDS
from seriatim.text import Sentence
from seriatim.text.wording import pattern_of

_pronoun = pattern_of(
    r"(?i)(?:it|this|(?:the|this|these)\s{amount}s?)"
    r"(?=\s(?:(?:{by_and_by}|had|has)\s){0,2}(?:was|were|is|been|{changed})\b)"
)


def read_taken_up(
    text: str, sentence: Sentence, items: Sequence[Item], before: Sequence[Result]
) -> list[Result]:
    """Read a sentence whose pronoun stands for the one test of the sentence before it.

    Args:
        text: the report's text.
        sentence: the sentence; none of its items is a test.
        items: of the sentence.
        before: results of the sentence right before it.

    Returns:
        The results, whose test stands where it was named; empty where nothing is taken up.
    """
    pronoun = _pronoun().match(text, sentence.start, sentence.end)
    said = [r for r in before if r.values]
    if pronoun is None or len(said) != 1 or any(item.kind == "test" for item in items):
        return []
    meant, following = said[0].test, [i for i in items if i.start >= pronoun.end()]
    if said[0].known.category in ACT_KINDS or not following or not _is_alike(said[0], following):
        return []
    stand_in = replace(meant, start=pronoun.start(), end=pronoun.end())
    results = read_sentence(text, sentence.start, sentence.end, [stand_in, *following])
    return [replace(r, test=meant) for r in results if r.test is stand_in and (r.values or r.word)]


def _is_alike(said: Result, items: Sequence[Item]) -> bool:
    """Tell whether the first quantity is of the same unit; without one a word must do."""
    quantity = next((item for item in items if item.quantity), None)
    if quantity is None or quantity.quantity is None:
        return True
    units = {value.quantity.ucum for value in said.values if value.quantity}
    return quantity.quantity.ucum in units and fits(said.known, quantity)
