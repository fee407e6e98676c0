"""The figures of a series as inline SVG: sites, responses, courses, time to response."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from seriatim.model import AgentSummary, ColumnSummary, TimeToEvent

if TYPE_CHECKING:
    from markupsafe import Markup

_INK, _SOFT, _LINE, _BAR, _POINT = "#1b1f24", "#5b6470", "#d9dee4", "#2f7fd1", "#0b5cad"
_WIDTH, _ROW, _LABEL = 760, 24, 230
_RESPONSE_COLOURS = {
    "complete": "#1a7f37",
    "partial": "#7cc47f",
    "none": "#c3c9d0",
    "worse": "#d64545",
    "unclear": "#e8cf8a",
}
_MOST_BARS = 16


def draw_bars(summary: ColumnSummary) -> Markup:
    """Draw how many patients have each value of a variable, of those reporting."""
    bars = summary.counts[:_MOST_BARS]
    most = max((p.events for _, p in bars), default=0)
    body = []
    for i, (value, p) in enumerate(bars):
        y, width = 8 + i * _ROW, (_WIDTH - _LABEL - 90) * p.events / (most or 1)
        body.append(_text(_LABEL - 8, y + 14, value, anchor="end"))
        body.append(f'<rect x="{_LABEL}" y="{y + 2}" width="{width:.1f}" height="{_ROW - 8}" fill="{_BAR}"/>')
        body.append(_text(_LABEL + width + 6, y + 14, f"{p.events} of {p.reported}", colour=_SOFT))
    told = f"{summary.variable.label}: patients with each value, of the {summary.reported} of {summary.total} for whom it is reported."
    return _figure("".join(body), 16 + len(bars) * _ROW, told)


def draw_forest(agents: Sequence[AgentSummary]) -> Markup:
    """Draw the share that responded to each agent with its exact interval, and bounds over all treated."""
    rows = [a for a in agents if a.reported][:_MOST_BARS]
    left, right = _LABEL + 10, _WIDTH - 130
    body = [_axis(left, right, 20 + len(rows) * _ROW)]
    for i, agent in enumerate(rows):
        p, y = agent.responded, 18 + i * _ROW
        low, high, share = (left + (right - left) * v for v in (p.low, p.high, p.share or 0.0))
        worst, best = (left + (right - left) * v for v in (p.worst or 0.0, p.best or 0.0))
        body.append(_text(_LABEL - 8, y + 4, agent.agent, anchor="end"))
        body.append(
            f'<rect x="{worst:.1f}" y="{y - 6}" width="{best - worst:.1f}" height="12" fill="#e6edf5"/>'
        )
        body.append(f'<line x1="{low:.1f}" x2="{high:.1f}" y1="{y}" y2="{y}" stroke="{_INK}"/>')
        body.append(f'<rect x="{share - 4:.1f}" y="{y - 4}" width="8" height="8" fill="{_POINT}"/>')
        body.append(_text(right + 10, y + 4, f"{p.events}/{p.reported} (of {p.total})", colour=_SOFT))
    told = (
        "Complete or partial response by treatment: square, share of patients whose response is told; line, exact 95 % interval; "
        "band, bounds if every untold response were none or all. Uncontrolled, selected reports: not a comparison of treatments."
    )
    return _figure("".join(body), 48 + len(rows) * _ROW, told)


def _axis(left: float, right: float, bottom: float) -> str:
    parts = []
    for percent in (0, 25, 50, 75, 100):
        x = left + (right - left) * percent / 100
        parts.append(f'<line x1="{x}" x2="{x}" y1="8" y2="{bottom - 8}" stroke="{_LINE}"/>')
        parts.append(_text(x, bottom + 10, f"{percent} %", anchor="middle", colour=_SOFT))
    return "".join(parts)


def draw_swimmers(agents: Sequence[AgentSummary]) -> Markup:
    """Draw each patient's treatments in the order of the table, coloured by the response told."""
    lanes: dict[tuple[str, str], list[tuple[str, str | None]]] = {}
    for agent in agents:
        for report, patient, response, _ in agent.patients:
            lanes.setdefault((report, patient), []).append((agent.agent, response))
    rows = sorted(lanes.items())[:40]
    body = []
    for i, ((report, patient), given) in enumerate(rows):
        y = 8 + i * _ROW
        body.append(_text(_LABEL - 8, y + 14, f"{report[:24]} {patient}", anchor="end"))
        body += [_stretch(j, y, agent, response, len(given)) for j, (agent, response) in enumerate(given)]
    legend = "".join(
        f'<rect x="{_LABEL + k * 100}" y="{14 + len(rows) * _ROW}" width="12" height="12" fill="{colour}"/>'
        + _text(_LABEL + k * 100 + 17, 24 + len(rows) * _ROW, name, colour=_SOFT)
        for k, (name, colour) in enumerate([*_RESPONSE_COLOURS.items(), ("not told", "#ffffff")][:5])
    )
    told = "Treatments of each patient, coloured by the response told; white: no response told. Widths are equal: reports seldom give durations."
    return _figure("".join(body) + legend, 40 + len(rows) * _ROW, told)


