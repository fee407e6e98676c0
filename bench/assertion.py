"""Status and subject, measured on mentions whose place is given.

    python -m bench.assertion [--errors CORPUS] [--half dev|check|all]

The cue engine is asked about the gold mentions of each corpus; what is scored is the judgement alone, not the
finding of mentions. The corpora are read from SERIATIM_SHARED (default ../shared).
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from bench.halves import HALVES, SHARED, in_half
from seriatim.model import Report
from seriatim.text import Prose, read_prose
from seriatim.text.cues import find_scopes

FINDINGS = {
    "negex": {"concept"},
    "maccrobat": {"Sign_symptom", "Disease_disorder"},
    "e3c": {"CLINENTITY"},
    "ada": {"finding", "condition"},
    "id68": {"HPO"},
}
ACTS = {"maccrobat": {"Diagnostic_procedure", "Medication", "Therapeutic_procedure"}}


@dataclass(frozen=True, slots=True)
class Judged:
    """One gold mention with what the engine says of it."""

    document: str
    start: int
    end: int
    gold: str
    said: str
    cue: str | None
    line: str


def judge_mentions(corpus: str, half: str = "all", *, acts: bool = False) -> Iterator[Judged]:
    """Ask the engine about every gold mention of a corpus that has a status."""
    folder = SHARED / "corpora" / corpus
    types = ACTS.get(corpus, set()) if acts else FINDINGS[corpus]
    for line in (folder / "gold.jsonl").read_text(encoding="utf-8").splitlines():
        gold = json.loads(line)
        if not in_half(gold["id"], half):
            continue
        with (folder / gold["file"]).open(encoding="utf-8", newline="") as file:
            prose = read_prose(Report(id=gold["id"], text=file.read()))
        for mention in gold["mentions"]:
            if mention["type"] in types and mention["status"]:
                yield _judge(prose, mention, act=acts)


def _judge(prose: Prose, mention: dict, *, act: bool) -> Judged:
    start, end = mention["spans"][0][0], mention["spans"][-1][1]
    sentence = prose.sentence_at(start)
    assertion = find_scopes(prose, sentence).judge(start, end, act=act) if sentence else None
    place = (
        prose.text[max(0, start - 90) : start]
        + "[["
        + prose.text[start:end]
        + "]]"
        + prose.text[end : end + 60]
    )
    said, cue = (assertion.status, assertion.cue) if assertion else ("present", None)
    return Judged(prose.report.id, start, end, mention["status"], said, cue, place.replace("\n", "/"))


def absent_scores(judged: list[Judged]) -> tuple[float, float, float]:
    """Return precision, recall and F1 of "absent"."""
    both = Counter((j.gold == "absent", j.said == "absent") for j in judged)
    right, wrong, missed = both[True, True], both[False, True], both[True, False]
    precision = right / (right + wrong) if right + wrong else 0.0
    recall = right / (right + missed) if right + missed else 0.0
    return precision, recall, 2 * right / (2 * right + wrong + missed) if right else 0.0


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument(
        "--errors", metavar="CORPUS", help="print what is judged wrongly in the half that may be read"
    )
    parser.add_argument("--half", choices=HALVES, default="all")
    parser.add_argument("--acts", action="store_true", help="tests and treatments instead of findings")
    options = parser.parse_args()
    if options.errors:
        for j in judge_mentions(options.errors, "even", acts=options.acts):
            if j.gold != j.said:
                print(f"{j.document}\t{j.gold}>{j.said}\t{j.cue}\t{j.line}")
        return
    for corpus in ACTS if options.acts else FINDINGS:
        judged = list(judge_mentions(corpus, options.half, acts=options.acts))
        right = sum(j.gold == j.said for j in judged) / max(len(judged), 1)
        precision, recall, f1 = absent_scores(judged)
        print(
            f"{corpus:10} n={len(judged):5} accuracy={right:.3f} absent P={precision:.3f} R={recall:.3f} F1={f1:.3f}"
        )


if __name__ == "__main__":
    main()
