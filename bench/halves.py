"""Where the evaluation corpora are, and their two halves: rules are sought in the even one, the odd one checks them."""

from __future__ import annotations

import argparse
import hashlib
import os
from collections.abc import Callable, Mapping
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SHARED = Path(os.environ.get("SERIATIM_SHARED") or ROOT.parent / "shared")
HALVES = ("even", "odd", "all")


def half_of(identity: str) -> str:
    """Name the half a document belongs to, by the last hexadecimal digit of the SHA-1 of its id: even | odd."""
    return "odd" if int(hashlib.sha1(identity.encode()).hexdigest()[-1], 16) % 2 else "even"


def in_half(identity: str, half: str) -> bool:
    """Tell whether a document belongs to a half; every one belongs to "all"."""
    return half in ("all", half_of(identity))


def run_benches(benches: Mapping[str, Callable[[str, bool], None]], description: str | None) -> None:
    """Run the benches named on the command line, all of them where none is."""
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("bench", nargs="*", help=f"{', '.join(benches)}; default: each of them")
    parser.add_argument("--half", choices=HALVES, default="even")
    parser.add_argument("--show", action="store_true")
    options = parser.parse_args()
    if unknown := [name for name in options.bench if name not in benches]:
        parser.error(f"no bench {', '.join(unknown)}; there are {', '.join(benches)}")
    for name in options.bench or benches:
        benches[name](options.half, options.show)
