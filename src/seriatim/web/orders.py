"""What a reviewer asks for on the page, read into a decision."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from seriatim.errors import SeriatimError, UsageError
from seriatim.model import Case, Fact, from_json, to_json
from seriatim.series import Decision, decide
from seriatim.series.applying import Decided, outcome
from seriatim.series.decisions import fact_key, name_facts, statement
from seriatim.series.edits import make_change, make_fact, name_action
from seriatim.series.matching import BY_REVIEWER

_LONGEST_REASON = 2000


class NotThereError(SeriatimError):
    """What was asked for is not in the series."""


class ConflictError(SeriatimError):
    """The reviewer decided otherwise in another window meanwhile."""


@dataclass(frozen=True)
class Orders:
    """Reads what one reviewer asks about one report.

    Attributes:
        case: the report as it was read.
        decided: what was decided so far, as far as the reviewer may see it.
        reviewer: who asks; at which stage: review | adjudication.
        now: gives the UTC time, ISO 8601.
    """

    case: Case
    decided: Mapping[str, Decided]
    reviewer: str
    stage: str
    now: Callable[[], str]

    def read(self, asked: Any) -> list[Decision]:
        """Read one request: `{"action", "key", "after", "reason", "wanted", ...}`.

        A decision on words that the reviewer had decided about when they were read otherwise takes that one back.

        Raises:
            UsageError: it makes no sense.
            ConflictError: the fact was decided in another window since the page was drawn.
            NotThereError: there is no such fact.
        """
        if not isinstance(asked, Mapping):
            raise UsageError("a decision is an object")
        action, key, reason = (_text(asked, name) for name in ("action", "key", "reason"))
        if len(reason) > _LONGEST_REASON:
            raise UsageError(f"a comment may have {_LONGEST_REASON} characters")
        if action == "add":
            return [self._add(asked, reason)]
        held = self.decided.get(key)
        own = held.own(self.reviewer, self.stage) if held else None
        if _text(asked, "after") != (own.decision.id if own else ""):
            raise ConflictError(
                "this fact was decided in another window meanwhile; it is shown as it stands now"
            )
        if action == "undo":
            return [self._undo(own.decision if own else None)]
        if action == "take":
            made = self._take(key, held, _text(asked, "of"), reason)
        else:
            made = self._judge(action, key, held, _wanted(asked), reason)
        return [*self._outdated(held, made), made]

    def _outdated(self, held: Decided | None, made: Decision) -> Iterator[Decision]:
        who = (made.reviewer, made.stage)
        stale = (m.decision for m in (held.held if held else ()) if m.is_stale)
        for old in stale:
            if (old.reviewer, old.stage) == who and old.fact_key != made.fact_key:
                yield self._undo(old)

    def _judge(
        self, action: str, key: str, held: Decided | None, wanted: Mapping[str, str], reason: str
    ) -> Decision:
        """Accept, edit or reject a fact."""
        read = self._named.get(key)
        fact = read or self._said(held)
        if fact is None:
            raise NotThereError("the report holds no such fact any more")
        if action == "reject":
            return self._decide(fact, "reject", reason, key)
        if action not in ("accept", "edit"):
            raise UsageError(f"a fact can be accepted, edited, rejected or added, not {action!r}")
        change = make_change(fact, wanted, self._patients) if action == "edit" else {}
        if read is None:  # nothing is read there: what the reviewer says is an addition
            return self._decide(self._by_hand(fact, change), "add", reason, key)
        return self._decide(fact, name_action(change), reason, key, change)

    def _add(self, asked: Mapping[str, Any], reason: str) -> Decision:
        start, end = asked.get("start"), asked.get("end")
        if type(start) is not int or type(end) is not int:
            raise UsageError("an added fact needs the place of its words")
        made = make_fact(self.case.report, start, end, _wanted(asked), self._patients)
        fact = self._by_hand(made, {})
        named = self._named
        base, number = fact_key(fact), 2
        if base in named and statement(named[base]) == statement(fact):
            raise UsageError("this is read there already; find it in the list")
        key = base
        while key in named or key in self.decided:
            key, number = f"{base}#{number}", number + 1
        return self._decide(fact, "add", reason, key)

    def _take(self, key: str, held: Decided | None, reviewer: str, reason: str) -> Decision:
        """Settle a disagreement as one reviewer decided it."""
        theirs = held.reviews.get(reviewer) if held and self.stage == "adjudication" else None
        if held is None or theirs is None or theirs.said is None:
            raise UsageError(f"{reviewer or 'nobody'} has decided nothing here")
        taken = theirs.decision
        fact = theirs.said if taken.action == "add" else held.fact or theirs.said
        return self._decide(fact, taken.action, reason or taken.reason, key, taken.change)

    def _undo(self, own: Decision | None) -> Decision:
        if own is None:
            raise UsageError("there is nothing to take back")
        return Decision(
            own.report, own.fact_key, "undo", reviewer=self.reviewer, decided_at=self.now(), stage=own.stage, undoes=own.id
        )  # fmt: skip

    def _said(self, held: Decided | None) -> Fact | None:
        """What stands where nothing is read any more: as the reviewer left it, else as it was judged."""
        if held is None:
            return None
        own = held.own(self.reviewer, self.stage)
        return (outcome(own) if own else None) or next((m.said for m in reversed(held.held) if m.said), None)

    def _by_hand(self, fact: Fact, change: Mapping[str, Any]) -> Fact:
        changed = from_json(Fact, to_json(fact) | dict(change))
        return changed.changed(rule=f"{BY_REVIEWER}{self.reviewer}")

    def _decide(
        self, fact: Fact, action: str, reason: str, key: str, change: Mapping[str, Any] | None = None
    ) -> Decision:
        return decide(
            self.case, fact, action, reviewer=self.reviewer, decided_at=self.now(), change=change, reason=reason,
            stage=self.stage, key=key,
        )  # fmt: skip

    @cached_property
    def _named(self) -> dict[str, Fact]:
        return name_facts(self.case.facts)

    @property
    def _patients(self) -> list[str]:
        return [p.id for p in self.case.patients]


def _text(asked: Mapping[str, Any], name: str) -> str:
    value = asked.get(name, "")
    if not isinstance(value, str):
        raise UsageError(f"{name} is a text")
    return value


def _wanted(asked: Mapping[str, Any]) -> dict[str, str]:
    wanted = asked.get("wanted", {})
    if not isinstance(wanted, Mapping) or not all(isinstance(v, str) for v in wanted.values()):
        raise UsageError("the fields of a fact are texts")
    return dict(wanted)
