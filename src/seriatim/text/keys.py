"""Keys by which two printings of one name, title or journal are known to be the same."""

from __future__ import annotations

import re
import unicodedata

_NOT_COMPOSED = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "Ø": "O", "Ł": "L", "Đ": "D"})
_BETWEEN_WORDS = re.compile(r"[^a-z0-9]+")


def family_key(family: str) -> str:
    """Return the letters of a family name without accents, case, spaces and hyphens.

    Example:
        >>> family_key("Sørensen-Núñez") == family_key("Sorensen Nunez")
        True
    """
    plain = unicodedata.normalize("NFKD", family.translate(_NOT_COMPOSED))
    return "".join(c for c in plain if c.isalpha()).casefold()


def title_key(title: str) -> str:
    """Return the letters and digits of a title, without case.

    Example:
        >>> title_key("Plates: a case-report.")
        'platesacasereport'
    """
    return "".join(c for c in title.casefold() if c.isalnum())


def journal_key(journal: str) -> str:
    """Return the words of a journal's name without accents, case, points and a leading article.

    Example:
        >>> journal_key("The J. Rheumatol.")
        'j rheumatol'
    """
    plain = unicodedata.normalize("NFKD", journal).casefold()
    return _BETWEEN_WORDS.sub(" ", plain).strip().removeprefix("the ")
