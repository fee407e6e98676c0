"""The facts of one patient, found by the codes that criteria ask for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain

from seriatim.criteria.finding import Finding
from seriatim.criteria.hierarchy import Closure
from seriatim.model import Fact, Patient, Report

_NONE: tuple[Fact, ...] = ()


@dataclass(frozen=True)
class Reported:
    """The report itself, for instruments that ask what it contains.

    Attributes:
        report: None where a case was written by hand.
        patients: everyone the report describes.
        facts: every fact said of a patient.
        words: the text without its reference list, in lower case.
    """

    report: Report | None = None
    patients: tuple[Patient, ...] = ()
    facts: tuple[Fact, ...] = ()
    words: str = ""

    @classmethod
    def of(cls, report: Report | None, patients: Iterable[Patient], facts: Iterable[Fact]) -> Reported:
        """Gather what there is to ask of a report."""
        mine = tuple(f for f in facts if f.subject == "patient" and f.patient)
        return cls(report, tuple(patients), mine, _body(report).lower() if report else "")

    @cached_property
    def by_kind(self) -> Mapping[str, tuple[Fact, ...]]:
        """The facts of each kind, in text order."""
        kinds: dict[str, list[Fact]] = {}
        for fact in sorted(self.facts, key=lambda f: (f.start, f.id)):
            kinds.setdefault(fact.kind, []).append(fact)
        return {kind: tuple(facts) for kind, facts in kinds.items()}

    def of_kinds(self, kinds: tuple[str, ...]) -> tuple[Fact, ...]:
        """Facts of some kinds, or of any where none is named, in text order."""
        held = [self.by_kind.get(kind, ()) for kind in kinds or self.by_kind]
        return held[0] if len(held) == 1 else tuple(sorted(chain(*held), key=lambda f: (f.start, f.id)))


def _body(report: Report) -> str:
    starts = [s.start for s in report.sections if s.name == "references"]
    return report.text[: min(starts)] if starts else report.text


@dataclass(frozen=True, slots=True, eq=False)
class Index:
    """One patient's facts by asked code.

    Attributes:
        below: asked code -> facts coded as it or as something below it.
        above: asked code -> denials coded as something above it; what is present above it says nothing.
        uncoded: facts without any code, found by their words.
    """

    below: Mapping[str, tuple[Fact, ...]]
    above: Mapping[str, tuple[Fact, ...]]
    uncoded: tuple[Fact, ...] = ()

    @classmethod
    def of(cls, facts: Iterable[Fact], closure: Closure) -> Index:
        """Index facts; their order makes no difference."""
        below: dict[str, dict[str, Fact]] = {}
        above: dict[str, dict[str, Fact]] = {}
        held = sorted(facts, key=lambda f: (f.start, f.id))
        for fact in held:
            for code in fact.all_codes:
                wide, narrow = closure.of(code)
                for asked in wide:
                    below.setdefault(asked, {})[fact.id] = fact
                for asked in narrow if fact.status == "absent" and not fact.gone else ():
                    above.setdefault(asked, {})[fact.id] = fact
        return cls(_frozen(below), _frozen(above), tuple(f for f in held if not f.all_codes))

    def touches(self, codes: Iterable[str]) -> bool:
        """Tell whether any fact bears on any of these codes."""
        return any(code in self.below or code in self.above for code in codes)


def _frozen(index: Mapping[str, dict[str, Fact]]) -> dict[str, tuple[Fact, ...]]:
    return {code: tuple(facts.values()) for code, facts in index.items()}


@dataclass(slots=True)
class Evidence:
    """What a pack is judged on: a patient's facts, the report, and which readings are accepted.

    Attributes:
        accepted: ids of the assumptions that hold.
        conflicts: ever | latest | undecided, how the pack settles facts that contradict each other.
        used: assumptions that made a difference to some expression, filled while judging.
        findings: judged items by id, for expressions that refer to them.
    """

    index: Index
    reported: Reported = field(default_factory=Reported)
    accepted: frozenset[str] = frozenset()
    conflicts: str = "ever"
    used: set[str] = field(default_factory=set)
    findings: dict[str, Finding] = field(default_factory=dict)

    def below(self, codes: Iterable[str]) -> tuple[Fact, ...]:
        """Facts coded as one of `codes` or below, each once, in text order."""
        return _gather(self.index.below, codes)

    def above(self, codes: Iterable[str]) -> tuple[Fact, ...]:
        """Denials coded above one of `codes`, each once, in text order."""
        return _gather(self.index.above, codes)


def _gather(index: Mapping[str, tuple[Fact, ...]], codes: Iterable[str]) -> tuple[Fact, ...]:
    held = [facts for code in codes if (facts := index.get(code))]
    if len(held) < 2:
        return held[0] if held else _NONE
    union = {f.id: f for facts in held for f in facts}
    return tuple(sorted(union.values(), key=lambda f: (f.start, f.id)))
