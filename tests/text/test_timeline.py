"""The order of a patient's facts in time."""

from __future__ import annotations

from seriatim.model import Fact, Patient, Span, Time
from seriatim.text.timeline import find_interval, order_timeline

PATIENT = Patient("P1", age="P40Y")


def fact(name: str, start: int, time: Time | None, patient: str = "P1") -> Fact:
    return Fact(name, "phenotype", name, (Span(start, start + 1, "x"),), patient=patient, time=time)


def test_facts_are_ordered_by_their_time_and_not_by_their_place() -> None:
    facts = [
        fact("now", 0, Time("at presentation", None, "at", "presentation")),
        fact("long ago", 10, Time("5 years ago", "P5Y", "before", "presentation")),
        fact("after", 20, Time("day 3", "P3D", "after", "presentation")),
    ]
    assert [e.fact for e in order_timeline(facts, PATIENT)] == ["long ago", "now", "after"]


def test_what_has_no_time_or_another_patient_is_left_out() -> None:
    facts = [fact("untimed", 0, None), fact("other", 5, Time("day 1", "P1D", "after"), patient="P2")]
    assert order_timeline(facts, PATIENT) == ()


def test_a_vague_time_has_an_open_interval() -> None:
    assert find_interval(Time("in the past", None, "before", "presentation"), "P40Y") == (None, 0.0)
    assert find_interval(Time("subsequently", None, "after"), "P40Y") == (None, None)


def test_an_age_is_counted_from_the_age_at_presentation() -> None:
    low, high = find_interval(Time("at age 30", age="P30Y", relation="at"), "P40Y")
    assert low == high == -10 * 365.25


def test_a_date_alone_gives_no_invented_place() -> None:
    entry = order_timeline([fact("dated", 0, Time("in 1998", date="1998", relation="at"))], PATIENT)[0]
    assert (entry.low, entry.high, entry.date) == (None, None, "1998")


def test_a_time_anchored_on_another_fact_is_counted_from_it() -> None:
    facts = [
        fact("first", 0, Time("5 years ago", "P5Y", "before", "presentation")),
        fact("next", 10, Time("a year later", "P1Y", "after", "first")),
    ]
    assert [e.low for e in order_timeline(facts, PATIENT)] == [-5 * 365.25, -4 * 365.25]
