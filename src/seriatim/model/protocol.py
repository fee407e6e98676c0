"""What a review asks: whom it takes in, and the columns of its case table."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

VARIABLE_TYPES = {
    "sex": "sex of the patient",
    "age": "age at presentation, in years",
    "finding": "whether the finding, or a more special one, is present or absent",
    "class": "which of the named groups the patient's present diseases or findings belong to",
    "measurement": "interpretation, and value where given, of the test",
    "verdict": "what the criteria set makes of the patient",
    "sites": "body sites of the findings asked for",
    "modifier": "how the findings asked for are described",
    "treatment": "drugs and interventions the patient was given",
    "response": "response told of each treatment",
    "outcome": "what became of the patient",
    "interval": "years from the first sign of the disease to the finding",
    "follow_up": "longest time after treatment that the report tells of, in months",
}


@dataclass(frozen=True)
class Variable:
    """A column of the case table.

    Attributes:
        id: short name, used in exports and the codebook.
        label: column heading.
        type: one of `VARIABLE_TYPES`.
        codes: what the type asks about; descendants in HPO are included.
        classes: for `class`: name -> codes, in order of precedence.
        criteria: for `verdict`: the criteria set. modifier: for `modifier`: which one. start: for `interval`.
    """

    id: str
    label: str
    type: str
    codes: tuple[str, ...] = ()
    classes: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    criteria: str = ""
    modifier: str = ""
    start: tuple[str, ...] = ()
    note: str = ""


@dataclass(frozen=True)
class Inclusion:
    """Which patients come in: every condition that is given must hold.

    Attributes:
        codes: at least one present fact of the patient has one of these codes or a descendant.
        words: at least one of these words stands in the title or the text.
        minimum_age, maximum_age: in years, inclusive; a patient without an age comes in.
        article_types, languages: as the report gives them; a report that gives none comes in.
    """

    codes: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    minimum_age: float | None = None
    maximum_age: float | None = None
    article_types: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()


@dataclass(frozen=True)
class Protocol:
    """A review's question, inclusion and variables."""

    id: str
    question: str = ""
    title: str = ""
    inclusion: Inclusion = Inclusion()
    variables: tuple[Variable, ...] = ()
    groups: str | None = None
