"""Where sentences begin and end."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seriatim.model import Cell, Report, Section, Table
from seriatim.text import read_prose
from seriatim.text.sentences import find_sentences


def cut(text: str, *sections: Section) -> list[str]:
    report = Report(id="r", text=text, sections=sections)
    return [" // ".join(text[a:b] for a, b in s.pieces) for s in read_prose(report).sentences]


@pytest.mark.parametrize(
    "text",
    [
        "Dr. Okafor saw her in clinic (Fig. 2) on day 3.",
        "Isolates of S. aureus grew within 2.5 h, i.e. overnight.",
        "The drug was given b.i.d. for a week, cf. Table 2.",
        "As Lindqvist et al. (12) wrote, it is rare.",
        "Patient No. 4 received 0.5 mg.",
        "The report by J. Marchetti is older.",
    ],
)
def test_a_stop_inside_an_abbreviation_or_number_ends_nothing(text: str) -> None:
    assert cut(text) == [text]


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("She took vitamin D. The rash faded.", "She took vitamin D."),
        ('He said "no." Then he left.', 'He said "no."'),
        ("It is a familial disorder.12 In most cases it is mild.", "It is a familial disorder.12"),
        (
            "It is a familial disorder.[1,4\u20136] In most cases it is mild.",
            "It is a familial disorder.[1,4\u20136]",
        ),
        ("Was it gout? It was not.", "Was it gout?"),
        ("The rash faded.The fever stayed.", "The rash faded."),
        ("He weighed 70 kg. pH was 7.2.", "He weighed 70 kg."),
    ],
)
def test_a_stop_that_ends_a_sentence_is_found(text: str, first: str) -> None:
    found = cut(text)
    assert found[0] == first
    assert len(found) == 2


def test_a_caption_in_the_middle_leaves_one_sentence_of_two_pieces() -> None:
    text = "CASE\n\nThe nodules were found on the trunk and\n\nFig. 1. Nodules.\n\nwere painful. They grew."
    caption = text.index("Fig")
    sections = (
        Section("case", "CASE", 0, len(text)),
        Section("caption", "Fig. 1", caption, caption + len("Fig. 1. Nodules."), level=2),
    )
    found = cut(text, *sections)
    assert "The nodules were found on the trunk and // were painful." in found
    prose = read_prose(Report(id="r", text=text, sections=sections))
    whole = prose.sentence_at(text.index("painful"))
    assert whole is not None
    assert whole.start == text.index("The nodules")
    inside = prose.sentence_at(text.index("Nodules."))
    assert inside is not None
    assert inside.section == "caption"


def test_a_page_break_in_the_middle_leaves_one_sentence() -> None:
    assert cut("The plaques spread slowly over the skin and\n\nthe nails. He was well.") == [
        "The plaques spread slowly over the skin and\n\nthe nails.",
        "He was well.",
    ]


def test_headings_list_items_and_short_lines_stand_alone() -> None:
    text = "CASE REPORT\nA boy of three years was brought with a rash that had spread over a week.\n- no fever\n- no cough"
    assert cut(text)[0] == "CASE REPORT"
    assert cut(text)[-2:] == ["- no fever", "- no cough"]


def test_wrapped_lines_are_one_sentence() -> None:
    text = "A woman with a rash on both forearms was seen in\nthe clinic in spring because of new joint pain and\nfever."
    assert cut(text) == [text]


def test_every_cell_of_a_table_stands_alone() -> None:
    text = "Age\tSex\n12\tmale\n\nHe was well."
    cells = tuple(
        Cell(r, c, a, b) for r, c, a, b in [(0, 0, 0, 3), (0, 1, 4, 7), (1, 0, 8, 10), (1, 1, 11, 15)]
    )
    report = Report(id="r", text=text, tables=(Table(0, 15, cells),))
    assert [text[s.start : s.end] for s in read_prose(report).sentences] == [
        "Age",
        "Sex",
        "12",
        "male",
        "He was well.",
    ]


def test_the_reference_list_has_no_sentences() -> None:
    text = "He was well.\n\nREFERENCES\n\n1. Okafor B. A case. J Skin 1999."
    at = text.index("REF")
    assert cut(text, Section("references", "REFERENCES", at, len(text))) == ["He was well."]


@given(st.text(alphabet="Aab .?!\n()1,\u2019", max_size=200))
def test_pieces_are_ordered_trimmed_and_cover_every_word(text: str) -> None:
    prose = read_prose(Report(id="r", text=text))
    covered = set()
    for sentence in prose.sentences:
        assert sentence.start == sentence.pieces[0][0]
        assert sentence.end == sentence.pieces[-1][1]
        for start, end in sentence.pieces:
            assert text[start:end] == text[start:end].strip() != ""
            covered |= set(range(start, end))
    assert covered >= {at for at, char in enumerate(text) if not char.isspace()}


@given(st.text(alphabet="Aab .\n", max_size=120), st.integers(0, 119))
def test_a_sentence_is_found_at_each_of_its_characters(text: str, offset: int) -> None:
    prose = read_prose(Report(id="r", text=text))
    found = prose.sentence_at(offset)
    holding = [s for s in prose.sentences if any(a <= offset < b for a, b in s.pieces)]
    assert ([found] if found else []) == holding


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("It was seen (lung, skin).This was the first report.", 2),
        ("The variant p.Arg164X was found. It was new.", 2),
        ("A missense variant, p. Pro110Leu, was found.", 1),
    ],
)
def test_a_lost_space_behind_a_bracket_ends_a_sentence_and_a_residue_does_not(text: str, count: int) -> None:
    assert len(find_sentences(Report(id="r", text=text))) == count
