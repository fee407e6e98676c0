"""What every finder of claims looks at, and how a claim is begun."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace

from seriatim.literature._clauses import Clause, cut_spans
from seriatim.literature._cues import Marks
from seriatim.literature._treatments import Agent, Agents
from seriatim.model import Claim, Fact, Patient
from seriatim.text import Prose
from seriatim.text.folding import fold

_STANCES = ("doubted", "hypothesised", "reported")  # the weakest first
_NOT_HEDGED = frozenset(
    {"count", "priority", "definition", "classification"}
)  # "may be divided into" divides
_NAME = 12  # characters of a patient's name; what is longer describes ("a 49-year-old woman")


@dataclass(frozen=True)
class Page:
    """A report's prose with every cue and treatment in it.

    Attributes:
        labels: how the report names its patients ("patient 2"), folded.
        conditions: diseases and findings in text order.
    """

    prose: Prose
    folded: str
    start: int
    marks: Marks
    agents: Agents
    labels: tuple[str, ...]
    conditions: tuple[Fact, ...]
    condition_starts: tuple[int, ...]

    @classmethod
    def of(cls, prose: Prose, patients: Sequence[Patient], facts: Sequence[Fact]) -> Page:
        """Search the prose once for all that claims are known by."""
        low, high = prose.sentences[0].start, max(s.end for s in prose.sentences)
        folded = prose.folded[low:high]
        labels = [fold(p.label) for p in patients]
        conditions = tuple(f for f in facts if f.kind in ("disease", "phenotype") and f.spans)
        return cls(
            prose,
            folded,
            low,
            Marks(prose.text, folded, low),
            Agents(prose.text, folded, low),
            tuple(label for label in labels if len(label) < _NAME and any(c.isdigit() for c in label)),
            conditions,
            tuple(f.start for f in conditions),
        )

    def is_own(self, start: int, end: int) -> bool:
        """Tell whether `start:end` speaks of the authors' own patient."""
        if self.marks.has(start, end, "role", "own"):
            return True
        words = self.folded[start - self.start : end - self.start] if self.labels else ""
        return any(label in words for label in self.labels)

    def find_condition(self, clause: Clause) -> str | None:
        """Return the disease or finding a treatment is said to be for: the first one the clause names."""
        low = bisect_left(self.condition_starts, clause.start)
        for fact in self.conditions[low : low + 4]:
            if fact.spans[-1].end <= clause.end:
                return fact.label
        return None

    def find_agent(self, clause: Clause) -> Agent | None:
        """Return the first treatment the clause names."""
        return next((a for a in self.agents.inside(clause.start, clause.end) if not a.plain), None)


def begin_claim(page: Page, clause: Clause, kind: str, *, endorsed: bool = False, **known: object) -> Claim:
    """Begin a claim of the words of a clause, with its citations and its stance."""
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


def _stance(page: Page, clause: Clause, kind: str) -> tuple[str, str | None]:
    """The weakest stance that a word of the clause gives."""
    for stance in _STANCES:
        mark = next(page.marks.inside(clause.start, clause.end, "stance", stance), None)
        if mark is not None and not (kind in _NOT_HEDGED and stance == "hypothesised"):
            return stance, page.prose.text[mark.start : mark.end]
    return "asserted", None


def with_agent(claim: Claim, agent: Agent | None) -> Claim:
    """Name the treatment a claim is about, where there is one."""
    return claim if agent is None else replace(claim, agent=agent.name, code=agent.code)
