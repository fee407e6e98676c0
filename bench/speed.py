"""Where the time goes: every JATS article on one core, step by step; phenotypes alone; long texts; memory; start-up.

    python -m bench.speed

Steps are timed by the processor time of this process (`time.process_time`), so that a busy machine changes the
figures little; start-up is timed by the clock, because that is what a user waits for. Memory is the resident
set of a fresh process that has found the phenotypes of every article and loaded nothing else (Linux only).
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections import defaultdict
from pathlib import Path

from seriatim.extract._context import Context
from seriatim.extract.people.patients import find_patients
from seriatim.extract.pipeline import number_facts, run_steps
from seriatim.extract.steps import default_steps
from seriatim.model import Fact, Report
from seriatim.reading import read_report
from seriatim.terms.hpo import find_phenotypes
from seriatim.text import read_prose
from seriatim.workflow import build_case

SHARED = Path(os.environ.get("SERIATIM_SHARED") or Path(__file__).parents[2] / "shared")
ABSTRACT = 1_300  # characters of an abstract
LENGTHS = (100_000, 1_000_000, 10_000_000)  # characters of the long texts
_MEMORY = r"""
import re, sys
from pathlib import Path
from seriatim.terms.hpo import find_phenotypes
for path in sys.argv[1:]:
    find_phenotypes(Path(path).read_text(encoding="utf-8"))
print(re.search(r"VmHWM:\s+(\d+)", Path("/proc/self/status").read_text())[1])
"""


def time_steps(files: list[Path]) -> tuple[dict[str, float], int]:
    """Return the seconds of processor time spent in each step over all files, and the characters read."""
    spent: dict[str, float] = defaultdict(float)
    characters = 0
    for file in files:
        at = time.process_time()
        report = read_report(file)
        at = _note(spent, "read_report", at)
        prose = read_prose(report)
        at = _note(spent, "read_prose", at)
        people = find_patients(prose)
        at = _note(spent, "find_patients", at)
        context = Context(prose, people)
        facts: list[Fact] = []
        for step in default_steps():
            facts = step.run(context, facts)
            at = _note(spent, step.name, at)
        number_facts(facts)
        _note(spent, "number_facts", at)
        characters += len(report.text)
    return spent, characters


def _note(spent: dict[str, float], name: str, since: float) -> float:
    now = time.process_time()
    spent[name] += now - since
    return now


def time_whole(reports: list[Report]) -> tuple[float, float]:
    """Return articles a second for facts alone, and for the whole case with claims, verdicts and notes."""
    begun = time.process_time()
    for report in reports:
        prose = read_prose(report)
        run_steps(prose, find_patients(prose), default_steps())
    middle = time.process_time()
    for report in reports:
        build_case(report)
    return len(reports) / (middle - begun), len(reports) / (time.process_time() - middle)


def time_abstracts(reports: list[Report]) -> float:
    """Return how many abstracts a second phenotypes are found in; an abstract is the beginning of an article."""
    abstracts = [report.text[:ABSTRACT] for report in reports]
    begun = time.process_time()
    for abstract in abstracts:
        find_phenotypes(abstract)
    return len(abstracts) / (time.process_time() - begun)


def time_lengths(reports: list[Report]) -> list[tuple[int, float]]:
    """Return, for texts of growing length, the seconds it takes to find their phenotypes."""
    every = "\n\n".join(report.text for report in reports)
    timed = []
    for length in LENGTHS:
        text = (every * (length // len(every) + 1))[:length]
        begun = time.process_time()
        find_phenotypes(text)
        timed.append((length, time.process_time() - begun))
    return timed


def measure_memory(folder: Path) -> float:
    """Return the largest resident set, in MB, of a process that finds the phenotypes of a folder's files."""
    files = map(str, sorted(folder.iterdir()))
    command = [sys.executable, "-c", _MEMORY, *files]
    return int(subprocess.run(command, capture_output=True, text=True, check=True).stdout) / 1024


def time_process(*words: str, repeat: int = 5) -> float:
    """Return the shortest of some runs of a fresh process, in seconds by the clock."""
    best = 1e9
    for _ in range(repeat):
        begun = time.perf_counter()
        subprocess.run([sys.executable, *words], capture_output=True, check=False)
        best = min(best, time.perf_counter() - begun)
    return best


def print_steps(files: list[Path]) -> None:
    """Print the milliseconds an article of each step, the slowest first."""
    time_steps(files[:3])  # vocabularies are loaded once, before the clock runs
    spent, characters = time_steps(files)
    total = sum(spent.values())
    rate = f"{len(files) / total:.1f} articles/s, {characters / 1e6 / total:.2f} MB/s"
    print(f"{len(files)} JATS articles, {characters / 1e6:.2f} M characters: {rate}")
    for name, seconds in sorted(spent.items(), key=lambda step: -step[1]):
        print(f"  {name:28} {seconds / len(files) * 1000:7.2f} ms an article  {seconds / total:5.1%}")


def main() -> None:
    if not SHARED.is_dir():
        print(f"no evaluation corpora at {SHARED}; set SERIATIM_SHARED")
        return
    folder = SHARED / "corpora" / "jats" / "docs"
    files = sorted(folder.glob("*.xml"))
    print_steps(files)
    reports = [read_report(file) for file in files]
    facts, whole = time_whole(reports)
    print(f"without reading: {facts:.1f} articles/s to facts; {whole:.1f} articles/s to the whole case")
    print(f"phenotypes alone: {time_abstracts(reports):.0f} abstracts/s of {ABSTRACT} characters")
    for length, seconds in time_lengths(reports):
        print(f"  {length:>10,} characters {seconds:6.2f} s  {length / 1e6 / seconds:.2f} MB/s")
    print(f"memory of phenotypes alone: {measure_memory(folder):.0f} MB")
    letter = str(next((SHARED / "seed").glob("*.txt")))
    starts = {
        "bare python": ("-c", "pass"),
        "import": ("-c", "import seriatim"),
        "--help": ("-m", "seriatim", "--help"),
        "whole case of the letter, cold process": ("-m", "seriatim", "read", letter, "--format", "json"),
    }
    for name, words in starts.items():
        print(f"{name}: {time_process(*words) * 1000:.0f} ms")


if __name__ == "__main__":
    main()
