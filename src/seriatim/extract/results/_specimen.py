"""Which specimen a result is of: the glucose of "CSF analysis showed glucose 38 mg/dL" is none of the blood."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from seriatim.extract.results._measurement_result import Result
from seriatim.terms.laboratory import OF_BLOOD, LaboratoryTest, load_tests
from seriatim.text.tables import read_table
from seriatim.text.wording import pattern_of

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
_CSF, _CSF_PANEL = "CSF ", "cerebrospinal fluid analysis"
_ARTERIAL = "arterial "
_OF_BLOOD = re.compile(r"(?i)\b(?:serum|plasma|blood|circulating)\s+$")
_shows = pattern_of(r"(?i)\b(?:{show_stem}|yield|contain|was|were|had|with)|[:(]")


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
    return bool(_shows().search(between)) and not _OF_BLOOD.search(text, panel.test.end, result.test.start)


def _in_specimen(panel: str, test: LaboratoryTest) -> LaboratoryTest:
    """Return what a test is in a panel's specimen."""
    known = _by_panel()[panel]
    if name := known.get(test.name):
        return load_tests()[name]
    return LaboratoryTest(f"{known['*']} {test.name.removeprefix(_ARTERIAL)}", category="other")


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
