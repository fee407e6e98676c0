"""Interventions: therapeutic acts other than drugs."""

from __future__ import annotations

from seriatim.extract._affixes import is_part_of_word
from seriatim.extract._context import Context, begin_fact
from seriatim.model import Fact
from seriatim.terms.interventions import find_intervention_names


def find_interventions(context: Context) -> list[Fact]:
    """Find surgery, devices, dialysis, transfusion, radiotherapy, rehabilitation and the like.

    The kind of act stands in `modifiers["class"]`; no code is given (no procedure vocabulary with a free
    licence was checked).
    """
    prose = context.prose
    facts: list[Fact] = []
    end = 0
    for hit in find_intervention_names(prose.text, folded=prose.folded):
        if is_part_of_word(prose.text, hit.start):
            continue
        if hit.start >= end and prose.sentence_at(hit.start) is not None:
            end = hit.end
            place = (hit.start, hit.end)
            modifiers = {"class": (hit.entry.group,)}
            facts.append(begin_fact(prose, "intervention", hit.entry.name, place, modifiers=modifiers))
    return facts
