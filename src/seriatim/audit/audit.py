"""Every check, in the order its notes are printed."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from seriatim.audit.bibliography import check_bibliography
from seriatim.audit.completeness import check_completeness
from seriatim.audit.consistency import check_consistency
from seriatim.audit.counts import check_counts
from seriatim.audit.criteria_claims import check_criteria_claims
from seriatim.audit.language import check_language
from seriatim.audit.linking import check_linking
from seriatim.model import Case, Note
from seriatim.text import Prose

CHECKS: tuple[Callable[[Case, Prose], Iterator[Note]], ...] = (
    check_language,
    check_bibliography,
    check_linking,
    check_counts,
    check_criteria_claims,
    check_consistency,
    check_completeness,
)


def audit_case(case: Case, prose: Prose) -> tuple[Note, ...]:
    """Audit a case: does the report add up?

    Args:
        case: the report with its facts, claims and verdicts.
        prose: the same report's prose, for its citation marks.

    Returns:
        Notes in a fixed order; the same case gives the same notes.

    Example:
        >>> from seriatim.model import Reference, Report
        >>> from seriatim.text import read_prose
        >>> entry = Reference("1", "Rossi MA. A rash. Cutis 1992; 49: 250-243.", 0, 0, journal="Cutis", pages="250-243")
        >>> report = Report("r", "A rash is rare.", references=(entry,))
        >>> [n.code for n in audit_case(Case(report), read_prose(report))]
        ['ref-pages-impossible']
    """
    return tuple(note for check in CHECKS for note in check(case, prose))
