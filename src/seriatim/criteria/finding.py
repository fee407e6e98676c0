"""What judging one expression gave: the status, the facts behind it, and the reason in words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from seriatim.criteria.kleene import NOT_MET, UNKNOWN
from seriatim.model import Fact, Item

NOT_REPORTED = "not reported"


@dataclass(frozen=True, slots=True)
class Finding:
    """A judged expression.

    Attributes:
        status: met | not_met | unknown.
        label: what was asked, in a few words.
        facts: the facts that decided it; where it is unknown, the facts that were not enough.
        why: the reason, quoting the report; empty where nothing was reported.
        parts: the judged parts of a compound expression.
    """

    status: str
    label: str = ""
    facts: tuple[Fact, ...] = ()
    why: str = ""
    parts: tuple[Finding, ...] = ()

    @property
    def silent(self) -> bool:
        """True where the report says nothing on the matter."""
        return self.status == UNKNOWN and not self.facts and not self.why


def quote(facts: Iterable[Fact]) -> str:
    """Quote the words of facts, each wording once, in text order; a result with its value as written.

    Example:
        >>> quote([Fact(id="F1", kind="measurement", label="Platelets", spans=(), value="85 x 10^9/L")])
        '"Platelets" 85 x 10^9/L'
    """
    return ", ".join(dict.fromkeys(_quoted(fact) for fact in facts))


def _quoted(fact: Fact) -> str:
    words = " ... ".join(" ".join(s.text.split()) for s in fact.spans if s.text) or fact.label
    value = " ".join((fact.value or "").split())
    return f'"{words}"' + (f" {value}" if value and value not in words else "")


def unite(groups: Iterable[Sequence[Fact]]) -> tuple[Fact, ...]:
    """Put facts of several findings together, each once, in text order."""
    held = {f.id: f for group in groups for f in group}
    return tuple(sorted(held.values(), key=lambda f: (f.start, f.id)))


def combine(status: str, label: str, parts: Sequence[Finding]) -> Finding:
    """Make the finding of a compound expression out of its judged parts.

    The parts that decided give the facts and the reason; where none did, whatever was reported is named
    first and then what was not.
    """
    deciding = (
        [p for p in parts if p.status == status] if status != UNKNOWN else [p for p in parts if p.facts]
    )
    facts = unite(p.facts for p in deciding)
    return Finding(status, label, facts, _reason(status, parts, deciding), tuple(parts))


def one_thing(status: str, label: str, parts: Sequence[Finding]) -> Finding:
    """Make the finding of several ways of reporting one thing: one reason, and one name where it is missing."""
    if all(p.silent for p in parts):
        return Finding(UNKNOWN, label)
    found = combine(status, label, parts)
    if status == UNKNOWN:
        return found
    verb = " denied by" if status == NOT_MET else ":"
    return Finding(status, label, found.facts, f"{label}{verb} {quote(found.facts)}", found.parts)


def _reason(status: str, parts: Sequence[Finding], deciding: Sequence[Finding]) -> str:
    said = list(dict.fromkeys(p.why for p in deciding if p.why))
    if status == UNKNOWN:
        said += [p.why for p in parts if p.status == UNKNOWN and not p.facts and p.why and p.why not in said]
        silent = _silent_names(parts)
        if silent and said:
            said.append(f"{NOT_REPORTED}: {', '.join(silent)}")
    return "; ".join(said)


def missing(finding: Finding) -> tuple[str, ...]:
    """Name what the report is silent on: the widest parts of a finding that are wholly silent."""
    if not finding.parts:
        return (finding.label,) if finding.silent and finding.label else ()
    return _silent_names(finding.parts)


def _silent_names(parts: Sequence[Finding]) -> tuple[str, ...]:
    named = [(p.label,) if p.silent else missing(p) for p in parts]
    return tuple(dict.fromkeys(name for names in named for name in names if name))


def proof(finding: Finding, item_id: str) -> tuple[Item, ...]:
    """Write the parts of a finding as its proof: every leaf is a quoted fact or "not reported".

    Where the matter is decided, parts on which the report is silent are left out; so is a part that would
    only repeat what stands above it.
    """
    parts = [p for p in finding.parts if finding.status == UNKNOWN or not p.silent]
    if all(p.silent for p in parts):
        return ()
    if len(parts) == 1 and parts[0].why == finding.why:
        return proof(parts[0], item_id)
    return tuple(_node(p, f"{item_id}.{n}") for n, p in enumerate(parts, 1))


def _node(finding: Finding, item_id: str) -> Item:
    return Item(
        id=item_id,
        label=finding.label,
        status=finding.status,
        facts=tuple(f.id for f in finding.facts),
        why=finding.why or NOT_REPORTED,
        children=proof(finding, item_id),
    )
