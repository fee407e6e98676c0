"""What a finding is called where it is: a mass that is placed in the abdomen is an abdominal mass."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from seriatim.extract._context import Context
from seriatim.model import Fact, Site
from seriatim.terms.anatomy import load_sites
from seriatim.terms.hpo import load_hpo, load_lexicon
from seriatim.terms.lexicon import UNCODED, Lexicon
from seriatim.text.tables import read_table

_KINDS = frozenset({"phenotype", "disease"})
_VAGUE = ("Abnormal", UNCODED)  # "deformity of the wrist" says no more than its words
_REACH = 80  # characters behind a finding in which its site may stand
_OF_A_PART = re.compile(r"\sof\s(?:(?!(?:and|or|of)\b)[\w-]+\s){0,4}(?P<part>[\w-]+)\sof\s(?:[\w-]+\s){0,2}")
_PLACED = re.compile(r"[^:]+ of the [^:]+ \(derived\)")
_LIMBS = frozenset({"upper limb", "lower limb"})


def name_placed_findings(
    context: Context, facts: list[Fact], *, lexicon: Lexicon | None = None
) -> list[Fact]:
    """Give findings the more exact term that their words make together with the site that was attached to them.

    "Pain", said of the arm two clauses on, becomes Upper limb pain; a mass without a code becomes an Abdominal mass.
    A term that a finding has already is only replaced by one below it, where its word is a general one ("swelling")
    and each of its sites makes one.
    Sites that make different terms part the finding into several facts.

    Args:
        context: the prose.
        facts: with their sites; a result is left as it is.
        lexicon: what to look for; without it the HPO that comes with Seriatim.

    Example:
        >>> from seriatim.model import Report
        >>> from seriatim.text import read_prose
        >>> bare = Fact("f", "phenotype", "mass", (), sites=(Site("abdomen"),))
        >>> [f.label for f in name_placed_findings(Context(read_prose(Report(id="r", text=""))), [bare])]
        ['Abdominal mass']
    """
    lexicon = lexicon or load_lexicon()
    named: list[Fact] = []
    for fact in facts:
        if fact.kind in _KINDS and fact.sites and not fact.rule:
            named += _named(context.prose.text, fact, lexicon)
        else:
            named.append(fact)
    return named


def is_named_by_place(fact: Fact) -> bool:
    """Tell whether a finding has its term from its words and its site together, and no test showed it.

    Example:
        >>> is_named_by_place(Fact("f", "phenotype", "Abdominal mass", (), rule="mass of the abdomen (derived)"))
        True
    """
    return bool(fact.rule) and _PLACED.fullmatch(fact.rule or "") is not None


def _named(text: str, fact: Fact, lexicon: Lexicon) -> Iterator[Fact]:
    """Yield a finding once for each term that it is at its sites."""
    known = next((code for code in fact.all_codes if code.startswith("HP:")), None)
    if known and " ".join(span.text for span in fact.spans).lower() not in _general_words():
        yield fact
        return
    by_code: dict[str | None, list[Site]] = {}
    for site in fact.sites:
        code = None if _is_of_a_part(text, fact, site) else _find_code(fact, site, known, lexicon)
        by_code.setdefault(code, []).append(site)
    if set(by_code) == {None} or (known and None in by_code):
        yield fact
        return
    for at, (code, sites) in enumerate(by_code.items()):
        part = fact.changed(id=f"{fact.id}+{code}" if at else fact.id, sites=tuple(sites))
        yield _coded(part, code, lexicon) if code else part


def _is_of_a_part(text: str, fact: Fact, site: Site) -> bool:
    """Tell whether a finding is only of a part of its site ("hyperplasia of the condyles of the mandible")."""
    if not site.text:
        return False
    end = fact.spans[-1].end
    at = text.find(site.text, end, end + _REACH)
    between = _OF_A_PART.fullmatch(text, end, at) if at > end else None
    return between is not None and between["part"].lower() not in _site_grammar()


@cache
def _site_grammar() -> frozenset[str]:
    """The small words of places, with those that name no part of their own ("side", "aspect")."""
    return frozenset(row["word"] for row in read_table("site_grammar.tsv"))


def _coded(fact: Fact, code: str, lexicon: Lexicon) -> Fact:
    rule = f"{fact.label} of the {fact.sites[0].label} (derived)"
    if fact.kind == "disease" and fact.code:
        others = tuple(c for c in fact.codes if not c.startswith("HP:"))
        return fact.changed(codes=(*others, code), rule=rule)
    return fact.changed(code=code, label=lexicon.labels.get(code, fact.label), rule=rule)


def _find_code(fact: Fact, site: Site, known: str | None, lexicon: Lexicon) -> str | None:
    """Find the term that the finding and its site make together, or None where there is none or none below."""
    words = " ".join(span.text for span in fact.spans)
    for said in dict.fromkeys((words, fact.label)):
        for place in _names(site.label):
            symbols = lexicon.reader.read(f"{said} {place}").meant
            code = lexicon.bags.get("".join(sorted(symbols)), "").partition("\t")[0]
            vague = lexicon.labels.get(code, UNCODED).startswith(_VAGUE)
            fits = place == site.label or (bool(code) and _says(lexicon, code, place))
            if code and not vague and fits and (known is None or _is_below(code, known)):
                return code
    return None


def _says(lexicon: Lexicon, code: str, place: str) -> bool:
    """Tell whether a term is said of a whole limb: a fracture of the thigh is none of the lower leg."""
    said = lexicon.reader.read(lexicon.labels[code]).meant
    return set(lexicon.reader.read(place).meant) <= set(said)


@cache
def _general_words() -> frozenset[str]:
    return frozenset(row["word"] for row in read_table("generic_findings.tsv"))


@cache
def _names(label: str) -> tuple[str, ...]:
    """The names a place is looked up by: its own, and the limb it belongs to."""
    site = load_sites().get(label)
    return (label, site.group) if site and site.group in _LIMBS and site.group != label else (label,)


@cache
def _is_below(code: str, above: str) -> bool:
    return code != above and above in load_hpo().ancestors(code)
