"""Adverse effects: which finding a drug brought about, and what stopping and giving it again showed."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache
from itertools import pairwise

from seriatim.extract._context import Context
from seriatim.extract.actions._treatment_links import facts_between, facts_by_sentence, find_target
from seriatim.model import Fact
from seriatim.text.tables import expand_choices, read_table

_EFFECTS = frozenset({"phenotype", "disease"})
_AGENTS = frozenset({"medication", "intervention"})
_GAP = 90
_NEAR = 45
_NAMED = 12  # characters between what was stopped and its name ("discontinuation | of the | drug")
_WORDS_BETWEEN = 3
_LIST = re.compile(r"(?:[\s,;]|\b(?:and|or|with|as well as)\b|\(\w+\))*+\Z")
_NEW_CLAUSE = re.compile(r"[,;:()]|\b(?:and|but|then|while|whereas)\b")
_BREAK = re.compile(r"[;:()]|\b(?:but|then|while|whereas)\b")
_MUCH_LATER = re.compile(
    r"\b(?:in\s(?:[a-z]+\s)?(?:19|20)\d\d|at\s(?:the\s)?age|(?:years?|decades?)\s(?:later|after))\b"
)
_IN_SPITE = re.compile(r"\b(?:despite|in spite of|notwithstanding)\s(?:[a-z-]+\s){0,4}\Z")
_HEADED_BACK = 4  # sentences
_LESS = frozenset({"stop", "decrease"})
_BETTER = frozenset({"resolved", "improved"})
_BACK = frozenset({"recurrence", "progression"})
_CHALLENGES = (
    ("dechallenge", "stopped", _BETTER, frozenset({"not improved"})),
    ("rechallenge", "again", _BACK, frozenset({"no recurrence", "stable"})),
)


def attach_adverse_effects(context: Context, facts: list[Fact]) -> list[Fact]:
    """Mark the findings that the text lays to a drug: `adverse` is true and `target` names the drug's fact.

    "Probable steroid-induced myopathy" is adverse without a target: no drug is named beside it, the cause
    stands in `modifiers["cause"]`. What came of stopping the drug and of giving it again stands in
    `modifiers["dechallenge"]` and `modifiers["rechallenge"]` ("positive" or "negative").
    """
    text = context.prose.folded
    by_sentence = facts_by_sentence(context, facts)
    changed: dict[str, Fact] = {}
    for index, inside in by_sentence.items():
        effects = [f for f in inside if f.kind in _EFFECTS and (f.status != "absent" or f.gone)]
        if not effects:
            continue
        sentence = context.prose.sentences[index]
        heading = _cue("", "heading").search(text, sentence.start, sentence.end)
        agents: list[Fact | None] = [None] * len(effects)
        if any(f.kind in _AGENTS for f in inside):
            agents = _spread(text, effects, [_agent_of(text, effect, inside) for effect in effects])
        for effect, agent in zip(effects, agents, strict=True):
            if agent is not None:
                after = [f for later in range(index, index + 4) for f in by_sentence.get(later, ())]
                challenged = _challenges(text, context, index, (agent, effect), after)
                modifiers = {**effect.modifiers, **challenged}
                changed[effect.id] = effect.changed(adverse=True, target=agent.id, modifiers=modifiers)
            elif agent := _agent_before(context, index, effect, by_sentence, heading):
                changed[effect.id] = effect.changed(adverse=True, target=agent.id)
            elif cause := _named_cause(effect):
                modifiers = {**effect.modifiers, "cause": (cause,)}
                changed[effect.id] = effect.changed(adverse=True, modifiers=modifiers)
    return [changed.get(f.id, f) for f in facts]


def _spread(text: str, effects: list[Fact], agents: list[Fact | None]) -> list[Fact | None]:
    """Lay a whole list of effects to the agent of one of them ("fever, rash and eosinophilia due to X")."""
    found = list(agents)
    pairs = list(pairwise(range(len(effects))))
    for giver, taker in (*pairs, *((right, left) for left, right in reversed(pairs))):
        left, right = sorted((giver, taker))
        gap = text[effects[left].spans[-1].end : effects[right].start]
        if found[giver] and not found[taker] and _LIST.match(gap):
            found[taker] = found[giver]
    return found


def _agent_of(text: str, effect: Fact, inside: list[Fact]) -> Fact | None:
    """The agent that a cue between the two lays the effect to, the nearest first."""
    near = facts_between(inside, effect.start - 2 * _GAP, effect.spans[-1].end + _GAP)
    ranked = sorted((f for f in near if f.kind in _AGENTS), key=lambda a: abs(a.start - effect.start))
    for agent in ranked:
        first, second = (agent, effect) if agent.start < effect.start else (effect, agent)
        low, high = first.spans[-1].end, second.start
        if high < low or high - low > _GAP:
            continue
        order = "drug first" if first is agent else "effect first"
        if _made_stop(text, effect, agent):
            return agent
        if _got_better(text, near, effect, agent) or _is_in_spite_of(text, effect, agent):
            continue
        if _ties(text, order, low, high, effect) or _ended_for(text, order, agent, effect):
            return agent
    return None


def _got_better(text: str, inside: Sequence[Fact], effect: Fact, agent: Fact) -> bool:
    """Whether the finding got better: then the drug was its treatment.

    "A decrease in dyspnea after X", "X caused the rash to disappear".
    """
    low, high = sorted((effect.start, agent.start))
    better = [f for f in inside if f.kind == "outcome" and f.response in ("complete", "partial")]
    return any(
        low <= f.start <= high
        or (f.target == effect.id and (f.start < low or text[effect.spans[-1].end : f.start] == " to "))
        for f in better
    )


def _is_in_spite_of(text: str, effect: Fact, agent: Fact) -> bool:
    """Whether a finding came although the drug was given ("despite three courses of X | new ulcers appeared")."""
    low = max(0, agent.start - _NEAR)
    return agent.start < effect.start and _IN_SPITE.search(text, low, agent.start) is not None


def _ties(text: str, order: str, low: int, high: int, effect: Fact) -> bool:
    gap = text[low:high]
    reason = _cue("", "meant" if order == "drug first" else "treated")
    if _cue("", "benefit").search(gap) or reason.match(gap.strip() + " "):
        return False
    causal = _cue(order, "causal").search(gap) is not None or (order == "drug first" and _stopped_for(gap))
    if _was_there(text, order, effect) and not (causal and order == "effect first"):
        return False
    if causal:
        return True
    if ";" in gap or _came_with_stop(text, order, gap, high) or _MUCH_LATER.search(gap):
        return False
    onset = text[max(0, effect.start - _NEAR) : effect.spans[-1].end + _NEAR]
    return bool(_cue(order, "temporal").search(gap) and _cue("", "onset").search(onset))


def _came_with_stop(text: str, order: str, gap: str, high: int) -> bool:
    """Whether a finding came when the drug was stopped ("the rash returned after | X was withdrawn"): it was held down."""
    words = gap if order == "drug first" else _NEW_CLAUSE.split(text[high : high + _NEAR], maxsplit=1)[0]
    return _cue("", "stopped").search(words) is not None


def _stopped_for(gap: str) -> bool:
    """Whether the effect is why the drug was stopped: "was stopped after two weeks because of severe"."""
    stops = list(_cue("", "stopped").finditer(gap))
    reason = _cue("", "stop reason").search(gap, stops[-1].end()) if stops else None
    return reason is not None and not _NEW_CLAUSE.search(gap, stops[-1].end(), reason.start())


def _made_stop(text: str, effect: Fact, agent: Fact) -> bool:
    """Whether people stopped or reduced a drug for what is told before it or behind it.

    "X was given, but nausea led to its withdrawal", "nausea prompted discontinuation of X".
    """
    told = _making_stop().match(text, effect.spans[-1].end)
    return told is not None and (agent.start < effect.start or agent.start - told.end() <= _NAMED)


def _ended_for(text: str, order: str, agent: Fact, effect: Fact) -> bool:
    """Whether an effect is why a drug was stopped, reduced, changed for another, or could not be taken."""
    before = max(0, effect.start - _NEAR)
    less = not _LESS.isdisjoint(agent.modifiers.get("course", ()))
    if order == "effect first":  # "because of nausea X was halved"
        gap = text[effect.spans[-1].end : agent.start]
        fronted = _ends_with("stop reason").search(text, before, effect.start)
        told = less and fronted is not None and not _BREAK.search(gap)
    else:
        gap = text[agent.spans[-1].end : effect.start]
        reason = _cue("", "stop reason").search(gap)
        near = reason is not None and not _NEW_CLAUSE.search(gap, 0, reason.start())
        told = near and (less or _is_not_borne(text, agent))
    # "because of persistent rash X was replaced": the rash was there before
    return told and _ends_with("persisted").search(text, before, effect.start) is None


def _is_not_borne(text: str, agent: Fact) -> bool:
    return _ends_with("intolerant").search(text, max(0, agent.start - _NEAR), agent.start) is not None


def _was_there(text: str, order: str, effect: Fact) -> bool:
    """Whether a finding was there before the drug ("in a patient with chronic gout", "X-induced rash in gout")."""
    low = max(0, effect.start - _NEAR)
    cues = list(_cue("", "comorbid").finditer(text, low, effect.start))
    if cues and len(text[cues[-1].end() : effect.start].split()) <= _WORDS_BETWEEN:
        return True
    if order == "effect first":
        return False
    return any(m.end() == effect.start - 1 for m in _cue(order, "comorbid").finditer(text, low, effect.start))


@cache
def _cue(order: str, strength: str) -> re.Pattern[str]:
    words = [
        phrase
        for r in read_table("adverse_cues.tsv")
        if r["order"] == order and r["strength"] == strength
        for phrase in expand_choices(r["words"])
    ]
    ordered = sorted(words, key=lambda w: (-len(w), w))
    turned = r"(?! by\b)" if order == "drug first" else ""  # "steroids from those caused by X"
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, ordered))})(?!\w){turned}")


@cache
def _ends_with(strength: str) -> re.Pattern[str]:
    """Words of a strength right before something, but for a few small ones."""
    return re.compile(rf"{_cue('', strength).pattern}\s(?:[a-z-]+\s){{0,2}}\Z")


@cache
def _making_stop() -> re.Pattern[str]:
    """What tells right behind an effect that a drug was stopped for it ("led to its early withdrawal")."""
    made, act = _cue("", "made").pattern, _cue("", "stop act").pattern
    return re.compile(rf",?\s(?:which\s|that\s|and\s)?{made}\s(?:[a-z]+\s){{0,2}}?{act}")


def _agent_before(
    context: Context,
    index: int,
    effect: Fact,
    by_sentence: Mapping[int, Sequence[Fact]],
    heading: re.Match[str] | None,
) -> Fact | None:
    """The drug named last before what is an effect of one by its name ("infusion reaction") or its heading, or None.

    Under "side effects were" the drug may have been named up to four sentences before, in the same section.
    """
    sentences = context.prose.sentences
    headed = heading is not None and heading.end() <= effect.start
    if not (headed or _cue("", "reaction").fullmatch(effect.label.lower())):
        return None
    for back in range(index, max(-1, index - (_HEADED_BACK if headed else 1) - 1), -1):
        if sentences[back].section != sentences[index].section:
            return None
        drugs = (f for f in reversed(by_sentence.get(back, ())) if f.kind == "medication")
        if found := next((f for f in drugs if f.start < effect.start and f.status == "present"), None):
            return found
    return None


def _named_cause(effect: Fact) -> str | None:
    """The cause that stands inside the finding's own name ("steroid-induced myopathy")."""
    words = " ".join(s.text for s in effect.spans)
    m = _cue("", "named").search(words)
    return words[: m.start()].strip(" -") or None if m else None


