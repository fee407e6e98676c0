"""Which drug names in a report speak of a drug that someone took."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

from seriatim.extract._short_forms import find_short_forms
from seriatim.extract.actions._prescriptions import has_own_dose, is_dosed
from seriatim.extract.actions._unknown_drugs import find_unknown_drugs
from seriatim.model import Table
from seriatim.terms.drugs import Drug, load_drugs
from seriatim.text import Prose, Sentence
from seriatim.text.folding import fold
from seriatim.text.tables import alternatives, read_table

_REACH = 24
_LONGEST_SHORT_FORM = 6
_ALIKE = 5  # letters
_A_KIND = re.compile(r",\s(?:an?|the|another)\s(?:[\w-]+\s){0,4}")
_STRENGTH = re.compile(r"\s(?:[\d.]+\s?%?\s?(?:mg/ml\s?)?)?")
_INSIDE_WORD = re.compile(r"[\w-]")
_LIST = re.compile(r"(?:\s?,\s?|\s(?:and|or|but|to|both)\s|[\s/])*\Z")


@dataclass(frozen=True, slots=True)
class DrugMention:
    """A drug named in a sentence; `start:end` slices the report's text.

    Attributes:
        alias: the place of its other name in the bracket behind it ("adalimumab (Humira)"), or None.
    """

    start: int
    end: int
    drug: Drug
    sentence: Sentence
    alias: tuple[int, int] | None = None


def find_drug_mentions(prose: Prose) -> list[DrugMention]:
    """Find the drugs a report speaks of, in text order, the reference list left out.

    A name is passed over where its neighbours say that no drug was taken ("steroid-induced", "calcium
    level", "allergic to penicillin"); the name of a substance of the body counts only where the sentence
    says that it was given.
    """
    folded = prose.folded
    found: list[DrugMention] = []
    end_of_last, tested = 0, -1
    antibiograms = [(t.start, t.end) for t in prose.report.tables if _is_antibiogram(prose.text, t)]
    for start, end, drug in _named(prose, folded):
        sentence = prose.sentence_at(start) if start >= end_of_last else None
        if sentence is None or any(a <= start < b for a, b in antibiograms):
            continue
        end_of_last = end
        if tested >= sentence.start and _LIST.fullmatch(folded, tested, start):
            tested = end  # "resistant to A, B and C"
        elif _only_tested(folded, start, drug, sentence):
            tested = end
        elif _means_drug(prose.text, folded, start, end, drug, sentence):
            salt = _salt().match(folded, end)
            mention = DrugMention(start, salt.end() if salt else end, drug, sentence)
            end_of_last = mention.end
            if found and _is_alias(folded, found[-1], mention):
                found[-1] = replace(found[-1], alias=(start, mention.end))
            elif not found or not (
                _is_apposition(folded, found[-1], mention) or _is_form(folded, found[-1], mention)
            ):
                found.append(mention)
    return found


def _is_antibiogram(text: str, table: Table) -> bool:
    """Whether a table tells what a germ is resistant or sensitive to: two of its cells say nothing else."""
    cells = (text[c.start : c.end].strip().lower() for c in table.cells)
    return sum(cell in _susceptibilities() for cell in cells) > 1


@cache
def _susceptibilities() -> frozenset[str]:
    return frozenset(r["words"] for r in read_table("susceptibility_words.tsv") if r["role"] == "cell")


def _is_alias(folded: str, first: DrugMention, second: DrugMention) -> bool:
    """Whether a name in a bracket is a brand of the drug before it, or the drug of the brand; a short form is a mention."""
    brands = load_drugs().brands
    return (
        (folded[second.start : second.end] in brands or folded[first.start : first.end] in brands)
        and first.drug == second.drug
        and first.alias is None
        and folded[first.end : second.start].strip() == "("
        and folded[second.end : second.end + 1] in (")", ";", ",")
    )


def _is_apposition(folded: str, first: DrugMention, second: DrugMention) -> bool:
    """Whether a class only says what the drug before it is ("linezolid, an antibiotic that ...")."""
    drug, kind = first.drug, second.drug
    if drug.is_class or not kind.is_class or not _A_KIND.fullmatch(folded, first.end, second.start):
        return False
    return bool(kind.code and (drug.code or "").startswith(kind.code)) or drug.drug_class == kind.name


def _is_form(folded: str, first: DrugMention, second: DrugMention) -> bool:
    """Whether a class is the form that the drug before it is given in ("timolol 0.5% eye drops")."""
    gap = second.start - first.end
    if first.drug.is_class or not second.drug.is_class or not 0 < gap < _REACH:
        return False
    named = folded[second.start : second.end]
    return named in _routes() and _STRENGTH.fullmatch(folded, first.end, second.start) is not None


@cache
def _routes() -> frozenset[str]:
    return frozenset(row["words"] for row in read_table("dose_forms.tsv") if row["role"] == "route")


@cache
def _salt() -> re.Pattern[str]:
    """The salt of a drug, which belongs to its name ("gentamicin sulfate")."""
    words = "|".join(row["words"] for row in read_table("drug_guards.tsv") if row["side"] == "salt")
    return re.compile(rf" (?:{words})(?![\w-])")


def _only_tested(folded: str, start: int, drug: Drug, sentence: Sentence) -> bool:
    """Whether a germ's susceptibility to the drug is meant, or an allergy to it."""
    low = max(sentence.start, start - 3 * _REACH)
    return any(
        _guards()[scope, "before"].search(folded, low, start) for scope in _scopes(drug) if scope != "body"
    )


def _named(prose: Prose, folded: str) -> list[tuple[int, int, Drug]]:
    """Every name of a drug: from the tables, by the report's own short forms, by ending and neighbours."""
    own = {a.short for a in prose.abbreviations if not _is_misspelt(a.short, a.long)}
    known = load_drugs().find(prose.text, folded=folded)
    hits = {
        (h.start, h.end, h.entry)
        for h in known
        if prose.text[h.start : h.end] not in own and not _is_end_of_name(prose.text, h.start, h.end)
    }
    hits.update(find_short_forms(prose, lambda a: load_drugs().named(a.long)))
    hits.update(_dosed_short_forms(prose.text, own))
    taken = {start for start, _, _ in hits} | {end for _, end, _ in hits}
    hits.update(h for h in find_unknown_drugs(folded) if h[0] not in taken and h[1] not in taken)
    return sorted(hits, key=lambda h: (h[0], -h[1], not h[2].code, h[2].name))


def _is_misspelt(short: str, long: str) -> bool:
    """Tell a short form whose long form only spells its drug another way ("mycophenelate motefil (MMF)")."""
    drug = load_drugs().abbreviations.get(short)
    return drug is not None and fold(long)[:_ALIKE] == fold(drug.name)[:_ALIKE]


def _dosed_short_forms(text: str, own: set[str]) -> Iterator[tuple[int, int, Drug]]:
    """Yield short forms that a dose beside them makes drugs ("LV 20 mg/m2"), but for those the report defines."""
    pattern, drugs = _dosed()
    for match in pattern.finditer(text):
        whole = not _INSIDE_WORD.match(text[match.start() - 1 : match.start()])
        if whole and match[0] not in own and has_own_dose(text, *match.span()):
            yield *match.span(), drugs[match[0]]


@cache
def _dosed() -> tuple[re.Pattern[str], dict[str, Drug]]:
    """The short forms; it begins with a letter, for speed: what stands before is looked at later."""
    rows = read_table("dosed_short_forms.tsv")
    drugs = {row["words"]: load_drugs().by_name[fold(row["drug"])] for row in rows}
    return re.compile(rf"(?:{alternatives(drugs)})(?![\w-])"), drugs


def _is_end_of_name(text: str, start: int, end: int) -> bool:
    """Tell the short form that ends another name: the "INH" of "C1-INH"."""
    short = end - start <= _LONGEST_SHORT_FORM and text[start:end].isupper()
    return short and text[max(0, start - 1) : start] == "-" and text[start - 2 : start - 1].isdigit()


def _means_drug(text: str, folded: str, start: int, end: int, drug: Drug, sentence: Sentence) -> bool:
    guards = _guards()
    for scope in _scopes(drug):
        if guards[scope, "after"].match(folded, end, end + _REACH):
            return False
        if guards[scope, "before"].search(folded, max(sentence.start, start - _REACH), start):
            return False
    return (
        not drug.in_body
        or bool(guards["body", "given"].search(folded, sentence.start, sentence.end))
        or is_dosed(text, start, end)
    )


def _scopes(drug: Drug) -> list[str]:
    """Which guard words concern a drug."""
    holds = {
        "any": True,
        "class": drug.is_class,
        "body": drug.in_body,
        "antimicrobial": (drug.code or "").startswith("ATC:J0"),
    }
    return [scope for scope, held in holds.items() if held]


@cache
def _guards() -> dict[tuple[str, str], re.Pattern[str]]:
    """Patterns of the guard words, by what they apply to and their side."""
    words: dict[tuple[str, str], list[str]] = {}
    for row in read_table("drug_guards.tsv"):
        words.setdefault((row["applies"], row["side"]), []).append(fold(row["words"]))
    frames = {"after": r"\s?(?:{})(?!\w)", "before": r"(?<!\w)(?:{})\s?\Z", "given": r"(?<!\w)(?:{})(?!\w)"}
    listed = frames["before"].replace(
        r"\Z", r"(?:[a-z-]+(?:,|\s(?:and|or))\s){{0,3}}\Z"
    )  # "resistant to X, Y and"
    return {
        (scope, side): re.compile(
            (listed if (scope, side) == ("antimicrobial", "before") else frame).format(
                "|".join(map(re.escape, sorted(words.get((scope, side), ["\0"]), key=len, reverse=True)))
            )
        )
        for scope in ("any", "class", "body", "antimicrobial")
        for side, frame in frames.items()
    }
