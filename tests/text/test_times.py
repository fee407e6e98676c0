"""The parser of dates, durations, ages and relative times."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from seriatim.text.durations import count_days, subtract_duration, write_duration
from seriatim.text.times import TimeExpression, find_times, time_words


def only(text: str) -> TimeExpression:
    found = find_times(text)
    assert len(found) == 1, [text[t.start : t.end] for t in found]
    return found[0]


@pytest.mark.parametrize(
    ("text", "words", "iso", "relation", "anchor"),
    [
        ("She first came 21 years ago with a rash.", "21 years ago", "P21Y", "before", "presentation"),
        ("Ulcers appeared three weeks prior to admission.", "three weeks", "P3W", "before", "presentation"),
        ("He fell four months before surgery.", "four months", "P4M", "before", "surgery"),
        ("Fever began two days after the operation.", "two days", "P2D", "after", "surgery"),
        ("Six months later the nodules had gone.", "Six months later", "P6M", "after", None),
        ("On day 5 of admission he was pale.", "day 5", "P5D", "after", "presentation"),
        ("On postoperative day 7 the drain was out.", "postoperative day 7", "P7D", "after", "surgery"),
        ("At 9-month follow-up she was well.", "9-month", "P9M", "after", "presentation"),
        ("a 5-day history of cough", "5-day", "P5D", "before", "presentation"),
        ("a swelling of ten days' duration", "ten days", "P10D", "before", "presentation"),
        ("for the past two and a half years", "two and a half years", "P2Y6M", "before", "presentation"),
        ("pain was noted a few years ago", "a few years ago", None, "before", "presentation"),
        ("On POD 4 the wound opened.", "POD 4", "P4D", "after", "surgery"),
        ("Day 20 post-transplantation: a rash.", "Day 20", "P20D", "after", "surgery"),
        ("The week before admission he had coughed.", "The week", "P1W", "before", "presentation"),
        ("He had coughed over the past month.", "the past month", "P1M", "before", "presentation"),
        ("A scan at 21 weeks' gestation was normal.", "21 weeks", "P21W", "after", "conception"),
        ("She was born at 37+4 gestational weeks.", "37+4 gestational weeks", "P37W", "after", "conception"),
        ("Growth stopped in the 33rd week of pregnancy.", "33rd week", "P33W", "after", "conception"),
    ],
)
def test_a_relative_time_keeps_its_length_direction_and_anchor(
    text: str, words: str, iso: str | None, relation: str, anchor: str | None
) -> None:
    time = only(text)
    assert text[time.start : time.end] == words
    assert (time.iso, time.relation, time.anchor) == (iso, relation, anchor)


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("A 57-year-old woman", "P57Y"),
        ("a seven-month-old boy", "P7M"),
        ("a 66 yo male", "P66Y"),
        ("a 31 y/o farmer", "P31Y"),
        ("a man aged 48", "P48Y"),
        ("at the age of 13", "P13Y"),
        ("aged 2 years and 3 months", "P2Y3M"),
        ("a 5 and a half years old girl", "P5Y6M"),
        ("a one-and-a-half-year-old girl", "P1Y6M"),
        ("a one-and-half year old boy", "P1Y6M"),
        ("aged 4 10/12 years", "P4Y10M"),
        ("on the third day of life", "P3D"),
        ("at 11 months of age", "P11M"),
        ("since he was 8 years old", "P8Y"),
    ],
)
def test_an_age_is_read_in_every_way_it_is_written(text: str, iso: str) -> None:
    time = only(text)
    assert (time.kind, time.iso) == ("age", iso)


@pytest.mark.parametrize(
    ("text", "words", "ages"),
    [
        ("in her fifties", "fifties", ("P50Y", "P59Y")),
        ("in his late 70s", "late 70s", ("P75Y", "P79Y")),
        ("in their early-thirties", "early-thirties", ("P30Y", "P34Y")),
        ("in her mid-to-late 40s", "mid-to-late 40s", ("P43Y", "P49Y")),
        ("in his teens", "teens", ("P13Y", "P19Y")),
        ("in her eighth decade", "eighth decade", ("P70Y", "P79Y")),
        ("in the 3rd decade of life", "3rd decade of life", ("P20Y", "P29Y")),
        ("a nonagenarian", "nonagenarian", ("P90Y", "P99Y")),
        ("a 40-45-year-old man", "40-45-year-old", ("P40Y", "P45Y")),
        ("between 6 and 8 years of age", "6 and 8 years of age", ("P6Y", "P8Y")),
        ("a middle-aged man", "middle-aged", None),
    ],
)
def test_an_age_told_as_a_span_keeps_its_ends_and_gives_no_number(
    text: str, words: str, ages: tuple[str, str] | None
) -> None:
    time = only(text)
    assert (time.kind, text[time.start : time.end], time.iso, time.ages) == ("age", words, None, ages)


@pytest.mark.parametrize(
    "text",
    ["a heart rate in the 90s", "in the fourth decade of the study", "the fifth and sixth decades of life"],
)
def test_what_is_counted_in_tens_is_not_always_an_age(text: str) -> None:
    assert not [t for t in find_times(text) if t.kind == "age"]


def test_two_ages_are_no_span() -> None:
    time = only("at 3 and 5 years of age")
    assert (time.iso, time.ages) == ("P3Y", None)


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("in 1987", "1987"),
        ("in March 2003", "2003-03"),
        ("on 4 July 2012", "2012-07-04"),
        ("on July 4, 2012", "2012-07-04"),
    ],
)
def test_a_date_is_as_precise_as_the_text(text: str, iso: str) -> None:
    time = only(text)
    assert (time.kind, time.iso) == ("date", iso)


def test_a_range_keeps_both_ends() -> None:
    time = only("over 2 to 3 weeks")
    assert (time.iso, time.high) == ("P2W", "P3W")


def test_a_stage_of_life_gives_the_onset_label_of_hpo() -> None:
    time = only("She had had eczema since childhood.")
    assert (time.kind, time.label, time.lead) == ("stage", "Childhood onset", "since")


def test_a_frequency_is_no_time_of_an_event() -> None:
    assert only("She took it twice daily.").kind == "set"


@pytest.mark.parametrize(
    "text", ["the 1000 mg dose", "SSA and SSB", "grade 3 of 5", "in may it help", "5 cm"]
)
def test_numbers_that_are_no_times_are_left_alone(text: str) -> None:
    assert not find_times(text)


def test_offsets_are_those_of_the_whole_text() -> None:
    text = "One year later. After two weeks the fever was gone."
    late = find_times(text, 16)
    assert [text[t.start : t.end] for t in late] == ["two weeks"]


@given(
    st.lists(
        st.sampled_from("2 years ago|week|day 3|in 1999|age 4|-|a few|old|\n|é|hours later|".split("|")),
        max_size=12,
    )
)
@settings(max_examples=400)
def test_an_expression_always_slices_to_words_inside_the_text(parts: list[str]) -> None:
    text = " ".join(parts)
    end = 0
    for time in find_times(text):
        assert end <= time.start < time.end <= time.reach <= len(text)
        assert text[time.start : time.end] == text[time.start : time.end].strip()
        end = time.end


@given(st.integers(0, 110), st.integers(0, 110))
def test_an_age_some_years_earlier_is_the_difference(age: int, years: int) -> None:
    earlier = subtract_duration(f"P{age}Y", f"P{years}Y")
    assert earlier == (f"P{age - years}Y" if years <= age else None)


def test_an_age_in_years_some_months_earlier_is_not_guessed() -> None:
    assert subtract_duration("P40Y", "P7M") is None
    assert subtract_duration("P2Y6M", "P7M") == "P1Y11M"


@given(st.integers(1, 500), st.sampled_from("YMWD"))
def test_a_written_duration_can_be_counted(number: int, unit: str) -> None:
    assert (count_days(write_duration(number, unit)) or 0) > 0


def test_hours_of_the_clock_and_panels_of_a_figure_are_no_length() -> None:
    assert find_times("cortisol was low at 800 h") == ()
    assert find_times("no clot was left (Fig. 1H)") == ()
    assert [t.iso for t in find_times("fasting for 72 h")] == ["PT72H"]


@pytest.mark.parametrize(
    ("text", "iso", "anchor"),
    [
        ("alive 20 months following the repair", "P20M", "surgery"),
        ("well 6 months postoperatively", "P6M", "surgery"),
        ("fits began three weeks post-partum", "P3W", "birth"),
        ("a rash came 2 months into treatment", "P2M", "treatment"),
        ("a rash came 3 days following amoxicillin", "P3D", None),
    ],
)
def test_a_length_after_an_event_is_measured_from_it(text: str, iso: str, anchor: str | None) -> None:
    time = only(text)
    assert (time.iso, time.relation, time.anchor) == (iso, "after", anchor)


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("seen on 2011-03-12", "2011-03-12"),
        ("seen on 25/12/2012", "2012-12-25"),
        ("seen on 03/14/2009", "2009-03-14"),
        ("seen on 03/04/2009", "2009"),
    ],
)
def test_a_date_in_figures_is_as_precise_as_it_is_sure(text: str, date: str) -> None:
    assert only(text).iso == date


def test_a_day_in_a_unit_is_no_time() -> None:
    assert find_times("prednisolone 1 mg kg\u22121 day\u22121") == ()


def test_the_age_of_a_pregnancy_or_of_bones_is_no_age() -> None:
    assert only("at a gestational age of 33 weeks").kind == "relative"
    assert only("a bone age of 9 years").kind == "duration"
    assert find_times("a mental age 4 was assumed") == ()


def test_the_first_month_of_a_stretch_has_its_year() -> None:
    assert [t.iso for t in find_times("from May to August 2011")] == ["2011-05", "2011-08"]


def test_the_length_in_the_name_of_a_test_is_no_time() -> None:
    assert find_times("The 6-minute walk test was normal.") == ()


def test_what_comes_at_intervals_is_no_time_of_an_event() -> None:
    assert only("seen at 4-month intervals").kind == only("given q 8 h").kind == "set"


def test_a_rate_a_minute_is_no_minute_of_a_count() -> None:
    assert find_times("RR, breaths/min\t28 and blood flow of 4 L.min-1") == ()


def test_a_week_of_a_second_pregnancy_is_counted_from_conception() -> None:
    (time,) = find_times("in the ninth week of her third pregnancy")
    assert (time.iso, time.relation, time.anchor) == ("P9W", "after", "conception")


@pytest.mark.parametrize("words", ["number", "tens", "vague"])
def test_every_number_in_words_counts_a_unit(words: str) -> None:
    for word in time_words(words):
        assert [t.kind for t in find_times(f"It lasted {word} weeks.")] == ["duration"], word
        assert [t.kind for t in find_times(f"It lasted {word} further weeks.")] == ["duration"], word


def test_every_ordinal_counts_a_day_of_a_stay() -> None:
    for word in time_words("ordinal"):
        assert [t.kind for t in find_times(f"Fever came on the {word} postoperative day.")] == ["relative"], (
            word
        )


@pytest.mark.parametrize("about", sorted(time_words("approximate")))
def test_what_makes_a_length_vague_stands_between_it_and_its_lead(about: str) -> None:
    assert only(f"At the age of {about} 12 months he walked.").kind == "age"


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("delivered at 34 + 2 weeks of gestation", "P34W2D"),
        ("delivered at 34+2 weeks of gestation", "P34W2D"),
        ("born at 36 4/7 weeks of gestation", "P36W4D"),
        ("born at 36 weeks of gestation", "P36W"),
    ],
)
def test_weeks_and_days_of_a_pregnancy_are_one_length(text: str, iso: str) -> None:
    (time,) = find_times(text)
    assert (time.iso, time.anchor) == (iso, "conception")


def test_the_hour_of_a_sedimentation_rate_is_no_time() -> None:
    for words in ("34 mm in the first hour", "34 mm/1st hour", "34 mm at the end of the first hour"):
        assert find_times(f"The sedimentation rate was {words}.") == ()
    assert [t.iso for t in find_times("In the first hour she vomited.")] == ["PT1H"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("She had undergone a hysterectomy at 48.", [("age", "P48Y")]),
        ("She was diagnosed with gout at 52 and had a stroke.", [("age", "P52Y")]),
        ("She underwent imaging at 3 hospitals.", []),
        ("Her temperature was measured at 38.", []),
        ("Precocious puberty was noted.", []),
        ("A rash came in puberty.", [("stage", None)]),
    ],
)
def test_a_bare_number_is_an_age_behind_what_befell_someone(
    text: str, found: list[tuple[str, str | None]]
) -> None:
    assert [(t.kind, t.iso) for t in find_times(text)] == found


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("It was taken after a 4-hour fast.", "duration"),
        ("Weakness came after a 12-hour flight.", "duration"),
        ("It came back after a two-week delay.", "relative"),
        ("She went home after a 10-day hospital stay.", "relative"),
        ("It came back after 4 hours.", "relative"),
    ],
)
def test_a_hyphened_length_is_that_of_the_noun_behind_it(text: str, kind: str) -> None:
    [time] = find_times(text)
    assert time.kind == kind
