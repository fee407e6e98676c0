"""Case to notes: bibliography, counts, consistency, completeness. A note states and never corrects."""

from seriatim.audit.audit import audit_case
from seriatim.audit.codes import NoteCode, load_codes

__all__ = ["NoteCode", "audit_case", "load_codes"]
