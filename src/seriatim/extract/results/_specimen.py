"""Which specimen a result is of: the glucose of "CSF analysis showed glucose 38 mg/dL" is none of the blood."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache

from seriatim.extract.results._measurement_result import Result
from seriatim.extract.results._measurement_vocabulary import Item, load_names
from seriatim.terms.laboratory import OF_BLOOD, LaboratoryTest, load_tests
from seriatim.text.folding import fold
from seriatim.text.tables import read_table
from seriatim.text.wording import any_of, pattern_of

# Kinds of tests that are of the patient or of a specimen of their own, whatever was tapped.
_OWN = frozenset(
    {
        "vital sign",
        "size",
        "score",
        "function",
        "function test",
        "panel",
        "urine",
        "CSF",
        "imaging",
        "histology",
    }
    | {"procedure", "tissue marker", "genetic test", "antibody", "serology", "microbiology", "molecular"}
)
_OPENINGS = ("In the ", "In ", "On ", "Of the ")
_DECIMAL = re.compile(r"\d\.\d")
# A word with its value: "blood 2+", "ketones negative"
_VALUED = re.compile(
    r"(?<![\w-])(?P<name>[A-Za-z]{3,})(?=\s?[:=]?\s?\(?(?:[1-4]?\s?\+|\d|(?:negative|positive|trace|nil)\b))"
)
# Specimens whose names are no name of their panel.
_TOLD_OF = frozenset({"urine"})
_CSF, _CSF_PANEL = "CSF ", "cerebrospinal fluid analysis"
_ARTERIAL = "arterial "
_OF_BLOOD = re.compile(r"(?i)\b(?:serum|plasma|blood|circulating)\s+$")
_shows = pattern_of(r"(?i)\b(?:{show_stem}|{yielded}|{contained}|yield|was|were|with)|[:(]")


def settle_specimens(text: str, results: Sequence[Result]) -> list[Result]:
    """Give the tests behind a tapped or voided fluid to it.

    Args:
        text: the report's text.
        results: of one sentence, in order.

    Source: data/specimen_tests.tsv.
    """
    panel: Result | None = None
    for result in results:
        if result.known.name in _by_panel():
            panel = result
        elif panel is None and result.known.name.startswith(_CSF):
            panel = replace(result, test=replace(result.test, test=load_tests()[_CSF_PANEL]))
        elif panel and _is_of(text, panel, result):
            result.test = replace(result.test, test=_in_specimen(panel.known.name, result.known))
    return list(results)


def take_specimen(result: Result, panel: str) -> None:
    """Give a test to the fluid named right behind it: "the white cell count in the CSF"."""
    if result.known.category not in _OWN:
        result.test = replace(result.test, test=_in_specimen(panel, result.known))


def _is_of(text: str, panel: Result, result: Result) -> bool:
    own = result.known.category in _OWN or result.known.specimen not in OF_BLOOD
    if own and result.known.name in _by_panel()[panel.known.name]:
        own = False  # "CSF showed 12 cells/\u00b5L"
    if own or result.test.start < panel.test.end:
        return False
    between = text[panel.test.end : result.test.start]
    told = bool(_shows().search(between)) or _introduces(text, panel, between)
    told = told or (panel.known.name == _CSF_PANEL and _is_listed(panel, result, between))
    return told and not _OF_BLOOD.search(text, panel.test.end, result.test.start)


def _introduces(text: str, panel: Result, between: str) -> bool:
    """Tell "In the CSF, the cell count was"."""
    return between.startswith(",") and text[max(0, panel.test.start - 8) : panel.test.start].endswith(
        _OPENINGS
    )


def _is_listed(panel: Result, result: Result, between: str) -> bool:
    """Tell the "protein" of "CSF opening pressure 38 cmH2O; protein 1.8 g/L"."""
    known = _by_panel()[panel.known.name]
    return bool(panel.values) and result.known.name in known and "." not in _DECIMAL.sub("", between)


def _in_specimen(panel: str, test: LaboratoryTest) -> LaboratoryTest:
    """Return what a test is in a panel's specimen."""
    known = _by_panel()[panel]
    if name := known.get(test.name):
        return load_tests()[name]
    return LaboratoryTest(f"{known['*']} {test.name.removeprefix(_ARTERIAL)}", category="other")


def find_subjects(text: str, start: int, end: int) -> list[Item]:
    """Find the specimens that results are told of as if they were tests: "the urine contained", "Urine: protein 2+".

    Args:
        text: the report's text.
        start: offset of the sentence.
        end: offset after it.
    """
    words = text[start:end].lower()
    if not any(subject in words for subject in _subjects()):
        return []
    return [
        Item("test", *found.span(1), test=load_tests()[_subjects()[found[1].lower()]])
        for found in _subject().finditer(text, start, end)
    ]


@cache
def _subjects() -> dict[str, str]:
    """Word for a specimen -> the panel that is done in it."""
    return {specimens["*"]: panel for panel, specimens in _by_panel().items() if specimens["*"] in _TOLD_OF}


@cache
def _subject() -> re.Pattern[str]:
    written = rf"(?i)(?<![\w-])(?<!\b(?:and|for)\s)(?<!\b(?:or|of|in)\s)({any_of(_subjects())})(?=\s?:\s|\s(?:{{showed}}|{{yielded}}|{{contained}})\b)"
    return pattern_of(written)()


def find_named_by_specimen(text: str, end: int, named: Sequence[Item]) -> Iterator[Item]:
    """Yield the tests behind a specimen whose names leave it out: the "blood" of "urinalysis: protein 2+, blood 3+".

    Args:
        text: the report's text.
        end: offset after the sentence.
        named: the tests and words found in it by their whole names.
    """
    panel = next((n for n in named if n.test and n.test.name in _by_panel()), None)
    if panel is None or panel.test is None:
        return
    specimen = _by_panel()[panel.test.name]["*"]
    for word in _VALUED.finditer(text, panel.end, end):
        test = load_names().get(fold(f"{specimen} {word['name']}"))
        if test and not any(n.start < word.end("name") and word.start("name") < n.end for n in named):
            yield Item("test", *word.span("name"), test=test)


def specimen_panels() -> frozenset[str]:
    """Return the names of the panels that are done in a specimen of their own.

    Example:
        >>> "cerebrospinal fluid analysis" in specimen_panels()
        True
    """
    return frozenset(_by_panel())


@cache
def _by_panel() -> dict[str, dict[str, str]]:
    """Panel -> test -> what it becomes; under "*" the name of the specimen."""
    found: dict[str, dict[str, str]] = {}
    for row in read_table("specimen_tests.tsv"):
        found.setdefault(row["panel"], {})[row["test"]] = row["becomes"] or row["specimen"]
    return found
