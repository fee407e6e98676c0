"""Interventions: therapeutic acts other than drugs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from seriatim.extract._affixes import is_part_of_word
from seriatim.extract._context import Context, begin_fact
from seriatim.extract._short_forms import find_short_forms
from seriatim.extract.actions._act_grammar import ToldAct, find_told_acts
from seriatim.extract.actions._radiation_doses import find_dose, find_radiation
from seriatim.model import Fact
from seriatim.terms.interventions import Intervention, find_intervention_names
from seriatim.text import Prose
from seriatim.text.tables import read_table

_SURGERY = "surgery"
_RADIATION = "radiotherapy"
_OPERATIONS = frozenset({"surgery", "catheter intervention", "transplantation"})
_FAR = 4_000  # characters
_REFERS = re.compile(
    r"\b(?:after|before|during|since|following|from|until|of|at|to|by|in|the|this|that|these|her|his|their|our|post)[ -]"
    r"(?:(?:the|this|that|her|his|initial|first|index|primary|same|previous) )?\Z"
)
"""What stands before a general word for an operation that was told of already ("after the operation")."""
_NEXT_WORD = re.compile(r" ([a-z][a-z-]*)")
_AUXILIARY = re.compile(r"\b(?:was|were|is|are|been|be|being|we|and|then|[a-z]+ly) \Z")


def find_interventions(context: Context) -> list[Fact]:
    """Find surgery, devices, dialysis, transfusion, radiotherapy, rehabilitation and the like.

    The kind of act stands in `modifiers["class"]`; no code is given (no procedure vocabulary with a free
    licence was checked). A participle before a noun ("the resected lobe") tells of the thing, not of the act.
    """
    prose = context.prose
    facts: list[Fact] = []
    end = operated = -_FAR
    told_acts = (*_named_acts(prose), *_short_forms(prose), *find_told_acts(prose), *_radiations(prose))
    acts = sorted(told_acts, key=_reach)
    for at, act in enumerate(acts):
        start, stop = act.places[0][0], act.places[-1][1]
        if start < end or prose.sentence_at(start) is None:
            continue
        if _is_alias(prose.text, end, start, stop):
            end = stop
            continue  # "total body irradiation (TBI)"
        end = stop
        generic = act.label == _SURGERY
        if generic and start - operated < _FAR and _REFERS.search(prose.folded, max(0, start - 40), start):
            continue
        if act.group in _OPERATIONS and not generic:
            operated = start
        modifiers = {"class": (act.group,)}
        told = _dose_told(prose, act, acts[at + 1 :]) if act.group == _RADIATION else {}
        facts.append(begin_fact(prose, "intervention", act.label, *act.places, modifiers=modifiers, **told))
    return facts


def _radiations(prose: Prose) -> Iterator[ToldAct]:
    """The radiation that is told by its dose: "20 Gy of radiation"."""
    yield from (ToldAct(_RADIATION, _RADIATION, (place,)) for place in find_radiation(prose.text))


def _dose_told(prose: Prose, act: ToldAct, later: list[ToldAct]) -> dict[str, Any]:
    """Return `dose` and `dose_span` of a course of radiation."""
    start, stop = act.places[0][0], act.places[-1][1]
    sentence = prose.sentence_at(start)
    if sentence is None:
        return {}
    others = (a.places[0][0] for a in later if a.group == _RADIATION)
    following = next((other for other in others if other > stop + len(" (")), sentence.end)
    dose = find_dose(prose.text, (start, stop), sentence.start, min(sentence.end, following))
    return {"dose": prose.text[slice(*dose)], "dose_span": dose} if dose else {}


def _is_alias(text: str, end: int, start: int, stop: int) -> bool:
    """Tell the short form in the bracket right behind its act."""
    return text[end:start] == " (" and text[stop : stop + 1] == ")" and text[start:stop].isupper()


def _reach(act: ToldAct) -> tuple[int, int]:
    return act.places[0][0], -act.places[-1][1]


def _named_acts(prose: Prose) -> Iterator[ToldAct]:
    own = {a.short for a in prose.abbreviations}
    for hit in find_intervention_names(prose.text, folded=prose.folded):
        part = is_part_of_word(prose.text, hit.start) or prose.text[hit.start : hit.end] in own
        if not part and not _is_attribute(prose.folded, hit.start, hit.end):
            yield ToldAct(hit.entry.name, hit.entry.group, ((hit.start, hit.end),))


def _short_forms(prose: Prose) -> Iterator[ToldAct]:
    """The acts told by the report's own short forms."""
    for start, end, act in find_short_forms(prose, lambda a: _named(a.long)):
        yield ToldAct(act.name, act.group, ((start, end),))


def _named(long: str) -> Intervention | None:
    """The act that a long form names, its last words at least ("mitral valve repair")."""
    hits = find_intervention_names(long)
    return hits[-1].entry if hits and hits[-1].end == len(long) else None


def _is_attribute(folded: str, start: int, end: int) -> bool:
    """Tell whether a participle stands before the noun it describes ("histology of the excised tissue")."""
    if folded[end - 2 : end] != "ed":
        return False
    behind = _NEXT_WORD.match(folded, end)
    return (
        behind is not None
        and behind[1] not in _particles()
        and not behind[1].endswith("ly")
        and not _AUXILIARY.search(folded, max(0, start - 24), start)
    )


@cache
def _particles() -> frozenset[str]:
    """The words that may follow a participle that tells of an act ("was excised with")."""
    return frozenset(row["words"] for row in read_table("act_words.tsv") if row["role"] == "particle")
