"""Ontologies, lexicons and the matcher: HPO, diseases, laboratory tests, drugs, anatomy."""

from seriatim.terms.phrases import Hit, PhraseMatcher
from seriatim.terms.tables import read_table

__all__ = ["Hit", "PhraseMatcher", "read_table"]
