"""Which time expression of a sentence governs which of its facts."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from seriatim.extract._clauses import clause_of, find_boundaries
from seriatim.model import Fact
from seriatim.text.times import TimeExpression

_TESTS = frozenset({"measurement", "imaging", "procedure", "histology"})
_COMPLAINTS = frozenset({"phenotype", "disease"})
_GOES_NO_FURTHER = re.compile(r"\s?(?:[.;:)\]]|,?\s(?:and|or|but|as well as|while|whereas)\b|,|\Z)")
_LIST = re.compile(r"[\s,]*(?:(?:and|or|with|as well as)\s)?(?:[a-z-]+\s?){0,3}(?:\([^()]{0,30}\)\s?)?[\s,]*")
_AND_ONE = re.compile(r"\s(?:(?:and|or)\s)?(?:(?!and\b|or\b|with\b|of\b)[a-z-]+\s){0,2}")
_VERB = re.compile(
    r"\b(?:was|were|is|are|had|has|have|by|because|due|which|who|that|showed|revealed|indicated)\b"
)
_FINISHED = re.compile(r"\b(?:had|has|have|was|were|been|is)\s\Z")
_JOINS = re.compile(r"\s(?:and|or|but|as well as|while|whereas)\b")
_UNTIL = ("until", "till")  # "well until two years ago, when" times what came then
_BESIDE = 40
_OF_ACT = re.compile(r"\s(?:(?:of|with|on|to)\s)?(?:(?!(?:and|or|for|in)\b)[a-z-]+\s){0,3}")
_HAD_BEEN_ON = re.compile(
    r"\b(?:had|has)\s(?:already\s|regularly\s)?been\s(?:on|taking|receiving|using)\s(?:(?!(?:and|or|for)\b)[a-z-]+\s){0,4}\Z"
)
_PURPOSE = re.compile(
    r"(?:\s(?!for\b)[a-z-]+){0,4}\sfor\s(?:(?!\b(?:was|were|had|has|she|he|they|it|there|the\spatient)\b)[^,;]){0,80}"
)
_HAVING = re.compile(
    r",?\s(?:with|who\s(?:has|had)|known|having|suffering|on)\b(?!.{0,400}\b(?:was|were|is|are|did|developed)\b)"
)
_OPENING = 3  # words: a length that stands no later opens its sentence


@dataclass(frozen=True, slots=True)
class Governing:
    """A time, and the fact it is measured from where the text names one ("5 years prior to the stroke").

    Attributes:
        turned: whether the fact is what the time is measured from, and the person presented at its other end
            ("seen nine days after starting | allopurinol").
    """

    time: TimeExpression
    event: str | None = None
    turned: bool = False


@dataclass(frozen=True)
class Statement:
    """A sentence with its facts in order.

    Attributes:
        start: offset of the sentence.
        folded: its words, folded.
        facts: the facts that begin in it.
        arrivals: offsets of the words that say someone presents ("was admitted").
        follows_arrival: whether the sentence before says so.
        newcomers: offsets after the words that bring someone ("A 61-year-old man | with gout").
    """

    start: int
    folded: str
    facts: tuple[Fact, ...]
    arrivals: tuple[int, ...] = ()
    newcomers: tuple[int, ...] = ()
    follows_arrival: bool = False

    @cached_property
    def bounds(self) -> list[int]:
        """Offsets inside the sentence at which a new clause begins."""
        return find_boundaries(self.folded)

    def clause(self, offset: int) -> int:
        """Return the number of the clause that holds an offset of the text."""
        return clause_of(self.bounds, offset - self.start)

    def between(self, low: int, high: int) -> str:
        """Return the folded words between two offsets of the text."""
        return self.folded[low - self.start : max(low, high) - self.start]


def choose_times(statement: Statement, times: list[TimeExpression]) -> list[Governing | None]:
    """Choose for each fact of a sentence the expression that governs it.

    A time in front, or one that the clause goes on from ("17 years ago with ..."), governs what follows up to
    the next such time. One that closes its part of the clause ("cough for 2 years and ..."), or after which
    the person presents, governs what is listed just before it. A test also takes the time between it and its
    result. What a time is measured from is not timed by it; a drug begun so long before someone presented has
    that for its own time. What someone comes with into the story is older than the day they present. An adjective ("congenital cataract") times the
    finding it stands before and no other.
    """
    facts = statement.facts
    chosen: list[Governing | None] = [None] * len(facts)
    closing: list[tuple[Governing, list[int]]] = []
    begun: dict[int, Governing | None] = {}
    background = [_comes_with(statement, f) for f in facts]
    since = statement.start
    for time in times:
        if (named := _qualified_by(statement, time)) is not None:
            for i in named:
                chosen[i] = Governing(time)
            continue
        event = _event(statement, time)
        if time.kind == "vague" and time.reach > time.end and event is None:
            continue  # "since starting school"
        governing = Governing(time, facts[event].id if event is not None else None)
        if event is not None and _is_act(facts[event]):
            begun[event] = Governing(time, turned=True) if _reaches_arrival(statement, time) else None
        before = [] if time.lead in _UNTIL else _listed_before(statement, time, since)
        since = time.start
        if before and (event is not None or _closes(statement, time)):
            closing.append((governing, before))
        elif not _is_aside(statement, time) and not _ends_its_part(statement, time):
            tests = [i for i in before if facts[i].kind in _TESTS]
            reach = max(time.end, time.reach)
            of_event = _belonging_to(statement, event)
            for i, fact in enumerate(facts):
                follows = fact.start >= reach and i not in of_event and background[i] <= time.start
                if i in tests or (follows and not _says_less(time, chosen[i])):
                    chosen[i] = governing
    for governing, before in closing:
        for i in before:
            chosen[i] = _nearer(chosen[i], governing)
    for i, own in begun.items():
        if (held := chosen[i]) is None or held.time.start < facts[i].start:
            chosen[i] = own
    return [g if g is None or _holds(statement, f, g) else None for f, g in zip(facts, chosen, strict=True)]


def _nearer(chosen: Governing | None, own: Governing) -> Governing:
    """Of the time in front and a fact's own behind it: its own, unless that is a length and the other says when."""
    if chosen is None or chosen.time.kind == "duration" or not only_lasts(own.time):
        return own
    return chosen


