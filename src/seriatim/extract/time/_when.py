"""Which time expression of a sentence governs which of its facts."""

from __future__ import annotations

import re

from seriatim.extract.time._anchors import find_belonging, find_event, reaches_arrival
from seriatim.extract.time._series import times_of_values, without_earlier_values
from seriatim.extract.time._statement import LIST, OPENING, Governing, Statement, is_act, only_lasts
from seriatim.model import Fact
from seriatim.text.times import TimeExpression
from seriatim.text.wording import pattern_of

_TESTS = frozenset({"measurement", "imaging", "procedure", "histology"})
_COMPLAINTS = frozenset({"phenotype", "disease"})
_GOES_NO_FURTHER = re.compile(r"\s?(?:[.;:)\]]|,?\s(?:and|or|but|as well as|while|whereas)\b|,|\Z)")
_AND_ONE = re.compile(r"\s(?:(?:and|or)\s)?(?:(?!and\b|or\b|with\b|of\b)[a-z-]+\s){0,2}")
_verb = pattern_of(r"\b(?:{is}|{has}|by|because|due|which|who|that|showed|revealed|indicated)\b")
_FINISHED = re.compile(r"\b(?:had|has|have|was|were|been|is)\s\Z")
_JOINS = re.compile(r"\s(?:and|or|but|as well as|while|whereas)\b")
_AT_ONCE = re.compile(r"\s(?:(?:home|on|at|in|after|by|within|the|about|only|some)\s){0,3}")
_UNTIL = ("until", "till")  # "well until two years ago, when" times what came then
_had_been_on = pattern_of(
    r"\b(?:had|has)\s(?:already\s|regularly\s)?been\s{taking}\s(?:(?!(?:and|or|for)\b)[a-z-]+\s){0,4}\Z"
)
_HAD_BEEN = re.compile(r"[^,;:.]{0,40}?,?\s(?:that|which)\s(?:had|has|have)\s(?:[a-z]+\s){1,4}")
_stayed = pattern_of(r"\b(?:re)?{stayed}\b(?:(?!\b(?:with|for|because|due)\b|[,;]).){0,60}\sfor\s\Z")
_DIAGNOSED = re.compile(r"[^;]{0,40}\bdiagnos[ei]s\sof\s(?:[a-z-]+\s){0,3}")
_had_been_having = pattern_of(r"\b(?:had|has)\s(?:been\s{having}|had|suffered)\b")
_pronoun = pattern_of(r"\s(?:he|she|the\s{patient_word})\s")
_HAVING = re.compile(
    r",?\s(?:with|who\s(?:has|had)|known|having|suffering|on)\b(?!.{0,400}\b(?:was|were|is|are|did|developed)\b)"
)


def choose_times(statement: Statement, times: list[TimeExpression]) -> list[Governing | None]:
    """Choose for each fact of a sentence the expression that governs it.

    A time in front, or one that the clause goes on from ("17 years ago with ..."), governs what follows up to
    the next such time. One that closes its part of the clause ("cough for 2 years and ..."), or after which
    the person presents, governs what is listed just before it. A test also takes the time between it and its
    result (of several values in a row each takes its own), an outcome the time just behind it. What a time is
    measured from is not timed by it; a drug begun so long before someone presented has that for its own time.
    What someone comes with into the story is older than the day they present. An adjective ("congenital
    cataract") times the finding it stands before and no other.
    """
    facts = statement.facts
    chosen: list[Governing | None] = [None] * len(facts)
    closing: list[tuple[Governing, list[int]]] = []
    begun: dict[int, Governing | None] = {}
    known: dict[int, Governing] = {}
    since = statement.start
    for time in times:
        if (named := _qualified_by(statement, time)) is not None:
            for i in named:
                chosen[i] = Governing(time)
            continue
        event = find_event(statement, time)
        if (event is None and _is_bare_start(time)) or _is_of_stay(statement, time):
            continue  # "since starting school"
        governing = known[time.start] = Governing(time, facts[event].id if event is not None else None)
        if event is not None and is_act(facts[event]):
            begun[event] = Governing(time, turned=True) if reaches_arrival(statement, time) else None
        before = [] if time.lead in _UNTIL else _listed_before(statement, time, since)
        before = without_earlier_values(facts, before) or _told_of(statement, time)
        since = time.start
        if before and (
            event is not None or _closes(statement, time) or _is_age_of_act(statement, time, before)
        ):
            closing.append((governing, before))
        elif not _is_aside(statement, time) and not _ends_its_part(statement, time):
            own = [i for i in before if _takes_time_behind(statement, facts[i], time)]
            for i in (*own, *_following(statement, time, event, chosen)):
                chosen[i] = governing
    _settle(statement, chosen, closing, begun)
    for i, own_time in times_of_values(statement, [g.time for g in known.values()]).items():
        chosen[i] = known[own_time.start] if own_time else None
    return [g if g is None or _holds(statement, f, g) else None for f, g in zip(facts, chosen, strict=True)]


