"""What the audit finds of errors put in on purpose, and what it says of articles left as they are.

python -m bench.audit inject|notes [--half even|odd|all] [--show]
"""

from __future__ import annotations

import random
from collections import Counter

from bench.halves import run_benches
from bench.injected_errors import KINDS
from bench.literature import articles
from seriatim.audit import audit_case
from seriatim.extract import extract_facts
from seriatim.literature import find_claims
from seriatim.model import Case, Note, Report
from seriatim.reading import read_report
from seriatim.text import read_prose


def audited(report: Report, *, facts: bool) -> tuple[Note, ...]:
    """Audit a report, with its facts where the error concerns them."""
    prose = read_prose(report)
    found = extract_facts(prose) if facts else None
    patients, all_facts = (found.patients, found.facts) if found else ((), ())
    case = Case(report, patients, all_facts, find_claims(prose, patients, all_facts))
    return audit_case(case, prose)


def bench_inject(half: str, show: bool) -> None:
    """Put each kind of error into each article it fits, and count those found."""
    paths = list(articles(half, "jats"))[:100]
    tried, found = Counter[str](), Counter[str]()
    for path in paths:
        report = read_report(path)
        before = {flag: Counter(n.code for n in audited(report, facts=flag)) for flag in (False, True)}
        for kind, (put, codes, needs_facts) in KINDS.items():
            changed = put(report, random.Random(path.stem + kind))
            if changed is None:
                continue
            tried[kind] += 1
            after = Counter(n.code for n in audited(changed, facts=needs_facts))
            hit = any(after[c] > before[needs_facts][c] for c in codes.split())
            found[kind] += hit
            if show and not hit:
                print(f"  {path.stem}: {kind} not found")
    for kind in KINDS:
        print(f"  {kind:26} {found[kind]:3} of {tried[kind]:3}  {found[kind] / max(1, tried[kind]):.2f}")
    total = sum(found.values()) / max(1, sum(tried.values()))
    mean = sum(found[k] / tried[k] for k in tried) / max(1, len(tried))
    print(
        f"injected errors, {half}: {total:.3f} of all, {mean:.3f} averaged over {len(tried)} kinds, {len(paths)} articles"
    )


def bench_notes(half: str, show: bool) -> None:
    """Print the warnings and errors of untouched articles, and how many notes an article gets."""
    severities, codes = Counter[str](), Counter[str]()
    paths = list(articles(half, "jats"))[:100]
    for path in paths:
        report = read_report(path)
        for note in audited(report, facts=True):
            severities[note.severity] += 1
            codes[note.code] += 1
            if show and note.severity != "info":
                words = " | ".join(" ".join(s.text.split())[:110] for s in note.spans[:2])
                print(f"{path.stem} {note.severity} {note.code}: {note.message} [{words}]")
    print(
        f"notes, {half}: {len(paths)} articles; an article: "
        + ", ".join(f"{n / len(paths):.2f} {s}" for s, n in severities.most_common())
    )
    print("  " + ", ".join(f"{c} {n}" for c, n in codes.most_common()))


def main() -> None:
    run_benches({"inject": bench_inject, "notes": bench_notes}, __doc__)


if __name__ == "__main__":
    main()
