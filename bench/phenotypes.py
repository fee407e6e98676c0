"""Phenotype recognition beside its peers: the same texts, the same scorer, the same machine, one run.

    python -m bench.phenotypes [--corpora gscplus,id68,...] [--half odd] [--no-peers] [--markdown]

Peers live in `.bench-venv`, built on first use from `requirements-peers.txt`. Corpora are found through
SERIATIM_SHARED (default ../shared). Document-level micro F1 with 95 % intervals, the paired difference to the
better FastHPOCR mode, mention-level F1 (overlap), and documents a second of one core.
"""

from __future__ import annotations

import argparse
import json
import random
import resource
import subprocess
import sys
import tempfile
import time
import venv
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

from bench.halves import ROOT, SHARED, in_half
from seriatim.model import Report

CORPORA = ("gscplus", "id68", "omim", "genereviews", "raghpo", "jax", "pairs")
PEERS = ("exact dictionary", "FastHPOCR nested", "FastHPOCR longest", "medspaCy + ConText")
ENVIRONMENT = ROOT / ".bench-venv"
RESAMPLES = 1000
PASSES = 3

Row = tuple[str, list[list[list[int]]], str, str]
"""Code, pieces of each mention, status, subject."""


@dataclass
class Result:
    """What one tool found in one set of documents, and what it cost."""

    found: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    seconds: float = 0.0
    ready: float = 0.0
    memory: float = 0.0


@dataclass(frozen=True)
class Document:
    """A document of a corpus with its gold."""

    id: str
    report: Report
    gold: dict[str, Any]

    @property
    def text(self) -> str:
        """Its canonical text."""
        return self.report.text


def read_corpus(corpus: str, half: str) -> list[Document]:
    """Read the documents of a corpus that belong to a half."""
    from seriatim.reading import read_report

    folder = SHARED / "corpora" / corpus
    documents = []
    for line in (folder / "gold.jsonl").read_text(encoding="utf-8").splitlines():
        gold = json.loads(line)
        if in_half(gold["id"], half):
            documents.append(Document(gold["id"], read_report(folder / gold["file"]), gold))
    return documents


def run_seriatim(documents: Sequence[Document], *, whole: bool, kinds: tuple[str, ...] = ()) -> Result:
    """Run the finder alone, or (whole) reading with status and subject: every kind of fact, or some kinds."""
    from seriatim.extract import extract_facts
    from seriatim.terms.hpo import find_phenotypes
    from seriatim.text import read_prose

    def find(document: Document) -> list[dict[str, Any]]:
        return [
            {"code": m.code, "spans": m.pieces, "status": m.status or "present"}
            for m in find_phenotypes(document.text)
        ]

    def read(document: Document) -> list[dict[str, Any]]:
        facts = extract_facts(read_prose(document.report), kinds=kinds).facts
        return [
            {
                "code": next((c for c in f.all_codes if c.startswith("HP:")), None),
                "spans": [(s.start, s.end) for s in f.spans],
                "status": f.status,
                "subject": f.subject,
            }
            for f in facts
            if any(c.startswith("HP:") for c in f.all_codes)
        ]

    annotate = read if whole else find
    began = time.perf_counter()
    annotate(Document("warm", Report(id="warm", text="The child has seizures."), {}))
    result = Result(ready=time.perf_counter() - began)
    costs = []
    for _ in range(PASSES):
        began = time.process_time()
        result.found = {d.id: annotate(d) for d in documents}
        costs.append(time.process_time() - began)
    result.seconds = min(costs)
    result.memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return result


def run_peer(tool: str, documents: Sequence[Document]) -> Result:
    """Run a peer in its own environment."""
    from seriatim.terms.hpo import hpo_path

    with tempfile.TemporaryDirectory() as scratch:
        texts, out = Path(scratch) / "texts.jsonl", Path(scratch) / "out.jsonl"
        texts.write_text("".join(json.dumps({"id": d.id, "text": d.text}) + "\n" for d in documents))
        script = Path(__file__).parent / "peers" / "annotate.py"
        command = [
            ENVIRONMENT / "bin" / "python",
            script,
            tool,
            hpo_path(),
            ENVIRONMENT / "index",
            texts,
            out,
        ]
        subprocess.run(list(map(str, command)), check=True)
        lines = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
    measured = lines.pop()["measured"]
    result = Result(seconds=measured["seconds"], ready=measured["ready"], memory=measured["memory"])
    for line in lines:
        result.found[line["id"]] = [
            {"code": code, "spans": [(a, b)], "status": status}
            for a, b, code, status in line["mentions"]
            if a >= 0
        ]
    return result


def build_environment() -> None:
    """Build the peers' environment once."""
    if (ENVIRONMENT / "ready").exists():
        return
    venv.create(ENVIRONMENT, with_pip=True)
    requirements = Path(__file__).parent / "requirements-peers.txt"
    subprocess.run([ENVIRONMENT / "bin" / "pip", "install", "--quiet", "-r", requirements], check=True)
    (ENVIRONMENT / "ready").touch()


def load_scorer() -> tuple[Any, Any]:
    """Load the shared scorer and its ontology."""
    from seriatim.terms.hpo import hpo_path

    sys.path.insert(0, str(SHARED / "score"))
    import score  # type: ignore[import-not-found]

    ontology = score.Onto()
    ontology.load_obo(str(hpo_path()))
    ontology.restrict("HP:0000118")
    return score, ontology


