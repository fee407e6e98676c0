"""Report to antibiograms: which drugs a germ is resistant or susceptible to, a measurement for each drug."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from seriatim.extract._context import Context, begin_fact
from seriatim.model import Fact
from seriatim.terms import Hit, PhraseMatcher
from seriatim.terms.drugs import load_drugs
from seriatim.text import Prose, Sentence
from seriatim.text.tables import read_table

# How far the drugs of one cue are looked for.
_REACH = 300
_WORD = re.compile(r"[^\W_][\w-]*|[^\w\s]")
_SIGNS = frozenset(",()/;")


def find_susceptibilities(context: Context) -> list[Fact]:
    """Find what germs are resistant or susceptible to: "the isolate was resistant to ampicillin".

    Each drug of the list behind the cue is a measurement named by it; its value is the word for the result. Only
    sentences that speak of a germ are read: of a patient, "sensitive to penicillin" is an allergy.

    Source: data/susceptibility_words.tsv.

    Example:
        >>> from seriatim.model import Report
        >>> from seriatim.text import read_prose
        >>> text = "The isolate was resistant to ampicillin but sensitive to colistin."
        >>> facts = find_susceptibilities(Context(read_prose(Report(id="r", text=text))))
        >>> [(f.label, f.value) for f in facts]
        [('ampicillin susceptibility', 'resistant'), ('colistin susceptibility', 'sensitive')]
    """
    prose = context.prose
    cues = _cues().find(prose.text, folded=prose.folded)
    return [fact for at, cue in enumerate(cues) for fact in _read_cue(prose, cue, cues[at + 1 : at + 2])]


def _read_cue(prose: Prose, cue: Hit[str], following: list[Hit[str]]) -> Iterator[Fact]:
    sentence = prose.sentence_at(cue.start)
    if sentence is None or not _speaks_of_a_germ(prose, sentence):
        return
    result = _patterns()["result"].match(prose.folded, cue.start)
    said = result.span() if result else (cue.start, cue.end)
    end = min([sentence.end, cue.end + _REACH, *(h.start for h in following)])
    for label, place in _find_drugs(prose, cue.end, end):
        yield begin_fact(
            prose,
            "measurement",
            f"{label} susceptibility",
            place,
            status="present",
            value=prose.text[slice(*said)],
            value_span=said,
            method="laboratory",
            rule=f"susceptibility: {cue.entry}",
        )


def _speaks_of_a_germ(prose: Prose, sentence: Sentence) -> bool:
    return bool(_patterns()["context"].search(prose.folded, sentence.start, sentence.end))


def _find_drugs(prose: Prose, start: int, end: int) -> Iterator[tuple[str, tuple[int, int]]]:
    """Yield the drugs of a list that begins at `start`, until something else than a list stands between."""
    last = start
    for hit in load_drugs().find(prose.text[start:end], folded=prose.folded[start:end]):
        place = (start + hit.start, start + hit.end)
        if place[0] < last:
            continue
        if not _is_list(prose.folded[last : place[0]]):
            return
        yield hit.entry.name, place
        last = place[1]


def _is_list(gap: str) -> bool:
    words = _lists()
    return all(token in words or token in _SIGNS for token in _WORD.findall(gap))


@cache
def _lists() -> frozenset[str]:
    return frozenset(r["words"] for r in read_table("susceptibility_words.tsv") if r["role"] == "list")


@cache
def _cues() -> PhraseMatcher[str]:
    """The cues with what each means."""
    rows = read_table("susceptibility_words.tsv")
    return PhraseMatcher((r["words"], r["meaning"]) for r in rows if r["role"] == "cue")


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    """The words of a cue that are the result, and the words that tell of a germ."""
    germs = "|".join(
        re.escape(r["words"]) for r in read_table("susceptibility_words.tsv") if r["role"] == "context"
    )
    return {
        "result": re.compile(r"(?:not\s)?(?:intermediately\s)?[\w-]+(?=\s)"),
        "context": re.compile(rf"\b(?:{germs})\b"),
    }
