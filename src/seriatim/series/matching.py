"""Which fact of today's reading a decision is about, and whether it still says what was judged."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from seriatim.model import Case, Fact, Span, Spans, from_json
from seriatim.series.decisions import Decision, fact_key, find_standing, name_facts, statement

BY_REVIEWER = "reviewer:"  # begins the `rule` of a fact that a reviewer changed or added
_PLACES = ("value_span", "dose_span", "route_span", "frequency_span", "duration_span")


@dataclass(frozen=True, slots=True)
class Matched:
    """A decision that stands, beside what it is about today.

    Attributes:
        state: current; changed (a later reading says something else of the same words); gone (it says nothing of
            them any more); lost (the words themselves are not in the text any more).
        key: what names the fact today: that of `fact`, or of `said` where there is none.
        fact: the fact as it is read today, or None.
        said: the fact that was judged, at its place in today's text, or None where that is lost.
    """

    decision: Decision
    state: str
    key: str
    fact: Fact | None = None
    said: Fact | None = None

    @property
    def is_stale(self) -> bool:
        """Whether a reviewer should look again; not where what was rejected is no longer there."""
        return self.state == "changed" or (self.state != "current" and self.decision.action != "reject")

    @property
    def counts(self) -> bool:
        """Whether the decision still decides: a rejection does so only while the same is read."""
        return self.state == "current" or (self.state != "lost" and self.decision.action != "reject")


def match_decisions(case: Case, decisions: Iterable[Decision]) -> tuple[Matched, ...]:
    """Match the decisions that stand with the facts of a case as it is read today.

    Args:
        case: as extracted, without any decision.
        decisions: of any reports; those of others are left out.
    """
    named = name_facts(case.facts)
    mine = find_standing(d for d in decisions if d.report == case.report.id)
    exact = [_match_exactly(case, d, named) for d in mine]
    taken: dict[tuple[str, str], set[str]] = {}
    for held in exact:
        if held.fact:
            taken.setdefault((held.decision.reviewer, held.decision.stage), set()).add(held.key)
    return tuple(
        _match_loosely(m, named, taken.get((m.decision.reviewer, m.decision.stage), set())) for m in exact
    )


def _match_exactly(case: Case, decision: Decision, named: Mapping[str, Fact]) -> Matched:
    if not decision.seen:  # made by hand, without what was seen
        fact = from_json(Fact, _whole(decision)) if decision.action == "add" else named.get(decision.fact_key)
        state = "current" if fact else "gone"
        return Matched(decision, state, decision.fact_key, named.get(decision.fact_key), fact)
    if (fact := named.get(decision.fact_key)) and _is_unchanged(case, decision, fact):
        return Matched(decision, "current", decision.fact_key, fact, fact)
    seen = from_json(Fact, _whole(decision) if decision.action == "add" else decision.seen)
    said = find_again(seen, decision.quote, case.report.text)
    if said is None:
        return Matched(decision, "lost", decision.fact_key)
    if (seen.rule or "").startswith(BY_REVIEWER) or decision.action == "add":
        return Matched(decision, "current", _moved(decision.fact_key, seen, said), None, said)
    base, wanted = fact_key(said), statement(said)
    same = [key for key in _numbered(base, named) if statement(named[key]) == wanted]
    number = decision.fact_key.rpartition("#")[2] if "#" in decision.fact_key else ""
    mine = f"{base}#{number}" if number.isdigit() else base
    if key := mine if mine in same else next(iter(same), ""):
        return Matched(decision, "current", key, named[key], said)
    if mine in named:
        return Matched(decision, "changed", mine, named[mine], said)
    return Matched(decision, "gone", mine, None, said)


def _is_unchanged(case: Case, decision: Decision, fact: Fact) -> bool:
    """Whether the very same is read in the very same words: nearly always, so it is asked first."""
    if decision.action == "add" or decision.judged != statement(fact) or not fact.spans:
        return False
    return case.report.text[fact.start : fact.spans[-1].end] == decision.quote.get("exact")


def _whole(decision: Decision) -> Mapping[str, Any]:
    """An added fact as JSON, with the least that makes one."""
    rule = {"rule": f"{BY_REVIEWER}{decision.reviewer}"}
    return {"id": "R1", "kind": "event", "label": "", "spans": []} | dict(decision.change) | rule


def _moved(key: str, seen: Fact, said: Fact) -> str:
    return fact_key(said) if said.start != seen.start and key == fact_key(seen) else key


def _numbered(base: str, named: Mapping[str, Fact]) -> Iterator[str]:
    key, number = base, 2
    while key in named:
        yield key
        key, number = f"{base}#{number}", number + 1


def _match_loosely(matched: Matched, named: Mapping[str, Fact], taken: set[str]) -> Matched:
    """Find what is read today of the words of a fact that is gone: of its kind, most alike first."""
    said = matched.said
    if matched.state != "gone" or said is None:
        return matched
    rivals = [
        (fact.label != said.label, -_shared(fact, said), key)
        for key, fact in named.items()
        if fact.kind == said.kind and key not in taken and _shared(fact, said)
    ]
    if not rivals:
        return matched
    key = min(rivals)[2]
    return replace(matched, state="changed", key=key, fact=named[key])


def _shared(a: Fact, b: Fact) -> int:
    """Characters that two facts share."""
    return sum(max(0, min(s.end, t.end) - max(s.start, t.start)) for s in a.spans for t in b.spans)


def find_again(fact: Fact, quote: Mapping[str, str], text: str) -> Fact | None:
    """Put a fact at its place in a text that may have changed around it.

    Args:
        fact: with the spans it had.
        quote: its words with those around them, as `quote_words` gives them.
        text: the text as it is today.

    Returns:
        The fact with spans into `text`, or None where its words are not there, or in several places alike.

    Example:
        >>> from seriatim.series.decisions import quote_words
        >>> fact = Fact("F1", "phenotype", "Rash", (Span(2, 6, "rash"),))
        >>> find_again(fact, quote_words("A rash.", fact), "Case: a rash.").spans
        (Span(start=8, end=12, text='rash'),)
    """
    if all(text[s.start : s.end] == s.text for s in fact.spans):
        return fact
    exact = _pattern(quote.get("exact", ""))
    around = rf"{_pattern(quote.get('prefix', ''))}\s*({exact})\s*{_pattern(quote.get('suffix', ''))}"
    for pattern in (around, f"({exact})"):
        found = [m.span(1) for m in re.finditer(pattern, text)] if exact else []
        if len(found) == 1:
            return _placed(fact, text, *found[0])
    return None


def _pattern(words: str) -> str:
    """Words as an expression that lets white space be any white space."""
    return r"\s+".join(map(re.escape, words.split()))


def _placed(fact: Fact, text: str, start: int, end: int) -> Fact | None:
    spans: list[Span] = []
    at = start
    for span in fact.spans:
        found = re.compile(_pattern(span.text)).search(text, at, end)
        if found is None:
            return None
        spans.append(Span.of(text, *found.span()))
        at = found.end()
    return fact.changed(spans=tuple(spans), **_moved_places(fact, tuple(spans)))


def _moved_places(fact: Fact, spans: Spans) -> dict[str, tuple[int, int] | None]:
    """The places of value and dose, moved with the words where those moved as one."""
    steps = {new.start - old.start for new, old in zip(spans, fact.spans, strict=True)}
    step = steps.pop() if len(steps) == 1 else None
    places = {name: getattr(fact, name) for name in _PLACES}
    return {
        name: None if step is None else (held[0] + step, held[1] + step)
        for name, held in places.items()
        if held
    }
