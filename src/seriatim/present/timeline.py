"""A patient's course as a picture: one lane a kind, every mark with its quote."""

from __future__ import annotations

from typing import TYPE_CHECKING

from seriatim.model import Fact, Patient
from seriatim.present.wording import KIND_TITLES, say_time
from seriatim.text.timeline import TimelineEntry, order_timeline

if TYPE_CHECKING:
    from markupsafe import Markup

_WIDTH, _LEFT, _RIGHT, _LANE, _TOP = 900, 130, 30, 26, 12
_COLOURS = {
    "disease": "#d64545", "phenotype": "#d99100", "measurement": "#2f7fd1", "imaging": "#4a62c9", "histology": "#8a55c2",
    "procedure": "#3c8f86", "medication": "#2f9e44", "intervention": "#0f8a5f", "outcome": "#cc4b93", "event": "#777777",
}  # fmt: skip
_UNITS = ((365.25, "y"), (30.4375, "mo"), (7.0, "wk"), (1.0, "d"), (1 / 24, "h"), (1 / 1440, "min"))


def draw_timeline(patient: Patient, facts: list[Fact]) -> Markup:
    """Draw the timed facts of one patient as SVG, in days from presentation; nothing where none is timed.

    A point is a moment, a bar an interval in which the fact was so or began; a bar that runs to the edge is
    open: the report says only before or after.

    Args:
        patient: whose course it is.
        facts: the patient's facts; those without a time are not drawn.
    """
    from markupsafe import Markup

    by_id = {f.id: f for f in facts}
    timed = [
        e for e in order_timeline(facts, patient) if e.kind in _COLOURS and (e.low, e.high) != (None, None)
    ]
    days = sorted({day for e in timed for day in (e.low, e.high) if day is not None} | {0.0})
    if len(days) < 2:
        return Markup("")
    lanes = [k for k in KIND_TITLES if any(e.kind == k for e in timed)]
    height = _TOP + _LANE * len(lanes) + 34
    body = [_lane(i, kind) for i, kind in enumerate(lanes)]
    body += [_axis(day, days, height) for day in _ticks(days)]
    body += [_mark(e, by_id[e.fact], lanes.index(e.kind), days) for e in timed]
    caption = (
        f"Course of {patient.id} by the times the report gives, with equal steps between them; 0 is presentation. "
        "Open bars: only before or after is told."
    )
    return Markup(
        f'<figure><svg viewBox="0 0 {_WIDTH} {height}" role="img" aria-label="Timeline of {patient.id}" '
        f'font-size="12" font-family="inherit">{"".join(body)}</svg><figcaption>{caption}</figcaption></figure>'
    )


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
    size, unit = next((u for u in _UNITS if days >= u[0] * 0.99), _UNITS[-1])
    count = days / size
    return f"{count:.0f} {unit}" if count >= 10 else f"{count:.2g} {unit}"


def _mark(entry: TimelineEntry, fact: Fact, lane: int, days: list[float]) -> str:
    y = _TOP + _LANE * lane + _LANE / 2
    colour = _COLOURS[fact.kind]
    fill = colour if fact.status == "present" else "#ffffff"
    shape = _bar(entry, fact, y, days) if entry.low != entry.high else ""
    if not shape:
        x = _x(entry.low or 0.0, days) + _spread(fact)
        shape = f'<circle cx="{x:.1f}" cy="{y}" r="5.5" fill="{fill}" stroke="{colour}" stroke-width="2">{_told(fact)}</circle>'
    return f'<a href="#at-{fact.id}">{shape}</a>'


def _bar(entry: TimelineEntry, fact: Fact, y: float, days: list[float]) -> str:
    colour = _COLOURS[fact.kind]
    left = _LEFT if entry.low is None else _x(entry.low, days)
    right = _WIDTH - _RIGHT if entry.high is None else _x(entry.high, days)
    return (
        f'<rect x="{left:.1f}" y="{y - 3}" width="{max(2.0, right - left):.1f}" height="6" fill="{colour}" fill-opacity="0.25" '
        f'stroke="{colour}" rx="3">{_told(fact)}</rect>'
    )


def _told(fact: Fact) -> str:
    from markupsafe import escape

    quote = " ... ".join(" ".join(s.text.split()) for s in fact.spans)
    return f"<title>{escape(f'{fact.label} ({fact.status}), {say_time(fact.time)}: “{quote}”')}</title>"


def _spread(fact: Fact) -> float:
    """Spread the marks of one moment a little, by their place in the text."""
    return (fact.start % 7 - 3) * 4.0
