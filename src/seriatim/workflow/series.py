"""Files to a stored series, and the series as it is drawn from the store."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from seriatim.model import Protocol, Series
from seriatim.workflow.case import DEFAULTS, Options, find_releases, hash_file
from seriatim.workflow.decided import decided_cases
from seriatim.workflow.files import Outcome, find_inputs, read_cases

if TYPE_CHECKING:
    from seriatim.series import Store


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
