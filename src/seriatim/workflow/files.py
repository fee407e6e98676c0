"""Many files to cases: in order, with workers, and one line for each that cannot be read."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path

from seriatim.errors import InputError
from seriatim.model import Case
from seriatim.workflow.case import DEFAULTS, Options, build_case

READABLE = (".txt", ".text", ".xml", ".nxml", ".pdf", ".docx", ".html", ".htm", ".xhtml", ".gz", ".zip")
_AHEAD = 4  # files handed out per worker before their results are asked for


@dataclass(frozen=True)
class Outcome:
    """What became of one input: its cases, and the errors of those parts that could not be read."""

    path: str
    cases: tuple[Case, ...] = ()
    errors: tuple[InputError, ...] = ()


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
    """Read one file, or every article of an archive, into an outcome.

    Args:
        path: the file.
        options: how it is read.

    Returns:
        The cases, and an error for each article that could not be read; nothing is raised for bad input.
    """
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
