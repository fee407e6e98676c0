"""How facts are said to people, the same on the terminal and on the page."""

from __future__ import annotations

import re
from collections.abc import Iterable

from seriatim.model import Case, Fact, Site, Time
from seriatim.text.durations import count_days

DISCLAIMER = "Seriatim reports what was published, with its source. It gives no advice about a patient."

KIND_TITLES = {
    "demographic": "Person",
    "phenotype": "Findings",
    "disease": "Diseases",
    "measurement": "Measurements",
    "imaging": "Imaging",
    "histology": "Histology",
    "procedure": "Procedures",
    "medication": "Medications",
    "intervention": "Interventions",
    "outcome": "Outcomes",
    "event": "Events",
    "time": "Times",
}
_UNITS = (("Y", "year"), ("M", "month"), ("W", "week"), ("D", "day"))


def say_no_patient(case: Case) -> str:
    """Say that a text tells of no patient, or that its language keeps one from being read."""
    if any(note.code == "not-english" for note in case.notes):
        return "No patient could be read from this text: it is not in English."
    return "No patient is described in this text."


def count_notes(number: int) -> str:
    """Say how many notes there are ("1 note", "2 notes")."""
    return f"{number} note{'' if number == 1 else 's'}"


def say_duration(duration: str | None) -> str:
    """Say an ISO 8601 duration in words.

    Example:
        >>> say_duration("P2Y6M"), say_duration("P1D")
        ('2 years 6 months', '1 day')
    """
    if count_days(duration) is None or not duration:
        return duration or ""
    calendar = duration.split("T")[0]
    parts = []
    for letter, word in _UNITS:
        if found := re.search(rf"([\d.]+){letter}", calendar):
            parts.append(f"{found[1]} {word}{'' if found[1] == '1' else 's'}")
    return " ".join(parts) or duration


def say_age(age: str | None, span: tuple[str, str] | None) -> str:
    """Say an age, or the span of ages that is left open.

    Args:
        age: ISO 8601, or None.
        span: the youngest and the oldest age in one unit, or None.

    Example:
        >>> say_age("P49Y", None), say_age(None, ("P60Y", "P69Y"))
        ('49 years', '60 to 69 years')
    """
    if age or not span:
        return say_duration(age)
    return f"{say_duration(span[0]).split()[0]} to {say_duration(span[1])}"


def say_time(time: Time | None) -> str:
    """Say when: "17 years before presentation, at age 32 years"."""
    if time is None:
        return ""
    said = []
    if time.offset:
        anchor = time.anchor if time.anchor and not re.fullmatch(r"F\d+", time.anchor) else "that"
        said.append(f"{say_duration(time.offset)} {time.relation or 'from'} {anchor}")
    elif time.relation == "at" and time.anchor:
        said.append(f"at {time.anchor}")
    elif time.text:
        said.append(time.text)
    if told := say_age(time.age, time.age_range):
        said.append(f"at age {told}{' (calculated)' if time.derived else ''}")
    if time.date:
        said.append(time.date)
    return ", ".join(said)


def say_site(site: Site) -> str:
    """Say a body site: "both hands", "left knee".

    Example:
        >>> say_site(Site("hip", laterality="bilateral"))
        'hip (both sides)'
    """
    side = {"left": "left ", "right": "right "}.get(site.laterality or "", "")
    return f"{side}{site.label}{' (both sides)' if site.laterality == 'bilateral' else ''}"


def say_result(fact: Fact) -> str:
    """Say what a fact adds to its label: value, dose, sites, modifiers, time."""
    dose = " ".join(filter(None, (fact.dose, fact.route, fact.frequency, fact.duration)))
    modifiers = ", ".join(word for words in fact.modifiers.values() for word in words)
    sites = ", ".join(dict.fromkeys(map(say_site, fact.sites)))
    parts = (
        fact.value,
        fact.interpretation,
        dose,
        fact.response and f"response: {fact.response}",
        modifiers,
        sites,
        say_time(fact.time),
    )
    return "; ".join(dict.fromkeys(p for p in parts if p))


def fold_facts(facts: Iterable[Fact]) -> list[tuple[Fact, list[Fact]]]:
    """Gather facts that say the same; the fullest mention stands for its group, in text order."""
    groups: dict[str, list[Fact]] = {}
    for fact in facts:
        groups.setdefault(f"{fact.group or fact.id}:{fact.status}", []).append(fact)
    return [(max(same, key=lambda f: len(say_result(f))), same) for same in groups.values()]
