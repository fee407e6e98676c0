"""Where the time goes: the whole reading of every JATS article on one core, step by step; start-up times."""

from __future__ import annotations

import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

from bench.halves import SHARED
from seriatim.extract._context import Context
from seriatim.extract.patients import find_patients
from seriatim.extract.pipeline import run_steps
from seriatim.extract.steps import default_steps
from seriatim.reading import read_report
from seriatim.text import read_prose
from seriatim.workflow import build_case


def time_steps(files: list[Path]) -> Counter[str]:
    """Return the seconds spent in each step over all files."""
    spent: Counter[str] = Counter()
    for file in files:
        at = time.perf_counter()
        report = read_report(file)
        at = _note(spent, "read_report", at)
        prose = read_prose(report)
        at = _note(spent, "read_prose", at)
        people = find_patients(prose)
        at = _note(spent, "find_patients", at)
        context, facts = Context(prose, people), []
        for step in default_steps():
            facts = step.run(context, facts)
            at = _note(spent, step.name, at)
        spent["characters"] += len(report.text)
    return spent


def _note(spent: Counter[str], name: str, since: float) -> float:
    now = time.perf_counter()
    spent[name] += now - since
    return now


def time_whole(files: list[Path]) -> tuple[float, float]:
    """Return articles a second for facts alone, and for the whole case with claims, verdicts and notes."""
    reports = [read_report(f) for f in files]
    begun = time.perf_counter()
    for report in reports:
        prose = read_prose(report)
        run_steps(prose, find_patients(prose), default_steps())
    middle = time.perf_counter()
    for report in reports:
        build_case(report)
    return len(files) / (middle - begun), len(files) / (time.perf_counter() - middle)


def time_process(*words: str, repeat: int = 5) -> float:
    """Return the shortest of some runs of a fresh process, in seconds."""
    best = 1e9
    for _ in range(repeat):
        begun = time.perf_counter()
        subprocess.run([sys.executable, *words], capture_output=True, check=False)
        best = min(best, time.perf_counter() - begun)
    return best


def main() -> None:
    if not SHARED.is_dir():
        print(f"no evaluation corpora at {SHARED}; set SERIATIM_SHARED")
        return
    files = sorted((SHARED / "corpora" / "jats" / "docs").glob("*.xml"))
    time_steps(files[:3])  # vocabularies are loaded once, before the clock runs
    spent = time_steps(files)
    characters = spent.pop("characters")
    total = sum(spent.values())
    print(
        f"{len(files)} JATS articles, {characters / 1e6:.2f} M characters: {len(files) / total:.1f} articles/s, {characters / 1e6 / total:.2f} MB/s"
    )
    for name, seconds in spent.most_common():
        print(f"  {name:28} {seconds / len(files) * 1000:7.2f} ms an article  {seconds / total:5.1%}")
    facts, whole = time_whole(files)
    print(f"without reading: {facts:.1f} articles/s to facts; {whole:.1f} articles/s to the whole case")
    letter = str(next((SHARED / "seed").glob("*.txt")))
    print(f"bare python {time_process('-c', 'pass') * 1000:.0f} ms; import {time_process('-c', 'import seriatim') * 1000:.0f} ms; "
          f"--help {time_process('-m', 'seriatim', '--help') * 1000:.0f} ms; "
          f"whole case of the letter, cold process, warm cache {time_process('-m', 'seriatim', 'read', letter, '--format', 'json') * 1000:.0f} ms")  # fmt: skip


if __name__ == "__main__":
    main()
