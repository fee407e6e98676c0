"""From a patient's facts to the verdict of a criteria set."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache

from seriatim.criteria.evidence import Index, Reported
from seriatim.criteria.explain import describe_readings, to_items, to_words
from seriatim.criteria.flips import find_flips
from seriatim.criteria.hierarchy import Hierarchy, find_closure
from seriatim.criteria.judgement import Judgement, judge
from seriatim.criteria.pack import Pack
from seriatim.model import Fact, Patient, Report, Verdict

_EMPTY = Index({}, {})


def assess_case(
    patients: Sequence[Patient],
    facts: Sequence[Fact],
    report: Report | None,
    packs: Mapping[str, Pack],
    hierarchy: Hierarchy,
) -> tuple[Verdict, ...]:
    """Apply every pack: those about patients to each patient, those about the report once.

    Args:
        patients: the people of the report, in order.
        facts: everything read from it; facts about relatives, other people and the literature are left out.
        report: the report itself, or None for a case written by hand.
        packs: by id, as `load_packs` gives them.
        hierarchy: the ontology the codes come from.

    Returns:
        Verdicts in the order of the packs, and within a pack in the order of the patients.
    """
    closure = find_closure(hierarchy, _asked(tuple(packs.values())))
    reported = Reported.of(report, patients, facts)
    indexes = {p.id: Index.of(_of_patient(facts, p.id), closure) for p in patients}
    about_report = [pack for pack in packs.values() if pack.scope == "report"]
    everyone = Index.of(reported.facts, closure) if any(p.codes for p in about_report) else _EMPTY
    verdicts: list[Verdict] = []
    for pack in packs.values():
        if pack.scope == "report":
            verdicts.append(_assess(pack, everyone, reported, None))
        else:
            verdicts.extend(_assess(pack, indexes[p.id], reported, p.id) for p in patients)
    return tuple(verdicts)


def assess(
    pack: Pack,
    facts: Iterable[Fact],
    hierarchy: Hierarchy,
    *,
    patient: str | None = None,
    patients: Sequence[Patient] = (),
    report: Report | None = None,
) -> Verdict:
    """Apply one pack to one patient, or to the report where the pack is about reports.

    Args:
        pack: the criteria set.
        facts: the report's facts; only those said of `patient` count, or of any patient where it is None.
        hierarchy: the ontology the codes come from.
        patient: the patient's id.
        patients: everyone the report describes; needed by packs about the report.
        report: the report itself, for the same.

    Example:
        >>> from seriatim.criteria import Lineage, load_packs
        >>> rash = Fact(id="F1", kind="phenotype", label="malar rash", spans=(), code="HP:0025300", patient="P1")
        >>> verdict = assess(load_packs()["acr-1997"], [rash], Lineage(lambda code: frozenset({code})))
        >>> verdict.status, verdict.score, verdict.range
        ('unknown', 1, (1, 11))
    """
    held = tuple(facts)
    reported = Reported.of(report, patients, held)
    mine = reported.facts if patient is None else _of_patient(held, patient)
    index = Index.of(mine, find_closure(hierarchy, pack.codes))
    return _assess(pack, index, reported, patient)


def _of_patient(facts: Iterable[Fact], patient: str) -> tuple[Fact, ...]:
    return tuple(f for f in facts if f.subject == "patient" and f.patient == patient)


@lru_cache(maxsize=16)
def _asked(packs: tuple[Pack, ...]) -> frozenset[str]:
    return frozenset().union(*(pack.codes for pack in packs))


def _assess(pack: Pack, index: Index, reported: Reported, patient: str | None) -> Verdict:
    if pack.by_code_alone and not index.touches(pack.codes):
        return replace(_blank(pack), patient=patient)
    return _write(judge(pack, index, reported), patient)


@lru_cache(maxsize=256)
def _blank(pack: Pack) -> Verdict:
    """Give the verdict on a patient of whom nothing that matters is reported."""
    return _write(judge(pack, _EMPTY, Reported()), None)


def _write(judgement: Judgement, patient: str | None) -> Verdict:
    pack, outcome = judgement.pack, judgement.outcome
    score = judgement.points
    return Verdict(
        set=pack.id,
        version=pack.version,
        title=pack.title,
        patient=patient,
        status=outcome.status,
        result=outcome.result,
        score=score[0] if score else None,
        threshold=pack.threshold.get(judgement.column),
        range=score,
        items=to_items(judgement),
        assumptions=describe_readings(judgement),
        would_flip=find_flips(judgement),
        why=to_words(judgement),
    )
