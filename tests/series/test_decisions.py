from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seriatim.errors import UsageError
from seriatim.model import Case, Fact, Time, dump_case, load_case
from seriatim.series import Decision, apply_decisions, decide, fact_key, gather_decisions
from seriatim.series.decision_lines import read_decisions, write_decisions
from seriatim.series.decisions import find_standing, statement
from seriatim.series.matching import find_again, match_decisions
from seriatim.series.progress import count_progress
from series.reviewed import TEXT, add_reading, fact, judge, rash_of, read, store_with

CASE = read()
RASH = rash_of(CASE)
ACTIONS = st.sampled_from(["accept", "reject", "edit"])
MANY = st.lists(
    st.tuples(st.sampled_from(CASE.facts), ACTIONS, st.sampled_from(["Ada", "Jo"]), st.booleans()), max_size=8
)


def made(drawn: list[tuple[Fact, str, str, bool]]) -> list[Decision]:
    return [
        judge(CASE, about, action, who, at, change={"status": "uncertain"} if action == "edit" else {},
              stage="adjudication" if settles else "review")
        for at, (about, action, who, settles) in enumerate(drawn)
    ]  # fmt: skip


def undo(decision: Decision, at: int) -> Decision:
    return Decision(
        decision.report, decision.fact_key, "undo", reviewer=decision.reviewer, stage=decision.stage,
        decided_at=f"2026-01-05T10:{at:02}:00Z", undoes=decision.id,
    )  # fmt: skip


def labels(case: Case) -> list[str]:
    return [f.label for f in case.facts if f.kind == "phenotype"]


# -------------------------------------------------------------------- what counts


@given(MANY)
def test_undoing_every_decision_leaves_the_case_as_it_was_read(
    drawn: list[tuple[Fact, str, str, bool]],
) -> None:
    decisions = made(drawn)
    taken_back = [undo(d, at) for at, d in enumerate(decisions)]
    assert apply_decisions(CASE, [*decisions, *taken_back]) == CASE


@given(MANY)
def test_undoing_the_last_decision_brings_back_what_stood_before(
    drawn: list[tuple[Fact, str, str, bool]],
) -> None:
    *before, last = [*made(drawn), judge(CASE, RASH, "reject", "Ada", 30)]
    assert apply_decisions(CASE, [*before, last, undo(last, 31)]) == apply_decisions(CASE, before)


@given(MANY)
def test_recording_a_decision_twice_is_recording_it_once(drawn: list[tuple[Fact, str, str, bool]]) -> None:
    decisions = made(drawn)
    assert apply_decisions(CASE, decisions * 2) == apply_decisions(CASE, decisions)
    assert find_standing(decisions * 2) == find_standing(decisions)


@given(MANY)
def test_a_decided_case_survives_json_and_its_words_slice(drawn: list[tuple[Fact, str, str, bool]]) -> None:
    decided = apply_decisions(CASE, made(drawn))
    assert load_case(dump_case(decided, text=True)) == decided
    assert all(CASE.report.text[s.start : s.end] == s.text for f in decided.facts for s in f.spans)
    assert len({f.id for f in decided.facts}) == len(decided.facts)


@given(MANY)
def test_decisions_travel_as_lines_and_come_back_the_same(drawn: list[tuple[Fact, str, str, bool]]) -> None:
    decisions = made(drawn)
    assert list(read_decisions(write_decisions(decisions), "x.jsonl")) == decisions


def test_an_edit_keeps_what_the_machine_had_read_and_who_decided() -> None:
    edited = judge(
        CASE, RASH, "edit", change={"status": "absent", "code": "HP:0000988"}, reason="it was acne"
    )
    (now,) = [f for f in apply_decisions(CASE, [edited]).facts if f.id == RASH.id]
    assert (now.status, now.code, now.rule) == ("absent", "HP:0000988", "reviewer:Ada")
    assert now.review
    assert dict(now.review.machine) == {"code": "HP:0025300", "status": "present", "rule": None}
    assert (now.review.reviewers, now.review.reason) == (("Ada",), "it was acne")


def test_an_accepted_fact_is_as_it_was_but_for_who_accepted_it() -> None:
    (now,) = [f for f in apply_decisions(CASE, [judge(CASE, RASH, "accept")]).facts if f.id == RASH.id]
    assert now.changed(review=None) == RASH
    assert now.review
    assert now.review.action == "accept"


def test_an_edited_fact_leaves_the_group_of_those_that_say_the_same() -> None:
    decided = apply_decisions(CASE, [judge(CASE, RASH, "edit", change={"status": "absent"})])
    assert rash_of(decided).group is None


def test_what_reviewers_disagree_on_stays_as_it_was_read_until_it_is_settled() -> None:
    both = [judge(CASE, RASH, "reject", "Ada", 1), judge(CASE, RASH, "accept", "Jo", 2)]
    assert apply_decisions(CASE, both) == CASE
    settled = judge(CASE, RASH, "reject", "Max", 3, stage="adjudication")
    assert "Malar rash" not in labels(apply_decisions(CASE, [*both, settled]))


