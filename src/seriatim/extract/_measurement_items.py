"""What a sentence holds that can make up a result: tests, quantities, result words, and the words between."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from dataclasses import dataclass, fields, replace
from functools import cache

from seriatim.terms import Hit, PhraseMatcher, read_table
from seriatim.terms.laboratory import LaboratoryTest, load_acts, load_tests
from seriatim.text import Prose, Sentence
from seriatim.text.folding import fold
from seriatim.text.numbers import Quantity, find_quantities

_TOKEN = re.compile(r"[^\W_][\w'\u2019./-]*|[^\w\s]")
_BRACKETED = re.compile(r"\([^()]{0,80}\)|\[[^\[\]]{0,40}\]")
_DIGIT = re.compile(r"[0-9]")
_UNIT_SIGN = re.compile(r"/|mm ?H|torr")
_SIGN = re.compile(
    r"(?<=\()(?P<sign>\+{1,4}|[-\u2010-\u2015\u2212])(?=\))|(?<=[\s:])(?P<plus>\+{2,4})(?=[\s,.;)]|$)"
)
# Behind the name of a test: "RF+, ANA-".
_SIGN_AFTER = re.compile(r"(?P<sign>\+{1,3}|[-\u2212\u2013])(?=[,.;)/]|\s(?:and|or|but)\b|$)")
_SIGNED_KINDS = frozenset({"antibody", "serology", "tissue marker", "molecular", "microbiology"})
_KARYOTYPE = re.compile(r"(?<![\w,])4[4-9],\s?X(?P<rest>[^\s;.)\]]*)(?<![,:])")
# What makes a number a name, a place in the paper or a date rather than a result.
_NUMBERED = re.compile(
    r"(?i:\b(?:figs?|figures?|tables?|cases?|patients?|day|days|no|number|nos|week|month|year|age|aged|type|stage|grade|class|exon|"
    r"intron|chromosome|hospital day|case|refs?|in|since|january|february|march|april|may|june|july|august|"
    r"september|october|november|december|group|phase|page|version|line|cycle|cycles|episode|x|×)\.?\s?)$"
)
# Behind a bare number: it is part of a name, a date or a proportion.
_GOES_ON = frozenset("-\u2010\u2011\u2013/:")
_ELIDED = re.compile(r"(?<![\w-])(?P<first>[A-Za-z][\w-]+)(?:,?\s(?:and|or)\s|/)$")
_DASHES = frozenset("-\u2010\u2011")
_TESTED = frozenset({"test", "head"})
_AGE_UNITS = frozenset({"h", "d", "wk", "mo", "a"})
_SHORT = 5
_STEM = 5


@dataclass(frozen=True, slots=True)
class Item:
    """A piece of a sentence that takes part in a result.

    Attributes:
        kind: test | result | quantity | reference | except | boundary | head.
        start: offset of its first character; `end` is after its last one.
        test: for a test, what it is; `quantity` for a quantity or a reference interval.
        meaning: for a result word, what it says (normal, high, not_high, rose, ...).
        severity: mild | moderate | severe, or "", as the adverbs before a result word say.
        generic: the test is named by the text alone and in no table.
    """

    kind: str
    start: int
    end: int
    test: LaboratoryTest | None = None
    quantity: Quantity | None = None
    meaning: str = ""
    severity: str = ""
    generic: bool = False


@dataclass(frozen=True)
class Words:
    """The grammar of results: which words stand between what belongs together, lower case; see the table."""

    link: frozenset[str]
    pre: frozenset[str]
    conjunction: frozenset[str]
    copula: frozenset[str]
    verb: frozenset[str]
    attribute: frozenset[str]
    means: frozenset[str]
    series: frozenset[str]
    including: frozenset[str]
    too: frozenset[str]
    remainder: frozenset[str]
    not_test: frozenset[str]
    not_after: frozenset[str]
    reference: frozenset[str]
    pattern: frozenset[str]
    name_ending: frozenset[str]
    after_copula: frozenset[str]
    predicative: frozenset[str]
    size_link: frozenset[str]
    existence: frozenset[str]
    any_test: frozenset[str]
    grow: frozenset[str]
    grade_word: frozenset[str]
    finding_noun: frozenset[str]
    degree: dict[str, str]


@cache
def load_words() -> Words:
    """Load the grammar words of data/result_words.tsv."""
    by_role: dict[str, dict[str, str]] = defaultdict(dict)
    for row in read_table("result_words.tsv"):
        by_role[row["role"]][row["words"].lower()] = row["meaning"]
    roles = [field.name for field in fields(Words) if field.name != "degree"]
    return Words(**{role: frozenset(by_role[role]) for role in roles}, degree=by_role["degree"])


@cache
def _matcher() -> PhraseMatcher[Item]:
    entries: list[tuple[str, Item]] = []
    cased: set[str] = set()
    for test in (*load_tests().values(), *load_acts().values()):
        for name in (test.name, *test.synonyms):
            entries.append((name, Item("test", 0, 0, test=test)))
            if len(name) <= _SHORT and any(c.isupper() for c in name):
                cased.add(name)
    entries += [
        (row["words"], Item(row["role"], 0, 0, meaning=row["meaning"]))
        for row in read_table("result_words.tsv")
        if row["role"] in ("result", "except", "boundary", "head", "guard")
    ]
    return PhraseMatcher(entries, cased=cased)


@cache
def _names() -> dict[str, LaboratoryTest]:
    """Every spelling of a test or act, folded."""
    found: dict[str, LaboratoryTest] = {}
    for test in (*load_tests().values(), *load_acts().values()):
        for name in (test.name, *test.synonyms):
            found.setdefault(fold(name), test)
    return found


def _settle_abbreviations(prose: Prose, hits: list[Hit[Item]]) -> list[Hit[Item]]:
    """Read short forms as the report defines them: "CO" is not cardiac output where it is carbon monoxide."""
    longs = {a.short: a.long for a in prose.abbreviations if len(a.short) > 1}
    meant = {short: _named_in(long) for short, long in longs.items()}
    if not meant:
        return hits
    kept = []
    for hit in hits:
        written = prose.text[hit.start : hit.end]
        if hit.entry.kind == "test" and written in meant and hit.entry.test:
            test = meant[written] or _alike(hit.entry.test, longs[written])
            if test is None:
                continue
            hit = Hit(hit.start, hit.end, Item("test", 0, 0, test=test))
        kept.append(hit)
    known = {prose.text[h.start : h.end] for h in kept}
    for short, test in meant.items():
        if test and short not in known:
            pattern = re.compile(rf"(?<!\w){re.escape(short)}(?!\w)")
            kept += [
                Hit(m.start(), m.end(), Item("test", 0, 0, test=test)) for m in pattern.finditer(prose.text)
            ]
    return kept


def _is_degree_of(item: Item, named: list[Item]) -> bool:
    """Tell the "borderline" of "borderline elevated", which is part of a longer result."""
    return item.kind == "result" and any(
        other.kind == "result" and other.start == item.start and other.end > item.end for other in named
    )


def _is_part_of_a_name(text: str, hit: Hit[Item]) -> bool:
    """Tell the K of "vitamin-K" from potassium."""
    short = hit.entry.kind == "test" and hit.end - hit.start <= 2
    return short and (
        text[max(0, hit.start - 1) : hit.start] in _DASHES or text[hit.end : hit.end + 1] in _DASHES
    )


def _named_in(long: str) -> LaboratoryTest | None:
    """Return the test that a long form names, whole or behind a word such as "serum"."""
    words = fold(long).split()
    if test := _names().get(" ".join(words)):
        return test
    return _names().get(" ".join(words[1:])) if words[:1] and words[0] in load_words().pre else None


def _alike(test: LaboratoryTest, long: str) -> LaboratoryTest | None:
    """Return the test of a short form whose long form is spelt much like one of its names ("alanin transaminase").

    The heads must be alike: "right hemicolectomy" is no right heart catheterization.
    """
    stems = {
        word[:_STEM]
        for name in (test.name, *test.synonyms)
        for word in fold(name).split()
        if len(word) >= _STEM
    }
    return test if fold(long).split()[-1][:_STEM] in stems else None


class ItemFinder:
    """Finds the items of every sentence; the text is searched once.

    Args:
        prose: the report's prose.
    """

    def __init__(self, prose: Prose) -> None:
        self._prose = prose
        self._hits = sorted(
            _settle_abbreviations(prose, _matcher().find(prose.text, folded=prose.folded)),
            key=lambda h: h.start,
        )
        self._hits = [
            hit for hit in self._hits if hit.entry.kind != "guard" and not _is_part_of_a_name(prose.text, hit)
        ]
        self._starts = [hit.start for hit in self._hits]

    def find(self, sentence: Sentence) -> list[Item]:
        """Return the items of a sentence in order; empty where nothing in it can be a result."""
        low = bisect_left(self._starts, sentence.start)
        high = bisect_left(self._starts, sentence.end)
        hits = [hit for hit in self._hits[low:high] if hit.end <= sentence.end]
        tested = any(hit.entry.kind in _TESTED or self._may_name(hit) for hit in hits)
        if not tested and not self._has_unit(sentence):
            return []
        named = [self._place(hit.entry, hit.start, hit.end, sentence) for hit in hits]
        named += [item for item in map(self._elided, named) if item]
        quantities = self._quantities(sentence, named)
        if not quantities and not tested:
            return []
        grades = [item for item in map(self._grade, named) if item]
        quantities = [q for q in quantities if not any(g.start <= q.start < g.end for g in grades)]
        named = [item for item in named if not _is_degree_of(item, named)]
        found = sorted([*named, *quantities, *grades, *self._signs(sentence, named)], key=lambda i: i.start)
        return _mark_references(self._prose.text, found)

    def _may_name(self, hit: Hit[Item]) -> bool:
        """Tell a result word that is said of tests which no table knows."""
        return hit.entry.kind == "result" and self._prose.folded[hit.start : hit.end] in load_words().any_test

    def _has_unit(self, sentence: Sentence) -> bool:
        """Tell whether a quantity with a laboratory unit may stand in a sentence that names no test."""
        text = self._prose.text
        return bool(
            _UNIT_SIGN.search(text, sentence.start, sentence.end)
            and _DIGIT.search(text, sentence.start, sentence.end)
        )

    def _place(self, entry: Item, start: int, end: int, sentence: Sentence) -> Item:
        """Place an item; a result word takes the adverbs before it along: "mildly elevated"."""
        severity = ""
        if entry.kind == "result" and entry.meaning != "none":
            degree = load_words().degree
            for token in reversed(
                list(_TOKEN.finditer(self._prose.text, max(sentence.start, start - 40), start))
            ):
                known = degree.get(token[0].lower())
                if not known or self._prose.text[token.end() : start].strip():
                    break
                start, severity = token.start(), severity or known
        return Item(entry.kind, start, end, entry.test, None, entry.meaning, severity)

    def _elided(self, item: Item) -> Item | None:
        """Return the test whose name shares its end with the next one's: the "liver" of "liver and renal function"."""
        if item.kind != "test":
            return None
        text = self._prose.text
        first = _ELIDED.search(text, max(0, item.start - 30), item.start)
        _, _, rest = text[item.start : item.end].partition(" ")
        name = fold(f"{first['first']} {rest}") if first and rest else ""
        test = _names().get(name) or _names().get(name.removesuffix("s"))
        return Item("test", *first.span("first"), test=test) if first and test and test != item.test else None

    def _signs(self, sentence: Sentence, named: list[Item]) -> list[Item]:
        """Find results given as signs: stains and dipsticks ("CD34 (+), desmin (-)"), karyotypes ("46,XX")."""
        text = self._prose.text
        matches = [*_SIGN.finditer(text, sentence.start, sentence.end)]
        matches += [
            match
            for item in named
            if item.test and item.test.category in _SIGNED_KINDS
            if (match := _SIGN_AFTER.match(text, item.end, sentence.end))
        ]
        signs = [
            Item("result", *m.span(), meaning="positive" if "+" in m[0] else "negative") for m in matches
        ]
        formulas = [
            Item("result", *m.span(), meaning="normal" if m["rest"] in ("X", "Y") else "abnormal")
            for m in _KARYOTYPE.finditer(text, sentence.start, sentence.end)
        ]
        return signs + formulas

    def _grade(self, item: Item) -> Item | None:
        """Return the grade or class behind the name of a score: the "III" of "NYHA class III"."""
        if item.kind != "test" or item.test is None or item.test.category != "score":
            return None
        match = _grade_pattern().match(self._prose.text, item.end)
        return Item("result", *match.span("grade"), meaning="grade") if match else None

    def _quantities(self, sentence: Sentence, named: list[Item]) -> list[Item]:
        text = self._prose.text
        if not _DIGIT.search(text, sentence.start, sentence.end):
            return []
        marks = self._prose.citations_in(sentence.start, sentence.end)
        taken = [(i.start, i.end) for i in named if i.kind == "test"] + [(c.start, c.end) for c in marks]
        return [
            Item("quantity", q.start, q.end, quantity=q)
            for q in find_quantities(text, sentence.start, sentence.end)
            if _is_result(text, q, sentence.start) and not any(a < q.end and q.start < b for a, b in taken)
        ]


