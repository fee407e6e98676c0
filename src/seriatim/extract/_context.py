"""What every extractor is given, and how a fact is begun."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from seriatim.model import Fact, Note, Patient, Span
from seriatim.text import Prose

if TYPE_CHECKING:
    from seriatim.extract.people._scene import Scene

UNDECIDED = ""
_BLANK = Fact("", "", "", (), status=UNDECIDED, subject=UNDECIDED)


@dataclass(frozen=True)
class People:
    """The patients of a report, and whom each sentence is about.

    Attributes:
        patients: in order of appearance.
        by_sentence: sentence index -> ids of the patients it is about; missing where it is about none.
        scene: the evidence they were drawn from, kept for the steps that read ages and times.
        rows: the label cell of a table's row or column -> the patient it is about.
        taken_up: offsets in words for relatives that stand for a patient ("the son", who is patient 2).
        family: sentence index -> a relative's own words ("her mother"), where the sentence is about a relative.
    """

    patients: tuple[Patient, ...] = ()
    by_sentence: dict[int, tuple[str, ...]] = field(default_factory=dict)
    family: dict[int, str] = field(default_factory=dict)
    notes: tuple[Note, ...] = ()
    scene: Scene | None = field(default=None, repr=False, compare=False)
    rows: dict[tuple[int, int], str] = field(default_factory=dict)
    taken_up: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Context:
    """The read-only surroundings of an extractor: the prose, and who is spoken of.

    Attributes:
        prose: the report cut into sentences.
        people: who is spoken of where.
        memo: what several finders need of this report, worked out once; never part of the result.
    """

    prose: Prose
    people: People = People()
    memo: dict[str, Any] = field(default_factory=dict, compare=False, repr=False)


Finder = Callable[[Context], list[Fact]]
"""Finds new facts of one kind. `status` and `subject` may be left UNDECIDED for the assertion step."""

Refiner = Callable[[Context, list[Fact]], list[Fact]]
"""Completes facts that were found (status, patient, sites, time), may add or drop some; order is kept."""


def begin_fact(prose: Prose, kind: str, label: str, *places: tuple[int, int], **known: Any) -> Fact:
    """Begin a fact whose status and subject are still undecided.

    The id is a key made of kind and place, unique enough for facts to refer to each other while they are
    being found; the last step of the pipeline numbers them F1, F2, ... and rewrites every reference.

    Args:
        prose: the report's prose.
        kind: one of `seriatim.model.KINDS`.
        label: what the fact says, in the vocabulary's words.
        places: half-open offsets of each piece of the mention.
        known: further fields of `Fact`.
    """
    text = prose.report.text
    spans = tuple([Span(start, end, text[start:end]) for start, end in places])
    key = f"{kind}:{places[0][0]}-{places[-1][1]}:{known.get('code') or label}"
    return _BLANK.changed(id=key, kind=kind, label=label, spans=spans, **known)