def _stretch(position: int, y: float, agent: str, response: str | None, given: int) -> str:
    from markupsafe import escape

    width = (_WIDTH - _LABEL - 10) / max(given, 4)
    x = _LABEL + position * width
    colour = _RESPONSE_COLOURS.get(response or "", "#ffffff")
    return (
        f'<g><rect x="{x:.1f}" y="{y + 2}" width="{width - 3:.1f}" height="{_ROW - 6}" fill="{colour}" stroke="{_SOFT}" rx="3"/>'
        f"{_text(x + 5, y + 15, agent[: max(4, int(width / 7))], size=11)}"
        f"<title>{escape(f'{agent}: {response or chr(8212)}')}</title></g>"
    )


def draw_survival(told: TimeToEvent) -> Markup:
    """Draw the Kaplan-Meier estimate of the time to response, with the numbers at risk."""
    left, right, top, bottom = 60, _WIDTH - 30, 12, 220
    last = max(step.time for step in told.steps)

    def x(time: float) -> float:
        return left + (right - left) * time / (last * 1.05)

    def y(survival: float) -> float:
        return bottom - (bottom - top) * survival

    path = [f"M{x(0):.1f},{y(1):.1f}"]
    risk = []
    for step in told.steps:
        path.append(f"H{x(step.time):.1f}V{y(step.survival):.1f}")
        risk.append(
            _text(x(step.time), bottom + 34, str(step.at_risk), anchor="middle", colour=_SOFT, size=11)
        )
        risk.append(
            _text(x(step.time), bottom + 16, f"{step.time:g}", anchor="middle", colour=_SOFT, size=11)
        )
    path.append(f"H{right}")
    frame = f'<path d="M{left},{top}V{bottom}H{right}" fill="none" stroke="{_SOFT}"/>'
    ticks = "".join(
        _text(left - 6, y(v / 100) + 4, f"{v} %", anchor="end", colour=_SOFT, size=11) for v in (0, 50, 100)
    )
    curve = f'<path d="{"".join(path)}" fill="none" stroke="{_POINT}" stroke-width="2"/>'
    words = _text(left, bottom + 52, "months since treatment; below, patients at risk", colour=_SOFT, size=11)
    caption = f"Share of patients without response (Kaplan-Meier), {told.n} patients whose reports give times, {told.events} responses."
    return _figure(frame + ticks + curve + "".join(risk) + words, bottom + 60, caption)


def _text(
    x: float, y: float, words: str, *, anchor: str = "start", colour: str = _INK, size: int = 12
) -> str:
    from markupsafe import escape

    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" fill="{colour}" font-size="{size}">{escape(words)}</text>'


def _figure(body: str, height: float, caption: str) -> Markup:
    from markupsafe import Markup, escape

    return Markup(
        f'<figure><svg viewBox="0 0 {_WIDTH} {height:.0f}" role="img" aria-label="{escape(caption)}" font-family="inherit">'
        f"{body}</svg><figcaption>{escape(caption)}</figcaption></figure>"
    )
