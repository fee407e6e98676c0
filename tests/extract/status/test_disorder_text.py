"""Texts that describe a disorder and no patient of their own."""

from __future__ import annotations

from dataclasses import replace

from extract.invented import context, facts
from seriatim.extract.people.patients import find_patients
from seriatim.extract.status.assertion import assert_facts

SOURCES = (
    "Moreau and Lind (1994) described the syndrome. Okafor et al. (2001) saw ataxia. Brandt (2011) agreed. "
)


def status(text: str, finding: str, *sections: tuple[str, str]) -> str:
    where = context(text, *sections)
    where = replace(where, people=find_patients(where.prose))
    [fact] = assert_facts(where, facts(where, finding))
    return fact.status


def test_what_a_disorder_may_lead_to_is_one_of_its_features() -> None:
    text = "Patients with Tilney syndrome have short hands. Scarring may lead to contractures."
    assert status(text, "contractures") == "present"


def test_what_may_occur_in_a_text_that_retells_its_sources_is_a_feature() -> None:
    assert status(SOURCES + "A 6-year-old boy was examined. Reflux might cause cough.", "cough") == "present"


def test_a_patient_of_ones_own_may_have_a_finding_without_having_it() -> None:
    text = "A 41-year-old woman was admitted. Patients with gout are many. She may have neuropathy."
    assert status(text, "neuropathy") == "uncertain"


def test_our_patient_is_ones_own_though_nothing_else_is_told_of_him() -> None:
    text = "Patients with gout are many. Our patient may have neuropathy."
    assert status(text, "neuropathy") == "uncertain"


def test_a_headed_case_is_a_patient_of_ones_own_however_many_sources_are_named() -> None:
    text = "CASE REPORT " + SOURCES + "There might be reflux."
    assert status(text, "reflux", ("case", "CASE REPORT")) == "uncertain"


def test_a_diagnosis_that_was_suspected_stays_so_in_any_text() -> None:
    assert status(SOURCES + "Neuropathy was suspected.", "Neuropathy") == "uncertain"
