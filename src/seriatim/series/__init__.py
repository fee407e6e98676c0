"""Cases to a series: store, case table, statistics, duplicates, links, similarity, differences."""

from seriatim.series.agreement import compare_reviewers
from seriatim.series.applying import apply_decisions, gather_decisions
from seriatim.series.assembly import assemble_series
from seriatim.series.decisions import Decision, decide, fact_key
from seriatim.series.defaults import default_protocol
from seriatim.series.difference import compare_builds, count_flow
from seriatim.series.documents import Document
from seriatim.series.opening import open_store
from seriatim.series.protocol import parse_protocol, read_protocol
from seriatim.series.similarity import Profile, Similarity, make_profiles
from seriatim.series.store import Store
from seriatim.series.table import build_table

__all__ = [
    "Decision",
    "Document",
    "Profile",
    "Similarity",
    "Store",
    "apply_decisions",
    "assemble_series",
    "build_table",
    "compare_builds",
    "compare_reviewers",
    "count_flow",
    "decide",
    "default_protocol",
    "fact_key",
    "gather_decisions",
    "make_profiles",
    "open_store",
    "parse_protocol",
    "read_protocol",
]
