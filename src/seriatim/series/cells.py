"""How each type of variable is read from one patient's facts and verdicts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol as Interface

from seriatim.model import CaseCell, Fact, Patient, Quote, Variable, Verdict
from seriatim.series.durations import in_months, in_years


class Hierarchy(Interface):
    """What the table asks of an ontology."""

    def ancestors(self, code: str) -> frozenset[str]:
        """Return the code and everything above it."""
        ...


@dataclass(frozen=True)
class Sheet:
    """What is known of one patient, for the readers of cells."""

    patient: Patient
    facts: tuple[Fact, ...]
    verdicts: tuple[Verdict, ...]
    hierarchy: Hierarchy

    def about(self, codes: Sequence[str]) -> list[Fact]:
        """Return the facts with one of the codes or a descendant."""
        return [f for f in self.facts if is_about(f, codes, self.hierarchy)]


def is_about(fact: Fact, codes: Sequence[str], hierarchy: Hierarchy) -> bool:
    """Whether a fact speaks of one of the codes.

    An HPO code stands for its descendants, an ICD-10-CM or ATC code for everything that begins with it; with an
    equals sign before it ("=HP:0010766") a code stands for itself alone.
    """
    for code in fact.all_codes:
        if f"={code}" in codes:
            return True
        if code.startswith(("ICD10CM:", "ATC:")):
            if any(code.startswith(wanted) for wanted in codes):
                return True
        elif code in codes or (code.startswith("HP:") and not hierarchy.ancestors(code).isdisjoint(codes)):
            return True
    return False


def _values(facts: Iterable[Fact], words: Iterable[str], number: float | None = None) -> CaseCell:
    facts, words = list(facts), tuple(dict.fromkeys(words))
    return CaseCell("value", words, number, _quotes(facts)) if words else CaseCell()


def _quotes(facts: Iterable[Fact]) -> tuple[Quote, ...]:
    return tuple(
        Quote(f.id, " ... ".join(" ".join(s.text.split()) for s in f.spans), f.section) for f in facts
    )


def _sex(sheet: Sheet, _: Variable) -> CaseCell:
    facts = [f for f in sheet.facts if f.kind == "demographic" and f.sex]
    return _values(facts, [sheet.patient.sex] if sheet.patient.sex else [])


def _age(sheet: Sheet, _: Variable) -> CaseCell:
    """The age in years; a span of ages ("60-69") is a value without a number."""
    years, own = in_years(sheet.patient.age), (sheet.patient.age, sheet.patient.age_range)
    facts = [f for f in sheet.facts if f.kind == "demographic" and (f.age_iso8601, f.age_range) == own]
    if sheet.patient.age_range:
        return _values(facts, ["-".join(f"{in_years(age):g}" for age in sheet.patient.age_range)])
    return _values(facts, [] if years is None else [f"{years:g}"], years)


def _finding(sheet: Sheet, variable: Variable) -> CaseCell:
    about = [
        f
        for f in sheet.about(variable.codes)
        if f.kind not in ("measurement", "imaging", "histology", "procedure")
        and (f.status != "absent" or not set(variable.codes).isdisjoint(f.all_codes))
    ]  # that anti-Sm is absent does not deny antinuclear antibodies
    return _state_of(about)


def _state_of(facts: Sequence[Fact]) -> CaseCell:
    statuses = {"present" if f.gone else f.status for f in facts}
    ids = _quotes(facts)
    if {"present", "absent"} <= statuses:
        return CaseCell("conflict", ("present and absent",), None, ids)
    if "present" in statuses:
        return CaseCell("value", ("present",), 1.0, ids)
    if "absent" in statuses:
        return CaseCell("absent", (), 0.0, ids)
    return CaseCell("uncertain", (), None, ids) if facts else CaseCell()


def _class(sheet: Sheet, variable: Variable) -> CaseCell:
    found: dict[str, list[Fact]] = {}
    for name, codes in variable.classes.items():
        if facts := [f for f in sheet.about(codes) if f.status == "present"]:
            found[name] = facts
    return _values([f for facts in found.values() for f in facts], found)


def _measurement(sheet: Sheet, variable: Variable) -> CaseCell:
    tests = [f for f in sheet.about(variable.codes) if f.kind == "measurement"]
    shown = [f for f in sheet.about(variable.codes) if f.kind in ("phenotype", "disease")]
    if not tests:
        return _state_of(shown)
    words = [" ".join(filter(None, (f.interpretation, f.value and f"({f.value})"))) or "done" for f in tests]
    return _values([*tests, *shown], words, next((f.number for f in tests if f.number is not None), None))


def _verdict(sheet: Sheet, variable: Variable) -> CaseCell:
    verdict = next((v for v in sheet.verdicts if v.set == variable.criteria), None)
    if verdict is None or (verdict.status == "unknown" and not verdict.result):
        return CaseCell()
    met = {i for item in verdict.items if item.status == "met" for i in item.facts}
    facts = _quotes(f for f in sheet.facts if f.id in met)
    if verdict.result:
        return CaseCell("value" if verdict.status == "met" else "uncertain", (verdict.result,), None, facts)
    return (
        CaseCell("value", ("met",), 1.0, facts)
        if verdict.status == "met"
        else CaseCell("absent", (), 0.0, facts)
    )


def _sites(sheet: Sheet, variable: Variable) -> CaseCell:
    facts = [f for f in sheet.about(variable.codes) if f.status == "present" and f.sites]
    return _values(facts, (s.label for f in facts for s in f.sites))


def _modifier(sheet: Sheet, variable: Variable) -> CaseCell:
    facts = [
        f for f in sheet.about(variable.codes) if f.status == "present" and variable.modifier in f.modifiers
    ]
    return _values(facts, (word for f in facts for word in f.modifiers[variable.modifier]))


def _treatments(sheet: Sheet, variable: Variable) -> list[Fact]:
    given = [f for f in sheet.facts if f.kind in ("medication", "intervention") and f.status == "present"]
    return [f for f in given if not variable.codes or is_about(f, variable.codes, sheet.hierarchy)]


def _treatment(sheet: Sheet, variable: Variable) -> CaseCell:
    given = _treatments(sheet, variable)
    return _values(given, (f.label for f in given))


def _response(sheet: Sheet, variable: Variable) -> CaseCell:
    told = [f for f in _treatments(sheet, variable) if f.response]
    outcomes = [f for f in sheet.facts if f.kind == "outcome" and f.status == "present" and f.response]
    words = tuple(f"{f.label}: {f.response}" for f in told)
    return _values([*told, *outcomes] if told else [], words)


def _outcome(sheet: Sheet, _: Variable) -> CaseCell:
    told = [f for f in sheet.facts if f.kind == "outcome" and f.status == "present"]
    return _values(told, (f.label for f in told))


def _interval(sheet: Sheet, variable: Variable) -> CaseCell:
    first, then = _earliest(sheet, variable.start), _earliest(sheet, variable.codes)
    if first is None or then is None or then[0] < first[0]:
        return CaseCell()
    years = round(then[0] - first[0], 2)
    return _values([first[1], then[1]], [f"{years:g}"], years)


def _earliest(sheet: Sheet, codes: Sequence[str]) -> tuple[float, Fact] | None:
    """The patient's age in years when a fact was first so, by its stated or derived age or onset."""
    dated = [
        (age, f)
        for f in sheet.about(codes)
        if f.status == "present"
        and (age := in_years((f.time.age if f.time else None) or f.onset)) is not None
    ]
    return min(dated, key=lambda pair: pair[0], default=None)


def _follow_up(sheet: Sheet, _: Variable) -> CaseCell:
    after = [
        (months, f)
        for f in sheet.facts
        if f.time
        and f.time.relation == "after"
        and f.time.anchor not in _NOT_OF_THE_CASE
        and (months := in_months(f.time.offset)) is not None
    ]
    if not after:
        return CaseCell()
    months, fact = max(after, key=lambda pair: pair[0])
    return _values([fact], [f"{months:g}"], months)


_NOT_OF_THE_CASE = frozenset({"conception", "birth"})

READERS: dict[str, Callable[[Sheet, Variable], CaseCell]] = {
    "sex": _sex,
    "age": _age,
    "finding": _finding,
    "class": _class,
    "measurement": _measurement,
    "verdict": _verdict,
    "sites": _sites,
    "modifier": _modifier,
    "treatment": _treatment,
    "response": _response,
    "outcome": _outcome,
    "interval": _interval,
    "follow_up": _follow_up,
}
