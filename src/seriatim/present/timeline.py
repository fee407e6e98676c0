"""A patient's course as a picture: one lane a kind, every mark with its quote."""

from __future__ import annotations

from typing import TYPE_CHECKING

from seriatim.model import Fact, Patient
from seriatim.present.wording import KIND_TITLES, say_duration, say_time
from seriatim.text.durations import count_days

if TYPE_CHECKING:
    from markupsafe import Markup

_WIDTH, _LEFT, _RIGHT, _LANE, _TOP = 900, 130, 30, 26, 12
_COLOURS = {
    "disease": "#d64545", "phenotype": "#d99100", "measurement": "#2f7fd1", "imaging": "#4a62c9", "histology": "#8a55c2",
    "procedure": "#3c8f86", "medication": "#2f9e44", "intervention": "#0f8a5f", "outcome": "#cc4b93", "event": "#777777",
}  # fmt: skip


def draw_timeline(patient: Patient, facts: list[Fact]) -> Markup:
    """Draw the dated facts of one patient as SVG, in days from presentation; nothing where none is dated.

    Args:
        patient: for the caption.
        facts: the patient's facts; those without an offset are not drawn.
    """
    from markupsafe import Markup

    dated = [(day, f) for f in facts if f.kind in _COLOURS and (day := _day(f)) is not None]
    if not any(day for day, _ in dated):
        return Markup("")
    lanes = [k for k in KIND_TITLES if any(f.kind == k for _, f in dated)]
    days = sorted({day for day, _ in dated} | {0.0})
    height = _TOP + _LANE * len(lanes) + 34
    body = [_lane(i, kind) for i, kind in enumerate(lanes)]
    body += [_axis(day, days, height) for day in _ticks(days)]
    body += [_dot(day, fact, lanes.index(fact.kind), days) for day, fact in dated]
    caption = (
        f"Course of {patient.id} by the times the report gives, equal steps between them; 0 is presentation."
    )
    return Markup(
        f'<figure><svg viewBox="0 0 {_WIDTH} {height}" role="img" aria-label="Timeline of {patient.id}" '
        f'font-size="12" font-family="inherit">{"".join(body)}</svg><figcaption>{caption}</figcaption></figure>'
    )


def _day(fact: Fact) -> float | None:
    if not fact.time or fact.time.anchor not in (None, "presentation"):
        return None
    days = 0.0 if fact.time.relation == "at" and not fact.time.offset else count_days(fact.time.offset)
    return None if days is None else -days if fact.time.relation == "before" else days


def _x(day: float, days: list[float]) -> float:
    """Equal steps between the times that occur: decades and days fit one picture."""
    return _LEFT + (_WIDTH - _LEFT - _RIGHT) * (days.index(day) + 0.5) / len(days)


def _ticks(days: list[float]) -> list[float]:
    step = max(1, len(days) // 9)
    return sorted({*days[::step], 0.0})


def _lane(position: int, kind: str) -> str:
    y = _TOP + _LANE * position + _LANE / 2
    line = f'<line x1="{_LEFT}" x2="{_WIDTH - _RIGHT}" y1="{y}" y2="{y}" stroke="#d9dee4"/>'
    return (
        f'{line}<text x="{_LEFT - 8}" y="{y + 4}" text-anchor="end" fill="#1b1f24">{KIND_TITLES[kind]}</text>'
    )


def _axis(day: float, days: list[float], height: int) -> str:
    x = _x(day, days)
    label = "0" if day == 0 else ("-" if day < 0 else "+") + _short(abs(day))
    dash = "" if day == 0 else ' stroke-dasharray="2 3"'
    return (
        f'<line x1="{x:.1f}" x2="{x:.1f}" y1="{_TOP}" y2="{height - 30}" stroke="#98a2ad"{dash}/>'
        f'<text x="{x:.1f}" y="{height - 14}" text-anchor="middle" fill="#5b6470">{label}</text>'
    )


def _short(days: float) -> str:
    for size, unit in ((365.25, "y"), (30.4375, "mo"), (7, "wk")):
        if days >= size * 0.99:
            return f"{days / size:.3g} {unit}"
    return f"{days:g} d"


def _dot(day: float, fact: Fact, lane: int, days: list[float]) -> str:
    from markupsafe import escape

    x, y = _x(day, days) + _jitter(fact), _TOP + _LANE * lane + _LANE / 2
    fill = _COLOURS[fact.kind] if fact.status == "present" else "#ffffff"
    quote = " ... ".join(" ".join(s.text.split()) for s in fact.spans)
    told = escape(f"{fact.label} ({fact.status}), {say_time(fact.time) or say_duration('P0D')}: “{quote}”")
    return (
        f'<a href="#at-{fact.id}"><circle cx="{x:.1f}" cy="{y}" r="5.5" fill="{fill}" '
        f'stroke="{_COLOURS[fact.kind]}" stroke-width="2"><title>{told}</title></circle></a>'
    )


def _jitter(fact: Fact) -> float:
    """Spread the marks of one moment a little, by their place in the text."""
    return (fact.start % 7 - 3) * 4.0
