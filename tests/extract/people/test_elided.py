"""Findings that a verb alone says of another patient."""

from __future__ import annotations

import pytest

from extract.told import facts_of

TWO = "Patient 1 was a 5-year-old boy. Patient 2 was a 7-year-old girl. "


def said(text: str, label: str) -> dict[str | None, str]:
    return {f.patient: f.status for f in facts_of(TWO + text) if f.label == label}


@pytest.mark.parametrize(
    "text",
    [
        "Patient 1 has ptosis. Patient 2 does not.",
        "Patient 1 had ptosis, but patient 2 did not.",
        "The boy had ptosis, whereas the girl did not.",
    ],
)
def test_a_verb_that_denies_alone_denies_what_the_other_patient_has(text: str) -> None:
    assert said(text, "Ptosis") == {"P1": "present", "P2": "absent"}


def test_a_verb_that_shares_alone_says_of_another_what_was_said_before() -> None:
    assert said("Patient 2 had ptosis, as did patient 1.", "Ptosis") == {"P1": "present", "P2": "present"}


@pytest.mark.parametrize(
    "text",
    [
        "Patient 1 had ptosis. Patient 2 did not walk.",
        "Seizures in patient 1 were rare; those in patient 2 were not. Patient 1 had ptosis.",
        "Patient 1 had ptosis. The cause was sought, but it did not matter.",
        "Patient 1 had ptosis, and surgery was planned; he did not.",
    ],
)
def test_a_verb_with_its_own_object_or_of_the_same_patient_denies_nothing_before_it(text: str) -> None:
    assert said(text, "Ptosis") == {"P1": "present"}
    assert "absent" not in said(text, "Seizure").values()
