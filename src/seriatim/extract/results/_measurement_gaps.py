"""What stands between two items of a sentence, and whether they belong together.

Only words of the closed lists of data/result_words.tsv may stand between what belongs together.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from seriatim.extract.results._measurement_vocabulary import load_words, tokens
from seriatim.text.wording import pattern_of

LINK_SIGNS = frozenset("(=:,[-\u2013\u2014~\u2010)]<>")
_LIST_SIGNS = frozenset(",;/()&+:[]-\u2013.")
_LEAD_SIGNS = frozenset("-(:\"'\u2018\u201c\u2010")
_LIST_OPENINGS = frozenset({",", "and", "or", "/", ";"})
LONGEST = 90
_MOST_UNKNOWN = 4
_MOST_TOKENS = 14
_LONGEST_OF = 6
_CIRCUMSTANCE = re.compile(r"\s(?:after|following|before|during|on|at|upon|in|despite)\s[^().;:]{1,60}\s\(")
# "and it was", "and 24 hours later it was", ", the urinary one was", "and that in the left eye was"
_pronoun = pattern_of(
    r"(?:[,;]|\b(?:and|but|when|while))\s"
    r"(?:(?:[\w-]+\s){1,4}(?:later|after|afterwards),?\s|(?:on|at|by|after|in)\s(?:[\w-]+\s){0,3}\d+(?:\s[\w-]+)?,?\s)?"
    r"(?:it|this|which|the\s[\w-]+\sone|that\s(?:in|of|on|at|from|after|before)\s(?:[\w-]+\s){0,3}[\w-]+)"
    r"\s(?:had\s)?(?:was|been|is|{came_to})\s(?:about\s|only\s)?$"
)
# " two hours" of "two hours after the sting was"
_lapse = pattern_of(
    r"\s(?:(?:about|approximately|some)\s)?(?:[\d.]+|an?|{to_ten}|twelve|several|a few)[\s-](?:{time_unit}|h)(?=\s{time_side}\b)"
)
# " were performed and" of "colonoscopy was performed and yielded normal findings"
_done = pattern_of(r"^(?:\s[\w-]+)?\s(?:was|were)\s(?:{adverb}\s)?{tested}\sand\s(?:(?:it|they|both|all)\s)?")
# ", which had been stable,"
_clause = pattern_of(r"^,\s{aside}\b[^,;:.()]{1,80},(?=\s)")
# " at one, five and ten minutes"
_times = pattern_of(
    r"\s(?:at|after|on)\s(?:(?:{to_ten}|\d{1,2})(?:\s{time_unit})?(?:,\s(?:and\s)?|\sand\s)){1,4}(?:{to_ten}|\d{1,2})[\s-]{time_unit}\b(?:\sof\s(?:age|life))?"
)
_SHORTEST_ASIDE = 12
_PERFECT = frozenset({"have", "has", "had"})
_NUMBER = re.compile(r"[<>\u2264\u2265~]?\s?\d")
_ROMAN = re.compile(r"[ivx]+(?:-[ivx]+)?")


def without_asides(gap: str) -> str:
    """Leave out what stands between a test and its verb and is said of the test alone, or says at what times.

    Example:
        >>> without_asides(", which had been low for years, recovered to ")
        ' recovered to '
        >>> without_asides(" at one, five and ten minutes were ")
        ' were '
    """
    if len(gap) < _SHORTEST_ASIDE:
        return gap
    gap = _clause().sub("", gap, count=1) if gap.startswith(", ") else gap
    return _times().sub("", gap, count=1) if " and " in gap else gap


def links(gap: str) -> bool:
    """Tell whether a value or a word behind a test is said of it: "level was found to be".

    Example:
        >>> links(" level was found to be "), links(" in the rat causes ")
        (True, False)
    """
    words = load_words().link
    gap = _done().sub(" ", gap, count=1) if " and " in gap else gap
    return len(gap) <= LONGEST and all(
        t in words or t in LINK_SIGNS or t.endswith("ly") or _ROMAN.fullmatch(t) for t in tokens(gap)
    )


def links_over_others(gap: str, *, verbal: bool = False) -> bool:
    """Tell a gap that only goes on with the list or the name before its verb: ", haptens and ions were".

    Args:
        gap: what stands between a test and a result word.
        verbal: the result word has its verb ("showed no abnormality").
    """
    words = load_words()
    found = _past_noun(tokens(gap))
    if not found or len(gap) > LONGEST or len(found) > _MOST_TOKENS:
        return False
    if found[0] not in _LIST_OPENINGS and found[0] not in words.attribute:
        return links_over_place(gap)
    verb = _find_verb(found, "(:=")
    verb = len(found) if verb is None and verbal else verb
    if verb is None:
        return False
    unknown = [t for t in found[:verb] if t not in words.link and t not in _LIST_SIGNS]
    return (
        len(unknown) <= _MOST_UNKNOWN + 1
        and words.verb.isdisjoint(found[:verb])
        and all(t in words.link or t.endswith("ly") for t in found[verb:])
    )


def _past_noun(found: tuple[str, ...]) -> tuple[str, ...]:
    """Leave out the noun behind the name of an act: the "testing" of "PCR testing of the sample was"."""
    return found[1:] if len(found) > 1 and found[0] in load_words().act_noun else found


def _find_verb(found: Sequence[str], signs: str) -> int | None:
    """Return where "is" stands among the words of a gap, or a sign for it; of "have been" the first word."""
    words = load_words().copula
    at = next((i for i, t in enumerate(found) if t in words or t in signs), None)
    return at - 1 if at and found[at - 1] in _PERFECT else at


def links_over_place(gap: str) -> bool:
    """Tell a gap that says where, when or of what before its verb: "gradient across the aortic valve was".

    Example:
        >>> links_over_place(" across the aortic valve was "), links_over_place(" and the patient was ")
        (True, False)
    """
    words = load_words()
    found = _past_noun(tokens(_lapse().sub("", gap, count=1) if _lapse().match(gap) else gap))
    if len(gap) > LONGEST or not 0 < len(found) <= _MOST_TOKENS:
        return False
    verb = _find_verb(found, ":=")
    if verb is None and 2 < len(found) <= _LONGEST_OF and found[0] == found[-1] == "of":
        verb = len(found) - 1  # "of the left ventricle of"
    if not verb or (found[0] not in words.attribute and found[verb - 1] not in words.later):
        return False
    if any(t in _LIST_SIGNS or t in words.verb for t in found[:verb]):
        return False
    return all(t in words.link or t.endswith("ly") for t in found[verb:])


def links_over_circumstance(gap: str) -> bool:
    """Tell a gap that says when or after what, and opens a bracket: " after 1 mg dexamethasone (".

    Example:
        >>> links_over_circumstance(" on admission ("), links_over_circumstance(" and the patient (")
        (True, False)
    """
    words = load_words()
    said = _CIRCUMSTANCE.fullmatch(gap)
    return bool(said) and words.verb.isdisjoint(tokens(gap)) and words.copula.isdisjoint(tokens(gap))


def refers_back(gap: str) -> bool:
    """Tell a gap that takes the test up again by a pronoun: " a year ago, and it was ".

    Example:
        >>> refers_back(" a year ago, and it was "), refers_back(" and albumin was ")
        (True, False)
    """
    return len(gap) <= LONGEST and bool(_pronoun().search(gap))


def leads_to_value(text: str, start: int, end: int) -> bool:
    """Tell whether what follows says when or after what, and then gives a number in brackets.

    Example:
        >>> leads_to_value("low after a fast (40 mg/dL)", 3, 27), leads_to_value("low after a fast", 3, 16)
        (True, False)
    """
    said = _CIRCUMSTANCE.match(text, start, end)
    if said is None or not _NUMBER.match(text, said.end(), end):
        return False
    return links_over_circumstance(said[0])


def joins(gap: str) -> bool:
    """Tell whether two tests are members of one list, a few unknown members between them allowed.

    Example:
        >>> joins(", "), joins(" and serum "), joins(", haptens and "), joins(" was given for ")
        (True, True, True, False)
    """
    words = load_words()
    found = tokens(gap)
    if not found or len(gap) > LONGEST:
        return False
    unknown = [t for t in found if t not in words.conjunction and t not in _LIST_SIGNS]
    if not unknown:
        return True
    listed = found[0] in _LIST_OPENINGS and (found[-1] in _LIST_SIGNS or found[-1] in ("and", "or"))
    return (
        listed
        and len(unknown) <= _MOST_UNKNOWN
        and words.verb.isdisjoint(unknown)
        and not any(c.isdigit() for c in gap)
    )


def leads(gap: str) -> bool:
    """Tell whether a word before a test is said of it: "elevated serum levels of"."""
    words = load_words()
    found = tokens(gap)
    if len(gap) > LONGEST // 2:
        return False
    if all(t in words.pre or t in _LEAD_SIGNS for t in found):
        return True
    # "normal values were found for"
    return found[-1:] == ("for",) and all(t in words.pre or t in words.link for t in found)


def goes_on(gap: str) -> bool:
    """Tell whether what was said of the tests before holds for the next: ", including", ", as was"."""
    return len(gap) <= LONGEST // 2 and bool(_patterns()["on"].search(gap))


def turns_to_rest(gap: str) -> bool:
    """Tell whether a gap behind excepted tests turns to the others: ", all other antibodies"."""
    return "," in gap and not load_words().remainder.isdisjoint(tokens(gap))


def has_copula(gap: str) -> bool:
    """Tell whether a gap says "is", by a verb or by a sign."""
    words = load_words().copula
    return any(t in words or t in "(:=" for t in tokens(gap))


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    words = load_words()
    on = "|".join(re.escape(w) for w in sorted((*words.including, *words.too)))
    return {"on": re.compile(rf"(?i)\b(?:{on})\b")}
