"""What a reviewer can ask and do: the page's requests as functions of a series, one reviewer and JSON."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from threading import Lock
from typing import Any

from seriatim.errors import SeriatimError, StoreError, UsageError
from seriatim.model import Case, to_json
from seriatim.series import Store, gather_decisions, open_store
from seriatim.series.applying import Decided
from seriatim.series.progress import count_progress
from seriatim.terms.choices import find_choices
from seriatim.web.orders import NotThereError, Orders
from seriatim.web.views import show_changes, show_comparison, show_facts, show_progress, show_report
from seriatim.workflow import assess_agreement

_MOST_AT_ONCE = 500
_KEPT_CASES = 8


class NotAllowedError(SeriatimError):
    """A reviewer who works blind asked for what others decided."""


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


class Desk:
    """One reviewer at work on a series. Every request opens the series anew, so that others may work on it too.

    Args:
        db: the series.
        reviewer: whose decisions are shown and recorded.
        adjudicates: show what all reviewers decided, and record what settles their disagreements.
        now: gives the UTC time of a decision, ISO 8601.

    Raises:
        StoreError: the file is no series.
        UsageError: the reviewer has no name.
    """

    def __init__(
        self, db: Path, reviewer: str, *, adjudicates: bool = False, now: Callable[[], str] = _now
    ) -> None:
        self.reviewer = " ".join(reviewer.split())
        if not self.reviewer:
            raise UsageError("a reviewer needs a name; give one with --reviewer")
        self.adjudicates = adjudicates
        self._db = db
        self._now = now
        self._cases: dict[int, Case] = {}
        self._lock = Lock()
        self._open().close()

    def list_reports(self) -> dict[str, Any]:
        """List the reports of the series with how far the reviewer has come."""
        with self._open() as store:
            progress = count_progress(store, self.reviewer)
            disputes = self._count_disputes(store) if self.adjudicates else {}
        return {
            "series": self._db.name,
            "reviewer": self.reviewer,
            "adjudicates": self.adjudicates,
            "reports": [show_progress(p, disputes.get(p.document.id)) for p in progress],
        }

    def open_report(self, document: int) -> dict[str, Any]:
        """Return a report: its text, its people, and its facts as far as they are decided."""
        with self._open() as store:
            case = self._case(store, document)
            decided = self._decided(store, case)
            return show_report(document, case) | {
                "facts": show_facts(case, decided, self.reviewer, self._stage)
            }

    def find_terms(self, words: str, kind: str) -> dict[str, Any]:
        """Find the terms of a kind's vocabulary for what was typed so far."""
        return {"terms": [to_json(choice) for choice in find_choices(words[:100], kind)]}

    def compare(self) -> dict[str, Any]:
        """Compare every two reviewers, kind by kind.

        Raises:
            NotAllowedError: the reviewer works blind.
        """
        if not self.adjudicates:
            raise NotAllowedError(
                "you review blind; start `seriatim review` with --adjudicate to see what others decided"
            )
        with self._open() as store:
            return {"pairs": [show_comparison(c) for c in assess_agreement(store)]}

    def decide(self, document: int, body: Any) -> dict[str, Any]:
        """Record decisions, all or none, and return the facts that this changed.

        Args:
            document: number of the report.
            body: `{"decisions": [{"key", "action", "wanted", "reason", "after"}, ...]}`; `after` is the id of the
                decision that the reviewer saw on the fact, "" where there was none.

        Raises:
            UsageError: a decision makes no sense.
            ConflictError: the fact was decided in another window meanwhile.
            NotThereError: there is no such report or fact.
        """
        asked = body.get("decisions") if isinstance(body, Mapping) else None
        if not isinstance(asked, list) or not 0 < len(asked) <= _MOST_AT_ONCE:
            raise UsageError(f"a request holds 1 to {_MOST_AT_ONCE} decisions")
        with self._lock, self._open() as store:
            case = self._case(store, document)
            orders = Orders(case, self._decided(store, case), self.reviewer, self._stage, self._now)
            made = [decision for one in asked for decision in orders.read(one)]
            store.decisions.add(made)
            keys = {d.fact_key for d in made} | {one["key"] for one in asked if "key" in one}
            return show_changes(case, self._decided(store, case), keys, self.reviewer, self._stage)

    # ------------------------------------------------------------------ inside

    def _open(self) -> Store:
        if not self._db.is_file():
            raise StoreError(f"{self._db}: there is no such series any more")
        return open_store(self._db)

    def _case(self, store: Store, document: int) -> Case:
        if not store.holds(document):
            raise NotThereError("the series holds no such report any more; go back to the list")
        case = self._cases.get(document) or store.case(document)
        self._cases[document] = case
        for old in list(self._cases)[:-_KEPT_CASES]:
            self._cases.pop(old, None)
        return case

    @property
    def _stage(self) -> str:
        return "adjudication" if self.adjudicates else "review"

    def _decided(self, store: Store, case: Case) -> dict[str, Decided]:
        """What was decided, as far as this reviewer may see it: who works blind sees their own alone."""
        if self.adjudicates:
            decisions = store.decisions.of(case.report.id)
        else:
            mine = store.decisions.of(case.report.id, reviewer=self.reviewer)
            decisions = [d for d in mine if d.stage == "review"]
        return gather_decisions(case, decisions)

    def _count_disputes(self, store: Store) -> dict[int, tuple[int, int]]:
        """Of each report that was decided on, the disagreements that are open and those that are settled."""
        decisions = store.decisions.by_report()
        counted = {}
        for document in store.documents():
            if held := decisions.get(document.report_id):
                decided = gather_decisions(store.case(document.id), held).values()
                settled = sum(v.settled is not None for v in decided)
                counted[document.id] = (sum(v.is_disputed for v in decided), settled)
        return counted
