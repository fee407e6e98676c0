"""One case as a self-contained page: the text with its facts, and everything drawn from it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from seriatim.model import Case, Claim, Fact, Patient
from seriatim.present._pages import embed_json, fill, read_part
from seriatim.present.timeline import draw_timeline
from seriatim.present.verdicts import render_verdicts
from seriatim.present.wording import (
    DISCLAIMER,
    KIND_TITLES,
    fold_facts,
    say_age,
    say_no_patient,
    say_result,
    say_review,
    say_together,
)

if TYPE_CHECKING:
    from markupsafe import Markup

_SEVERITIES = ("error", "warning", "info")


def render_case(case: Case) -> str:
    """Render a case as one HTML page that needs no network.

    Returns:
        The page; the same case gives the same bytes.
    """
    from markupsafe import Markup

    report = case.report
    names = ", ".join(f"{a.family} {a.given}".strip() for a in report.authors)
    doi = f"doi:{report.doi}" if report.doi else None
    return fill(
        "case.html",
        case=case,
        byline="; ".join(filter(None, (names, report.journal, str(report.year or ""), doi))),
        patients=[_patient(case, p) for p in case.patients],
        kinds=[(k, t) for k, t in KIND_TITLES.items() if any(f.kind == k for f in case.facts)],
        no_patient=say_no_patient(case),
        text=mark_text(case),
        verdicts=Markup(render_verdicts(case.verdicts, case.facts)),
        claims=[_claim(c) for c in case.claims],
        notes=sorted(case.notes, key=lambda n: _SEVERITIES.index(n.severity)),
        disclaimer=DISCLAIMER,
        releases=", ".join(f"{k} {v}" for k, v in case.releases.items()),
        facts_json=embed_json({f.id: _details(case, f) for f in case.facts}),
        script=Markup(read_part("case.js")),
    )


def _patient(case: Case, patient: Patient) -> dict[str, Any]:
    facts = [f for f in case.facts_of(patient.id) if f.kind != "time"]
    order = list(KIND_TITLES)
    rows = sorted(
        fold_facts(facts),
        key=lambda pair: (order.index(pair[0].kind), pair[0].status != "present", pair[0].start),
    )
    return {
        "id": patient.id,
        "who": ", ".join(filter(None, (patient.sex, say_age(patient.age, patient.age_range))))
        or "age and sex not reported",
        "label": patient.label,
        "timeline": draw_timeline(patient, facts),
        "rows": [_row(fact, same) for fact, same in rows],
    }


def _row(fact: Fact, same: list[Fact]) -> dict[str, Any]:
    quotes = [
        {"anchor": f"at-{f.id}", "text": " ... ".join(" ".join(s.text.split()) for s in f.spans)}
        for f in same
    ]
    return {
        "kind": fact.kind, "title": KIND_TITLES[fact.kind], "label": fact.label, "code": " ".join(fact.all_codes[:2]),
        "status": fact.status, "cue": fact.cue or "", "details": say_together(same), "quotes": quotes,
    }  # fmt: skip


def _claim(claim: Claim) -> dict[str, Any]:
    known = (
        ("n", claim.n), ("reports", claim.n_reports), ("unit", claim.unit), ("of", claim.population),
        ("agent", claim.agent), ("for", claim.condition), ("effect", claim.effect),
    )  # fmt: skip
    details = ", ".join(f"{name}: {value}" for name, value in known if value is not None)
    return {
        "kind": claim.kind, "text": claim.text, "stance": claim.stance, "endorsed": claim.endorsed,
        "citations": claim.citations, "details": details,
    }  # fmt: skip


def _details(case: Case, fact: Fact) -> dict[str, str]:
    page = case.report.page_at(fact.start)
    known = {
        "what": fact.label,
        "kind": fact.kind,
        "code": " ".join(fact.all_codes),
        "status": fact.status + (f" (“{fact.cue}”)" if fact.cue else ""),
        "about": fact.patient or fact.subject,
        "details": say_result(fact),
        "method": fact.method or "",
        "section": fact.section or "",
        "page": str(page.number) if page else "",
        "cites": ", ".join(fact.citations),
        "rule": fact.rule or "",
        "review": say_review(fact.review),
        "id": fact.id,
    }
    return {k: v for k, v in known.items() if v}


def mark_text(case: Case) -> Markup:
    """Mark a report's text with its facts; where several lie on the same words, the mark names them all."""
    from markupsafe import Markup, escape

    text = case.report.text
    named: set[str] = set()
    parts: list[str] = []
    at = 0
    for start, end, facts in _segments(case):
        parts += [str(escape(text[at:start])), _mark(text[start:end], facts, named)]
        at = end
    return Markup("".join([*parts, str(escape(text[at:]))]))


def _segments(case: Case) -> Iterator[tuple[int, int, list[Fact]]]:
    """Stretches of text over which the same facts lie, in order."""
    opens: dict[int, list[Fact]] = {}
    closes: dict[int, list[Fact]] = {}
    for fact in case.facts:
        for span in fact.spans:
            opens.setdefault(span.start, []).append(fact)
            closes.setdefault(span.end, []).append(fact)
    live: list[Fact] = []
    edges = sorted(opens.keys() | closes.keys())
    for edge, following in zip(edges, [*edges[1:], *edges[-1:]], strict=True):
        for fact in closes.get(edge, ()):
            live.remove(fact)
        live += opens.get(edge, [])
        if live and following > edge:
            yield edge, following, list({f.id: f for f in live}.values())


def _mark(words: str, facts: list[Fact], named: set[str]) -> str:
    from markupsafe import escape

    first = min(facts, key=lambda f: (f.kind == "time", f.spans[-1].end - f.start))
    anchors = "".join(f'<a id="at-{f.id}"></a>' for f in facts if f.id not in named)
    named.update(f.id for f in facts)
    ids, kinds = " ".join(f.id for f in facts), " ".join(dict.fromkeys(f.kind for f in facts))
    derived = " derived" if first.rule else ""
    title = escape("; ".join(f"{f.label} {f.code or ''} {f.status}".strip() for f in facts))
    return (
        f'{anchors}<mark tabindex="0" class="{first.kind} {first.status} {first.subject}{derived}" data-f="{ids}" data-k="{kinds}"'
        f' title="{title}">{escape(words)}</mark>'
    )
