"""Verdicts: ten thousand cases by every pack, one verdict on a case of two hundred facts, and the memory taken.

    python -m bench.criteria [N]

The cases are made up from a fixed seed: findings drawn half from what the packs ask for, half from all of HPO.
"""

from __future__ import annotations

import random
import resource
import statistics
import sys
import time
from collections.abc import Iterator, Sequence

from seriatim.criteria import Lineage, assess, assess_case, load_packs
from seriatim.model import Fact, Patient, Report, Span
from seriatim.terms.hpo import load_hpo

_WOMAN = Patient("P1", sex="female", age="P40Y", label="a woman of 40")
_REPORT = Report("r1", "She was examined and gave informed consent. " * 600, title="A case report")
_STATUSES = ("present", "present", "present", "absent", "uncertain")


def make_facts(
    number: int, rng: random.Random, asked: Sequence[str], all_codes: Sequence[str]
) -> tuple[Fact, ...]:
    """Make up facts of one patient."""
    return tuple(_fact(n, rng, asked if n % 2 else all_codes) for n in range(number))


def _fact(n: int, rng: random.Random, codes: Sequence[str]) -> Fact:
    code, status = rng.choice(codes), rng.choice(_STATUSES)
    kind = "measurement" if code.startswith("LOINC") else "phenotype"
    span = Span(n * 20, n * 20 + 10, f"finding {n}")
    interpretation = (
        rng.choice(("positive", "negative", "normal", "high", "low")) if kind == "measurement" else None
    )
    return Fact(
        f"F{n}",
        kind,
        span.text,
        (span,),
        patient="P1",
        code=code,
        status=status,
        interpretation=interpretation,
    )


def make_cases(
    number: int, size: int, asked: Sequence[str], all_codes: Sequence[str]
) -> Iterator[tuple[Fact, ...]]:
    """Make up cases, the same every time."""
    rng = random.Random(7)
    for _ in range(number):
        yield make_facts(size, rng, asked, all_codes)


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> None:
    number = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    hpo = load_hpo()
    lineage = Lineage(hpo.ancestors)
    begun = time.perf_counter()
    packs = load_packs()
    print(f"{len(packs)} packs read in {1000 * (time.perf_counter() - begun):.0f} ms")
    asked = sorted(frozenset().union(*(pack.codes for pack in packs.values())))
    all_codes = sorted(hpo.names)

    rng = random.Random(1)
    big = make_facts(200, rng, asked, all_codes)
    print("one verdict on a case of 200 facts, median of 21, ms of one core:")
    for pack in packs.values():
        taken = []
        for _ in range(21):
            begun = time.process_time()
            assess(pack, big, lineage, patient="P1", patients=(_WOMAN,), report=_REPORT)
            taken.append(1000 * (time.process_time() - begun))
        print(f"  {pack.id:28}{statistics.median(taken):6.1f}")

    begun, peaks = time.process_time(), []
    for n, facts in enumerate(make_cases(number, 40, asked, all_codes), 1):
        assess_case((_WOMAN,), facts, _REPORT, packs, lineage)
        if n % max(1, number // 5) == 0:
            peaks.append(_peak())
    taken_all = time.process_time() - begun
    print(
        f"{number} cases of 40 facts x {len(packs)} packs: {taken_all:.0f} s, {1000 * taken_all / number:.1f} ms a case"
    )
    print(f"peak memory, MB, at each fifth: {', '.join(f'{peak:.0f}' for peak in peaks)}")


if __name__ == "__main__":
    main()
