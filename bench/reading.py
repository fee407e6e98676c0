"""Score reading on the evaluation corpora: `python -m bench.reading [jats calcinosis hindawi printed]`.

`printed` prints 40 articles of `jats` as PDF (one to three columns, running heads, notes, hyphens, letters, drawn in
any order), HTML and DOCX, reads them back, and tells how much of the body came back, and in order.
The corpora and their scorer are found through SERIATIM_SHARED (default `../shared`).
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bench.halves import SHARED
from seriatim.model import Report, to_json
from seriatim.reading import find_headings, read_bytes, read_report

CORPORA = ("jats", "calcinosis", "hindawi")
PRINTED = 40
WORD = re.compile(r"\w+")


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


def score_printed() -> None:
    """Print, read back and compare articles of `jats`."""
    sys.path[0] = str(Path(__file__).parents[1] / "tests")  # not this folder, whose reading.py is this file
    from reading.printing import article_of, print_article, styles, write_docx, write_html

    paths = sorted((SHARED / "corpora" / "jats" / "docs").iterdir())
    makers = {
        "pdf": lambda article, seed: print_article(article, styles(seed), seed),
        "html": lambda article, seed: write_html(article),
        "docx": lambda article, seed: write_docx(article),
        "docx, bold headings": lambda article, seed: write_docx(article, styled=False),
    }
    reports = [read_report(path) for path in paths[:: len(paths) // PRINTED][:PRINTED]]
    for name, make in makers.items():
        sums: Counter[str] = Counter()
        for seed, report in enumerate(reports):
            article = article_of(report, numbered=seed % 3 > 0)
            found = read_bytes(make(article, seed), f"{report.id}.{name[:4]}")
            sums.update(compare(report, found, [words for kind, words in article.blocks if kind == "text"]))
        shown = {k: f"{v / PRINTED:.3f}" for k, v in sums.items() if k not in ("words", "any", "order")}
        print(
            f"{name}: words {sums['any'] / sums['words']:.4f}, order {sums['order'] / sums['any']:.4f}", shown
        )


def compare(report: Report, found: Report, paragraphs: list[str]) -> dict[str, float]:
    """Counts of words read, and whether title, authors, references and main sections came back."""
    from reading.printing import order_kept, printable

    wanted = [word for words in paragraphs for word in WORD.findall(words.casefold())]
    order, anywhere = order_kept(wanted, WORD.findall(found.text.casefold()))
    return {
        "words": len(wanted),
        "any": anywhere,
        "order": order,
        "title": found.title.split() == printable(report.title).split(),
        "authors": [a.family for a in found.authors] == [printable(a.family) for a in report.authors],
        "references": len(found.references) == len(report.references),
        "sections": main_sections(found) == main_sections(report),
    }


def main_sections(report: Report) -> list[str]:
    """The main parts of a report in order."""
    main = ("introduction", "case", "discussion")
    return list(dict.fromkeys(s.name for s in report.sections if s.level == 1 and s.name in main))


if __name__ == "__main__":
    for name in sys.argv[1:] or (*CORPORA, "printed"):
        if name == "printed":
            score_printed()
        else:
            score(name)
