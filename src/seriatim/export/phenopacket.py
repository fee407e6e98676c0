"""GA4GH Phenopackets v2, one a patient, with evidence for every feature.

Source: Jacobsen JOB et al. Nat Biotechnol 2022;40:817-20; schema 2.0.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from typing import Any

from seriatim.export.dating import stamp
from seriatim.model import Case, Fact, Patient, Report

_SEX = {"female": "FEMALE", "male": "MALE"}
_INTERPRETATION = {  # NCIT classes that qualify a measured value
    "positive": ("NCIT:C38758", "Positive"),
    "negative": ("NCIT:C38757", "Negative"),
    "high": ("NCIT:C25493", "High"),
    "low": ("NCIT:C54722", "Low"),
    "normal": ("NCIT:C14165", "Normal"),
    "abnormal": ("NCIT:C25401", "Abnormal"),
}
_EVIDENCE = {"id": "ECO:0000033", "label": "author statement supported by traceable reference"}
_RESOURCES = {  # prefix: id, name, url, IRI prefix
    "HP": ("hp", "human phenotype ontology", "http://purl.obolibrary.org/obo/hp.owl", "http://purl.obolibrary.org/obo/HP_"),
    "MONDO": ("mondo", "Mondo Disease Ontology", "http://purl.obolibrary.org/obo/mondo.owl", "http://purl.obolibrary.org/obo/MONDO_"),
    "UBERON": ("uberon", "Uber-anatomy ontology", "http://purl.obolibrary.org/obo/uberon.owl", "http://purl.obolibrary.org/obo/UBERON_"),
    "LOINC": ("loinc", "Logical Observation Identifiers Names and Codes", "https://loinc.org", "https://loinc.org/"),
    "ATC": ("atc", "Anatomical Therapeutic Chemical Classification", "https://atcddd.fhi.no", "http://purl.bioontology.org/ontology/ATC/"),
    "OMIM": ("omim", "Online Mendelian Inheritance in Man", "https://www.omim.org", "https://www.omim.org/entry/"),
    "ORPHA": ("orphanet", "Orphanet", "https://www.orpha.net", "http://www.orpha.net/ORDO/Orphanet_"),
    "ICD10CM": ("icd10cm", "ICD-10-CM", "https://www.cdc.gov/nchs/icd", "http://purl.bioontology.org/ontology/ICD10CM/"),
    "NCIT": ("ncit", "NCI Thesaurus", "http://purl.obolibrary.org/obo/ncit.owl", "http://purl.obolibrary.org/obo/NCIT_"),
    "ECO": ("eco", "Evidence and Conclusion Ontology", "http://purl.obolibrary.org/obo/eco.owl", "http://purl.obolibrary.org/obo/ECO_"),
}  # fmt: skip


def make_phenopackets(case: Case) -> list[dict[str, Any]]:
    """Make a phenopacket for each patient of a case.

    Uncoded and uncertain findings have no place in the schema and are left out; what is absent is `excluded`,
    unless it was there before.

    Returns:
        Phenopackets as JSON data, in the order of the patients.
    """
    return [_phenopacket(case, patient) for patient in case.patients]


def _phenopacket(case: Case, patient: Patient) -> dict[str, Any]:
    facts = [f for f in case.facts_of(patient.id) if f.status != "uncertain" and not f.gone]
    evidence = _reference(case.report)
    packet = {
        "id": f"{case.report.id}_{patient.id}",
        "subject": _subject(patient, facts),
        "phenotypicFeatures": [_feature(f, evidence) for f in _coded(facts, "HP:")],
        "measurements": [m for f in facts if f.kind == "measurement" and (m := _measurement(f))],
        "diseases": [
            _disease(f) for f in _coded(facts, "MONDO:", "OMIM:", "ORPHA:", "ICD10CM:") if f.kind == "disease"
        ],
        "medicalActions": _actions(facts),
    }
    packet = {k: v for k, v in packet.items() if v}
    return packet | {"metaData": _metadata(case, packet, evidence)}


def _coded(facts: list[Fact], *prefixes: str) -> Iterator[Fact]:
    """Facts with a code of one of the vocabularies, one for each code and status."""
    seen: set[tuple[str, str]] = set()
    for fact in facts:
        code = _first(fact, prefixes)
        if code and (code, fact.status) not in seen and fact.kind in ("phenotype", "disease"):
            seen.add((code, fact.status))
            yield fact


def _first(fact: Fact, prefixes: tuple[str, ...]) -> str | None:
    return next((c for p in prefixes for c in fact.all_codes if c.startswith(p)), None)


def _subject(patient: Patient, facts: list[Fact]) -> dict[str, Any]:
    subject: dict[str, Any] = {"id": patient.id, "sex": _SEX.get(patient.sex or "", "UNKNOWN_SEX")}
    if told := _age(patient.age, patient.age_range):
        subject["timeAtLastEncounter"] = told
    if any(f.vital_status and f.vital_status.upper() == "DECEASED" for f in facts):
        subject["vitalStatus"] = {"status": "DECEASED"}
    return subject | {"taxonomy": {"id": "NCBITaxon:9606", "label": "Homo sapiens"}}


def _age(age: str | None, span: tuple[str, str] | None) -> dict[str, Any]:
    """An age or a span of ages as a TimeElement; nothing where none is told."""
    if age:
        return {"age": {"iso8601duration": age}}
    if span:
        youngest, oldest = ({"iso8601duration": end} for end in span)
        return {"ageRange": {"start": youngest, "end": oldest}}
    return {}


def _feature(fact: Fact, evidence: dict[str, Any]) -> dict[str, Any]:
    code = _first(fact, ("HP:",))
    feature: dict[str, Any] = {
        "description": _quote(fact),
        "type": {"id": code, "label": _name(code) or fact.label},
    }
    if fact.status == "absent":
        feature["excluded"] = True
    onset = fact.onset or (fact.time.age if fact.time and fact.time.relation == "before" else None)
    onset = onset if onset and onset.startswith("P") else None
    span = fact.time.age_range if fact.time and fact.time.relation == "before" else None
    if told := _age(onset, span):
        feature["onset"] = told
    return feature | {"evidence": [{"evidenceCode": _EVIDENCE, "reference": evidence}]}


def _measurement(fact: Fact) -> dict[str, Any] | None:
    if not fact.code:
        return None
    measurement: dict[str, Any] = {
        "description": _quote(fact),
        "assay": {"id": fact.code, "label": fact.label},
    }
    if fact.number is not None and fact.unit:
        quantity: dict[str, Any] = {
            "unit": {"id": f"UCUM:{fact.unit}", "label": fact.unit},
            "value": fact.number,
        }
        return measurement | {"value": {"quantity": quantity}}
    if fact.interpretation:
        identifier, label = _INTERPRETATION[fact.interpretation]
        return measurement | {"value": {"ontologyClass": {"id": identifier, "label": label}}}
    return None


def _disease(fact: Fact) -> dict[str, Any]:
    code = _first(fact, ("MONDO:", "OMIM:", "ORPHA:", "ICD10CM:"))
    disease: dict[str, Any] = {"term": {"id": code, "label": fact.label}}
    return disease | ({"excluded": True} if fact.status == "absent" else {})


def _actions(facts: list[Fact]) -> list[dict[str, Any]]:
    """One action for each coded drug or intervention, with the doses that are told of it."""
    given: dict[str, list[Fact]] = {}
    for fact in facts:
        if fact.kind in ("medication", "intervention") and fact.status == "present" and fact.code:
            given.setdefault(fact.code, []).append(fact)
    return [_action(same) for same in given.values()]


def _action(same: list[Fact]) -> dict[str, Any]:
    fact = same[0]
    coded = {"id": fact.code, "label": fact.label}
    if fact.kind == "intervention":
        return {"procedure": {"code": coded}}
    doses = [d for f in same if (d := _dose(f))]
    return {"treatment": {"agent": coded} | ({"doseIntervals": doses} if doses else {})}


def _dose(fact: Fact) -> dict[str, Any] | None:
    from seriatim.text.numbers import find_quantities

    told = find_quantities(fact.dose, 0, len(fact.dose)) if fact.dose else ()
    if len(told) != 1 or not told[0].ucum:
        return None
    return {
        "quantity": {"unit": {"id": f"UCUM:{told[0].ucum}", "label": told[0].ucum}, "value": told[0].number}
    }


@cache
def _names() -> Callable[[str], str | None]:
    from seriatim.terms.hpo import load_hpo

    return load_hpo().name


def _name(code: str | None) -> str | None:
    """The ontology's own label of an HPO code."""
    return _names()(code) if code else None