def score_documents(corpus: str, documents: Iterable[Document], result: Result) -> list[Any]:
    """Return the scorer's sums of each document."""
    score, ontology = load_scorer()
    settings = json.loads((SHARED / "corpora" / corpus / "corpus.json").read_text())
    sums = []
    for document in documents:
        facts = [
            score.Fact({**f, "kind": "phenotype"}, ontology, f["spans"]) for f in result.found[document.id]
        ]
        stats = score.Stats()
        for group in settings.get("mention_groups", ()):
            gold = [score.GoldMention(m, ontology) for m in document.gold["mentions"]]
            score.score_group(stats, group["name"], group, gold, facts, ontology)
        score.score_doc_codes(stats, document.gold["doc_codes"], facts, settings, ontology)
        sums.append(stats)
    return sums


def f1(sums: Sequence[Any], metric: str) -> float | None:
    """Return the micro F1 of a metric over documents, in per cent."""
    hit, said, gold = (sum(s.get(f"{metric}.{k}", 0) for s in sums) for k in ("tp", "np", "ng"))
    return 200 * hit / (said + gold) if said + gold else None


def _f1_of(sums: Sequence[Any], metric: str, pick: Sequence[int]) -> float | None:
    return f1([sums[i] for i in pick], metric)


def interval(values: Callable[[Sequence[int]], float | None], size: int) -> tuple[float, float]:
    """Return the 95 % percentile interval of a figure over resampled documents."""
    chance = random.Random(20240601)
    drawn = sorted(
        v for _ in range(RESAMPLES) if (v := values(chance.choices(range(size), k=size))) is not None
    )
    return drawn[int(0.025 * len(drawn))], drawn[int(0.975 * len(drawn)) - 1]


DOCUMENT, MENTION = "codes present: micro", "hpo: span+code overlap"
POOLED = ("gscplus", "id68", "omim", "genereviews")
Sums = dict[str, list[Any]]
"""Tool -> the scorer's sums of each document."""


def compare(mine: Sequence[Any], theirs: Sequence[Any], metric: str) -> str:
    """Return the difference of two tools on the same documents, with its 95 % interval, paired."""

    def difference(pick: Sequence[int]) -> float:
        ours, other = ([tool[i] for i in pick] for tool in (mine, theirs))
        return (f1(ours, metric) or 0) - (f1(other, metric) or 0)

    low, high = interval(difference, len(mine))
    return f"{difference(range(len(mine))):+.1f} ({low:+.1f} to {high:+.1f})"


def best_rival(sums: Sums) -> str | None:
    """Return the better of the FastHPOCR modes."""
    rivals = [tool for tool in sums if tool.startswith("FastHPOCR")]
    return max(rivals, key=lambda t: f1(sums[t], DOCUMENT) or 0) if rivals else None


def report(corpus: str, documents: Sequence[Document], results: dict[str, Result]) -> Sums:
    """Print a corpus's table and return the sums it is made of."""
    sums = {tool: score_documents(corpus, documents, result) for tool, result in results.items()}
    best = best_rival(sums)
    size = sum(len(d.text) for d in documents)
    print(f"\n{corpus}: {len(documents)} documents, {size / 1e6:.2f} MB")
    head = (
        "tool",
        "document F1",
        "95 %",
        f"against {best or '-'}",
        "mention F1",
        "docs/s",
        "MB/s",
        "ready s",
        "MB",
    )
    print(" | ".join(head))
    for tool, mine in sums.items():
        low, high = interval(partial(_f1_of, mine, DOCUMENT), len(mine))
        mention, cost = f1(mine, MENTION), results[tool]
        cells = (
            tool,
            f"{f1(mine, DOCUMENT) or 0:.1f}",
            f"{low:.1f}-{high:.1f}",
            compare(mine, sums[best], DOCUMENT) if best and tool != best else "",
            "" if mention is None else f"{mention:.1f}",
            f"{len(documents) / max(cost.seconds, 1e-9):.0f}",
            f"{size / 1e6 / max(cost.seconds, 1e-9):.2f}",
            f"{cost.ready:.2f}",
            f"{cost.memory:.0f}",
        )
        print(" | ".join(cells), flush=True)
    return sums


def report_pooled(every: dict[str, Sums]) -> None:
    """Print the difference to the better FastHPOCR mode of each corpus over several corpora taken together."""
    rivals = {corpus: best_rival(every[corpus]) for corpus in POOLED if corpus in every}
    if not rivals or None in rivals.values():
        return
    print(f"\n{', '.join(rivals)} pooled, against the better FastHPOCR mode of each: document F1, mention F1")
    theirs = [s for corpus, best in rivals.items() for s in every[corpus][best or ""]]
    for tool in (t for t in every[next(iter(rivals))] if t.startswith("Seriatim")):
        mine = [s for corpus in rivals for s in every[corpus][tool]]
        print(" | ".join((tool, compare(mine, theirs, DOCUMENT), compare(mine, theirs, MENTION))))


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--corpora", default=",".join(CORPORA))
    parser.add_argument("--half", choices=["even", "odd", "all"], default="all")
    parser.add_argument("--no-peers", action="store_true")
    options = parser.parse_args()
    if not SHARED.is_dir():
        print(f"no evaluation corpora at {SHARED}; set SERIATIM_SHARED")
        return
    if not options.no_peers:
        build_environment()
    every: dict[str, Sums] = {}
    for corpus in options.corpora.split(","):
        documents = read_corpus(corpus, options.half)
        results = {
            "Seriatim, finder alone": run_seriatim(documents, whole=False),
            "Seriatim, phenotypes with status": run_seriatim(documents, whole=True, kinds=("phenotype",)),
            "Seriatim, all facts with status": run_seriatim(documents, whole=True),
        }
        if not options.no_peers:
            results |= {tool: run_peer(tool, documents) for tool in PEERS}
        every[corpus] = report(corpus, documents, results)
    report_pooled(every)


if __name__ == "__main__":
    main()
