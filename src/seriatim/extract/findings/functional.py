"""Findings told by plain words and a number: "walked at 26 months", "born at 31 weeks", "lost 12 kg"."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cache

from seriatim.extract._context import Context, begin_fact
from seriatim.model import Fact
from seriatim.terms import Hit, PhraseMatcher
from seriatim.terms.hpo import load_hpo
from seriatim.text import Prose
from seriatim.text.numbers import Quantity, find_quantities
from seriatim.text.tables import read_table
from seriatim.text.units import convert, find_ucum

_REACH = 90  # characters from the words to their number
_MONTHS = {"d": 12 / 365.25, "wk": 12 * 7 / 365.25, "mo": 1.0, "a": 12.0}
_TOKEN = re.compile(r"[^\W\d_][\w'-]*|[^\w\s]")
_AGED = re.compile(r"\bage[d]?(?:\sof)?\s(?:about\s|around\s|approximately\s)?$")
_WEEKS = re.compile(r"(?:\s?\+\s?\d|\s[0-6]/7)?[\s-]?(?:completed\s)?w(?:ee)?ks?\b")
_LENGTH = re.compile(r"(?:\s?(?:and|cm|[\d.]{1,4})){0,4}\s")
_BEFORE_GERUND = re.compile(r"(?:^|[,.:;(]|\band|\bindependent|\bunaided|\bunsupported)\s?$")


@dataclass(frozen=True, slots=True)
class _Lead:
    """Words that make a finding with a number behind them.

    Attributes:
        role: reached | named | unreached | born | lost | gained | organ.
        limit: in months, weeks or kilograms by role; `least` is the lowest number of weeks.
        code: the term, with its label.
    """

    role: str
    limit: float
    code: str
    label: str
    least: float = 0.0


def add_functional_findings(context: Context, facts: list[Fact]) -> list[Fact]:
    """Add what plain words and a number say together.

    A milestone is late where it was reached beyond its limit, or not reached at its limit; an age after an operation
    or a treatment is no age. What is within the limits shows nothing, and the milestones of a paragraph that speaks
    of delayed development only tell how late it was.

    Args:
        context: the prose.
        facts: what has been found already; all are kept.

    Source: data/functional_findings.tsv; weeks of preterm birth by HPO 2025-01-16.

    Example:
        >>> from seriatim.model import Report
        >>> from seriatim.text import read_prose
        >>> prose = read_prose(Report(id="r", text="He sat at 8 months and walked at 26 months."))
        >>> [(f.label, f.spans[0].text) for f in add_functional_findings(Context(prose), [])]
        [('Delayed ability to walk', 'walked at 26 months')]
    """
    prose = context.prose
    told: set[tuple[str, int]] = set()
    delayed: set[int] = set()
    for fact in facts:
        codes = fact.all_codes if fact.kind in ("phenotype", "disease") else ()
        sentence = prose.sentence_at(fact.start) if codes else None
        if sentence is not None:
            told |= {(code, sentence.index) for code in codes}
            if any(_is_delay(code) for code in codes):
                delayed.add(sentence.paragraph)
    return facts + list(_find(prose, delayed, told))


@cache
def _is_delay(code: str) -> bool:
    return code.startswith("HP:") and not _told_once().isdisjoint({code, *load_hpo().ancestors(code)})


@cache
def _told_once() -> frozenset[str]:
    """The terms that tell of late milestones in general."""
    rows = read_table("functional_findings.tsv")
    return frozenset(row["code"] for row in rows if row["role"] == "told once")


@cache
def _end_of_childhood() -> float:
    """The age in months beyond which no milestone is told."""
    rows = read_table("functional_findings.tsv")
    return max(float(row["limit"]) for row in rows if row["role"] == "childhood")


def _find(prose: Prose, delayed: set[int], told: set[tuple[str, int]]) -> Iterator[Fact]:
    """Yield the findings of a report but for those that their sentence, or a delay that their paragraph, tells anyway."""
    for hit in _matcher().find(prose.text, folded=prose.folded):
        lead, sentence = hit.entry, prose.sentence_at(hit.start)
        if sentence is None or (lead.code, sentence.index) in told:
            continue
        if sentence.paragraph in delayed and _is_delay(lead.code):
            continue
        window = min(sentence.end, hit.end + _REACH)
        quantity = next(iter(find_quantities(prose.text, hit.end, window)), None)
        if quantity is None or not _KINDS[lead.role](prose.folded, hit, quantity):
            continue
        told.add((lead.code, sentence.index))
        rule = f"{lead.role}: {prose.folded[hit.start : hit.end]} (derived)"
        yield begin_fact(prose, "phenotype", lead.label, (hit.start, quantity.end), code=lead.code, rule=rule)


def _is_late(folded: str, hit: Hit[_Lead], quantity: Quantity) -> bool:
    """Tell a milestone that was reached after its limit, or not reached at it."""
    gap = folded[hit.end : quantity.start]
    words = _tokens(gap)
    until = not _words()["until"].isdisjoint(words)
    denied = hit.entry.role == "unreached"
    if not _fills(words - _words()["until"], "gap of age") or (until and not denied):
        return False
    if hit.entry.role == "named" and not _BEFORE_GERUND.search(folded, max(0, hit.start - 20), hit.start):
        return False
    months = _months(folded, quantity)
    if months is None or months > _end_of_childhood() or _is_elsewhen(folded, quantity.end):
        return False
    return months >= hit.entry.limit if denied and not until else months > hit.entry.limit


def _months(folded: str, quantity: Quantity) -> float | None:
    """Return an age in months; a bare number is one of years behind "age"."""
    if quantity.form not in ("number", "word", "range"):
        return None
    scale = _MONTHS.get(quantity.ucum or "")
    if (
        scale is None
        and not quantity.ucum
        and _AGED.search(folded, max(0, quantity.start - 24), quantity.start)
    ):
        scale = 12.0
    return quantity.number * scale if scale else None


def _is_elsewhen(folded: str, at: int) -> bool:
    """Tell an age from "at 24 months after surgery"."""
    behind = _TOKEN.findall(folded[at : at + 30])[:2]
    return any(word in _words()["elsewhen"] for word in behind)


def _is_preterm(folded: str, hit: Hit[_Lead], quantity: Quantity) -> bool:
    if not _fills(_tokens(folded[hit.end : quantity.start]), "gap of weeks"):
        return False
    weeks = quantity.ucum == "wk" or (not quantity.ucum and _WEEKS.match(folded, quantity.end))
    return bool(weeks) and hit.entry.least <= quantity.number < hit.entry.limit and quantity.form != "pair"


def _is_change_of_weight(folded: str, hit: Hit[_Lead], quantity: Quantity) -> bool:
    unit, kilogram = find_ucum(quantity.ucum or ""), find_ucum("kg")
    if unit is None or kilogram is None or quantity.ucum not in ("kg", "[lb_av]"):
        return False
    kilograms = convert(quantity.number, unit, kilogram)
    fills = _fills(_tokens(folded[hit.end : quantity.start]), "gap of mass")
    return fills and kilograms is not None and kilograms >= hit.entry.limit


def _is_below_margin(folded: str, hit: Hit[_Lead], quantity: Quantity) -> bool:
    """Tell "palpable 4 cm below the costal margin"."""
    if quantity.ucum not in ("cm", None) or not _fills(
        _tokens(folded[hit.end : quantity.start]), "gap of organ"
    ):
        return False
    length = _LENGTH.match(folded, quantity.end)
    behind = folded[length.end() if length else quantity.end :][:60].lstrip()
    under = any(behind.startswith(word) for word in _words()["under"])
    return under and not _words()["margin"].isdisjoint(_tokens(behind))


_KINDS: dict[str, Callable[[str, Hit[_Lead], Quantity], bool]] = {
    "reached": _is_late,
    "named": _is_late,
    "unreached": _is_late,
    "born": _is_preterm,
    "lost": _is_change_of_weight,
    "gained": _is_change_of_weight,
    "organ": _is_below_margin,
}


def _tokens(text: str) -> frozenset[str]:
    return frozenset(_TOKEN.findall(text))


def _fills(words: frozenset[str], role: str) -> bool:
    """Tell whether only words of a closed list stand between the words and the number."""
    return words <= _words()[role]


@cache
def _words() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for row in read_table("functional_findings.tsv"):
        if not row["code"]:
            found[row["role"]].add(row["words"])
    return {role: frozenset(words) for role, words in found.items()}


@cache
def _matcher() -> PhraseMatcher[_Lead]:
    return PhraseMatcher(_phrases())


def _phrases() -> Iterator[tuple[str, _Lead]]:
    """Yield the words that open a finding: milestones with what begins or denies them, and the other leads."""
    words = _words()
    for row in read_table("functional_findings.tsv"):
        if not row["code"]:
            continue
        least, _, limit = row["limit"].rpartition("-")
        lead = _Lead(row["role"], float(limit or 0), row["code"], row["label"], float(least or 0))
        if row["role"] == "did":
            yield row["words"], replace(lead, role="reached")
        elif row["role"] == "do":
            yield from (
                (f"{w} {row['words']}", replace(lead, role="reached")) for w in sorted(words["begin"])
            )
            yield from (
                (f"{w} {row['words']}", replace(lead, role="unreached")) for w in sorted(words["denial"])
            )
        elif row["role"] == "doing":
            yield row["words"], replace(lead, role="named")
            reached, unreached = words["begin doing"], words["denial of doing"]
            yield from ((f"{w} {row['words']}", replace(lead, role="reached")) for w in sorted(reached))
            yield from ((f"{w} {row['words']}", replace(lead, role="unreached")) for w in sorted(unreached))
        else:
            yield row["words"], lead
