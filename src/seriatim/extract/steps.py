"""The extraction steps in their order, each with what it needs and what it gives."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, partial
from pathlib import Path

from seriatim.extract._context import Context, Finder, Refiner
from seriatim.extract.pipeline import Step, check_order, group_facts, select_steps
from seriatim.model import Fact


@cache
def default_steps(
    hpo: Path | None = None, terms: tuple[Path, ...] = (), nested: bool = False, kinds: tuple[str, ...] = ()
) -> tuple[Step, ...]:
    """Return the steps every report goes through, checked for order, or those that some kinds of fact take.

    Args:
        hpo: an `hp.obo` to use instead of the bundled release.
        terms: further vocabularies.
        nested: keep mentions that lie inside longer ones.
        kinds: of `seriatim.model.KINDS`; none for all of them.

    Raises:
        UsageError: no such kind.
    """
    steps = (*_finders(hpo, terms, nested), *_refiners(hpo, terms, nested))
    check_order(steps)
    if not kinds:
        return steps
    keep = Step("keep_kinds", lambda _, facts: [f for f in facts if f.kind in kinds])
    return (*select_steps(steps, kinds), keep)


def _finders(hpo: Path | None, terms: tuple[Path, ...], nested: bool) -> tuple[Step, ...]:
    from seriatim.extract.actions.interventions import find_interventions
    from seriatim.extract.actions.medications import find_medications
    from seriatim.extract.actions.outcomes import find_outcomes
    from seriatim.extract.findings.diseases import find_diseases
    from seriatim.extract.findings.phenotypes import find_phenotype_facts
    from seriatim.extract.people.demographics import find_demographics
    from seriatim.extract.results.diagnostics import find_diagnostics
    from seriatim.extract.results.lab_tables import find_table_measurements
    from seriatim.extract.results.measurements import find_measurements
    from seriatim.extract.results.susceptibility import find_susceptibilities
    from seriatim.extract.results.variants import find_variants
    from seriatim.extract.time.timing import find_time_facts
    from seriatim.terms.hpo import load_lexicon

    return (
        _finds(partial(find_phenotype_facts, lexicon=load_lexicon(hpo, terms), nested=nested), "phenotype"),
        _finds(find_diseases, "disease"),
        _finds(find_measurements, "measurement"),
        _finds(find_table_measurements, "measurement"),
        _finds(find_susceptibilities, "measurement"),
        _finds(find_variants, "measurement"),
        _finds(find_diagnostics, "imaging, histology, procedure, measurement"),
        _finds(find_medications, "medication"),
        _finds(find_interventions, "intervention"),
        _finds(find_outcomes, "outcome"),
        _finds(find_demographics, "demographic"),
        _finds(find_time_facts, "time"),
    )


def _refiners(hpo: Path | None, terms: tuple[Path, ...], nested: bool) -> tuple[Step, ...]:
    from seriatim.extract.actions.adverse import attach_adverse_effects
    from seriatim.extract.actions.changes import add_changes, settle_what_changed
    from seriatim.extract.actions.medications import keep_times_of_doses, keep_withheld
    from seriatim.extract.actions.outcomes import attach_outcomes
    from seriatim.extract.findings.examination import add_examined
    from seriatim.extract.findings.functional import add_functional_findings
    from seriatim.extract.findings.gene_diseases import name_gene_diseases
    from seriatim.extract.findings.overlaps import settle_overlaps
    from seriatim.extract.findings.placed_findings import name_placed_findings
    from seriatim.extract.findings.plain_findings import add_plain_findings
    from seriatim.extract.findings.resolved import add_what_was_there
    from seriatim.extract.findings.said_of_people import add_said_of_people
    from seriatim.extract.findings.sites import attach_sites
    from seriatim.extract.findings.sizes import attach_sizes
    from seriatim.extract.people.demographics import settle_vital_status
    from seriatim.extract.people.patients import assign_patients
    from seriatim.extract.results.diagnostics import attach_methods
    from seriatim.extract.results.scores import let_words_win
    from seriatim.extract.status.assertion import assert_facts
    from seriatim.extract.time.timing import attach_times
    from seriatim.terms.hpo import load_lexicon

    return (
        _refines(
            partial(settle_overlaps, nested=nested),
            needs="phenotype, disease, measurement, medication",
            gives="mention",
        ),
        _refines(add_examined, needs="mention, measurement, imaging", gives="examined"),
        _refines(add_functional_findings, needs="mention", gives="functional finding"),
        _refines(add_said_of_people, needs="mention", gives="said of people"),
        _refines(
            add_plain_findings, needs="mention, imaging, examined, said of people", gives="plain finding"
        ),
        _refines(add_changes, needs="mention, plain finding, outcome", gives="change"),
        _refines(attach_methods, needs="mention, imaging", gives="method"),
        _refines(assert_facts, needs="mention", gives="status, subject"),
        _refines(settle_what_changed, needs="status, change", gives="what changed"),
        _refines(name_gene_diseases, needs="subject, disease", gives="gene"),
        _refines(assign_patients, needs="subject", gives="patient"),
        _refines(keep_withheld, needs="patient, status, medication", gives="withheld"),
        _refines(let_words_win, needs="patient, status", gives="score settled"),
        _refines(settle_vital_status, needs="patient, status", gives="vital status, demographic"),
        _refines(attach_sites, needs="status", gives="site"),
        _refines(
            partial(name_placed_findings, lexicon=load_lexicon(hpo, terms)),
            needs="site",
            gives="placed finding",
        ),
        _refines(attach_sizes, needs="status", gives="size"),
        _refines(attach_times, needs="patient, demographic", gives="offset"),
        _refines(keep_times_of_doses, needs="offset, medication", gives="times of doses"),
        _refines(attach_adverse_effects, needs="patient, medication", gives="adverse"),
        _refines(attach_outcomes, needs="patient, outcome, change, adverse", gives="response"),
        _refines(add_what_was_there, needs="patient, status, offset, response", gives="what was there"),
        _refines(group_facts, needs="patient, status", gives="group"),
    )


def _finds(finder: Finder, gives: str) -> Step:
    return Step(_name(finder), _adding(finder), frozenset(), frozenset(gives.split(", ")))


def _refines(refiner: Refiner, *, needs: str, gives: str) -> Step:
    return Step(_name(refiner), refiner, frozenset(needs.split(", ")), frozenset(gives.split(", ")))


def _adding(finder: Finder) -> Callable[[Context, list[Fact]], list[Fact]]:
    return lambda context, facts: facts + finder(context)


def _name(function: Callable[..., object]) -> str:
    return str(getattr(getattr(function, "func", function), "__name__", function))
