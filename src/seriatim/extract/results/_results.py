"""The results of a report, sentence by sentence, read once for the finders that need them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from seriatim.extract._context import Context
from seriatim.extract.results._antibody_classes import settle_classes
from seriatim.extract.results._body_measures import find_born
from seriatim.extract.results._counted_cells import settle_counted
from seriatim.extract.results._measurement_grammar import read_sentence
from seriatim.extract.results._measurement_items import ItemFinder
from seriatim.extract.results._measurement_meaning import Meaning, judge_result
from seriatim.extract.results._measurement_result import Result
from seriatim.extract.results._measurement_vocabulary import Item
from seriatim.extract.results._specific_antibodies import settle_positive
from seriatim.extract.results._specimen import settle_specimens
from seriatim.extract.results._specimen_words import name_specimen
from seriatim.extract.results._taken_up import read_taken_up
from seriatim.text import Sentence

_YEARS = re.compile(r"P(\d+)Y")
_INFANT = 0.5


@dataclass(frozen=True)
class SentenceResults:
    """What a sentence says of tests, with the sex and the age in years of the patient it is about."""

    sentence: Sentence
    results: tuple[Result, ...]
    sex: str | None = None
    age: float | None = None

    def judge(self, text: str, result: Result, value: Item | None) -> Meaning:
        """Judge a value of a result for this patient."""
        return judge_result(text, result, value, sex=self.sex, age=self.age)


def read_results(context: Context) -> tuple[SentenceResults, ...]:
    """Read the results of a report's sentences; the cells of tables are left to `lab_tables`."""
    if "results" not in context.memo:
        context.memo["results"] = tuple(_read(context))
    results: tuple[SentenceResults, ...] = context.memo["results"]
    return results


def _read(context: Context) -> list[SentenceResults]:
    prose = context.prose
    finder = ItemFinder(prose)
    tables = [(table.start, table.end) for table in prose.report.tables]
    found: list[SentenceResults] = []
    for sentence in prose.sentences:
        if any(a <= sentence.start < b for a, b in tables):
            continue
        items = finder.find(sentence)
        results = _read_items(prose.text, sentence, items) if items else []
        if items and not results and found and found[-1].sentence.index + 1 == sentence.index:
            results = read_taken_up(prose.text, sentence, items, found[-1].results)
        results += find_born(prose.text, sentence, results)
        if items or results:
            found.append(SentenceResults(sentence, tuple(results), *who_is_meant(context, sentence)))
    return found


def _read_items(text: str, sentence: Sentence, items: Sequence[Item]) -> list[Result]:
    """Read the results that a sentence's items make up, each given to its specimen."""
    results = read_sentence(text, sentence.start, sentence.end, items)
    for result in results:
        name_specimen(text, result, sentence.start, sentence.end)
    results = settle_specimens(text, settle_classes(text, results))
    return settle_counted(text, sentence.start, sentence.end, settle_positive(text, results))


def who_is_meant(context: Context, sentence: Sentence) -> tuple[str | None, float | None]:
    """Return sex and age in years of the one patient that a sentence is about, None where that is open."""
    ids = context.people.by_sentence.get(sentence.index, ())
    patients = [p for p in context.people.patients if p.id in ids] or list(context.people.patients)
    if len(patients) != 1:
        return None, None
    age = patients[0].age
    years = _YEARS.match(age or "")
    return patients[0].sex, float(years[1]) if years else _INFANT if age else None
