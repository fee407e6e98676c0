"""Report to facts: one module a kind of fact, plus assertion, patients and time."""

from __future__ import annotations

from pathlib import Path

from seriatim.extract.pipeline import Extraction, Step, check_order, run_steps
from seriatim.text import Prose

__all__ = ["Extraction", "Step", "check_order", "extract_facts", "run_steps"]


def extract_facts(
    prose: Prose,
    *,
    hpo: Path | None = None,
    terms: tuple[Path, ...] = (),
    nested: bool = False,
    kinds: tuple[str, ...] = (),
) -> Extraction:
    """Find the patients of a report and every fact about them, their families and the literature.

    A pure function: the same prose and vocabularies give the same facts.

    Args:
        prose: the report's prose.
        hpo: an `hp.obo` to use instead of the bundled release.
        terms: further vocabularies, OBO or TSV with the columns term, code and synonyms.
        nested: keep mentions of phenotypes that lie inside longer ones.
        kinds: find facts of these kinds alone (of `seriatim.model.KINDS`), with their status, subject and patient. It
            takes a fraction of the time, because no other kind is looked for: sites, times and methods are left
            out, a phenotype that is also a disease's name stays a phenotype, and one that only a measurement
            shows is not found.

    Raises:
        UsageError: no such kind.

    Example:
        >>> from seriatim.model import Report
        >>> from seriatim.text import read_prose
        >>> text = "CASE REPORT. A 34-year-old woman presented with a malar rash."
        >>> found = extract_facts(read_prose(Report(id="r", text=text)))
        >>> [(p.sex, p.age) for p in found.patients]
        [('female', 'P34Y')]
        >>> read = read_prose(Report(id="r", text="She had no fever."))
        >>> [(f.label, f.status) for f in extract_facts(read, kinds=("phenotype",)).facts]
        [('Fever', 'absent')]
    """
    from seriatim.extract.people.patients import find_patients
    from seriatim.extract.steps import default_steps

    return run_steps(prose, find_patients(prose), default_steps(hpo, terms, nested, kinds))
