"""Cases by hand, from Seriatim, from a Phenopacket; suppositions."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from criteria.invented import SMALL, fact, item, packs, status
from seriatim.criteria import assess, read_case_inputs, suppose
from seriatim.errors import InputError, UsageError
from seriatim.model import Case, Patient, Report, dump_case


def written(tmp_path: Path, data: Any) -> Path:
    path = tmp_path / "case.json"
    path.write_text(data if isinstance(data, str) else json.dumps(data), "utf-8")
    return path


def test_a_hand_written_case_needs_facts_alone(tmp_path: Path) -> None:
    path = written(tmp_path, {"facts": [{"kind": "phenotype", "code": "HP:0025300", "status": "present"}]})
    (case,) = read_case_inputs(path)
    assert case.patients == (Patient("P1"),)
    verdict = assess(packs()["acr-1997"], case.facts, SMALL, patient="P1")
    assert item(verdict, "malar-rash").status == "met"


def test_a_hand_written_fact_of_the_family_has_no_patient(tmp_path: Path) -> None:
    path = written(tmp_path, {"facts": [{"code": "HP:0025300", "subject": "family"}]})
    assert read_case_inputs(path)[0].facts[0].patient is None


def test_what_seriatim_writes_is_read_again(tmp_path: Path) -> None:
    case = Case(Report("r1", "text"), (Patient("P1", sex="female"),), (fact("HP:0025300"),))
    (read,) = read_case_inputs(written(tmp_path, dump_case(case)))
    assert (read.name, read.patients, read.facts) == ("r1", case.patients, case.facts)


PHENOPACKET = {
    "id": "packet-1",
    "subject": {"id": "woman", "sex": "FEMALE", "timeAtLastEncounter": {"age": {"iso8601duration": "P30Y"}}},
    "phenotypicFeatures": [
        {"type": {"id": "HP:0025300", "label": "Malar rash"}},
        {"type": {"id": "HP:0001250", "label": "Seizure"}, "excluded": True},
        {"type": {"id": "HP:0001324", "label": "Weakness"}, "onset": {"age": {"iso8601duration": "P20Y"}}},
    ],
    "diseases": [{"term": {"id": "MONDO:0019558", "label": "discoid lupus"}}],
    "measurements": [
        {
            "assay": {"id": "LOINC:777-3", "label": "Platelets"},
            "value": {"quantity": {"unit": {"id": "UCUM:10*9/L"}, "value": 80}},
        },
        {
            "assay": {"id": "LOINC:4485-9", "label": "C3"},
            "value": {
                "quantity": {
                    "unit": {"id": "UCUM:g/L"},
                    "value": 0.4,
                    "referenceRange": {"low": 0.9, "high": 1.8},
                }
            },
        },
        {
            "assay": {"id": "LOINC:5048-4", "label": "ANA"},
            "value": {"ontologyClass": {"id": "X:1", "label": "Positive"}},
        },
    ],
    "medicalActions": [{"treatment": {"agent": {"id": "ATC:H02AB07", "label": "prednisone"}}}],
}


def test_a_phenopacket_is_judged_like_a_case(tmp_path: Path) -> None:
    (case,) = read_case_inputs(written(tmp_path, PHENOPACKET))
    assert case.patients[0] == Patient("P1", sex="female", age="P30Y", label="woman")
    verdict = assess(packs()["slicc-2012"], case.facts, SMALL, patient="P1")
    met = {i.id for i in verdict.items if i.status == "met"}
    assert met == {"acute-cutaneous", "chronic-cutaneous", "thrombocytopenia", "ana", "low-complement"}
    assert verdict.status == "met"
    assert assess(packs()["eular-acr-iim-2017"], case.facts, SMALL, patient="P1").score == 1.3


@pytest.mark.parametrize(
    "data", ["{", '{"title": "nothing"}', "[3]", '{"facts": [3]}', '{"subject": {}, "diseases": [{}]}']
)
def test_what_is_not_a_case_is_named_with_advice(tmp_path: Path, data: str) -> None:
    with pytest.raises(InputError, match=r"case\.json") as raised:
        read_case_inputs(written(tmp_path, data))
    assert "Phenopacket" in raised.value.advice


def test_suppositions_replace_what_is_said() -> None:
    facts = [fact("HP:0025300", "absent")]
    assert status("acr-1997", "malar-rash", *suppose(facts, ["HP:0025300=present"], "P1")) == "met"
    assert status("acr-1997", "malar-rash", *suppose(facts, ["HP:0025300=unreported"], "P1")) == "unknown"
    assert status("acr-1997", "renal", *suppose(facts, ["LOINC:2889-4=2.3 g/d"], "P1")) == "met"
    assert status("eular-acr-2019", "ana", *suppose(facts, ["LOINC:5048-4=1:80"], "P1")) == "met"
    assert status("slicc-2012", "low-complement", *suppose(facts, ["LOINC:4485-9=low"], "P1")) == "met"


@pytest.mark.parametrize("supposition", ["HP:0025300", "rash=present", "HP:0025300=perhaps", "HP:0025300="])
def test_a_malformed_supposition_is_refused(supposition: str) -> None:
    with pytest.raises(UsageError):
        suppose([], [supposition], "P1")
