"""Report to facts: one module a kind of fact, plus assertion, patients and time."""

from seriatim.extract.pipeline import Extraction, Step, check_order, run_steps

__all__ = ["Extraction", "Step", "check_order", "run_steps"]
