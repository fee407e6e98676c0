"""Report to the variants of genes: what a genetic test found, as its value."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from seriatim.extract._context import Context, begin_fact
from seriatim.model import Fact
from seriatim.terms.genes import find_symbol_places
from seriatim.text import Prose, Sentence
from seriatim.text.cues import find_scopes
from seriatim.text.tables import alternatives, read_table

_GENE_NOUN = re.compile(r"\bthe\s([A-Z][A-Z0-9]{1,9})\sgene\b")
_NEAR = 60
"""Characters beside a variant in which its gene is looked for."""
_AMINO = r"(?:[A-Z][a-z]{2}|[A-Z*])"
_AT = r"[-*]?\d{1,6}(?:[+-]\d{1,6})?"
_CHANGE = r"(?:[ACGTU]{1,10}\s?(?:>|&gt;|\u2192)\s?[ACGTU]{1,10}|(?:del|dup|ins|inv)[ACGTU\d]{0,40}(?:ins[ACGTU]{1,40})?)"
_DNA = rf"(?:N[MGCR]_\d{{4,12}}(?:\.\d{{1,2}})?(?:\([A-Z][\w-]{{1,12}}\))?\s?:\s?)?[cgmnr]\.\s?{_AT}(?:_{_AT})?\s?{_CHANGE}"
_PROTEIN = rf"p\.\s?[(\[]?{_AMINO}\d{{1,5}}(?:_{_AMINO}\d{{1,5}})?(?:(?:{_AMINO}|=)?fs\*?(?:Ter|X|\*)?\d{{0,4}}|del|dup|ins[A-Za-z]{{1,20}}|{_AMINO}|=)[)\]]?"
_HGVS = re.compile(
    rf"(?<![\w.])(?:{_DNA}(?:(?:,?\s[(\[]?|;\s?|[(\[]){_PROTEIN}[)\]]?)?|{_PROTEIN})(?![A-Za-z0-9])"
)
_PREFIX = re.compile(r"\.(?<=\b[cgmnrp]\.)\s?[(\[]?[A-Z*\d-]")
# "3-bp deletion in exon 5", "duplication of exons 2 to 4"
_IN_EXON = re.compile(
    r"(?<![\w-])(?:\d[\d.,]{0,8}[\s-](?:bp|kb|Mb|base[\s-]pair|nucleotide)s?[\s-])?(?:deletion|duplication|insertion)s?\s"
    r"(?:in|of|within|affecting|involving)\sexons?\s\d{1,3}(?:(?:\s?[-\u2013,]\s?|\sto\s|\sand\s)\d{1,3}){0,4}"
)
_PLACED = re.compile(r"exon(?<!\w....)s?\s\d")


def find_variants(context: Context) -> list[Fact]:
    """Find the variants that genetic tests found: "heterozygous for c.412A>G (p.Lys138Glu) in PAX6".

    A variant is the value of a measurement whose mention is its gene, where the words beside it name one, and else
    the variant itself. It is negative where the text denies it, and open where the text doubts it.

    Source: the shapes of HGVS Nomenclature 21.0; data/gene_words.tsv for the words for zygosity.

    Example:
        >>> from seriatim.model import Report
        >>> from seriatim.text import read_prose
        >>> text = "He is heterozygous for c.412A>G (p.Lys138Glu) in PAX6."
        >>> [(f.value, f.modifiers["gene"], f.modifiers["zygosity"]) for f in find_variants(Context(read_prose(Report("r", text))))]
        [('c.412A>G (p.Lys138Glu)', ('PAX6',), ('heterozygous',))]
    """
    prose = context.prose
    return [fact for sentence in prose.sentences for fact in _read_sentence(prose, sentence)]


def _read_sentence(prose: Prose, sentence: Sentence) -> Iterator[Fact]:
    places = list(_find_places(prose.text, sentence.start, sentence.end))
    if not places:
        return
    scopes = find_scopes(prose, sentence)
    for start, end in places:
        gene = _gene_beside(prose.text, start, end, sentence)
        status = scopes.judge(start, end).status
        yield begin_fact(
            prose,
            "measurement",
            "genetic variant",
            gene or (start, end),
            status="present",
            value=prose.text[start:end],
            value_span=(start, end),
            interpretation={"present": "positive", "absent": "negative"}.get(status),
            method="laboratory",
            rule="variant: as written",
            modifiers=_modifiers(prose, sentence, (start, end), gene),
        )


def _find_places(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield where variants are written."""
    if _PREFIX.search(text, start, end):
        for found in _HGVS.finditer(text, start, end):
            yield found.start(), _closed(text, *found.span())
    if _PLACED.search(text, start, end):
        yield from (found.span() for found in _IN_EXON.finditer(text, start, end))


def _closed(text: str, start: int, end: int) -> int:
    """Leave out a bracket at the end that was opened before the variant."""
    unopened = text.count("(", start, end) < text.count(")", start, end)
    unopened = unopened or text.count("[", start, end) < text.count("]", start, end)
    return end - 1 if unopened else end


def _gene_beside(text: str, start: int, end: int, sentence: Sentence) -> tuple[int, int] | None:
    """Return where the gene of a variant is named: right before it, or else behind it, or farther before it."""
    low, high = max(sentence.start, start - _NEAR), min(sentence.end, end + _NEAR)
    inside = find_symbol_places(text, start, end)
    before = find_symbol_places(text, low, start)[-1:]
    behind = find_symbol_places(text, end, high)[:1]
    ranked = [(0, place) for place in inside]
    if not ranked and (noun := _GENE_NOUN.search(text, end, high)):
        return noun.span(1)
    ranked += [(start - place[1], place) for place in before] + [(place[0] - end, place) for place in behind]
    return min(ranked)[1] if ranked else None


def _modifiers(
    prose: Prose, sentence: Sentence, place: tuple[int, int], gene: tuple[int, int] | None
) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    if gene:
        found["gene"] = (prose.text[slice(*gene)],)
    before = list(_zygosity().finditer(prose.text, sentence.start, place[0]))
    behind = _zygosity().search(prose.text, place[1], min(sentence.end, place[1] + _NEAR))
    if word := (before[-1] if before else behind):
        found["zygosity"] = (word[0].lower(),)
    return found


@cache
def _zygosity() -> re.Pattern[str]:
    words = alternatives(r["word"] for r in read_table("gene_words.tsv") if r["role"] == "zygosity")
    return re.compile(rf"(?i)\b(?:{words})\b")
