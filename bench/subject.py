"""Whom the sentences of a discussion are about, against labels made for this project.

    python -m bench.subject [--errors]

Reads `bench/labels/discussion_sentences.tsv`, the labels of a second reader beside it, and the `jats` corpus of
SERIATIM_SHARED (default ../shared). Prints the agreement of the first reader's two passes and of the two readers,
then what the reader of subjects makes of the same sentences.
"""

from __future__ import annotations

import argparse
import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path

from bench.halves import SHARED, half_of, in_half
from seriatim.extract._context import Context
from seriatim.extract.people.patients import find_patients
from seriatim.extract.status.subject import Subjects
from seriatim.reading import read_report
from seriatim.text import Prose, Sentence, read_prose

LABELS = Path(__file__).parent / "labels" / "discussion_sentences.tsv"
SECOND_READER = LABELS.with_name("discussion_sentences_second_reader.tsv")
MINE = frozenset({"patient", "both"})


def read_labels(path: Path = LABELS) -> list[dict[str, str]]:
    """Read the labelled sentences: article, start, end, digest, the passes of the first reader, label."""
    lines = [x for x in path.read_text(encoding="utf-8").splitlines() if not x.startswith("#")]
    header = lines[0].split("\t")
    return [dict(zip(header, line.split("\t"), strict=True)) for line in lines[1:]]


def cohen_kappa(first: Sequence[object], second: Sequence[object]) -> float:
    """Return the agreement of two passes beyond chance."""
    n = len(first)
    observed = sum(a == b for a, b in zip(first, second, strict=True)) / n
    a, b = Counter(first), Counter(second)
    expected = sum(a[k] * b[k] for k in a) / n**2
    return (observed - expected) / (1 - expected)


def pair_readers(rows: Sequence[Mapping[str, str]]) -> list[tuple[str, str]]:
    """Return the labels of the first and the second reader for the sentences that both have read."""
    first = {(r["article"], r["digest"]): r["label"] for r in rows}
    return [(first[r["article"], r["digest"]], r["label"]) for r in read_labels(SECOND_READER)]


def say_subjects(rows: Sequence[Mapping[str, str]]) -> list[str]:
    """Return what the reader of subjects says of each labelled sentence."""
    said = []
    texts: dict[str, tuple[Prose, Subjects, dict[str, Sentence]]] = {}
    for row in rows:
        if row["article"] not in texts:
            texts = {row["article"]: _read(row["article"])}
        prose, subjects, sentences = texts[row["article"]]
        start, end = int(row["start"]), int(row["end"])
        known = sentences.get(row["digest"])
        spoken = [known] if known else [s for s in prose.sentences if s.start < end and start < s.end]
        found = {s.subject for sentence in spoken for s in subjects.stretches_of(sentence)}
        mine = found & {"patient", "family"}
        said.append(
            "both" if mine and "literature" in found else "patient" if mine or not found else sorted(found)[0]
        )
    return said


def digest(words: str) -> str:
    """Return what a sentence is known by, whatever the offsets: SHA-1 of its words, 12 digits."""
    return hashlib.sha1(" ".join(words.split()).encode()).hexdigest()[:12]


def _read(article: str) -> tuple[Prose, Subjects, dict[str, Sentence]]:
    path = next((SHARED / "corpora" / "jats" / "docs").glob(f"{article}.*"))
    prose = read_prose(read_report(path))
    sentences = {digest(prose.text[s.start : s.end]): s for s in prose.sentences}
    return prose, Subjects(Context(prose, find_patients(prose))), sentences


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument(
        "--errors", action="store_true", help="list what is wrong in the half that may be read"
    )
    options = parser.parse_args()
    rows = read_labels()
    print(
        f"one reader twice: kappa {cohen_kappa([r['first'] for r in rows], [r['second'] for r in rows]):.3f}"
    )
    first, second = zip(*pair_readers(rows), strict=True)
    mine = cohen_kappa([x in MINE for x in first], [x in MINE for x in second])
    print(
        f"two readers, n={len(first)}: kappa {cohen_kappa(first, second):.3f}, about the patient {mine:.3f}"
    )
    said = say_subjects(rows)
    for half in ("even", "odd", "all"):
        pairs = [(r["label"], s) for r, s in zip(rows, said, strict=True) if in_half(r["article"], half)]
        hit = sum(g in MINE and s in MINE for g, s in pairs)
        wrong, missed = (
            sum(g not in MINE and s in MINE for g, s in pairs),
            sum(g in MINE and s not in MINE for g, s in pairs),
        )
        precision, recall = hit / (hit + wrong), hit / (hit + missed)
        f1 = 2 * precision * recall / (precision + recall)
        same = sum(g == s for g, s in pairs) / len(pairs)
        print(
            f"{half:6} n={len(pairs)} same label={same:.3f} about the patient P={precision:.3f} R={recall:.3f} F1={f1:.3f}"
        )
    if options.errors:
        for row, s in zip(rows, said, strict=True):
            if row["label"] != s and half_of(row["article"]) == "even":
                print(row["article"], row["start"], row["end"], row["label"], ">", s)


if __name__ == "__main__":
    main()
