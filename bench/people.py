"""Score patients, ages, sexes and times on the evaluation sets: `python -m bench.people [--half even|odd|all]`.

Reads each document, casts its patients and finds the demographic and time facts alone, then runs the shared
scorer. Documents are halved by the last hexadecimal digit of the SHA-1 of their id: rules are looked for in
the even half, the odd half is a check.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bench.halves import SHARED, in_half
from seriatim.extract._context import Context
from seriatim.extract.people.demographics import find_demographics
from seriatim.extract.people.patients import assign_patients, find_patients
from seriatim.extract.time.timing import find_time_facts
from seriatim.model import to_json
from seriatim.reading import read_report
from seriatim.text import read_prose

_SHOWN = ("patients:", "age:", "sex:", "date:", "timex:")


def read_facts(path: Path, report: str) -> Iterator[dict[str, Any]]:
    """Yield the people and time facts of one document as the lines the scorer takes."""
    prose = read_prose(read_report(path))
    context = Context(prose, find_patients(prose))
    labels = {p.id: p.label for p in context.people.patients}
    facts = assign_patients(context, find_demographics(context)) + find_time_facts(context)
    told = {f.patient for f in facts}
    for fact in facts:
        line = {"report": report, **to_json(fact)}
        if fact.patient:
            line["patient_label"] = labels[fact.patient]
        yield line
    for patient in context.people.patients:
        if patient.id not in told:
            yield {"report": report, "patient": patient.id, "kind": "event", "label": "patient", "spans": []}


def run(corpus: str, half: str) -> None:
    """Score one corpus and print the rows about people and time."""
    folder = SHARED / "corpora" / corpus
    rows = [json.loads(line) for line in (folder / "gold.jsonl").read_text(encoding="utf-8").splitlines()]
    rows = [row for row in rows if in_half(row["id"], half)]
    started = time.perf_counter()
    lines = [line for row in rows for line in read_facts(folder / row["file"], row["id"])]
    seconds = time.perf_counter() - started
    with tempfile.TemporaryDirectory() as held:
        place = Path(held)
        (place / "gold.jsonl").write_text("".join(json.dumps(r) + "\n" for r in rows), encoding="utf-8")
        (place / "corpus.json").write_text((folder / "corpus.json").read_text(encoding="utf-8"))
        (place / "predictions.jsonl").write_text(
            "".join(json.dumps(r) + "\n" for r in lines), encoding="utf-8"
        )
        command = [
            sys.executable,
            str(SHARED / "score" / "score.py"),
            str(place),
            str(place / "predictions.jsonl"),
        ]
        table = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    print(f"{corpus} ({half}): {len(rows)} documents, {seconds:.1f} s")
    print("\n".join(line for line in table.splitlines() if line.lstrip("| ").startswith(_SHOWN)))


def main() -> None:
    """Score the corpora that have gold about people and time."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpora", nargs="*", default=["pairs", "maccrobat", "e3c"])
    parser.add_argument("--half", choices=("even", "odd", "all"), default="all")
    options = parser.parse_args()
    for corpus in options.corpora:
        run(corpus, options.half)


if __name__ == "__main__":
    main()
