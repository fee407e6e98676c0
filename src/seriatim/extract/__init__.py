"""Report to facts: one module a kind of fact, plus assertion, patients and time."""

from __future__ import annotations

from seriatim.extract.pipeline import Extraction, Step, check_order, run_steps
from seriatim.text import Prose

__all__ = ["Extraction", "Step", "check_order", "extract_facts", "run_steps"]


def extract_facts(prose: Prose) -> Extraction:
    """Find the patients of a report and every fact about them, their families and the literature.

    A pure function: the same prose gives the same facts.

    Example:
        >>> from seriatim.model import Report
        >>> from seriatim.text import read_prose
        >>> text = "CASE REPORT. A 34-year-old woman presented with a malar rash."
        >>> found = extract_facts(read_prose(Report(id="r", text=text)))
        >>> [(p.sex, p.age) for p in found.patients]
        [('female', 'P34Y')]
    """
    from seriatim.extract.patients import find_patients
    from seriatim.extract.steps import default_steps

    return run_steps(prose, find_patients(prose), default_steps())