def test_reviewers_who_agree_are_both_named() -> None:
    both = [judge(CASE, RASH, "accept", "Jo", 1), judge(CASE, RASH, "accept", "Ada", 2)]
    review = rash_of(apply_decisions(CASE, both)).review
    assert review
    assert review.reviewers == ("Ada", "Jo")


def test_an_added_fact_counts_until_it_is_rejected() -> None:
    new = fact(TEXT, "brother", 9, label="Affected brother", rule="reviewer:Ada").changed(id="R1")
    added = judge(CASE, new, "add", at=1)
    assert "Affected brother" in labels(apply_decisions(CASE, [added]))
    rejected = judge(CASE, new, "reject", at=2, key=added.fact_key)
    assert apply_decisions(CASE, [added, rejected]) == CASE


def test_an_edited_sex_is_the_patients_sex_and_a_rejected_one_is_not() -> None:
    sex = CASE.facts[1]
    edited = apply_decisions(CASE, [judge(CASE, sex, "edit", change={"sex": "male"})])
    assert edited.patients[0].sex == "male"
    assert apply_decisions(CASE, [judge(CASE, sex, "reject")]).patients[0].sex is None


def test_an_edited_age_may_be_a_span() -> None:
    change = {"age_iso8601": None, "age_range": ["P40Y", "P49Y"]}
    (patient,) = apply_decisions(CASE, [judge(CASE, CASE.facts[0], "edit", change=change)]).patients
    assert (patient.age, patient.age_range) == (None, ("P40Y", "P49Y"))


def test_an_age_at_another_time_is_not_the_age_now() -> None:
    earlier = fact(
        TEXT, "fever", 6, kind="demographic", label="age at that time", age_iso8601="P12Y", time=Time("then")
    )
    case = read()
    with_age = Case(case.report, case.patients, (*case.facts, earlier), releases=case.releases)
    decided = apply_decisions(with_age, [judge(with_age, earlier, "edit", change={"age_iso8601": "P13Y"})])
    assert decided.patients[0].age == "P40Y"


def test_what_refers_to_a_rejected_fact_is_freed_of_it() -> None:
    case = read()
    response = fact(TEXT, "fever", 7, kind="outcome", target="F3", time=Time("then", "P1D", "after", "F3"))
    whole = Case(case.report, case.patients, (*case.facts, response), releases=case.releases)
    freed = apply_decisions(whole, [judge(whole, rash_of(whole), "reject")]).facts
    (left,) = [f for f in freed if f.id == "F7"]
    assert (left.target, left.time) == (None, Time("then"))


# -------------------------------------------------------------------- a later reading


def test_a_decision_is_found_again_where_the_text_grew_before_it() -> None:
    moved = read("CASE REPORT\n\n" + TEXT)
    decided = apply_decisions(moved, [judge(CASE, RASH, "edit", change={"status": "uncertain"})])
    assert rash_of(decided).status == "uncertain"
    assert not match_decisions(moved, [judge(CASE, RASH, "accept")])[0].is_stale


def test_words_are_found_again_whatever_the_white_space_between_them() -> None:
    broken = TEXT.replace("a malar rash", "a malar\n  rash")
    (found,) = [find_again(RASH, judge(CASE, RASH, "accept").quote, broken)]
    assert found
    assert found.spans[0].text == "malar\n  rash"


@given(st.text(alphabet="ab .", max_size=12), st.text(alphabet="ab .", max_size=12))
def test_a_fact_found_again_has_its_own_words(before: str, after: str) -> None:
    text = before + TEXT + after
    found = find_again(RASH, judge(CASE, RASH, "accept").quote, text)
    assert found
    assert text[found.start : found.spans[0].end] == found.spans[0].text == "malar rash"


def test_what_was_accepted_stays_where_a_later_reading_says_otherwise_and_is_marked() -> None:
    later, accepted = read(status="absent"), judge(CASE, RASH, "accept")
    assert rash_of(apply_decisions(later, [accepted])).status == "present"
    assert [m.state for m in match_decisions(later, [accepted])] == ["changed"]


def test_what_was_accepted_stays_where_a_later_reading_says_nothing() -> None:
    later = read()
    later = Case(later.report, later.patients, tuple(f for f in later.facts if f.id != "F3"))
    accepted = judge(CASE, RASH, "accept")
    assert "Malar rash" in labels(apply_decisions(later, [accepted]))
    assert [m.state for m in match_decisions(later, [accepted])] == ["gone"]


def test_a_rejection_is_of_what_was_read_then_and_not_of_what_is_read_now() -> None:
    rejected = judge(CASE, RASH, "reject")
    assert "Malar rash" in labels(apply_decisions(read(status="absent"), [rejected]))
    assert "Malar rash" not in labels(apply_decisions(read(), [rejected]))


