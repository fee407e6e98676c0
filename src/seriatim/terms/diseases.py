"""Diseases: names, abbreviations and codes, and the search for them in a text."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property

from seriatim.terms._disease_morphology import find_disease_phrases
from seriatim.terms._disease_sources import load_disease_sources
from seriatim.terms.phrases import Hit, PhraseMatcher
from seriatim.text.folding import fold
from seriatim.text.tables import read_table

_ASCII = str.maketrans("öüäéèêëçñÖÜÉ", "ouaeeeecnOUE")


@dataclass(frozen=True, slots=True)
class Disease:
    """A disease.

    Attributes:
        name: in the words of the table or of the vocabulary.
        codes: CURIEs, MONDO first where there is one, then OMIM, ORPHA, ICD10CM.
    """

    name: str
    codes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DiseaseMention:
    """A disease named in a text; `rule` is "name" (a table holds it) or "form" (it is built like one)."""

    start: int
    end: int
    disease: Disease
    rule: str


@dataclass(frozen=True)
class DiseaseNames:
    """Every known name of every disease, ready to be looked up and searched for."""

    by_name: Mapping[str, Disease]
    abbreviations: Mapping[str, Disease]
    icd: Mapping[str, str]
    never: frozenset[str]

    @cached_property
    def _matcher(self) -> PhraseMatcher[Disease | None]:
        blocked: Iterable[tuple[str, Disease | None]] = ((words, None) for words in sorted(self.never))
        entries = [*self.by_name.items(), *self.abbreviations.items(), *blocked]
        return PhraseMatcher(entries, cased=self.abbreviations)

    def named(self, words: str) -> Disease | None:
        """Return the disease that these words name, or None.

        Example:
            >>> load_diseases().named("systemic lupus erythematosus").codes[0]
            'MONDO:0007915'
        """
        folded = fold(words)
        found = (
            self.by_name.get(folded) or self.by_name.get(singular(folded)) or self.abbreviations.get(words)
        )
        if found is None and (code := self.icd.get(folded) or self.icd.get(singular(folded))):
            found = Disease(folded, (f"ICD10CM:{code}",))
        return found

    def find(self, text: str, *, folded: str | None = None) -> list[DiseaseMention]:
        """Find diseases in a text, in order and without overlaps.

        Args:
            text: the text; offsets are into it.
            folded: `fold(text)`, where the caller has it already.

        Example:
            >>> names = load_diseases()
            >>> [(m.start, m.end, m.disease.codes[0]) for m in names.find("SLE and a uterine fibroid")]
            [(0, 3, 'MONDO:0007915'), (10, 25, 'MONDO:0007886')]
        """
        plain = fold(text) if folded is None else folded
        hits = self._matcher.find(text, folded=plain)
        phrases = list(find_disease_phrases(text, plain))
        return self._settle(text, hits, phrases)

    def _settle(
        self, text: str, hits: list[Hit[Disease | None]], phrases: list[tuple[int, int]]
    ) -> list[DiseaseMention]:
        """Of known names and a phrase on the same words keep the phrase where it holds them all, else the names."""
        ends = [hit.end for hit in hits]
        mentions: list[DiseaseMention] = []
        replaced: set[int] = set()
        for start, end in phrases:
            over: list[int] = []
            at = bisect_left(ends, start + 1)
            while at < len(hits) and hits[at].start < end:
                over.append(at)
                at += 1
            inner = [hits[at] for at in over]
            if all(start <= h.start and h.end <= end for h in inner) and not _is_settled(
                inner, text, start, end
            ):
                known = [h for h in inner if h.entry]
                mentions.append(self._phrase(text, start, end, known[-1] if known else None))
                replaced.update(over)
        mentions += (
            DiseaseMention(hit.start, hit.end, hit.entry, "name")
            for at, hit in enumerate(hits)
            if hit.entry and at not in replaced
        )
        return sorted(mentions, key=lambda m: (m.start, m.end))

    def _phrase(self, text: str, start: int, end: int, inner: Hit[Disease | None] | None) -> DiseaseMention:
        """A phrase no table holds: coded by ICD-10-CM, or by the known disease it is a kind of."""
        words = " ".join(text[start:end].split())
        known = self.named(words)
        if (
            known is None
            and inner
            and inner.entry
            and inner.end == end
            and " " in text[inner.start : inner.end]
        ):
            known = Disease(words.lower(), inner.entry.codes)
        return DiseaseMention(start, end, known or Disease(words.lower()), "name" if known else "form")


def _is_settled(inner: list[Hit[Disease | None]], text: str, start: int, end: int) -> bool:
    """Whether a table has the last word on a phrase.

    It holds all of it, or its head in a phrase of no disease, or the name whose class stands before it ("the
    recessive disorder cystic fibrosis").
    """
    return any(
        (h.start, h.end) == (start, end)
        or (h.end == end and (h.entry is None or _is_class(text[start : h.start])))
        for h in inner
    )


def _is_class(words: str) -> bool:
    """Whether words before a name say what kind of thing it is ("the inherited disease")."""
    *_, last = fold(words).split() or [""]
    return last in _classes()


@cache
def _classes() -> frozenset[str]:
    return frozenset(row["words"] for row in read_table("disease_heads.tsv") if row["role"] == "class")


def singular(words: str) -> str:
    """Put the last word of a folded name into the singular.

    Example:
        >>> singular("liver abscesses"), singular("renal cell carcinomas")
        ('liver abscess', 'renal cell carcinoma')
    """
    for plural, one in (("ies", "y"), ("sses", "ss"), ("oses", "osis"), ("itides", "itis"), ("omata", "oma")):
        if words.endswith(plural):
            return words[: -len(plural)] + one
    return words[:-1] if words.endswith("s") and not words.endswith(("ss", "is", "us")) else words


@cache
def load_diseases() -> DiseaseNames:
    """Load the tables of diseases with the names of OMIM, ORPHA and ICD-10-CM.

    Source: `data/disease_names.tsv`, `data/disease_codes.tsv`, `phenotype.hpoa`, simple-icd-10-cm.
    """
    rare, icd = load_disease_sources()
    checked = {row["name"]: row["codes"].split(";") for row in read_table("disease_codes.tsv")}
    by_name: dict[str, Disease] = {}
    abbreviations: dict[str, Disease] = {}
    for row in read_table("disease_names.tsv"):
        names = [row["name"], *filter(None, row["synonyms"].split(";"))]
        known = checked.get(row["name"], [])
        for name in names:
            codes = _codes((row["name"], name), known, rare, row["icd10cm"])
            for spelling in _spellings(name):
                by_name.setdefault(fold(spelling), Disease(name, codes))
        for short in filter(None, row["abbreviations"].split(";")):
            abbreviations.setdefault(short, by_name[fold(row["name"])])
    for folded, (label, *codes_of) in rare.items():
        by_name.setdefault(folded, Disease(label, tuple(sorted(codes_of))))
    never = frozenset(row["words"] for row in read_table("disease_heads.tsv") if row["role"] == "never")
    return DiseaseNames(by_name, abbreviations, icd, never)


def _codes(
    names: tuple[str, ...], checked: list[str], rare: Mapping[str, list[str]], icd: str
) -> tuple[str, ...]:
    """The codes of a name: those looked up, those of its row's first name, then its own.

    What another synonym of the row is called in OMIM or ORPHA may be narrower and is not taken over.
    """
    found = list(checked)
    for name in names:
        for spelling in _spellings(name):
            for code in sorted(rare.get(fold(spelling), [""])[1:]):
                if not any(known.split(":")[0] == code.split(":")[0] for known in found):
                    found.append(code)
    if icd and not any(code.startswith("ICD10CM:") for code in found):
        found.append(f"ICD10CM:{icd}")
    order = ("MONDO", "OMIM", "ORPHA", "ICD10CM")
    return tuple(sorted(found, key=lambda code: (order.index(code.split(":")[0]), code)))


def _spellings(name: str) -> Iterator[str]:
    """A name as written, without the possessive, without its accents, in the plural."""
    for base in dict.fromkeys((name, name.replace("'s ", " "))):
        yield base
        if (plain := base.translate(_ASCII)) != base:
            yield plain
        if base[-1].islower() and not base.endswith(("s", "x", "a")):
            yield base[:-1] + "ies" if base.endswith("y") else base + "s"
