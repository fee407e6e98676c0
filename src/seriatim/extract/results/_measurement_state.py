"""How far the reading of a sentence has come: its tests so far, and the words that wait for theirs."""

from __future__ import annotations

from dataclasses import dataclass, field

from seriatim.extract.results._measurement_gaps import without_asides
from seriatim.extract.results._measurement_result import Result
from seriatim.extract.results._measurement_vocabulary import Item


@dataclass
class Reading:
    """A sentence that is being read from left to right.

    Attributes:
        text: the report's text.
        start: offset of the sentence; `end` is after it.
        results: the tests so far, in text order.
        group: the tests that are coordinated with the last one.
        closed: a word behind the group has been said of it.
        lead: a result word that leads the tests behind it; `fresh_lead` while none has followed.
        last: offset after what has been read.
        orphan: a quantity that waits for the test behind it.
        exception: the words that except what follows.
        listed: the tests before an exception inside their list ("A and B, but not C, were").
        taken_up: the last test has what was said of those before it ("as was B").
        turned: the tests whose result a "but" may turn ("normal on the right but reduced on the left").
    """

    text: str
    start: int
    end: int
    results: list[Result] = field(default_factory=list)
    group: list[Result] = field(default_factory=list)
    closed: bool = False
    lead: Item | None = None
    fresh_lead: bool = False
    last: int = 0
    orphan: Item | None = None
    exception: Item | None = None
    listed: list[Result] = field(default_factory=list)
    turned: list[Result] = field(default_factory=list)
    taken_up: bool = False

    def __post_init__(self) -> None:
        self.last = self.last or self.start

    def gap(self, item: Item) -> str:
        """Return what stands between the last thing read and an item, without asides."""
        return without_asides(self.text[self.last : item.start])

    def said(self) -> bool:
        """Tell whether the sentence has called any result by a word so far."""
        return any(result.word for result in self.results)

    def has_been_said(self) -> bool:
        """Tell whether the last test has its result: "ferritin was 9 ng/mL and the liver was normal"."""
        last = self.group[-1]
        led_on = self.fresh_lead and self.lead is not None and self.lead.start >= last.last
        return bool(last.values) or led_on
