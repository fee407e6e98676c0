"""The error report of the benchmarks, on invented mentions."""

from __future__ import annotations

from typing import Any

import pytest
from bench.errors import Unit, describe, find_code_errors, find_errors, find_mention_errors, relate

from seriatim.terms.hpo import load_hpo

TEXT = "The twins had seizures, no scoliosis and a cleft lip."
SEIZURE, FOCAL, NERVOUS, SCOLIOSIS, KYPHOSIS = (
    "HP:0001250", "HP:0007359", "HP:0012638", "HP:0002650", "HP:0002808",
)  # fmt: skip
SETTINGS = {"mention_groups": [{"gold_types": ["HPO"], "vocab": ["HP"], "pred_kinds": ["phenotype"]}]}


def unit(code: str, start: int, end: int, status: str = "present", subject: str = "") -> Unit:
    return Unit(frozenset({code} if code else ()), ((start, end),), status, subject)


def fact(
    code: str, start: int, end: int, status: str = "present", subject: str = "patient"
) -> dict[str, Any]:
    spans = [{"start": start, "end": end}]
    return {
        "kind": "phenotype", "code": code, "codes": [], "spans": spans, "status": status, "subject": subject, "cue": None,
    }  # fmt: skip


def groups(gold: list[Unit], said: list[Unit]) -> list[tuple[str, str]]:
    return [(e.kind, e.group) for e in find_errors(load_hpo(), gold, said)]


@pytest.mark.parametrize(
    ("said", "relation"),
    [(SEIZURE, "same"), (NERVOUS, "parent"), (FOCAL, "child"), (SCOLIOSIS, "other"), ("", "none")],
)
def test_a_code_is_named_by_where_it_stands_from_the_golds(said: str, relation: str) -> None:
    assert relate(load_hpo(), unit(SEIZURE, 0, 1), unit(said, 0, 1)) == relation


def test_a_mention_that_is_found_with_its_code_and_status_is_no_error() -> None:
    assert groups([unit(SEIZURE, 14, 22)], [unit(SEIZURE, 14, 22)]) == []


def test_a_mention_nobody_named_is_missed_and_one_nobody_annotated_is_extra() -> None:
    assert groups([unit(SEIZURE, 14, 22)], [unit(SCOLIOSIS, 27, 36, "absent")]) == [
        ("fn", "missed"),
        ("fp", "extra, absent"),
    ]


def test_another_code_in_the_place_is_told_by_its_relation() -> None:
    assert groups([unit(SCOLIOSIS, 27, 36)], [unit(KYPHOSIS, 27, 36)]) == [("fn", "coded as sibling")]


def test_equal_codes_are_paired_before_longer_overlaps() -> None:
    said = [unit(NERVOUS, 10, 22), unit(SEIZURE, 14, 22)]
    assert groups([unit(SEIZURE, 12, 22)], said) == [("fp", "beside a mention, present")]


def test_a_wrong_status_or_subject_is_neither_missed_nor_extra() -> None:
    gold = [unit(SEIZURE, 14, 22, "present"), unit(SCOLIOSIS, 27, 36, "absent", "patient")]
    said = [unit(SEIZURE, 14, 22, "uncertain"), unit(SCOLIOSIS, 27, 36, "absent", "family")]
    assert groups(gold, said) == [
        ("status", "present, said uncertain"),
        ("status", "subject patient, said family"),
    ]


def test_a_gold_code_that_is_no_phenotype_lies_outside_the_vocabulary() -> None:
    assert groups([unit("HP:0000007", 0, 3)], []) == [("fn", "outside the vocabulary")]


def test_a_mention_without_any_code_in_the_gold_is_found_by_its_place() -> None:
    assert groups([unit("", 14, 22)], [unit(SEIZURE, 14, 22)]) == []


def test_mentions_of_other_types_and_facts_of_other_kinds_take_no_part() -> None:
    document = {
        "mentions": [
            {"type": "HPO", "code": SEIZURE, "spans": [[14, 22]], "status": None, "subject": None},
            {"type": "drug", "code": None, "spans": [[0, 3]], "status": None, "subject": None},
        ]
    }
    facts = [fact(SEIZURE, 14, 22), fact("", 0, 3) | {"kind": "medication", "code": None}]
    assert list(find_mention_errors(load_hpo(), document, facts, SETTINGS)) == []


def test_a_code_present_in_one_place_is_present_in_the_document() -> None:
    document = {"mentions": None, "doc_codes": {"present": [SEIZURE]}}
    facts = [fact(SEIZURE, 14, 22, "absent"), fact(SEIZURE, 30, 38)]
    assert list(find_code_errors(load_hpo(), document, facts, {})) == []


def test_a_code_said_of_others_alone_is_a_wrong_subject() -> None:
    document = {"mentions": None, "doc_codes": {"present": [SEIZURE]}}
    errors = find_code_errors(load_hpo(), document, [fact(SEIZURE, 14, 22, subject="literature")], {})
    assert [e.group for e in errors] == ["present, said of other"]


def test_a_code_that_is_only_denied_is_no_false_positive() -> None:
    document = {"mentions": None, "doc_codes": {"present": []}}
    facts = [fact(SEIZURE, 14, 22), fact(SCOLIOSIS, 27, 36, "absent")]
    errors = list(find_code_errors(load_hpo(), document, facts, {}))
    assert [(e.group, e.said and e.said.codes) for e in errors] == [("extra, present", {SEIZURE})]


def test_an_error_is_shown_with_both_codes_in_its_context() -> None:
    (error,) = find_errors(load_hpo(), [unit(SCOLIOSIS, 27, 36)], [unit(KYPHOSIS, 27, 36)])
    assert describe(load_hpo(), TEXT, error).split("\n") == [
        "gold HP:0002650 Scoliosis; said HP:0002808 Kyphosis",
        "      The twins had seizures, no [[scoliosis]] and a cleft lip.",
    ]
