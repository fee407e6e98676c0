"""Terms that a person can choose from, found by a few letters of their names, for each kind of fact."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache

from seriatim.terms.diseases import load_diseases
from seriatim.terms.drugs import load_drugs
from seriatim.terms.hpo import PHENOTYPIC_ABNORMALITY, load_hpo
from seriatim.terms.laboratory import load_acts, load_tests
from seriatim.text.folding import fold
from seriatim.text.tables import read_table


@dataclass(frozen=True, slots=True)
class Choice:
    """A term to choose.

    Attributes:
        label: the vocabulary's words for it.
        code: CURIE, or None where the vocabulary has none.
        name: the name that was found: the label, or a synonym.
    """

    label: str
    code: str | None
    name: str


def find_choices(words: str, kind: str, *, limit: int = 12) -> tuple[Choice, ...]:
    """Find the terms for facts of a kind whose names hold all the words or their beginnings, the likeliest first.

    Args:
        words: what was typed so far, or a code.
        kind: of the fact; of most kinds there is a vocabulary.
        limit: how many at most, each code once.

    Example:
        >>> [(c.code, c.label) for c in find_choices("malar ra", "phenotype", limit=1)]
        [('HP:0025300', 'Malar rash')]
        >>> find_choices("hydroxychl", "medication", limit=1)[0].code
        'ATC:P01BA02'
    """
    wanted = fold(" ".join(words.split()))
    if not wanted:
        return ()
    parts = wanted.split()
    ranked: list[tuple[tuple[int, bool, int, str], Choice]] = []
    for folded, choice in _names(kind):
        if wanted in folded or (":" in wanted and fold(choice.code or "") == wanted):
            rank = 0 if folded == wanted else 1 if folded.startswith(wanted) else 2
        elif all(part in folded for part in parts) and _begin_words(parts, folded):
            rank = 3
        else:
            continue
        ranked.append(((rank, choice.name != choice.label, len(folded), folded), choice))
    ranked.sort(key=lambda pair: pair[0])
    best: dict[str, Choice] = {}
    for _, choice in ranked:
        best.setdefault(choice.code or choice.label, choice)
        if len(best) == limit:
            break
    return tuple(best.values())


def _begin_words(parts: list[str], folded: str) -> bool:
    said = f" {folded}"
    return all(f" {part}" in said or f"-{part}" in said for part in parts)


@cache
def _names(kind: str) -> tuple[tuple[str, Choice], ...]:
    """Every name of the vocabulary of a kind, folded, with its term."""
    found = _VOCABULARIES.get(kind)
    return tuple((fold(choice.name), choice) for choice in found()) if found else ()


def _phenotypes() -> Iterator[Choice]:
    hpo = load_hpo()
    for code in sorted(hpo.descendants(PHENOTYPIC_ABNORMALITY)):
        label = hpo.names[code]
        yield Choice(label, code, label)
        for synonym in hpo.synonyms.get(code, ()):
            yield Choice(label, code, synonym.text)


def _diseases() -> Iterator[Choice]:
    names = load_diseases()
    for name, disease in names.by_name.items():
        yield Choice(disease.name, disease.codes[0] if disease.codes else None, name)
    for name, code in names.icd.items():
        yield Choice(name, f"ICD10CM:{code}", name)
    yield from _phenotypes()


def _tests() -> Iterator[Choice]:
    for test in load_tests().values():
        for name in (test.name, *test.synonyms):
            yield Choice(test.name, test.loinc[0] if test.loinc else None, name)


def _acts(kind: str) -> Iterator[Choice]:
    for act in load_acts().values():
        if act.category == kind:
            for name in (act.name, *act.synonyms):
                yield Choice(act.name, None, name)


def _drugs() -> Iterator[Choice]:
    for name, drug in load_drugs().by_name.items():
        yield Choice(drug.name, drug.code, name)


def _interventions() -> Iterator[Choice]:
    for row in read_table("interventions.tsv"):
        if row["role"] == "name":
            for name in (row["name"], *filter(None, row["synonyms"].split(";"))):
                yield Choice(row["name"], None, name)


_VOCABULARIES: dict[str, Callable[[], Iterator[Choice]]] = {
    "phenotype": _phenotypes,
    "disease": _diseases,
    "measurement": _tests,
    "imaging": lambda: _acts("imaging"),
    "histology": lambda: _acts("histology"),
    "procedure": lambda: _acts("procedure"),
    "medication": _drugs,
    "intervention": _interventions,
}