def _challenges(
    text: str, context: Context, index: int, pair: tuple[Fact, Fact], after: list[Fact]
) -> dict[str, tuple[str, ...]]:
    """What stopping the agent and giving it again showed, in this sentence and the three after it.

    The outcome must be told in the sentence that tells of the stop, or in the next one, and of this effect
    or of nothing named.

    Args:
        text: the folded text.
        context: the report.
        index: of the sentence that ties the effect to the agent.
        pair: the agent and the effect.
        after: the facts of this sentence and the three after it.
    """
    agent, effect = pair
    found: dict[str, tuple[str, ...]] = {}
    sentences = context.prose.sentences
    outcomes = [
        f
        for f in after
        if f.kind == "outcome" and f.start >= agent.start and _concerns(text, f, effect, after)
    ]
    for at in range(index, min(index + 4, len(sentences))):
        low, high = sentences[at].start, sentences[min(at + 1, len(sentences) - 1)].end
        for name, role, good, bad in _CHALLENGES:
            cue = None if name in found else _cue("", role).search(text, low, sentences[at].end)
            if cue is None:
                continue
            # what came behind another treatment shows nothing of this one
            others = [
                f.start
                for f in after
                if f.kind in _AGENTS and f.start >= cue.end() and f.label != agent.label
            ]
            told = [f for f in outcomes if low <= f.start < high and not any(o < f.start for o in others)]
            if any(f.label in good and f.status != "absent" for f in told):
                found[name] = ("positive",)
            elif any(f.label in bad or f.status == "absent" for f in told):
                found[name] = ("negative",)
    return found


def _concerns(text: str, outcome: Fact, effect: Fact, facts: list[Fact]) -> bool:
    """Whether an outcome may be told of this effect."""
    target = find_target(text, outcome, facts)
    return target is None or (target.code or target.label) == (effect.code or effect.label)
