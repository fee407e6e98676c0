"""How much an outcome word says by the words beside it: all of a change, a part, none, or that it was kept from coming."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from seriatim.extract.actions._response_words import AHEAD, ResponseWord
from seriatim.terms import Hit
from seriatim.text.wording import load_classes, pattern_of

_WHOLE = ResponseWord("resolved", "complete")
_PART = ResponseWord("improved", "partial")
_NONE = ResponseWord("not improved", "none")
_INSTEAD: Mapping[str, ResponseWord] = {
    "resolved": _NONE,
    "improved": _NONE,
    "progression": ResponseWord("stable", "none"),
    "recurrence": ResponseWord("no recurrence", "complete"),
}
"""What came instead of an outcome that is denied beside it ("has not yet | healed", "no | reduction")."""
_CHECKED: Mapping[str, ResponseWord] = {
    "progression": ResponseWord("stable", "partial"),
    "recurrence": _INSTEAD["recurrence"],
}
"""What came of an outcome that was kept from coming ("halted the | progression")."""
_BETTER = frozenset({"improved", "resolved"})

_unreached = pattern_of(
    r"\b(?:{is}|{has}|did|does|do|could)\s(?:not|never)\s(?:(?:yet|been)\s){0,2}\Z|\b(?:never|not|fail(?:ed|s|ing)?\sto|unable\sto)\s\Z"
)
_denied = pattern_of(
    r"\b(?:{grade_none}(?!\slonger)"
    r"|(?:(?:did|do|does|{has}|could|can)\s(?:not|never)|fail(?:ed|s|ing)?\sto|unable\sto)\s{brings}"
    r"(?:\s(?:in|to|about|with|for))?(?:\s(?:any|an?|the|much))?)\s"
    r"(?:(?!(?:and|but|or|of|in|to|with|without|{is}|{has}|after|from|on|by|for|side)\s)[a-z-]+\s){0,3}\Z"
)
_checked = pattern_of(
    r"(?<!not )(?<!never )(?<!ed to )(?<!s to )\b{checks}\s(?:(?:the|any|this|its|his|her|further|more|disease|tumou?r)\s){0,3}\Z"
)
_made = r"\b(?:made|left|rendered|kept)\s(?:[a-z-]+\s){1,5}\Z"
_let = pattern_of(
    r"\b(?:allow|enabl|caus|help|permitt|let|made|induc)(?:ed|ing|s)?\s(?:[a-z-]+\s){1,5}(?:to\s)?(?:[a-z]+ly\s)?\Z"
)
_copula = pattern_of(
    rf"{_made}|"
    r"\b(?:{is}|{has}|be|been|being|prov(?:ed|es|en|ing)(?:\sto\sbe)?|{became}|got|felt|not)\s"
    r"(?:(?:not|never|a\slittle|[a-z]+ly|much|far|very|quite|most|so|somewhat|even|highly|also|both|all|been|become)\s){0,3}\Z"
)
_turned = pattern_of(
    rf"{_made}|"
    r"\b{turned}\s(?:(?:a\slittle|[a-z]+ly|much|far|very|so|somewhat|even|also|both|all)\s){0,2}\Z"
)
_GRADE = r"(?P<nearly>{grade_nearly}\s(?:yet\s)?|near-)?\b(?P<grade>{grade_whole}|{grade_part}|{grade_good}|{grade_poor})"
_graded_noun = pattern_of(
    rf"\b(?:only\s)?{_GRADE}(?:,\s[a-z-]+|\s(?:and|but|or)\s[a-z-]+)?\s(?:{{respect}}\s){{0,2}}\Z"
)
_graded_verb = pattern_of(rf"\b{_GRADE}\s(?:and\s[a-z-]+\s)?\Z")
_grade_behind = pattern_of(rf"\s(?:(?:very|only)\s)?{_GRADE}\b(?!\s(?:by|of)\b)")
_grade_said = pattern_of(
    r"(?:\s(?:of|to|in|with|on)(?:\s[a-z-]+){1,5}?)?\s(?:{is}|{has}\sbeen|proved|remained)\s(?:(?:[a-z]+ly|very|rather|quite|so)\s)?"
    rf"{_GRADE}\b(?!\s[a-z]+(?:ed|ing|ful)\b)"
)
SHARE = r"(?:(?:about|nearly|some|over|by)\s)?(?:\d\d?\s?%|half|most|many|some|several|part|two[\s-]thirds|a\sthird)"
"""How much of several things, or by how much."""
_share_behind = pattern_of(rf"\s{SHARE}(?!\w)")
_share_before = pattern_of(r"(?<!\d)\d\d?\s?%\s\Z")
_of = pattern_of(r"\s(?:of|in)\s")


@dataclass(frozen=True, slots=True)
class Graded:
    """An outcome word with the words beside it that say how much: its place, and what both say together.

    Attributes:
        denies: its own words deny the change ("no reduction"), which denies no outcome.
    """

    start: int
    end: int
    entry: ResponseWord
    denies: bool = False


def grade(folded: str, low: int, hit: Hit[ResponseWord]) -> Graded | None:
    """Read an outcome word with what denies or grades it; None where a denial or a grade that it needs is missing.

    Args:
        folded: the folded text.
        low: where the sentence begins.
        hit: the outcome word.
    """
    low = max(low, hit.start - AHEAD)
    start, end, entry = hit
    if not _is_led(folded, low, hit):
        return None
    if (
        entry.form == "noun"
        and (checked := _checked().search(folded, low, start))
        and entry.label in _CHECKED
    ):
        return Graded(checked.start(), end, _CHECKED[entry.label])
    if denial := (_denied() if entry.form == "noun" else _unreached()).search(folded, low, start):
        instead = entry if "denied" in entry.needs else _INSTEAD.get(entry.label)
        return Graded(denial.start(), end, instead, denies=True) if instead else Graded(start, end, entry)
    if "denied" in entry.needs:
        return None
    return _by_degree(folded, low, hit)


def _is_led(folded: str, low: int, hit: Hit[ResponseWord]) -> bool:
    """Tell whether what an outcome word needs before it is there: a verb of being or becoming, or of letting."""
    entry = hit.entry
    if entry.form == "predicate":
        return bool((_turned if "turn" in entry.needs else _copula)().search(folded, low, hit.start))
    if "let" not in entry.needs:
        return True
    return bool(_let().search(folded, low, hit.start) or _unreached().search(folded, low, hit.start))


def _by_degree(folded: str, low: int, hit: Hit[ResponseWord]) -> Graded | None:
    """Read an outcome word with the word beside it that says how much of it there was."""
    start, end, entry = hit
    before = behind = None
    if entry.form:
        before = (_graded_noun() if entry.form == "noun" else _graded_verb()).search(folded, low, start)
    if entry.form and before is None:
        behind = (_grade_said() if entry.form == "noun" else _grade_behind()).match(folded, end)
    if (found := before or behind) is None:
        needs_of = "of" in entry.needs and not _of().match(folded, end)
        return None if needs_of or entry.needs == {"grade"} else _by_share(folded, low, hit)
    answers = "grade" in entry.needs
    said = entry.form != "noun" or found is behind
    degree = _degree(found["grade"], nearly=bool(found["nearly"]), answers=answers, said=said)
    if degree is not None and (entry.label in _BETTER or "grade" in entry.needs):
        entry = degree
    return Graded(before.start() if before else start, behind.end() if behind else end, entry)


def _by_share(folded: str, low: int, hit: Hit[ResponseWord]) -> Graded:
    """Read an outcome word with a share beside it: what is gone of "80% of the lesions" is gone in part."""
    start, end, entry = hit
    found = entry.form and entry.label == "resolved"
    before = _share_before().search(folded, low, start) if found and entry.form == "noun" else None
    behind = _share_behind().match(folded, end) if found and entry.form == "verb" else None
    return Graded(before.start() if before else start, end, _PART if before or behind else entry)


def _degree(word: str, *, nearly: bool, answers: bool, said: bool) -> ResponseWord | None:
    """What a grade makes of an outcome that is for the better; None where it leaves it as it is."""
    if word in load_classes()["grade_whole"]:
        return _PART if nearly else _WHOLE
    if (answers or said) and word in load_classes()["grade_poor"]:
        return _NONE
    return _PART if answers or word in load_classes()["grade_part"] else None
