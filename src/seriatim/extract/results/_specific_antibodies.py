"""Antibodies of a class against something: the IgG of "measles IgG" is no total immunoglobulin."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache

from seriatim.extract.results._measurement_result import Result
from seriatim.extract.results._measurement_vocabulary import Item, load_words
from seriatim.terms import Hit
from seriatim.terms.laboratory import LaboratoryTest
from seriatim.text import Prose
from seriatim.text.tables import alternatives

_WORDS_BEFORE = re.compile(r"(?:[^\W_][\w.\u2019'-]*+(?:\s|-|/|,\s)?){1,5}$")
_WORD = re.compile(r"[^\W_][\w.\u2019'-]*")
_REACH = 60
_SPECIFIC = frozenset({"serology", "antibody", "microbiology", "molecular"})
_PREFIX = re.compile(r"anti-?\w{3}")
_HEADS = frozenset({"virus", "specific", "viral"})
_CLASS_WORDS = ("IgG", "IgM", "IgA", "IgE", "IgD", "mmunoglobulin ")
_CALLED = re.compile(r"(?i)positiv|negativ|reactive")
_ENDINGS = ("virus", "-specific")


def settle_specific(prose: Prose, hits: Sequence[Hit[Item]]) -> list[Hit[Item]]:
    """Make tests of their own of the immunoglobulins that the text says to be against something.

    Args:
        prose: the report's prose.
        hits: names and words in order.

    Source: data/result_words.tsv, roles antigen, antibody_class, antibody_noun, directed.
    """
    if not any(word in prose.text for word in _CLASS_WORDS):
        return list(hits)
    classes = _classes()
    settled: list[Hit[Item]] = []
    for at, hit in enumerate(hits):
        test = hit.entry.test
        if settled and hit.start < settled[-1].end and hit.start > settled[-1].start:
            continue  # inside a name that was read to its end
        if test is None or test.name not in classes:
            settled.append(hit)
            continue
        before = settled[-1] if settled else None
        if before and _adjoins(prose.text, before, hit):
            settled[-1] = Hit(before.start, _noun_end(prose.text, hit.end), before.entry)
            continue
        after = next((h for h in hits[at + 1 : at + 4] if h.entry.kind == "test"), None)
        read = _read(prose.text, hit, after) or hit
        while settled and settled[-1].start >= read.start:
            settled.pop()  # the "hepatitis A" of "hepatitis A virus IgM"
        settled.append(read)
    return settled


def _adjoins(text: str, before: Hit[Item], hit: Hit[Item]) -> bool:
    """Tell "anti-cytomegalovirus" right before "immunoglobulin G"."""
    test = before.entry.test
    return test is not None and test.category in _SPECIFIC and text[before.end : hit.start] in (" ", "-")


def settle_positive(text: str, results: Sequence[Result]) -> list[Result]:
    """Read "IgM was negative" as an antibody of the class: a total immunoglobulin is high or low.

    Args:
        text: the report's text.
        results: of one sentence.
    """
    for result in results:
        called = result.word and _CALLED.search(text, result.word.start, result.word.end)
        numbered = any(value.quantity and value.quantity.ucum for value in result.values)
        if called and not numbered and result.known.name in _classes():
            test = LaboratoryTest(f"{result.known.name} antibodies", category="serology")
            result.test = replace(result.test, test=test)
    return list(results)


def _read(text: str, hit: Hit[Item], after: Hit[Item] | None) -> Hit[Item] | None:
    """Read one immunoglobulin with the words around it, or None where it is the total one."""
    written = text[hit.start : hit.end]
    end = _noun_end(text, hit.end)
    if directed := _directed().match(text, hit.end):
        end = hit.end if directed["others"] else directed.end("what")
        if after and after.entry.test and after.entry.test.category in _SPECIFIC and after.start <= end + 1:
            return Hit(hit.start, after.end, after.entry)  # "IgM antibodies to parvovirus B19"
        return _named(f"{written} against {directed['what']}", hit.start, end)
    antigen = _antigen_before(text, hit.start)
    if antigen is not None:
        start, name = antigen
        return _named(f"{name} {written}", start, end)
    return _named(f"{written} antibodies", hit.start, end) if end > hit.end else None


def _named(name: str, start: int, end: int) -> Hit[Item]:
    test = LaboratoryTest(" ".join(name.split()), category="serology")
    return Hit(start, end, Item("test", 0, 0, test=test))


def _noun_end(text: str, end: int) -> int:
    """Return where "IgG antibody titres" ends."""
    match = _nouns().match(text, end)
    return match.end() if match else end


def _antigen_before(text: str, at: int) -> tuple[int, str] | None:
    """Return where the words before that name an antigen begin, and these words.

    Of "CMV IgG and IgM" the second name begins with itself.
    """
    stretch = _WORDS_BEFORE.search(text, max(0, at - _REACH), at)
    words = list(_WORD.finditer(text, stretch.start(), at)) if stretch else []
    named = list(_phrase_before(words))
    first = next((i for i in range(len(named) - 1, -1, -1) if _is_antigen(named[i][0])), None)
    if first is None:
        return None
    whole = named[first][0].lower() in _HEADS
    chosen = named[::-1] if whole else named[first::-1]
    adjoins = not any(c.isalnum() for c in text[chosen[-1].end() : at])
    return chosen[0].start() if adjoins else at, text[chosen[0].start() : chosen[-1].end()]


def _phrase_before(words: Sequence[re.Match[str]]) -> Iterator[re.Match[str]]:
    """Yield the words of the noun phrase from its end; "IgG and" of "CMV IgG and IgM" is passed over."""
    grammar = load_words()
    named = False
    for word in reversed(words):
        lower = word[0].lower()
        skipped = lower in grammar.antibody_class or lower in grammar.antibody_noun or lower in ("and", "or")
        if skipped and not named:
            continue
        type_ = len(word[0]) == 1 and word[0].isupper()  # "hepatitis A virus"
        if not (type_ or _is_antigen(word[0])) and (lower in grammar.link or lower in grammar.pre):
            return
        named = True
        yield word


def _is_antigen(word: str) -> bool:
    lower = word.lower()
    return lower in load_words().antigen or lower.endswith(_ENDINGS) or bool(_PREFIX.match(lower))


@cache
def _classes() -> frozenset[str]:
    return frozenset("Ig" + name[-1].upper() for name in load_words().antibody_class)


@cache
def _nouns() -> re.Pattern[str]:
    return re.compile(rf"(?i)(?:[\s-](?:{_either(load_words().antibody_noun)})\b){{1,2}}")


@cache
def _directed() -> re.Pattern[str]:
    """The words that say what an antibody is against, and the first words of that."""
    words = load_words()
    nouns, directed = _either(words.antibody_noun), _either(words.directed)
    stops = _either(words.copula | words.conjunction | {"by", "on", "which", "were"})
    other = _either(words.antibody_class)
    return re.compile(
        rf"(?i)(?P<others>(?:(?:\s(?:and|or)\s|/|,\s)(?:{other}))*)(?:[\s-](?:{nouns}))*\s(?:{directed})[\s-](?:the\s)?"
        rf"(?P<what>(?!(?:{stops})\b)[^\W\d_][\w-]*(?:\s(?!(?:{stops})\b)[^\W\d_][\w-]{{3,}})?)"
    )


def _either(words: frozenset[str]) -> str:
    return alternatives(words)
