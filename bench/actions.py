"""Scores of drugs, therapies, outcomes and diseases on the shared corpora.

Run `python -m bench.actions maccrobat phee`: each corpus is read by the finders of medical actions and diseases
(with `--whole`, by every step of the pipeline) and scored by the shared scorer, on the half of the documents where rules
may be looked for (`--half even`), on the other half (`--half odd`), or on all.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from bench.halves import SHARED, in_half
from seriatim.extract import run_steps
from seriatim.extract._context import Context, People, begin_fact
from seriatim.extract.actions.interventions import find_interventions
from seriatim.extract.actions.medications import find_medications
from seriatim.extract.actions.outcomes import find_outcomes
from seriatim.extract.findings.diseases import find_diseases
from seriatim.extract.findings.phenotypes import find_phenotype_facts
from seriatim.extract.steps import default_steps
from seriatim.model import Fact, Report
from seriatim.terms import PhraseMatcher
from seriatim.terms.diseases import load_diseases
from seriatim.terms.drugs import load_drugs
from seriatim.text import Prose
from seriatim.text.prose import read_prose

KEYS = ("medication", "drug", "chemical", "therapy", "outcome", "effect", "treated", "disease", "finding")
FINDERS = (find_medications, find_interventions, find_outcomes, find_diseases)


@cache
def dictionaries() -> dict[str, PhraseMatcher[str]]:
    """The names alone, as an exact dictionary would look them up."""
    names = {"medication": load_drugs().by_name, "disease": load_diseases().by_name}
    return {kind: PhraseMatcher((n, n) for n in by_name) for kind, by_name in names.items()}


def look_up(prose: Prose) -> list[Fact]:
    """What an exact dictionary of the same names finds, without any rule."""
    return [
        begin_fact(prose, kind, hit.entry, (hit.start, hit.end))
        for kind, matcher in dictionaries().items()
        for hit in matcher.find(prose.text)
    ]


def read_facts(identity: str, text: str, options: argparse.Namespace) -> list[Fact]:
    """Read one document by the finders named in the options."""
    prose = read_prose(Report(identity, text))
    if options.exact:
        return look_up(prose)
    if options.whole:
        from seriatim.extract.people.patients import find_patients

        return list(run_steps(prose, find_patients(prose), default_steps()).facts)
    context = Context(prose, People())
    finders = (*FINDERS, find_phenotype_facts) if options.phenotypes else FINDERS
    return [fact for finder in finders for fact in finder(context)]


def as_line(identity: str, fact: Fact) -> dict[str, Any]:
    """One prediction of the scorer."""
    line: dict[str, Any] = {
        "report": identity,
        "kind": fact.kind,
        "label": fact.label,
        "code": fact.code,
        "codes": fact.codes,
        "status": fact.status or "present",
        "subject": fact.subject or "patient",
        "adverse": fact.adverse,
        "spans": [{"start": s.start, "end": s.end} for s in fact.spans],
    }
    for role in ("dose", "route", "frequency", "duration"):
        line[role] = getattr(fact, role)
        line[f"{role}_span"] = getattr(fact, f"{role}_span")
    return line


def documents(folder: Path, half: str) -> Iterator[tuple[dict[str, Any], str]]:
    """The gold and the text of each document of a corpus."""
    for line in (folder / "gold.jsonl").read_text(encoding="utf-8").splitlines():
        gold = json.loads(line)
        if in_half(gold["id"], half):
            with (folder / gold["file"]).open(encoding="utf-8", newline="") as file:
                yield gold, file.read()


def score(corpus: str, options: argparse.Namespace) -> dict[str, Any]:
    """Read a corpus, score it, and return the scorer's result."""
    folder = SHARED / "corpora" / corpus
    with tempfile.TemporaryDirectory() as scratch:
        room = Path(scratch)
        golds, lines, size, spent = [], [], 0, 0.0
        for gold, text in documents(folder, options.half):
            began = time.perf_counter()
            facts = read_facts(gold["id"], text, options)
            spent += time.perf_counter() - began
            size += len(text)
            golds.append(json.dumps(gold))
            lines += (json.dumps(as_line(gold["id"], fact)) for fact in facts)
        (room / "gold.jsonl").write_text("\n".join(golds), encoding="utf-8")
        (room / "corpus.json").write_bytes((folder / "corpus.json").read_bytes())
        predictions = Path(options.keep or scratch) / f"{corpus}.jsonl"
        predictions.write_text("\n".join(lines), encoding="utf-8")
        command = [sys.executable, str(SHARED / "score" / "score.py"), str(room), str(predictions)]
        command += ["--resamples", str(options.resamples), "--json"]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
    print(f"{corpus} ({options.half}): {len(golds)} documents, {spent / max(1, size) * 3e7:.1f} ms per 30 kB")
    result: dict[str, Any] = json.loads(done.stdout)
    return result


def show(result: dict[str, Any]) -> None:
    """Print the metrics this bench is about."""
    for name, value in result["metrics"].items():
        if not name.startswith(KEYS) or "status" in name or "subject" in name:
            continue
        if "f1" in value:
            cells = "  ".join(
                f"{k[0].upper()} {(value[k] or {}).get('value') or 0:.3f}"
                for k in ("precision", "recall", "f1")
            )
            print(f"  {name:55} {cells}  gold {value['gold']:g} predicted {value['predicted']:g}")
        elif value["value"]:
            print(f"  {name:55} {value['value']['value']:.3f}  of {value['n']:g}")


def main() -> None:
    """Score the corpora named on the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpora", nargs="*", default=["maccrobat", "phee", "bc5cdr", "ncbi_disease"])
    parser.add_argument("--half", choices=("even", "odd", "all"), default="all")
    parser.add_argument("--phenotypes", action="store_true", help="add the finder of phenotypes")
    parser.add_argument("--whole", action="store_true", help="run every step of the pipeline")
    parser.add_argument("--exact", action="store_true", help="an exact dictionary of the same names instead")
    parser.add_argument("--resamples", type=int, default=0)
    parser.add_argument("--keep", help="folder for the predictions")
    options = parser.parse_args()
    for corpus in options.corpora:
        show(score(corpus, options))


if __name__ == "__main__":
    main()
