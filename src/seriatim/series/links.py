"""Second-hand cases: what one report claims of another that is in the series itself."""

from __future__ import annotations

from collections.abc import Iterable

from seriatim.model import LedgerEntry, Reference, Report, SecondHand
from seriatim.text.keys import title_key


def find_second_hand(reports: Iterable[Report], ledger: Iterable[LedgerEntry]) -> tuple[SecondHand, ...]:
    """Tie claims to primary reports of the series, by DOI, PMID or title.

    Args:
        reports: every report of the series, with its reference list.
        ledger: the claims of the series.
    """
    held = list(reports)
    index = _Index(held)
    primaries = {
        (report.id, reference.number): found
        for report in held
        for reference in report.references
        if (found := index.find(reference)) and found[0] != report.id
    }
    return tuple(
        SecondHand(entry.report, entry.claim.id, number, *primaries[entry.report, number])
        for entry in ledger
        for number in entry.claim.citations
        if (entry.report, number) in primaries
    )


class _Index:
    """Reports of the series by what a reference may name them by."""

    def __init__(self, reports: Iterable[Report]) -> None:
        self._by: dict[str, tuple[str, str]] = {}
        for report in reports:
            if report.doi:
                self._by[f"doi:{report.doi.lower()}"] = (report.id, "same DOI")
            if report.pmid:
                self._by[f"pmid:{report.pmid}"] = (report.id, "same PMID")
            if report.title:
                self._by.setdefault(f"title:{title_key(report.title)}", (report.id, "same title"))

    def find(self, reference: Reference) -> tuple[str, str] | None:
        """Return the report a reference is, and how that is known."""
        keys = (
            f"doi:{(reference.doi or '').lower()}",
            f"pmid:{reference.pmid}",
            f"title:{title_key(reference.title)}",
        )
        return next((self._by[k] for k in keys if k in self._by), None)
