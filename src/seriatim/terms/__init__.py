"""Ontologies, lexicons and the matcher: HPO, diseases, laboratory tests, drugs, anatomy."""

from seriatim.terms._cache import cache_folder
from seriatim.terms.phrases import Hit, PhraseMatcher

__all__ = ["Hit", "PhraseMatcher", "cache_folder"]
