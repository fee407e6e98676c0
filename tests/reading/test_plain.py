from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reading.invented import LETTER
from seriatim.model import Report
from seriatim.reading import read_bytes


def named(report: Report, name: str) -> str:
    return " ".join(report.text[s.start : s.end] for s in report.sections if s.name == name)


def test_the_text_of_a_plain_file_is_the_file() -> None:
    assert read_bytes(LETTER.encode(), "letter.txt").text == LETTER


def test_a_letter_gives_its_front_matter() -> None:
    report = read_bytes(LETTER.encode(), "letter.txt")
    assert report.title == "A Bronze Rash in a Beekeeper"
    assert [(a.family, a.given) for a in report.authors] == [
        ("Carter", "Ann B."),
        ("van der Berg", "Jan"),
        ("Wu", "Li"),
    ]
    assert report.dates == {"received": "2011-05-03", "accepted": "2011-06-09"}
    assert report.year == 2011


def test_sections_hold_their_own_words() -> None:
    report = read_bytes(LETTER.encode(), "letter.txt")
    order = [s.name for s in report.sections if s.level == 1]
    assert order == ["title", "other", "introduction", "case", "discussion", "references"]
    assert "forty hives" in named(report, "case")
    assert "seldom met" in named(report, "introduction")
    assert "named by Mull" in named(report, "discussion")
    assert len(report.references) == 3


def test_a_caption_that_cuts_a_sentence_is_a_section_of_its_own() -> None:
    report = read_bytes(LETTER.encode(), "letter.txt")
    caption = next(s for s in report.sections if s.name == "caption")
    assert report.text[caption.start : caption.end] == "Fig. 1. Bronze plaques on the left shin."
    assert caption.level == 2


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-16", "utf-16-le", "utf-32", "cp1252", "latin-1", "mac-roman"]
)
def test_any_common_encoding_is_decoded(encoding: str) -> None:
    words = "A 40-year-old man with Sjögren’s disease and café au lait spots; naïve to treatment, as agreed."
    if encoding == "latin-1":
        words = words.replace("’", "'")
    assert read_bytes(words.encode(encoding), "x.txt").text == words


def test_a_byte_order_mark_of_utf8_stays_a_character() -> None:
    assert read_bytes(b"\xef\xbb\xbfA man had a rash.", "x.txt").text == "\ufeffA man had a rash."


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\u2028"])
def test_any_line_ending_gives_the_same_sections(end: str) -> None:
    report = read_bytes(LETTER.replace("\n", end).encode(), "letter.txt")
    assert [s.name for s in report.sections if s.level == 1][2:5] == ["introduction", "case", "discussion"]
    assert report.text == LETTER.replace("\n", end)


@pytest.mark.parametrize(
    ("words", "title"),
    [
        ("Case report. A 34-year-old man had a rash that would not go.", "Case report"),
        ("CASE REPORT A 34-year-old man had a rash that would not go.", "CASE REPORT"),
        ("Case 1: A 34-year-old man had a rash that would not go.", "Case 1"),
        ("2. Case presentation\n\nA 34-year-old man had a rash that would not go.", "2. Case presentation"),
        ("**Patient report**\n\nA 34-year-old man had a rash that would not go.", "Patient report"),
    ],
)
def test_a_heading_opens_a_case_however_it_is_set(words: str, title: str) -> None:
    section = next(s for s in read_bytes(words.encode(), "x.txt").sections if s.name == "case")
    assert section.title == title


def test_a_sentence_that_begins_like_a_heading_is_none() -> None:
    words = "Case reports are few.\n\nPatient 2 was a girl who had no rash at any time and was not treated for one."
    assert all(s.title != "Patient 2" for s in read_bytes(words.encode(), "x.txt").sections)


