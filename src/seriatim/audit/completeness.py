"""What a reader of this kind of case needs and does not find."""

from __future__ import annotations

from collections.abc import Iterator

from seriatim.audit.codes import make_note
from seriatim.model import Case, Note, Patient, Verdict
from seriatim.text import Prose
from seriatim.text.tables import read_table

_GIVEN = frozenset({"medication", "intervention"})
_TOLD = ("outcome",)


def check_completeness(case: Case, _: Prose) -> Iterator[Note]:
    """Check each patient for a treatment, an outcome and the tests their disease calls for."""
    for patient in case.patients:
        yield from _course(case, patient)
        for verdict in case.verdicts:
            if verdict.patient == patient.id:
                yield from _analytes(case, patient, verdict)


def _course(case: Case, patient: Patient) -> Iterator[Note]:
    facts = case.facts_of(patient.id)
    who = _who(case, patient)
    if not any(f.kind in _GIVEN and f.status == "present" for f in facts):
        yield make_note("not-reported", f"No treatment of {who} is reported.", patient.spans, (patient.id,))
    if not any(f.kind in _TOLD or f.vital_status or f.response or f.modifiers.get("course") for f in facts):
        yield make_note("not-reported", f"No outcome of {who} is reported.", patient.spans, (patient.id,))


def _analytes(case: Case, patient: Patient, verdict: Verdict) -> Iterator[Note]:
    wanted = [row for row in read_table("required_analytes.tsv") if row["set"] == verdict.set]
    status = {item.id: item.status for item in verdict.items}
    missing = [
        row["name"]
        for row in wanted
        if status.get(row["entry"]) == "met" and status.get(row["item"]) == "unknown"
    ]
    if missing:
        message = f"Not reported of {_who(case, patient)}, and needed for {verdict.title or verdict.set}: {', '.join(missing)}."
        yield make_note("not-reported", message, patient.spans, (patient.id, verdict.set))


def _who(case: Case, patient: Patient) -> str:
    return "the patient" if len(case.patients) == 1 else f"patient {patient.id}"
