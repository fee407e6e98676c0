"""Denials of a part of the body: "absence of both thumbs, short radii and a cleft lip" denies the thumbs alone."""

from __future__ import annotations

import re
from dataclasses import replace

from seriatim.terms.anatomy import find_site_words
from seriatim.terms.hpo import find_phenotypes
from seriatim.text.cues import Scope

_JOINT = re.compile(r"[,;]|\band\b", re.I)
_CHOICE = re.compile(r"\bn?or\b", re.I)
_LINK = re.compile(r"\b(?:of|in|on|at|to|with|from|for|by)\b|[()]", re.I)
_CERTAIN = re.compile(
    r"\s*(?:the|an?|any|both|all|various|several|some|most|one|two|his|her|its|their)\s", re.I
)
_LISTED = re.compile(r",|and\s+of\b", re.I)
_DEFINITE = re.compile(r"\s*(?:the|both)\s", re.I)
_PLURAL = re.compile(r"\w(?:s|ae|feet|teeth)\Z", re.I)
_ITEM = 60  # characters that the name of a part and its adjectives take at most


def end_behind_part(text: str, scope: Scope) -> Scope:
    """End a denial behind its first item where that is a part of the body: what follows is malformed, not missing.

    A list that goes on with "or" is denied to its end ("no hand or foot deformity"), and so is one whose first
    item only qualifies what comes later ("no heart, lung and kidney disease").
    """
    if scope.status != "absent" or scope.start != scope.cue_end or scope.acts == "act":
        return scope
    joint = _JOINT.search(text, scope.start, min(scope.end, scope.start + _ITEM))
    if joint is None or _CHOICE.search(text, scope.start, scope.end):
        return scope
    if not _is_part(
        text[scope.start : joint.start()].rstrip(), listed=bool(_LISTED.match(text, joint.start()))
    ):
        return scope
    return replace(scope, end=joint.start(), near_end=min(scope.near_end, joint.start()))


def _is_part(item: str, *, listed: bool) -> bool:
    """Tell whether an item is a part of the body: one with an article, or several.

    With "the" an item of a list is one whatever its name, unless it is a finding ("absence of the fever").
    """
    if _LINK.search(item) or not (_CERTAIN.match(item) or _PLURAL.search(item)):
        return False
    if any(w.end == len(item) and w.entry.role == "site" for w in find_site_words(item)) or _has_form(item):
        return True
    return listed and _DEFINITE.match(item) is not None and not find_phenotypes(item)


def _has_form(item: str) -> bool:
    """Tell whether the vocabulary has a term for the form of what an item names ("various | metatarsals")."""
    words = item.split()
    form = f"abnormal {words[-1]} morphology" if words else ""
    return any(m.pieces == ((0, len(form)),) for m in find_phenotypes(form))
