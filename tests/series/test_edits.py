from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seriatim.errors import UsageError
from seriatim.model import Fact, from_json, to_json
from seriatim.series.edits import FIELDS, make_change, make_fact, name_action, read_when
from series.reviewed import TEXT, fact, rash_of, read

RASH = rash_of(read())
POTASSIUM = fact(TEXT, "fever", 1, kind="measurement").changed(
    value="3.1 mmol/L", number=3.1, unit="mmol/L", value_span=(0, 3)
)


def edited(before: Fact, **wanted: str) -> Fact:
    return from_json(Fact, to_json(before) | make_change(before, wanted, ["P1", "P2"]))


def test_a_form_that_says_the_same_changes_nothing() -> None:
    assert (
        make_change(RASH, {"label": " Malar  rash", "status": "present", "code": RASH.code or ""}, ["P1"])
        == {}
    )
    assert name_action({}) == "accept"


@given(st.dictionaries(st.sampled_from(FIELDS), st.text(max_size=12), max_size=4))
def test_whatever_is_written_in_the_form_is_understood_or_refused(wanted: dict[str, str]) -> None:
    try:
        changed = edited(RASH, **wanted)
    except UsageError:
        return
    assert changed.spans == RASH.spans
    assert make_change(changed, {"status": changed.status}, ["P1"]) == {}


def test_a_new_code_leaves_the_other_codes_of_the_old_one_behind() -> None:
    before = RASH.changed(codes=("ICD10CM:L93.0",))
    assert edited(before, code="HP:0000988", label="Skin rash").codes == ()
    assert edited(before, status="absent").codes == ("ICD10CM:L93.0",)


def test_a_new_value_brings_its_number_and_unit() -> None:
    now = edited(POTASSIUM, value="< 2.5 mg/dL")
    assert (now.number, now.comparator, now.unit, now.value_span) == (2.5, "<", "mg/dL", None)
    assert edited(POTASSIUM, value="raised").number is None


def test_a_new_status_leaves_the_words_of_the_old_one_behind() -> None:
    assert edited(RASH.changed(status="absent", cue="no"), status="present").cue is None


def test_what_is_said_of_the_literature_is_of_no_patient() -> None:
    assert edited(RASH, subject="literature").patient is None
    assert edited(RASH, patient="P2").patient == "P2"


def test_when_is_read_as_it_is_said() -> None:
    before = read_when("17 years before presentation")
    assert (before.offset, before.relation, before.anchor) == ("P17Y", "before", "presentation")
    assert read_when("March 1998").date == "1998-03"
    assert read_when("in her youth").text == "in her youth"
    assert edited(RASH, time="at age 38 years").time == read_when("at age 38 years")
    assert edited(RASH.changed(time=before), time="").time is None


@pytest.mark.parametrize("age", ["38 years", "P38Y", "aged 38 years"])
def test_an_age_may_be_said_in_words(age: str) -> None:
    assert edited(RASH, age=age).age_iso8601 == "P38Y"


@pytest.mark.parametrize("age", ["in her sixties", "60 to 69 years"])
def test_an_age_may_be_left_open(age: str) -> None:
    now = edited(RASH.changed(age_iso8601="P61Y"), age=age)
    assert (now.age_iso8601, now.age_range) == (None, ("P60Y", "P69Y"))


@pytest.mark.parametrize(
    "wanted",
    [
        {"status": "maybe"}, {"kind": "rash"}, {"code": "rash"}, {"label": "  "}, {"patient": "P9"}, {"age": "old"},
        {"spans": "x"}, {"review": "x"}, {"label": "x" * 501},
    ],
)  # fmt: skip
def test_what_a_field_cannot_hold_is_refused(wanted: dict[str, str]) -> None:
    with pytest.raises(UsageError):
        make_change(RASH, wanted, ["P1"])


def test_an_added_fact_has_the_words_marked_without_the_space_around_them() -> None:
    report = read().report
    start = TEXT.index(" fever")
    made = make_fact(report, start, start + len(" fever. "), {"label": "", "status": "absent"}, ["P1"])
    assert made.spans[0].text == "fever."
    assert (made.kind, made.label, made.status) == ("phenotype", "fever.", "absent")


@pytest.mark.parametrize("place", [(5, 5), (-3, 4), (0, 10**9), (len("A"), len("A "))])
def test_a_fact_without_words_is_refused(place: tuple[int, int]) -> None:
    with pytest.raises(UsageError, match="mark the words"):
        make_fact(read().report, *place, {}, ["P1"])
