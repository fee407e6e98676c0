"""Numbers of published cases against the references cited for them, and against each other."""

from __future__ import annotations

import re
from collections.abc import Iterator

from seriatim.audit.codes import make_note
from seriatim.model import Case, Claim, Note
from seriatim.text import Prose

_SEVERAL = 2
_PART = re.compile(
    r"\b(?:among|of|in|from) (?:them|these|those|whom|which|the)\b", re.I
)  # counts some of those told before


def check_counts(case: Case, _: Prose) -> Iterator[Note]:
    """Check every counting claim that cites at least two references."""
    counting = [
        c
        for c in case.claims
        if c.kind in ("count", "priority", "treatment") and len(c.citations) >= _SEVERAL
    ]
    for claim in counting:
        yield from _against_citations(claim)
    yield from _against_each_other(counting)


def _against_citations(claim: Claim) -> Iterator[Note]:
    """As many reports as references: each report is one entry of the list."""
    if claim.n_reports is None:
        return
    cited = len(claim.citations)
    told = f"{claim.n_reports} reports are counted and {cited} references cited"
    if claim.unit == "patients" and claim.n is not None and claim.n != claim.n_reports:
        told = f"{claim.n} cases in {told}"
    code = "count-consistent" if cited == claim.n_reports else "count-mismatch"
    yield make_note(code, f"{told}.", claim.spans, (claim.id, *claim.citations))


def _against_each_other(claims: list[Claim]) -> Iterator[Note]:
    """Two numbers of patients for the very same references."""
    first: dict[tuple[str, ...], Claim] = {}
    for claim in claims:
        if claim.kind != "count" or claim.n is None or claim.unit != "patients" or _PART.search(claim.text):
            continue
        earlier = first.setdefault(claim.citations, claim)
        if earlier.n != claim.n:
            message = f"{earlier.n} and {claim.n} cases are counted for the same references."
            yield make_note("count-mismatch", message, (*earlier.spans, *claim.spans), (earlier.id, claim.id))
