"""Audit notes: what was seen, where, and what it concerns."""

from __future__ import annotations

from dataclasses import dataclass

from seriatim.model.span import Spans

SEVERITIES = ("info", "warning", "error")


@dataclass(frozen=True, slots=True)
class Note:
    """Something a careful editor would want to know. A note states and never corrects.

    Attributes:
        code: stable identifier ("ref-page-overlap"), explained in docs/audit-notes.md.
        severity: info | warning | error.
        message: one sentence in plain words.
        spans: the words it is about.
        refers_to: ids of facts, claims or verdicts; a reference by its number.
    """

    code: str
    severity: str
    message: str
    spans: Spans = ()
    refers_to: tuple[str, ...] = ()
