"""What a series database holds of each file: where it came from, whether it was read, what a search finds in it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Document:
    """One stored file: where it came from, what it was read with, and in which builds it stood.

    Attributes:
        role: "report", or "copy" where another file of the same report is read instead.
        from_build: the build that brought it; `to_build` the one that ended it, or None while it is current.
    """

    id: int
    path: str
    member: str
    sha256: str
    format: str
    report_id: str
    identity: str | None
    title: str
    year: int | None
    role: str
    from_build: int
    to_build: int | None
    ended_because: str | None


@dataclass(frozen=True, slots=True)
class Hit:
    """A quote found by full-text search."""

    report_id: str
    item: str
    label: str
    quote: str


@dataclass(frozen=True, slots=True)
class Failure:
    """A file that could not be read, and the line that said so."""

    path: str
    message: str
