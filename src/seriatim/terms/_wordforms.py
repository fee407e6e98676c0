"""Word forms: a written word to its lemma, and a lemma to the concept it shares with its equivalents."""

from __future__ import annotations

import unicodedata
from functools import cache, lru_cache

from seriatim.text.tables import read_table

_PLURALS = (
    ("omata", "oma"),
    ("ae", "a"),
    ("ies", "y"),
    ("sses", "ss"),
    ("shes", "sh"),
    ("ches", "ch"),
    ("xes", "x"),
    ("zes", "z"),
    ("oses", "osis"),
    ("eses", "esis"),
    ("yses", "ysis"),
    ("ases", "asis"),
    ("s", ""),
)
_SINGULAR_ENDS = ("ss", "us", "is", "itis", "ies")
_BRITISH = (
    ("ae", "e"),
    ("oe", "e"),
    ("our", "or"),
    ("isation", "ization"),
    ("ising", "izing"),
    ("ised", "ized"),
)


@cache
def _irregular() -> dict[str, str]:
    return {
        row["form"]: row["lemma"] for row in read_table("word_forms.tsv") if not row["lemma"].endswith("-")
    }


@cache
def prefixes() -> frozenset[str]:
    """Return the prefixes that are written with or without a hyphen ("hypo-pigmented")."""
    return frozenset(row["form"] for row in read_table("word_forms.tsv") if row["lemma"].endswith("-"))


@lru_cache(maxsize=100_000)
def find_lemma(word: str) -> str:
    """Bring a word to lower case, singular, without accents, in one spelling for British and American.

    Example:
        >>> [find_lemma(w) for w in ("Tumours", "anaemia", "patellae", "Raynaud's", "Sj\u00f6gren")]
        ['tumor', 'anemia', 'patella', 'raynaud', 'sjogren']
    """
    plain = _plain(word)
    known = _irregular().get(plain)
    lemma = known if known is not None else _singular(plain)
    for british, american in _BRITISH:
        if british in lemma and len(lemma) > 4:
            lemma = lemma.replace(british, american)
    return lemma


def _plain(word: str) -> str:
    lower = word.lower()
    if not lower.isascii():
        lower = "".join(c for c in unicodedata.normalize("NFKD", lower) if not unicodedata.combining(c))
        lower = lower.replace("\u2019", "'")
    return lower.partition("'")[0] or lower


def _singular(word: str) -> str:
    if len(word) < 4 or not word.endswith(("s", "omata", "ae")):
        return word
    for ending, single in _PLURALS:
        if word.endswith(ending) and len(word) - len(ending) >= (3 if ending != "s" else 2):
            if ending == "s" and word.endswith(_SINGULAR_ENDS):
                return word
            return word[: -len(ending)] + single
    return word


_SUFFIXES = (
    "ational", "ization", "ations", "ically", "ability", "fulness", "ement", "ation", "ition", "ness", "ible",
    "able", "ical", "ally", "edly", "ing", "ion", "ity", "ive", "ous", "ial", "eal", "ism", "ent", "ant", "ed",
    "ic", "al", "ia", "ly", "er", "e", "y",
)  # fmt: skip


@cache
def _concepts() -> dict[str, str]:
    found: dict[str, str] = {}
    for row in read_table("equivalents.tsv"):
        for word in row["words"].split():
            found.setdefault(find_lemma(word), row["concept"])
    return found


@lru_cache(maxsize=100_000)
def find_concept(lemma: str) -> str:
    """Return the concept of a lemma: its row among the equivalents, or else its stem.

    The stem is only compared inside names of several words, where the other words guard it.

    Example:
        >>> find_concept(find_lemma("calcified")) == find_concept(find_lemma("calcification"))
        True
    """
    known = _concepts().get(lemma)
    return known if known is not None else _stem(lemma)


@cache
def _suffixes_by_letter() -> dict[str, tuple[str, ...]]:
    """The suffixes that end in a letter, in their order."""
    return {last: tuple(s for s in _SUFFIXES if s[-1] == last) for last in {s[-1] for s in _SUFFIXES}}


def _stem(lemma: str) -> str:
    stem, by_letter = lemma, _suffixes_by_letter()
    for _ in range(2):
        for suffix in by_letter.get(stem[-1:], ()):
            if stem.endswith(suffix) and len(stem) - len(suffix) >= 5:
                stem = stem[: -len(suffix)]
                break
    return stem
