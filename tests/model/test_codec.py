from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from seriatim.model import (
    Case,
    Claim,
    Fact,
    Flip,
    Item,
    Note,
    Patient,
    Report,
    Section,
    Site,
    Span,
    Time,
    Verdict,
    dump_case,
    load_case,
    to_json,
)

words = st.text(max_size=12)
spans = st.builds(Span, st.integers(0, 99), st.integers(100, 200), words)
facts = st.builds(
    Fact,
    id=words,
    kind=st.sampled_from(["phenotype", "measurement"]),
    label=words,
    spans=st.tuples(spans),
    code=st.none() | words,
    number=st.none() | st.floats(allow_nan=False, allow_infinity=False),
    value_span=st.none() | st.tuples(st.integers(0, 9), st.integers(10, 20)),
    sites=st.tuples(st.builds(Site, words, st.none() | words)),
    modifiers=st.dictionaries(words, st.tuples(words)),
    time=st.none() | st.builds(Time, words, offset=st.none() | words, derived=st.booleans()),
)
flips = st.builds(Flip, words | st.tuples(words, words), words, words)
verdicts = st.builds(
    Verdict,
    set=words,
    status=st.sampled_from(["met", "unknown"]),
    range=st.none() | st.tuples(st.floats(0, 5), st.floats(5, 9)),
    items=st.tuples(
        st.builds(Item, words, words, words, children=st.tuples(st.builds(Item, words, words, words)))
    ),
    would_flip=st.tuples(flips),
)


@given(st.tuples(facts), st.tuples(verdicts), words)
def test_a_case_survives_the_way_to_json_and_back(
    found: tuple[Fact], judged: tuple[Verdict], text: str
) -> None:
    case = Case(
        Report(id="r", text=text, sections=(Section("case", "CASE", 0, len(text)),)),
        (Patient("P1", regions=((0, 3),)),),
        found,
        (Claim("C1", "count", "nine cases", (), n=9),),
        judged,
        (Note("no-case", "info", "none"),),
    )
    assert load_case(dump_case(case, text=True)) == case


def test_a_flip_is_written_with_the_word_if() -> None:
    assert to_json(Flip("malar-rash", "not_met", "unknown")) == {
        "item": "malar-rash",
        "if": "not_met",
        "then": "unknown",
    }


def test_the_text_of_a_report_stays_out_of_the_public_json() -> None:
    assert "text" not in to_json(Report(id="r", text="secret"))


def test_an_empty_optional_field_is_left_out_and_an_expected_one_is_null() -> None:
    data = to_json(Fact("F1", "phenotype", "Rash", (Span(0, 4, "rash"),)))
    assert data["code"] is None
    assert "dose" not in data
