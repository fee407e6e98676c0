"""Which of several numbered diseases is meant, told by the gene: "Kabuki syndrome" with a variant of KDM6A is the second."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from functools import cache

from seriatim.extract._context import Context
from seriatim.model import Fact
from seriatim.terms.diseases import Disease
from seriatim.terms.genes import count_genes, find_symbols, load_gene_diseases
from seriatim.text import Prose
from seriatim.text.folding import fold
from seriatim.text.tables import read_table

_WORD = re.compile(r"[a-z]{2,}")
_POSSESSIVE = re.compile(r"'s?\b")
_FURTHER = (
    2  # words that the name in OMIM may have more than the report's name and title ("Bethlem" myopathy)
)
_OFTEN = 3  # mentions from which on a gene is one that the report is about
_CLEAR = 2  # times as often as any other


def name_gene_diseases(context: Context, facts: list[Fact]) -> list[Fact]:
    """Give diseases the OMIM code of the gene that the report is about, with the gene in `modifiers["gene"]`.

    Only where the gene has one disease whose name holds all words of the report's name for it, and hardly more. Of
    several the one that fewest genes share counts. A general OMIM code gives way.

    Args:
        context: the prose.
        facts: with their subject; the diseases of the patients are looked at, and findings that the title names.

    Source: HPO annotations.

    Example:
        >>> from seriatim.model import Report
        >>> from seriatim.text import read_prose
        >>> prose = read_prose(Report("r", "Kabuki syndrome by a variant of KDM6A.", title="KDM6A in Kabuki syndrome"))
        >>> found = Fact("f", "disease", "Kabuki syndrome", (), status="present")
        >>> [(f.code, f.modifiers["gene"]) for f in name_gene_diseases(Context(prose), [found])]
        [('OMIM:300867', ('KDM6A',))]
    """
    prose = context.prose
    title = _telling(prose.report.title)
    names = {f.label for f in facts if _is_ours(f, title)}
    if not names or not any(word in prose.folded for word in _gene_words("context")):
        return facts
    genes = _genes_of(prose)
    chosen = {label: found for label in names if (found := _choose(label, title, genes))}
    return [_coded(f, *chosen[f.label]) if f.label in chosen and _is_ours(f, title) else f for f in facts]


def _is_ours(fact: Fact, title: frozenset[str]) -> bool:
    if fact.subject != "patient" or fact.status == "absent" or fact.rule:
        return False
    return fact.kind == "disease" or (
        fact.kind == "phenotype" and bool(said := _telling(fact.label)) and said <= title
    )


def _genes_of(prose: Prose) -> dict[str, int]:
    """The genes a report is about with how often it names them; those of the title alone, where it names one."""
    report = prose.report
    if titled := find_symbols(report.title):
        return dict(Counter(titled))
    end = next((s.start for s in report.sections if s.name == "references"), len(report.text))
    counts = Counter(find_symbols(report.text, 0, end))
    return {gene: n for gene, n in counts.items() if n >= _OFTEN}


def _choose(label: str, title: frozenset[str], genes: dict[str, int]) -> tuple[str, Disease] | None:
    """The gene and its one disease that bears the name, where no other gene comes near."""
    fits = [(count, gene, d) for gene, count in genes.items() if (d := _only_kind(label, title, gene))]
    fits.sort(key=lambda fit: (-fit[0], fit[1]))
    if not fits or (len(fits) > 1 and fits[0][0] < _CLEAR * fits[1][0]):
        return None
    return fits[0][1], fits[0][2]


def _only_kind(label: str, title: frozenset[str], gene: str) -> Disease | None:
    """The one disease of a gene that is of the kind named, or the one that fewest genes share."""
    said = _telling(label)
    kinds = sorted(
        (count_genes(disease.codes[0]), disease.codes[0], disease)
        for disease in load_gene_diseases()[gene]
        if said and said <= (known := _telling(disease.name)) and len(known - said - title) <= _FURTHER
    )
    clear = len(kinds) == 1 or (len(kinds) > 1 and kinds[0][0] < kinds[1][0])
    return kinds[0][2] if clear else None


@cache
def _telling(name: str) -> frozenset[str]:
    """The words of a disease's name that tell it from others."""
    plain = unicodedata.normalize("NFD", _POSSESSIVE.sub("", fold(name)))
    bare = "".join(c for c in plain if not unicodedata.combining(c))
    return frozenset(_WORD.findall(bare)) - _gene_words("generic")


@cache
def _gene_words(role: str) -> frozenset[str]:
    return frozenset(row["word"] for row in read_table("gene_words.tsv") if row["role"] == role)


def _coded(fact: Fact, gene: str, disease: Disease) -> Fact:
    (code,) = disease.codes
    others = tuple(c for c in fact.all_codes if not c.startswith("OMIM:"))
    modifiers = {**fact.modifiers, "gene": (gene,)}
    if fact.code is None or fact.code.startswith("OMIM:"):
        return fact.changed(code=code, codes=others, modifiers=modifiers)
    return fact.changed(codes=(code, *(c for c in others if c != fact.code)), modifiers=modifiers)
