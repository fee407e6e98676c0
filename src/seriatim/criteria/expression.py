"""What a pack asks, as a tree of expressions that judge themselves on a patient's facts.

A leaf is met by facts that say so, refuted by facts that deny it, and otherwise unknown: *not reported*
never counts against anything. All evidence is collected before anything is decided, so the order of
facts makes no difference.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from seriatim.criteria import kleene
from seriatim.criteria.evidence import Evidence
from seriatim.criteria.finding import Finding, combine, one_thing, quote, unite
from seriatim.criteria.kleene import MET, NOT_MET, UNKNOWN
from seriatim.criteria.qualifiers import ANY, Qualifiers, is_placed, names_region, says
from seriatim.criteria.quantity import Threshold
from seriatim.criteria.times import latest
from seriatim.model import Fact


class Expression(Protocol):
    """Anything a pack can ask of a patient or a report."""

    @property
    def label(self) -> str:
        """What is asked, in a few words."""

    @property
    def parts(self) -> tuple[Expression, ...]:
        """The expressions it is made of."""

    def judge(self, evidence: Evidence) -> Finding:
        """Judge it."""


def codes_of(expression: Expression) -> Iterator[str]:
    """Yield every code an expression asks for or sets apart."""
    yield from getattr(expression, "codes", ())
    yield from getattr(expression, "but", ())
    for part in expression.parts:
        yield from codes_of(part)


def references_of(expression: Expression) -> Iterator[str]:
    """Yield the ids of the items an expression refers to."""
    if isinstance(expression, Referred):
        yield expression.item
    for part in expression.parts:
        yield from references_of(part)


def readings_of(expression: Expression) -> Iterator[str]:
    """Yield the ids of the readings an expression hangs on."""
    if isinstance(expression, Assumed):
        yield expression.assumption
    for part in expression.parts:
        yield from readings_of(part)


def asks_report(expression: Expression) -> bool:
    """Tell whether an expression asks anything that is not found by a code."""
    if not expression.parts:
        return not isinstance(expression, Coded | Measured | Referred) or bool(
            getattr(expression, "named", ())
        )
    return any(asks_report(part) for part in expression.parts)


def settle(label: str, policy: str, support: Sequence[Fact], against: Sequence[Fact]) -> Finding | None:
    """Decide between facts for and facts against; None where there are neither.

    Args:
        label: what was asked.
        policy: "ever" lets one positive observation stand whatever was seen at another time, "latest" lets
            the last one decide, "undecided" leaves a contradiction open.
        support: facts that say so.
        against: facts that deny it.
    """
    if support and against and policy == "latest":
        last = latest((*support, *against))
        support, against = [f for f in support if f in last], [f for f in against if f in last]
    if support and against and policy != "ever":
        both = unite((support, against))
        return Finding(UNKNOWN, label, both, f"{label}: contradicting statements {quote(both)}")
    if support:
        return Finding(MET, label, tuple(support), f"{label}: {quote(support)}")
    if against:
        return Finding(NOT_MET, label, tuple(against), f"{label} denied by {quote(against)}")
    return None


def not_enough(label: str, near: Sequence[Fact], lack: str) -> Finding:
    """Say that something was reported which does not decide the matter, or that nothing was."""
    if not near:
        return Finding(UNKNOWN, label)
    unsure = [f for f in near if f.status == "uncertain"]
    reason = f"; {lack} not stated" if lack and len(unsure) < len(near) else ""
    doubt = "; stated with doubt" if unsure else ""
    return Finding(UNKNOWN, label, tuple(near), f"{label} undecided: {quote(near)}{reason}{doubt}")


@dataclass(frozen=True, slots=True, eq=False)
class Coded:
    """A phenotypic feature or disease.

    Attributes:
        codes: codes of one and the same idea; a fact at or below one of them supports it, an absent fact at
            or above one of them refutes it.
        exact: those of `codes` of which neither wider nor narrower codes say anything (an antibody filed
            below another).
        but: codes below the asked ones that do not count.
        vague: those of `exact` that count only where the fact names a region of the body's surface or says one
            of `vague_words` (a calcification may be of anything).
    """

    label: str
    codes: tuple[str, ...]
    qualifiers: Qualifiers = ANY
    exact: frozenset[str] = frozenset()
    but: tuple[str, ...] = ()
    vague: frozenset[str] = frozenset()
    vague_words: tuple[str, ...] = ()
    parts: tuple[Expression, ...] = ()

    def judge(self, evidence: Evidence) -> Finding:
        """Judge it on the coded facts."""
        facts, above = self._candidates(evidence)
        if not facts and not above:
            return Finding(UNKNOWN, self.label)
        present = [f for f in facts if f.status == "present"]
        fitting = [f for f in present if self.qualifiers.fits(f)]
        support = fitting if fitting and self.qualifiers.suffice(fitting) else []
        ended = evidence.conflicts == "latest"
        against = [f for f in (*facts, *above) if self._denies(f, above) and (ended or not f.gone)]
        if support or not present:  # what is there, but not as asked, is neither met nor denied
            decided = settle(self.label, evidence.conflicts, support, unite([against]))
            if decided:
                return decided
        near = [f for f in facts if f.status != "absent" and self.qualifiers.concerns(f)]
        return not_enough(self.label, near, self.qualifiers.missing)

    def _candidates(self, evidence: Evidence) -> tuple[tuple[Fact, ...], tuple[Fact, ...]]:
        broad = [code for code in self.codes if code not in self.exact]
        facts, above = evidence.below(broad), evidence.above(broad)
        if self.exact:
            named = [f for f in evidence.below(self.exact) if not self.exact.isdisjoint(f.all_codes)]
            facts = unite((facts, [f for f in named if self._specific(f)]))
        if self.but and facts:
            other = {f.id for f in evidence.below(self.but)}
            facts = tuple(f for f in facts if f.id not in other)
        return facts, tuple(f for f in above if f not in facts)

    def _specific(self, fact: Fact) -> bool:
        if not self.vague or fact.status == "absent" or not self.vague.issuperset(self._asked_by(fact)):
            return True
        return names_region(fact) or says(fact, self.vague_words)

    def _asked_by(self, fact: Fact) -> set[str]:
        return set(self.codes).intersection(fact.all_codes)

    def _denies(self, fact: Fact, above: Sequence[Fact]) -> bool:
        """An absence counts where it is as wide as the question, and not said of one place only."""
        if fact.status != "absent":
            return False
        wide = fact in above or not set(self.codes).isdisjoint(fact.all_codes)
        return wide and (not is_placed(fact) or (bool(self.qualifiers.at) and self.qualifiers.fits(fact)))


_OPPOSED = {
    "positive": {"negative", "normal"},
    "negative": {"positive", "abnormal", "high"},
    "normal": {"abnormal", "high", "low", "positive"},
    "abnormal": {"normal", "negative"},
    "high": {"normal", "low", "negative"},
    "low": {"normal", "high"},
}


@dataclass(frozen=True, slots=True, eq=False)
class Measured:
    """A test result, by number or by what the report makes of it.

    Attributes:
        codes: LOINC codes of the test; HPO codes where the finding itself carries the number.
        named: words that name the test, for facts without a code.
        threshold: what the number has to be, or None.
        interpretations: the words (high, positive ...) that say as much where no number decides.
    """

    label: str
    codes: tuple[str, ...] = ()
    named: tuple[str, ...] = ()
    threshold: Threshold | None = None
    interpretations: tuple[str, ...] = ()
    qualifiers: Qualifiers = ANY
    parts: tuple[Expression, ...] = ()

    def judge(self, evidence: Evidence) -> Finding:
        """Judge it on the results reported."""
        facts = evidence.below(self.codes)
        if self.named:
            facts = unite([facts, [f for f in evidence.index.uncoded if says(f, self.named)]])
        facts = tuple(f for f in facts if self._bears(f))
        if not facts:
            return Finding(UNKNOWN, self.label)
        judged = [(f, self._result(f)) for f in facts]
        support = [f for f, status in judged if status == MET]
        if support and not self.qualifiers.suffice(support):
            return not_enough(self.label, facts, self.qualifiers.missing)
        against = [f for f, status in judged if status == NOT_MET]
        decided = settle(self.label, evidence.conflicts, support, against)
        return decided or not_enough(self.label, facts, self.qualifiers.missing or "the value")

    def _bears(self, fact: Fact) -> bool:
        if fact.status == "absent":
            return not set(self.codes).isdisjoint(fact.all_codes)
        return self.qualifiers.fits(fact)

    def _result(self, fact: Fact) -> str:
        if fact.status != "present":
            return NOT_MET if fact.status == "absent" else UNKNOWN
        status = self.threshold.judge(fact) if self.threshold else UNKNOWN
        said = fact.interpretation
        if status != UNKNOWN or not self.interpretations or said is None:
            return status
        if said in self.interpretations:
            return MET
        return NOT_MET if all(said in _OPPOSED[asked] for asked in self.interpretations) else UNKNOWN


@dataclass(frozen=True, slots=True, eq=False)
class Combined:
    """Several expressions taken together.

    Attributes:
        how: all; any; at_least n; or same, where they are ways of reporting one and the same thing, so that
            one way of denying it is enough.
    """

    label: str
    how: str
    parts: tuple[Expression, ...]
    n: int = 0

    def judge(self, evidence: Evidence) -> Finding:
        """Judge every part, then decide."""
        judged = [part.judge(evidence) for part in self.parts]
        statuses = [finding.status for finding in judged]
        if self.how == "all":
            status = kleene.all_of(statuses)
        elif self.how == "any":
            status = kleene.any_of(statuses)
        elif self.how == "same":
            status = kleene.either_way(statuses)
        else:
            status = kleene.at_least(self.n, statuses)
        return (
            one_thing(status, self.label, judged)
            if self.how == "same"
            else combine(status, self.label, judged)
        )


@dataclass(frozen=True, slots=True, eq=False)
class First:
    """The first of several expressions that is decided: the better evidence before the lesser."""

    label: str
    parts: tuple[Expression, ...]

    def judge(self, evidence: Evidence) -> Finding:
        """Judge in order and stop at the first that is met or not met."""
        judged: list[Finding] = []
        for part in self.parts:
            judged.append(part.judge(evidence))
            if judged[-1].status != UNKNOWN:
                break
        return one_thing(judged[-1].status, self.label, judged)


@dataclass(frozen=True, slots=True, eq=False)
class Negated:
    """The opposite of an expression; what is not reported stays unknown."""

    label: str
    parts: tuple[Expression, ...]

    def judge(self, evidence: Evidence) -> Finding:
        """Judge the part and turn it round."""
        inner = self.parts[0].judge(evidence)
        return Finding(kleene.negate(inner.status), self.label, inner.facts, inner.why, (inner,))


@dataclass(frozen=True, slots=True, eq=False)
class Assumed:
    """An expression that is met only under a named reading of the set; denied, it is denied under any."""

    assumption: str
    parts: tuple[Expression, ...]

    @property
    def label(self) -> str:
        """The label of what is read so."""
        return self.parts[0].label

    def judge(self, evidence: Evidence) -> Finding:
        """Judge the part; without the reading, what would be met is unknown."""
        inner = self.parts[0].judge(evidence)
        if inner.status != MET:
            return inner
        evidence.used.add(self.assumption)
        if self.assumption in evidence.accepted:
            return inner
        why = f"{inner.why} (counts only if '{self.assumption}' is accepted)"
        return Finding(UNKNOWN, inner.label, inner.facts, why, inner.parts)


@dataclass(frozen=True, slots=True, eq=False)
class Referred:
    """Another item of the same pack, judged before."""

    label: str
    item: str
    parts: tuple[Expression, ...] = field(default=())

    def judge(self, evidence: Evidence) -> Finding:
        """Take over what was found for that item."""
        held = evidence.findings[self.item]
        return Finding(held.status, self.label, held.facts, held.why)
