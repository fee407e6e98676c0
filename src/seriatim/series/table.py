"""The case table: a row a patient; a cell is a value, *absent* or *not reported*, and knows its quotes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from seriatim.model import Case, CaseCell, CaseRow, CaseTable, Exclusion, Fact, Patient, Protocol, Variable
from seriatim.series.cells import READERS, Hierarchy, Sheet, is_about
from seriatim.series.durations import in_years

_AROUND = 240  # characters of a quote's surroundings, each way
_STOP = re.compile(r"[.!?](?=\s+[A-Z(])|[.!?]$|\n\s*\n")


def build_table(cases: Iterable[Case], protocol: Protocol, hierarchy: Hierarchy) -> CaseTable:
    """Make the case table of a series; one case is held at a time.

    Args:
        cases: the cases in the order they shall stand.
        protocol: inclusion and variables.
        hierarchy: the ontology, for descendants.
    """
    rows: list[CaseRow] = []
    excluded: list[Exclusion] = []
    for case in cases:
        if reason := _report_excluded(case, protocol):
            excluded.append(Exclusion(case.report.id, None, reason))
            continue
        for patient in case.patients:
            facts = case.facts_of(patient.id)
            if reason := _patient_excluded(patient, facts, protocol, hierarchy):
                excluded.append(Exclusion(case.report.id, patient.id, reason))
            else:
                rows.append(_row(case, patient, facts, protocol.variables, hierarchy))
    return CaseTable(protocol, tuple(rows), tuple(excluded))


def _row(
    case: Case, patient: Patient, facts: Sequence[Fact], variables: Sequence[Variable], hierarchy: Hierarchy
) -> CaseRow:
    verdicts = [v for v in case.verdicts if v.patient in (patient.id, None)]
    sheet = Sheet(patient, tuple(facts), tuple(verdicts), hierarchy)
    spans = {f.id: (f.start, f.spans[-1].end) for f in facts if f.spans}
    cells = tuple(_with_sentences(READERS[v.type](sheet, v), spans, case.report.text) for v in variables)
    return CaseRow(case.report.id, patient.id, patient.label, case.report.title, case.report.year, cells)


def _with_sentences(cell: CaseCell, spans: Mapping[str, tuple[int, int]], text: str) -> CaseCell:
    """Give the quotes of a cell the sentence they stand in, so that a reader can judge them."""
    quotes = tuple(
        replace(q, sentence=find_surroundings(text, *spans[q.fact])) if q.fact in spans else q
        for q in cell.quotes
    )
    return replace(cell, quotes=quotes) if quotes else cell


def find_surroundings(text: str, start: int, end: int) -> str:
    """Return the words around a place, to the ends of its sentence or a fixed distance.

    Example:
        >>> find_surroundings("He was well. She had a malar rash in May. No fever.", 23, 33)
        'She had a malar rash in May.'
    """
    before = text[max(0, start - _AROUND) : start]
    after = text[end : end + _AROUND]
    opening = max((m.end() for m in _STOP.finditer(before)), default=0)
    closing = _STOP.search(after)
    return " ".join(
        (before[opening:] + text[start:end] + (after[: closing.end()] if closing else after)).split()
    )


def _report_excluded(case: Case, protocol: Protocol) -> str:
    wanted, report = protocol.inclusion, case.report
    if not case.patients:
        return "describes no patient"
    if wanted.article_types and report.article_type and report.article_type not in wanted.article_types:
        return f"article type {report.article_type}"
    if wanted.languages and report.language and report.language not in wanted.languages:
        return f"language {report.language}"
    if wanted.words:
        text = f"{report.title}\n{report.text}".lower()
        if not any(word.lower() in text for word in wanted.words):
            return "none of the protocol's words"
    return ""


def _patient_excluded(
    patient: Patient, facts: Sequence[Fact], protocol: Protocol, hierarchy: Hierarchy
) -> str:
    wanted = protocol.inclusion
    if wanted.codes and not any(
        f.status == "present" and is_about(f, wanted.codes, hierarchy) for f in facts
    ):
        return "none of the protocol's findings"
    youngest, oldest = map(in_years, patient.age_range or (patient.age, patient.age))
    if oldest is not None and wanted.minimum_age is not None and oldest < wanted.minimum_age:
        return "younger than the protocol asks"
    if youngest is not None and wanted.maximum_age is not None and youngest > wanted.maximum_age:
        return "older than the protocol asks"
    return ""
