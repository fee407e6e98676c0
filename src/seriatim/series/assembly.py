"""Everything a page or a paper shows of a series, drawn in one pass over its cases."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace

from seriatim.model import Case, LedgerEntry, Protocol, Reference, Report, Reviewed, Series, SeriesReport
from seriatim.series.applying import ADDED
from seriatim.series.cells import Hierarchy
from seriatim.series.decisions import NOT_REVIEWED
from seriatim.series.difference import count_flow
from seriatim.series.duplicates import DuplicateFinder
from seriatim.series.links import find_second_hand
from seriatim.series.numbers import TreatmentTally, compare_groups, summarise_columns
from seriatim.series.store import Store
from seriatim.series.table import build_table


def assemble_series(store: Store, cases: Iterable[Case], protocol: Protocol, hierarchy: Hierarchy) -> Series:
    """Draw a whole series from its cases; one case is held at a time.

    Args:
        store: for what surrounds the cases: copies, unreadable files, builds.
        cases: the cases in the state to be shown (as extracted, or as decided by reviewers).
        protocol: inclusion and variables.
        hierarchy: the ontology, for descendants.
    """
    gathered = _Gathered()
    table = build_table(gathered.watch(cases), protocol, hierarchy)
    included = frozenset((row.report, row.patient) for row in table.rows)
    ledger = tuple(gathered.ledger)
    return Series(
        table=table,
        columns=summarise_columns(table),
        agents=gathered.treatments.summarise(included),
        differences=compare_groups(table, protocol.groups) if protocol.groups else (),
        time_to_response=gathered.treatments.summarise_time_to_response(included),
        reports=tuple(gathered.reports),
        ledger=ledger,
        duplicates=gathered.duplicates.find(),
        second_hand=find_second_hand(gathered.skeletons, ledger),
        flow=count_flow(store, table),
        failures=tuple((f.path, f.message) for f in store.failures()),
        build=store.last_build,
        releases=gathered.releases,
        reviewed=_sum_up_review(store, gathered),
    )


def _sum_up_review(store: Store, gathered: _Gathered) -> Reviewed | None:
    """Sum up what reviewers decided; what they rejected is what was read and is not there."""
    reviewers = tuple(store.decisions.reviewers())
    if not reviewers:
        return None
    held = store.count_facts(besides=NOT_REVIEWED)
    facts = sum(held.get(document.id, 0) for document in store.documents())
    actions = gathered.actions
    return Reviewed(
        reviewers=reviewers,
        facts=facts,
        accepted=actions["accept"],
        changed=actions["edit"] + actions["recode"],
        rejected=facts - gathered.read,
        added=actions["add"],
    )


class _Gathered:
    """Collects what the series needs beside the table while the cases stream by."""

    def __init__(self) -> None:
        self.treatments = TreatmentTally()
        self.duplicates = DuplicateFinder()
        self.reports: list[SeriesReport] = []
        self.ledger: list[LedgerEntry] = []
        self.skeletons: list[Report] = []
        self.releases: dict[str, str] = {}
        self.actions: Counter[str] = Counter()
        self.read = 0

    def watch(self, cases: Iterable[Case]) -> Iterator[Case]:
        for case in cases:
            self.treatments.add(case)
            self.duplicates.add(case)
            self.skeletons.append(
                replace(case.report, text="", sections=(), tables=(), pages=(), citation_marks=())
            )
            self.reports.append(_series_report(case))
            self.ledger += _ledger(case)
            self.releases.update(case.releases)
            self._count_review(case)
            yield case

    def _count_review(self, case: Case) -> None:
        for fact in case.facts:
            if fact.review:
                self.actions[fact.review.action] += 1
            self.read += fact.kind not in NOT_REVIEWED and not fact.id.startswith(ADDED)


def _series_report(case: Case) -> SeriesReport:
    report = case.report
    citation = Reference(
        number="", raw="", start=0, end=0, authors=report.authors, title=report.title, journal=report.journal or "",
        year=report.year, doi=report.doi, pmid=report.pmid,
    )  # fmt: skip
    told = tuple(n for n in case.notes if n.severity != "info")
    return SeriesReport(report.id, citation, report.source.path, case.verdicts, told, len(report.references))


def _ledger(case: Case) -> Iterator[LedgerEntry]:
    printed = {r.number: r for r in case.report.references}
    for claim in case.claims:
        cited = tuple(_short(printed[n]) for n in claim.citations if n in printed)
        yield LedgerEntry(case.report.id, claim, cited)


def _short(reference: Reference) -> str:
    """Name a reference briefly: "Rossi 1994"."""
    first = (
        reference.authors[0].family if reference.authors else reference.title[:30] or f"[{reference.number}]"
    )
    return f"{first} {reference.year}" if reference.year else first
