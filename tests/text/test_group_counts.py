"""People counted by a number alone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seriatim.text.folding import fold
from seriatim.text.group_counts import find_group_counts


def told(text: str) -> list[tuple[int, int | None]]:
    folded = fold(text)
    return [(c.number, c.total) for c in find_group_counts(folded, 0, len(folded))]


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        ("Six of the nine were women, and four had gout.", [(6, 9), (4, None)]),
        ("Eleven out of these 30 had died.", [(11, 30)]),
        ("Five survived.", [(5, None)]),
        ("Of 23 published cases, 14 were men.", [(14, None)]),
    ],
)
def test_a_number_before_a_verb_of_people_counts_them(
    text: str, counts: list[tuple[int, int | None]]
) -> None:
    assert told(text) == counts


@pytest.mark.parametrize(
    "text",
    [
        "Two were excised.",
        "Three of the five plaques were painful.",
        "Both died.",
        "Nine of the six were women.",
    ],
)
def test_lesions_and_impossible_parts_count_nobody(text: str) -> None:
    assert told(text) == []


@given(
    st.lists(st.sampled_from("six of the nine were , and four had died 12 (".split()), max_size=20).map(
        " ".join
    )
)
def test_counts_are_in_order_and_inside_the_text(text: str) -> None:
    found = list(find_group_counts(text, 0, len(text)))
    assert all(0 <= c.start < c.end <= len(text) for c in found)
    assert [c.start for c in found] == sorted(c.start for c in found)
