"""The author list at the head of a reference: where it ends, and who stands in it.

Four habits are told apart, and may be mixed in one list: `Rossi MA` and `Rossi, M. A.` (family first),
`M. A. Rossi` and `Maria A. Rossi` (given first), `Rossi, Maria` (inverted in full).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from seriatim.model import Author

_UPPER = "".join(c for c in map(chr, range(0x41, 0x530)) if c.isupper())
_LOWER = "".join(c for c in map(chr, range(0x61, 0x560)) if c.islower())
_PARTICLES = (
    "van|von|Van|Von|de|De|der|den|di|Di|da|Da|del|Del|della|Della|du|Du|dos|Dos|das|la|La|le|Le|el|El|al|Al|"
    "ten|ter|te|zu|zur|zum|vom|af|av|bin|ben|Ben|ibn|abu|St|st|y|do|d'|D'|'t|'s"
)
_NAME = rf"[{_UPPER}][{_UPPER}{_LOWER}'’´`\u02bc-]*[{_UPPER}{_LOWER}]"
_GIVEN = rf"[{_UPPER}][{_LOWER}'’]+(?:-[{_UPPER}]?[{_LOWER}]+)?"
_SECOND = rf"(?:[{_UPPER}][{_UPPER}{_LOWER}'’-]*[{_LOWER}]|[{_UPPER}]{{4,}})"
_ONE_FAMILY = rf"(?:(?:{_PARTICLES})\.?\s?){{0,3}}(?:al-|el-|d'|d’)?{_NAME}"
_FAMILY = rf"{_ONE_FAMILY}(?:\s{_SECOND}){{0,2}}"
_LETTER = rf"[{_UPPER}](?:[hauey](?=\.))?"
_INITIALS = rf"{_LETTER}(?:\.?[\s-]?(?:{_LETTER}|de|d')){{0,4}}\.?"
_SUFFIX = r"(?:,?\s(?:Jr|Sr|II|III|IV|2nd|3rd|4th)\b\.?)?"
_AFTER = r"(?=\s*[,;:.&(\[\"“‘«`]|\s+(?:and|und|et|y|e|eds?|with|\d{4})\b|\s*$)"
_BETWEEN = re.compile(
    r"\s*(?:[,;]\s*(?:and|und|et|y|e|&|with)?(?!\w)|(?:and|und|et|y|e)(?=\s)(?!\s+al\b)|&|\.,)\s*(?:&\s*)?"
)
_ET_AL = re.compile(
    r"[\s,;.…]*(?:\bet\.?\s*al\b\.?|\band (?:others|colleagues)\b|\bu\.\s?a\.|& al\.?)(?:\s*\(?[Ee]ds?\.?\)?)?",
    re.I,
)
_EDITORS = re.compile(
    r"\s*[,.]?\s*(?:\((?:eds?|editors?|hrsg|dir|trans)\.?\)|\b(?:eds?\.|editors?\b|Hrsg\.?))", re.I
)
_END = re.compile(r"[\s.,:;]*")


@dataclass(frozen=True, slots=True)
class Names:
    """The authors at the head of a reference; `start:end` is their part of the entry."""

    authors: tuple[Author, ...]
    start: int
    end: int


@cache
def _units() -> dict[str, re.Pattern[str]]:
    """One author in each habit, tried in this order."""
    dotted = rf"{_LETTER}(?:\.|-(?={_LETTER}\.))(?:[\s-]?{_LETTER}(?:\.|(?=\s))){{0,3}}"
    inverted = rf"{_GIVEN}(?:\s(?:{_GIVEN}|{_LETTER}\b\.?)){{0,2}}"
    spelled = rf"{_GIVEN}(?:\s(?:{_LETTER}\.|{_LETTER}(?=\s)|{_GIVEN}(?=\s))){{0,2}}"
    return {
        "family": re.compile(
            rf"(?P<family>{_FAMILY})(?:,?\s+|,)(?P<given>{_INITIALS}){_SUFFIX}(?!\w){_AFTER}"
        ),
        "given": re.compile(rf"(?P<given>{dotted})\s?(?P<family>{_FAMILY}){_SUFFIX}{_AFTER}"),
        "bare": re.compile(rf"(?P<given>[{_UPPER}]{{1,3}})\s(?P<family>{_FAMILY}){_SUFFIX}{_AFTER}"),
        "full": re.compile(rf"(?P<given>{spelled})\s(?P<family>{_ONE_FAMILY}){_SUFFIX}{_AFTER}"),
        "inverted": re.compile(rf"(?P<family>{_ONE_FAMILY}),\s(?P<given>{inverted}){_SUFFIX}{_AFTER}"),
        "surname": re.compile(
            rf"(?P<family>{_ONE_FAMILY})(?P<given>)(?=,?\s+(?:et\s+al|and\s|&)|\.?,?\s\(?\d{{4}})"
        ),
    }


_FOLLOWERS = {
    "family": ("family", "given", "bare"),
    "given": ("given", "bare"),
    "bare": ("bare", "family"),
    "inverted": ("full", "inverted", "given", "family"),
    "full": ("full", "given"),
    "surname": ("surname",),
}


def find_names(clean: str, at: int) -> Names:
    """Read the author list that begins at `at`.

    Args:
        clean: the entry with its markup blanked, same length as printed.
        at: where the entry's words begin.

    Example:
        >>> [a.family for a in find_names("Rossi MA, van Dijk P. A case.", 0).authors]
        ['Rossi', 'van Dijk']
    """
    best = Names((), at, at)
    for habit, unit in _units().items():
        names = _read_list(clean, at, habit, unit)
        if names and names.end > best.end and _plausible(clean, names, habit):
            best = names
    return best if best.authors else _collective(clean, at)


def _read_list(clean: str, at: int, habit: str, unit: re.Pattern[str]) -> Names | None:
    m = unit.match(clean, at)
    if not m:
        return None
    patterns = _units()
    authors = [_author(m)]
    end = m.end()
    while gap := _BETWEEN.match(clean, end):
        m = next((n for h in _FOLLOWERS[habit] if (n := patterns[h].match(clean, gap.end()))), None)
        if not m:
            break
        authors.append(_author(m))
        end = m.end()
    for tail in (_ET_AL, _EDITORS):
        if t := tail.match(clean, end):
            end = t.end()
    return Names(tuple(authors), at, end)


def _author(m: re.Match[str]) -> Author:
    return Author(" ".join(m["family"].replace("’", "'").split()), " ".join(m["given"].split()).rstrip(","))


def _plausible(clean: str, names: Names, habit: str) -> bool:
    """Full names look like title words: they count as a list only where it is closed like one."""
    if habit in ("family", "given"):
        return True
    rest = clean[names.end : names.end + 3].lstrip()
    if habit == "surname":
        return (
            "al" in clean[names.start : names.end].split()[-1] or rest[:1] in (",", "(") or rest[:2].isdigit()
        )
    if len(names.authors) == 1 and habit == "inverted":
        return rest[:1] in ('"', "“", "‘", "'", ".", "(", ",", "`") or rest[:2].isdigit()
    return rest[:1] in ("", ".", ",", "(", ":", '"', "“", "‘", "`", "[") or rest[:2].isdigit()


_BODY_END = re.compile(r"[.:]\s+(?=\S)|\s*\(?(?:1[89]|20)\d\d[a-z]?\)?[.:,)]")
_BODY_WORD = re.compile(r"\b(?:of|for|and|the|on|in|et|de|la|des|der|für|und|&)\b")


def _collective(clean: str, at: int) -> Names:
    """A body as author ("World Health Organization."): capitals up to the first stop, and words after it."""
    m = _BODY_END.search(clean, at, at + 160)
    if not m or m.start() - at < 3:
        return Names((), at, at)
    words = [w for w in clean[at : m.start()].split() if not _BODY_WORD.fullmatch(w)]
    if not words or len(words) > 12 or any(not w.lstrip("([").strip()[:1].isupper() for w in words):
        return Names((), at, at)
    return Names((Author(" ".join(clean[at : m.start()].split())),), at, m.start())


def skip_stops(clean: str, at: int) -> int:
    """Return the offset after the punctuation that closes a field."""
    m = _END.match(clean, at)
    return m.end() if m else at
