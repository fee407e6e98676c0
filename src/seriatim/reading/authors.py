"""Author lines as printed under a title."""

from __future__ import annotations

import re

from seriatim.model import Author
from seriatim.reading._front_words import front_words

_MARKS = re.compile(
    r"[*†‡§¶#✉⁎∗⁠¹²³⁰-⁹✝⊥‖|]+|(?<=[^\W\d_.])\d{1,2}(?:\s?[,–-]\s?\d{1,2})*(?!\w)|\(?[a-h]\)(?=[,;\s]|$)"
)
_ASIDE = re.compile(r"\([^()]{0,40}\)|\[[^\[\]]{0,12}\]")
_LETTER_MARK = re.compile(r"(?<=[a-zà-þ])\s[a-h](?:\s?,\s?[a-h])*(?=\s*(?:,|;|and\b|&|$))")
_GROUPED = re.compile(r"\s*(?:;|\n|•|·)\s*")
_SINGLE = re.compile(r"\s*(?:,|;|\n|•|·|&|(?<!\w)(?:and|y|et|und)(?!\w))\s*")
_TOKEN = re.compile(
    r"^[^\W\d_a-z][\w'’‘`´-]*\.?$|^(?:[^\W\d_a-z]\.-?){1,4}$|^(?:[dDlL]['’])?[^\W\d_a-z][\w'’-]*$"
)
_INITIALS = re.compile(r"^(?:[^\W\d_a-z]\.?[\s-]?){1,4}$")
_SUFFIX = re.compile(r"^(?:jr|sr|ii|iii|iv)\.?$", re.I)
_SENTENCE = re.compile(r"(?<=[a-z]{2})\.\s")
_BY = re.compile(r"^\s*(?:by|authors?|written by)\s*:?\s+", re.I)


def find_authors(words: str) -> tuple[Author, ...]:
    """Read the authors from a line of names, in the order printed; empty where it is no such line.

    "Given Family", "Family GN" and "Family, G. N." are understood, with degrees and footnote marks.

    Example:
        >>> [(a.family, a.given) for a in find_authors("Ann B. Carter, MD1, Jan van der Berg2* and Li Wu")]
        [('Carter', 'Ann B.'), ('van der Berg', 'Jan'), ('Wu', 'Li')]
        >>> [(a.family, a.given) for a in find_authors("Carter AB, van der Berg J")]
        [('Carter', 'AB'), ('van der Berg', 'J')]
        >>> find_authors("Department of Dermatology, University Hospital")
        ()
    """
    if front_words().is_address(words) or len(words) > 3000:
        return ()
    if _BY.match(words):
        words = _SENTENCE.split(words, maxsplit=1)[0]
    pieces = _names(words)
    if not pieces:
        return ()
    authors = [_author(piece) for piece in pieces]
    known = [author for author in authors if author is not None]
    return tuple(known) if len(known) >= 0.75 * len(pieces) else ()


def is_author_line(words: str) -> bool:
    """Tell whether words are surely names: several of them, or one with initials, marks or degrees."""
    authors = find_authors(words)
    if len(authors) >= 2:
        return True
    marked = bool(_MARKS.search(words)) or any(_is_degree(p) for p in re.split(r"[\s,]+", words))
    initials = any("." in a.given or _INITIALS.match(a.given) for a in authors)
    return len(authors) == 1 and (marked or initials)


def _names(words: str) -> list[str]:
    cleaned = _LETTER_MARK.sub(" ", _MARKS.sub(" ", _BY.sub("", words)))
    cleaned = _ASIDE.sub(" ", cleaned)
    grouped = [g for g in _GROUPED.split(cleaned) if g.strip(" ,")]
    if len(grouped) > 1 and all("," in g for g in grouped[:-1]):
        return [n for g in grouped if (n := _inverted(g))]
    pieces = [
        p.strip(" .,:") if not _INITIALS.match(p.strip()) else p.strip() for p in _SINGLE.split(cleaned)
    ]
    pieces = [q for p in pieces if p and (q := _without_degrees(p)) and not _SUFFIX.match(q)]
    initials = [bool(_INITIALS.match(p)) and len(p) <= 8 for p in pieces]
    if len(pieces) >= 2 and sum(initials) * 2 >= len(pieces) and not initials[0]:
        return [f"{a} {b}" for a, b, flag in zip(pieces, pieces[1:], initials[1:], strict=False) if flag]
    return pieces


def _inverted(group: str) -> str:
    """Bring "Family, Given" to "Family|Given"; a degree after the comma is dropped."""
    parts = [q for p in group.split(",") if (q := _without_degrees(p.strip()))]
    parts = [p for p in parts if not _SUFFIX.match(p)]
    if len(parts) == 2 and not (" " in parts[0] and " " in parts[1]):
        return f"{parts[0]}|{parts[1]}"
    return parts[0] if len(parts) == 1 else ""


def _is_degree(word: str) -> bool:
    bare = word.replace(".", "").strip("() ")
    return sum(c.isupper() for c in bare) >= 2 and bare.casefold() in front_words().degrees


def _without_degrees(piece: str) -> str:
    tokens = piece.split()
    if all(_is_degree(token) for token in tokens):
        return ""
    while len(tokens) > 2 and _is_degree(tokens[-1]):
        tokens.pop()
    while tokens and tokens[0].rstrip(".").casefold() in front_words().salutations:
        tokens.pop(0)
    return " ".join(tokens)


def _author(piece: str) -> Author | None:
    if "|" in piece:
        family, given = piece.split("|")
        return Author(family, given)
    tokens = [t for t in piece.split() if not _SUFFIX.match(t)]
    particles = front_words().particles
    if not 2 <= len(tokens) <= 6 or any(
        not _TOKEN.match(t) and t.casefold() not in particles for t in tokens
    ):
        return None
    if tokens[-1] in particles:
        return None
    if _is_family_first(tokens):
        return Author(" ".join(tokens[:-1]), tokens[-1])
    first = next((i for i, t in enumerate(tokens) if i and t.casefold() in particles), len(tokens) - 1)
    return Author(" ".join(tokens[first:]), " ".join(tokens[:first]))


def _is_family_first(tokens: list[str]) -> bool:
    """Whether the last word is initials and the first is not, as in "Carter AB"."""
    last = tokens[-1].replace(".", "").replace("-", "")
    return (
        last.isupper()
        and len(last) <= 3
        and not _INITIALS.match(tokens[0])
        and not (tokens[0].isupper() and len(last) > 2)
    )
