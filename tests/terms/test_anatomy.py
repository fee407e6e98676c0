"""Places of the body and qualifying words."""

from __future__ import annotations

import re

from seriatim.terms.anatomy import find_site_words, load_modifiers, load_sites
from seriatim.text.tables import read_table


def roles(text: str) -> list[tuple[str, str]]:
    return [(text[h.start : h.end], h.entry.role) for h in find_site_words(text)]


def test_a_place_is_found_in_the_singular_and_the_plural() -> None:
    assert roles("one thigh, both feet and the axillae") == [
        ("thigh", "site"),
        ("feet", "site"),
        ("axillae", "site"),
    ]


def test_the_longest_name_of_a_place_counts() -> None:
    assert roles("the right middle finger") == [("middle finger", "site")]


def test_what_only_looks_like_a_place_is_left_out() -> None:
    assert roles("On the other hand, the chest X-ray came back clear.") == []


def test_an_adjective_of_a_layer_also_tells_the_depth() -> None:
    assert roles("subcutaneous nodules")[:2] == [("subcutaneous", "adjective"), ("subcutaneous", "modifier")]


def test_every_code_is_an_uberon_code_and_says_where_it_comes_from() -> None:
    for row in read_table("body_sites.tsv"):
        assert bool(row["code"]) == bool(row["source"])
        assert not row["code"] or re.fullmatch(r"UBERON:\d{7}", row["code"])


def test_no_code_stands_for_two_places() -> None:
    codes = [site.code for site in load_sites().values() if site.code]
    assert len(codes) == len(set(codes))


def test_a_modifier_has_a_plain_form_that_is_itself_a_modifier() -> None:
    modifiers = load_modifiers()
    assert all(modifiers[m.value].kind == m.kind for m in modifiers.values())
