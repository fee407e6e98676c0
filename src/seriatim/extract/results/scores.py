"""What a score shows, and what the words say of the same thing: "moderate intellectual disability (IQ 52)"."""

from __future__ import annotations

from functools import cache

from seriatim.extract._context import Context
from seriatim.model import Fact
from seriatim.terms.hpo import load_hpo
from seriatim.terms.laboratory import load_bands, load_tests


def let_words_win(_: Context, facts: list[Fact]) -> list[Fact]:
    """Drop the phenotype that a score shows where words name one that its bands show, or a kind of it.

    The authors saw the patient; the band of a number is a convention. Words about the same
    patient count, and words that are tied to none.

    Args:
        facts: with status and patient; those that a score shows say so in their `rule`.

    Example:
        >>> words = Fact("a", "phenotype", "Intellectual disability, moderate", (), code="HP:0002342")
        >>> score = Fact("b", "phenotype", "Intellectual disability, mild", (), code="HP:0001256", rule="IQ: band: IQ 50 to 70")
        >>> [[f.id for f in let_words_win(None, found)] for found in ([words, score], [score])]
        [['a'], ['b']]
    """
    if not any(_shown_by(fact) in _scores() for fact in facts):
        return facts
    worded: dict[tuple[str | None, str], set[str]] = {}
    for fact in facts:
        if fact.kind in ("phenotype", "disease") and fact.rule is None:
            worded.setdefault((fact.patient, fact.subject), set()).update(fact.all_codes)

    def words_for(fact: Fact) -> set[str]:
        anybody = worded.get((None, fact.subject), set())
        return anybody | worded.get((fact.patient, fact.subject), set())

    return [f for f in facts if _shown_by(f) not in _scores() or not _is_named(_shown_by(f), words_for(f))]


def _shown_by(fact: Fact) -> str:
    """Return the score that shows a phenotype, "" where none does."""
    return fact.rule.partition(":")[0] if fact.kind == "phenotype" and fact.rule else ""


def _is_named(test: str, worded: set[str]) -> bool:
    """Tell whether words name what the bands of a score show, or a kind of it."""
    terms, hpo = _scores()[test], load_hpo()
    return any(not terms.isdisjoint({said, *hpo.ancestors(said)}) for said in worded)


@cache
def _scores() -> dict[str, frozenset[str]]:
    """The terms that the bands of each score show."""
    tests = load_tests()
    return {
        name: frozenset(band.shown.code for band in bands if band.shown)
        for name, bands in load_bands().items()
        if name in tests and tests[name].category == "score"
    }
