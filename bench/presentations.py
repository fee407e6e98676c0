"""Phenotypes of case presentations as a curator would code them, present and absent, by the whole product.

    python -m bench.presentations [--part work|check|all] [--errors]

Reads `bench/labels/case_presentations.tsv` and the corpora of SERIATIM_SHARED (default ../shared). A finding is right
where one of its codes is said of the patient with its status; places are not compared. Rules were sought in the part
`work`; the errors of `check` were never looked at, and `--errors` does not show them.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench.corpora import predict
from bench.halves import SHARED
from bench.subject import digest, read_labels

LABELS = Path(__file__).parent / "labels" / "case_presentations.tsv"
PARTS = ("work", "check", "all")
STATUSES = ("present", "absent")


@dataclass(frozen=True, slots=True)
class Outcome:
    """What is said of one presentation with one status.

    Attributes:
        hit: findings of which a right code is said; `missed` are the others, each a set of codes.
        extra: codes said beside.
    """

    hit: tuple[frozenset[str], ...]
    missed: tuple[frozenset[str], ...]
    extra: tuple[str, ...]


def read_findings(cell: str) -> list[frozenset[str]]:
    """Read the findings of a cell: codes parted by "|" are each right.

    Example:
        >>> [sorted(f) for f in read_findings("HP:0001250 HP:0001290|HP:0001252")]
        [['HP:0001250'], ['HP:0001252', 'HP:0001290']]
    """
    return [frozenset(finding.split("|")) for finding in cell.split()]


def judge(gold: Sequence[frozenset[str]], said: frozenset[str]) -> Outcome:
    """Compare the codes said with the findings labelled.

    Example:
        >>> judge([frozenset({"HP:1"}), frozenset({"HP:2", "HP:3"})], frozenset({"HP:3", "HP:4"})).extra
        ('HP:4',)
    """
    known = frozenset().union(*gold)
    return Outcome(
        tuple(f for f in gold if f & said),
        tuple(f for f in gold if not f & said),
        tuple(sorted(said - known)),
    )


def said_codes(rows: Iterable[Mapping[str, Any]], start: int, end: int) -> dict[str, frozenset[str]]:
    """Return the HPO codes said of the patient inside a stretch, by status; what is also present is not absent."""
    said: dict[str, set[str]] = {status: set() for status in STATUSES}
    for row in rows:
        here = row["kind"] in ("phenotype", "disease") and row["subject"] == "patient" and row["spans"]
        if here and start <= row["spans"][0]["start"] < end and row["status"] in said:
            codes = (row.get("code"), *(row.get("codes") or ()))
            said[row["status"]] |= {code for code in codes if code and code.startswith("HP:")}
    return {"present": frozenset(said["present"]), "absent": frozenset(said["absent"] - said["present"])}


def _files() -> dict[tuple[str, str], Path]:
    found = {}
    for corpus in {row["corpus"] for row in read_labels(LABELS)}:
        for line in (SHARED / "corpora" / corpus / "gold.jsonl").read_text(encoding="utf-8").splitlines():
            gold = json.loads(line)
            found[corpus, gold["id"]] = SHARED / "corpora" / corpus / gold["file"]
    return found


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--part", choices=PARTS, default="all")
    parser.add_argument("--errors", action="store_true", help="show what is wrong in the part `work`")
    options = parser.parse_args()
    labels = [row for row in read_labels(LABELS) if options.part in ("all", row["part"])]
    files = _files()
    keys = sorted({(row["corpus"], row["document"]) for row in labels})
    with ProcessPoolExecutor() as pool:
        read = dict(zip(keys, pool.map(predict, [files[key] for key in keys]), strict=True))
    sums: Counter[tuple[str, str, str]] = Counter()
    for row in labels:
        rows = read[row["corpus"], row["document"]]
        start, end = int(row["start"]), int(row["end"])
        text = next(r["text"] for r in rows if r["kind"] == "text")[start:end]
        if digest(text) != row["digest"]:
            print(f"{row['document']} {start}: laid out in another way, left out")
            continue
        said = said_codes(rows, start, end)
        for status in STATUSES:
            outcome = judge(read_findings(row[status]), said[status])
            for part in (row["part"], "all"):
                sums[part, status, "hit"] += len(outcome.hit)
                sums[part, status, "missed"] += len(outcome.missed)
                sums[part, status, "extra"] += len(outcome.extra)
            if options.errors and row["part"] == "work":
                _show(row["document"], status, outcome)
    _print(sums)


def _show(document: str, status: str, outcome: Outcome) -> None:
    from seriatim.terms.hpo import load_hpo

    hpo = load_hpo()
    for codes in outcome.missed:
        print(f"  {document} missed {status}: {' | '.join(str(hpo.name(c)) for c in sorted(codes))}")
    for code in outcome.extra:
        print(f"  {document} extra {status}: {hpo.name(code)}")


def _print(sums: Mapping[tuple[str, str, str], int]) -> None:
    for part in PARTS:
        for status in STATUSES:
            hit, missed, extra = (sums.get((part, status, n), 0) for n in ("hit", "missed", "extra"))
            if hit + missed:
                precision, recall = hit / max(hit + extra, 1), hit / (hit + missed)
                f1 = 2 * hit / (2 * hit + missed + extra)
                print(f"{part:5} {status:7} n={hit + missed} P={precision:.3f} R={recall:.3f} F1={f1:.3f}")


if __name__ == "__main__":
    main()
