"""What a heading says a section is: `data/section_titles.tsv`, looked up by a normalised key."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from seriatim.text.tables import read_table

_NUMBERING = re.compile(
    r"^(?:(?:\d{1,2}(?:\.\d{1,2}){0,3}|[ivx]{1,5}|[a-h])[.):]\s*|\d{1,2}(?:\.\d{1,2}){0,3}\s+)(?=\S)"
)
_NUMBER = re.compile(
    r"\b(?:\d{1,3}|[ivx]{1,5}|one|two|three|four|five|six|seven|eight|nine|ten|[a-h])\b(?!')",
)
_SPACES = re.compile(r"\s+")
_JOINED = re.compile(r"\s+(?:and|with|or)\s+|\s*[,/;:]\s*|\s+[-–—]\s+")
_LONGEST_JOINED = 8
_QUOTES = str.maketrans("‘’`´“”&", "''''\"\"+")
_EDGES = " .:;,*#_-–—†‡§\"'()[]|\t\u00a0\ufeff"


@dataclass(frozen=True, slots=True)
class Role:
    """What a heading makes of the text below it.

    Attributes:
        name: one of `seriatim.model.SECTION_NAMES`.
        level: 1 where the heading stands by itself, 2 where it usually divides a section above it.
    """

    name: str
    level: int = 1


def fold_heading(title: str) -> str:
    """Bring a heading to the key it is looked up by: no numbering, case or outer punctuation.

    Example:
        >>> fold_heading("2.  CASE PRESENTATION:")
        'case presentation'
    """
    key = _SPACES.sub(" ", title.translate(_QUOTES).replace("+", " and ").casefold()).strip(_EDGES)
    return _NUMBERING.sub("", _SPACES.sub(" ", key)).strip(_EDGES)


def find_role(title: str) -> Role | None:
    """Return the role of a heading, or None where the table does not know it.

    A heading of several parts ("Discussion and conclusions") has the role of its first known part.

    Args:
        title: the heading as printed.

    Example:
        >>> find_role("Case 2: the sister")
        Role(name='case', level=1)
    """
    key = fold_heading(title)
    if not key or len(key) > 120:
        return None
    return _exact(key) or _opening(key) or _first_part(key)


def has_title(title: str) -> bool:
    """Tell whether the table holds this heading whole.

    Example:
        >>> has_title("Case Report"), has_title("Case reports are rare")
        (True, False)
    """
    return _exact(fold_heading(title)) is not None


def opens_with_title(title: str) -> bool:
    """Tell whether a heading begins with words of the table, not only ends in them as an article's title may.

    Example:
        >>> opens_with_title("Case 2: the sister"), opens_with_title("Gout of the ear: report of two cases")
        (True, False)
    """
    key = fold_heading(title)
    first = _JOINED.split(key)[0].strip(_EDGES)
    return _exact(key) is not None or _opening(key) is not None or _exact(first) is not None


def _exact(key: str) -> Role | None:
    roles = load_titles()
    return roles.get(key) or roles.get(_NUMBER.sub("#", key)) or roles.get(key.removeprefix("the "))


def _opening(key: str) -> Role | None:
    """Roles whose row ends in ` *`: the heading goes on after the known words."""
    words = _NUMBER.sub("#", key).split(" ")
    for count in range(min(3, len(words) - 1), 0, -1):
        opening = " ".join(words[:count]).rstrip(".:,;)")
        if (role := load_titles().get(f"{opening} *")) is not None:
            return role
    return None


def _first_part(key: str) -> Role | None:
    parts = [part.strip(_EDGES) for part in _JOINED.split(key)]
    if len(parts) < 2 or len(parts) > 4 or key.count(" ") >= _LONGEST_JOINED:
        return None
    return next((role for part in parts if (role := _exact(part)) is not None), None)


@cache
def load_titles() -> dict[str, Role]:
    """Load the table of section titles: key to role."""
    return {row["title"]: Role(row["name"], int(row["level"])) for row in read_table("section_titles.tsv")}
