"""Denials of a part of the body."""

from __future__ import annotations

import pytest

from extract.invented import context, facts
from seriatim.extract.status.assertion import assert_facts


def said(text: str, *findings: str) -> list[str]:
    where = context(text)
    return [f.status for f in assert_facts(where, facts(where, *findings))]


@pytest.mark.parametrize(
    "text",
    [
        "She was born with absence of several metatarsals, cleft lip, and clubfoot.",
        "The girl had no thumbs, cleft lip and clubfoot.",
        "Absence of the left kidney, cleft lip and clubfoot were noted.",
        "He was born without eyebrows, with cleft lip and clubfoot.",
        "Imaging showed absence of the antegonial notches, cleft lip, and clubfoot.",
    ],
)
def test_a_missing_part_of_the_body_leaves_the_malformations_beside_it(text: str) -> None:
    assert said(text, "cleft lip", "clubfoot") == ["present", "present"]


@pytest.mark.parametrize(
    "text",
    [
        "There was absence of fevers, cleft lip, and clubfoot.",
        "She had no hand or wrist swelling, cleft lip or clubfoot.",
        "There were no lesions of the skin, cleft lip and clubfoot.",
        "She was seen without the usual sparkling look and cleft lip and clubfoot.",
        "She was admitted in the absence of the fever, cleft lip and clubfoot.",
        "He had no heart, lung and kidney disease, cleft lip and clubfoot.",
    ],
)
def test_a_list_of_denied_findings_is_denied_to_its_end(text: str) -> None:
    assert said(text, "cleft lip", "clubfoot") == ["absent", "absent"]
