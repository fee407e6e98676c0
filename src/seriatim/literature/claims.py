"""The ledger of claims: who claims what, about whom, how certain, citing what."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from seriatim.literature._clauses import Clause, find_clauses
from seriatim.literature._kinds import claims_of_clause
from seriatim.literature._page import Page, begin_claim, with_agent
from seriatim.model import Claim, Fact, Patient, Span
from seriatim.text import Prose, Sentence
from seriatim.text.group_counts import find_bracketed_counts, find_group_counts

_READ = frozenset({None, "abstract", "introduction", "discussion", "other"})
_SHORTEST, _LONGEST = 24, 4000  # characters of a sentence: less is a heading, more a table or a list
_GOES_ON = ("this", "these", "such", "it", "they", "those")


def find_claims(prose: Prose, patients: Sequence[Patient], facts: Sequence[Fact]) -> tuple[Claim, ...]:
    """Find what a report says of the literature, of cause and of what should be done.

    Args:
        prose: the report's prose.
        patients: the patients of this report; a claim is `endorsed` where it is applied to them.
        facts: its facts; diseases and findings name the condition a treatment is for.

    Returns:
        Claims in text order, named C1, C2, ...

    Example:
        >>> from seriatim.model import Report
        >>> from seriatim.text import read_prose
        >>> prose = read_prose(Report("r", "Only 12 cases of this rash have been reported. Colchicine may be effective."))
        >>> [(c.kind, c.n, c.agent, c.stance, c.effect) for c in find_claims(prose, (), ())]
        [('count', 12, None, 'reported', None), ('treatment', None, 'colchicine', 'hypothesised', 'beneficial')]
    """
    if not prose.sentences:
        return ()
    page = Page.of(prose, patients, facts)
    found: list[Claim] = []
    for sentence in prose.sentences:
        groups = frozenset(c.n for c in found if c.kind == "count" and c.unit == "patients" and c.n)
        found += _merge(list(_claims_of(page, sentence, found[-1:], groups)))
    return tuple(replace(claim, id=f"C{n}") for n, claim in enumerate(found, 1))


def _claims_of(page: Page, sentence: Sentence, last: list[Claim], groups: frozenset[int]) -> Iterator[Claim]:
    """Yield the claims of a sentence, given the claim before it and the groups of patients counted so far."""
    if not _SHORTEST < sentence.end - sentence.start < _LONGEST or sentence.section not in (*_READ, "case"):
        return
    clauses = find_clauses(page.prose, sentence) if _may_claim(page, sentence, groups) else []
    own_so_far = (
        bool(last)
        and last[0].endorsed
        and _goes_on(page.prose, sentence)
        and _follows(page.prose, last[0], sentence)
    )
    made = False
    for position, clause in enumerate(clauses):
        own = own_so_far or page.is_own(sentence.start, clause.end)
        for claim in claims_of_clause(page, clause, own=own, groups=groups):
            made = True
            yield _with_subject(page, claim, clauses[:position])
    if not made and last and (goes_on := _definition_goes_on(page, sentence, last[0])) is not None:
        yield goes_on


def _may_claim(page: Page, sentence: Sentence, groups: frozenset[int]) -> bool:
    """Tell whether a sentence has any word or citation that a claim is known by."""
    place = (sentence.start, sentence.end)
    if sentence.section == "other" and page.marks.has(*place, "role", "paper"):
        return False  # of who wrote it and whom to write to
    if sentence.section == "case":
        return page.marks.has(*place, "role", "classification")
    return (
        page.marks.has(*place, "role")
        or page.marks.has(*place, "effect")
        or bool(page.prose.citations_in(*place))
        or next(find_group_counts(page.prose.folded, *place), None) is not None
        or (bool(groups) and any(c.total in groups for c in find_bracketed_counts(page.prose.folded, *place)))
    )


def _with_subject(page: Page, claim: Claim, before: list[Clause]) -> Claim:
    """A clause without a subject of its own ("and could become ...") borrows the treatment named before it."""
    if not before or claim.kind not in ("recommendation", "treatment") or claim.agent:
        return claim
    named = [a for a in page.agents.inside(before[0].start, before[-1].end) if not a.plain]
    if not named:
        return claim
    agent = named[-1]
    subject = Span.of(page.prose.text, agent.start, agent.end)
    text = f"{' '.join(subject.text.split())} ... {claim.text}"
    return replace(with_agent(claim, agent), text=text, spans=(subject, *claim.spans))


def _goes_on(prose: Prose, sentence: Sentence) -> bool:
    words = prose.text[sentence.start : sentence.start + 40].split(None, 3)
    return bool(words) and any(w.lower().strip(",") in _GOES_ON for w in words[:2])


def _follows(prose: Prose, claim: Claim, sentence: Sentence) -> bool:
    """Tell whether the claim was made in the sentence right before."""
    before = prose.sentences[sentence.index - 1] if sentence.index else None
    return before is not None and bool(claim.spans) and claim.spans[-1].end > before.start


def _definition_goes_on(page: Page, sentence: Sentence, last: Claim) -> Claim | None:
    """The sentence behind a definition that goes on with it and brings the citation."""
    if (
        last.kind != "definition"
        or last.citations
        or not page.prose.citations_in(sentence.start, sentence.end)
    ):
        return None
    if not (_goes_on(page.prose, sentence) and _follows(page.prose, last, sentence)):
        return None
    whole = find_clauses(page.prose, sentence)[-1]
    return begin_claim(page, replace(whole, start=sentence.start), "definition")


def _merge(claims: list[Claim]) -> list[Claim]:
    """Parts of one sentence that say the same kind of thing, alike in stance, agent and citations, are one claim."""
    merged: list[Claim] = []
    for claim in claims:
        same = next((m for m in merged if _alike(m, claim)), None)
        if same is None:
            merged.append(claim)
            continue
        at = merged.index(same)
        spans = tuple(dict.fromkeys((*same.spans, *claim.spans)))
        text = f"{same.text} {claim.text}"
        merged[at] = replace(
            same,
            text=text,
            spans=tuple(sorted(spans)),
            agent=same.agent or claim.agent,
            code=same.code or claim.code,
        )
    return merged


def _alike(one: Claim, other: Claim) -> bool:
    if (one.kind, one.stance, one.citations, one.effect) != (
        other.kind,
        other.stance,
        other.citations,
        other.effect,
    ):
        return False
    if one.kind == "count" and one.n != other.n:
        return False
    return one.agent == other.agent or not (one.agent and other.agent)