@cache
def _grade_pattern() -> re.Pattern[str]:
    """Words such as "class", a link, and a Roman numeral or letter; a plain number only behind such a word."""
    word = "|".join(re.escape(w) for w in sorted(load_words().grade_word))
    link = r"(?:\s*[:=(,]\s*|\s+(?:was|were|is|of|as|at|to be)\s+|\s+)"
    roman, letter = r"(?:I{1,3}|IV|VI{0,3})[abcAB]?", r"[A-E]"
    either = rf"(?:{roman}|{letter})(?:\s?[-\u2013/]\s?(?:{roman}|{letter}))?"
    return re.compile(
        rf"(?:\s+(?:{word})\b){{0,3}}(?:\s*\([A-Z]{{2,6}}\))?(?:{link}(?:(?:{word})\s+)?)"
        rf"(?P<grade>(?:{either}|E\dV[\dT]M\d)(?![\w'-])|(?<=class )\d[ab]?(?![\w./])|(?<=grade )\d[ab]?(?![\w./])|(?<=stage )\d[ab]?(?![\w./]))"
    )


def _is_result(text: str, quantity: Quantity, low: int) -> bool:
    """Tell a number that can be a result from ages, dates, counts of days and numbers of figures."""
    if quantity.ucum in _AGE_UNITS or (quantity.form == "word" and not quantity.ucum):
        return False
    if quantity.form == "ordinal" and quantity.ucum != "{percentile}":
        return False
    before = text[max(low, quantity.start - 18) : quantity.start]
    if not quantity.ucum and quantity.form == "number":
        after = text[quantity.end : quantity.end + 1]
        return not (_NUMBERED.search(before) or (after and after in _GOES_ON))
    return True