def _takes_time_behind(statement: Statement, fact: Fact, time: TimeExpression) -> bool:
    """Whether a time behind a fact is its own, too, where the clause goes on: "was discharged | on day 9 with ..."."""
    if fact.kind == "outcome":
        return _AT_ONCE.fullmatch(statement.between(fact.spans[-1].end, time.start)) is not None
    return fact.kind in _TESTS


def _following(
    statement: Statement, time: TimeExpression, event: int | None, chosen: list[Governing | None]
) -> list[int]:
    """What comes after a time and is so then: not what it is measured from, nor what someone comes with."""
    out = find_belonging(statement, time, event)
    reach = max(time.end, time.reach)
    less = {i for i, g in enumerate(chosen) if _is_bare_start(time) and g is not None and g.time.iso}
    return [
        i
        for i, fact in enumerate(statement.facts)
        if fact.start >= reach
        and i not in out
        and i not in less
        and not _is_discharged_with(statement, time, fact)
        and _comes_with(statement, fact) <= time.start
    ]


def _is_of_stay(statement: Statement, time: TimeExpression) -> bool:
    """Whether a length is that of a stay or a treatment: "was hospitalized for 10 days because of"."""
    told = _stayed().search(statement.between(statement.start, time.start)) if only_lasts(time) else None
    stayed = statement.start + told.start() if told else None
    return stayed is not None and not any(
        f.kind in _COMPLAINTS and stayed < f.start < time.start for f in statement.facts
    )


def _is_discharged_with(statement: Statement, time: TimeExpression, fact: Fact) -> bool:
    """Whether the day of discharge is not when a disease came: "was discharged on day 9 with a diagnosis of"."""
    told = _DIAGNOSED.fullmatch(statement.between(time.end, fact.start))
    return told is not None and "discharged" in statement.between(statement.start, time.start)


def _settle(
    statement: Statement,
    chosen: list[Governing | None],
    closing: list[tuple[Governing, list[int]]],
    begun: dict[int, Governing | None],
) -> None:
    """Give what closing times stand behind those times, and what was begun or ended its own."""
    for governing, before in closing:
        for i in before:
            goes_back = _goes_back(statement, statement.facts[i], governing.time)
            chosen[i] = governing if goes_back else _nearer(chosen[i], governing)
    for i, own in begun.items():
        if (held := chosen[i]) is None or held.time.start < statement.facts[i].start:
            chosen[i] = own


def _goes_back(statement: Statement, fact: Fact, time: TimeExpression) -> bool:
    """Whether a time tells how long a finding had been there ("lumps on both arms that had grown | for a year")."""
    between = statement.between(fact.spans[-1].end, time.start)
    return fact.kind in _COMPLAINTS and _HAD_BEEN.fullmatch(between) is not None


