"""Seriatim reads published case reports and turns them into an audited, computable case series."""

from __future__ import annotations

__version__ = "0.1.0"
