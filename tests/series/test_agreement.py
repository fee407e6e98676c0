from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seriatim.model import Agreement, Comparison
from seriatim.present.series_terminal import say_kappa
from seriatim.series import Decision, compare_reviewers
from seriatim.series.agreement import assess_kappa
from series.reviewed import TEXT, fact, judge, rash_of, read

CASE = read()
RASH, FEVER = rash_of(CASE), CASE.facts[3]
PAIRS = st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from("abc")), max_size=40)


def compare(decisions: Sequence[Decision]) -> Comparison:
    return compare_reviewers([CASE], {"r": decisions}, "Ada", "Jo")


def of_kind(comparison: Comparison, kind: str) -> Agreement:
    return next(row for row in comparison.rows if row.kind == kind)


def test_kappa_is_the_published_one_of_a_published_table() -> None:
    # Fleiss JL. Statistical Methods for Rates and Proportions. 2nd ed. 1981, table 13.1: kappa 0.68
    table = (
        [("psychotic", "psychotic")] * 75 + [("psychotic", "neurotic")] * 1 + [("psychotic", "organic")] * 4
    )
    table += [("neurotic", "psychotic")] * 5 + [("neurotic", "neurotic")] * 4 + [("neurotic", "organic")] * 1
    table += [("organic", "organic")] * 10
    kappa, _ = assess_kappa(table)
    assert kappa == pytest.approx(0.676, abs=0.001)


@given(PAIRS)
def test_kappa_lies_between_minus_one_and_one_and_is_one_where_all_agree(
    pairs: list[tuple[str, str]],
) -> None:
    kappa, _ = assess_kappa(pairs)
    assert kappa is None or -1 <= kappa <= 1
    same, _ = assess_kappa([(a, a) for a, _ in pairs])
    assert same is None or same == pytest.approx(1)


@given(PAIRS)
def test_kappa_does_not_depend_on_who_is_named_first(pairs: list[tuple[str, str]]) -> None:
    assert assess_kappa(pairs) == pytest.approx(assess_kappa([(b, a) for a, b in pairs]))


def test_kappa_has_no_value_where_chance_alone_would_agree() -> None:
    assert assess_kappa([("accepted", "accepted")] * 5) == (None, None)
    assert assess_kappa([]) == (None, None)
    assert say_kappa(Agreement("phenotype", 5, 5)) == "-"


def test_only_facts_that_both_decided_are_counted() -> None:
    rows = compare(
        [judge(CASE, RASH, "accept"), judge(CASE, RASH, "accept", "Jo"), judge(CASE, FEVER, "accept")]
    )
    assert (of_kind(rows, "").n, of_kind(rows, "").agreed) == (1, 1)


def test_two_changes_agree_only_where_they_say_the_same() -> None:
    def both(first: str, second: str) -> int:
        ada = judge(CASE, RASH, "edit", change={"status": first})
        jo = judge(CASE, RASH, "edit", "Jo", change={"status": second})
        return of_kind(compare([ada, jo]), "phenotype").agreed

    assert (both("absent", "absent"), both("absent", "uncertain")) == (1, 0)


def test_a_disagreement_that_was_settled_stays_a_disagreement() -> None:
    decisions = [
        judge(CASE, RASH, "accept"),
        judge(CASE, RASH, "reject", "Jo"),
        judge(CASE, RASH, "accept", "Max", 5, stage="adjudication"),
    ]
    row = of_kind(compare(decisions), "phenotype")
    assert (row.n, row.agreed, row.settled) == (1, 0, 1)


def test_a_fact_that_one_reviewer_added_alone_is_told_apart() -> None:
    new = fact(TEXT, "brother", 9, rule="reviewer:Jo")
    assert of_kind(compare([judge(CASE, new, "add", "Jo")]), "phenotype").alone == (0, 1)
    both = [judge(CASE, new, "add", "Jo"), judge(CASE, new.changed(rule="reviewer:Ada"), "add")]
    assert of_kind(compare(both), "phenotype").agreed == 1
