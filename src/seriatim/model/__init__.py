"""The values that flow through the house. No I/O, no heavy imports."""

from seriatim.model.case import CASE_SCHEMA, Case
from seriatim.model.claim import CLAIM_KINDS, EFFECTS, STANCES, Claim
from seriatim.model.codec import dump_case, from_json, load_case, to_json
from seriatim.model.fact import (
    INTERPRETATIONS,
    KINDS,
    RESPONSES,
    STATUSES,
    SUBJECTS,
    Fact,
    Patient,
    Site,
    Time,
)
from seriatim.model.note import SEVERITIES, Note
from seriatim.model.report import (
    SECTION_NAMES,
    Author,
    Cell,
    CitationMark,
    Page,
    Reference,
    Report,
    Section,
    Source,
    Table,
)
from seriatim.model.span import Span, Spans
from seriatim.model.verdict import VERDICT_STATUSES, Assumption, Flip, Item, Verdict

__all__ = [
    "CASE_SCHEMA", "CLAIM_KINDS", "EFFECTS", "INTERPRETATIONS", "KINDS", "RESPONSES", "SECTION_NAMES",
    "SEVERITIES", "STANCES", "STATUSES", "SUBJECTS", "VERDICT_STATUSES", "Assumption", "Author", "Case", "Cell",
    "CitationMark", "Claim", "Fact", "Flip", "Item", "Note", "Page", "Patient", "Reference", "Report",
    "Section", "Site", "Source", "Span", "Spans", "Table", "Time", "Verdict", "dump_case", "from_json",
    "load_case", "to_json",
]  # fmt: skip
