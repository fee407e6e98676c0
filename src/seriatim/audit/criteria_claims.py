"""What authors say of classification criteria against what their report describes."""

from __future__ import annotations

import re
from collections.abc import Iterator

from seriatim.audit.codes import make_note
from seriatim.model import Case, Claim, Note, Verdict
from seriatim.text import Prose
from seriatim.text.folding import fold
from seriatim.text.tables import read_table
from seriatim.text.wording import pattern_of

_FULFILS = re.compile(
    r"\b(?:ful+fil\w*|me(?:e)?ts?|meeting|satisf\w+|accord\w+ to|based on|had|has|having|diagnos\w+|classified|met by)\b"
)
_denies = pattern_of(r"\b{not_fulfilled}\b")
_NEAR = 60  # characters: a denial further from the criteria's name is of something else
_OUTCOMES = {
    "criteria-claim-supported": "what it describes bears it out",
    "criteria-claim-fragile": "what it describes bears it out, but a single item or reading would undo it",
    "criteria-claim-unsupported": "it describes too little to show it",
    "criteria-claim-contradicted": "what it describes rules it out",
}


def check_criteria_claims(case: Case, _: Prose) -> Iterator[Note]:
    """Compare each claim that the patient fulfils criteria with the verdicts on those criteria."""
    told: set[tuple[str, ...]] = set()
    for claim in case.claims:
        if claim.kind != "classification" or not claim.endorsed:
            continue
        words = fold(claim.text)
        if not _FULFILS.search(words):
            continue
        for sets in _named_sets(words, fold(case.report.title)):
            verdicts = [v for v in case.verdicts if v.set in sets]
            if verdicts and sets not in told:
                told.add(sets)
                yield _compare(claim, verdicts)


def _named_sets(words: str, title: str) -> Iterator[tuple[str, ...]]:
    for row in read_table("criteria_names.tsv"):
        needs, excludes = _cells(row["needs"]), _cells(row["excludes"])
        named = re.search(rf"(?<![\w/]){re.escape(row['words'])}(?![\w/])", words)
        if not named or _denies().search(words, max(0, named.start() - _NEAR), named.end() + _NEAR):
            continue
        if any(word in words for word in excludes) or (
            needs and not any(n in words or n in title for n in needs)
        ):
            continue
        yield tuple(row["sets"].split(";"))


def _cells(cell: str) -> list[str]:
    return [word for word in cell.split(";") if word]


def _compare(claim: Claim, verdicts: list[Verdict]) -> Note:
    met = [v for v in verdicts if v.status == "met"]
    if met:
        code = "criteria-claim-fragile" if all(map(_hangs_on_one, met)) else "criteria-claim-supported"
    elif all(v.status == "not_met" for v in verdicts):
        code = "criteria-claim-contradicted"
    else:
        code = "criteria-claim-unsupported"
    judged = met or verdicts
    scores = "; ".join(f"{v.title or v.set}: {v.status.replace('_', ' ')}{_score(v)}" for v in judged)
    message = f"The report says that criteria are fulfilled; {_OUTCOMES[code]} ({scores})."
    return make_note(code, message, claim.spans, (claim.id, *(v.set for v in judged)))


def _hangs_on_one(verdict: Verdict) -> bool:
    """Tell whether one item, or one reading, would change a verdict that is met."""
    return any(isinstance(f.item, str) and f.then != "met" for f in verdict.would_flip) or any(
        a.decides for a in verdict.assumptions
    )


def _score(verdict: Verdict) -> str:
    if verdict.score is None or verdict.threshold is None:
        return ""
    return f", {verdict.score:g} where {verdict.threshold:g} are needed"
