"""Report to facts: the steps in their order, each declaring what it needs and what it gives."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from seriatim.errors import UsageError
from seriatim.extract._context import Context, People
from seriatim.model import KINDS, Fact, Note, Patient
from seriatim.text import Prose

_JUDGED = ("status", "subject", "patient")


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the pipeline.

    Attributes:
        name: how errors and profiles call it.
        run: takes the context and the facts so far, returns the facts.
        needs: what must have been given before ("phenotype", "status", "patient", ...).
        gives: what there is after it.
    """

    name: str
    run: Callable[[Context, list[Fact]], list[Fact]]
    needs: frozenset[str] = frozenset()
    gives: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Extraction:
    """What extraction gives: the patients, their facts in text order, and notes on what it could not decide."""

    patients: tuple[Patient, ...]
    facts: tuple[Fact, ...]
    notes: tuple[Note, ...] = ()


def check_order(steps: Sequence[Step]) -> None:
    """Fail before anything runs when a step comes before what it needs.

    Raises:
        UsageError: naming the step and what is missing.
    """
    given: set[str] = set()
    for step in steps:
        if missing := step.needs - given:
            raise UsageError(f"extraction step {step.name!r} needs {', '.join(sorted(missing))} before it")
        given |= step.gives


def select_steps(steps: Sequence[Step], kinds: Collection[str]) -> tuple[Step, ...]:
    """Choose what it takes to find facts of some kinds, with the status, subject and patient of each.

    What is only said of a fact besides (sites, times, methods, responses) is left out.

    Args:
        steps: all of them, in their order.
        kinds: of `seriatim.model.KINDS`.

    Raises:
        UsageError: no such kind.
    """
    if unknown := set(kinds) - set(KINDS):
        raise UsageError(
            f"no kind of fact is called {', '.join(sorted(unknown))}; kinds are {', '.join(KINDS)}"
        )
    wanted = {*kinds, *_JUDGED}
    chosen: list[Step] = []
    for step in reversed(steps):
        if step.gives & wanted:
            chosen.append(step)
            wanted |= step.needs.difference(KINDS)
    return tuple(reversed(chosen))


def run_steps(prose: Prose, people: People, steps: Sequence[Step]) -> Extraction:
    """Run the steps over one report and number the facts."""
    context = Context(prose, people)
    facts: list[Fact] = []
    for step in steps:
        facts = step.run(context, facts)
    return Extraction(people.patients, tuple(number_facts(facts)), people.notes)


def number_facts(facts: Iterable[Fact]) -> list[Fact]:
    """Sort facts by place, name them F1, F2, ... and rewrite the references between them."""
    ordered = sorted(
        facts,
        key=lambda f: (f.start, f.spans[-1].end, f.kind, f.code or "", f.label, f.status, f.patient or ""),
    )
    names: dict[str, str] = {}
    for position, fact in enumerate(ordered, 1):
        names.setdefault(fact.id, f"F{position}")
    return [_renamed(fact, f"F{position}", names) for position, fact in enumerate(ordered, 1)]


def _renamed(fact: Fact, name: str, names: Mapping[str, str]) -> Fact:
    """Name a fact, and call the facts it refers to by their new names."""
    time = fact.time
    if time and time.anchor and time.anchor in names:
        time = replace(time, anchor=names[time.anchor])
    return fact.changed(id=name, target=names.get(fact.target or "", fact.target), time=time)


def group_facts(_: Context, facts: list[Fact]) -> list[Fact]:
    """Give facts that say the same of the same subject one `group`, named by what they say."""
    keys = [_sameness(f) for f in facts]
    counts = Counter(keys)
    numbers: dict[tuple[str | None, ...], str] = {}
    for key in keys:
        if counts[key] > 1:
            numbers.setdefault(key, f"G{len(numbers) + 1}")
    return [f.changed(group=numbers[k]) if k in numbers else f for f, k in zip(facts, keys, strict=True)]


def _sameness(fact: Fact) -> tuple[str | None, ...]:
    return (fact.patient, fact.subject, fact.kind, fact.code or fact.label.lower(), fact.status, fact.value)