def _qualified_by(statement: Statement, time: TimeExpression) -> list[int] | None:
    """The findings that an adjective of time stands in or before, or None where it times what follows.

    "Congenital" and "childhood" never time what follows; "postoperative" does where no finding is named ("the
    postoperative period") or what is named is a test.
    """
    if not time.attributive:
        return None
    named: list[int] = []
    edge = time.end
    for i, fact in enumerate(statement.facts):
        inside = fact.start <= time.start < fact.spans[-1].end
        if fact.kind in _COMPLAINTS and (inside or _AND_ONE.fullmatch(statement.between(edge, fact.start))):
            named.append(i)
            edge = fact.spans[-1].end
    return named if named or time.anchor == "birth" or time.kind == "stage" else None


def _event(statement: Statement, time: TimeExpression) -> int | None:
    """The fact that "before" or "after" is followed by, or "after the onset of", "after the first dose of"."""
    if time.anchor == "treatment":
        return _act_of(statement, time)
    onset = time.anchor == "onset" and statement.folded.startswith(" of ", time.reach - statement.start)
    if time.kind not in ("relative", "vague") or time.reach <= time.end or not (time.anchor is None or onset):
        return None
    beside = [
        (fact.start, i)
        for i, fact in enumerate(statement.facts)
        if 0 <= fact.start - time.reach <= _BESIDE and "," not in statement.between(time.reach, fact.start)
    ]
    return min(beside)[1] if beside else None


def _act_of(statement: Statement, time: TimeExpression) -> int | None:
    """The treatment that a length is counted from: "after 6 weeks of | isoniazid | therapy", "the first dose of | it"."""
    acts = [(f.start, i) for i, f in enumerate(statement.facts) if _is_act(f)]
    inside = [i for at, i in acts if time.start < at < time.reach]
    beside = [i for at, i in acts if at > time.reach and _OF_ACT.fullmatch(statement.between(time.reach, at))]
    return next(iter((*inside, *beside)), None)


def _reaches_arrival(statement: Statement, time: TimeExpression) -> bool:
    """Whether someone presented so long after what a time is measured from."""
    if time.relation != "after" or not time.iso:
        return False
    clause = statement.clause(time.start)
    if any(at < time.start and statement.clause(at) == clause for at in statement.arrivals):
        return True
    told = statement.between(statement.start, time.start)
    return len(told.split()) < _OPENING and any(time.reach < at for at in statement.arrivals)


