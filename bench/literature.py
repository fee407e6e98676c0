"""How well citations are linked and claims found, on the evaluation corpora.

    python -m bench.literature citations|claims [--half even|odd|all] [--show]

Rules are sought only in documents whose id hashes to an even digit; the odd ones are the check.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

from bench.halves import SHARED, in_half, run_benches
from seriatim.literature import find_claims
from seriatim.model import Report
from seriatim.reading import read_bytes, read_report
from seriatim.text import read_prose
from seriatim.text.citations import find_citations

LABELS = Path(__file__).parent / "labels" / "claims.tsv"


def articles(half: str, *corpora: str) -> Iterator[Path]:
    """Yield the JATS files of a half of the corpora."""
    folders = {"hindawi": "jats"}
    for corpus in corpora:
        for path in sorted((SHARED / "corpora" / corpus / folders.get(corpus, "docs")).glob("*.xml")):
            if in_half(path.stem, half):
                yield path


def rate(right: int, wrong: int, missed: int) -> str:
    """Format precision, recall and F1."""
    precision, recall = right / max(1, right + wrong), right / max(1, right + missed)
    return f"P {precision:.3f}  R {recall:.3f}  F1 {2 * right / max(1, 2 * right + wrong + missed):.3f}  (n={right + missed})"


# ---------------------------------------------------------------- citations
def bench_citations(half: str, show: bool) -> None:
    """Read articles whose citations are no longer linked, and compare with the links they had.

    A citation is known by its number and the letters before it, for the text of the two readings may differ.
    """
    total = Counter[str]()
    for path in articles(half, "jats", "hindawi", "calcinosis"):
        report = read_report(path)
        if not report.citation_marks:
            continue
        gold = Counter(key for m in report.citation_marks for key in keys(report, m.end, m.numbers))
        bare = read_bytes(LINK.sub(r"\1", path.read_text(encoding="utf-8")).encode(), path.name)
        found = Counter(key for c in find_citations(bare) for key in keys(bare, c.end, c.numbers))
        right = sum((gold & found).values())
        missed, wrong = sum(gold.values()) - right, sum(found.values()) - right
        total.update(right=right, wrong=wrong, missed=missed, articles=1)
        if show and missed + wrong > 3:
            print(f"{path.stem}: {missed} missed, {wrong} wrong, of {sum(gold.values())}")
    print(
        f"citations, {half}: {total['articles']} articles, {rate(total['right'], total['wrong'], total['missed'])}"
    )


LINK = re.compile(r'<xref\b[^>]*ref-type="bibr"[^>]*>(.*?)</xref>', re.S)


def keys(report: Report, end: int, numbers: tuple[str, ...]) -> list[tuple[str, str]]:
    """Know citations again by their numbers and the last letters before them."""
    before = "".join(c for c in report.text[max(0, end - 240) : end] if c.isalpha())
    return [(n, before[-14:]) for n in numbers]


# ---------------------------------------------------------------- claims
def bench_claims(half: str, show: bool) -> None:
    """Compare claims with the marked discussions: sentence and kind."""
    rows = [
        line.split("\t")
        for line in LABELS.read_text(encoding="utf-8").splitlines()
        if not line.startswith("#")
    ][1:]
    by_document = defaultdict(list)
    for document, *rest in rows:
        by_document[document].append(rest)
    kinds: dict[str, Counter[str]] = defaultdict(Counter)
    detected = Counter[str]()
    for document, marks in by_document.items():
        if not in_half(document, half):
            continue
        path = next(
            p
            for c in ("jats", "calcinosis")
            if (p := SHARED / "corpora" / c / "docs" / f"{document}.xml").exists()
        )
        report = read_report(path)
        sentences = [(int(a), int(b)) for a, b, *_ in marks]
        firm = {(int(a), kind) for a, _, kind, sure in marks if kind and sure == "yes"}
        allowed = {(int(a), kind) for a, _, kind, sure in marks if kind and sure == "no"}
        claims = find_claims(read_prose(report), (), ())
        found = set()
        for claim in claims:
            at = max(claim.spans, key=lambda s: s.end - s.start).start
            sentence = next((a for a, b in sentences if a <= at < b), None)
            if sentence is not None:
                found.add((sentence, claim.kind))
        for _, kind in found & firm:
            kinds[kind]["right"] += 1
        for _, kind in found - firm - allowed:
            kinds[kind]["wrong"] += 1
        for at, kind in firm - found:
            kinds[kind]["missed"] += 1
            if show:
                print(f"{document} {at} {kind} missed")
        here, there, maybe = {a for a, _ in found}, {a for a, _ in firm}, {a for a, _ in allowed}
        detected.update(right=len(here & there), wrong=len(here - there - maybe), missed=len(there - here))
    total = Counter[str]()
    for kind, counts in sorted(kinds.items()):
        total.update(counts)
        print(f"  {kind:15} {rate(counts['right'], counts['wrong'], counts['missed'])}")
    print(f"claims, {half}: sentence and kind {rate(total['right'], total['wrong'], total['missed'])}")
    print(
        f"claims, {half}: sentence alone   {rate(detected['right'], detected['wrong'], detected['missed'])}"
    )


def main() -> None:
    run_benches({"citations": bench_citations, "claims": bench_claims}, __doc__)


if __name__ == "__main__":
    main()
