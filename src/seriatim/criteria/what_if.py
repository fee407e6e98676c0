"""Supposed findings: what the verdict would be if the report said something else."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from seriatim.criteria.hierarchy import Hierarchy, find_closure
from seriatim.criteria.pack import Pack
from seriatim.errors import UsageError
from seriatim.model import INTERPRETATIONS, STATUSES, Fact, Span
from seriatim.text.numbers import find_quantities

_KINDS = {"HP": "phenotype", "LOINC": "measurement", "ATC": "medication"}


def suppose(facts: Iterable[Fact], suppositions: Sequence[str], patient: str) -> tuple[Fact, ...]:
    """Replace what is said under some codes by what is supposed.

    Args:
        facts: the facts as reported.
        suppositions: "CODE=present", "CODE=absent", "CODE=uncertain", "CODE=positive" (or another
            interpretation), "CODE=2.3 g/d", "CODE=1:320", or "CODE=unreported" to take a finding away.
        patient: whose findings they are.

    Raises:
        UsageError: where a supposition has another form.

    Example:
        >>> [f.status for f in suppose([], ["HP:0000093=present"], "P1")]
        ['present']
    """
    held = list(facts)
    for number, supposition in enumerate(suppositions, 1):
        code, equals, value = (part.strip() for part in supposition.partition("="))
        if not equals or not value or ":" not in code:
            raise UsageError(f"'{supposition}' is not of the form CODE=present, CODE=absent or CODE=2.3 g/d")
        held = [f for f in held if f.patient != patient or code not in f.all_codes]
        if value != "unreported":
            held.append(_fact(f"W{number}", code, value, patient))
    return tuple(held)


def find_unasked(suppositions: Iterable[str], packs: Iterable[Pack], hierarchy: Hierarchy) -> list[str]:
    """Return the supposed codes that no criteria set asks for, in order: supposing them changes no verdict.

    Example:
        >>> from seriatim.criteria import Lineage, load_packs
        >>> packs = [load_packs()["crest"]]
        >>> find_unasked(["HP:0001009=present", "HP:0000365=present"], packs, Lineage(lambda code: frozenset()))
        ['HP:0000365']
    """
    asked = frozenset().union(*(pack.codes for pack in packs))
    closure = find_closure(hierarchy, asked)
    codes = dict.fromkeys(s.partition("=")[0].strip() for s in suppositions)
    return [code for code in codes if not any(closure.of(code))]


def _fact(fact_id: str, code: str, value: str, patient: str) -> Fact:
    words = f"supposed: {code} {value}"
    kind = _KINDS.get(code.partition(":")[0], "disease")
    fact = Fact(fact_id, kind, words, (Span(0, 0, words),), patient=patient, code=code, method="other")
    if value in STATUSES:
        return replace(fact, status=value)
    if value in INTERPRETATIONS:
        return replace(fact, interpretation=value)
    return _with_quantity(fact, value)


def _with_quantity(fact: Fact, value: str) -> Fact:
    read = find_quantities(value)
    if len(read) != 1:
        raise UsageError(f"'{value}' is neither a status ({', '.join(STATUSES)}), a result nor a quantity")
    quantity = read[0]
    if quantity.form == "titre":
        return replace(fact, value=value, interpretation="positive")
    return replace(
        fact,
        value=value,
        number=quantity.number,
        number_high=quantity.number_high,
        comparator=quantity.comparator,
        unit=quantity.ucum or quantity.unit,
    )
