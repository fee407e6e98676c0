"""The only composer: files to cases, cases to a series, and both again as reviewers decide them."""

from seriatim.workflow.case import Options, build_case, find_releases, judge_case, read_case
from seriatim.workflow.decided import assess_agreement, decide_case, decided_cases
from seriatim.workflow.files import Outcome, find_inputs, read_cases, read_outcome
from seriatim.workflow.series import BuildSummary, build_series, draw_series

__all__ = [
    "BuildSummary",
    "Options",
    "Outcome",
    "assess_agreement",
    "build_case",
    "build_series",
    "decide_case",
    "decided_cases",
    "draw_series",
    "find_inputs",
    "find_releases",
    "judge_case",
    "read_case",
    "read_cases",
    "read_outcome",
]
