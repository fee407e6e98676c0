"""What the authors say of criteria, against the verdicts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cache

from seriatim.criteria.kleene import MET, NOT_MET, UNKNOWN
from seriatim.criteria.pack import Claimed, Pack
from seriatim.criteria.reader import load_packs
from seriatim.model import Claim, Verdict
from seriatim.text.tables import expand_choices, read_table


def compare_with_authors(
    verdicts: Iterable[Verdict], claims: Iterable[Claim], packs: Mapping[str, Pack] | None = None
) -> tuple[Verdict, ...]:
    """Note on each verdict whether the authors say otherwise.

    Only claims of classification that the authors make of their own patient are compared, and only in reports
    of one patient: of several it is not known whom such a sentence means. A class is compared with the name the
    authors give the case, where the pack says which item tells it. An unknown verdict neither agrees nor
    disagrees.

    Args:
        verdicts: as `assess_case` gives them.
        claims: the claims of the same report.
        packs: the packs the verdicts come from; those that come with Seriatim where it is None.
    """
    known = load_packs() if packs is None else packs
    held = tuple(_compare_class(v, known[v.set]) if v.set in known else v for v in verdicts)
    said = [c for c in claims if c.kind == "classification" and c.endorsed]
    if not said or len({v.patient for v in held if v.patient}) > 1:
        return held
    return tuple(_compare(v, said, known) if v.set in known else v for v in held)


def _compare_class(verdict: Verdict, pack: Pack) -> Verdict:
    """Compare a class with the one whose name the authors give the case."""
    met = {item.id for item in verdict.items if item.status == MET}
    said = {row.result for row in pack.classes if row.said_by in met}
    if len(said) != 1 or verdict.status == UNKNOWN:
        return verdict
    return replace(verdict, disagrees_with_authors=verdict.result not in said)


def _compare(verdict: Verdict, claims: Sequence[Claim], packs: Mapping[str, Pack]) -> Verdict:
    claimed = packs[verdict.set].claimed
    years = _years(claimed.names, packs)
    said = {_says(c) for c in claims if names(claimed, c.text, years)} - {UNKNOWN}
    if len(said) != 1 or verdict.status == UNKNOWN:
        return verdict
    return replace(verdict, disagrees_with_authors=verdict.status not in said)


def _says(claim: Claim) -> str:
    """Tell whether a claim says that criteria are met, that they are not, or leaves it open."""
    if claim.stance == "hypothesised":
        return UNKNOWN
    return NOT_MET if claim.stance == "doubted" or denies(claim.text) else MET


def denies(text: str) -> bool:
    """Tell whether a sentence says that criteria are not fulfilled.

    Example:
        >>> denies("She did not meet the criteria"), denies("She met the criteria")
        (True, False)
    """
    return any(phrase in text.lower() for phrase in _denials())


@cache
def _denials() -> tuple[str, ...]:
    rows = read_table("criteria/denials.tsv")
    return tuple(phrase for row in rows for phrase in expand_choices(row["phrase"]))


def _years(set_names: Sequence[str], packs: Mapping[str, Pack]) -> frozenset[str]:
    """Years that tell versions of the same family apart."""
    kin = (p.claimed for p in packs.values() if not set(p.claimed.names).isdisjoint(set_names))
    return frozenset(year for claimed in kin for year in claimed.years)


def names(claimed: Claimed, text: str, years: Iterable[str] = ()) -> bool:
    """Tell whether a sentence names a set: its family, its disease, and not another year's version.

    Args:
        claimed: how authors name the set.
        text: the sentence.
        years: years of all versions in the family; one of them printed in the sentence singles it out.

    Example:
        >>> lupus = Claimed(("ACR",), ("1997",), ("lupus", "sle"))
        >>> names(lupus, "SLE fulfilling ACR criteria"), names(lupus, "met the ACR/EULAR criteria for SLE")
        (True, False)
    """
    if not claimed.names or not _pattern(claimed.names, exact=True).search(text):
        return False
    printed = {year for year in years if year in text}
    if printed and printed.isdisjoint(claimed.years):
        return False
    return not claimed.conditions or bool(_pattern(claimed.conditions, exact=False).search(text.lower()))


@cache
def _pattern(words: tuple[str, ...], *, exact: bool) -> re.Pattern[str]:
    """Match any of some words, whole where `exact`; beside a slash a name is part of another."""
    listed = "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
    return re.compile(rf"(?<![\w/])(?:{listed})" + (r"(?![\w/])" if exact else ""))
