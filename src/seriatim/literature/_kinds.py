"""The claims one clause makes: a count and a treatment, and one of the other kinds."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from seriatim.literature._clauses import Clause
from seriatim.literature._counts import Count, combine_counts, find_counts, find_parts
from seriatim.literature._page import Page, begin_claim, with_agent
from seriatim.literature._treatments import find_effect, is_blamed
from seriatim.model import Claim

# The kind a clause is given when it has cues of several; count and treatment may stand beside it.
_ORDER = "priority definition classification recommendation prognosis comparison mechanism".split()
_ENDORSED = frozenset({"mechanism", "classification", "prognosis"})  # can be applied to one's own patient
_LOOK_BACK = 700  # characters in which "the drug" finds its name
_IS_A = re.compile(
    r"(?:The\s)?[A-Z][\w’'-]*(?:\s(?!is\b|are\b)[\w()’'/-]+){0,7}?\s(?:is|are)\s(?:an?\s|non-)"
)
_NOUN_REACH = 90  # characters from "is a" in which the kind of thing is named


def claims_of_clause(
    page: Page, clause: Clause, *, own: bool, groups: frozenset[int] = frozenset()
) -> Iterator[Claim]:
    """Yield the claims of a clause.

    Args:
        page: the report.
        clause: part of a sentence.
        own: it speaks of the authors' own patient.
        groups: the numbers of published patients told so far, of which the clause may count a part.
    """
    kinds = {m.meaning for m in page.marks.inside(clause.start, clause.end, "role")}
    if clause.sentence.section == "case":
        if "classification" in kinds:
            yield begin_claim(page, clause, "classification", endorsed=True)
        return
    counts = find_counts(page.prose.text, clause.start, clause.end)
    parts = [] if counts else find_parts(page.prose.folded, clause, groups)
    treatment = _treatment(page, clause, kinds, counts, own=own)
    shares = [_count(page, clause, kinds | {"published"}, [part]) for part in parts]
    counted = list(filter(None, shares or [_count(page, clause, kinds, counts)]))
    prognosis = "prognosis" in kinds
    kind = _main_kind(page, clause, kinds, told=treatment is not None, counted=bool(counted))
    if kind != "priority":
        yield from counted
    # an outcome that is counted, or advice, is no report of what a treatment did
    if treatment is not None and kind != "recommendation" and not (counted and prognosis):
        yield treatment
    if kind is not None:
        yield _of_kind(page, clause, kind, own=own)


def _main_kind(page: Page, clause: Clause, kinds: set[str], *, told: bool, counted: bool) -> str | None:
    """Choose the kind of a clause by the cues in it; the effect of a treatment is neither cause nor prognosis."""
    fitting = kinds | ({"definition"} if _defines(page, clause) else set())
    fitting -= (
        {"recommendation"} if "research" in kinds else set()
    )  # "further study is needed" advises no care
    fitting -= {"prognosis"} if told else set()
    kind = next((k for k in _ORDER if k in fitting), None)
    return None if kind == "mechanism" and (told or counted) else kind


def _defines(page: Page, clause: Clause) -> bool:
    """Tell whether a clause says what kind of thing its subject is: "X (Y) is an acute ... disease"."""
    opening = _IS_A.match(page.prose.text, clause.start, clause.end)
    if opening is None or page.marks.has(clause.start, opening.end(), "role", "own"):
        return False
    return page.marks.has(opening.end(), min(clause.end, opening.end() + _NOUN_REACH), "role", "class-noun")


def _of_kind(page: Page, clause: Clause, kind: str, *, own: bool) -> Claim:
    claim = begin_claim(page, clause, kind, endorsed=own and kind in _ENDORSED)
    if kind == "priority":
        number, n_reports, unit, population = combine_counts(
            find_counts(page.prose.text, clause.start, clause.end)
        )
        return replace(claim, n=number, n_reports=n_reports, unit=unit, population=population)
    if kind == "recommendation":
        return with_agent(claim, page.find_agent(clause))
    return claim


def _count(page: Page, clause: Clause, kinds: set[str], counts: list[Count]) -> Claim | None:
    """A number of published cases, or the statement that there are few or none."""
    published = "published" in kinds or bool(clause.citations)
    if "reporting" in kinds and not clause.citations:
        return None
    if counts and published:
        number, n_reports, unit, population = combine_counts(counts)
        return begin_claim(
            page, clause, "count", n=number, n_reports=n_reports, unit=unit, population=population
        )
    if "few" in kinds:
        return begin_claim(page, clause, "count")
    return None


def _treatment(
    page: Page, clause: Clause, kinds: set[str], counts: list[Count], *, own: bool
) -> Claim | None:
    """A treatment with what it did, what it is given for, or what its withdrawal did."""
    agents = [a for a in page.agents.inside(clause.start, clause.end) if not a.plain or "usage" in kinds]
    effect, said = find_effect(page.marks, clause.start, clause.end)
    blamed = next((a for a in agents if is_blamed(page.prose.folded, page.marks, a)), None)
    if blamed is not None and "mechanism" not in kinds:
        agents, effect, said = [blamed], "harmful", "effect"
    withdrawn = "withdrawal" in kinds and said == "effect"
    if not agents and ("anaphor" in kinds or withdrawn):
        earlier = page.agents.before(clause.start, back_to=max(0, clause.start - _LOOK_BACK))
        agents = [earlier] if earlier and ("anaphor" in kinds or withdrawn) else []
    if not agents and not ("therapy" in kinds and said == "effect"):
        return None
    if said != "effect" and not {"usage", "therapy"} & kinds:
        return None
    claim = begin_claim(
        page, clause, "treatment", endorsed=own, effect=effect, condition=page.find_condition(clause)
    )
    number, n_reports, unit, _ = combine_counts(counts)
    return with_agent(replace(claim, n=number, n_reports=n_reports, unit=unit), agents[0] if agents else None)
