"""Annotate texts with one peer; run inside the environment that holds the peers.

    python annotate.py TOOL HP_OBO INDEX_FOLDER TEXTS.jsonl OUT.jsonl

TEXTS.jsonl has one {"id", "text"} a line; OUT.jsonl gets one {"id", "mentions": [[start, end, code, status], ...]}
a line and, last, {"measured": {...}}. Nothing of Seriatim is imported here.
"""

from __future__ import annotations

import json
import resource
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

Mention = tuple[int, int, str, str]
Annotate = Callable[[str], list[Mention]]
ROOT = "HP:0000118"
PASSES = 3  # the fastest one counts, for every tool
PART = 8000  # characters FastHPOCR is given at once: its offsets fail on long texts


def read_names(obo: Path) -> Iterator[tuple[str, str]]:
    """Yield (name, code) of the terms below phenotypic abnormality."""
    parents: dict[str, list[str]] = {}
    names: dict[str, list[str]] = {}
    code = ""
    for line in obo.read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            code = ""
        elif line.startswith("id: HP:"):
            code = line[4:]
        elif code and line.startswith("is_a: "):
            parents.setdefault(code, []).append(line[6:16])
        elif code and line.startswith("name: "):
            names.setdefault(code, []).append(line[6:])
        elif code and line.startswith('synonym: "'):
            names.setdefault(code, []).append(line[10:].split('"')[0])
    below = {ROOT}
    size = 0
    while size != len(below):
        size = len(below)
        below |= {c for c, ps in parents.items() if below.intersection(ps)}
    for known in sorted(below & names.keys()):
        yield from ((name, known) for name in names[known])


def make_dictionary(obo: Path, _: Path) -> Annotate:
    """Labels and synonyms as they stand, whole words, longest match, whatever the case."""
    from ahocorasick_rs import AhoCorasick, MatchKind

    names = {name.lower(): code for name, code in read_names(obo) if len(name) > 2}
    phrases = list(names)
    automaton = AhoCorasick(phrases, matchkind=MatchKind.LeftmostLongest)

    def annotate(text: str) -> list[Mention]:
        lower = text.lower() if len(text.lower()) == len(text) else text
        return [
            (a, b, names[phrases[i]], "present")
            for i, a, b in automaton.find_matches_as_indexes(lower)
            if not lower[a - 1 : a].isalnum() and not lower[b : b + 1].isalnum()
        ]

    return annotate


def make_fasthpocr(*, longest: bool) -> Callable[[Path, Path], Annotate]:
    """FastHPOCR, nested or longest; texts are given in parts of whole paragraphs."""

    def make(obo: Path, folder: Path) -> Annotate:
        from FastHPOCR.HPOAnnotator import HPOAnnotator
        from FastHPOCR.IndexHPO import IndexHPO

        quicken_indexing()
        index = folder / "hp.index"
        if not index.exists():
            folder.mkdir(parents=True, exist_ok=True)
            IndexHPO(str(obo), str(folder), indexConfig={"rootConcepts": [ROOT]}).index()
        annotator = HPOAnnotator(str(index))

        def annotate(text: str) -> list[Mention]:
            return [
                (start + a.startOffset, start + a.endOffset, a.hpoUri, "present")
                for start, part in parts(text)
                for a in annotator.annotate(part, longestMatch=longest)
            ]

        return annotate

    return make


def quicken_indexing() -> None:
    """Look clusters up instead of searching all of them for each: the same index in minutes, not hours."""
    from FastHPOCR.cr.CRIndexKB import CRIndexKB

    inverse: dict[str, list[str]] = {}

    def compile_list(_: object, cluster: str, clusters: dict[str, str]) -> list[str]:
        if not inverse:
            for token, owner in clusters.items():
                inverse.setdefault(owner, []).append(token)
        return list(inverse.get(cluster, ()))

    CRIndexKB.compileClusterList = compile_list


def parts(text: str) -> Iterator[tuple[int, str]]:
    """Cut a long text at blanks."""
    start = 0
    while start < len(text):
        end = min(len(text), start + PART)
        if end < len(text):
            end = max(text.rfind(" ", start + 1, end), start + PART // 2)
        yield start, text[start:end]
        start = end


def make_medspacy(obo: Path, _: Path) -> Annotate:
    """medspaCy: target rules from labels and synonyms, ConText for negation and uncertainty."""
    import medspacy
    from loguru import logger
    from medspacy.ner import TargetRule

    logger.remove()  # its sentence splitter logs every token
    nlp = medspacy.load(enable=["medspacy_pyrush", "medspacy_target_matcher", "medspacy_context"])
    names = dict(read_names(obo))
    nlp.get_pipe("medspacy_target_matcher").add(
        [TargetRule(literal=name, category=code) for name, code in names.items() if len(name) > 2]
    )

    def status(entity: object) -> str:
        flags = entity._  # type: ignore[attr-defined]
        return "absent" if flags.is_negated else "uncertain" if flags.is_uncertain else "present"

    def annotate(text: str) -> list[Mention]:
        return [(e.start_char, e.end_char, e.label_, status(e)) for e in nlp(text).ents]

    return annotate


TOOLS: dict[str, Callable[[Path, Path], Annotate]] = {
    "exact dictionary": make_dictionary,
    "FastHPOCR nested": make_fasthpocr(longest=False),
    "FastHPOCR longest": make_fasthpocr(longest=True),
    "medspaCy + ConText": make_medspacy,
}


def main(tool: str, obo: str, folder: str, texts: str, out: str) -> None:
    began = time.perf_counter()
    annotate = TOOLS[tool](Path(obo), Path(folder))
    annotate("The child has seizures.")
    ready = time.perf_counter() - began
    documents = [json.loads(line) for line in Path(texts).read_text(encoding="utf-8").splitlines()]
    costs, failed = [], 0
    for _ in range(PASSES):
        found: dict[str, list[Mention]] = {}
        began = time.process_time()
        for document in documents:
            try:
                found[document["id"]] = annotate(document["text"])
            except Exception as error:  # a peer's crash is a result of the benchmark, not its end
                print(f"{tool}: {document['id']}: {error!r}", file=sys.stderr)
                found[document["id"]] = []
                failed += 1
        costs.append(time.process_time() - began)
    with Path(out).open("w", encoding="utf-8") as file:
        for name, mentions in found.items():
            file.write(json.dumps({"id": name, "mentions": mentions}) + "\n")
        measured = {
            "ready": ready,
            "seconds": min(costs),
            "memory": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
            "failed": failed,
        }
        file.write(json.dumps({"measured": measured}) + "\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
