"""The time stamp of formats that demand one, the same for every run unless the user says otherwise."""

from __future__ import annotations

import os
from datetime import UTC, datetime


def stamp() -> str:
    """Return an ISO 8601 time from `SOURCE_DATE_EPOCH`, or the epoch, so that equal input gives equal bytes.

    Source: reproducible-builds.org, SOURCE_DATE_EPOCH.
    """
    seconds = int(os.environ.get("SOURCE_DATE_EPOCH", "0"))
    return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