def _mark_references(text: str, items: list[Item]) -> list[Item]:
    """Turn the quantities of "(normal range: 3.5-5.0)" into reference intervals and drop their words."""
    kept: list[Item] = []
    for item in items:
        if item.kind == "quantity" and (opening := _reference_start(text, kept, item)) is not None:
            while kept and kept[-1].start >= opening:
                kept.pop()
            kept.append(replace(item, kind="reference"))
        else:
            kept.append(item)
    return kept


def _reference_start(text: str, before: list[Item], item: Item) -> int | None:
    """Return where the words that make a quantity a reference interval begin, or None."""
    low = max((i.end for i in before if i.kind in ("quantity", "reference", "test")), default=item.start - 60)
    stretch = text[max(low, item.start - 60) : item.start]
    opening = max(stretch.rfind("("), stretch.rfind("["))
    if opening < 0:
        opening = max(stretch.rfind(";"), stretch.rfind(","))
    if opening < 0:
        return None
    tokens = [t.lower().rstrip(".") for t in _TOKEN.findall(stretch[opening + 1 :])]
    named = not load_words().reference.isdisjoint(tokens)
    return item.start - len(stretch) + opening + 1 if named and len(tokens) <= 9 else None


def tokens(text: str, *, brackets: bool = False) -> list[str]:
    """Return the lower-case words and signs of a gap; what stands in closed brackets is left out.

    Args:
        text: the gap.
        brackets: keep what stands in brackets.
    """
    plain = text if brackets or ("(" not in text and "[" not in text) else _BRACKETED.sub(" ", text)
    return [t.lower() for t in _TOKEN.findall(plain)]


def find_test(text: str, start: int, end: int) -> Item | None:
    """Return the test that a table cell names in its first words, or None.

    Example:
        >>> find_test("Hemoglobin (g/dL)", 0, 17).test.name
        'hemoglobin'
    """
    for hit in _matcher().find(text[start:end]):
        if hit.entry.kind == "test" and not any(c.isalnum() for c in text[start : start + hit.start]):
            return Item("test", start + hit.start, start + hit.end, test=hit.entry.test)
    return None


def find_word(text: str, start: int, end: int) -> Item | None:
    """Return the result word that a table cell consists of, or None."""
    for hit in _matcher().find(text[start:end]):
        if hit.entry.kind == "result" and hit.start == 0:
            return Item("result", start + hit.start, start + hit.end, meaning=hit.entry.meaning)
    return None
