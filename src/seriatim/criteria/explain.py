"""The proof of a verdict: its items, the readings it hangs on, and one sentence."""

from __future__ import annotations

from seriatim.criteria.finding import NOT_REPORTED, Finding, missing, proof
from seriatim.criteria.judgement import Judgement, judge_otherwise
from seriatim.criteria.kleene import MET, UNKNOWN
from seriatim.criteria.pack import PackItem, Reading
from seriatim.criteria.rules import tidy
from seriatim.model import Assumption, Item


def to_items(judgement: Judgement) -> tuple[Item, ...]:
    """Write every item of the set, whatever its status."""
    counted = judgement.tally.counted
    return tuple(_to_item(judgement, item, item.id in counted) for item in judgement.pack.items)


def _to_item(judgement: Judgement, item: PackItem, counted: bool) -> Item:
    finding = judgement.findings[item.id]
    weight = item.weights.get(judgement.column)
    return Item(
        id=item.id,
        label=item.label,
        status=finding.status,
        weight=None if weight is None else tidy(weight),
        counted=counted,
        facts=tuple(f.id for f in finding.facts),
        why=_why(finding),
        domain=item.group,
        source=item.source,
        children=proof(finding, item.id),
    )


def _why(finding: Finding) -> str:
    if finding.why:
        return finding.why
    lacking = ", ".join(name for name in missing(finding) if name != finding.label)
    return f"{NOT_REPORTED}: {lacking}" if lacking else NOT_REPORTED


def describe_readings(judgement: Judgement) -> tuple[Assumption, ...]:
    """Name the readings that mattered, each with what the opposite reading would change."""
    mattered = [r for r in judgement.pack.readings if r.id in judgement.evidence.used]
    described = (_describe(judgement, r) for r in mattered)
    return tuple(assumption for assumption in described if assumption.changes)


def _describe(judgement: Judgement, reading: Reading) -> Assumption:
    """Judge again with one reading turned round, and say what is different."""
    other = judge_otherwise(judgement, reading.id)
    said = _differences(judgement, other)
    decides = _verdict(other) != _verdict(judgement)
    if not said and not decides:
        return Assumption(reading.id, reading.text)
    said.append(f"verdict {'' if decides else 'still '}{_verdict(other)}")
    turned = "without" if reading.id in judgement.evidence.accepted else "with"
    return Assumption(reading.id, reading.text, f"{turned} it: {'; '.join(said)}", decides)


def _differences(judgement: Judgement, other: Judgement) -> list[str]:
    said = [
        f"{item.label}: {other.findings[item.id].status.replace('_', ' ')}"
        for item in judgement.pack.items
        if other.findings[item.id].status != judgement.findings[item.id].status
    ]
    if other.points != judgement.points and other.points and not judgement.pack.tally:
        said.append(f"score {other.points[0]:g} (up to {other.points[1]:g})")
    return said


def _verdict(judgement: Judgement) -> str:
    outcome = judgement.outcome
    status = outcome.status.replace("_", " ")
    return f"{outcome.result} ({status})" if outcome.result else status


def to_words(judgement: Judgement) -> str:
    """Say in a sentence or two how the verdict came about."""
    pack, outcome = judgement.pack, judgement.outcome
    said = [outcome.row.why] if outcome.row and outcome.row.why else []
    if judgement.points and pack.threshold:
        said.append(_score(judgement))
    elif judgement.points and pack.tally:
        low, high = judgement.points
        said.append(f"{low:g} reported, {high:g} possible; no rule makes a verdict of it")
    said += [f"rule met: {label}" for label, rule in pack.rules if rule.status(judgement.tally) == MET]
    if pack.entry and pack.entry.status(judgement.tally) != MET:
        entry = pack.entry.status(judgement.tally).replace("_", " ")
        said.append(f"entry criterion {entry}")
    if outcome.ceiling:
        said.append(f"not excluded: {outcome.ceiling.result}")
    lacking = [i.label for i in pack.items if judgement.findings[i.id].silent]
    if lacking and outcome.status == UNKNOWN:
        said.append(f"{NOT_REPORTED}: {', '.join(lacking)}")
    return "; ".join(said)


def _score(judgement: Judgement) -> str:
    low, high = judgement.points or (0, 0)
    needed = judgement.pack.threshold[judgement.column]
    return f"{low:g} of {needed:g} needed, {high:g} at most"
