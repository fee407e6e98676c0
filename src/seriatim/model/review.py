"""What reviewers decided about a fact."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Review:
    """The decision that stands for a fact, and what the machine had read.

    Attributes:
        action: accept | edit | recode | add.
        reviewers: all who decided so, in alphabetical order.
        decided_at: UTC time of the last of their decisions, ISO 8601.
        reason: why, in the reviewers' words, or "".
        settled: True where it settled a disagreement of reviewers.
        machine: the fields that were changed, as they had been read; empty for an added fact.
    """

    action: str
    reviewers: tuple[str, ...] = ()
    decided_at: str = ""
    reason: str = ""
    settled: bool = False
    machine: Mapping[str, Any] = field(default_factory=dict)
