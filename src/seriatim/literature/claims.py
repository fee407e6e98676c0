"""The ledger of claims: who claims what, about whom, how certain, citing what."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from seriatim.literature._clauses import Clause, cut_spans, find_clauses
from seriatim.literature._counts import Count, combine_counts, find_counts
from seriatim.literature._cues import Marks
from seriatim.literature._treatments import Agent, Agents, find_effect
from seriatim.model import Claim, Fact, Patient, Span
from seriatim.text import Prose, Sentence
from seriatim.text.folding import fold

# The kind a clause is given when it has cues of several; count and treatment may stand beside it.
_ORDER = (
    "priority",
    "definition",
    "classification",
    "recommendation",
    "prognosis",
    "comparison",
    "mechanism",
)
_STANCES = ("doubted", "hypothesised", "reported")
_READ = frozenset({None, "abstract", "introduction", "discussion", "other"})
_NOT_HEDGED = frozenset(
    {"count", "priority", "definition", "classification"}
)  # "may be divided into" divides
_SHORTEST, _LONGEST = 24, 4000  # characters of a sentence: less is a heading, more a table or a list
_LOOK_BACK = 700  # characters in which "the drug" finds its name
_IS_A = re.compile(
    r"(?:The\s)?[A-Z][\w’'-]*(?:\s(?!is\b|are\b)[\w()’'/-]+){0,7}?\s(?:is|are)\s(?:an?\s|non-)"
)
_NOUN_REACH = 90  # characters from "is a" in which the kind of thing is named
_GOES_ON = ("this", "these", "such", "it", "they", "those")


@dataclass(frozen=True)
class _Page:
    """What every finder looks at."""

    prose: Prose
    marks: Marks
    agents: Agents
    conditions: tuple[Fact, ...]
    condition_starts: tuple[int, ...]


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
    low, high = prose.sentences[0].start, max(s.end for s in prose.sentences)
    folded = fold(prose.text[low:high])
    conditions = tuple(f for f in facts if f.kind in ("disease", "phenotype") and f.spans)
    page = _Page(
        prose,
        Marks(prose.text, folded, low),
        Agents(prose.text, folded, low),
        conditions,
        tuple(f.start for f in conditions),
    )
    found: list[Claim] = []
    for sentence in prose.sentences:
        found += _merge(list(_claims_of(page, sentence, found[-1:])))
    return tuple(replace(claim, id=f"C{n}") for n, claim in enumerate(found, 1))


def _claims_of(page: _Page, sentence: Sentence, last: list[Claim]) -> Iterator[Claim]:
    if not _SHORTEST < sentence.end - sentence.start < _LONGEST or sentence.section not in (*_READ, "case"):
        return
    clauses = find_clauses(page.prose, sentence) if _may_claim(page, sentence) else []
    own_so_far = (
        bool(last)
        and last[0].endorsed
        and _goes_on(page.prose, sentence)
        and _follows(page.prose, last[0], sentence)
    )
    made = False
    for position, clause in enumerate(clauses):
        own = own_so_far or page.marks.has(sentence.start, clause.end, "role", "own")
        for claim in _claims_of_clause(page, clause, own=own):
            made = True
            yield _with_subject(page, claim, clauses[:position])
    if not made and last and (goes_on := _definition_goes_on(page, sentence, last[0])) is not None:
        yield goes_on


def _may_claim(page: _Page, sentence: Sentence) -> bool:
    """Tell whether a sentence has any word or citation that a claim is known by."""
    place = (sentence.start, sentence.end)
    if sentence.section == "case":
        return page.marks.has(*place, "role", "classification")
    return (
        page.marks.has(*place, "role")
        or page.marks.has(*place, "effect")
        or bool(page.prose.citations_in(*place))
    )


def _claims_of_clause(page: _Page, clause: Clause, *, own: bool) -> Iterator[Claim]:
    kinds = {m.meaning for m in page.marks.inside(clause.start, clause.end, "role")}
    if clause.sentence.section == "case":
        if "classification" in kinds:
            yield _begin(page, clause, "classification", endorsed=True)
        return
    treatment = _treatment(page, clause, kinds, own=own)
    count = _count(page, clause, kinds)
    if _defines(page, clause):
        kinds.add("definition")
    if "research" in kinds:
        kinds.discard("recommendation")
    kind = next((k for k in _ORDER if k in kinds and not (k == "prognosis" and treatment)), None)
    if kind == "mechanism" and (treatment or count):
        kind = None
    if kind == "recommendation" or (kind == "prognosis" and count):
        treatment = None
    if count is not None and kind != "priority":
        yield count
    if treatment is not None and not (
        count and page.marks.has(clause.start, clause.end, "role", "prognosis")
    ):
        yield treatment
    if kind is not None:
        yield _of_kind(page, clause, kind, own=own)


def _defines(page: _Page, clause: Clause) -> bool:
    """Tell whether a clause says what kind of thing its subject is: "X (Y) is an acute ... disease"."""
    opening = _IS_A.match(page.prose.text, clause.start, clause.end)
    if opening is None or page.marks.has(clause.start, opening.end(), "role", "own"):
        return False
    return page.marks.has(opening.end(), min(clause.end, opening.end() + _NOUN_REACH), "role", "class-noun")


def _of_kind(page: _Page, clause: Clause, kind: str, *, own: bool) -> Claim:
    claim = _begin(
        page, clause, kind, endorsed=own and kind in ("mechanism", "classification", "treatment", "prognosis")
    )
    if kind == "priority":
        number, n_reports, unit, population = combine_counts(_first_counts(page, clause))
        return replace(claim, n=number, n_reports=n_reports, unit=unit, population=population)
    if kind == "recommendation":
        return _with_agent(
            claim, next((a for a in page.agents.inside(clause.start, clause.end) if not a.plain), None)
        )
    return claim


def _first_counts(page: _Page, clause: Clause) -> list[Count]:
    return find_counts(page.prose.text, clause.start, clause.end)


def _begin(page: _Page, clause: Clause, kind: str, *, endorsed: bool = False, **known: object) -> Claim:
    stance, cue = _stance(page, clause, kind)
    spans = cut_spans(page.prose, clause.sentence, clause.start, clause.end)
    return Claim(
        id="",
        kind=kind,
        text=" ".join(" ".join(s.text for s in spans).split()),
        spans=spans,
        citations=clause.citations,
        stance=stance,
        endorsed=endorsed,
        cue=cue,
        section=clause.sentence.section,
        **known,  # type: ignore[arg-type]
    )


def _stance(page: _Page, clause: Clause, kind: str) -> tuple[str, str | None]:
    """The weakest stance that a word of the clause gives; a published count is reported by its nature."""
    for stance in _STANCES:
        mark = next(page.marks.inside(clause.start, clause.end, "stance", stance), None)
        if mark is not None and not (kind in _NOT_HEDGED and stance == "hypothesised"):
            return stance, page.prose.text[mark.start : mark.end]
    return "asserted", None


def _count(page: _Page, clause: Clause, kinds: set[str]) -> Claim | None:
    """A number of published cases, or the statement that there are few or none."""
    counts = find_counts(page.prose.text, clause.start, clause.end)
    published = "published" in kinds or bool(clause.citations)
    if "reporting" in kinds and not clause.citations:
        return None
    if counts and published:
        number, n_reports, unit, population = combine_counts(counts)
        return _begin(page, clause, "count", n=number, n_reports=n_reports, unit=unit, population=population)
    if "few" in kinds:
        return _begin(page, clause, "count")
    return None


def _treatment(page: _Page, clause: Clause, kinds: set[str], *, own: bool) -> Claim | None:
    """A treatment with what it did, what it is given for, or what its withdrawal did."""
    agents = [a for a in page.agents.inside(clause.start, clause.end) if not a.plain or "usage" in kinds]
    effect, said = find_effect(page.marks, clause.start, clause.end)
    withdrawn = "withdrawal" in kinds and said == "effect"
    if not agents and ("anaphor" in kinds or withdrawn):
        earlier = page.agents.before(clause.start, back_to=max(0, clause.start - _LOOK_BACK))
        agents = [earlier] if earlier and ("anaphor" in kinds or withdrawn) else []
    if not agents and not ("therapy" in kinds and said == "effect"):
        return None
    if said != "effect" and not {"usage", "therapy"} & kinds:
        return None
    claim = _begin(page, clause, "treatment", endorsed=own, effect=effect, condition=_condition(page, clause))
    counts = find_counts(page.prose.text, clause.start, clause.end)
    number, n_reports, unit, _ = combine_counts(counts)
    return _with_agent(
        replace(claim, n=number, n_reports=n_reports, unit=unit), agents[0] if agents else None
    )


def _with_agent(claim: Claim, agent: Agent | None) -> Claim:
    return claim if agent is None else replace(claim, agent=agent.name, code=agent.code)


def _condition(page: _Page, clause: Clause) -> str | None:
    """The disease or finding a treatment is said to be for: the first one the clause names."""
    low = bisect_left(page.condition_starts, clause.start)
    for fact in page.conditions[low : low + 4]:
        if fact.spans[-1].end <= clause.end:
            return fact.label
    return None


def _with_subject(page: _Page, claim: Claim, before: list[Clause]) -> Claim:
    """A clause without a subject of its own ("and could become ...") borrows the treatment named before it."""
    if not before or claim.kind not in ("recommendation", "treatment") or claim.agent:
        return claim
    named = [a for a in page.agents.inside(before[0].start, before[-1].end) if not a.plain]
    if not named:
        return claim
    agent = named[-1]
    subject = Span.of(page.prose.text, agent.start, agent.end)
    text = f"{' '.join(subject.text.split())} ... {claim.text}"
    return replace(_with_agent(claim, agent), text=text, spans=(subject, *claim.spans))


def _goes_on(prose: Prose, sentence: Sentence) -> bool:
    words = prose.text[sentence.start : sentence.start + 40].split(None, 3)
    return bool(words) and any(w.lower().strip(",") in _GOES_ON for w in words[:2])


def _follows(prose: Prose, claim: Claim, sentence: Sentence) -> bool:
    """Tell whether the claim was made in the sentence right before."""
    before = prose.sentences[sentence.index - 1] if sentence.index else None
    return before is not None and bool(claim.spans) and claim.spans[-1].end > before.start


def _definition_goes_on(page: _Page, sentence: Sentence, last: Claim) -> Claim | None:
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
    return _begin(page, replace(whole, start=sentence.start), "definition")


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