def _is_age_of_act(statement: Statement, time: TimeExpression, before: list[int]) -> bool:
    """Whether an age is that of the act right before it ("a first operation | at the age of nine on ...")."""
    act = statement.facts[before[0]]
    if time.kind != "age" or act.kind != "intervention":
        return False
    return _AT.fullmatch(statement.between(act.spans[-1].end, time.start)) is not None


_AT = re.compile(r"\s(?:(?:at|when|aged|in|by)\s(?:the\s)?)?")


def _told_of(statement: Statement, time: TimeExpression) -> list[int]:
    """The finding of which a clause behind a comma tells ("a cough, which had begun | two days earlier")."""
    return [i for i, fact in enumerate(statement.facts) if _goes_back(statement, fact, time)][-1:]


def _is_bare_start(time: TimeExpression) -> bool:
    """Whether an expression has no length, only what it is counted from: "since starting", "after the start of"."""
    return time.kind == "vague" and time.reach > time.end


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


def _comes_with(statement: Statement, fact: Fact) -> int:
    """Where someone comes into the story with a fact ("A man | with gout | was admitted"), 0 where no one does."""
    comes = max((at for at in statement.newcomers if at <= fact.start), default=0)
    if not comes or not any(fact.spans[-1].end <= at for at in statement.arrivals):
        return 0
    arrived = any(comes <= at < fact.start for at in statement.arrivals)
    return comes if not arrived and _HAVING.match(statement.between(comes, fact.start)) else 0


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
        if held and (not LIST.fullmatch(gap) or _verb().search(gap) or _went_on(fact, facts[held[-1]], gap)):
            break
        if held and (
            is_act(fact) != is_act(facts[held[0]])
            or (gap.strip() not in _PLAIN_JOINTS and _is_brought_with(statement, fact))
        ):
            break
        held.append(i)
        edge = min(edge, fact.start)
    return held


_PLAIN_JOINTS = frozenset({"", "and", "or", "with"})


def _is_brought_with(statement: Statement, fact: Fact) -> bool:
    """Whether a person is brought in with a fact ("a 61-year-old man | with gout | noticed nodules 3 years ago")."""
    came = max((at for at in statement.newcomers if at <= fact.start), default=0)
    between = statement.between(came, fact.start) if came else ""
    return between == ", " or _HAVING.match(between) is not None


def _went_on(fact: Fact, outcome: Fact, gap: str) -> bool:
    """Whether what came of a finding is a statement of its own ("a rash appeared and | resolved within hours")."""
    return outcome.kind == "outcome" and fact.kind in _COMPLAINTS and not fact.gone and " and " in gap


def _ends_its_part(statement: Statement, time: TimeExpression) -> bool:
    """Whether a length belongs to the words before it alone ("lost weight over the past month | and had")."""
    joined = _JOINS.match(statement.folded, max(time.end, time.reach) - statement.start)
    told = statement.between(statement.start, time.start)
    return time.kind == "duration" and joined is not None and len(told.split()) > OPENING


def _closes(statement: Statement, time: TimeExpression) -> bool:
    """Whether the clause does not go on from an expression: a stop comes next, or the main verb."""
    at = max(time.end, time.reach) - statement.start
    rest = statement.folded[at:]
    who = _pronoun().match(rest)
    next_word = statement.start + at + (who.end() if who else len(rest) - len(rest.lstrip()))
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

    That of a complaint does, of one that a person is brought in with, too ("a man with gout for 5 years was"), and
    that of a drug someone "had been on for 3 years" when they came.
    """
    if not only_lasts(governing.time):
        return True
    if fact.kind == "medication" and fact.start < governing.time.start:
        came = statement.follows_arrival or bool(statement.arrivals)
        return came and _had_been_on().search(statement.between(statement.start, fact.start)) is not None
    if fact.kind not in _COMPLAINTS:
        return False
    before = statement.between(statement.start, fact.start)
    had_it = statement.introduces and _had_been_having().search(before) is not None
    return had_it or _is_brought_with(statement, fact) or any(at < fact.start for at in statement.arrivals)
