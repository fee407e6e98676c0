"""Reference lists and their entries."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seriatim.reading.references import find_references, parse_reference

HABITS = {
    "Vancouver": "Holm PA, Arvid-Lund KE. Plaques of the sole: two cases. Nord Skin Rev 1994; 12: 101-4.",
    "AMA": "Holm PA, Arvid-Lund KE. Plaques of the sole: two cases. Nord Skin Rev. 1994;12(3):101-104. doi:10.1234/nsr.94.3",
    "APA": "Holm, P. A., & Arvid-Lund, K. E. (1994). Plaques of the sole: two cases. Nord Skin Rev, 12(3), 101-104.",
    "Harvard": "Holm, P.A. and Arvid-Lund, K.E., 1994. Plaques of the sole: two cases. Nord Skin Rev 12, 101–104.",
    "Japanese": "Holm PA, Arvid-Lund KE: Plaques of the sole: two cases. Nord Skin Rev 12: 101-104, 1994.",
    "German": "Holm PA, Arvid-Lund KE (1994) Plaques of the sole: two cases. Nord Skin Rev 12:101–104",
    "given first": 'P. A. Holm and K. E. Arvid-Lund, "Plaques of the sole: two cases," Nord Skin Rev, vol. 12, no. 3, pp. 101-104, 1994.',
}


@pytest.mark.parametrize("habit", HABITS)
def test_the_same_entry_reads_alike_in_every_habit(habit: str) -> None:
    r = parse_reference(HABITS[habit])
    assert [a.family for a in r.authors] == ["Holm", "Arvid-Lund"]
    assert r.title == "Plaques of the sole: two cases"
    assert r.journal == "Nord Skin Rev"
    assert (r.year, r.volume, r.pages.split("-")[0]) == (1994, "12", "101")


def test_each_field_is_cut_out_of_the_entry_at_its_place() -> None:
    r = parse_reference(
        "4. Holm PA. Plaques of the sole. *Nord Skin Rev* 1994; 12(S2): 101–4.", start=500, number="4"
    )
    raw = "4. Holm PA. Plaques of the sole. *Nord Skin Rev* 1994; 12(S2): 101–4."
    cut = {name: raw[a - 500 : b - 500] for name, (a, b) in r.fields.items()}
    assert cut["title"] == "Plaques of the sole"
    assert cut["journal"] == "Nord Skin Rev"
    assert cut["pages"] == "101–4"
    assert r.pages == "101-4"
    assert r.issue == "S2"


def test_a_stray_comma_makes_no_author() -> None:
    r = parse_reference(
        "Holm PA, Grant-Vik JM, Oestby, NF. Plaques of the sole. Nord Skin Rev 1994; 12: 101-4."
    )
    assert [(a.family, a.given) for a in r.authors] == [("Holm", "PA"), ("Grant-Vik", "JM"), ("Oestby", "NF")]


def test_particles_suffixes_and_others_stay_with_their_names() -> None:
    r = parse_reference("van der Holm PA, de Vik JM Jr, O'Lund K, et al. Plaques. Lancet 1994;343:101.")
    assert [a.family for a in r.authors] == ["van der Holm", "de Vik", "O'Lund"]
    assert r.title == "Plaques"


def test_identifiers_are_read_and_their_digits_are_not_taken_for_pages() -> None:
    r = parse_reference("Holm PA. Plaques. Cutis. 2014;93:7-9. doi: 10.1000/abc(2014)12:3. PMID: 24551678")
    assert (r.doi, r.pmid, r.pages) == ("10.1000/abc(2014)12:3", "24551678", "7-9")


def test_a_chapter_keeps_its_title_and_has_no_journal() -> None:
    r = parse_reference(
        "Holm PA. Calcified soles. In: Vik JM, editor. Skin of the foot. 2nd ed. Oslo: Fjord Press; 1994. p. 11-32."
    )
    assert (r.title, r.journal, r.year, r.pages) == ("Calcified soles", "", 1994, "11-32")


def test_what_does_not_parse_is_kept_as_printed() -> None:
    r = parse_reference("see the above")
    assert r.raw == "see the above"
    assert (r.journal, r.year, r.pages) == ("", None, "")


@pytest.mark.parametrize(
    ("first", "second"), [("1. ", "2. "), ("[1] ", "[2] "), ("(1) ", "(2) "), ("1 ", "2 ")]
)
def test_a_numbered_list_is_cut_at_its_numbers_and_its_lines_are_joined(first: str, second: str) -> None:
    text = f"REFERENCES\n\n{first}Holm PA. Plaques of\nthe sole. Cutis 1994; 12: 101-4.\n{second}Vik JM. Nails of the\nhand. Lancet 1999; 3: 2-3.\n"
    references = find_references(text, 0, len(text))
    assert [(r.number, r.title) for r in references] == [
        ("1", "Plaques of the sole"),
        ("2", "Nails of the hand"),
    ]
    assert all(text[r.start : r.end].replace("\n", " ").endswith(r.raw[-10:]) for r in references)


def test_a_number_missing_from_the_list_stays_missing() -> None:
    text = "1. Holm PA. Plaques. Cutis 1994; 12: 101-4.\n3. Vik JM. Nails. Lancet 1999; 3: 2-3.\n4. Lund K. Hair. Lancet 2001; 5: 7."
    assert [r.number for r in find_references(text, 0, len(text))] == ["1", "3", "4"]


def test_an_unnumbered_list_is_cut_where_entries_begin() -> None:
    text = (
        "References\nHolm PA, Lund K (1994) Plaques of the sole and of other\n  places. Cutis 12:101-104.\n"
        "Vik JM (1999) Nails. Lancet 3:2-3.\nWille S (2001) Hair and\n  what it tells. Lancet 5:7-9.\n"
    )
    references = find_references(text, 0, len(text))
    assert [r.authors[0].family for r in references] == ["Holm", "Vik", "Wille"]
    assert [r.number for r in references] == ["1", "2", "3"]


def test_text_behind_the_last_entry_is_not_part_of_it() -> None:
    text = "1. Holm PA. Plaques. Cutis 1994; 12: 101-4.\n2. Vik JM. Nails. Lancet 1999; 3: 2-3.\n\nFig. 2. Another picture."
    assert find_references(text, 0, len(text))[-1].raw.endswith("2-3.")


@given(st.text(max_size=200))
def test_any_text_parses_and_every_place_lies_inside_it(raw: str) -> None:
    r = parse_reference(raw, start=7)
    assert all(7 <= a < b <= 7 + len(raw) for a, b in r.fields.values())


@given(st.text(alphabet="Aa1.,:;()[]- \n", max_size=300))
def test_any_list_gives_entries_in_order_that_do_not_overlap(text: str) -> None:
    references = find_references(text, 0, len(text))
    edges = [edge for r in references for edge in (r.start, r.end)]
    assert edges == sorted(edges)


@pytest.mark.shared
def test_published_vancouver_references_are_read_whole(shared: Path) -> None:
    vancouver = re.compile(r"\b\d{4};\s?\d+(?:\(\w+\))?:\s?\w?\d+")
    read, wrong = 0, []
    for line in (shared / "corpora" / "refs" / "gold.jsonl").read_text(encoding="utf-8").splitlines():
        document = json.loads(line)
        for gold in document["references"] if document["id"].startswith("grobid") else ():
            if not vancouver.search(gold["raw"]) or gold.get("unscored") or not gold["authors"]:
                continue
            r = parse_reference(gold["raw"])
            families = [a["family"] for a in gold["authors"]]
            same = (str(r.year), r.volume, [a.family for a in r.authors]) == (
                gold["year"],
                gold["volume"],
                families,
            )
            read += 1
            if not (same and r.title.casefold()[:40] == (gold["title"] or "").casefold()[:40]):
                wrong.append(gold["raw"])
    assert read > 50
    assert len(wrong) / read < 0.15, wrong[:5]
