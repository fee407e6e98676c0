"""Findings that make a more exact term together with their site."""

from __future__ import annotations

import pytest

from extract.told import facts_of
from seriatim.model import Fact

PATIENT = "A 61-year-old farmer came to our clinic. "


def coded(text: str) -> list[tuple[str, str]]:
    return [(f.label, f.status) for f in facts_of(PATIENT + text) if f.kind == "phenotype"]


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("Ultrasound of the abdomen showed a mass.", "Abdominal mass"),
        ("Radiography of the chest showed infiltrates in both lungs.", "Pulmonary infiltrates"),
        ("He felt pain, which was worst in the right arm.", "Upper limb pain"),
    ],
)
def test_a_finding_takes_the_term_that_it_makes_with_its_site(text: str, label: str) -> None:
    assert (label, "present") in coded(text)


def test_a_denied_finding_is_denied_at_its_site() -> None:
    assert ("Abdominal mass", "absent") in coded("Ultrasound of the abdomen showed no mass.")


def test_a_finding_with_a_term_of_its_own_keeps_it_unless_its_word_is_general() -> None:
    assert [label for label, _ in coded("He had spasticity, first in the arm.")] == ["Spasticity"]


def test_what_is_only_called_abnormal_gets_no_term_from_its_site() -> None:
    facts = [f for f in facts_of(PATIENT + "He had a deformity of the wrist.") if f.label == "deformity"]
    assert all(f.code is None for f in facts)


def test_a_finding_at_sites_that_make_different_terms_is_told_of_each() -> None:
    text = "There was swelling, which was seen on the eyelids and the legs."
    found = [f for f in facts_of(PATIENT + text) if f.kind == "phenotype"]
    assert sorted((f.label, f.sites[0].label) for f in found) == [
        ("Palpebral edema", "eyelid"),
        ("Pedal edema", "leg"),
    ]
    assert len({f.id for f in found}) == 2


def test_the_rule_names_the_finding_and_the_site() -> None:
    (mass,) = (f for f in facts_of(PATIENT + "Palpation of the abdomen revealed a mass.") if _is_mass(f))
    assert mass.rule == "mass of the abdomen (derived)"


def _is_mass(fact: Fact) -> bool:
    return fact.kind == "phenotype" and "mass" in fact.label


@pytest.mark.parametrize(
    "text", ["The boy had a thigh fracture.", "The boy had hyperplasia of the condyles of the mandible."]
)
def test_a_finding_of_a_part_takes_no_term_of_the_whole(text: str) -> None:
    assert not [f for f in facts_of(text) if f.kind == "phenotype" and f.code]


def test_a_side_of_a_place_is_the_place() -> None:
    found = facts_of("The boy had swelling of the left side of the face.")
    assert "Facial edema" in {f.label for f in found}
