"""Score reading on the evaluation corpora: `python bench/reading.py [jats calcinosis hindawi]`.

The corpora and their scorer are found through SERIATIM_SHARED (default `../shared`).
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from seriatim.model import Report, to_json
from seriatim.reading import find_headings, read_report

SHARED = Path(os.environ.get("SERIATIM_SHARED", Path(__file__).parents[2] / "shared"))
CORPORA = ("jats", "calcinosis", "hindawi")


def predict(report: Report, document: str) -> Iterator[dict[str, Any]]:
    """The scored lines of one report."""
    fields = ("title", "journal", "year", "doi", "pmid", "authors", "article_type", "license")
    article = {name: to_json(getattr(report, name)) for name in fields}
    sections = [{"title": title} for title in find_headings(report)]
    yield {
        "report": document,
        "kind": "article",
        "sections": sections,
        "n_references": len(report.references),
    } | article
    for index, reference in enumerate(report.references):
        yield {"report": document, "kind": "reference", "index": index} | to_json(reference)
    yield {"report": document, "kind": "text", "text": report.text}


def score(corpus: str) -> None:
    """Read every document of a corpus and print the scorer's table and the speed."""
    folder = SHARED / "corpora" / corpus
    paths = sorted(path for path in (folder / "docs").iterdir() if path.is_file())
    started = time.perf_counter()
    reports = [(path, read_report(path)) for path in paths]
    seconds = time.perf_counter() - started
    size = sum(path.stat().st_size for path in paths) / 1e6
    print(f"== {corpus}: {len(paths)} files, {size:.1f} MB in {seconds:.2f} s = {size / seconds:.1f} MB/s")
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as predictions:
        for path, report in reports:
            for line in predict(report, path.stem):
                predictions.write(json.dumps(line, ensure_ascii=False) + "\n")
        predictions.flush()
        command = [
            sys.executable,
            SHARED / "score" / "score.py",
            folder,
            predictions.name,
            "--resamples",
            "0",
        ]
        extra = ["--per-doc", os.environ["PER_DOC"]] if "PER_DOC" in os.environ else []
        print(
            subprocess.run([*map(str, command), *extra], capture_output=True, text=True, check=False).stdout
        )


if __name__ == "__main__":
    for name in sys.argv[1:] or CORPORA:
        score(name)
