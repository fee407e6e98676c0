"""Seriatim reads published case reports and turns them into an audited, computable case series.

Example:
    >>> import seriatim
    >>> case = seriatim.read("examples/letter-lupus-plates.txt")
    >>> [(p.sex, p.age) for p in case.patients]
    [('female', 'P37Y')]
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from seriatim.errors import InputError, PackError, SeriatimError, StoreError, UsageError
    from seriatim.model import (
        Case,
        Claim,
        Fact,
        Note,
        Patient,
        Report,
        Series,
        Span,
        Verdict,
        dump_case,
        load_case,
    )
    from seriatim.series import open_store, read_protocol
    from seriatim.workflow import Options, build_series, draw_series
    from seriatim.workflow import read_case as read
    from seriatim.workflow import read_cases as read_all

__version__ = "0.1.0"

_PLACES = {  # public name: (module, name there); imported at first use, so that `import seriatim` stays light
    **{name: ("seriatim.errors", name) for name in ("InputError", "PackError", "SeriatimError", "StoreError", "UsageError")},
    **{
        name: ("seriatim.model", name)
        for name in (
            "Case", "Claim", "Fact", "Note", "Patient", "Report", "Series", "Span", "Verdict", "dump_case", "load_case",
        )
    },
    "Options": ("seriatim.workflow", "Options"),
    "build_series": ("seriatim.workflow", "build_series"),
    "draw_series": ("seriatim.workflow", "draw_series"),
    "open_store": ("seriatim.series", "open_store"),
    "read": ("seriatim.workflow", "read_case"),
    "read_all": ("seriatim.workflow", "read_cases"),
    "read_protocol": ("seriatim.series", "read_protocol"),
}  # fmt: skip

__all__ = [
    "Case",
    "Claim",
    "Fact",
    "InputError",
    "Note",
    "Options",
    "PackError",
    "Patient",
    "Report",
    "SeriatimError",
    "Series",
    "Span",
    "StoreError",
    "UsageError",
    "Verdict",
    "build_series",
    "draw_series",
    "dump_case",
    "load_case",
    "open_store",
    "read",
    "read_all",
    "read_protocol",
]


def __getattr__(name: str) -> Any:
    if name not in _PLACES:
        raise AttributeError(f"module 'seriatim' has no attribute {name!r}")
    from importlib import import_module

    module, there = _PLACES[name]
    return getattr(import_module(module), there)


def __dir__() -> list[str]:
    return sorted([*__all__, "__version__"])
