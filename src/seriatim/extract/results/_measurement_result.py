"""A test of a sentence with what is said of it, and tests that the text names and no table knows."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from seriatim.extract.results._measurement_vocabulary import Item
from seriatim.terms.anatomy import find_site_words
from seriatim.terms.laboratory import LaboratoryTest


@dataclass
class Result:
    """A test of a sentence with what is said of it, as it is being put together.

    Attributes:
        test: the item that names the test.
        values: its quantities in order; more than one is a series.
        word: the result word that decides, or None.
        inherited: the word was said of an earlier member of the list.
        change: a word for a rise or fall.
        reference: the reference interval that the text gives.
        excepted: the text takes the test out of what it says of others.
        turned: the text turns the result round ("normal at first but low later"): it shows no absence.
        other: the words behind it make it another thing ("calcium metabolism").
        last: offset after the last word that belongs to it.
    """

    test: Item
    values: list[Item] = field(default_factory=list)
    word: Item | None = None
    inherited: bool = False
    change: Item | None = None
    reference: Item | None = None
    excepted: Item | None = None
    turned: bool = False
    other: bool = False
    last: int = 0

    @property
    def known(self) -> LaboratoryTest:
        """What the test is."""
        return self.test.test or LaboratoryTest("")


def generic_test(text: str, start: int, end: int, *, size: bool = False) -> Item:
    """Make a test that the text names and no table knows.

    Args:
        text: the report's text.
        start: offset of the name.
        end: offset after it.
        size: the name ends in a word of extent (diameter, thickness).
    """
    name = " ".join(text[start:end].split())
    test = LaboratoryTest(name, category="size" if size else "other")
    if any(h.end - h.start == len(name) and h.entry.site for h in find_site_words(name)):
        test = replace(test, method="examination")  # "the genitalia were normal"
    return Item("test", start, end, test=test, generic=True)
