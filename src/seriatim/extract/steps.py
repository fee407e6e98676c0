"""The extraction steps in their order."""

from __future__ import annotations

import importlib
from collections.abc import Callable
from functools import cache, partial
from pathlib import Path

from seriatim.extract._context import Context, Finder
from seriatim.extract.pipeline import Step, check_order, group_facts
from seriatim.model import Fact

_FINDERS = (
    ("diseases", "find_diseases", "disease"),
    ("measurements", "find_measurements", "measurement"),
    ("lab_tables", "find_table_measurements", "measurement"),
    ("diagnostics", "find_diagnostics", "diagnostic act"),
    ("medications", "find_medications", "medication"),
    ("interventions", "find_interventions", "intervention"),
    ("outcomes", "find_outcomes", "outcome"),
    ("demographics", "find_demographics", "demographic"),
    ("timing", "find_time_facts", "time"),
)
_REFINERS = (
    ("overlaps", "settle_overlaps", "mention"),
    ("diagnostics", "attach_methods", "method"),
    ("assertion", "assert_facts", "status"),
    ("patients", "assign_patients", "patient"),
    ("sites", "attach_sites", "site"),
    ("sizes", "attach_sizes", "size"),
    ("timing", "attach_times", "time"),
    ("adverse", "attach_adverse_effects", "adverse"),
    ("outcomes", "attach_outcomes", "response"),
)


@cache
def default_steps(hpo: Path | None = None, terms: tuple[Path, ...] = ()) -> tuple[Step, ...]:
    """Return the steps every report goes through, checked for order."""
    from seriatim.extract.phenotypes import find_phenotype_facts
    from seriatim.terms.hpo import load_lexicon

    find_phenotypes = partial(find_phenotype_facts, lexicon=load_lexicon(hpo, terms))
    steps = [Step("find_phenotype_facts", _adding(find_phenotypes), frozenset(), frozenset({"phenotype"}))]
    for table, wrap in ((_FINDERS, _adding), (_REFINERS, lambda f: f)):
        for module, name, gives in table:
            try:
                function = getattr(importlib.import_module(f"seriatim.extract.{module}"), name)
            except (ModuleNotFoundError, AttributeError):  # DRAFT: until every module is there
                continue
            steps.append(Step(name, wrap(function), frozenset(), frozenset({gives})))
    steps.append(Step("group_facts", group_facts, frozenset(), frozenset({"group"})))
    check_order(steps)
    return tuple(steps)


def _adding(finder: Finder) -> Callable[[Context, list[Fact]], list[Fact]]:
    return lambda context, facts: facts + finder(context)
