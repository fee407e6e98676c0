"""What stands between two items of a sentence, and whether they belong together.

Only words of the closed lists of data/result_words.tsv may stand between what belongs together.
"""

from __future__ import annotations

import re
from functools import cache

from seriatim.extract._measurement_vocabulary import load_words, tokens

_LINK_SIGNS = frozenset("(=:,[-\u2013\u2014~\u2010)]<>")
_LIST_SIGNS = frozenset(",;/()&+:[]-\u2013.")
_LEAD_SIGNS = frozenset("-(:\"'\u2018\u201c\u2010")
_LIST_OPENINGS = frozenset({",", "and", "or", "/", ";"})
_LONGEST = 90
_MOST_UNKNOWN = 4
_MOST_TOKENS = 14
_WORD_OR_SIGN = re.compile(r"[^\s,;:=()\[\]]+|[,;:=()\[\]]")
_ROMAN = re.compile(r"[ivx]+(?:-[ivx]+)?")
# "movements of the", "movements of the pharynx and"
_OF = re.compile(
    r"(?<![\w-])(?P<head>[A-Za-z][\w-]+)\s(?:of|in|on|for|at|across|through|between)\s(?:(?:the|his|her|both)\s)?(?:[\w-]+\s(?:[\w-]+\s)?and\s)?$"
)
_SHORT_FORM = re.compile(r"[A-Za-z]*[A-Z][A-Za-z0-9-]*[A-Z0-9][A-Za-z0-9-]*")


def links(gap: str) -> bool:
    """Tell whether a value or a word behind a test is said of it: "level was found to be".

    Example:
        >>> links(" level was found to be "), links(" in the rat causes ")
        (True, False)
    """
    words = load_words().link
    return len(gap) <= _LONGEST and all(
        t in words or t in _LINK_SIGNS or t.endswith("ly") or _ROMAN.fullmatch(t) for t in tokens(gap)
    )


def links_over_others(gap: str, *, verbal: bool = False) -> bool:
    """Tell a gap that only goes on with the list or the name before its verb: ", haptens and ions were".

    Args:
        gap: what stands between a test and a result word.
        verbal: the result word has its verb ("showed no abnormality").
    """
    words = load_words()
    found = tokens(gap)
    if not found or len(gap) > _LONGEST or len(found) > _MOST_TOKENS:
        return False
    if found[0] not in _LIST_OPENINGS and found[0] not in words.attribute:
        return links_over_place(gap)
    verb = next((i for i, t in enumerate(found) if t in words.copula or t in "(:="), None)
    verb = len(found) if verb is None and verbal else verb
    if verb is None:
        return False
    unknown = [t for t in found[:verb] if t not in words.link and t not in _LIST_SIGNS]
    return (
        len(unknown) <= _MOST_UNKNOWN + 1
        and words.verb.isdisjoint(found[:verb])
        and all(t in words.link or t.endswith("ly") for t in found[verb:])
    )


def links_over_place(gap: str) -> bool:
    """Tell a gap that says where, when or of what before its verb: "gradient across the aortic valve was".

    Example:
        >>> links_over_place(" across the aortic valve was "), links_over_place(" and the patient was ")
        (True, False)
    """
    words = load_words()
    found = tokens(gap)
    if len(gap) > _LONGEST or not 0 < len(found) <= _MOST_TOKENS:
        return False
    verb = next((i for i, t in enumerate(found) if t in words.copula or t in ":="), None)
    if not verb or (found[0] not in words.attribute and found[verb - 1] not in words.later):
        return False
    if any(t in _LIST_SIGNS or t in words.verb for t in found[:verb]):
        return False
    return all(t in words.link or t.endswith("ly") for t in found[verb:])


def joins(gap: str) -> bool:
    """Tell whether two tests are members of one list, a few unknown members between them allowed.

    Example:
        >>> joins(", "), joins(" and serum "), joins(", haptens and "), joins(" was given for ")
        (True, True, True, False)
    """
    words = load_words()
    found = tokens(gap)
    if not found or len(gap) > _LONGEST:
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
    if len(gap) > _LONGEST // 2:
        return False
    if all(t in words.pre or t in _LEAD_SIGNS for t in found):
        return True
    # "normal values were found for"
    return found[-1:] == ["for"] and all(t in words.pre or t in words.link for t in found)


def goes_on(gap: str) -> bool:
    """Tell whether what was said of the tests before holds for the next: ", including", ", as was"."""
    return len(gap) <= _LONGEST // 2 and bool(_patterns()["on"].search(gap))


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


def find_name_before(text: str, at: int, low: int, *, whole: bool = False) -> tuple[int, int] | None:
    """Return the noun phrase that ends before `at` and begins after `low`: at most five words, none grammar.

    Args:
        text: the report's text.
        at: where the name may end.
        low: where it may begin.
        whole: take what it is of along: "movements of the palate".

    Example:
        >>> find_name_before("with urinary xanthine of", 21, 0)
        (13, 21)
    """
    words = load_words()
    stops = (words.link, words.conjunction, words.pre, words.not_test)
    first = last = None
    for word in list(_WORD_OR_SIGN.finditer(text, max(low, at - 60), at))[:-6:-1]:
        token = word[0].lower()
        if not token[0].isalnum() or token.isdigit() or any(token in stop for stop in stops):
            break
        first, last = word, last or word
    if (
        first is None
        or last is None
        or len(first[0]) < 2
        or last[0].lower().endswith(tuple(words.name_ending))
    ):
        return None
    return _name_start(text, first.start(), low) if whole else first.start(), last.end()


def _name_start(text: str, start: int, low: int) -> int:
    """Return where a name begins whose last words are those from `start`: the head of an "of the"."""
    head = _OF.search(text, max(low, start - 60), start)
    stops = (load_words().link, load_words().conjunction, load_words().pre, load_words().not_test)
    if head is None or any(head["head"].lower() in stop for stop in stops):
        return start
    return head.start("head")


def is_short_form(word: str) -> bool:
    """Tell a short form by its capitals: "CDAI", "PTHrP".

    Example:
        >>> is_short_form("PTHrP"), is_short_form("Weight")
        (True, False)
    """
    return bool(_SHORT_FORM.fullmatch(word))


def find_link_before(text: str, at: int, low: int) -> int | None:
    """Return where the words that tie a value to a name before it begin: of "xanthine was" the offset of "was".

    None where nothing ties them; a short form in capitals needs no tie ("PTHrP 1.4 pg/L").
    """
    linked, begin = False, at
    words = load_words().link
    for word in reversed(list(_WORD_OR_SIGN.finditer(text, max(low, at - _LONGEST), at))):
        if word[0].lower() not in words and word[0] not in _LINK_SIGNS:
            linked = linked or is_short_form(word[0])
            break
        begin, linked = word.start(), True
    return begin if linked else None
