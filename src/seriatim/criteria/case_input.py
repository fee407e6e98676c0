"""Cases written by hand, by Seriatim, or as a GA4GH Phenopacket, read for judging."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from seriatim.errors import InputError
from seriatim.model import INTERPRETATIONS, Fact, Patient, Report, from_json

_ADVICE = (
    'give {"facts": [{"kind": "phenotype", "code": "HP:0025300", "status": "present"}]} or a Phenopacket v2'
)


@dataclass(frozen=True)
class CaseInput:
    """What criteria need of a case.

    Attributes:
        report: None where the case was written by hand or is a Phenopacket.
    """

    name: str
    patients: tuple[Patient, ...]
    facts: tuple[Fact, ...]
    report: Report | None = None


def read_case_inputs(path: str | Path) -> tuple[CaseInput, ...]:
    """Read the cases of a JSON file: one object, or a list of them.

    Raises:
        InputError: where the file is not JSON, or not a case.
    """
    try:
        data = json.loads(Path(path).read_text("utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(path, f"cannot be read ({error.__class__.__name__})", "check the path") from error
    except json.JSONDecodeError as error:
        raise InputError(path, f"is not JSON (line {error.lineno}: {error.msg})", _ADVICE) from error
    objects = data if isinstance(data, list) else [data]
    try:
        return tuple(_read(each, Path(path).stem) for each in objects)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise InputError(path, f"is not a case ({error})", _ADVICE) from error


def _read(data: Any, name: str) -> CaseInput:
    if not isinstance(data, Mapping):
        raise TypeError("an object was expected")
    if "facts" in data:
        return _read_case(data, name)
    if "phenotypicFeatures" in data or "subject" in data:
        return _read_phenopacket(data, name)
    raise ValueError("it has neither 'facts' nor 'phenotypicFeatures'")


def _read_case(data: Mapping[str, Any], name: str) -> CaseInput:
    facts = tuple(_read_fact(fact, n) for n, fact in enumerate(data["facts"], 1))
    patients = tuple(from_json(Patient, p) for p in data.get("patients") or ())
    named = dict.fromkeys(f.patient for f in facts if f.patient)
    if not patients:
        patients = tuple(Patient(p) for p in named) or (Patient("P1"),)
    written = data.get("report")
    report = from_json(Report, {"id": name, **written}) if written else None
    return CaseInput(report.id if report else name, patients, facts, report)


def _read_fact(data: Mapping[str, Any], number: int) -> Fact:
    code = data.get("code")
    whose = {} if data.get("subject", "patient") != "patient" else {"patient": "P1"}
    label = data.get("label") or code or ""
    return from_json(
        Fact, {"id": f"F{number}", "kind": "phenotype", "label": label, "spans": [], **whose, **data}
    )


def _read_phenopacket(data: Mapping[str, Any], name: str) -> CaseInput:
    """Read what a Phenopacket v2 says of its subject."""
    subject = data.get("subject") or {}
    made = [_feature(f, "type", "phenotype") for f in data.get("phenotypicFeatures") or ()]
    made += [_feature(d, "term", "disease") for d in data.get("diseases") or ()]
    made += [_measurement(m) for m in data.get("measurements") or ()]
    made += [_treatment(a["treatment"]) for a in data.get("medicalActions") or () if "treatment" in a]
    facts = tuple(_read_fact(fact, n) for n, fact in enumerate(made, 1))
    sex = str(subject.get("sex", "")).lower()
    seen = subject.get("timeAtLastEncounter") or {}
    span = seen.get("ageRange") or {}
    patient = Patient(
        "P1",
        sex=sex if sex in ("female", "male") else None,
        age=(seen.get("age") or {}).get("iso8601duration"),
        age_range=(span["start"]["iso8601duration"], span["end"]["iso8601duration"]) if span else None,
        label=str(subject.get("id", "")),
    )
    return CaseInput(str(data.get("id") or name), (patient,), facts)


def _feature(data: Mapping[str, Any], key: str, kind: str) -> dict[str, Any]:
    age = (data.get("onset") or {}).get("age") or {}
    return {
        "kind": kind,
        "code": data[key]["id"],
        "label": data[key].get("label", ""),
        "status": "absent" if data.get("excluded") else "present",
        "onset": age.get("iso8601duration"),
    }


def _measurement(data: Mapping[str, Any]) -> dict[str, Any]:
    value = data.get("value") or {}
    quantity, term = value.get("quantity") or {}, value.get("ontologyClass") or {}
    said = str(term.get("label", "")).lower()
    unit = (quantity.get("unit") or {}).get("id", "")
    return {
        "kind": "measurement",
        "code": data["assay"]["id"],
        "label": data["assay"].get("label", ""),
        "number": quantity.get("value"),
        "unit": unit.partition(":")[2] or unit or None,
        "value": term.get("label"),
        "interpretation": said if said in INTERPRETATIONS else _interpret(quantity),
    }


def _interpret(quantity: Mapping[str, Any]) -> str | None:
    """Compare a quantity with the reference range it carries."""
    bounds, value = quantity.get("referenceRange") or {}, quantity.get("value")
    if value is None or not bounds:
        return None
    if value < bounds.get("low", value):
        return "low"
    return "high" if value > bounds.get("high", value) else "normal"


def _treatment(data: Mapping[str, Any]) -> dict[str, Any]:
    return {"kind": "medication", "code": data["agent"]["id"], "label": data["agent"].get("label", "")}
