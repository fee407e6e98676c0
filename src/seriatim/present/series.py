"""The series page: tables, figures and ledgers, every cell with the words it came from."""

from __future__ import annotations

from collections import Counter
from typing import Any

from seriatim.model import VARIABLE_TYPES, CaseCell, LedgerEntry, Quote, Series, SeriesReport
from seriatim.present._pages import fill, read_part
from seriatim.present.figures import draw_bars, draw_forest, draw_survival, draw_swimmers
from seriatim.present.series_terminal import say_column, say_flow, say_proportion
from seriatim.present.wording import DISCLAIMER

_CELL_CLASS = {
    "absent": "absent-cell",
    "not_reported": "silent",
    "uncertain": "uncertain-cell",
    "conflict": "uncertain-cell",
}
_LEDGERS = (
    ("treatment", "Treatments in the literature"),
    ("mechanism", "Mechanisms proposed"),
    ("count", "Counts of cases"),
    ("priority", "Priority"),
    ("comparison", "Comparisons"),
    ("recommendation", "Recommendations"),
    ("prognosis", "Prognosis"),
    ("definition", "Definitions"),
    ("classification", "Classification"),
)
_BARRED = ("sites", "class", "treatment", "modifier")


def render_series(series: Series) -> str:
    """Render a series as one HTML page that needs no network.

    Returns:
        The page; the same series gives the same bytes.
    """
    from markupsafe import Markup

    table = series.table
    return fill(
        "series.html",
        series=series,
        title=table.protocol.title or "Case series",
        flow=say_flow(series),
        plain=_plain_words(series),
        heads=_heads(series),
        rows=_rows(series),
        columns=[
            (c.variable.label, say_column(c, 12), VARIABLE_TYPES[c.variable.type]) for c in series.columns
        ],
        figures=_figures(series),
        agents=[
            (a, say_proportion(a.responded) if a.reported else "no response told") for a in series.agents
        ],
        differences=[(d, say_proportion(d.inside), say_proportion(d.outside)) for d in series.differences],
        ledgers=_ledgers(series),
        verdicts=_verdicts(series),
        methods=_methods(series),
        disclaimer=DISCLAIMER,
        script=Markup(read_part("series.js")),
    )


def _heads(series: Series) -> list[tuple[str, int]]:
    return [(v.label, n) for v, n in zip(series.table.variables, series.table.denominators, strict=True)]


def _rows(series: Series) -> list[dict[str, Any]]:
    names = {r.id: name_report(r) for r in series.reports}
    people = Counter(row.report for row in series.table.rows)
    return [
        {
            "report": row.report,
            "name": names.get(row.report, row.report),
            "several": people[row.report] > 1,
            "patient": row.patient,
            "label": row.label,
            "year": row.year or "",
            "cells": [_cell(c) for c in row.cells],
        }
        for row in series.table.rows
    ]


def name_report(report: SeriesReport) -> str:
    """Name a report as readers do: "Rossi 1994", "Rossi et al. 1994", or its id where no author is known."""
    authors = report.citation.authors
    if not authors:
        return report.id
    others = {1: "", 2: f" & {authors[-1].family}"}.get(len(authors), " et al.")
    return f"{authors[0].family}{others} {report.citation.year or ''}".strip()


def _cell(cell: CaseCell) -> dict[str, Any]:
    return {
        "text": cell.text,
        "class": _CELL_CLASS.get(cell.state, ""),
        "sort": "" if cell.number is None else f"{cell.number:g}",
        "quotes": [_quote(q) for q in cell.quotes],
    }


def _quote(quote: Quote) -> dict[str, str]:
    """A quote in its sentence: what stands before it, itself, what stands after it."""
    before, found, after = quote.sentence.partition(quote.text)
    words = {"before": before, "after": after} if found else {"before": "", "after": ""}
    return words | {"text": quote.text, "section": quote.section or "text", "fact": quote.fact}


def _plain_words(series: Series) -> list[str]:
    """The series in a few sentences a reader without statistics follows."""
    said = [say_flow(series)]
    said += [f"{c.variable.label}: {say_column(c, 3)}." for c in series.columns[:4]]
    told = [a for a in series.agents if a.reported]
    if told:
        listed = "; ".join(f"{a.agent}, {a.responded.events} of {a.reported} told" for a in told[:4])
        said.append(f"Complete or partial response was reported for {listed}.")
    return said


def _figures(series: Series) -> list[Any]:
    figures = [draw_bars(c) for c in series.columns if c.variable.type in _BARRED and len(c.counts) > 1]
    if any(a.reported for a in series.agents):
        figures += [draw_forest(series.agents), draw_swimmers(series.agents)]
    if series.time_to_response and series.time_to_response.steps:
        figures.append(draw_survival(series.time_to_response))
    return figures


def _ledgers(series: Series) -> list[tuple[str, list[dict[str, Any]]]]:
    second = {(s.report, s.claim): s for s in series.second_hand}
    by_kind: dict[str, list[LedgerEntry]] = {}
    for entry in series.ledger:
        by_kind.setdefault(entry.claim.kind, []).append(entry)
    return [
        (title, [_entry(e, second) for e in by_kind[kind]]) for kind, title in _LEDGERS if kind in by_kind
    ]


def _entry(entry: LedgerEntry, second: dict[tuple[str, str], Any]) -> dict[str, Any]:
    claim, link = entry.claim, second.get((entry.report, entry.claim.id))
    about = [
        claim.agent, claim.effect, claim.n is not None and f"n = {claim.n}", claim.n_reports is not None and f"{claim.n_reports} reports",
    ]  # fmt: skip
    return {
        "report": entry.report, "text": claim.text, "stance": claim.stance, "about": ", ".join(a for a in about if a),
        "endorsed": claim.endorsed, "cited": ", ".join(entry.cited), "primary": link.primary if link else "",
    }  # fmt: skip


def _verdicts(series: Series) -> dict[str, Any]:
    included = {(row.report, row.patient) for row in series.table.rows}
    sets: dict[str, None] = {}
    rows: dict[tuple[str, str], dict[str, Any]] = {}
    for report in series.reports:
        for verdict in report.verdicts:
            if verdict.patient and (report.id, verdict.patient) in included:
                sets[verdict.set] = None
                rows.setdefault((report.id, verdict.patient), {})[verdict.set] = verdict
    return {"sets": list(sets), "rows": [(*who, [held.get(s) for s in sets]) for who, held in rows.items()]}


def _methods(series: Series) -> str:
    releases = ", ".join(f"{name} {release}" for name, release in series.releases.items())
    table = series.table
    return (
        f"Reports were read with Seriatim ({releases}). {say_flow(series)} {len(table.variables)} variables were extracted for each patient, "
        f"each value tied to the words it came from; {_say_reviewed(series)}a variable that a report does not mention is not reported, never absent. Proportions are given "
        "among patients for whom the variable was reported, with exact (Clopper-Pearson) 95 % confidence intervals, and with bounds over all patients "
        "if every silent case were negative or positive. Groups were compared by Fisher's exact test with Holm's correction. Published cases are "
        "selected, so none of these proportions estimates a frequency in patients at large."
    )


def _say_reviewed(series: Series) -> str:
    told = series.reviewed
    if told is None:
        return ""
    return (
        f"of the {told.facts} facts read, reviewers ({', '.join(told.reviewers)}) accepted {told.accepted}, changed {told.changed} and "
        f"rejected {told.rejected}, and they added {told.added}; "
    )