def test_a_letter_without_headings_is_told_apart_by_what_it_tells() -> None:
    words = (
        "Bronze rashes are rare and their cause is unknown, as several authors have reported (1, 2).\n\n"
        "A 52-year-old man presented with bronze plaques. On examination he had no fever. A biopsy was performed and "
        "showed nothing. He was treated with rest and improved.\n\n"
        "To our knowledge, similar cases have been reported in the literature only twice (3). Bronze rashes may be "
        "associated with bees, but the mechanism is unknown.\n"
    )
    report = read_bytes(words.encode(), "x.txt")
    assert [s.name for s in report.sections] == ["introduction", "case", "discussion"]
    assert named(report, "case").startswith("A 52-year-old man")


def test_a_structured_abstract_does_not_begin_the_body() -> None:
    words = (
        "Bronze rash in bees\n\nAbstract\n\nBackground: Bronze rashes are rare. Case presentation: A man had one. "
        "\n\nConclusions: It went.\n\nKeywords: bronze, bees\n\nIntroduction\n\nBronze is a metal.\n\nCase report\n\nA man had a rash."
    )
    report = read_bytes(words.encode(), "x.txt")
    assert "Bronze is a metal" in named(report, "introduction")
    assert "It went" in named(report, "abstract")
    assert named(report, "case") == "Case report\n\nA man had a rash."


def test_a_reference_list_without_a_heading_is_found() -> None:
    words = LETTER.replace("REFERENCES\n", "")
    report = read_bytes(words.encode(), "x.txt")
    assert len(report.references) == 3
    assert report.sections[-1].name == "references"


def test_a_title_ends_before_a_reference_list_without_a_heading() -> None:
    entries = (
        "1. Mull P. Rashes. J Odd Skin 1902; 3: 14-19.",
        "2. Mull P. Hives. J Odd Skin 1904; 5: 101-3.",
    )
    report = read_bytes("\n".join(("A rash", *["A Bronze Rash"] * 3, *entries)).encode(), "x.txt")
    title, references = report.sections
    assert title.end <= references.start


pieces = st.sampled_from(
    [*LETTER.split("\n"), "", "\x0c", "Fig. 2. Hives.", "Case 2. The wife", "Table 1", "\tA\tB", "1."]
)


@given(st.lists(pieces, max_size=30))
def test_sections_nest_and_stay_in_the_text(lines: list[str]) -> None:
    text = "\n".join(lines) or "x"
    report = read_bytes(("A rash.\n" + text).encode(), "x.txt")
    for a in report.sections:
        assert 0 <= a.start < a.end <= len(report.text)
        assert not report.text[a.start].isspace()
        assert not report.text[a.end - 1].isspace()
        for b in report.sections:
            assert (
                a.end <= b.start
                or b.end <= a.start
                or (a.start <= b.start and b.end <= a.end)
                or (b.start <= a.start and a.end <= b.end)
            )


def test_page_numbers_and_running_heads_that_cut_a_sentence_are_set_aside() -> None:
    words = (
        "Journal of Odd Skin 1999; 12: 7–9\n\nA bronze rash\n\nCASE REPORT\n\nA 52-year-old man had bronze plaques on both\n\n"
        "318\n\nJournal of Odd Skin 1999; 12: 7–9\n\nshins for six years and no other complaint."
    )
    report = read_bytes(words.encode(), "x.txt")
    aside = [report.text[s.start : s.end] for s in report.sections if s.name == "caption"]
    assert aside == ["318\n\nJournal of Odd Skin 1999; 12: 7–9"]
    assert report.journal == "Journal of Odd Skin"


def test_authors_of_a_wrapped_line_are_whole() -> None:
    words = "A bronze rash\n\nAnn B. Carter, Jan van der Berg and Philip\nQ. Dray*\n\nDepartment of Skin\n\nCASE REPORT\n\nA man."
    assert [a.family for a in read_bytes(words.encode(), "x.txt").authors] == [
        "Carter",
        "van der Berg",
        "Dray",
    ]


def test_authors_one_a_line_are_told_apart() -> None:
    words = "A bronze rash\n\nAnn B. Carter\nLi Wu\n\nDepartment of Skin, Rash House, New Town\n\nCASE REPORT\n\nA man had a rash."
    assert [a.family for a in read_bytes(words.encode(), "x.txt").authors] == ["Carter", "Wu"]


