"""W3C Web Annotations: every fact and claim as a note on the report's text.

Source: Web Annotation Data Model, W3C Recommendation, 23 February 2017.
"""

from __future__ import annotations

from typing import Any

from seriatim.model import Case, Claim, Fact, Spans

_CONTEXT = "http://www.w3.org/ns/anno.jsonld"
_AROUND = 32  # characters of context before and after a quote


def make_annotations(case: Case) -> dict[str, Any]:
    """Make an annotation collection of a case; the target is its canonical text."""
    source = f"urn:seriatim:{case.report.id}"
    items = [
        _annotation(case, source, f"fact-{f.id}", f.spans, _fact_bodies(f)) | _authorship(f)
        for f in case.facts
    ]
    items += [_annotation(case, source, f"claim-{c.id}", c.spans, _claim_bodies(c)) for c in case.claims]
    return {
        "@context": _CONTEXT,
        "id": f"{source}/annotations",
        "type": "AnnotationCollection",
        "label": case.report.title or case.report.id,
        "total": len(items),
        "first": {"id": f"{source}/annotations/1", "type": "AnnotationPage", "startIndex": 0, "items": items},
    }


def _annotation(
    case: Case, source: str, name: str, spans: Spans, bodies: list[dict[str, Any]]
) -> dict[str, Any]:
    text = case.report.text
    targets = [
        {
            "source": source,
            "selector": [
                {"type": "TextPositionSelector", "start": s.start, "end": s.end},
                {
                    "type": "TextQuoteSelector",
                    "exact": s.text,
                    "prefix": text[max(0, s.start - _AROUND) : s.start],
                    "suffix": text[s.end : s.end + _AROUND],
                },
            ],
        }
        for s in spans
    ]
    return {
        "id": f"{source}/{name}",
        "type": "Annotation",
        "motivation": "identifying",
        "body": bodies,
        "target": targets[0] if len(targets) == 1 else targets,
    }


def _fact_bodies(fact: Fact) -> list[dict[str, Any]]:
    told = f"{fact.kind}: {fact.label} ({fact.status}, {fact.subject})"
    bodies: list[dict[str, Any]] = [{"type": "TextualBody", "value": told, "purpose": "describing"}]
    return bodies + [
        {"type": "SpecificResource", "source": code, "purpose": "identifying"} for code in fact.all_codes
    ]


def _authorship(fact: Fact) -> dict[str, Any]:
    """Who decided on a fact, and when; nothing where no reviewer did."""
    if fact.review is None:
        return {}
    people = [{"type": "Person", "name": name} for name in fact.review.reviewers]
    return {"creator": people[0] if len(people) == 1 else people, "modified": fact.review.decided_at}


def _claim_bodies(claim: Claim) -> list[dict[str, Any]]:
    return [{"type": "TextualBody", "value": f"{claim.kind} claim ({claim.stance})", "purpose": "describing"}]
