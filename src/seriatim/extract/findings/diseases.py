"""Diseases: what the report names as an illness, coded where a vocabulary has it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from seriatim.extract._affixes import is_attribute, is_likeness, is_negated_name
from seriatim.extract._context import Context, begin_fact
from seriatim.extract._short_forms import find_short_forms
from seriatim.model import Fact
from seriatim.terms._disease_morphology import is_finding
from seriatim.terms.diseases import Disease, DiseaseMention, load_diseases
from seriatim.text import Abbreviation, Prose
from seriatim.text.folding import fold
from seriatim.text.tables import alternatives, read_table


def find_diseases(context: Context) -> list[Fact]:
    """Find the diseases of a report; status and subject are decided by later steps.

    Codes are MONDO, OMIM, ORPHA and ICD-10-CM, the first as `code`; a disease that no vocabulary holds is
    told by its form ("X syndrome", "-itis") and has none; where it is a finding by its form ("muscle
    atrophy") the fact is a phenotype. Short forms are read as the report defines them.
    """
    prose = context.prose
    own = {a.short: a.long for a in prose.abbreviations}
    found = [
        m
        for m in load_diseases().find(prose.text, folded=prose.folded)
        if prose.sentence_at(m.start) is not None
        and _is_meant(m, own.get(prose.text[m.start : m.end]))
        and not is_likeness(prose.text, m.end)
        and not is_attribute(prose.text, m.end)
        and not is_negated_name(prose.text, m.start)
        and not _crosses_cells(prose, m)
    ]
    facts: list[Fact] = []
    end = 0
    for mention in sorted((*found, *_short_forms(prose, found)), key=lambda m: (m.start, -m.end)):
        if mention.start >= end:
            facts.append(_fact(prose, mention))
            end = mention.end
    return facts


def _crosses_cells(prose: Prose, mention: DiseaseMention) -> bool:
    """Tell whether a name is made of the words of two cells of a table ("Female | Disease status")."""
    if not _CELL_END.search(prose.text, mention.start, mention.end):
        return False
    return any(t.start <= mention.start < t.end for t in prose.report.tables)


_CELL_END = re.compile(r"[\t\n]")


def _is_meant(mention: DiseaseMention, long: str | None) -> bool:
    """Whether a short form that the report defines is the known one: the long form shares a word with it."""
    return long is None or bool({*fold(long).split()} & {*fold(mention.disease.name).split()})


def _fact(prose: Prose, mention: DiseaseMention) -> Fact:
    codes = mention.disease.codes
    sentence = prose.sentence_at(mention.start)
    low = max(sentence.start if sentence else 0, mention.start - 60)
    history = _history().search(prose.folded, low, mention.start)
    return begin_fact(
        prose,
        "disease" if codes or not is_finding(fold(mention.disease.name)) else "phenotype",
        mention.disease.name,
        (mention.start, mention.end),
        code=codes[0] if codes else None,
        codes=codes[1:],
        method="history" if history else None,
    )


def _short_forms(prose: Prose, found: list[DiseaseMention]) -> Iterator[DiseaseMention]:
    """Every place of a short form that the report defines for a disease."""
    by_end = {m.end: m.disease for m in found}

    def meaning(abbreviation: Abbreviation) -> Disease | None:
        return load_diseases().named(abbreviation.long) or by_end.get(abbreviation.long_end)

    for start, end, disease in find_short_forms(prose, meaning):
        if prose.sentence_at(start) is not None:
            yield DiseaseMention(start, end, disease, "abbreviation")


@cache
def _history() -> re.Pattern[str]:
    """Words before a disease of the past ("a long history of")."""
    rows = (row["words"] for row in read_table("disease_heads.tsv") if row["role"] == "history")
    words = alternatives(rows)
    return re.compile(rf"\b(?:{words})\s(?:[\w-]+\s){{0,3}}\Z")
