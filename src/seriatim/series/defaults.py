"""The protocol of a series that has none: columns for what most of its cases report."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from seriatim.model import Case, Protocol, Variable

_MOST_FINDINGS = 12
_MOST_DISEASES = 4
_MOST_TESTS = 6


def default_protocol(cases: Iterable[Case]) -> Protocol:
    """Choose variables by how many patients report them; ties in alphabetical order."""
    diseases: Counter[tuple[str, str]] = Counter()
    findings: Counter[tuple[str, str]] = Counter()
    tests: Counter[tuple[str, str]] = Counter()
    wanted = {"disease": diseases, "phenotype": findings, "measurement": tests}
    for case in cases:
        for patient in case.patients:
            facts = case.facts_of(patient.id)
            seen = {
                (f.kind, f.code, f.label)
                for f in facts
                if f.code and f.kind in wanted and f.status != "uncertain"
            }
            for kind, code in {(k, c) for k, c, _ in seen}:
                label = min(label for k, c, label in seen if (k, c) == (kind, code))
                wanted[kind][(str(code), label)] += 1
    return Protocol(
        id="default",
        question="What do these reports say of their patients?",
        variables=(
            Variable("sex", "Sex", "sex"),
            Variable("age", "Age (years)", "age"),
            *_variables(diseases, _MOST_DISEASES, "finding"),
            *_variables(findings, _MOST_FINDINGS, "finding"),
            *_variables(tests, _MOST_TESTS, "measurement"),
            Variable("treatments", "Treatments", "treatment"),
            Variable("response", "Response", "response"),
            Variable("outcome", "Outcome", "outcome"),
            Variable("follow_up", "Follow-up (months)", "follow_up"),
        ),
    )


def _variables(counts: Counter[tuple[str, str]], most: int, kind: str) -> list[Variable]:
    merged: dict[str, tuple[int, str]] = {}
    for (code, label), n in sorted(counts.items()):
        total, first = merged.get(code, (0, label))
        merged[code] = (total + n, first)
    best = sorted(merged.items(), key=lambda p: (-p[1][0], p[1][1]))[:most]
    return [Variable(code.replace(":", "_").lower(), label, kind, (code,)) for code, (_, label) in best]
