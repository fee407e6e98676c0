"""What a treatment is said to have done."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from functools import cache

from seriatim.literature._cues import Mark, Marks
from seriatim.terms import PhraseMatcher
from seriatim.terms.drugs import load_drugs
from seriatim.text.tables import read_table
from seriatim.text.wording import pattern_of

_describes = pattern_of(r"\b{on_treatment} (?:maintenance |chronic |regular )?$")
_APPOSITION = 60  # characters between a drug and the class that explains it
_JOINED = 12  # characters of a word that a hyphen joins to a treatment
_REACH = 28  # characters between what undoes an effect ("lack of") and the effect


@dataclass(frozen=True, slots=True)
class Agent:
    """A treatment as named in the text.

    Attributes:
        name: the drug's own name, or the therapy's.
        code: ATC CURIE, or None.
        plain: a substance the body holds too, so that its name alone is no treatment.
        is_class: a class of drugs rather than one.
    """

    name: str
    code: str | None
    start: int
    end: int
    plain: bool = False
    is_class: bool = False


@cache
def _adjuncts() -> tuple[str, ...]:
    """ATC groups that go with a treatment and are none: contrast media, diagnostic agents, anaesthetics."""
    return tuple(row["words"] for row in read_table("adverse_cues.tsv") if row["strength"] == "adjunct group")


@cache
def _therapies() -> PhraseMatcher[str]:
    """Acts by name ("excision"), and groups of treatments ("chemotherapy")."""
    acts = [row for row in read_table("interventions.tsv") if row["role"] == "name"]
    named = [
        (spelling, row["name"]) for row in acts for spelling in (row["name"], *row["synonyms"].split(";"))
    ]
    groups = [(s, row["therapy"]) for row in read_table("therapies.tsv") for s in row["spellings"].split(";")]
    return PhraseMatcher((*named, *groups), cased=[name for name, _ in named if name.isupper()])


@cache
def _act_endings() -> re.Pattern[str]:
    """Words that name an operation by their ending ("hemispherectomy")."""
    endings = [row["name"] for row in read_table("interventions.tsv") if row["role"] == "ending"]
    return re.compile(rf"\b[a-z]{{3,24}}(?:{'|'.join(sorted(endings, key=len, reverse=True))})\b")


def _find_acts(text: str, folded: str) -> list[tuple[int, int, str]]:
    """Find acts; one that only describes the people ("patients on dialysis") is left out."""
    found = [(h.start, h.end, h.entry) for h in _therapies().find(text, folded=folded)]
    covered = {start for start, _, _ in found}
    found += [(m.start(), m.end(), m[0]) for m in _act_endings().finditer(folded) if m.start() not in covered]
    return [act for act in found if not _describes().search(folded, max(0, act[0] - 24), act[0])]


class Agents:
    """Every treatment named in a text, in order."""

    def __init__(self, text: str, folded: str, start: int) -> None:
        part = text[start : start + len(folded)]
        drugs: list[Agent] = [
            Agent(
                h.entry.name, h.entry.code, h.start + start, h.end + start, h.entry.in_body, h.entry.is_class
            )
            for h in load_drugs().find(part, folded=folded)
            if not (h.entry.code or "").startswith(_adjuncts())
        ]
        others = [Agent(name, None, a + start, b + start) for a, b, name in _find_acts(part, folded)]
        self._agents = sorted((*drugs, *others), key=lambda a: (a.start, -a.end, a.code or "~"))
        self._starts = [a.start for a in self._agents]

    def inside(self, start: int, end: int) -> list[Agent]:
        """Return the treatments named in `start:end`."""
        low, high = bisect_left(self._starts, start), bisect_left(self._starts, end)
        return [a for a in self._agents[low:high] if a.end <= end]

    def before(self, at: int, *, back_to: int) -> Agent | None:
        """Return the last drug named before `at`, for "the drug" and "its withdrawal"."""
        named = [a for a in self.inside(back_to, at) if not a.plain and a.code]
        if not named or not named[-1].is_class:
            return named[-1] if named else None
        # "Etidronate, a bisphosphonate": the class in apposition stands for the drug before it
        return next(
            (a for a in reversed(named) if not a.is_class and named[-1].start - a.end < _APPOSITION),
            named[-1],
        )


def find_effect(marks: Marks, start: int, end: int) -> tuple[str | None, str | None]:
    """Decide the effect that `start:end` claims, and the words that say so (as "start-end" they are a `Mark`).

    Returns:
        (effect, cue): beneficial | none | harmful | mixed, or None where only a purpose or nothing is given;
        the cue is "purpose", "effect" or None where no word of effect stands there.
    """
    words = _outermost([m for m in marks.inside(start, end, "effect") if m.meaning != "caused"])
    undoing = [m for m in words if m.meaning in ("undone", "purpose")]
    effects: list[str] = []
    for mark in words:
        if mark.meaning in ("undone", "purpose"):
            continue
        undone = next((u for u in undoing if 0 <= mark.start - u.end <= _REACH), None)
        effects.append(_settle(mark.meaning, undone))
    told = [e for e in effects if e != "purpose"]
    if not told:
        return None, "purpose" if undoing and any(u.meaning == "purpose" for u in undoing) else None
    return (told[0] if len(set(told)) == 1 else _mix(told)), "effect"


def is_blamed(folded: str, marks: Marks, agent: Agent) -> bool:
    """Tell whether a treatment is named as what brought something about ("lithium-induced tremor")."""
    behind = agent.end + 1
    return folded[agent.end : behind] == "-" and marks.has(behind, behind + _JOINED, "effect", "caused")


def _outermost(marks: list[Mark]) -> list[Mark]:
    return [
        m
        for m in marks
        if not any(
            o is not m and o.start <= m.start and m.end <= o.end and o.end - o.start > m.end - m.start
            for o in marks
        )
    ]


def _settle(meaning: str, undone: Mark | None) -> str:
    if undone is None:
        return "harmful" if meaning == "event" else meaning
    if undone.meaning == "purpose":
        return "purpose"
    return {"event": "beneficial", "harmful": "beneficial", "beneficial": "none"}.get(meaning, meaning)


def _mix(effects: list[str]) -> str:
    """Several effects in one clause: a limit or a failure beside a benefit makes it mixed."""
    kinds = set(effects)
    if kinds <= {"none", "mixed"}:
        return "none" if effects.count("none") > effects.count("mixed") else "mixed"
    return "mixed"
