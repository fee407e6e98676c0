"""Measurements and diagnostic acts on their own: test mentions, test-value pairs, and the codes that values show.

    python -m bench.measurements [CORPUS ...] [--half even|odd|all]

Rules are looked for only in documents of the even half (see bench.corpora); the odd half is the check. On raghpo
only the precision says something: the notes hold much that is no measurement.
"""

from __future__ import annotations

import argparse
import json
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bench.corpora import run_scorer
from bench.halves import SHARED, in_half
from seriatim.extract._context import Context
from seriatim.extract.results.diagnostics import find_diagnostics
from seriatim.extract.results.measurements import find_measurements
from seriatim.model import Fact, Report
from seriatim.text import read_prose

CORPORA = ("maccrobat", "e3c", "raghpo")
SHOWN = ("measurements:", "test:", "codes present: micro")
FIELDS = ("value", "unit", "interpretation", "value_span")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpora", nargs="*", default=list(CORPORA))
    parser.add_argument("--half", choices=("even", "odd", "all"))
    options = parser.parse_args()
    for corpus in options.corpora:
        for half in [options.half] if options.half else ["even", "odd"]:
            score(corpus, half)


def score(corpus: str, half: str) -> None:
    """Score one half of a corpus and print what concerns measurements."""
    folder = SHARED / "corpora" / corpus
    gold = [json.loads(line) for line in (folder / "gold.jsonl").read_text(encoding="utf-8").splitlines()]
    gold = [g for g in gold if in_half(g["id"], half)]
    with tempfile.TemporaryDirectory() as scratch:
        place = Path(scratch)
        (place / "gold.jsonl").write_text("\n".join(map(json.dumps, gold)), encoding="utf-8")
        (place / "corpus.json").write_bytes((folder / "corpus.json").read_bytes())
        spent, size = 0.0, 0
        with (place / "p.jsonl").open("w") as out:
            for g in gold:
                with (folder / g["file"]).open(encoding="utf-8", newline="") as file:
                    text = file.read()
                context = Context(read_prose(Report(g["id"], text)))
                begun = time.process_time()
                facts = find_measurements(context) + find_diagnostics(context)
                spent += time.process_time() - begun
                size += len(text)
                out.writelines(json.dumps(line) + "\n" for line in as_lines(g["id"], facts))
        table = run_scorer(place, corpus)
    print(
        f"\n{corpus}, {half} half: {len(gold)} documents, {3e7 * spent / max(size, 1):.1f} ms of processor per 30 kB"
    )
    print("\n".join(line for line in table.splitlines() if line.startswith(SHOWN)))


def as_lines(identity: str, facts: list[Fact]) -> Iterator[dict[str, Any]]:
    """Predictions of the scorer."""
    for fact in facts:
        line: dict[str, Any] = {
            "report": identity,
            "kind": fact.kind,
            "code": fact.code,
            "codes": list(fact.codes),
            "status": fact.status or "present",
            "spans": [{"start": s.start, "end": s.end} for s in fact.spans],
        }
        yield line | {name: getattr(fact, name) for name in FIELDS if getattr(fact, name) is not None}


if __name__ == "__main__":
    main()
