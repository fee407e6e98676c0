"""Phenotypes in random passages that were labelled before any tool was run on them.

    python -m bench.passages [--half even|odd|all] [--no-peers] [--errors]

Reads `bench/labels/phenotype_passages.tsv` and the corpora of SERIATIM_SHARED (default ../shared), and prints for
the finder and its peers how many mentions are right (place and code), missed, and said without need. The half is
that of the passage, by its digest: rules may be sought in the even one.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench.halves import HALVES, SHARED, in_half
from bench.phenotypes import Document, build_environment, interval, run_peer, run_seriatim
from bench.subject import read_labels
from seriatim.model import Report
from seriatim.reading import read_report

LABELS = Path(__file__).parent / "labels" / "phenotype_passages.tsv"
TOOLS = ("exact dictionary", "FastHPOCR longest", "FastHPOCR nested")

Place = tuple[int, int]
Gold = Mapping[Place, frozenset[str]]
"""Place in the passage -> the codes that are right there; none where a place is not judged."""


@dataclass(frozen=True, slots=True)
class Errors:
    """What a tool got right and wrong in one passage.

    Attributes:
        hit: labelled places found with a right code.
        missed: the other labelled places.
        extra: what was said beside, with its code.
    """

    hit: tuple[Place, ...]
    missed: tuple[Place, ...]
    extra: tuple[tuple[Place, str], ...]


def read_passages(half: str) -> list[tuple[Document, Gold]]:
    """Read the labelled passages of a half, each as a document of its own."""
    files: dict[tuple[str, str], str] = {}
    for corpus in {row["corpus"] for row in read_labels(LABELS)}:
        for line in (SHARED / "corpora" / corpus / "gold.jsonl").read_text(encoding="utf-8").splitlines():
            gold = json.loads(line)
            files[corpus, gold["id"]] = gold["file"]
    passages = []
    for row in read_labels(LABELS):
        if in_half(row["digest"], half):
            path = SHARED / "corpora" / row["corpus"] / files[row["corpus"], row["document"]]
            start = int(row["start"])
            text = read_report(path).text[start : int(row["end"])]
            document = Document(row["digest"], Report(id=row["digest"], text=text), {})
            passages.append((document, _read_findings(row["findings"], start)))
    return passages


def _read_findings(findings: str, offset: int) -> dict[Place, frozenset[str]]:
    found = {}
    for finding in findings.split():
        place, _, codes = finding.partition(":")
        start, _, end = place.partition("-")
        found[int(start) - offset, int(end) - offset] = frozenset(filter(None, codes.split("|")))
    return found


def judge(gold: Gold, said: Iterable[Mapping[str, Any]]) -> Errors:
    """Compare what a tool said of a passage with its labels.

    Example:
        >>> judge({(0, 5): frozenset({"HP:0001945"})}, [{"code": "HP:0001945", "spans": [(0, 5)]}]).hit
        ((0, 5),)
    """
    hit, extra = set(), []
    for fact in said:
        place = (min(a for a, _ in fact["spans"]), max(b for _, b in fact["spans"]))
        touched = [g for g in gold if g[0] < place[1] and place[0] < g[1]]
        right = [g for g in touched if fact["code"] in gold[g]]
        hit.update(right)
        if fact["code"] and not right and all(gold[g] for g in touched):
            extra.append((place, fact["code"]))
    missed = tuple(g for g, codes in gold.items() if codes and g not in hit)
    return Errors(tuple(sorted(hit)), missed, tuple(extra))


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--half", choices=HALVES, default="even")
    parser.add_argument("--no-peers", action="store_true")
    parser.add_argument("--errors", action="store_true", help="show what the finder gets wrong")
    options = parser.parse_args()
    passages = read_passages(options.half)
    documents = [document for document, _ in passages]
    results = {"Seriatim, finder alone": run_seriatim(documents, whole=False)}
    if not options.no_peers:
        build_environment()
        results |= {tool: run_peer(tool, documents) for tool in TOOLS}
    print(f"{len(passages)} passages, {sum(bool(c) for _, g in passages for c in g.values())} findings")
    judged = {
        tool: [judge(gold, result.found[document.id]) for document, gold in passages]
        for tool, result in results.items()
    }
    for tool, errors in judged.items():
        hit, missed, extra = _count(errors)
        precision, recall = hit / max(hit + extra, 1), hit / max(hit + missed, 1)
        print(f"{tool}: precision {precision:.3f}, recall {recall:.3f}, F1 {_f1(errors):.3f}")
        if options.errors and tool.startswith("Seriatim"):
            _show(passages, errors)
    rivals = {tool: errors for tool, errors in judged.items() if tool.startswith("FastHPOCR")}
    if rivals:
        best = max(rivals, key=lambda tool: _f1(rivals[tool]))
        print(f"difference to {best}: {_compare(next(iter(judged.values())), rivals[best])}")


def _count(errors: Iterable[Errors]) -> tuple[int, int, int]:
    """Return how many findings are right, missed, and said without need."""
    rows = [(len(e.hit), len(e.missed), len(e.extra)) for e in errors]
    hit, missed, extra = (sum(column) for column in zip(*rows, strict=True))
    return hit, missed, extra


def _f1(errors: Iterable[Errors]) -> float:
    hit, missed, extra = _count(errors)
    return 2 * hit / max(2 * hit + missed + extra, 1)


def _compare(mine: Sequence[Errors], theirs: Sequence[Errors]) -> str:
    """Return the difference in F1 with its 95 % interval, paired over passages."""

    def difference(pick: Sequence[int]) -> float:
        return _f1([mine[i] for i in pick]) - _f1([theirs[i] for i in pick])

    low, high = interval(difference, len(mine))
    return f"{difference(range(len(mine))):+.3f} ({low:+.3f} to {high:+.3f})"


def _show(passages: Iterable[tuple[Document, Gold]], errors: Iterable[Errors]) -> None:
    for (document, gold), error in zip(passages, errors, strict=True):
        for start, end in error.missed:
            print("  missed", sorted(gold[start, end]), repr(document.text[start:end]))
        for (start, end), code in error.extra:
            print("  extra ", code, repr(document.text[start:end]))


if __name__ == "__main__":
    main()
