"""Criteria sets applied to the facts of a patient, in three-valued logic, with the proof.

Sets are packs: YAML files in `seriatim/data/criteria`, or a user's own. Nothing medical stands in the code.
"""

from seriatim.criteria.assess import assess, assess_case
from seriatim.criteria.authors import compare_with_authors
from seriatim.criteria.case_input import CaseInput, read_case_inputs
from seriatim.criteria.describe import describe_pack
from seriatim.criteria.hierarchy import Hierarchy, Lineage
from seriatim.criteria.pack import Pack, PackItem, Reading
from seriatim.criteria.reader import load_packs, read_pack
from seriatim.criteria.what_if import find_unasked, suppose

__all__ = [
    "CaseInput",
    "Hierarchy",
    "Lineage",
    "Pack",
    "PackItem",
    "Reading",
    "assess",
    "assess_case",
    "compare_with_authors",
    "describe_pack",
    "find_unasked",
    "load_packs",
    "read_case_inputs",
    "read_pack",
    "suppose",
]
