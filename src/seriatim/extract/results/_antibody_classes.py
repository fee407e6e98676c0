"""The class of an antibody told by itself: "anticardiolipin antibodies (IgG 27, IgM 40 GPL)"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from seriatim.extract.results._measurement_result import Result
from seriatim.terms.laboratory import LaboratoryTest, load_tests

_CLASSES = frozenset({"IgG", "IgM", "IgA", "IgE"})
_ANTIBODIES = frozenset({"antibody", "serology"})
_NOUN = re.compile(r"\s(?:antibody|antibodies)$")
# Behind the name of an antibody: an opening bracket or a colon, a few words before it ("were detected (").
_OPENS = re.compile(r"[a-z\s]{0,30}[(\[:]\s?")
# Behind the value of the class before.
_GOES_ON = re.compile(r"[^()\[\]]{0,30}(?:[,;]|\band)\s")
_OF_GLOBULIN = frozenset({"g/L", "mg/dL", "g/dL", "mg/L"})
_UNITS = frozenset({"[GPL'U]", "[MPL'U]"})


def settle_classes(text: str, results: Sequence[Result]) -> list[Result]:
    """Give "IgG" in the bracket behind an antibody to it, so that it is not the immunoglobulin.

    Args:
        text: the report's text.
        results: of one sentence, in order.

    Example:
        >>> settle_classes("", [])
        []
    """
    antibody: Result | None = None
    last = 0
    for result in results:
        if result.known.name in _CLASSES and antibody:
            gap = text[last : result.test.start]
            behind = last == antibody.test.end and _OPENS.fullmatch(gap)
            goes_on = last > antibody.test.end and _GOES_ON.fullmatch(gap)
            if _has_unit(result, _UNITS) or ((behind or goes_on) and not _has_unit(result, _OF_GLOBULIN)):
                result.test = replace(result.test, test=_of_class(antibody.known, result.known.name))
                last = max([result.test.end, *(v.end for v in result.values)])
                continue
        antibody = result if result.known.category in _ANTIBODIES else None
        last = result.test.end
    return list(results)


def _has_unit(result: Result, units: frozenset[str]) -> bool:
    return any(value.quantity and value.quantity.ucum in units for value in result.values)


def _of_class(antibody: LaboratoryTest, kind: str) -> LaboratoryTest:
    """Return the test of one class of an antibody, the table's where it has one."""
    bare = _NOUN.sub("", antibody.name)
    name = next((bare.removesuffix(f" {k}") for k in _CLASSES if bare.endswith(f" {k}")), bare)
    known = load_tests().get(f"{name} {kind}")
    return known or replace(antibody, name=f"{name} {kind}", loinc=())
