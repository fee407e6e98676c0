"""One assertion about one subject, tied to the words it came from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from seriatim.model.review import Review
from seriatim.model.span import Spans

KINDS = (
    "demographic",
    "phenotype",
    "disease",
    "measurement",
    "imaging",
    "histology",
    "procedure",
    "medication",
    "intervention",
    "outcome",
    "event",
    "time",
)
STATUSES = ("present", "absent", "uncertain")
SUBJECTS = ("patient", "family", "literature", "other")
INTERPRETATIONS = ("normal", "abnormal", "high", "low", "positive", "negative")
RESPONSES = ("complete", "partial", "none", "worse", "unclear")


@dataclass(frozen=True, slots=True)
class Patient:
    """A person the report describes in their own right.

    Attributes:
        id: "P1", "P2", ... in order of appearance.
        sex: female | male | None where the report does not say.
        age: at presentation of this report, ISO 8601 duration ("P49Y"), or None.
        label: the report's own words for the person ("Case 2", "A 49-year-old woman").
        spans: where those words stand.
        regions: half-open offsets of the text that is about this person, in order.
        age_range: the youngest and the oldest age where the report leaves several open ("in her sixties":
            ("P60Y", "P69Y")); `age` is None then.
    """

    id: str
    sex: str | None = None
    age: str | None = None
    label: str = ""
    spans: Spans = ()
    regions: tuple[tuple[int, int], ...] = ()
    age_range: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Site:
    """A body site.

    Attributes:
        label: the place in plain words ("thigh").
        code: UBERON CURIE, or None.
        laterality: left | right | bilateral | None where the text does not say.
        text: the place as written.
    """

    label: str
    code: str | None = None
    laterality: str | None = None
    text: str = ""


@dataclass(frozen=True, slots=True)
class Time:
    """When something was so.

    Attributes:
        text: the words that say when.
        offset: distance from the anchor, ISO 8601 duration ("P17Y"), or None where it is vague.
        relation: before | at | after the anchor.
        anchor: presentation | report | the id of another fact | a named event ("treatment", "birth").
        age: the patient's age at that time, ISO 8601 duration.
        age_range: the youngest and the oldest age at that time, where several are left open; `age` is None then.
        derived: True where `age` or `offset` was calculated rather than read.
        date: ISO 8601 calendar date as precise as the text ("1998", "1998-03").
    """

    text: str
    offset: str | None = None
    relation: str | None = None
    anchor: str | None = None
    age: str | None = None
    derived: bool = False
    date: str | None = None
    age_range: tuple[str, str] | None = None


@dataclass(frozen=True)
class Fact:
    """One assertion about one subject. *Not reported* is the lack of a fact, never a fact.

    Field names follow GA4GH Phenopackets v2 where it has one; see docs/contract.md for each field.
    A fact has `status` present, absent or uncertain, and names in `cue` the words that made it so.
    """

    id: str
    kind: str
    label: str
    spans: Spans
    patient: str | None = None
    subject: str = "patient"
    code: str | None = None
    codes: tuple[str, ...] = ()
    status: str = "present"
    cue: str | None = None
    section: str | None = None
    citations: tuple[str, ...] = ()
    group: str | None = None
    rule: str | None = None
    method: str | None = None
    # a result
    value: str | None = None
    number: float | None = None
    number_high: float | None = None
    comparator: str | None = None
    unit: str | None = None
    value_span: tuple[int, int] | None = None
    interpretation: str | None = None
    reference_range: str | None = None
    # where, how, when
    sites: tuple[Site, ...] = ()
    modifiers: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    time: Time | None = None
    onset: str | None = None
    # a medication
    dose: str | None = None
    dose_span: tuple[int, int] | None = None
    route: str | None = None
    route_span: tuple[int, int] | None = None
    frequency: str | None = None
    frequency_span: tuple[int, int] | None = None
    duration: str | None = None
    duration_span: tuple[int, int] | None = None
    # a treatment and what came of it
    response: str | None = None
    target: str | None = None
    adverse: bool | None = None
    # a demographic fact
    age_iso8601: str | None = None
    age_range: tuple[str, str] | None = None
    sex: str | None = None
    vital_status: str | None = None
    # what reviewers decided
    review: Review | None = None

    def changed(self, **changes: Any) -> Fact:
        """Return a copy with some fields changed.

        A report's facts are completed step by step, thousands of times an article; this is eight times as fast
        as `dataclasses.replace`, which asks for every field by name.

        Args:
            changes: fields of `Fact` and their new values.

        Raises:
            TypeError: no such field.

        Example:
            >>> Fact("F1", "phenotype", "Rash", ()).changed(status="absent").status
            'absent'
        """
        values = self.__dict__ | changes
        if len(values) != len(self.__dict__):
            raise TypeError(f"Fact has no field {', '.join(sorted(changes.keys() - self.__dict__.keys()))}")
        copy = object.__new__(Fact)
        object.__setattr__(copy, "__dict__", values)
        return copy

    @property
    def all_codes(self) -> tuple[str, ...]:
        """`code` and `codes` together, in that order, without repeats."""
        return tuple(dict.fromkeys(c for c in (self.code, *self.codes) if c))

    @property
    def gone(self) -> bool:
        """Whether the fact says that what was there has resolved: absent at its own time, not excluded."""
        return self.status == "absent" and "resolved" in self.modifiers.get("course", ())

    @property
    def start(self) -> int:
        """Offset of the fact's first word."""
        return self.spans[0].start if self.spans else 0
