"""`seriatim similar`: cases like this one, and why."""

from __future__ import annotations

from pathlib import Path

import click

from seriatim.cli._database import database, open_series, summary_or_json
from seriatim.cli._inputs import echo_json
from seriatim.errors import InputError, UsageError
from seriatim.model import Case, load_case, to_json


@click.command("similar")
@click.argument("case", type=click.Path(path_type=Path))
@database
@click.option("--patient", help="Which patient of CASE (P1, P2, ...); default: each of them.")
@click.option("--limit", default=5, show_default=True, help="How many cases to show.")
@summary_or_json
def command(case: Path, db: Path, patient: str | None, limit: int, form: str) -> None:
    """Find the cases of a series that are most like CASE (a report, or a case as JSON)."""
    from seriatim.present.series_terminal import print_similar
    from seriatim.series import Similarity, make_profiles
    from seriatim.terms.hpo import load_hpo
    from seriatim.workflow import decided_cases

    here = [p for p in make_profiles(_load(case)) if patient in (None, p.patient)]
    if not here:
        raise UsageError(f"{case}: describes no patient{f' {patient}' if patient else ''}")
    hierarchy = load_hpo()
    with open_series(db) as store:
        others = [p for other in decided_cases(store) for p in make_profiles(other)]
    similarity = Similarity(hierarchy)
    found = {p.patient: similarity.rank(p, others, limit=limit) for p in here}
    if form == "json":
        echo_json({k: to_json(v) for k, v in found.items()})
    else:
        for name, likenesses in found.items():
            print_similar(name, likenesses, lambda code: hierarchy.name(code) or code)


def _load(path: Path) -> Case:
    from seriatim.workflow import read_case

    if path.suffix != ".json":
        return read_case(path)
    try:
        return load_case(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise InputError(
            path, f"is no case ({error})", "write one with `seriatim read FILE --format json`"
        ) from error
