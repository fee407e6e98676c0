"""Second-hand cases: what one report claims of another that is in the series itself."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from seriatim.model import Case, Reference, Report


@dataclass(frozen=True, slots=True)
class SecondHand:
    """A claim whose source is in the series: the two are not independent.

    Attributes:
        report, claim: who says it, and which claim. reference: the number it cites.
        primary: the report in the series that the reference is. how: what tied them together.
    """

    report: str
    claim: str
    reference: str
    primary: str
    how: str


def find_second_hand(cases: Iterable[Case]) -> tuple[SecondHand, ...]:
    """Tie claims to primary reports of the series, by DOI, PMID, or first author with year and title."""
    held = list(cases)
    index = _Index([case.report for case in held])
    links = []
    for case in held:
        primary = {r.number: found for r in case.report.references if (found := index.find(r))}
        for claim in case.claims:
            for number in claim.citations:
                if number in primary and primary[number][0] != case.report.id:
                    links.append(SecondHand(case.report.id, claim.id, number, *primary[number]))
    return tuple(links)


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
                self._by.setdefault(f"title:{_flat(report.title)}", (report.id, "same title"))

    def find(self, reference: Reference) -> tuple[str, str] | None:
        """Return the report a reference is, and how that is known."""
        keys = (
            f"doi:{(reference.doi or '').lower()}",
            f"pmid:{reference.pmid}",
            f"title:{_flat(reference.title)}",
        )
        return next((self._by[k] for k in keys if k in self._by), None)


def _flat(title: str) -> str:
    return "".join(c for c in title.lower() if c.isalnum())