def _quote(fact: Fact) -> str:
    return " ... ".join(span.text for span in fact.spans)


def _reference(report: Report) -> dict[str, Any]:
    identifier = (
        f"PMID:{report.pmid}" if report.pmid else f"DOI:{report.doi}" if report.doi else f"report:{report.id}"
    )
    return {"id": identifier, "description": report.title or report.id}


def _metadata(case: Case, packet: dict[str, Any], evidence: dict[str, Any]) -> dict[str, Any]:
    used = sorted({identifier.split(":")[0] for identifier in _identifiers(packet)} & set(_RESOURCES))
    resources = []
    for prefix in used:
        name, title, url, iri = _RESOURCES[prefix]
        version = case.releases.get("hpo", "unspecified") if prefix == "HP" else "unspecified"
        resources.append(
            {
                "id": name,
                "name": title,
                "url": url,
                "version": version,
                "namespacePrefix": prefix,
                "iriPrefix": iri,
            }
        )
    return {
        "created": stamp(),
        "createdBy": f"seriatim {case.releases.get('seriatim', '')}".strip(),
        "resources": resources,
        "phenopacketSchemaVersion": "2.0",
        "externalReferences": [evidence],
    }


def _identifiers(data: Any) -> Iterator[str]:
    if isinstance(data, dict):
        if isinstance(data.get("id"), str):
            yield data["id"]
        for value in data.values():
            yield from _identifiers(value)
    elif isinstance(data, list):
        for value in data:
            yield from _identifiers(value)
