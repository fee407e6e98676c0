"""Verdicts of criteria sets, to be read in ten seconds and opened to the quotes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from html import escape

from seriatim.model import Assumption, Fact, Flip, Item, Verdict
from seriatim.present._pages import read_part

_SIGNS = {"met": "✓", "not_met": "✗", "unknown": "?"}
_WORDS = {"met": "met", "not_met": "not met", "unknown": "unknown"}
DISCLAIMER = (
    "Classification criteria are made for research, not for diagnosis. What is shown follows from what was "
    "reported; what was not reported is unknown."
)
_FEW = 6  # changes shown before the rest is only counted


def render_verdicts(verdicts: Iterable[Verdict], facts: Iterable[Fact]) -> str:
    """Render verdicts as an HTML fragment: one line a set, opening to its items and their quotes.

    Args:
        verdicts: as criteria give them.
        facts: the facts the verdicts name; a quote links to `#at-<fact id>`.

    Returns:
        HTML without scripts; everything from the report is escaped.
    """
    held = list(verdicts)
    if not held:
        return "<p>No criteria set was applied.</p>"
    known = {f.id: f for f in facts}
    many = len({v.patient for v in held if v.patient}) > 1
    return "\n".join(_verdict(v, known, many) for v in held)


def render_verdicts_page(verdicts: Iterable[Verdict], facts: Iterable[Fact], title: str) -> str:
    """Render verdicts as a page of its own, with the words behind each fact at its end."""
    held, known = list(verdicts), list(facts)
    used = {fact_id for v in held for item in v.items for fact_id in item.facts}
    quotes = "".join(_quoted(f) for f in known if f.id in used)
    return (
        f'<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><title>{escape(title)}</title>'
        f'<meta name="viewport" content="width=device-width"><style>{read_part("style.css")}</style></head>'
        f"<body><main><h1>{escape(title)}</h1>\n{render_verdicts(held, known)}\n"
        f"<h2>Facts</h2><dl>{quotes}</dl></main><footer><p>{escape(DISCLAIMER)}</p></footer></body></html>\n"
    )


def _quoted(fact: Fact) -> str:
    words = " … ".join(" ".join(s.text.split()) for s in fact.spans) or fact.label
    return f'<dt id="at-{escape(fact.id)}">{escape(fact.id)}</dt><dd>{escape(words)} ({escape(fact.status)})</dd>'


def _verdict(verdict: Verdict, facts: Mapping[str, Fact], many: bool) -> str:
    whose = f"{escape(verdict.patient)}: " if many and verdict.patient else ""
    score = f' <span class="small">{escape(say_score(verdict))}</span>' if verdict.score is not None else ""
    result = f" <b>{escape(verdict.result)}</b>" if verdict.result else ""
    said = _say_authors(verdict.disagrees_with_authors)
    authors = f' <span class="small soft">{escape(said.strip())}</span>' if said else ""
    return (
        f'<details class="verdict"><summary>{_badge(verdict.status)} {whose}'
        f"{escape(verdict.title or verdict.set)}{result}{score}{authors}</summary>\n"
        f"{_paragraph(verdict.why)}{_table(verdict, facts)}"
        f"{_flips(verdict)}{_readings(verdict.assumptions)}</details>"
    )


def _badge(status: str) -> str:
    return f'<span class="badge {status}">{_SIGNS[status]} {_WORDS[status]}</span>'


def _paragraph(words: str) -> str:
    return f'<p class="soft small">{escape(words)}</p>\n' if words else ""


def _say_authors(disagrees: bool | None) -> str:
    if disagrees is None:
        return ""
    return " (the authors say otherwise)" if disagrees else " (as the authors say)"


def say_score(verdict: Verdict) -> str:
    """Say the score, what was needed, and what it could still become.

    Example:
        >>> say_score(Verdict("acr-1997", "met", score=4, threshold=4, range=(4, 11)))
        '4 of 4 needed, up to 11'
    """
    if verdict.score is None:
        return ""
    needed = f" of {verdict.threshold:g} needed" if verdict.threshold is not None else ""
    open_end = verdict.range and verdict.range[1] != verdict.range[0]
    return f"{verdict.score:g}{needed}" + (
        f", up to {verdict.range[1]:g}" if verdict.range and open_end else ""
    )


def _table(verdict: Verdict, facts: Mapping[str, Fact]) -> str:
    told, silent = _split(verdict.items)
    rows = "".join(_row(item, facts) for item in told)
    head = "<tr><th>Item</th><th>Status</th><th>Points</th><th>Why</th></tr>"
    table = f'<div class="scroll"><table><thead>{head}</thead><tbody>{rows}</tbody></table></div>\n'
    return (table if told else "") + _silent(silent, _silence(verdict))


def _split(items: Iterable[Item]) -> tuple[list[Item], list[Item]]:
    """Part what the report speaks of, the decided first, from what it is silent on."""
    order = list(_SIGNS)
    held = sorted(items, key=lambda item: (order.index(item.status), not item.facts))
    silent = [item for item in held if item.status == "unknown" and not item.facts]
    return [item for item in held if item not in silent], silent


def _silence(verdict: Verdict) -> str:
    """Name what is open: of a patient it was not reported, of a report the reviewer is asked."""
    return "not reported" if verdict.patient else "not reported or asked of the reviewer"


def _silent(items: Iterable[Item], silence: str) -> str:
    held = list(items)
    if not held:
        return ""
    named = ", ".join(_named(item) for item in held)
    reasons = "".join(f"<li>{escape(item.label)}: {escape(item.why)}</li>" for item in held)
    return (
        f'<details class="small"><summary>{_badge("unknown")} {len(held)} {silence}: {escape(named)}</summary>'
        f"<ul>{reasons}</ul></details>\n"
    )


def _named(item: Item) -> str:
    return item.label if item.weight in (None, 1) else f"{item.label} ({item.weight:g})"


def _row(item: Item, facts: Mapping[str, Fact]) -> str:
    points = "" if item.weight is None else f"{item.weight:g}"
    if item.status == "met" and points and not item.counted:
        points = f"<s>{points}</s>"
    return (
        f"<tr><td>{escape(item.label)}</td><td>{_badge(item.status)}</td><td>{points}</td>"
        f"<td>{_why(item, facts)}</td></tr>\n"
    )


def _why(item: Item, facts: Mapping[str, Fact]) -> str:
    words = f"{escape(item.why)}{_links(item, facts)}"
    if not item.children:
        return words
    inner = "".join(_proof(child, facts) for child in item.children)
    return f"<details><summary>{words}</summary><ul>{inner}</ul></details>"


def _proof(item: Item, facts: Mapping[str, Fact]) -> str:
    inner = "".join(_proof(child, facts) for child in item.children)
    below = f"<ul>{inner}</ul>" if inner else f" {escape(item.why)}{_links(item, facts)}"
    return f"<li>{_badge(item.status)} {escape(item.label)}{below}</li>"


def _links(item: Item, facts: Mapping[str, Fact]) -> str:
    known = [f for f in item.facts if f in facts]
    marks = " ".join(f'<a href="#at-{escape(f)}">{escape(f)}</a>' for f in known)
    return f' <span class="small">{marks}</span>' if marks else ""


def _flips(verdict: Verdict) -> str:
    if not verdict.would_flip:
        return ""
    labels = {item.id: item.label for item in verdict.items}
    shown = "".join(f"<li>{escape(_flip(f, labels))}</li>" for f in verdict.would_flip[:_FEW])
    rest = len(verdict.would_flip) - _FEW
    more = f"<li>and {rest} more</li>" if rest > 0 else ""
    return f"<h4>Would change the verdict</h4><ul>{shown}{more}</ul>\n"


def _flip(flip: Flip, labels: Mapping[str, str]) -> str:
    items = (flip.item,) if isinstance(flip.item, str) else flip.item
    named = " and ".join(labels.get(item, item) for item in items)
    return f"{named} {_WORDS.get(flip.if_, flip.if_)} → verdict {_WORDS.get(flip.then, flip.then)}"


def _readings(assumptions: Iterable[Assumption]) -> str:
    said = "".join(
        f"<li>{escape(a.text)} <span class='soft'>{escape(a.changes)}</span></li>" for a in assumptions
    )
    return f"<h4>Readings it hangs on</h4><ul>{said}</ul>\n" if said else ""


def say_verdicts(verdicts: Iterable[Verdict]) -> str:
    """Write verdicts for a terminal: the verdict, its items, what would change it, the readings it hangs on."""
    return "\n".join(line for verdict in verdicts for line in _lines(verdict))


def _lines(verdict: Verdict) -> Iterator[str]:
    whose = f"{verdict.patient} · " if verdict.patient else ""
    result = f" · {verdict.result}" if verdict.result else ""
    score = f" · {say_score(verdict)}" if verdict.score is not None else ""
    said = _say_authors(verdict.disagrees_with_authors)
    yield f"{_WORDS[verdict.status].upper()}{result}{score} · {whose}{verdict.title or verdict.set}{said}"
    told, silent = _split(verdict.items)
    for item in told:
        points = "" if item.weight is None else f" [{item.weight:g}{'' if item.counted else ', not counted'}]"
        shown = points if item.status == "met" else ""
        yield f"  {_SIGNS[item.status]} {item.label}{shown}: {item.why}"
    if silent:
        yield f"  {_SIGNS['unknown']} {_silence(verdict)}: {', '.join(_named(item) for item in silent)}"
    labels = {item.id: item.label for item in verdict.items}
    for flip in verdict.would_flip[:_FEW]:
        yield f"  ↔ {_flip(flip, labels)}"
    if len(verdict.would_flip) > _FEW:
        yield f"  ↔ and {len(verdict.would_flip) - _FEW} more"
    for assumption in verdict.assumptions:
        yield f"  § {assumption.text} ({assumption.changes})"
    yield ""
