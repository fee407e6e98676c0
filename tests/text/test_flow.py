"""A report is read in a flowed copy, and what is found is carried back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seriatim.model import Report, Section, Source, Span
from seriatim.text.flow import flow_report
from seriatim.workflow import build_case


@pytest.mark.parametrize(
    ("printed", "flowed"),
    [
        ("Calcifi-\ncation", "Calcification"),
        ("anti-\nnuclear", "anti-nuclear"),
        ("drug-\ninduced", "drug-induced"),
        ("U1-\nRNP", "U1-RNP"),
        ("a straw-\ncoloured fluid, straw-coloured again", "a straw-coloured fluid, straw-coloured again"),
        ("a  small,  Soft lump", "a small, Soft lump"),
        ("one\r\ntwo", "one\ntwo"),
        ("stopped.  Then", "stopped.  Then"),
    ],
)
def test_words_cut_by_a_line_end_are_whole_and_blanks_single(printed: str, flowed: str) -> None:
    assert flow_report(Report("r", printed))[0].text == flowed


def test_a_report_that_flows_already_is_itself() -> None:
    report = Report("r", "A rash\non both arms.")
    assert flow_report(report) == (report, None)


def test_formats_that_know_their_lines_are_left_alone() -> None:
    report = Report("r", "a  rash", source=Source(format="pdf"))
    assert flow_report(report) == (report, None)


def test_sections_move_with_the_text() -> None:
    report = Report("r", "Some  words.\nCASE\nA rash.", sections=(Section("case", "CASE", 13, 25),))
    flowed, _ = flow_report(report)
    assert [flowed.text[s.start : s.end] for s in flowed.sections] == ["CASE\nA rash."]


@given(
    st.lists(st.sampled_from(["rash ", "cal-\n", "  a", "\r\n", "of,", "anti", "-", "\n", "7"]), max_size=20)
)
def test_every_flowed_character_goes_back_to_itself(parts: list[str]) -> None:
    report = Report("r", "".join(parts))
    flowed, way = flow_report(report)
    for at, sign in enumerate(flowed.text):
        place = way.back(at) if way else at
        assert report.text[place] == sign
        assert (way.forward(place) if way else place) == at


def test_what_is_found_slices_to_the_text_itself() -> None:
    text = "CASE REPORT\r\n\r\nA 40-year-old  woman had hepato-\r\nmegaly and a serum so-\r\ndium of  128  mmol/L."
    case = build_case(Report("r", text))
    assert all(Span.of(text, s.start, s.end) == s for f in case.facts for s in f.spans)
    found = {f.label: f for f in case.facts}
    assert found["Hepatomegaly"].spans[0].text == "hepato-\r\nmegaly"
    sodium = found["sodium"]
    assert sodium.value_span is not None
    assert text[slice(*sodium.value_span)] == sodium.value
