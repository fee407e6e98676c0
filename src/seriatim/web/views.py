"""What the page shows of a series, a report and a fact, as JSON."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from seriatim.model import Case, Comparison, Fact, Patient, from_json, to_json
from seriatim.present.wording import KIND_TITLES, say_age, say_duration, say_result, say_time
from seriatim.series.applying import Decided, outcome, say_outcome
from seriatim.series.decisions import NOT_REVIEWED, name_facts
from seriatim.series.edits import FIELDS
from seriatim.series.matching import Matched
from seriatim.series.progress import Progress


def show_progress(progress: Progress, disputes: tuple[int, int] | None = None) -> dict[str, Any]:
    """Show a report in the list; `disputes` are the disagreements open and settled, for who may know."""
    document = progress.document
    shown = {
        "document": document.id,
        "id": document.report_id,
        "title": document.title,
        "year": document.year,
        "facts": progress.facts,
        "decided": progress.decided,
        "added": progress.added,
        "stale": progress.stale,
    }
    return shown if disputes is None else shown | {"open": disputes[0], "settled": disputes[1]}


def show_report(document: int, case: Case) -> dict[str, Any]:
    """Show a report without its facts."""
    report = case.report
    names = ", ".join(f"{a.family} {a.given}".strip() for a in report.authors[:6])
    return {
        "document": document,
        "id": report.id,
        "title": report.title or report.id,
        "byline": "; ".join(filter(None, (names, report.journal, str(report.year or ""), report.doi))),
        "language": report.language or "en",
        "text": report.text,
        "headings": [[s.start, s.start + len(s.title)] for s in report.sections if s.title and report.text.startswith(s.title, s.start)],
        "patients": [_show_patient(p) for p in case.patients],
        "kinds": {kind: title for kind, title in KIND_TITLES.items() if kind not in NOT_REVIEWED},
    }  # fmt: skip


def _show_patient(patient: Patient) -> dict[str, str]:
    who = ", ".join(filter(None, (patient.sex, say_age(patient.age, patient.age_range))))
    return {"id": patient.id, "who": who or "age and sex not reported", "label": patient.label}


def show_facts(case: Case, decided: Mapping[str, Decided], reviewer: str, stage: str) -> list[dict[str, Any]]:
    """Show every fact of a report that is reviewed, in text order, with what was decided about it.

    Args:
        case: as it was read.
        decided: what was decided, as far as the reviewer may see it.
        reviewer: who looks.
        stage: review | adjudication.
    """
    read = {key: f for key, f in name_facts(case.facts).items() if f.kind not in NOT_REVIEWED}
    keys = [*read, *(key for key, held in decided.items() if held.fact is None)]
    shown = [_show_one(key, read.get(key), decided.get(key), reviewer, stage) for key in keys]
    return sorted(filter(None, shown), key=lambda f: f["spans"][0] if f["spans"] else [len(case.report.text)])


def show_changes(
    case: Case, decided: Mapping[str, Decided], keys: Collection[str], reviewer: str, stage: str
) -> dict[str, Any]:
    """Show the facts of some keys as they are now, and name those that are no longer shown."""
    read = name_facts(case.facts)
    shown = {key: _show_one(key, read.get(key), decided.get(key), reviewer, stage) for key in keys}
    return {
        "facts": [fact for fact in shown.values() if fact],
        "gone": [key for key, fact in shown.items() if not fact],
    }


def _show_one(
    key: str, read: Fact | None, held: Decided | None, reviewer: str, stage: str
) -> dict[str, Any] | None:
    """Show a fact that is read, or one that only decisions know of: added, or given no more by a later reading."""
    if read:
        return _show(key, read, held, reviewer, stage)
    if held is None:
        return None
    last = held.held[-1]
    fact = last.said or _as_it_was(last)
    return _show(key, fact, held, reviewer, stage) | ({} if last.said else {"spans": []})


def _as_it_was(matched: Matched) -> Fact:
    return from_json(Fact, matched.decision.seen or matched.decision.change)


def _show(key: str, fact: Fact, held: Decided | None, reviewer: str, stage: str) -> dict[str, Any]:
    own = held.own(reviewer, stage) if held else None
    after = outcome(own) if own else None
    shown: dict[str, Any] = {
        "key": key,
        "id": fact.id,
        "read": held is None or held.fact is not None,
        "group": fact.group,
        "spans": [[s.start, s.end] for s in fact.spans],
        "words": " ... ".join(" ".join(s.text.split()) for s in fact.spans),
        "section": fact.section,
        "machine": _say(fact),
        "now": _say(after or fact),
        "form": show_form(after or fact),
        "read_form": show_form(fact),
        "own": _show_decision(own) if own else None,
    }
    if held and stage == "adjudication":
        shown["others"] = [
            _show_decision(m) | {"said": _say(after) if (after := outcome(m)) else None}
            for m in held.reviews.values()
        ]
        shown["disputed"] = len({say_outcome(m) for m in held.reviews.values()}) > 1
    return shown  # fmt: skip


def _say(fact: Fact) -> dict[str, Any]:
    """What a fact says, for people."""
    return {
        "kind": fact.kind, "label": fact.label, "code": fact.code or "", "status": fact.status, "cue": fact.cue or "",
        "subject": fact.subject, "patient": fact.patient or "", "details": _say_details(fact), "rule": fact.rule or "",
    }  # fmt: skip


def _say_details(fact: Fact) -> str:
    """What a fact adds to its label; of a demographic fact what it tells of the person."""
    told = (
        fact.sex,
        say_duration(fact.age_iso8601),
        fact.vital_status and fact.vital_status.lower(),
        say_result(fact),
    )
    onset = fact.onset and f"onset {say_duration(fact.onset)}"
    return "; ".join(dict.fromkeys(part for part in (*told, onset) if part))


def _show_decision(matched: Matched) -> dict[str, Any]:
    decision = matched.decision
    return {
        "id": decision.id, "action": decision.action, "reviewer": decision.reviewer, "at": decision.decided_at,
        "reason": decision.reason, "stale": matched.state if matched.is_stale else "",
    }  # fmt: skip


def show_form(fact: Fact) -> dict[str, str]:
    """Show the fields of a fact that a reviewer can change, as texts."""
    known = {name: getattr(fact, name) or "" for name in FIELDS if name not in ("time", "age")}
    return known | {
        "time": fact.time.text or say_time(fact.time) if fact.time else "",
        "age": say_age(fact.age_iso8601, fact.age_range),
        "onset": say_duration(fact.onset),
    }


def show_comparison(comparison: Comparison) -> dict[str, Any]:
    """Show how far two reviewers agree, kind by kind."""
    rows = [to_json(row) | {"title": KIND_TITLES.get(row.kind, "All")} for row in comparison.rows]
    return {"first": comparison.first, "second": comparison.second, "rows": rows}
