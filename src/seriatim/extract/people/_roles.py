"""A person to be cast as a patient, with the evidence that stands for them."""

from __future__ import annotations

from dataclasses import dataclass, field

from seriatim.extract.people._labels import Key, Label
from seriatim.extract.people._mentions import Mention
from seriatim.extract.people._person_tables import TablePerson
from seriatim.model import Section
from seriatim.text.durations import AgeRange


@dataclass
class Role:
    """A person to be cast: the keys, mentions, sections and table rows that stand for them; ages and sexes told."""

    keys: list[Key] = field(default_factory=list)
    mentions: list[Mention] = field(default_factory=list)
    labels: list[Label] = field(default_factory=list)
    sections: list[Section] = field(default_factory=list)
    rows: list[TablePerson] = field(default_factory=list)
    ages: set[AgeRange] = field(default_factory=set)
    sexes: set[str] = field(default_factory=set)

    def add(self, mention: Mention) -> None:
        """Take a mention, and the age and sex it tells."""
        self.mentions.append(mention)
        if mention.ages:
            self.ages.add(mention.ages)
        if mention.sex:
            self.sexes.add(mention.sex)

    @property
    def sex(self) -> str | None:
        """The sex told with a mention or in a table, or None."""
        told = (*(m.sex for m in self.mentions), *(row.sex for row in self.rows))
        return next(filter(None, told), None)

    @property
    def age(self) -> str | None:
        """The first age told, or None."""
        return next((m.age for m in self.mentions if m.age and m.relation != "at"), None)