def test_a_recoded_reading_of_the_same_words_is_shown_beside_the_decision() -> None:
    later = read(code="HP:0000988", label="Skin rash")
    (matched,) = match_decisions(later, [judge(CASE, RASH, "accept")])
    assert (matched.state, matched.fact and matched.fact.code) == ("changed", "HP:0000988")


def test_words_that_are_gone_take_their_decision_out_of_the_count_but_not_of_the_record(
    tmp_path: Path,
) -> None:
    other = "A 40-year-old woman had malar rash, fever. Ulcers were absent."
    store = store_with(tmp_path / "s.db", read())
    lost = fact(TEXT, "Her brother", 9, label="Affected brother", rule="reviewer:Ada")
    store.decisions.add([judge(CASE, lost, "add")])
    add_reading(store, read(other), "2")
    case = next(store.cases())
    assert apply_decisions(case, store.decisions.of("r")) == case
    assert [m.state for m in match_decisions(case, store.decisions.of("r"))] == ["lost"]


@pytest.mark.parametrize("change", [{"id": "F77"}, {"group": "G9"}, {"rule": "another"}, {"section": "case"}])
def test_how_a_fact_was_found_is_not_what_it_says(change: dict[str, str]) -> None:
    assert statement(RASH.changed(**change)) == statement(RASH)


def test_facts_of_the_same_words_and_code_have_keys_of_their_own() -> None:
    twin = RASH.changed(id="F9", patient="P2")
    both = Case(CASE.report, CASE.patients, (*CASE.facts, twin))
    rejected = decide(both, twin, "reject", reviewer="Ada", decided_at="2026-01-05T09:00:00Z")
    assert rejected.fact_key == f"{fact_key(RASH)}#2"
    assert [f.id for f in apply_decisions(both, [rejected]).facts if f.label == "Malar rash"] == ["F3"]


# -------------------------------------------------------------------- the record


def test_progress_counts_decided_facts_added_ones_and_those_to_look_at_again(tmp_path: Path) -> None:
    store = store_with(tmp_path / "s.db", read())
    new = fact(TEXT, "brother", 9, rule="reviewer:Ada")
    accepted = judge(CASE, RASH, "accept")
    store.decisions.add([accepted, judge(CASE, new, "add"), judge(CASE, CASE.facts[3], "reject", "Jo")])
    (mine,) = count_progress(store, "Ada")
    assert (mine.facts, mine.decided, mine.added, mine.stale) == (5, 1, 1, 0)
    add_reading(store, read(status="absent"), "2")
    (mine,) = count_progress(store, "Ada")
    assert (mine.decided, mine.added, mine.stale) == (0, 1, 1)
    store.decisions.add([undo(accepted, 1)])
    (mine,) = count_progress(store, "Ada")
    assert (mine.decided, mine.stale) == (0, 0)


@given(MANY)
def test_progress_in_sql_is_progress_by_matching(drawn: list[tuple[Fact, str, str, bool]]) -> None:
    decisions = made(drawn)
    mine = [d for d in decisions if d.reviewer == "Ada" and d.stage == "review"]
    with store_with(":memory:", read()) as store:
        store.decisions.add(decisions)
        assert count_progress(store, "Ada")[0].decided == len(gather_decisions(CASE, mine))


def test_a_decision_is_recorded_once_however_often_it_is_sent(tmp_path: Path) -> None:
    store = store_with(tmp_path / "s.db", read())
    decision = judge(CASE, RASH, "accept")
    assert [store.decisions.add([decision]), store.decisions.add([decision])] == [1, 0]


def test_of_decisions_of_which_one_is_wrong_none_is_recorded(tmp_path: Path) -> None:
    store = store_with(tmp_path / "s.db", read())
    with pytest.raises(sqlite3.IntegrityError, match="CHECK"):
        store.decisions.add([judge(CASE, RASH, "accept"), judge(CASE, RASH, "forget")])
    assert store.decisions.of() == []


@pytest.mark.parametrize(
    "line",
    ["{", "[]", "{}", '{"report": "r"}', '{"report": "r", "fact_key": "k", "action": "explode"}',
     '{"report": "r", "fact_key": 3, "action": "accept"}', '{"report": "r", "fact_key": "k", "action": "accept", "seen": {"id": 1}}'],
)  # fmt: skip
def test_a_line_that_is_no_decision_is_named_in_one_line(line: str) -> None:
    with pytest.raises(UsageError, match=r"^x\.jsonl:1: [^\n]+$"):
        list(read_decisions([line], "x.jsonl"))


def test_a_line_that_was_changed_on_the_way_is_refused() -> None:
    (line,) = write_decisions([judge(CASE, RASH, "accept")])
    with pytest.raises(UsageError, match="was changed"):
        list(read_decisions([line.replace('"accept"', '"reject"')], "x.jsonl"))