def _comes_with(statement: Statement, fact: Fact) -> int:
    """Where someone comes into the story with a fact ("A man | with gout | was admitted"), 0 where no one does."""
    comes = max((at for at in statement.newcomers if at <= fact.start), default=0)
    if not comes or not any(fact.spans[-1].end <= at for at in statement.arrivals):
        return 0
    arrived = any(comes <= at < fact.start for at in statement.arrivals)
    return comes if not arrived and _HAVING.match(statement.between(comes, fact.start)) else 0


def _belonging_to(statement: Statement, event: int | None) -> set[int]:
    """What a time is measured from: the fact, treatments listed with it, and what they were given for."""
    if event is None:
        return set()
    held, edge = {event}, statement.facts[event].spans[-1].end
    for i in sorted(range(len(statement.facts)), key=lambda i: statement.facts[i].start):
        fact = statement.facts[i]
        gap = statement.between(edge, fact.start)
        if fact.start >= edge and _is_act(statement.facts[event]):
            if (_is_act(fact) and _LIST.fullmatch(gap)) or (not _is_act(fact) and _PURPOSE.fullmatch(gap)):
                held.add(i)
                edge = fact.spans[-1].end if _is_act(fact) else edge
    return held


def _says_less(time: TimeExpression, chosen: Governing | None) -> bool:
    """Whether a time without a length comes after one that has one: "on day 3, after starting it"."""
    return time.kind == "vague" and time.reach > time.end and chosen is not None and bool(chosen.time.iso)


def _listed_before(statement: Statement, time: TimeExpression, since: int) -> list[int]:
    """The facts just before an expression in its clause, as far back as they are one list."""
    clause, facts = statement.clause(time.start), statement.facts
    held: list[int] = []
    edge = time.start
    for i in sorted(range(len(facts)), key=lambda i: -facts[i].start):
        fact = facts[i]
        if not since <= fact.start < time.start or statement.clause(fact.start) != clause:
            continue
        gap = statement.between(fact.spans[-1].end, edge)
        if held and (not _LIST.fullmatch(gap) or _VERB.search(gap) or _went_on(fact, facts[held[-1]], gap)):
            break
        if held and _is_act(fact) != _is_act(facts[held[0]]):
            break
        held.append(i)
        edge = min(edge, fact.start)
    return held


def _is_act(fact: Fact) -> bool:
    """Whether a fact is something done: "a cleft palate, repaired at 6 years" was there before."""
    return fact.kind in ("medication", "intervention")


def _went_on(fact: Fact, outcome: Fact, gap: str) -> bool:
    """Whether what came of a finding is a statement of its own ("a rash appeared and | resolved within hours")."""
    return outcome.kind == "outcome" and fact.kind in _COMPLAINTS and not fact.gone and " and " in gap


def _ends_its_part(statement: Statement, time: TimeExpression) -> bool:
    """Whether a length belongs to the words before it alone ("lost weight over the past month | and had")."""
    joined = _JOINS.match(statement.folded, max(time.end, time.reach) - statement.start)
    told = statement.between(statement.start, time.start)
    return time.kind == "duration" and joined is not None and len(told.split()) > _OPENING


def _closes(statement: Statement, time: TimeExpression) -> bool:
    """Whether the clause does not go on from an expression: a stop comes next, or the main verb."""
    at = max(time.end, time.reach) - statement.start
    rest = statement.folded[at:]
    next_word = statement.start + at + len(rest) - len(rest.lstrip())
    return _GOES_NO_FURTHER.match(rest) is not None or next_word in statement.arrivals


def _is_aside(statement: Statement, time: TimeExpression) -> bool:
    """Whether a vague "previously" only qualifies the next word ("previously healthy", "previously reported")."""
    if time.kind != "vague" or time.relation != "before" or time.start == statement.start:
        return False
    follows = statement.folded[time.end - statement.start :]
    return not follows.startswith(",") and not _FINISHED.search(
        statement.between(statement.start, time.start)
    )


def _holds(statement: Statement, fact: Fact, governing: Governing) -> bool:
    """Whether a length says when: only one that reaches back from presentation does.

    That of a complaint does, and that of a drug someone "had been on for 3 years" when they came.
    """
    if not only_lasts(governing.time):
        return True
    if fact.kind == "medication" and fact.start < governing.time.start:
        came = statement.follows_arrival or bool(statement.arrivals)
        return came and _HAD_BEEN_ON.search(statement.between(statement.start, fact.start)) is not None
    return fact.kind in _COMPLAINTS and any(at < fact.start for at in statement.arrivals)


def only_lasts(time: TimeExpression) -> bool:
    """Whether an expression is a length without a direction ("for 2 weeks")."""
    return time.kind == "duration" and time.relation is None
