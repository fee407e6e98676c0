"""How facts are said to people, the same on the terminal and on the page."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from seriatim.model import Case, Fact, Review, Site, Time
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
_DATE_UNITS = (("Y", "year"), ("M", "month"), ("W", "week"), ("D", "day"))
_CLOCK_UNITS = (("H", "hour"), ("M", "minute"), ("S", "second"))
_ACTIONS = frozenset({"medication", "intervention"})
_DECIDED = {"accept": "accepted", "edit": "edited", "recode": "re-coded", "add": "added"}


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
        >>> say_duration("P2Y6M"), say_duration("P1D"), say_duration("PT10M")
        ('2 years 6 months', '1 day', '10 minutes')
    """
    if count_days(duration) is None or not duration:
        return duration or ""
    calendar, _, clock = duration.partition("T")
    parts = []
    for said, units in ((calendar, _DATE_UNITS), (clock, _CLOCK_UNITS)):
        for letter, word in units:
            if found := re.search(rf"([\d.]+){letter}", said):
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
    elif time.text and (time.derived or not (time.age or time.date)):
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
    return say_together([fact])


def say_together(same: Sequence[Fact]) -> str:
    """Say what the mentions of one thing add to its label.

    A treatment is told from its first mention to its last: its doses, what was done with it, what came of it. Of
    anything else the fullest mention speaks for all.

    Args:
        same: the facts of one group, in text order.

    Example:
        >>> first = Fact("F1", "medication", "clozapine", (), dose="12.5 mg", modifiers={"course": ("start",)})
        >>> last = Fact("F2", "medication", "clozapine", (), modifiers={"course": ("stop",)})
        >>> say_together([first, last])
        '12.5 mg; start, stop'
    """
    if same[0].kind not in _ACTIONS:
        return _say_parts([max(same, key=lambda f: len(_say_parts([f])))])
    return _say_parts(same)


def _say_parts(same: Sequence[Fact]) -> str:
    doses = (" ".join(filter(None, (f.dose, f.route, f.frequency, f.duration))) for f in same)
    responses = (f.response for f in same)
    modifiers = (word for f in same for words in f.modifiers.values() for word in words)
    sites = (say_site(site) for f in same for site in f.sites)
    told = _distinct(responses)
    parts = (
        *(f.value for f in same),
        *(f.interpretation for f in same),
        ", then ".join(_distinct(doses)),
        f"response: {', '.join(told)}" if told else None,
        ", ".join(_distinct(modifiers)),
        ", ".join(_distinct(sites)),
        next(filter(None, (say_time(f.time) for f in same)), ""),
    )
    return "; ".join(_distinct(parts))


def _distinct(words: Iterable[str | None]) -> list[str]:
    """What is said, in order and each once."""
    return list(dict.fromkeys(filter(None, words)))


def say_review(review: Review | None) -> str:
    """Say what reviewers decided: "edited by Ada and Jo (“it was acne”)".

    Example:
        >>> say_review(Review("recode", ("Ada", "Jo")))
        're-coded by Ada and Jo'
    """
    if review is None:
        return ""
    said = f"{_DECIDED[review.action]} by {' and '.join(review.reviewers)}"
    return f"{said} (“{review.reason}”)" if review.reason else said


def fold_facts(facts: Iterable[Fact]) -> list[tuple[Fact, list[Fact]]]:
    """Gather facts that say the same; the fullest mention stands for its group, in text order."""
    groups: dict[str, list[Fact]] = {}
    for fact in facts:
        groups.setdefault(f"{fact.group or fact.id}:{fact.status}", []).append(fact)
    return [(max(same, key=lambda f: len(_say_parts([f]))), same) for same in groups.values()]