def test_form_feeds_part_pages() -> None:
    report = read_bytes(b"A rash on page one.\fA rash on page two.", "x.txt")
    assert [(p.number, report.text[p.start : p.end]) for p in report.pages] == [
        (1, "A rash on page one.\f"),
        (2, "A rash on page two."),
    ]


def test_lines_with_tabs_are_a_table() -> None:
    words = "CASE REPORT\n\nA man had a rash.\n\nTable 1. Tests.\n\nPatient\tRange\nCK\t120\t30-200\nANA\t1:320\t<1:80\n\nHe was well."
    report = read_bytes(words.encode(), "x.txt")
    (table,) = report.tables
    assert [(c.row, c.column, report.text[c.start : c.end]) for c in table.cells][:5] == [
        (0, 1, "Patient"), (0, 2, "Range"), (1, 0, "CK"), (1, 1, "120"), (1, 2, "30-200"),
    ]  # fmt: skip
    assert table.label == "Table 1"
    assert next(s for s in report.sections if s.name == "table").level == 2


def test_a_title_that_ends_in_the_words_of_a_heading_is_the_title() -> None:
    text = (
        "Gout of the ear: report of two cases\n\nIntroduction\nGout is common.\n\nCase 1\nA man had gout.\n"
    )
    report = read_bytes(text.encode(), "r.txt")
    assert (report.title, [s.name for s in report.sections]) == (
        "Gout of the ear: report of two cases",
        ["title", "introduction", "case"],
    )


def test_a_note_of_one_line_is_no_title() -> None:
    report = read_bytes(b"Autistic traits and a bronze rash", "x.txt")
    assert (report.title, report.sections) == ("", ())


def test_two_entries_with_year_and_volume_are_a_reference_list_without_a_heading() -> None:
    from seriatim.reading import read_bytes

    letter = (
        "A plaque on the leg\n\nTo the Editor:\n\nWe report an 11-year-old girl with a hard plaque on the right leg.\n\n"
        "In a series of 31 children methotrexate helped 24 (1). Relapse is common (2).\n\n"
        "1. Berglund T. Plaques of childhood. Clin Skin Lett 2011; 25: 45-51.\n2. Ferraz M. Relapse. Rheum Pract 2013; 49: 7-9.\n"
    )
    assert [r.year for r in read_bytes(letter.encode(), "letter.txt").references] == [2011, 2013]


def test_a_heading_or_an_empty_row_inside_a_tabbed_table_does_not_end_it() -> None:
    rows = [
        "Finding\tA1\tB2",
        "SKELETON",
        "Short ribs\t+\t-",
        "Kyphosis\t\t",
        "Skull and face",
        "Bossing\t\t+",
    ]
    words = "CASE REPORT\n\nTwo children had a dysplasia.\n\n" + "\n".join(rows) + "\n\nBoth are well."
    report = read_bytes(words.encode(), "r.txt")
    assert len(report.tables) == 1
    told = {(c.row, c.column): report.text[c.start : c.end] for c in report.tables[0].cells}
    assert told[2, 2] == "-"
    assert told[5, 1] == ""
    assert told[5, 2] == "+"


def test_another_table_after_a_line_of_words_is_another_table() -> None:
    first = "Patient\tSex\tAge\n1\tF\t40\n2\tM\t50\nDrugs given\n"
    words = first + "Patient\tWhat was given in hospital\tFor how long\n1\tprednisone\t2 weeks\n"
    assert len(read_bytes(words.encode(), "r.txt").tables) == 2


def test_a_letter_s_last_paragraph_on_criteria_and_published_reports_is_its_discussion() -> None:
    text = (
        "Lumps of the heel\n\nSir,\n\nA 51-year-old baker presented with hard lumps of his heel. Examination showed "
        "two nodules. Calcium was within normal limits. He was treated with ice and the pain resolved.\n\n"
        "He fulfilled the classification criteria for gout. We found nine reports of such lumps (1-3). Whether "
        "his work is responsible remains unknown.\n"
    )
    report = read_bytes(text.encode(), "letter.txt")
    names = [s.name for s in report.sections]
    assert names[-2:] == ["case", "discussion"]
