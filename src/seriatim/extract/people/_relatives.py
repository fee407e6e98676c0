"""The stretches of a sentence that are about a relative who is no patient of the report."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from seriatim.extract._context import Context
from seriatim.extract.people._person_words import word_as
from seriatim.terms import Hit
from seriatim.text import Sentence
from seriatim.text.wording import pattern_of

_clause = pattern_of(
    r";|\.\s|,?\s+(?:and|but|so|while|whereas)\s+(?=(?:he|she|his|her|(?:the|our)\s{patient_word})\b)"
    r"|,\s+(?=(?:he|she)\b)|\bbut\s(?=(?:there|no|none|otherwise|on|at|in)\b)|\b(?:presented|was\s+{brought_in})\b",
    re.I,
)
_PRONOUN = re.compile(r"[;,\s]*(?:(?:and|but|so|while|whereas)\s+)?(he|she|his|her)\b", re.I)
_STATEMENT = re.compile(r"[,;]|\b(?:and|but|with|had|was|were|showed)\b", re.I)
_of_relative = pattern_of(
    r"\b(?:in|of|among|affecting)\s+(?:(?:{whose}|{kin_kind}|two|both|one|a)\s+)*$", re.I
)
_themselves = pattern_of(
    r"(?<!\bhis )(?<!\bher )(?<!'s )\b(?:two|three|four|five|both|these|affected|{twin_kind})\s+$", re.I
)
_bracketed = pattern_of(r"\b(?:{patient_word}|case)\s\(\Z", re.I)
"""Before a word that says whose relative the patient is: "the patient (son)"."""
_APPOSED = re.compile(r"\s?(?:\([^()]{0,40}\))?,\s(?:an?|the|her|his|their)\s(?:[\w-]+\s){0,3}", re.I)
_compared = pattern_of(
    r"\b(?:(?:un)?like|similar(?:ly)?\sto|(?:same|just)\sas|as\sin)\s+(?:(?:{whose}|{kin_kind})\s+)*$", re.I
)
"""Before a relative with whom the patient is compared: "like his brother he developed epilepsy"."""
_HISTORY = re.compile(
    r"\b(?:no\s)?(?:known\s|medical\s|significant\s|positive\s|previous\s)*history\sof\b", re.I
)
_LABEL = re.compile(r"\s?[:\u2013-]\s")
"""Behind a word that heads what follows it: "Family history: mother, gout; no cancer"."""
_WORDS = re.compile(r"[\w-]+")
_REACH = 30  # characters before a relative in which "in her two older" may stand


def find_relative_stretches(
    context: Context, sentence: Sentence, cues: Sequence[Hit[str]]
) -> Iterator[tuple[int, int]]:
    """Yield the stretches that speak of a relative: from the relative to the end of the clause.

    "Diabetes in her mother" has the relative at its end. A relative who is a patient of the report ("two sisters" of
    a report of several), and one who only tells ("her mother noticed"), make no stretch.
    """
    text = context.prose.text
    relatives = list(_relatives(context, sentence, cues))
    own = _WORDS.findall(" ".join(p.label.lower() for p in context.people.patients)) if relatives else []
    for start, end in relatives:
        if any(start <= at < end for at in context.people.taken_up):
            continue
        if text[start:end].split()[-1].lower().removesuffix("'s") in own:
            continue
        if _is_labelled(context, sentence, start):
            continue
        if _compared().search(text, max(sentence.start, start - _REACH), start):
            continue
        noun = text.rfind(" ", start, end) + 1 or start
        themselves = _themselves().search(text, max(0, start - _REACH), noun) is not None
        if len(context.people.patients) > 1 and themselves and not _is_older(text[start:end]):
            continue
        labelled = _LABEL.match(text, end) is not None and text[start:end].lower().endswith("history")
        stop = None if labelled else _next_clause(context, end, sentence.end)
        yield _beginning(text, sentence, start), (stop.start() if stop else sentence.end)


def _beginning(text: str, sentence: Sentence, start: int) -> int:
    """Where a stretch begins: at the relative, or at the statement that ends in one ("no history of gout in her family")."""
    behind = text.startswith(("in ", "In "), start)
    if not behind and not _of_relative().search(text, max(sentence.start, start - _REACH), start):
        return start
    history = list(_HISTORY.finditer(text, sentence.start, start))
    if history:
        return history[-1].start()
    return max([sentence.start, *(m.end() for m in _STATEMENT.finditer(text, sentence.start, start))])


def _next_clause(context: Context, start: int, end: int) -> re.Match[str] | None:
    """Find where the words about a relative end; "; she" goes on with them where no patient can be meant."""
    sexes = {p.sex for p in context.people.patients}
    for stop in _clause().finditer(context.prose.text, start, end):
        pronoun = _PRONOUN.match(context.prose.text, stop.start(), end)
        word = word_as(pronoun[1].lower(), "pronoun") if pronoun else None
        if word is None or not sexes or None in sexes or word.sex in sexes:
            return stop
    return None


def _is_labelled(context: Context, sentence: Sentence, start: int) -> bool:
    """Tell whether a relative is the patient whose label stands before ("Patient 2 (V:7), a cousin of patient 1")."""
    scene = context.people.scene
    labels = scene.labels_at.get(sentence.index, ()) if scene is not None else ()
    return any(x.end <= start and _APPOSED.fullmatch(context.prose.text, x.end, start) for x in labels)


def find_parents(context: Context, sentence: Sentence) -> Iterator[tuple[int, int]]:
    """Yield the places of the "30-year-old woman" to whom a patient was born.

    Args:
        context: the prose and its people.
        sentence: the sentence.
    """
    scene = context.people.scene
    for mention in scene.mentions_at.get(sentence.index, ()) if scene is not None else ():
        if mention.kin and word_as(mention.noun, "noun"):
            yield mention.start, mention.end


def _is_older(words: str) -> bool:
    """Tell whether relatives are of an earlier generation, so that "both parents" are not the patients."""
    kin = word_as(words.split()[-1].lower(), "kin", "kin_plural")
    return kin is not None and kin.stage in ("parent", "grandparent")


def _relatives(context: Context, sentence: Sentence, cues: Sequence[Hit[str]]) -> Iterator[tuple[int, int]]:
    for cue in cues:
        if cue.entry == "relative" and not _bracketed().search(
            context.prose.text, max(0, cue.start - _REACH), cue.start
        ):
            yield cue.start, cue.end
    yield from find_parents(context, sentence)
    named = context.people.family.get(sentence.index)
    if named and not any(c.entry == "informant" for c in cues):
        at = context.prose.text.find(named, sentence.start, sentence.end)
        if at >= 0:
            yield at, at + len(named)
