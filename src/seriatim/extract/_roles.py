"""A person to be cast as a patient, with the evidence that stands for them."""

from __future__ import annotations

from dataclasses import dataclass, field

from seriatim.extract._labels import Key, Label
from seriatim.extract._mentions import Mention
from seriatim.extract._person_tables import TablePerson
from seriatim.model import Section


@dataclass
class Role:
    """A person to be cast: the keys, mentions, sections and table rows that stand for them."""

    keys: list[Key] = field(default_factory=list)
    mentions: list[Mention] = field(default_factory=list)
    labels: list[Label] = field(default_factory=list)
    sections: list[Section] = field(default_factory=list)
    rows: list[TablePerson] = field(default_factory=list)
