from __future__ import annotations

import json
import re
from html.parser import HTMLParser

from hypothesis import given
from hypothesis import strategies as st

from seriatim.model import (
    AgentSummary,
    Case,
    CaseCell,
    CaseRow,
    CaseTable,
    ColumnSummary,
    Fact,
    Median,
    Patient,
    Proportion,
    Protocol,
    Quote,
    Report,
    Series,
    Site,
    Span,
    SurvivalStep,
    Time,
    TimeToEvent,
    Variable,
)
from seriatim.present.case import mark_text, render_case
from seriatim.present.figures import draw_bars, draw_forest, draw_survival, draw_swimmers
from seriatim.present.series import render_series
from seriatim.present.series_terminal import say_column
from seriatim.present.terminal import describe_case
from seriatim.present.timeline import draw_timeline
from seriatim.present.wording import say_duration, say_site, say_time

TEXT = "A woman had a <b>malar rash</b> & no fever."


def fact(number: int, words: str, status: str = "present", **known: object) -> Fact:
    start = TEXT.index(words)
    known.setdefault("patient", "P1")
    return Fact(
        f"F{number}", "phenotype", words, (Span.of(TEXT, start, start + len(words)),), status=status, **known
    )  # type: ignore[arg-type]


CASE = Case(
    Report(id="r", text=TEXT, title="<script>alert(1)</script>"),
    (Patient("P1", "female", "P40Y", "A woman"),),
    (
        fact(1, "malar rash", time=Time("two years ago", "P2Y", "before", "presentation", "P38Y", True)),
        fact(2, "rash"),
        fact(3, "fever", "absent", cue="no"),
    ),
)


class _Text(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.words = ""

    def handle_data(self, data: str) -> None:
        self.words += data


@given(
    st.text(alphabet="ab <>&\n", max_size=30),
    st.lists(st.tuples(st.integers(0, 29), st.integers(1, 9)), max_size=6),
)
def test_marking_a_text_changes_none_of_its_words(text: str, places: list[tuple[int, int]]) -> None:
    spans = [Span.of(text, a, min(len(text), a + n)) for a, n in places if a < len(text)]
    facts = tuple(Fact(f"F{i}", "phenotype", "x", (s,)) for i, s in enumerate(spans))
    parser = _Text()
    parser.feed(str(mark_text(Case(Report(id="r", text=text), facts=facts))))
    parser.close()
    assert parser.words == text


def test_a_page_escapes_what_a_report_says() -> None:
    page = render_case(CASE)
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert" in page


def test_overlapping_facts_are_named_by_one_mark() -> None:
    assert 'data-f="F1 F2"' in str(mark_text(CASE))


def test_a_page_asks_nothing_of_the_network() -> None:
    page = render_case(CASE)
    assert not re.search(r'(?:src|href)="https?:|@import|url\(', page)


def test_the_embedded_facts_are_json() -> None:
    embedded = re.search(
        r'<script id="facts" type="application/json">(.*?)</script>', render_case(CASE), re.DOTALL
    )
    assert embedded
    assert json.loads(embedded[1])["F3"]["status"] == "absent (“no”)"


def test_the_same_case_gives_the_same_page() -> None:
    assert render_case(CASE) == render_case(CASE)


def test_the_terminal_tells_present_from_absent() -> None:
    told = describe_case(CASE)
    assert re.search(r"\+ +malar rash", told)
    assert re.search(r"- +fever", told)


def test_a_timeline_is_drawn_only_where_something_is_dated() -> None:
    assert "<svg" in draw_timeline(CASE.patients[0], list(CASE.facts))
    assert draw_timeline(CASE.patients[0], [fact(2, "rash")]) == ""


def test_times_sites_and_durations_are_said_in_words() -> None:
    assert say_time(CASE.facts[0].time) == "2 years before presentation, at age 38 years (calculated)"
    assert say_site(Site("knee", laterality="left")) == "left knee"
    assert say_duration("P1Y6M") == "1 year 6 months"


SHARE = Proportion(2, 3, 5, 0.09, 0.99)
VARIABLES = (Variable("rash", "Rash", "finding", ("HP:1",)), Variable("sites", "Sites", "sites", ("HP:1",)))
CELLS = (
    CaseCell("value", ("present",), 1.0, (Quote("F1", "a malar rash", "case", "She had a malar rash."),)),
    CaseCell(),
)
SITES = ColumnSummary(VARIABLES[1], 3, 5, counts=(("thigh", SHARE), ("hand", SHARE)))
AGENT = AgentSummary(
    "diltiazem",
    "ATC:C08DB01",
    5,
    3,
    (("partial", 2), ("none", 1)),
    SHARE,
    (("r", "P1", "partial", "F1"), ("s", "P1", None, "F2")),
)
SERIES = Series(
    CaseTable(
        Protocol("p", title="Five cases", variables=VARIABLES),
        (CaseRow("r", "P1", "she", "A rash", 2001, CELLS),),
    ),
    columns=(ColumnSummary(VARIABLES[0], 3, 5, SHARE), SITES),
    agents=(AGENT,),
    time_to_response=TimeToEvent(
        "response", 4, 2, (SurvivalStep(3.0, 4, 1, 0.75, 0.3, 0.95), SurvivalStep(9.0, 2, 1, 0.375, 0.1, 0.8))
    ),
    flow={
        "records": 2,
        "reports_included": 1,
        "cases_included": 1,
        "copies_of_one_report": 0,
        "not_readable": 1,
        "excluded": {"describes no patient": 1},
    },
    failures=(("x.pdf", "x.pdf: is empty; look at it"),),
)


def test_every_number_of_the_page_stands_with_its_denominator() -> None:
    page = render_series(SERIES)
    assert "2 of 3 reporting (67 %, 95 % CI 9-99); of all 5: 40-80 %" in page
    assert "Published cases are selected" in page


def test_a_cell_opens_its_quote_and_silence_is_said() -> None:
    page = render_series(SERIES)
    assert re.search(r"<summary[^>]*>present</summary><blockquote[^>]*>She had <b>a malar rash</b>", page)
    assert '<span class="silent">not reported</span>' in page


def test_unreadable_files_are_listed_on_the_page() -> None:
    assert "x.pdf: is empty" in render_series(SERIES)


def test_figures_say_in_words_what_they_show() -> None:
    told = SERIES.time_to_response
    assert told
    for figure in (draw_bars(SITES), draw_forest([AGENT]), draw_swimmers([AGENT]), draw_survival(told)):
        assert re.search(r'role="img" aria-label="[^"]{40,}"', figure)


def test_a_numeric_column_is_said_with_its_range() -> None:
    assert (
        say_column(ColumnSummary(VARIABLES[0], 4, 9, median=Median(4, 30, 21, 49)))
        == "median 30 (range 21-49), reported in 4 of 9"
    )
