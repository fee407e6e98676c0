"""HL7 FHIR R4: one collection bundle a report, its resources tied to the patient and to their words."""

from __future__ import annotations

import re
from typing import Any

from seriatim.export.dating import stamp
from seriatim.model import Case, Fact, Patient

_SYSTEMS = {
    "HP": "http://human-phenotype-ontology.org",
    "MONDO": "http://purl.obolibrary.org/obo/mondo.owl",
    "OMIM": "http://www.omim.org",
    "ORPHA": "http://www.orpha.net",
    "ICD10CM": "http://hl7.org/fhir/sid/icd-10-cm",
    "LOINC": "http://loinc.org",
    "ATC": "http://www.whocc.no/atc",
    "UBERON": "http://purl.obolibrary.org/obo/uberon.owl",
}
_INTERPRETATION = {
    "normal": "N",
    "abnormal": "A",
    "high": "H",
    "low": "L",
    "positive": "POS",
    "negative": "NEG",
}
_CATEGORY = {
    "measurement": "laboratory",
    "imaging": "imaging",
    "histology": "procedure",
    "procedure": "procedure",
}
_VERIFICATION = {"present": "confirmed", "absent": "refuted", "uncertain": "unconfirmed"}


def make_bundle(case: Case) -> dict[str, Any]:
    """Make a FHIR bundle of a case.

    Findings and diseases become Condition (absent ones `refuted`), results Observation, drugs
    MedicationStatement, interventions Procedure. Every resource quotes its words in a note.
    """
    entries = [_patient(case, p) for p in case.patients]
    for patient in case.patients:
        made = (_resource(case, patient, fact) for fact in case.facts_of(patient.id))
        entries += [resource for resource in made if resource]
    return {
        "resourceType": "Bundle",
        "id": _identifier(case.report.id),
        "type": "collection",
        "timestamp": stamp(),
        "entry": [{"fullUrl": f"urn:seriatim:{r['resourceType']}/{r['id']}", "resource": r} for r in entries],
    }


def _identifier(*parts: str) -> str:
    """FHIR ids hold letters, digits, dots and hyphens, 64 at most."""
    return re.sub(r"[^A-Za-z0-9.-]", "-", "-".join(parts))[-64:]


def _patient(case: Case, patient: Patient) -> dict[str, Any]:
    return {
        "resourceType": "Patient",
        "id": _identifier(case.report.id, patient.id),
        "gender": patient.sex if patient.sex in ("female", "male") else "unknown",
    }


def _resource(case: Case, patient: Patient, fact: Fact) -> dict[str, Any] | None:
    make = _MAKERS.get(fact.kind)
    if make is None or (fact.status != "present" and fact.kind not in ("phenotype", "disease")):
        return None
    subject = {"reference": f"urn:seriatim:Patient/{_identifier(case.report.id, patient.id)}"}
    base = {
        "id": _identifier(case.report.id, fact.id),
        "note": [{"text": " ... ".join(s.text for s in fact.spans)}],
    }
    return base | make(fact) | {"subject": subject}


def _concept(fact: Fact) -> dict[str, Any]:
    codings = []
    for code in fact.all_codes:
        prefix, _, rest = code.partition(":")
        if prefix in _SYSTEMS:
            codings.append({"system": _SYSTEMS[prefix], "code": code if prefix in ("HP", "MONDO") else rest})
    return ({"coding": codings} if codings else {}) | {"text": fact.label}


def _condition(fact: Fact) -> dict[str, Any]:
    status = "http://terminology.hl7.org/CodeSystem/condition-ver-status"
    condition: dict[str, Any] = {
        "resourceType": "Condition",
        "code": _concept(fact),
        "verificationStatus": {
            "coding": [{"system": status, "code": "confirmed" if fact.gone else _VERIFICATION[fact.status]}]
        },
    }
    if fact.gone:
        clinical = "http://terminology.hl7.org/CodeSystem/condition-clinical"
        condition["clinicalStatus"] = {"coding": [{"system": clinical, "code": "resolved"}]}
    if fact.sites:
        condition["bodySite"] = [
            {"text": " ".join(filter(None, (site.laterality, site.label)))} for site in fact.sites
        ]
    onset = fact.onset or (fact.time.age if fact.time else None)
    return condition | ({"onsetString": onset} if onset else {})


def _observation(fact: Fact) -> dict[str, Any]:
    observation: dict[str, Any] = {"resourceType": "Observation", "status": "final", "code": _concept(fact)}
    category = "http://terminology.hl7.org/CodeSystem/observation-category"
    observation["category"] = [{"coding": [{"system": category, "code": _CATEGORY[fact.kind]}]}]
    if fact.number is not None and fact.unit:
        quantity = {
            "value": fact.number,
            "unit": fact.unit,
            "system": "http://unitsofmeasure.org",
            "code": fact.unit,
        }
        observation["valueQuantity"] = quantity
    elif fact.value:
        observation["valueString"] = fact.value
    if fact.interpretation:
        system = "http://terminology.hl7.org/CodeSystem/v3-ObservationInterpretation"
        observation["interpretation"] = [
            {"coding": [{"system": system, "code": _INTERPRETATION[fact.interpretation]}]}
        ]
    return observation


def _medication(fact: Fact) -> dict[str, Any]:
    statement: dict[str, Any] = {
        "resourceType": "MedicationStatement",
        "status": "unknown",
        "medicationCodeableConcept": _concept(fact),
    }
    told = " ".join(filter(None, (fact.dose, fact.route, fact.frequency, fact.duration)))
    return statement | ({"dosage": [{"text": told}]} if told else {})


def _procedure(fact: Fact) -> dict[str, Any]:
    return {"resourceType": "Procedure", "status": "completed", "code": _concept(fact)}


_MAKERS = {
    "phenotype": _condition,
    "disease": _condition,
    "measurement": _observation,
    "imaging": _observation,
    "histology": _observation,
    "procedure": _observation,
    "medication": _medication,
    "intervention": _procedure,
}
