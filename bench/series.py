"""Ten thousand cases: storing, drawing, publishing and searching a series, with the memory each takes.

    python -m bench.series [N]

The cases are made up from a fixed seed: patients with a dozen findings, a disease, two treatments and responses.
"""

from __future__ import annotations

import random
import resource
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from seriatim.model import Author, Case, Claim, Fact, Patient, Report, Source, Span, Time
from seriatim.present.series import render_series
from seriatim.series import open_store, read_protocol
from seriatim.series.store import Store
from seriatim.terms.hpo import load_hpo
from seriatim.workflow import draw_series

_WORDS = "rash fever nodule plaque ulcer pain swelling weakness cough fatigue arthritis alopecia oedema tremor".split()
_DRUGS = (
    ("prednisone", "ATC:H02AB07"),
    ("diltiazem", "ATC:C08DB01"),
    ("warfarin", "ATC:B01AA03"),
    ("colchicine", "ATC:M04AC01"),
)
_DISEASES = (
    ("systemic lupus erythematosus", "MONDO:0007915"),
    ("dermatomyositis", "MONDO:0016367"),
    ("systemic sclerosis", "MONDO:0005100"),
)


def make_cases(number: int, codes: list[str]) -> Iterator[Case]:
    """Make up cases, the same every time."""
    rng = random.Random(42)
    for i in range(number):
        yield _case(i, rng, codes)


def _case(i: int, rng: random.Random, codes: list[str]) -> Case:
    words = [rng.choice(_WORDS) for _ in range(60)]
    text = f"A patient presented with {' '.join(words)}. " * 6
    facts = [_fact(n, "phenotype", rng.choice(_WORDS), rng.choice(codes), rng) for n in range(12)]
    facts.append(_fact(12, "phenotype", "calcinosis cutis", "HP:0025520", rng))
    facts.append(_fact(13, "disease", *rng.choice(_DISEASES), rng))
    for n, (drug, code) in enumerate(rng.sample(_DRUGS, 2), 14):
        response = rng.choice(["complete", "partial", "none", None])
        facts.append(
            _fact(
                n,
                "medication",
                drug,
                code,
                rng,
                response=response,
                time=Time("", f"P{rng.randint(1, 36)}M", "after", "treatment"),
            )
        )
    sex, age = rng.choice(["female", "male"]), f"P{rng.randint(1, 90)}Y"
    authors = tuple(Author(f"Family{rng.randint(0, 30_000)}", "A") for _ in range(4))
    report = Report(
        f"r{i:05}",
        text,
        f"Report {i}",
        authors,
        year=rng.randint(1970, 2026),
        source=Source(f"r{i:05}.txt", "text", str(i)),
    )
    claim = Claim("C1", "count", "nine cases have been published", (), n=9)
    return Case(
        report,
        (Patient("P1", sex, age, "a patient"),),
        tuple(facts),
        (claim,),
        releases={"seriatim": "bench"},
    )


def _fact(n: int, kind: str, label: str, code: str, rng: random.Random, **known: object) -> Fact:
    status = "present" if kind != "phenotype" or rng.random() < 0.8 else "absent"
    return Fact(f"F{n}", kind, label, (Span(25, 30, "quote"),), "P1", code=code, status=status, **known)  # type: ignore[arg-type]


def _memory() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _tell(what: str, begun: float) -> None:
    print(f"  {what:44} {time.perf_counter() - begun:8.2f} s   peak {_memory():6.0f} MB", flush=True)


def store_all(store: Store, number: int, codes: list[str]) -> None:
    build = store.open_build()
    for i, case in enumerate(make_cases(number, codes)):
        store.add_cases(f"r{i:05}.txt", str(i), (case,), build)
    store.close_build(build)


def main() -> None:
    number = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    hierarchy = load_hpo()
    codes = sorted(c for c in hierarchy.names if "HP:0000118" in hierarchy.ancestors(c))[::7]
    protocol = read_protocol(Path(__file__).parents[1] / "protocols" / "calcinosis-ctd.yaml")
    with tempfile.TemporaryDirectory() as scratch, open_store(Path(scratch) / "s.db") as store:
        print(f"{number} cases; before: {_memory():.0f} MB")
        begun = time.perf_counter()
        store_all(store, number, codes)
        _tell(
            f"stored, {number / (time.perf_counter() - begun):.0f} a second, {(Path(scratch) / 's.db').stat().st_size / 1e6:.0f} MB on disk",
            begun,
        )
        begun = time.perf_counter()
        series = draw_series(store, protocol)
        _tell(f"drawn: {len(series.table.rows)} rows, {len(series.duplicates)} duplicate candidates", begun)
        begun = time.perf_counter()
        page = render_series(series)
        _tell(f"page of {len(page) / 1e6:.1f} MB", begun)
        begun = time.perf_counter()
        hits = [
            len(store.search("calcinosis cutis")),
            len(store.search("quote rash")),
            len(store.search("absent everywhere")),
        ]
        _tell(f"three searches, hits {hits}", begun)


if __name__ == "__main__":
    main()
