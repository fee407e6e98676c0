"""Drugs: generic names, brands, abbreviations and classes, with their ATC codes."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property

from seriatim.terms._endings import EndingFinder
from seriatim.terms.phrases import Hit, PhraseMatcher
from seriatim.text.folding import fold
from seriatim.text.tables import read_table

_LONG_ENOUGH = 7  # letters of a name that is told by its spelling in another language


@dataclass(frozen=True, slots=True)
class Drug:
    """A drug or a class of drugs.

    Attributes:
        name: international non-proprietary name, or the class ("corticosteroids").
        code: ATC CURIE ("ATC:C08DB01"; "ATC:H02AB" for a class), or None where none is certain.
        drug_class: the class it belongs to, or "".
        is_class: whether it is a class itself.
        in_body: whether the body holds, or a test measures, the same substance, so that its name alone
            ("insulin", "calcium") does not say that it was given.
    """

    name: str
    code: str | None = None
    drug_class: str = ""
    is_class: bool = False
    in_body: bool = False


@dataclass(frozen=True)
class DrugNames:
    """Every name of every drug, ready to be looked up and searched for; `brands` are folded names of brands."""

    by_name: Mapping[str, Drug]
    abbreviations: Mapping[str, Drug]
    brands: frozenset[str] = frozenset()

    @cached_property
    def _matcher(self) -> PhraseMatcher[Drug]:
        entries = [*self.by_name.items(), *self.abbreviations.items()]
        return PhraseMatcher(entries, cased=self.abbreviations)

    def named(self, words: str) -> Drug | None:
        """Return the drug that these words name, or None.

        Example:
            >>> load_drugs().named("Mycophenolate mofetil").code
            'ATC:L04AA06'
        """
        return self.by_name.get(fold(words)) or self.abbreviations.get(words) or drug_of_stem(fold(words))

    def find(self, text: str, *, folded: str | None = None) -> list[Hit[Drug]]:
        """Find every drug name in a text, in order, by table first and by stem where the table is silent.

        Args:
            text: the text; offsets are into it.
            folded: `fold(text)`, where the caller has it already.

        Example:
            >>> [(h.start, h.end, h.entry.code) for h in load_drugs().find("on HCQ and warfarin")]
            [(3, 6, 'ATC:P01BA02'), (11, 19, 'ATC:B01AA03')]
        """
        plain = fold(text) if folded is None else folded
        hits = self._matcher.find(text, folded=plain)
        covered = sorted({(h.start, h.end) for h in hits})
        hits += (h for h in _find_stems(plain) if not _inside(covered, h))
        return sorted(hits, key=lambda h: (h.start, h.end, h.entry.name))


@cache
def load_drugs() -> DrugNames:
    """Load the tables of drugs and of drug classes.

    Source: `data/drugs.tsv`, `data/drug_classes.tsv` (each row names its own source).
    """
    classes = {row["atc"]: row["name"] for row in read_table("drug_classes.tsv")}
    by_name: dict[str, Drug] = {}
    abbreviations: dict[str, Drug] = {}
    elsewhere: dict[str, Drug] = {}
    for table, is_class in (("drugs.tsv", False), ("drug_classes.tsv", True)):
        for row in read_table(table):
            atc = row["atc"]
            drug = Drug(
                row["name"],
                f"ATC:{atc}" if atc else None,
                row.get("class") or ("" if is_class else _class_of(atc, classes)),
                is_class,
                row["guard"] == "body",
            )
            for name in (row["name"], *_split(row["synonyms"]), *_split(row.get("brands", ""))):
                by_name.setdefault(fold(name), drug)
                if not is_class:
                    elsewhere.update(dict.fromkeys(_other_spellings(fold(name)), drug))
            for short in _split(row["abbreviations"]):
                abbreviations.setdefault(short, drug)
    brands = frozenset(fold(b) for row in read_table("drugs.tsv") for b in _split(row["brands"]))
    return DrugNames(elsewhere | by_name, abbreviations, brands)


def _other_spellings(name: str) -> Iterator[str]:
    """A drug's folded name as other languages and older lists spell it ("amoxicilline", "sulphasalazine")."""
    if len(name) < _LONG_ENOUGH or not name.isalpha():
        return
    for part, other in _spelling_pairs("spelling"):
        if part in name:
            yield name.replace(part, other)
    for ending, other in _spelling_pairs("ending"):
        if name.endswith(ending):
            yield name.removesuffix(ending) + other
            return


@cache
def _spelling_pairs(kind: str) -> tuple[tuple[str, str], ...]:
    rows = (row for row in read_table("drug_stems.tsv") if row["needs"] == kind)
    return tuple((row["stem"], row["class"]) for row in rows)


def _split(cell: str) -> list[str]:
    return [part for part in cell.split(";") if part]


def _class_of(atc: str, classes: Mapping[str, str]) -> str:
    """The class with the longest ATC group that begins this code."""
    return next((classes[atc[:n]] for n in range(len(atc), 0, -1) if atc[:n] in classes), "")


@dataclass(frozen=True, slots=True)
class _Stem:
    """An ending of drug names, and how many letters must stand before it."""

    ending: str
    letters: int
    drug_class: str


@cache
def _stems(needs: str) -> tuple[_Stem, ...]:
    """The stems that need these neighbours ("" for none), the longest first."""
    rows = (row for row in read_table("drug_stems.tsv") if row["needs"] == needs)
    stems = (_Stem(row["stem"], int(row["letters"]), row["class"]) for row in rows)
    return tuple(sorted(stems, key=lambda s: (-len(s.ending), s.ending)))


@cache
def _stem_ends(needs: str) -> tuple[str, ...]:
    return tuple(stem.ending for stem in _stems(needs))


def _stem_of(word: str, needs: str) -> _Stem | None:
    """The longest stem a folded word ends in with enough letters of its own before it."""
    if not word.endswith(_stem_ends(needs)):
        return None
    for stem in _stems(needs):
        before = word[: -len(stem.ending)].rpartition("-")[2]
        if word.endswith(stem.ending) and before.isalpha() and len(before) >= stem.letters:
            return stem
    return None


def drug_of_stem(word: str) -> Drug | None:
    """Return the drug that a folded word names by its INN stem, without a code, or None.

    Example:
        >>> drug_of_stem("novexatinib").drug_class
        'protein kinase inhibitors'
    """
    stem = _stem_of(word, "")
    return Drug(word, None, stem.drug_class) if stem else None


def looks_like_a_drug(word: str) -> bool:
    """Tell whether a folded word ends like a drug's name, too weakly to be one without words that say so.

    Example:
        >>> looks_like_a_drug("zelvocamide"), looks_like_a_drug("medicine")
        (True, False)
    """
    return word not in _never() and _stem_of(word, "context") is not None


@cache
def _never() -> frozenset[str]:
    return frozenset(row["words"] for row in read_table("drug_guards.tsv") if row["side"] == "never")


def _find_stems(folded: str) -> Iterator[Hit[Drug]]:
    for start, end in _stem_finder().find(folded):
        if (drug := drug_of_stem(folded[start:end])) is not None:
            yield Hit(start, end, drug)


@cache
def _stem_finder() -> EndingFinder:
    return EndingFinder(_stem_ends(""))


def _inside(covered: list[tuple[int, int]], hit: Hit[Drug]) -> bool:
    at = bisect_right(covered, (hit.start, hit.end)) - 1
    return (at >= 0 and covered[at][1] > hit.start) or (
        at + 1 < len(covered) and covered[at + 1][0] < hit.end
    )
