"""What a reviewer's form means: the fields of a fact that change, checked, with what follows from them."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import asdict
from typing import Any

from seriatim.errors import UsageError
from seriatim.model import (
    INTERPRETATIONS,
    KINDS,
    RESPONSES,
    STATUSES,
    SUBJECTS,
    Fact,
    Report,
    Span,
    Time,
    from_json,
    to_json,
)
from seriatim.text.durations import count_days
from seriatim.text.numbers import find_quantities
from seriatim.text.times import find_times

FIELDS = (
    "kind", "label", "code", "status", "subject", "patient", "value", "interpretation", "time", "onset", "dose", "route",
    "frequency", "duration", "response", "sex", "age", "vital_status",
)  # fmt: skip
_CHOICES = {
    "kind": KINDS,
    "status": STATUSES,
    "subject": SUBJECTS,
    "interpretation": INTERPRETATIONS,
    "response": RESPONSES,
    "sex": ("female", "male"),
    "vital_status": ("ALIVE", "DECEASED"),
}
_NEEDED = ("kind", "label", "status", "subject")
_PLACED = ("dose", "route", "frequency", "duration")
_CURIE = re.compile(r"[A-Za-z][\w.]*:[\w.\-]+")
_LONGEST = 500  # characters of one field


def make_change(fact: Fact, wanted: Mapping[str, str], patients: Collection[str]) -> dict[str, Any]:
    """Turn what a reviewer wrote into the fields of a fact that change, as JSON.

    Args:
        fact: as it is read.
        wanted: the fields of the form by name, one of `FIELDS` each, "" where there is nothing. Times and ages are said
            in words ("2 years before presentation", "March 1998"; "38 years", "in her sixties").
        patients: ids of the report's patients.

    Raises:
        UsageError: a field holds what it cannot.

    Example:
        >>> fact = Fact("F1", "phenotype", "Rash", (), patient="P1", status="absent", cue="no")
        >>> make_change(fact, {"status": "present", "label": "Rash"}, ["P1"])
        {'status': 'present', 'cue': None}
    """
    told = {name: _check(name, words) for name, words in wanted.items()}
    change: dict[str, Any] = {
        name: value
        for name, value in told.items()
        if name not in ("time", "age") and value != getattr(fact, name)
    }
    if "age" in told:
        change |= _change_age(fact, told["age"])
    if "time" in told:
        change |= _change_time(fact, told["time"])
    change |= _follow(fact, change)
    _check_person(fact, change, patients)
    return change


def make_fact(
    report: Report, start: int, end: int, wanted: Mapping[str, str], patients: Collection[str]
) -> Fact:
    """Make the fact that a reviewer adds for words the machine passed over.

    Args:
        report: the report.
        start: offset of the first character of the words; white space around them is left out.
        end: offset after the last one.
        wanted: as for `make_change`.
        patients: ids of the report's patients.

    Raises:
        UsageError: there are no words, or a field holds what it cannot.
    """
    words = report.text[start:end] if 0 <= start < end <= len(report.text) else ""
    if not words.strip():
        raise UsageError("mark the words in the text that say so")
    first = start + len(words) - len(words.lstrip())
    span = Span.of(report.text, first, first + len(words.strip()))
    section = report.section_at(first)
    bare = Fact("R1", wanted.get("kind") or "phenotype", " ".join(span.text.split()), (span,))
    told = {name: value for name, value in wanted.items() if value or name not in ("label", "kind")}
    changed = from_json(Fact, to_json(bare) | make_change(bare, told, patients))
    return changed.changed(section=section.name if section else None)


def name_action(change: Mapping[str, Any]) -> str:
    """Name what a change does: accept where there is none, recode where only code and label change, else edit.

    Example:
        >>> name_action({}), name_action({"code": "HP:0000988", "codes": []}), name_action({"status": "absent"})
        ('accept', 'recode', 'edit')
    """
    if not change:
        return "accept"
    return "recode" if change.keys() <= {"code", "codes", "label"} else "edit"


def read_when(words: str) -> Time:
    """Read when something was so, as a reviewer says it.

    Example:
        >>> read_when("2 years before presentation").offset, read_when("at age 38 years").age
        ('P2Y', 'P38Y')
    """
    found = find_times(words)
    age = next((t for t in found if t.kind == "age"), None)
    date = next((t.iso for t in found if t.kind == "date"), None)
    away = next((t for t in found if t.kind not in ("age", "date") and t.iso), None)
    return Time(
        words,
        offset=away.iso if away else None,
        relation=away.relation if away else "at" if age or date else None,
        anchor=away.anchor if away else None,
        age=age.iso if age else None,
        age_range=age.ages if age else None,
        date=date,
    )


def _check(name: str, words: str) -> str | None:
    if name not in FIELDS:
        raise UsageError(f"a fact has no field {name!r} that a reviewer can change")
    value = " ".join(words.split()) or None
    if value is None:
        if name in _NEEDED:
            raise UsageError(f"{name} cannot be empty")
    elif len(value) > _LONGEST:
        raise UsageError(f"{name} is longer than {_LONGEST} characters")
    elif value not in _CHOICES.get(name, (value,)):
        raise UsageError(f"{name} cannot be {value!r}; it is one of {', '.join(_CHOICES[name])}")
    elif name == "code" and not _CURIE.fullmatch(value):
        raise UsageError(f"code {value!r} is not written like HP:0000988")
    elif name == "onset":
        return _find_duration(value) or value
    return value


def _change_age(fact: Fact, words: str | None) -> dict[str, Any]:
    age, span = _read_age(words) if words else (None, None)
    new = {"age_iso8601": age, "age_range": span}
    return {name: value for name, value in new.items() if value != getattr(fact, name)}


def _read_age(words: str) -> tuple[str | None, tuple[str, str] | None]:
    """Read an age, or the youngest and the oldest where several are left open."""
    for time in find_times(words):
        if time.ages:
            return None, time.ages
        if time.iso and time.high:
            return None, (time.iso, time.high)
    if (duration := _find_duration(words)) is None:
        raise UsageError(f"age cannot be {words!r}; write it like “49 years” or P49Y")
    return duration, None


def _find_duration(words: str) -> str | None:
    """Read "2 years 6 months" or P2Y6M."""
    if count_days(words) is not None:
        return words
    return next((t.iso for t in find_times(words) if t.iso and count_days(t.iso) is not None), None)


def _change_time(fact: Fact, words: str | None) -> dict[str, Any]:
    new = read_when(words) if words else None
    return {} if new == fact.time else {"time": asdict(new) if new else None}


def _follow(fact: Fact, change: Mapping[str, Any]) -> dict[str, Any]:
    """What cannot stay as it was: other codes of a recoded fact, the cue of a new status, the number of a new value."""
    follows: dict[str, Any] = {}
    if "code" in change or "kind" in change:
        follows["codes"] = []
    if "status" in change:
        follows["cue"] = None
    if change.get("subject", "patient") != "patient":
        follows["patient"] = None
    if "value" in change:
        follows |= _read_value(change["value"])
    places = {f"{name}_span": None for name in _PLACED if name in change and getattr(fact, f"{name}_span")}
    return {name: value for name, value in (follows | places).items() if _json(fact, name) != value}


def _json(fact: Fact, name: str) -> Any:
    held = getattr(fact, name)
    return list(held) if isinstance(held, tuple) else held


def _read_value(value: str | None) -> dict[str, Any]:
    first = next(iter(find_quantities(value)), None) if value else None
    return {
        "number": first.number if first else None,
        "number_high": first.number_high if first else None,
        "comparator": first.comparator if first else None,
        "unit": first.ucum if first else None,
        "value_span": None,
    }


def _check_person(fact: Fact, change: Mapping[str, Any], patients: Collection[str]) -> None:
    patient = change.get("patient", fact.patient)
    if "patient" in change and patient and patient not in patients:
        raise UsageError(f"the report has no patient {patient}; it has {', '.join(patients) or 'none'}")
